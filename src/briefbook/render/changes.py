"""Changes in words: what a reader or reviewer is told of the difference between two models.

In: two models, the changes between them, a language, and where a record is to be found. Out: a view of groups, one a
record, each with its lines; a line says what changed and shows it in pieces that were kept, taken out or put in. Free
of any medium: text, Markdown and the web arrange the same view.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any

from briefbook.editions import Change, Detail
from briefbook.editions.details import steps
from briefbook.editions.names import words_in
from briefbook.editions.sentences import IN, KEPT, OUT, marked_words
from briefbook.kinds import BY_NAME, KINDS
from briefbook.kinds.pages import FrontMatter
from briefbook.load.snapshot import Model
from briefbook.model.dates import try_date
from briefbook.model.fields import Plain, Prose
from briefbook.model.kind import Kind
from briefbook.model.shape import Field, fields_of
from briefbook.render.values import Values
from briefbook.render.views import View, values_of
from briefbook.words import Words

_PARTS = ("briefing", "record", "page", "asset", "address")
_RANK = {kind.name: number for number, kind in enumerate(KINDS)}
_SIGNS = {KEPT: "kept", OUT: "out", IN: "in"}
Named = Callable[[str], str]
Resting = Callable[[str], View | None]


@dataclass(frozen=True)
class Telling:
    """Two models, and the language in which their difference is told.

    `href` leads to a record or page of the new one, `anchor` is the place where its changes are told, and `resting`
    gives what elsewhere rests on it; what is asked of the briefing itself has no name.
    """

    words: Words
    old: Model
    new: Model
    href: Named = field(default=lambda name: "")
    anchor: Named = field(default=lambda name: "")
    resting: Resting = field(default=lambda name: None)

    @cached_property
    def _values(self) -> Values:
        return Values(self.words, self.old, self.new)

    def groups(self, changes: Sequence[Change]) -> tuple[View, ...]:
        """All changes, by the record, page or briefing that they are of."""
        grouped: dict[tuple[str, str, str], list[Change]] = {}
        for change in sorted(changes, key=self._rank):
            grouped.setdefault((change.part, change.kind, change.id), []).append(change)
        gone = {change.id for change in changes if change.type == "removed"}
        renamed = {change.old["id"] for change in changes if change.type == "renamed" and isinstance(change.old, dict)}
        moved = {change.old.rpartition("/")[2] for change in changes if change.type == "moved"}
        groups = (self._group(found, frozenset(gone | renamed | moved)) for found in grouped.values())
        return tuple(group for group in groups if group.lines)

    def _rank(self, change: Change) -> tuple[int, int, int, int, str]:
        order = self.new["order"].get(change.kind, [])
        place = order.index(change.id) if change.id in order else len(order)
        kind = _RANK.get(change.kind, len(_RANK))
        return _PARTS.index(change.part), kind, int(not change.id), place, change.id

    def _group(self, changes: list[Change], explained: frozenset[str]) -> View:
        first = changes[0]
        is_there = any(first.id in self.new[part] for part in ("records", "pages"))
        has_place = bool(first.id) if first.part in ("record", "page") else first.part == "briefing"
        lines = tuple(line for change in changes for line in self._lines(change, changes, explained))
        return View(
            noun=self._noun(first),
            title=first.title or self._heading(first),
            id=first.id,
            href=self.href(first.id) if is_there else "",
            anchor=self.anchor(first.id) if has_place else "",
            resting=self.resting(first.id) if is_there else None,
            types=tuple(dict.fromkeys(change.type for change in changes)),
            lines=tuple(_led(lines)),
        )

    def _noun(self, change: Change) -> str:
        kind = BY_NAME.get(change.kind)
        nouns = {
            "page": self.words.say("page"),
            "asset": self.words.say("image"),
            "address": self.words.say("address"),
            "briefing": self.words.say("briefing"),
        }
        return nouns.get(change.part) or (self.words.say(kind.singular.replace("_", " ")) if kind else change.kind)

    def _heading(self, change: Change) -> str:
        """What stands for a title where there is none: an address, or the order of a whole kind."""
        return self.words.say("order") if change.type == "reordered" else change.id

    def _lines(self, change: Change, beside: list[Change], explained: frozenset[str]) -> Iterator[View]:
        if change.part == "address":
            yield from self._lost_addresses(change, explained)
        elif change.type == "reordered" and not change.id:
            yield _line(
                self.words.say("In another order"), ((KEPT, "; ".join(map(self._values.title, _moved(change)))),)
            )
        elif change.type == "renamed":
            old, new = (value["id"] if isinstance(value, dict) else value for value in (change.old, change.new))
            yield _line(self.words.say("Has another id"), ((OUT, old), (IN, new)))
        elif change.type == "withdrawn" and change.field == "status" and any(c.field == "withdrawn" for c in beside):
            return  # the other one says when and why as well
        elif change.field:
            yield from self._field(change)
        else:
            yield self._whole(change)

    def _lost_addresses(self, change: Change, explained: frozenset[str]) -> Iterator[View]:
        """Addresses that came are no news, nor are those of what was removed, renamed or moved; others break a link."""
        if change.new is None:
            if change.id.rpartition("/")[2] not in explained:
                yield _line(self.words.say("No longer published"), ((OUT, change.id),))
            return
        here = [f"{change.id}#{anchor}" for anchor in change.old or () if anchor not in change.new]
        unexplained = [address for address in here if not address.endswith(tuple(f"-{name}" for name in explained))]
        if unexplained:
            yield _line(self.words.say("No longer published"), ((OUT, ", ".join(unexplained)),))

    def _whole(self, change: Change) -> View:
        if change.type == "corrected":
            return self._correction(change)
        said = {"removed": self.words.say("Removed"), "changed": self.words.say("Changed")}
        lead = said.get(change.type, self.words.say("New"))
        pieces = ((OUT, self._gist(change, change.old)), (IN, self._gist(change, change.new)))
        return _line(lead, tuple((sign, text) for sign, text in pieces if text))

    def _correction(self, change: Change) -> View:
        """A correction: its sort, its day, all its words, and what it touches."""
        fields, shapes = change.new["fields"], shapes_of(change)
        names = ("type", "date", "text", "records")
        said = {name: self._values.value(fields.get(name), shapes[name], change) for name in names}
        lead = f"{said['type'][:1].upper()}{said['type'][1:]}"
        touched = self.words.say("touches: %(records)s", records=said["records"])
        return _line(lead, ((KEPT, f"{said['date']}: "), (IN, said["text"])), touched)

    def _gist(self, change: Change, value: Any) -> str:
        """A record that came or went, in a sentence or two: its day if it has one, its first text beside the title."""
        if not isinstance(value, dict):
            return ""
        fields, kind = value["fields"], BY_NAME.get(change.kind)
        texts = [words_in(text) for text in fields.values() if isinstance(text, dict) and "tree" in text]
        own = words_in(fields.get(kind.title, "")) if kind else ""
        cut_off = own if own != change.title else ""
        said = next((text for text in texts if text != own), cut_off) or words_in(fields.get("summary", ""))
        day = fields.get("date")
        is_dated = isinstance(day, str) and try_date(day) is not None
        return ": ".join(filter(None, [self.words.date(str(day)) if is_dated else "", said]))

    def _field(self, change: Change) -> Iterator[View]:
        shape = shapes_of(change).get(change.field)
        lead = self._lead(change)
        if change.type == "withdrawn" and isinstance(change.new, dict):
            yield _line(lead, ((KEPT, self._values.value(change.new, shape, change)),))
        elif not change.details or (shape is None and change.field != "text"):
            old, new = (self._values.value(value, shape, change) for value in (change.old, change.new))
            note = self.words.say("the same words, set otherwise") if old == new else ""
            yield _line(lead, () if note else self._pieces(old, new, shape), note)
        else:
            for detail in change.details:
                yield self._detail(change, detail, shape, lead)

    def _pieces(self, old: str, new: str, shape: Field | None) -> tuple[tuple[str, str], ...]:
        """Two values as pieces: words are compared, a date or a choice is one thing or the other."""
        is_text = shape is None or isinstance(shape.marker, Prose | Plain)
        if old and new and is_text:
            return marked_words(old, new)
        return tuple((sign, text) for sign, text in ((OUT, old), (IN, new)) if text)

    def _detail(self, change: Change, detail: Detail, shape: Field | None, lead: str) -> View:
        labels, inner = self._path(detail.path, shape)
        lead = " · ".join([lead, *labels])
        if detail.type in ("reworded", "marked", "moved"):
            pieces = marked_words(detail.old, detail.new)
            is_bare = detail.type == "marked" and not detail.gained and not detail.lost
            note = self.words.say("moved") if detail.type == "moved" else ""
            note = self.words.say("set otherwise") if is_bare else note
            return _line(lead, pieces, note, self._values.marks(detail.gained), self._values.marks(detail.lost))
        old, new = (self._values.value(value, inner, change, many=False) for value in (detail.old, detail.new))
        return _line(lead, self._pieces(old, new, inner))

    def _path(self, path: tuple[str, ...], shape: Field | None) -> tuple[list[str], Field | None]:
        """The words of a path: names of fields in the language, items as they are called."""
        labels: list[str] = []
        for step, is_field, inner in steps(path, shape):
            labels.append(self._values.name(step) if is_field else step)
            shape = inner
        return labels, shape

    def _lead(self, change: Change) -> str:
        said = {
            "withdrawn": self.words.say("Withdrawn"),
            "moved": self.words.say("Address"),
            "option-taken": self.words.say("Option taken"),
            "likelihood-moved": self.words.say("Likelihood"),
            "confidence-moved": self.words.say("Confidence"),
            "position-moved": self.words.say("Position moved"),
            "estimate-moved": self.words.say("Estimate moved"),
            "indicator-changed": self.words.say("Sign"),
        }
        name = said.get(change.type) or self._values.name(change.field)
        return f"{name[:1].upper()}{name[1:]}"


def _led(lines: Sequence[View]) -> Iterator[View]:
    """The lines, each knowing whether it is led by other words than the one before it."""
    before = ""
    for line in lines:
        yield View(**values_of(line), is_led=line.lead != before)
        before = line.lead


def _line(
    lead: str,
    pieces: tuple[tuple[str, str], ...],
    note: str = "",
    gained: tuple[str, ...] = (),
    lost: tuple[str, ...] = (),
) -> View:
    shown: list[View] = []
    for sign, text in pieces:
        if text:  # what is put in stands off from what was taken out, also where it is copied or read out
            after_out = bool(shown) and shown[-1].sign == "out"
            shown.append(View(sign=_SIGNS[sign], text=text, gap=" " if after_out and sign == IN else ""))
    return View(lead=lead, pieces=tuple(shown), note=note, gained=gained, lost=lost)


def shapes_of(change: Change) -> dict[str, Field]:
    """The fields of what a change is of."""
    if change.part == "page":
        return fields_of(FrontMatter)
    kind: Kind | None = BY_NAME.get(change.kind)
    return fields_of(kind.model) if kind else {}


def _moved(change: Change) -> list[str]:
    """The fewest that have to be moved to bring one order into the other."""
    blocks = SequenceMatcher(None, change.old, change.new, autojunk=False).get_matching_blocks()
    stayed = {name for block in blocks for name in change.new[block.b : block.b + block.size]}
    return [name for name in change.new if name not in stayed]
