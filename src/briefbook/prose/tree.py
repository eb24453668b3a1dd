"""The tree of a text.

In: nothing. Out: `Node`, and ways to walk one and to read its words. Every medium renders this tree; none sees the
parser's own tokens.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

_LEFT_BY_A_CITATION = re.compile(r"\s+(?=[.,;:](?:\s|$))")
_BLOCKS = {
    "document", "paragraph", "heading", "list", "item", "quote", "table", "row", "cell", "definitions", "term",
    "definition", "admonition", "title", "footnotes", "footnote", "fence", "rule", "component",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of a text. `place` is its line and column in the text, both counted from 0."""

    type: str
    children: tuple["Node", ...] = ()
    text: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict)
    place: tuple[int, int] = (0, 0)

    @property
    def is_block(self) -> bool:
        """Whether it stands on lines of its own."""
        return self.type in _BLOCKS


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and everything in it, in reading order."""
    waiting = [node]
    while waiting:
        here = waiting.pop()
        yield here
        waiting += reversed(here.children)


def _unnamed(target: str) -> str:
    return ""


def plain_text(node: Node, named: Callable[[str], str] = _unnamed) -> str:
    """The words of a node, without marks, notes and citations.

    `named` gives the words for a reference that takes its target's title; without it there are none.
    """
    if node.type in ("text", "code", "fence"):
        return node.text
    if node.type in ("softbreak", "break"):
        return " "
    if node.type in ("citation", "footnote_reference", "component", "problem", "footnotes"):
        return ""
    if node.type == "image":
        return str(node.attributes.get("alt", ""))
    if node.type == "reference" and not node.children:
        return named(node.attributes["target"])
    separator = " " if any(child.is_block for child in node.children) else ""
    return separator.join(filter(None, (plain_text(child, named) for child in node.children)))


def spoken_text(node: Node, named: Callable[[str], str] = _unnamed) -> str:
    """The words of a node on one line; a citation leaves no trace, not even the space before it."""
    return " ".join(_LEFT_BY_A_CITATION.sub("", plain_text(node, named)).split())
