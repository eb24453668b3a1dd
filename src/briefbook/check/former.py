"""Ids that records and pages once had: each leads to one of them.

In: the records and pages of a briefing. Out: findings for a former id that two of them claim. Apart from the index
because nothing refers to a former id: only links from outside do.
"""

from collections.abc import Iterable, Iterator

from briefbook.check.entries import Entry, PageEntry
from briefbook.findings import Finding, Position
from briefbook.load import Mapping


def former_ids(owner: Entry | PageEntry) -> tuple[str, ...]:
    """What a record or page says it was called."""
    model = owner.model if isinstance(owner, Entry) else owner.front
    return tuple(getattr(model, "formerly", None) or ())


def claimed_twice(owners: Iterable[Entry | PageEntry], shared: Iterable[Entry | PageEntry] = ()) -> Iterator[Finding]:
    """A link with an old id can arrive at one place only; shared records have a place in every briefing."""
    first = {name: owner for owner in shared for name in former_ids(owner)}
    for owner in owners:
        for name in dict.fromkeys(former_ids(owner)):
            other = first.setdefault(name, owner)
            if other.id != owner.id:
                message = f"'{owner.id}' and '{other.id}' ({other.file.source.path}) both say that they were '{name}'"
                help_line = "name it under 'formerly' of the one that old links are meant to reach"
                yield Finding(_position(owner), "duplicate-id", message, help_line, owner.id)


def _position(owner: Entry | PageEntry) -> Position:
    tree = owner.tree if isinstance(owner, Entry) else owner.file.front
    value = tree.values.get("formerly") if isinstance(tree, Mapping) else None
    return owner.file.source.position(value.start) if value else Position(owner.file.source.path)
