"""Drawings: does an SVG hold a drawing, and nothing else?

In: the bytes of a file. Out: what is wrong with it. Known elements of SVG are let through and no others; what drawing
programs add under names of their own means nothing to a browser and may stay. The bytes are looked at first, so that
the parser never meets an entity.
"""

import re
from collections.abc import Iterator
from xml.parsers import expat

_SVG = "http://www.w3.org/2000/svg"
_OF_PAGES = ("http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML")
_ACTIVE = re.compile(
    rb"<\s*(?:[\w.-]+:)?(script|foreignObject|iframe|object|embed|set|animate\w*|handler)\b|\bon\w+\s*=|javascript:"
    rb"|<!ENTITY|<!DOCTYPE|(href|src)\s*=(?!\s*[\"']?\s*#)|@import|url\((?!\s*[\"']?\s*#)|\0",
    re.IGNORECASE,
)
_OUT = re.compile(r"@import|url\((?!\s*[\"']?\s*#)|javascript:", re.IGNORECASE)
_NAMES = """
    a circle clipPath defs desc ellipse filter font font-face g glyph hkern image line linearGradient marker mask
    metadata missing-glyph mpath path pattern polygon polyline radialGradient rect stop style svg switch symbol text
    textPath title tref tspan use view vkern feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix
    feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR
    feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile
    feTurbulence
"""
_DRAWN = frozenset(_NAMES.split())

MORE = "this drawing holds more than a drawing"
NONE = "no browser shows this as an SVG drawing"


def drawing_flaw(content: bytes) -> str:
    """What is wrong with a drawing, or nothing."""
    if _ACTIVE.search(content):
        return MORE
    reader = _Reader()
    try:
        reader.parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError):
        return NONE
    return next(reader.flaws(), "")


class _Reader:
    """Hears what the parser tells, and keeps what does not belong in a drawing."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._element
        self.parser.CharacterDataHandler = self._text
        self.parser.ProcessingInstructionHandler = self._stranger
        self.parser.StartDoctypeDeclHandler = self._stranger
        self._first, self._strange, self._style, self._in_style = "", False, "", False

    def flaws(self) -> Iterator[str]:
        if self._first != f"{_SVG} svg":
            yield NONE
        elif self._strange or "\\" in self._style or _OUT.search(self._style):
            yield MORE

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        self._first = self._first or name
        if space in _OF_PAGES or (space in ("", _SVG) and local not in _DRAWN):
            self._strange = True
        if any(_is_active(key.rpartition(" ")[2], value) for key, value in attributes.items()):
            self._strange = True
        self._in_style = local == "style"

    def _text(self, text: str) -> None:
        self._style += text if self._in_style else ""

    def _stranger(self, *told: object) -> None:
        self._strange = True


def _is_active(name: str, value: str) -> bool:
    """Whether an attribute does or loads something; the parser has resolved what was written by number."""
    if name in ("href", "src"):
        return not value.strip().startswith("#")
    return name.lower().startswith("on") or bool(_OUT.search(value))
