"""Records that have lost their ids: one is missing, empty, another's, or cannot be one.

In: records, pages and the index of ids. Out: the id that each of them most likely had, because others refer to it and
nothing has it; the index then knows it. Apart from the index because what refers is read only where an id is lost: one
slip at one record is one finding, and not one more at each place that names it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from briefbook.check.entries import Entry, PageEntry
from briefbook.check.index import ID, Index, Target, proper
from briefbook.check.suggest import nearest
from briefbook.findings import Finding, Position
from briefbook.load.site import SHARED
from briefbook.model.fields import Reference
from briefbook.prose import walk

_ABOUT_IDS = ("bad-id", "duplicate-id", "empty-field", "missing-field")


@dataclass(slots=True)
class _Missed:
    """An id that is referred to and is nowhere: how often, and which kinds each of the references allows."""

    count: int = 0
    kinds: list[tuple[str, ...]] = field(default_factory=list)


def restored(entries: list[Entry], pages: list[PageEntry], index: Index) -> dict[Position, str]:
    """Enter the ids that were lost into the index; give a help line for each, by the place of its finding.

    Only where one record lacks what alone is missed: which of two is meant is not guessed.
    """
    nameless = [entry for entry in entries if _is_nameless(entry, index)]
    missed = _missed((*entries, *pages), index) if nameless else {}
    fits = [{key for key, said in missed.items() if _fits(entry, *key, said, index)} for entry in nameless]
    found: dict[Position, str] = {}
    for entry, names in zip(nameless, fits, strict=True):
        if len(names) == 1 and sum(not names.isdisjoint(others) for others in fits) == 1:
            [(folder, name)] = names
            times = "once" if missed[folder, name].count == 1 else f"{missed[folder, name].count} times"
            found[_place(entry)] = f"write id: {name}, which is named {times} and which no record has"
            index.add(entry.briefing, Target(name, entry.kind.name, _place(entry), entry))
    return found


def told(findings: Iterable[Finding], found: Mapping[Position, str]) -> Iterator[Finding]:
    """The findings, with the id in the help of those that are about one."""
    for finding in findings:
        help_line = found.get(finding.position, "") if finding.code in _ABOUT_IDS else ""
        is_id = finding.code != "missing-field" or "'id'" in finding.message
        yield replace(finding, help=help_line) if help_line and is_id else finding


def _is_nameless(entry: Entry, index: Index) -> bool:
    if not entry.kind.is_list or (entry.id and not ID.match(entry.id) and proper(entry.id)):
        return False
    target = index.targets.get(entry.briefing, {}).get(entry.id) if ID.match(entry.id) else None
    return target is None or target.entry is not entry


def _place(entry: Entry) -> Position:
    return entry.position(entry.tree.values.get("id"))


def _fits(entry: Entry, folder: str, name: str, said: _Missed, index: Index) -> bool:
    """Whether references can have meant this record, and nothing that is there and is called much the same."""
    is_seen = folder == entry.briefing or entry.briefing == SHARED
    is_kind = all(not kinds or entry.kind.name in kinds for kinds in said.kinds)
    return is_seen and is_kind and not nearest(name, index.known(folder, said.kinds[0]))


def _missed(owners: Iterable[Entry | PageEntry], index: Index) -> dict[tuple[str, str], _Missed]:
    """What is referred to and is nowhere, by the briefing from which it is named."""
    found: dict[tuple[str, str], _Missed] = defaultdict(_Missed)
    for owner in owners:
        for words, kinds in _references(owner):
            if ID.match(words) and index.find(owner.briefing, words) is None:
                found[owner.briefing, words].count += 1
                found[owner.briefing, words].kinds.append(kinds)
    return found


def _references(owner: Entry | PageEntry) -> Iterator[tuple[str, tuple[str, ...]]]:
    for leaf in owner.leaves:
        marker = leaf.shape.marker
        if isinstance(marker, Reference):
            yield leaf.scalar.text, marker.kinds
    for root in (*owner.texts.values(), *((owner.body,) if isinstance(owner, PageEntry) else ())):
        for node in walk(root):
            if node.type == "reference":
                yield node.attributes["target"], ()
            elif node.type == "citation":
                yield from ((name, ("sources",)) for name, _ in node.attributes["cites"])
