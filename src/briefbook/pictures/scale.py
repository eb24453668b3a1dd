"""How an axis of time is drawn: its labels, its breaks, and the line behind which nothing is told.

In: an `Axis` and words. Out: shapes. A break is drawn as one (a dashed line and two strokes through it) and says how
much it leaves out.
"""

import datetime

from briefbook.pictures.axis import Axis, Piece
from briefbook.pictures.drawing import Line, Paint, Path, Shape, Text
from briefbook.pictures.measure import width
from briefbook.words import Words

_SIZE = 11.0
_APART = 8.0
_EVERY = 56.0  # labels closer than this are a fence, and none is read
_UPPER, _LOWER = 19.0, 5.0  # how far the two rows of labels stand above the line
BEHIND = 8.0  # the line stands clear of what happened on the day itself
Day = datetime.date


def draw_axis(
    axis: Axis, across: float, y: float, floor: float, facts_to: Day | None, words: Words
) -> tuple[Shape, ...]:
    """The axis at height `y`, with fine lines down to the floor."""
    base = Paint(stroke="edge")
    shapes: list[Shape] = []
    for piece in axis.pieces:
        if piece.broken:
            shapes += _break(piece, y, words)
        elif piece.right > piece.left:
            shapes.append(Line(piece.left, y, piece.right, y, base, "axis"))
    shapes += _labels(axis, across, y, floor, words)
    if facts_to is not None:
        shapes.append(cutoff(axis.x(facts_to), y, floor))
    return tuple(shapes)


def length(days: int, words: Words) -> str:
    """A stretch of time in the largest unit that fits it."""
    if days < 60:
        return words.count(days, "day", "days")
    if days < 700:
        return words.say("about %(length)s", length=words.count(round(days / 30.44), "month", "months"))
    return words.say("about %(length)s", length=words.count(round(days / 365.25), "year", "years"))


def break_sign(piece: Piece, y: float) -> tuple[Shape, ...]:
    """A dashed stretch with two strokes through it."""
    middle = (piece.left + piece.right) / 2
    dashed = Paint(stroke="edge", dash=(2, 4))
    strokes = Paint(stroke="edge", width=1.3)
    return (
        Line(piece.left, y, middle - 4, y, dashed, "axis break"),
        Line(middle + 4, y, piece.right, y, dashed, "axis break"),
        *(Path(((middle + x - 2.5, y + 5), (middle + x + 2.5, y - 5)), strokes, "break") for x in (-2.5, 2.5)),
    )


def _break(piece: Piece, y: float, words: Words) -> tuple[Shape, ...]:
    said = length(piece.last - piece.first, words)
    shapes = break_sign(piece, y)
    if width(said, _SIZE) + 2 * _APART <= piece.right - piece.left - 50:
        middle = (piece.left + piece.right) / 2
        shapes += (Text(middle, y - 9, said, _SIZE, "quiet", "middle", role="left-out"),)
    return shapes


def _labels(axis: Axis, across: float, y: float, floor: float, words: Words) -> list[Shape]:
    """Days, months or years in the lower row, the year in the upper one where it is new."""
    shapes: list[Shape] = []
    lower, upper, year = -_APART, -_APART, 0
    for tick in axis.ticks(_EVERY):
        said = words.short(tick.day, tick.unit)
        x, right = _fit(tick.x, said, across)
        if right - width(said, _SIZE) < lower + _APART:
            continue
        lower = right
        shapes.append(Line(tick.x, y - 3, tick.x, floor, Paint(stroke="line"), "guide"))
        shapes.append(Text(x, y - _LOWER, said, _SIZE, "quiet", "middle", role="tick"))
        if tick.unit != "year" and tick.day.year != year:
            year = tick.day.year
            said = words.short(tick.day, "year")
            x, right = _fit(tick.x, said, across, bold=True)
            if right - width(said, _SIZE, bold=True) >= upper + _APART:
                upper = right
                shapes.append(Text(x, y - _UPPER, said, _SIZE, "ink", "middle", bold=True, role="tick"))
    return shapes


def _fit(x: float, said: str, across: float, bold: bool = False) -> tuple[float, float]:
    """The middle of a label, moved so that it stays inside, and its right end."""
    half = width(said, _SIZE, bold) / 2
    x = min(max(x, half), across - half)
    return x, x + half


def cutoff(x: float, y: float, floor: float) -> Shape:
    """The line behind which nothing is told, right behind the last day."""
    return Line(x + BEHIND, y + 3, x + BEHIND, floor, Paint(stroke="warm", width=1.2, dash=(5, 3)), "cut-off")
