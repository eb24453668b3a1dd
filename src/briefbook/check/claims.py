"""Claims: what is asserted, and what carries it.

In: entries and texts. Out: warnings. A claim wants a source, a reference in its text to a claim that has one, or
`support` that says why there is none; and somebody by name rather than "reports say". What stands beside a claim
(`see`, `about`, `after`, an actor, a term) does not carry it.
"""

import re
from collections.abc import Iterator
from typing import Any

from briefbook.check.entries import Entry, Leaf
from briefbook.check.index import Index
from briefbook.check.scene import Scene
from briefbook.check.text import places
from briefbook.findings import Finding
from briefbook.model.fields import Reference
from briefbook.prose import Node, walk

_WHOSE = r"(?:media |press |several |multiple |various |unnamed |some |anonymous )?"
_NOBODY = r"(?:reports?|sources?|experts?|analysts?|observers?|critics|commentators|officials|insiders|some|many)"
_SAY = (
    r"(?:say|says|said|suggest|suggests|suggested|claim|claims|claimed|believe|believed|argue|indicate|indicated"
    r"|is said|is believed|is thought|have said|have indicated)"
)
_IT_IS_SAID = r"it (?:is|was|has been) (?:said|believed|thought|reported|understood|rumou?red)"
_ACCORDING = r"according to (?:media |press |some |several |various )?(?:reports|sources|experts|analysts|observers)"
_CARRYING = ("evidence", "held_by")  # of the fields that may name any record, those that say what a claim rests on
_GAP = "\n\n"
VAGUE = re.compile(rf"\b(?:{_WHOSE}{_NOBODY} {_SAY}|{_IT_IS_SAID}|reportedly|allegedly|{_ACCORDING})\b", re.IGNORECASE)


def vague_attributions(raw: str, scene: Scene) -> Iterator[Finding]:
    """Find words that attribute a claim to nobody; a citation in the same paragraph says who."""
    for paragraph, start in _paragraphs(raw):
        if "[@" in paragraph:
            continue
        for match, here in places(VAGUE, paragraph, wrapped=True):
            line, column = here.place
            there = Node("text", place=(start + line, column))
            yield scene.finding(
                there,
                "vague-attribution",
                f"'{match.group()}' does not say who",
                "name who says so and cite it, or say in 'support' that it was not traced",
            )


def _paragraphs(raw: str) -> Iterator[tuple[str, int]]:
    """The paragraphs of a text, each with the number of its first line."""
    line = 0
    for paragraph in raw.split(_GAP):
        yield paragraph, line
        line += f"{paragraph}{_GAP}".count("\n")


def unsupported(entry: Entry, index: Index) -> Iterator[Finding]:
    """Warn of a claim that rests on nothing."""
    if not entry.kind.claims or entry.model is None or entry.bad & {"sources", "support"}:
        return
    if _has_support(entry.model) or any(_carries(leaf, entry, index) for leaf in entry.leaves):
        return
    if any(_cites(root, entry.briefing, index) for root in entry.texts.values()):
        return
    yield Finding(
        entry.position(),
        "unsupported-claim",
        f"{entry.label} has no source",
        "add 'sources', cite one in the text, or say why not in 'support: {why, note}'",
        entry.id,
    )


def _has_support(model: Any) -> bool:
    parts = [model, *(getattr(model, "stances", None) or ())]
    return any(getattr(part, "support", None) for part in parts)


def _carries(leaf: Leaf, entry: Entry, index: Index) -> bool:
    """Whether a field carries a claim: a source does, and evidence; who took part or what came before does not."""
    marker = leaf.shape.marker
    if not isinstance(marker, Reference):
        return False
    if marker.kinds == ("sources",):
        return True
    return leaf.shape.name in _CARRYING and _sourced(leaf.scalar.text, entry.briefing, index)


def _sourced(reference: str, briefing: str, index: Index) -> bool:
    """Whether a reference names a source, or a claim that names one; one that names nothing has its own finding.

    What explains a name (an actor, a term) carries no claim, however well it is sourced itself.
    """
    target = index.find(briefing, reference)
    if target is None or target.entry is None:
        return target is None
    return target.kind == "sources" or (target.entry.kind.claims and _names_a_source(target.entry))


def _names_a_source(entry: Entry) -> bool:
    markers = (leaf.shape.marker for leaf in entry.leaves)
    return any(isinstance(marker, Reference) and marker.kinds == ("sources",) for marker in markers) or any(
        node.type == "citation" for root in entry.texts.values() for node in walk(root)
    )


def _cites(root: Node, briefing: str, index: Index) -> bool:
    return any(
        node.type == "citation" or (node.type == "reference" and _sourced(node.attributes["target"], briefing, index))
        for node in walk(root)
    )
