"""What must not stand in itself: a link in a link, a note in its own text.

In: a parsed text. Out: findings. A browser closes the outer link where the inner begins, and print would set a note in
a note without end.
"""

from collections.abc import Iterator, Mapping

from briefbook.check.scene import Scene
from briefbook.findings import Finding
from briefbook.prose import Node, walk

_LEADING = ("link", "reference")
_LED = (*_LEADING, "citation", "footnote_reference")


def nested(root: Node, scene: Scene) -> Iterator[Finding]:
    """Find links in links, and notes that lead back to themselves."""
    marks = {}
    for node in walk(root):
        if node.type in _LEADING:
            inner = next((one for child in node.children for one in walk(child) if one.type in _LED), None)
            if inner is not None:
                message = "a link stands within the words of another"
                yield scene.finding(inner, "link-in-link", message, "end the first before the second begins")
        elif node.type == "footnote":
            marks[node.attributes["number"]] = tuple(_marks(node))
    for number, found in marks.items():
        for mark in found:
            if number in _reached(mark.attributes["number"], marks):
                message = "this note leads back to itself"
                yield scene.finding(mark, "self-reference", message, "take the mark out of the note")


def _marks(note: Node) -> Iterator[Node]:
    return (node for node in walk(note) if node.type == "footnote_reference")


def _reached(number: int, marks: Mapping[int, tuple[Node, ...]]) -> set[int]:
    """The note itself, and those to which its text leads."""
    found, waiting = set(), [number]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += [mark.attributes["number"] for mark in marks.get(here, ())]
    return found
