"""Figures that disagree, drawn on one axis because they count the same thing in the same unit.

In: `Figure`s, each a point or a range as one party gave it, and words. Out: a `Drawing`. What a figure leaves open is
left open: an arrow where it says at least or at most, dashes where it says about, and an arrow up to the figure where
it says approaching. A margin has caps at its ends; a spread over several sources is two points with a line between.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from briefbook.pictures.drawing import Circle, Drawing, Line, Paint, Path, Rect, Shape, Text
from briefbook.pictures.marks import arrow
from briefbook.pictures.measure import cut, width
from briefbook.pictures.ruler import Ruler, make_ruler
from briefbook.words import Words

_SIZE, _SMALL = 13.0, 11.0
_ROW = 44.0
_EDGE = 14.0
_SPARE = 4.0  # by so much a label may be wider in the font that stands in until ours is there
_GAP = 8.0
_REACH = 46.0
_LINE = Paint(stroke="strong", width=2)
_DASHED = Paint(stroke="strong", width=1.5, dash=(3, 2.5))
_CERTAIN = "confirmed"  # arrows take their colour from a certainty


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: from `low` to `high`, which are the same for a point. `words` give it, `by` says whose it is."""

    low: float
    high: float
    words: str
    by: str = ""
    qualifier: str = "exact"
    spread: bool = False


def figures_ruler(figures: Sequence[Figure], words: Words, across: float) -> Ruler:
    """The axis on which these figures stand."""
    ends = [end for figure in figures for end in (figure.low, figure.high)]
    return make_ruler(ends, _EDGE, across - _EDGE, lambda value: width(words.number(value), _SMALL))


def draw_ranges(figures: Sequence[Figure], ruler: Ruler, unit: str, words: Words, says: str, across: float) -> Drawing:
    """Draw the figures, a row each, so many units across."""
    floor = _ROW * len(figures) + 4
    shapes: list[Shape] = [Line(ruler.x(tick), 2, ruler.x(tick), floor, Paint(stroke="line")) for tick in ruler.ticks]
    for index, figure in enumerate(figures):
        y = index * _ROW + 30
        shapes += (*_mark(figure, ruler, y, across), *_label(figure, ruler, y - 14, across))
    shapes += _axis(ruler, floor, words)
    shapes.append(Text(across - 2, floor + 31, cut(unit, _SMALL, across - 4), _SMALL, "quiet", "end", role="unit"))
    return Drawing(across, floor + 36, tuple(shapes), says, "estimate-picture", words.language)


def _mark(figure: Figure, ruler: Ruler, y: float, across: float) -> tuple[Shape, ...]:
    left, right = ruler.x(figure.low), ruler.x(figure.high)
    if figure.low != figure.high:
        return _range(left, right, y, figure.spread)
    return _point(left, y, figure.qualifier, across)


def _range(left: float, right: float, y: float, spread: bool) -> tuple[Shape, ...]:
    right = max(right, left + 4)
    if spread:
        return (Line(left, y, right, y, _LINE, "spread"), _disc(left, y, full=True), _disc(right, y, full=True))
    caps = (Line(x, y - 6, x, y + 6, _LINE, "cap") for x in (left, right))
    return (Line(left, y, right, y, Paint(stroke="strong", width=5), "margin"), *caps)


def _point(x: float, y: float, qualifier: str, across: float) -> tuple[Shape, ...]:
    if qualifier in ("at-least", "more-than"):
        end = min(x + _REACH, across - 2)
        return (*_open(x, end, y, 1), _disc(x, y, full=qualifier == "at-least"))
    if qualifier == "at-most":
        return (*_open(x, max(x - _REACH, 2), y, -1), _disc(x, y, full=True))
    if qualifier == "approaching":
        start, tip = max(x - _REACH, 2), x - 6
        return (Line(start, y, tip, y, _DASHED, "approaching"), arrow(tip, y, _CERTAIN, 1), _disc(x, y, full=False))
    if qualifier == "about":
        return (Line(max(x - 20, 0), y, min(x + 20, across), y, _DASHED, "loose"), _disc(x, y, full=True))
    return (_disc(x, y, full=True),)


def _open(start: float, end: float, y: float, side: int) -> tuple[Shape, ...]:
    return (Line(start, y, end - side, y, _LINE, "open"), arrow(end, y, _CERTAIN, side))


def _disc(x: float, y: float, full: bool) -> Shape:
    return Circle(x, y, 5, Paint(fill="strong" if full else "paper", stroke="strong", width=2), "point")


def _label(figure: Figure, ruler: Ruler, y: float, across: float) -> tuple[Shape, ...]:
    """The figure in words over its mark, and whose it is beside it where there is room."""
    said = cut(figure.words, _SIZE, across - 8, bold=True)
    taken = width(said, _SIZE, bold=True)
    middle = (ruler.x(figure.low) + ruler.x(figure.high)) / 2
    x = min(max(middle, taken / 2 + 2), across - taken / 2 - 2)
    texts: list[Shape] = [
        _ground(x - taken / 2, taken, y, across),
        Text(x, y, said, _SIZE, "ink", "middle", bold=True, role="figure-name"),
    ]
    left, right = x - taken / 2 - _GAP, x + taken / 2 + _GAP
    to_right = across - right >= left
    by = cut(figure.by, _SMALL, (across - right if to_right else left) - _SPARE)
    if by and max(across - right, left) > 80:
        x, anchor = (right, "start") if to_right else (left, "end")
        room = width(by, _SMALL)
        texts += (
            _ground(x if to_right else x - room, room, y, across),
            Text(x, y, by, _SMALL, "quiet", anchor, role="by"),
        )
    return tuple(texts)


def _ground(left: float, room: float, y: float, across: float) -> Rect:
    """What covers the lines that run behind words."""
    first, last = max(left - 2, 0), min(left + room + 2, across)
    return Rect(first, y - 14, last - first, 18, Paint(fill="paper"), "ground")


def _axis(ruler: Ruler, y: float, words: Words) -> list[Shape]:
    shapes: list[Shape] = [Line(ruler.left, y, ruler.right, y, Paint(stroke="edge"), "axis")]
    if ruler.cut_off:
        stroke = Paint(stroke="edge", width=1.3)
        shapes += [Path(((x - 2.5, y + 5), (x + 2.5, y - 5)), stroke, "break") for x in (4.0, 9.0)]
    for tick in ruler.ticks:
        said = words.number(tick)
        half = width(said, _SMALL) / 2 + _SPARE
        x = min(max(ruler.x(tick), half), ruler.right + ruler.left - half)
        shapes.append(Text(x, y + 15, said, _SMALL, "quiet", "middle", role="tick"))
    return shapes
