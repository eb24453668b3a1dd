"""A drawing as SVG: with classes for the web, with colours for print.

In: a `Drawing`; for print also the colours by token name. Out: text. The same drawing gives the same text every time:
attributes in one order, numbers as short as they can be, words escaped and free of what XML forbids. Neither form
carries a style attribute, an id, a script or an address other than the links of its groups.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import singledispatchmethod

from briefbook.leftovers import written
from briefbook.pictures.drawing import Circle, Drawing, Group, Line, Paint, Path, Rect, Shape, Text

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ISOLATE, _POP = "\u2068", "\u2069"
_PRINT_FONT = "'Briefbook Sans'"
Colours = Mapping[str, str]


def web_svg(drawing: Drawing, described_by: str = "") -> str:
    """The drawing for the inside of a page; `described_by` is the id of what says it in words.

    A drawing that says nothing is an ornament beside words, and hidden from those who do not see it.
    """
    role = "group" if any(_links(drawing.shapes)) else "img"
    hidden = {"aria-hidden": "true"} if not drawing.says else {"role": role, "aria-label": drawing.says}
    head = _attributes(
        {
            "class": f"picture {drawing.role}".strip(),
            "viewBox": f"0 0 {number(drawing.width)} {number(drawing.height)}",
            **hidden,
            "aria-describedby": described_by,
            "direction": "ltr",
        }
    )
    return f"<svg{head}>{_Writer(_by_class).all(drawing.shapes)}</svg>"


def print_svg(drawing: Drawing, colours: Colours) -> str:
    """The drawing as a file of its own, with colours in place of their names.

    Raises KeyError where a token is missing.
    """
    head = _attributes(
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": number(drawing.width),
            "height": number(drawing.height),
            "viewBox": f"0 0 {number(drawing.width)} {number(drawing.height)}",
            "font-family": _PRINT_FONT,
            "direction": "ltr",
            "xml:lang": drawing.language,
        }
    )
    writer = _Writer(lambda paint, role: _by_colour(paint, colours), linked=False)
    return f"<svg{head}><title>{_escape(drawing.says)}</title>{writer.all(drawing.shapes)}</svg>"


def number(value: float) -> str:
    """A number as short as a picture needs it: two places, no zeros at the end, no minus nought."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _links(shapes: tuple[Shape, ...]) -> Iterator[Group]:
    for shape in shapes:
        if isinstance(shape, Group):
            if shape.href:
                yield shape
            yield from _links(shape.shapes)


def _escape(words: str) -> str:
    return str(written(_FORBIDDEN.sub("", words)))


def _attributes(values: Mapping[str, str]) -> str:
    return "".join(f' {name}="{_escape(value)}"' for name, value in values.items() if value)


def _line_attributes(paint: Paint) -> dict[str, str]:
    if not paint.stroke:
        return {}
    return {
        "stroke-width": "" if paint.width == 1 else number(paint.width),
        "stroke-dasharray": " ".join(map(number, paint.dash)),
    }


def _by_class(paint: Paint, role: str) -> dict[str, str]:
    classes = [role, paint.fill and f"fill-{paint.fill}", paint.stroke and f"stroke-{paint.stroke}"]
    return {
        "class": " ".join(filter(None, classes)),
        "fill": "" if paint.fill else "none",
        **_line_attributes(paint),
    }


def _by_colour(paint: Paint, colours: Colours) -> dict[str, str]:
    return {
        "fill": colours[paint.fill] if paint.fill else "none",
        "stroke": colours[paint.stroke] if paint.stroke else "",
        **_line_attributes(paint),
    }


class _Writer:
    """Writes shapes; `paint` gives the attributes of a paint and a role."""

    def __init__(self, paint: Callable[[Paint, str], dict[str, str]], linked: bool = True) -> None:
        self._paint, self._linked = paint, linked

    def all(self, shapes: tuple[Shape, ...]) -> str:
        return "".join(self.shape(shape) for shape in shapes)

    @singledispatchmethod
    def shape(self, shape: Shape) -> str:
        raise TypeError(f"no drawing has a {type(shape).__name__}")

    def _element(self, name: str, paint: Paint, role: str, **values: float) -> str:
        written = {key: number(value) for key, value in values.items()}
        return f"<{name}{_attributes({**written, **self._paint(paint, role)})}/>"

    @shape.register
    def _(self, shape: Line) -> str:
        return self._element("line", shape.paint, shape.role, x1=shape.x1, y1=shape.y1, x2=shape.x2, y2=shape.y2)

    @shape.register
    def _(self, shape: Rect) -> str:
        box = {"x": shape.x, "y": shape.y, "width": shape.width, "height": shape.height}
        return self._element("rect", shape.paint, shape.role, **box, **({"rx": shape.radius} if shape.radius else {}))

    @shape.register
    def _(self, shape: Circle) -> str:
        return self._element("circle", shape.paint, shape.role, cx=shape.x, cy=shape.y, r=shape.radius)

    @shape.register
    def _(self, shape: Path) -> str:
        points = "L".join(f"{number(x)} {number(y)}" for x, y in shape.points)
        paint = self._paint(shape.paint, shape.role)
        return f"<path{_attributes({'d': f'M{points}' + 'Z' * shape.closed, **paint})}/>"

    @shape.register
    def _(self, shape: Text) -> str:
        place = {
            "x": number(shape.x),
            "y": number(shape.y),
            "font-size": number(shape.size),
            "font-weight": "600" if shape.bold else "",
            "text-anchor": "" if shape.anchor == "start" else shape.anchor,
        }
        paint = self._paint(Paint(fill=shape.fill), shape.role)
        return f"<text{_attributes({**place, **paint})}>{_escape(_isolated(shape.words))}</text>"

    @shape.register
    def _(self, shape: Group) -> str:
        inside = self.all(shape.shapes)
        if shape.href and self._linked:
            name = f"<title>{_escape(shape.says)}</title>" if shape.says else ""
            return f"<a{_attributes({'href': shape.href, 'class': shape.role})}>{name}{inside}</a>"
        role = _attributes({"class": shape.role}) if self._linked else ""
        return f"<g{role}>{inside}</g>"


def _isolated(words: str) -> str:
    """Words that run from right to left keep their own order within a drawing that runs from left to right."""
    runs_left = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in words)
    return f"{_ISOLATE}{words}{_POP}" if runs_left else words
