"""Pictures: drawings made from plain values, before a medium writes them.

In: numbers, days and words. Out: `Drawing`s, and one writer that makes SVG of them: with classes for the web, with
colours for print. Apart from `render` because a picture knows no record, no page and no medium, and so both media
show the same one.
"""

from briefbook.pictures.drawing import Circle, Drawing, Group, Line, Paint, Path, Rect, Shape, Text
from briefbook.pictures.svg import print_svg, web_svg

__all__ = [
    "Circle", "Drawing", "Group", "Line", "Paint", "Path", "Rect", "Shape", "Text", "print_svg", "web_svg",
]  # fmt: skip
