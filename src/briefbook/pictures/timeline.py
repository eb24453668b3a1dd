"""The band above a timeline: every event at its time, as precisely as it is known and no more.

In: `Moment`s, the day to which the facts reach, words, and how wide the picture may be. Out: a `Drawing`. Labels stand
beside their marks where there is room and above them where there is none; lanes keep them apart.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from briefbook.pictures import marks
from briefbook.pictures.axis import Axis, make_axis
from briefbook.pictures.drawing import Drawing, Group, Paint, Rect, Shape, Text
from briefbook.pictures.lanes import pack
from briefbook.pictures.measure import cut, width
from briefbook.pictures.scale import draw_axis
from briefbook.words import Words

Day = datetime.date
Extent = Literal["day", "lasting", "within", "undated"]
_SIZE = 12.0
_ROW = 26.0
_TALL_ROW = 42.0
_TOP = 44.0
_BOTTOM = 10.0
_APART = 14.0
_GAP = 5.0
_EDGE = 8.0
_OPEN_ROOM = 54.0
_BULLET = 2 * marks.RADIUS + 6
_HIT = 25.0


@dataclass(frozen=True, slots=True)
class Moment:
    """An event in a picture. `first` and `last` are None where they are open; `says` is its full name with its date.

    `extent` tells what lies between them: nothing (a day), the event itself (it lasted), a span somewhere within which
    it lies, or a span that follows only from its order among the others.
    """

    title: str
    says: str
    href: str
    certainty: str
    extent: Extent
    first: Day | None
    last: Day | None
    loose: bool = False


@dataclass(frozen=True, slots=True)
class _Placed:
    """A mark and its label from left to right; `above` labels take a row of their own.

    The glyph of an undated event is `inside` its brackets wherever they leave room: on the other side of one it would
    say that the event is older or younger than it can be.
    """

    moment: Moment
    left: float
    right: float
    words: str
    x: float
    anchor: str = "start"
    above: bool = False
    inside: bool = False

    @property
    def bullet(self) -> float:
        return 0.0 if self.inside or self.moment.extent == "day" else _BULLET

    @property
    def stretch(self) -> tuple[float, float]:
        room = width(self.words, _SIZE) + self.bullet
        first, last = (self.x - room, self.x) if self.anchor == "end" else (self.x, self.x + room)
        return min(first, self.left), max(last, self.right)


def draw_band(
    moments: Sequence[Moment], axis: Axis, facts_to: Day | None, words: Words, says: str, across: float
) -> Drawing:
    """Draw the band along its axis, so many units across."""
    placed = [_place(moment, axis, across) for moment in moments]
    lanes = pack([one.stretch for one in placed], _APART)
    tall = {lane for one, lane in zip(placed, lanes, strict=True) if one.above}
    tops = [_TOP]
    for lane in range(max(lanes, default=-1) + 1):
        tops.append(tops[-1] + (_TALL_ROW if lane in tall else _ROW))
    floor = tops[-1]
    shapes = draw_axis(axis, across, _TOP - 12, floor, facts_to, words)
    shapes += tuple(_draw(one, tops[lane + 1] - _ROW / 2, across) for one, lane in zip(placed, lanes, strict=True))
    return Drawing(across, floor + _BOTTOM, shapes, says, "timeline-picture", words.language)


def band_axis(moments: Sequence[Moment], facts_to: Day | None, across: float) -> Axis:
    """The axis of a band, with room at an end where something is open.

    Raises ValueError where none of the moments has a day.
    """
    days = {day for moment in moments for day in (moment.first, moment.last) if day}
    if not days:
        raise ValueError("no moment has a day")
    edge = marks.LOOSE + 2 if any(moment.loose for moment in moments) else _EDGE
    left = _OPEN_ROOM if any(moment.first is None for moment in moments) else edge
    right = _OPEN_ROOM if any(moment.last is None for moment in moments) else max(edge, _EDGE + 10)
    return make_axis(days | ({facts_to} if facts_to else set()), left, across - right)


def _ends(moment: Moment, axis: Axis, across: float) -> tuple[float, float]:
    """From where to where a mark reaches."""
    if moment.extent == "day" and moment.first:
        reach = marks.LOOSE if moment.loose else marks.RADIUS
        x = axis.x(moment.first)
        return x - reach, x + reach
    left = axis.x(moment.first) if moment.first else 2.0
    right = axis.x(moment.last) if moment.last else across - 2.0
    return left, max(right, left + 8)


def _place(moment: Moment, axis: Axis, across: float) -> _Placed:
    left, right = _ends(moment, axis, across)
    bullet = 0.0 if moment.extent == "day" else _BULLET
    words = cut(moment.title, _SIZE, across - bullet - 2 * _EDGE)
    room = width(words, _SIZE) + bullet + _GAP
    start = left + _GAP + (3 if moment.first else 7)
    if moment.extent == "undated" and right - start >= room + 26:
        return _Placed(moment, left, right, words, start)
    inside = moment.extent == "undated" and right - start >= _BULLET
    room -= bullet if inside else 0
    if right + room <= across:
        return _Placed(moment, left, right, words, right + _GAP, inside=inside)
    if left - room >= 0:
        return _Placed(moment, left, right, words, left - _GAP, anchor="end", inside=inside)
    x = max(min(left, across - room), 0.0)
    return _Placed(moment, left, right, words, x, above=True, inside=inside)


def _draw(placed: _Placed, y: float, across: float) -> Shape:
    moment = placed.moment
    first, last = placed.stretch
    top = y - _HIT / 2 - (_TALL_ROW - _ROW if placed.above else 0)
    hit = Rect(max(first - 3, 0), top, min(last + 3, across) - max(first - 3, 0), y + _HIT / 2 - top, Paint(), "hit", 3)
    shapes = (hit, *_mark(placed, y), *_label(placed, y, across))
    return Group(shapes, f"moment {moment.certainty}", moment.href, moment.says)


def _mark(placed: _Placed, y: float) -> tuple[Shape, ...]:
    moment, left, right = placed.moment, placed.left, placed.right
    if moment.extent == "day":
        x = (left + right) / 2
        around = marks.loose_day(x, y, moment.certainty) if moment.loose else ()
        return (*around, marks.glyph(x, y, moment.certainty))
    if moment.extent == "undated":
        return _undated(placed, y)
    draw = marks.lasting if moment.extent == "lasting" else marks.within
    ends = [
        *([] if moment.first else [marks.arrow(left - 0.5, y, moment.certainty, -1)]),
        *([] if moment.last else [marks.arrow(right + 0.5, y, moment.certainty, 1)]),
    ]
    inner_left = left if moment.first else left + 4
    inner_right = right if moment.last else right - 4
    return (*draw(inner_left, inner_right, y, moment.certainty, moment.loose), *ends)


def _undated(placed: _Placed, y: float) -> tuple[Shape, ...]:
    """The stretch in which an event lies, and its glyph where that is not beside the label."""
    moment, left, right = placed.moment, placed.left, placed.right
    line = marks.undated(left, right, y, moment.certainty)
    first, last = (marks.bracket if end else marks.arrow for end in (moment.first, moment.last))
    ends = (first(left, y, moment.certainty, -1), last(right, y, moment.certainty, 1))
    behind = _GAP + 3.5 + marks.RADIUS
    x = left + behind if moment.first or not moment.last else right - behind  # at an end that is known
    return (*line, *ends, *([marks.glyph(x, y, moment.certainty)] if placed.inside else []))


def _label(placed: _Placed, y: float, across: float) -> tuple[Shape, ...]:
    """The words, on a ground that covers what runs behind them, and the glyph where the mark has none."""
    base = y - 15 if placed.above else y
    room = width(placed.words, _SIZE) + placed.bullet
    start = placed.x - room if placed.anchor == "end" else placed.x
    left, right = max(start - 2, 0), min(start + room + 2, across)
    ground = Rect(left, base - 8, right - left, 16, Paint(fill="paper"), "ground")
    if not placed.bullet:
        return (ground, Text(placed.x, base + 4, placed.words, _SIZE, anchor=placed.anchor, role="name"))
    sign = -1 if placed.anchor == "end" else 1
    bullet = marks.glyph(placed.x + sign * (marks.RADIUS + 0.5), base, placed.moment.certainty)
    text = Text(placed.x + sign * _BULLET, base + 4, placed.words, _SIZE, anchor=placed.anchor, role="name")
    return (ground, bullet, text)
