"""What changed between two models of a briefing.

In: two canonical models. Out: `Change`s, in a fixed order that has nothing to do with files: what was renamed, what
went, the order of what stayed, what came, then field by field. `apply` makes the old model into the new one.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from briefbook.editions.change import Change
from briefbook.editions.details import Reader, fits
from briefbook.editions.names import title_of
from briefbook.editions.rename import formers, renamed, renames
from briefbook.kinds import BRIEFING, BY_NAME, KINDS
from briefbook.kinds.pages import FrontMatter
from briefbook.load.snapshot import FORMAT, Model
from briefbook.model.base import Part
from briefbook.model.fields import DateMark, Plain, Prose
from briefbook.model.shape import Field, fields_of

PAGES = "pages"
_RANK = {kind.name: number for number, kind in enumerate(KINDS)}
_TEXT = Field("text", "text", "", required=True, marker=Prose())


def nothing(briefing: str) -> Model:
    """The model of a briefing that does not exist: everything is new beside it."""
    empty: Model = {"records": {}, "pages": {}, "order": {PAGES: []}, "assets": {}, "addresses": {}, "fields": {}}
    return {"format": FORMAT, "briefing": briefing, **empty}


def diff(old: Model, new: Model) -> tuple[Change, ...]:
    """Every difference between two models, each exactly once."""
    return tuple(_Diff(old, new).changes())


class _Diff:
    """Two models side by side; the old one with the ids of the new."""

    def __init__(self, old: Model, new: Model) -> None:
        self.given, self.new = old, new
        self.ids = {part: renames(old, new, part) for part in ("records", PAGES)}
        self.old = renamed(old, self.ids["records"], self.ids[PAGES])
        self.reader = Reader(self.title)

    def title(self, name: str) -> str:
        known = name in self.new["records"] or name in self.new[PAGES]
        return title_of(self.new if known else self.old, name)

    def changes(self) -> Iterator[Change]:
        for part in ("records", PAGES):
            yield from self.renamed(part)
        for part in ("records", PAGES):
            yield from self.gone(part)
        yield from self.reordered()
        for part in ("records", PAGES):
            yield from self.come(part)
        yield from self.of_the_briefing()
        for name in self.both("records"):
            yield from self.of_a_record(name)
        for name in self.both(PAGES):
            yield from self.of_a_page(name)
        for part in ("assets", "addresses"):
            yield from self.rest(part)

    def kind(self, part: str, name: str, model: Model) -> str:
        return PAGES if part == PAGES else str(model[part][name]["kind"])

    def both(self, part: str) -> list[str]:
        """What both models have, by kind, in the order of the new."""
        shared = [name for name in self.new[part] if name in self.old[part] and not self.exchanged(part, name)]
        return sorted(shared, key=lambda name: (_rank(self.kind(part, name, self.new)), name))

    def exchanged(self, part: str, name: str) -> bool:
        """Whether an id stands for another kind of record than before."""
        return part == "records" and self.old[part][name]["kind"] != self.new[part][name]["kind"]

    def renamed(self, part: str) -> Iterator[Change]:
        for former, name in sorted(self.ids[part].items()):
            owner = self.given[part][former]
            yield Change(
                "renamed",
                _singular(part),
                name,
                self.kind(part, name, self.new),
                "formerly",
                {"id": former, "formerly": formers(owner)},
                {"id": name, "formerly": formers(self.new[part][name])},
                self.title(name),
            )

    def gone(self, part: str) -> Iterator[Change]:
        old, new = self.old[part], self.new[part]
        for name in sorted(name for name in old if name not in new or self.exchanged(part, name)):
            kind = self.kind(part, name, self.old)
            yield Change("removed", _singular(part), name, kind, "", old[name], None, title_of(self.old, name))

    def come(self, part: str) -> Iterator[Change]:
        old, new = self.old[part], self.new[part]
        names = {name for name in new if name not in old or self.exchanged(part, name)}
        for kind, order in sorted(self.new["order"].items(), key=lambda pair: (_rank(pair[0]), pair[0])):
            if (kind == PAGES) != (part == PAGES):
                continue
            for place, name in enumerate(order):
                if name in names:
                    said = "corrected" if kind == "corrections" else "added"
                    yield Change(said, _singular(part), name, kind, "", None, new[name], self.title(name), place)

    def reordered(self) -> Iterator[Change]:
        for kind in sorted(self.new["order"], key=lambda kind: (_rank(kind), kind)):
            part = PAGES if kind == PAGES else "records"
            stayed = set(self.both(part))
            before = [name for name in self.old["order"].get(kind, []) if name in stayed]
            after = [name for name in self.new["order"][kind] if name in stayed]
            if before != after:
                yield Change("reordered", _singular(part), "", kind, "", before, after)

    def of_the_briefing(self) -> Iterator[Change]:
        if self.old["briefing"] != self.new["briefing"]:
            yield Change("renamed", "briefing", "", "briefing", "id", self.old["briefing"], self.new["briefing"])
        title = str(self.new["fields"].get("title", ""))
        about = Change("", "briefing", "", "briefing", title=title)
        yield from self.fields(about, self.old["fields"], self.new["fields"], BRIEFING.model, BRIEFING.tells)

    def of_a_record(self, name: str) -> Iterator[Change]:
        old, new = self.old["records"][name], self.new["records"][name]
        kind = BY_NAME.get(new["kind"])
        about = Change("", "record", name, new["kind"], title=self.title(name))
        model, tells = (kind.model, kind.tells) if kind else (Part, {})
        before, after = self.less_formers(name, old, new, "records")
        yield from self.fields(about, before, after, model, tells)

    def of_a_page(self, name: str) -> Iterator[Change]:
        old, new = self.old[PAGES][name], self.new[PAGES][name]
        about = Change("", "page", name, PAGES, title=self.title(name))
        if old["path"] != new["path"]:
            yield _with(about, "moved", "path", old["path"], new["path"])
        before, after = self.less_formers(name, old, new, PAGES)
        yield from self.fields(about, before, after, FrontMatter, {})
        if old["tree"] != new["tree"]:
            details = self.reader.trees(old["tree"], new["tree"])
            said = "marked" if details and all(detail.type == "marked" for detail in details) else "reworded"
            yield _with(about, said, "text", old["tree"], new["tree"], details)

    def less_formers(self, name: str, old: Model, new: Model, part: str) -> tuple[Model, Model]:
        """The fields to compare: of what was renamed, the former ids are told by that."""
        if name not in self.ids[part].values():
            return old["fields"], new["fields"]
        before, after = dict(old["fields"]), dict(new["fields"])
        before.pop("formerly", None)
        after.pop("formerly", None)
        return before, after

    def fields(
        self, about: Change, old: Model, new: Model, model: type[Part], tells: Mapping[str, str]
    ) -> Iterator[Change]:
        shapes = fields_of(model)
        names = [*shapes, *sorted(name for name in {**old, **new} if name not in shapes)]
        for name in names:
            before, after = old.get(name), new.get(name)
            if before == after:
                continue
            shape = shapes.get(name)
            sound = shape is not None and all(value is None or fits(value, shape) for value in (before, after))
            details = tuple(self.reader.field(before, after, shape)) if sound and shape else ()
            said = tells.get(name) or _said(name, shape, before, after)
            if said == "reworded" and details and all(detail.type == "marked" for detail in details):
                said = "marked"
            yield _with(about, said, name, before, after, details)

    def rest(self, part: str) -> Iterator[Change]:
        old, new = self.old[part], self.new[part]
        for name in sorted(old.keys() | new.keys()):
            before, after = old.get(name), new.get(name)
            if before == after:
                continue
            if part == "assets":
                said = "added" if before is None else "removed" if after is None else "changed"
            else:
                said = "address-lost" if after is None or set(before or ()) - set(after) else "address-gained"
            yield Change(said, _singular(part), name, "", "", before, after)


def _with(about: Change, said: str, field: str, old: Any, new: Any, details: tuple[Any, ...] = ()) -> Change:
    return Change(said, about.part, about.id, about.kind, field, old, new, about.title, 0, details)


def _singular(part: str) -> str:
    return {"records": "record", PAGES: "page", "assets": "asset", "addresses": "address"}[part]


def _rank(kind: str) -> int:
    return _RANK.get(kind, len(_RANK))


def _said(name: str, shape: Field | None, old: Any, new: Any) -> str:
    """The type of a change of a field, from what the field is."""
    if name in ("status", "withdrawn") and (new == "withdrawn" or (name == "withdrawn" and new)):
        return "withdrawn"
    if name == "sources" and all(value is None or isinstance(value, list) for value in (old, new)):
        gained = [item for item in new or () if item not in (old or ())]
        lost = [item for item in old or () if item not in (new or ())]
        names = {(True, True): "sources-changed", (True, False): "source-gained", (False, True): "source-lost"}
        return names.get((bool(gained), bool(lost)), "changed")
    marker = shape.marker if shape else None
    if isinstance(marker, DateMark):
        return "re-dated"
    is_text = isinstance(marker, Prose) or (isinstance(marker, Plain) and shape is not None and not shape.many)
    return "reworded" if is_text and old is not None and new is not None else "changed"
