"""Claims: what is asserted, and what carries it.

In: entries and texts. Out: warnings. A claim wants a source, a reference to a record that has one, or `support` that
says why there is none; and somebody by name rather than "reports say".
"""

import re
from collections.abc import Iterator
from typing import Any

from briefbook.check.entries import Entry, Leaf
from briefbook.check.index import Index
from briefbook.check.text import Scene
from briefbook.findings import Finding
from briefbook.model.fields import Reference
from briefbook.prose import Node, walk

_NOBODY = r"(?:reports?|sources?|experts?|analysts?|observers?|critics|commentators|officials|insiders|some|many)"
VAGUE = re.compile(
    rf"\b(?:(?:media |press |several |multiple |various |unnamed |some |anonymous )?{_NOBODY} (?:say|says|said|suggest|suggests|suggested|"
    rf"claim|claims|claimed|believe|believed|argue|indicate|indicated|is said|is believed|is thought|have said|have indicated)"
    rf"|it (?:is|was|has been) (?:said|believed|thought|reported|understood|rumou?red)|reportedly|allegedly|according to (?:media |press |some |several |various )?"
    rf"(?:reports|sources|experts|analysts|observers))\b",
    re.IGNORECASE,
)


def vague_attributions(raw: str, scene: Scene) -> Iterator[Finding]:
    """Find words that attribute a claim to nobody; a citation in the same paragraph says who."""
    for match in VAGUE.finditer(raw):
        start, end = raw.rfind("\n\n", 0, match.start()), raw.find("\n\n", match.end())
        paragraph = raw[max(start, 0) : end if end >= 0 else None]
        if "[@" in paragraph:
            continue
        line = raw.count("\n", 0, match.start())
        here = Node("text", place=(line, match.start() - (raw.rfind("\n", 0, match.start()) + 1)))
        yield scene.finding(here, "vague-attribution", f"'{' '.join(match.group().split())}' does not say who",
                            "name who says so and cite it, or say in 'support' that it was not traced")


def unsupported(entry: Entry, index: Index) -> Iterator[Finding]:
    """Warn of a claim that rests on nothing."""
    if not entry.kind.claims or entry.model is None or entry.bad & {"sources", "support", "see"}:
        return
    if _has_support(entry.model) or any(_carries(leaf, entry, index) for leaf in entry.leaves):
        return
    if any(_cites(root, entry.briefing, index) for root in entry.texts.values()):
        return
    yield Finding(entry.position(), "unsupported-claim", f"{entry.label} has no source",
                  "add 'sources', refer to a record that has some, or say why not in 'support: {why, note}'", entry.id)


def _has_support(model: Any) -> bool:
    parts = [model, *(getattr(model, "stances", None) or ())]
    return any(getattr(part, "support", None) for part in parts)


def _carries(leaf: Leaf, entry: Entry, index: Index) -> bool:
    marker = leaf.shape.marker
    if not isinstance(marker, Reference) or marker.kinds == ("actors",):
        return False
    if marker.kinds == ("sources",):
        return True
    return _sourced(leaf.scalar.text, entry.briefing, index)


def _sourced(reference: str, briefing: str, index: Index) -> bool:
    """Whether a reference names a source, or a record that names one; one that names nothing has its own finding."""
    target = index.find(briefing, reference)
    if target is None or target.entry is None:
        return target is None
    return target.kind == "sources" or any(
        isinstance(leaf.shape.marker, Reference) and leaf.shape.marker.kinds == ("sources",) for leaf in target.entry.leaves
    )


def _cites(root: Node, briefing: str, index: Index) -> bool:
    return any(
        node.type == "citation" or (node.type == "reference" and _sourced(node.attributes["target"], briefing, index))
        for node in walk(root)
    )
