"""An axis of time that may be broken where nothing is dated.

In: the days that a picture must show, and the room it has. Out: an `Axis`: where each day stands, which stretches were
left out, where its labels go. Between breaks one day is as wide as everywhere else, so that lengths can be compared; a
stretch that is left out is as wide as there is room for, and the picture says how long it really is.
"""

import bisect
import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

Day = datetime.date
BREAKS = 3  # more of them, and nobody reads a length any more
_APART = 14.0  # two days that lie closer than this cannot be told apart
_LARGEST = 0.3  # a gap is left out only if it takes more than this part of the axis
_BREAK_ROOM = 46.0
_DAY = 46.0  # no day is wider than this once something has been left out
_STEPS = (
    ("day", 1, 1.0),
    ("day", 2, 2.0),
    ("day", 7, 7.0),
    ("day", 14, 14.0),
    ("month", 1, 30.4),
    ("month", 3, 91.3),
    ("year", 1, 365.2),
    ("year", 2, 730.5),
    ("year", 5, 1826.2),
    ("year", 10, 3652.4),
    ("year", 50, 18262.1),
    ("year", 100, 36524.2),
    ("year", 500, 182621.0),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the axis, from day to day and from x to x; `broken` stretches are not to scale."""

    first: int
    last: int
    left: float
    right: float
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled place on the axis; `unit` says how much of the day its label tells."""

    day: Day
    unit: str
    x: float


@dataclass(frozen=True, slots=True)
class Axis:
    """Where each day stands."""

    pieces: tuple[Piece, ...]
    left: float
    right: float

    def x(self, day: Day) -> float:
        """The place of a day; what lies beyond either end stands at that end."""
        number = day.toordinal()
        index = bisect.bisect_right([piece.last for piece in self.pieces], number)
        piece = self.pieces[min(index, len(self.pieces) - 1)]
        if piece.last == piece.first:
            return piece.left
        part = min(max((number - piece.first) / (piece.last - piece.first), 0), 1)
        return piece.left + part * (piece.right - piece.left)

    @property
    def gaps(self) -> tuple[Piece, ...]:
        """The stretches that were left out."""
        return tuple(piece for piece in self.pieces if piece.broken)

    def ticks(self, room: float) -> Iterator[Tick]:
        """Places for labels, at least about `room` apart within a stretch."""
        for piece in self.pieces:
            if not piece.broken:
                yield from _ticks(piece, room)


def make_axis(days: Iterable[Day], left: float, right: float) -> Axis:
    """Lay out the days between two places.

    Raises ValueError where there is no day.
    """
    values = sorted({day.toordinal() for day in days})
    if not values:
        raise ValueError("an axis without a day")
    gaps = [last - first for first, last in pairwise(values)]
    broken = _breaks(gaps, right - left)
    kept = sum(gap for index, gap in enumerate(gaps) if index not in broken)
    scale = _scale(kept, len(broken), right - left)
    break_room = (right - left - scale * kept) / len(broken) if broken else 0.0
    pieces: list[Piece] = []
    x = left
    for index, (first, last) in enumerate(pairwise(values)):
        end = x + (break_room if index in broken else scale * gaps[index])
        pieces.append(Piece(first, last, x, end, index in broken))
        x = end
    return Axis(_joined(values, pieces, left), left, right)


def _scale(kept: int, breaks: int, room: float) -> float:
    """How wide a day is."""
    if not kept:
        return 0.0
    widest = (room - breaks * _BREAK_ROOM) / kept
    return min(widest, _DAY) if breaks else widest


def _breaks(gaps: list[int], room: float) -> frozenset[int]:
    """The gaps to leave out, so that days close to each other can be told apart."""
    broken: set[int] = set()
    while len(broken) < BREAKS:
        left = {index: gap for index, gap in enumerate(gaps) if index not in broken}
        kept = sum(left.values())
        if len(left) < 2 or min(left.values()) * _scale(kept, len(broken), room) >= _APART:
            break
        largest = max(left, key=lambda index: (left[index], -index))
        if left[largest] <= kept * _LARGEST:
            break
        broken.add(largest)
    return frozenset(broken)


def _joined(values: list[int], pieces: list[Piece], left: float) -> tuple[Piece, ...]:
    """Neighbours to scale made into one, and a stretch of a single day between two breaks or at an end."""
    joined: list[Piece] = []
    for piece in pieces:
        if not piece.broken and joined and not joined[-1].broken:
            joined[-1] = Piece(joined[-1].first, piece.last, joined[-1].left, piece.right)
            continue
        if piece.broken and (not joined or joined[-1].broken):
            joined.append(Piece(piece.first, piece.first, piece.left, piece.left))
        joined.append(piece)
    if not joined or joined[-1].broken:
        x = joined[-1].right if joined else left
        joined.append(Piece(values[-1], values[-1], x, x))
    return tuple(joined)


def _ticks(piece: Piece, room: float) -> Iterator[Tick]:
    days = piece.last - piece.first
    scale = (piece.right - piece.left) / days if days else 0.0
    places = [] if not days else list(_boundaries(piece, scale, room))
    if len(places) < 2:
        ends = dict.fromkeys((piece.first, piece.last))
        places = [(Day.fromordinal(end), "day") for end in ends]
    for day, unit in places:
        yield Tick(day, unit, piece.left + (day.toordinal() - piece.first) * scale)


def _boundaries(piece: Piece, scale: float, room: float) -> Iterator[tuple[Day, str]]:
    """The first days of months or years, or every so many days from the first one, as close as the room allows."""
    unit, step = next(((unit, step) for unit, step, days in _STEPS if days * scale >= room), _STEPS[-1][:2])
    if unit == "day":
        yield from ((Day.fromordinal(number), unit) for number in range(piece.first, piece.last + 1, step))
        return
    first, last = Day.fromordinal(piece.first), Day.fromordinal(piece.last)
    months = step if unit == "month" else step * 12
    number = -(-(first.year * 12 + first.month - (first.day == 1)) // months) * months
    while number <= last.year * 12 + last.month - 1:
        day = Day(number // 12, number % 12 + 1, 1)
        if piece.first <= day.toordinal() <= piece.last:
            yield day, unit
        number += months
