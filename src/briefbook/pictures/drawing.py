"""What a drawing is made of.

In: nothing. Out: frozen shapes in a coordinate system of their own, one unit a pixel of the web at full width. A
colour is the name of a token (`ink`, `quiet`, `warm`) and never a value, so that dark screens and paper each give
their own.
"""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Paint:
    """How a shape is filled and outlined. Empty names leave it unfilled or without an outline."""

    fill: str = ""
    stroke: str = ""
    width: float = 1
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    paint: Paint
    role: str = ""


@dataclass(frozen=True, slots=True)
class Rect:
    """A box, with rounded corners if it has a radius."""

    x: float
    y: float
    width: float
    height: float
    paint: Paint
    role: str = ""
    radius: float = 0


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle."""

    x: float
    y: float
    radius: float
    paint: Paint
    role: str = ""


@dataclass(frozen=True, slots=True)
class Path:
    """Straight lines from point to point, back to the first one if `closed`."""

    points: tuple[tuple[float, float], ...]
    paint: Paint
    role: str = ""
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """Words on one line. `anchor` tells which of its points stands at x: start, middle or end."""

    x: float
    y: float
    words: str
    size: float
    fill: str = "ink"
    anchor: str = "start"
    bold: bool = False
    role: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Shapes that belong together. With `href` they are a link, and `says` is its full name."""

    shapes: tuple["Shape", ...]
    role: str = ""
    href: str = ""
    says: str = ""


Shape: TypeAlias = Line | Rect | Circle | Path | Text | Group


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished picture. `says` is what it shows, in one sentence, for those who do not see it."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    says: str
    role: str = ""
    language: str = ""
