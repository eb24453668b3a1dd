"""A finished page as a run of pieces that can be compared, with nothing in it that could act.

In: the inside of a page. Out: `Piece`s: tags and words. Only what a list allows comes through: a contribution may bring
components of its own, and the report of it is opened by a reviewer. What needs the site around it (pictures, menus,
forms) is left out; its text form is on the page.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser

from markupsafe import Markup, escape

_BLOCKS = frozenset(
    ("article", "section", "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table")
) | {"thead", "tbody", "tr", "th", "td", "blockquote", "pre", "hr", "br"}
_INLINE = frozenset(["a", "abbr", "code", "em", "q", "small", "span", "strong", "sub", "sup", "time"])
_OPENED = {"details": "div", "summary": "p", "figure": "div", "figcaption": "p", "header": "div", "footer": "div"}
_LEFT_OUT = frozenset(("audio", "dialog", "head", "iframe", "nav", "noscript", "object", "script", "style", "svg")) | {
    "button",
    "form",
    "select",
    "template",
}
_COMPUTED = frozenset(["digest"])  # changes with every word, and says nothing of which
_VOID = frozenset(["br", "hr"])
_NOTHING = Markup("")
_CLASS = re.compile(r"[\w -]+")
Href = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Piece:
    """A tag, as markup, or a run of words. `ends` tells whether words before and after it are of two blocks."""

    markup: Markup = _NOTHING
    words: str = ""
    ends: bool = False


def cleaned(html: str, href: Href) -> tuple[Piece, ...]:
    """The pieces of a page; `href` says where a link leads from here, or nothing where it leads nowhere."""
    cleaner = _Cleaner(href)
    cleaner.feed(html)
    cleaner.close()
    cleaner.close_all()
    return tuple(cleaner.pieces)


class _Cleaner(HTMLParser):
    """Copies what is allowed, closes what was left open."""

    def __init__(self, href: Href) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self._href = href
        self._open: list[str] = []
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if self._hidden or tag in _LEFT_OUT or values.get("class") in _COMPUTED:
            self._hidden += [tag] if not self._hidden or tag in (*_LEFT_OUT, self._hidden[-1]) else []
            return
        if tag == "img":
            self.pieces.append(Piece(words=f"[{values.get('alt', '')}]"))
        tag = _OPENED.get(tag, tag)
        if tag not in _BLOCKS and tag not in _INLINE:
            return
        self.pieces.append(Piece(Markup("<{}{}>").format(tag, self._attributes(tag, values)), ends=tag in _BLOCKS))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            if tag == self._hidden[-1]:
                self._hidden.pop()
            return
        tag = _OPENED.get(tag, tag)
        while tag in self._open:
            if self._closed() == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(Piece(words=data))

    def close_all(self) -> None:
        """Close what the page left open."""
        while self._open:
            self._closed()

    def _closed(self) -> str:
        tag = self._open.pop()
        self.pieces.append(Piece(Markup("</{}>").format(tag), ends=tag in _BLOCKS))
        return tag

    def _attributes(self, tag: str, values: dict[str, str]) -> Markup:
        kept = {"class": values.get("class", "")} if _CLASS.fullmatch(values.get("class", "")) else {}
        if tag == "a" and (href := self._href(values.get("href", ""))):
            kept["href"] = href
        return Markup("").join(Markup(' {}="{}"').format(name, escape(value)) for name, value in kept.items())
