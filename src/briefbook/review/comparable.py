"""What two sides can be compared by.

In: two sides. Out: their models without what the other could not read, and what that is, by file. What stands
there with an error is not gone: neither do its addresses break, nor have claims that rest on it lost a source.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from briefbook.editions.find import Tree
from briefbook.load.snapshot import Model
from briefbook.review.links import anchor_of
from briefbook.review.side import Side


@dataclass(frozen=True, slots=True)
class Comparable:
    """Two trees, less what one of them could not read, and how many records and pages of a file that is."""

    before: Tree
    after: Tree
    unread: Mapping[str, int]
    is_nothing: bool = False


def comparable(old: Side, new: Side) -> Comparable:
    """Leave out what cannot be compared. A side that is no site is compared only where it never was one."""
    unread: Counter[str] = Counter()
    if new.is_broken or old.is_broken:
        return Comparable(replace(old.tree, models={}), replace(new.tree, models={}), {}, is_nothing=True)
    before = dict(_read_by(new, old, unread))
    after = dict(_read_by(old, new, unread))
    return Comparable(replace(old.tree, models=before), replace(new.tree, models=after), dict(sorted(unread.items())))


def _read_by(other: Side, side: Side, unread: Counter[str]) -> Iterator[tuple[str, Model]]:
    """The models of a side without what the other could not read, which is counted."""
    for briefing, model in side.tree.models.items():
        theirs = other.tree.models.get(briefing)
        missed = {
            name: path
            for name, path in side.origins.get(briefing, {}).items()
            if other.could_not_read(path, name)
            and not (theirs and (name in theirs["records"] or name in theirs["pages"]))
        }
        own = side.own_file(briefing)
        lost = own if not theirs and own and other.could_not_read(own) else ""
        unread.update([lost] * len(side.origins.get(briefing, ())) if lost else missed.values())
        if not lost:
            yield briefing, _without(model, missed, theirs["addresses"] if theirs else {})


def _without(model: Model, names: Collection[str], theirs: Collection[str]) -> Model:
    """A model without some of its records and pages, and without their addresses.

    `theirs` are the pages of the other side; one that is made from the data may be missing there for want of them.
    """
    if not names:
        return model
    gone = {anchor_of(model["records"][name]["kind"], name) for name in names if name in model["records"]}
    written = {page["path"] for page in model["pages"].values()}
    made = {path for path in model["addresses"] if path not in written and path not in theirs}
    paths = {model["pages"][name]["path"] for name in names if name in model["pages"]}
    left = {
        part: {name: one for name, one in model[part].items() if name not in names} for part in ("records", "pages")
    }
    return {
        **model,
        **left,
        "order": {kind: [name for name in order if name not in names] for kind, order in model["order"].items()},
        "addresses": dict(_left(model["addresses"], gone, paths | made)),
    }


def _left(addresses: Mapping[str, Any], gone: Collection[str], paths: Collection[str]) -> Iterator[tuple[str, Any]]:
    """The addresses that are left without some anchors and pages."""
    for page, anchors in addresses.items():
        if page not in paths:
            yield page, [anchor for anchor in anchors if anchor not in gone]
