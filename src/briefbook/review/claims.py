"""Which claims lost a source, and which gained one.

In: changes between two models. Out: the same changes with nothing left in them but the details in which a claim is no
longer tied to a source, or newly tied to one. It is the question that a reviewer asks
first.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from briefbook.editions import Change, Detail
from briefbook.editions.details import steps
from briefbook.editions.names import title_of
from briefbook.load.snapshot import Model
from briefbook.model.fields import Reference
from briefbook.render.changes import shapes_of


def losing(changes: Iterable[Change]) -> tuple[Change, ...]:
    """What takes a source away from a claim that stays. A claim that went with its source is no claim any more."""
    return tuple(_kept(changes, 0))


def gaining(changes: Iterable[Change]) -> tuple[Change, ...]:
    """What gives a source to a claim that was there before."""
    return tuple(_kept(changes, 1))


def has_source(model: Model, name: str) -> bool:
    """Whether a record or page still leans on any source that stands, by a field or in its text."""
    found = model["records"].get(name) or model["pages"].get(name) or {}
    return not _standing(model).isdisjoint(_sources_in([found]))


def forsaken(old: Model, new: Model) -> Iterator[Change]:
    """The claims that still name a source, while the source itself is gone or withdrawn."""
    former = {name for record in new["records"].values() for name in record["fields"].get("formerly", ())}
    gone = _standing(old) - _standing(new) - former
    for part in ("records", "pages"):
        for name, found in new[part].items():
            details = tuple(
                Detail("removed", (), source) for source in dict.fromkeys(_sources_in([found])) if source in gone
            )
            if details:
                kind = str(found.get("kind", "pages"))
                yield Change(
                    "source-lost", part[:-1], name, kind, "sources", title=title_of(new, name), details=details
                )


def _standing(model: Model) -> set[str]:
    """The sources that have not been withdrawn."""
    sources = ((name, one["fields"]) for name, one in model["records"].items() if one["kind"] == "sources")
    return {name for name, fields in sources if fields.get("status") != "withdrawn"}


def _kept(changes: Iterable[Change], side: int) -> Iterator[Change]:
    for change in changes:
        details = tuple(detail for detail in change.details if _moved(change, detail)[side])
        if details:
            yield replace(change, details=details)


def _moved(change: Change, detail: Detail) -> tuple[frozenset[str], frozenset[str]]:
    """The sources that a detail takes away, and those that it gives; another place in the same source is neither."""
    if detail.type in ("reworded", "marked"):
        lost, gained = _cited(detail.lost), _cited(detail.gained)
    elif _names_a_source(change, detail):
        lost, gained = (frozenset([value] if isinstance(value, str) else ()) for value in (detail.old, detail.new))
    else:
        lost = gained = frozenset()
    return lost - gained, gained - lost


def _cited(marks: tuple[str, ...]) -> frozenset[str]:
    return frozenset(mark[1:].partition(", ")[0] for mark in marks if mark.startswith("@"))


def _names_a_source(change: Change, detail: Detail) -> bool:
    shape = shapes_of(change).get(change.field)
    for _, _, inner in steps(detail.path, shape):
        shape = inner
    marker = shape.marker if shape else None
    return isinstance(marker, Reference) and marker.kinds == ("sources",)


def _sources_in(value: Any) -> Iterator[str]:
    """The ids of the sources named anywhere in a value of a model."""
    if isinstance(value, list):
        for item in value:
            yield from _sources_in(item)
    elif isinstance(value, dict):
        if value.get("type") == "citation":
            yield from (str(cited) for cited, _ in value["attributes"]["cites"])
        for name, inner in value.items():
            if name == "sources" and isinstance(inner, list):
                yield from map(str, inner)
            elif isinstance(inner, dict | list):
                yield from _sources_in(inner)
