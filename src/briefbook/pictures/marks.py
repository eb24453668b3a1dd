"""The marks of a timeline: certainty by shape, the kind of date by its extent.

In: places and a certainty. Out: shapes. A glyph says how sure an event is (a disc, a ring, a diamond, a dashed ring);
what lies along the axis says what is known of its time: nothing but the glyph for a day, a filled bar for what lasted,
an open box for a month or a year somewhere in which it lies, a dotted line between brackets where no source dates
it.
"""

from briefbook.pictures.drawing import Circle, Line, Paint, Path, Rect, Shape

RADIUS = 4.5
LOOSE = 16.0  # how far the dashes of an uncertain day reach
_TALL = 4.0
_ARROW = 4.0
_TONES = {"confirmed": "strong", "reported": "strong", "disputed": "warm", "scheduled": "quiet"}
_DOTS = (1.5, 3.5)
_DASHES = (3.0, 2.5)


def tone(certainty: str) -> str:
    """The colour of a certainty, which says nothing that its shape does not."""
    return _TONES.get(certainty, "strong")


def glyph(x: float, y: float, certainty: str) -> Shape:
    """How sure it is."""
    colour = tone(certainty)
    if certainty == "confirmed":
        return Circle(x, y, RADIUS, Paint(fill=colour, stroke=colour, width=1.5), "confirmed")
    if certainty == "disputed":
        size = RADIUS + 1
        points = ((x, y - size), (x + size, y), (x, y + size), (x - size, y))
        return Path(points, Paint(fill="paper", stroke=colour, width=1.5), certainty, closed=True)
    dash = (2.2, 1.8) if certainty == "scheduled" else ()
    return Circle(x, y, RADIUS, Paint(fill="paper", stroke=colour, width=1.5, dash=dash), certainty)


def loose_day(x: float, y: float, certainty: str) -> tuple[Shape, ...]:
    """Dashes on both sides of a day that is about right or uncertain."""
    paint = Paint(stroke=tone(certainty), width=1.5, dash=_DASHES)
    return (Line(x - LOOSE, y, x + LOOSE, y, paint, "loose"),)


def lasting(left: float, right: float, y: float, certainty: str, loose: bool) -> tuple[Shape, ...]:
    """A filled bar: it went on from end to end."""
    colour = tone(certainty)
    if loose:
        paint = Paint(fill="cool-soft", stroke=colour, dash=_DASHES)
        return (Rect(left, y - 3, right - left, 6, paint, "lasting loose", 3),)
    return (Rect(left, y - 3, right - left, 6, Paint(fill=colour), "lasting", 3),)


def within(left: float, right: float, y: float, certainty: str, loose: bool) -> tuple[Shape, ...]:
    """An open box: it lies somewhere inside."""
    paint = Paint(fill="cool-soft", stroke=tone(certainty), dash=_DASHES if loose else ())
    return (Rect(left, y - 5, right - left, 10, paint, "within loose" if loose else "within", 2),)


def undated(left: float, right: float, y: float, certainty: str) -> tuple[Shape, ...]:
    """A dotted line: it lies somewhere along it."""
    return (Line(left, y, right, y, Paint(stroke=tone(certainty), width=1.5, dash=_DOTS), "undated"),)


def bracket(x: float, y: float, certainty: str, side: int) -> Shape:
    """The end of what is known: `side` is -1 at the left end, 1 at the right one."""
    back = x - 3 * side
    points = ((back, y - _TALL - 1), (x, y - _TALL - 1), (x, y + _TALL + 1), (back, y + _TALL + 1))
    return Path(points, Paint(stroke=tone(certainty), width=1.3), "bracket")


def arrow(x: float, y: float, certainty: str, side: int) -> Shape:
    """An open end, at the edge of the picture."""
    back = x - _ARROW * 1.4 * side
    points = ((back, y - _ARROW), (x, y), (back, y + _ARROW))
    return Path(points, Paint(stroke=tone(certainty), width=1.5), "open-end")
