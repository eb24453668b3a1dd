"""A page of the web to a page of a book.

In: the inside of a page as the components write it. Out: the same as well-formed XHTML, for readers without scripts:
what is folded on the web stands open, what leads out of the book leads nowhere. It knows what our HTML looks like (all
attributes quoted, every element closed but the void ones) and does not mend other people's; whoever writes a component
that is not so is told.
"""

import re
from xml.parsers import expat

from briefbook.web import ComponentError

_VOID = re.compile(r"<(br|col|hr|img|input|link|meta|source|wbr)\b([^<>]*?)\s*/?>")
# An attribute without a value, after any number of attributes with one.
_FLAG = re.compile(r'(<[a-z][^\s<>]*(?:\s+[^\s=<>"]+="[^"]*")*\s+[^\s=<>"/]+)(?=[\s/>])')
_WEB_ONLY = re.compile(r' (?:data-search-exclude(?:="")?|loading="[^"]*"|tabindex="[^"]*")(?=[\s/>])')
_REPLACED = (
    ("&nbsp;", "\u00a0"),
    (' role="doc-noteref"', ' role="doc-noteref" epub:type="noteref"'),
    (' role="doc-endnotes"', ' role="doc-endnotes" epub:type="footnotes"'),
    ('<li id="note-', '<li epub:type="footnote" id="note-'),
    ("<details", "<div"),
    ("</details>", "</div>"),
    ("<summary>", '<p class="summary">'),
    ("</summary>", "</p>"),
)
# A book is not where one edits, and has no pages beside the briefing's own.
_NOT_IN_A_BOOK = re.compile(r'<p class="(?:record-edit|compare)".*?</p>\n?', re.DOTALL)
_SVG = re.compile(r"<svg(?![^<>]*\sxmlns=)")


class MarkupError(ComponentError):
    """A page that is not well-formed, because a component on it is not; the message says where and what is wrong."""


def xhtml(html: str, page: str, depth: int) -> str:
    """The inside of a page for a book; `depth` is the number of folders between it and the book's own folder.

    Raises MarkupError where a component's HTML is not well-formed.
    """
    for old, new in _REPLACED:
        html = html.replace(old, new)
    html = _NOT_IN_A_BOOK.sub("", html)
    html = _WEB_ONLY.sub("", html)
    html = re.sub(rf' href="{"../" * (depth + 1)}[^"]*"', "", html)
    html = _VOID.sub(r"<\1\2/>", html)
    html = _SVG.sub('<svg xmlns="http://www.w3.org/2000/svg"', html)
    count = 1
    while count:
        html, count = _FLAG.subn(r'\1=""', html)
    _refuse_broken(html, page)
    return html


def _refuse_broken(html: str, page: str) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    try:
        parser.Parse(f'<body xmlns:epub="http://www.idpf.org/2007/ops">{html}</body>', True)
    except expat.ExpatError as error:
        line = html.splitlines()[error.lineno - 1 : error.lineno]
        near = line[0][max(error.offset - 60, 0) : error.offset + 20].strip() if line else ""
        raise MarkupError(f"{page}: {expat.ErrorString(error.code)} near '{near}'") from None
