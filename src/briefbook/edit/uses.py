"""Every place where an id is referred to, in data and on pages.

In: a checked site. Out: uses, each with the place of the id itself in its file. Only what the parser takes for a
reference, a citation or a component is one; the same word in a sentence is not.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from briefbook.check import Checked, Entry, Leaf, PageEntry
from briefbook.kinds.pages import COMPONENTS
from briefbook.load.text import SourceFile
from briefbook.model.fields import Reference
from briefbook.prose import CallError, Node, read_call, walk
from briefbook.prose.locate import scalar_indexes

Owner = Entry | PageEntry
_CALL = re.compile(r"\{\{-?\s*(?P<name>\w+)\s*\(\s*(?P<quote>[\"'])(?P<id>[^\"'\\]*)(?P=quote)")


@dataclass(frozen=True, slots=True)
class Use:
    """A reference: what it says, as seen from which briefing, and where its words stand in the file."""

    source: SourceFile
    briefing: str
    text: str
    start: int
    end: int


def owners(checked: Checked, *folders: str) -> list[Owner]:
    """The records and pages of these folders, or of all."""
    found: list[Owner] = []
    for name in folders or checked.entries:
        found += checked.entries.get(name, ())
        found += checked.pages.get(name, ())
    return found


def uses(checked: Checked) -> Iterator[Use]:
    """Yield every reference of a site."""
    for owner in owners(checked):
        yield from _of_leaves(owner)
        if isinstance(owner, PageEntry):
            yield from _of_page(owner)


def _of_page(page: PageEntry) -> Iterator[Use]:
    first = page.file.body
    return _of_text(page.body, page.file.text, page, lambda start, end: (first + start, first + end))


def _of_leaves(owner: Owner) -> Iterator[Use]:
    source = owner.file.source
    for leaf in owner.leaves:
        text, root = leaf.scalar.text, owner.texts.get(leaf.path)
        if isinstance(leaf.shape.marker, Reference) and text:
            yield Use(source, owner.briefing, text, *_inside(source, leaf)(0, len(text)))
        elif root:
            yield from _of_text(root, text, owner, _inside(source, leaf))


def _inside(source: SourceFile, leaf: Leaf) -> Callable[[int, int], tuple[int, int]]:
    """A map from offsets in a value to places in the file, made when it is first asked."""
    indexes: list[int] = []

    def place(start: int, end: int) -> tuple[int, int]:
        if not indexes:
            indexes.extend(scalar_indexes(source.text, leaf.scalar))
        return indexes[start], indexes[end - 1] + 1

    return place


def _of_text(root: Node, text: str, owner: Owner, place: Callable[[int, int], tuple[int, int]]) -> Iterator[Use]:
    """The references in a text; `place` turns offsets into it into places in the file."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    for node in walk(root):
        if node.type not in ("reference", "citation", "component"):
            continue
        line, column = node.place
        briefing = _seen_from(node) or owner.briefing
        for words, start in _named(node, text, starts[min(line, len(starts) - 1)] + column):
            yield Use(owner.file.source, briefing, words, *place(start, start + len(words)))


def _seen_from(node: Node) -> str:
    """The briefing that a component was told to look in, or nothing."""
    try:
        return str(read_call(node.text).keywords.get("briefing", "")) if node.type == "component" else ""
    except CallError:
        return ""


def _named(node: Node, text: str, offset: int) -> Iterator[tuple[str, int]]:
    """What a node names, each with its offset in the text."""
    if node.type == "component":
        match = _CALL.search(text, offset)
        if match and _takes_a_record(node.text):
            yield match["id"], match.start("id")
    elif node.type == "reference":
        target = node.attributes["target"]
        match = re.compile(rf"\]\[\s*(?P<id>{re.escape(target)})\s*\]").search(text, offset) if target else None
        if match:
            yield target, match.start("id")
    else:
        end = text.find("]", offset)
        for match in re.finditer(r"@(?P<id>[A-Za-z0-9][\w./-]*?)(?=,?\s|;|\])", text[offset : end + 1]):
            if any(match["id"] == name for name, _ in node.attributes["cites"]):
                yield match["id"], offset + match.start("id")


def _takes_a_record(call: str) -> bool:
    try:
        component = COMPONENTS.get(read_call(call).name)
    except CallError:
        return False
    return component is not None and component.argument == "record"
