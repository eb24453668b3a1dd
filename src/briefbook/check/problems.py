"""Problems: what the parser marked because it must not stand in a text, or does not do what was meant.

In: a node of type `problem`. Out: findings, with what to write instead. Apart from `text`, which knows what the other
nodes of a text need.
"""

import re
from collections.abc import Iterable, Iterator

from briefbook.check.links import OUT
from briefbook.check.scene import Scene
from briefbook.findings import Finding
from briefbook.kinds.pages import COMPONENTS
from briefbook.prose import Node, read_call, repaired_call

_TAG = re.compile(r"<(?P<ends>/?)(?P<name>[A-Za-z][\w-]*|!--)")
_CITED = re.compile(r"@[\w./-]*\w")
_CITES = re.compile(r"\[\s*(@[\w./-]*\w(?:\s*(?:,|&|\band\b)?\s*@[\w./-]*\w)+)\s*\]\Z")
_NO_CALL = re.compile(r"\{%-? *\w+\([^{}]*\) *-?%\}|\{\{ *\w+\([^{}]*\) *\}?")
_CALL = re.compile(r"\{\{-? *\w+\(")
_PROBLEMS = {
    "braces": ("{text} would be a template's code; texts are never executed",
               "take it out, or put it between backticks if it is an example"),
    "raw-html": ("HTML is not allowed: {text}", "use Markdown; write '&lt;' for the sign itself"),
    "forbidden-link": ("links may not begin with '{text}', however it is written", OUT),
    "citation-form": ("{text} is not a citation in the form used here",
                      "write [@source-id], [@one; @two] or [@source-id, para. 4]"),
    "undefined-footnote": ("the note {text} has no text", "add a line '{text}: ...' at the end of the page"),
    "unused-footnote": ("the note {text} is never used", "put its mark into a sentence, or take it out"),
    "malformed-link": ("this does not end a link: {text}",
                       "an address has no spaces, and a link holds no other link and no citation"),
    "repeated-footnote": ("the note {text} has a text already", "keep one of the two, or give this one another name"),
    "link-definition": ("link definitions are not used here: {text}", "put the address into the sentence: [words](https://...)"),
    "nested-too-deep": ("lists, quotes or brackets are nested too deep here", "use fewer levels"),
}  # fmt: skip
_INSTEAD_OF = {
    "br": "end the line with a backslash, or leave an empty line for a new paragraph",
    "b": "write **words**", "strong": "write **words**", "i": "write *words*", "em": "write *words*",
    "a": "write [words](https://...), or [words][id] for a record or page", "img": "write ![what it shows](file)",
    "p": "leave an empty line between paragraphs", "li": "begin each item with '- '", "ul": "begin each item with '- '",
    "h2": "write '## ' before the words", "h3": "write '### ' before the words",
    "!--": "take it out: what is not for readers does not stand in a text",
}  # fmt: skip


def problems(nodes: Iterable[Node], scene: Scene) -> Iterator[Finding]:
    """Say what is wrong with each; a tag that only ends what one before it began is said with that one."""
    opened: set[str] = set()
    for node in nodes:
        code, tag = node.attributes["code"], _TAG.match(node.text)
        if code == "raw-html" and tag:
            name = tag["name"].casefold()
            if tag["ends"] and name in opened:
                continue
            opened |= set() if tag["ends"] else {name}
        message, help_line = _told(node, scene.page)
        yield scene.finding(node, code, message, help_line)


def _told(node: Node, page: bool) -> tuple[str, str]:
    """The message and the help line."""
    message, help_line = _PROBLEMS[node.attributes["code"]]
    shown = shortened(node.text)
    if shown.startswith("@"):
        help_line = "write [{text}]"
    elif cites := _CITES.match(node.text):
        help_line = f"write [{'; '.join(_CITED.findall(cites[1]))}]"
    elif tag := _TAG.match(shown):
        help_line = _INSTEAD_OF.get(tag["name"].casefold(), help_line)
    elif page and (meant := _call_meant(shown)):
        message, help_line = "{text} is not between two braces on each side", f"write {meant}"
    elif page and _CALL.match(shown):
        message = "{text} stands within a text, and a component alone on its line"
        help_line = "put it on a line of its own, or between backticks if it is an example"
    return message.format(text=shown), help_line.replace("{text}", shown)


def _call_meant(shown: str) -> str:
    """The component that was meant where its braces are others: `{% timeline() %}`, `{{ timeline() }`; or nothing."""
    if not _NO_CALL.fullmatch(shown):
        return ""
    meant = repaired_call(shown)
    return meant if meant and read_call(meant).name in COMPONENTS else ""


def shortened(text: str) -> str:
    """The first line of a text, as far as a message shows it."""
    first = text.split("\n")[0]
    return first if len(first) <= 50 else f"{first[:49]}…"
