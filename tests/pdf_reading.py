"""Reads a PDF as a screen reader does: by its tags, in their order, and not by where things stand on the sheet.

Only what our engine writes is understood: fonts with a map to Unicode, marked content with numbers, replacement texts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

_MM = 25.4 / 72
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


@dataclass
class Tag:
    """An element of the tree. `parts` are texts and tags in reading order."""

    name: str
    element: Any
    parts: list[Any] = field(default_factory=list)

    def walk(self) -> Iterator["Tag"]:
        """This tag and all in it."""
        yield self
        for part in self.parts:
            if isinstance(part, Tag):
                yield from part.walk()

    @property
    def text(self) -> str:
        """All words in it."""
        return "".join(part.text if isinstance(part, Tag) else part for part in self.parts)


def read(pdf: pikepdf.Pdf) -> Tag:
    """The tree of a document."""
    marked = {page.objgen: _marked(page) for page in pdf.pages}
    return _tag(pdf.Root.StructTreeRoot, marked, None)


def languages(pdf: pikepdf.Pdf) -> set[str]:
    """The languages in which parts of the text are marked to be."""
    return {
        str(operands[1]["/Lang"])
        for page in pdf.pages
        for operands, operator in pikepdf.parse_content_stream(page)
        if str(operator) == "BDC" and isinstance(operands[1], pikepdf.Dictionary) and "/Lang" in operands[1]
    }


@dataclass(frozen=True)
class Run:
    """Words in one piece as they are painted, and where they begin, in millimetres from the left and from the top."""

    words: str
    left: float
    top: float
    read: bool  # by who reads by tags; what is repeated on each sheet is not


def painted(page: Any) -> list[Run]:
    """Every run of words on a sheet, in the order of painting. Words inside drawings are left out."""
    fonts = {str(name): _characters(font) for name, font in page.Resources.get("/Font", {}).items()}
    high = float(page.MediaBox[3])
    runs: list[Run] = []
    moved, font, open_ = [pikepdf.Matrix()], {}, []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "q":
            moved.append(moved[-1])
        elif name == "Q":
            moved.pop()
        elif name == "cm":
            moved[-1] = pikepdf.Matrix(*map(float, operands)) @ moved[-1]
        elif name in ("BDC", "BMC"):
            open_.append(str(operands[0]))
        elif name == "EMC":
            open_.pop()
        elif name == "Tf":
            font = fonts[str(operands[0])]
        elif name in ("Tj", "TJ"):
            pieces = operands[0] if name == "TJ" else [operands[0]]
            words = "".join(_decoded(bytes(piece), font) for piece in pieces if isinstance(piece, pikepdf.String))
            left, top = moved[-1].e * _MM, (high - moved[-1].f) * _MM
            runs.append(Run(words, left, top, read="/Artifact" not in open_))
    return runs


def _tag(element: Any, marked: dict, page: Any) -> Tag:
    page = element.get("/Pg", page)
    tag = Tag(str(element.get("/S", "/Root")).lstrip("/"), element)
    children = element.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, int):
            tag.parts.append(marked[page.objgen].get(child, ""))
        elif "/MCID" in child:
            tag.parts.append(marked[child.get("/Pg", page).objgen].get(int(child.MCID), ""))
        elif "/S" in child:
            tag.parts.append(_tag(child, marked, page))
    return tag


def _marked(page: Any) -> dict[int, str]:
    """The words of a page by the number of their marked content."""
    fonts = {str(name): _characters(font) for name, font in page.Resources.get("/Font", {}).items()}
    found: dict[int, str] = {}
    open_: list[tuple[int | None, bool]] = []
    font: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            properties = operands[1] if name == "BDC" and isinstance(operands[1], pikepdf.Dictionary) else {}
            number = int(properties["/MCID"]) if "/MCID" in properties else (open_[-1][0] if open_ else None)
            replaced = "/ActualText" in properties
            if replaced and number is not None and not any(silent for _, silent in open_):
                found[number] = found.get(number, "") + str(properties["/ActualText"])
            open_.append((number, replaced))
        elif name == "EMC":
            open_.pop()
        elif name == "Tf":
            font = fonts[str(operands[0])]
        elif name in ("Tj", "TJ") and open_ and open_[-1][0] is not None and not any(s for _, s in open_):
            runs = operands[0] if name == "TJ" else [operands[0]]
            words = "".join(_decoded(bytes(run), font) for run in runs if isinstance(run, pikepdf.String))
            found[open_[-1][0]] = found.get(open_[-1][0], "") + words
    return found


def _decoded(run: bytes, font: dict[int, str]) -> str:
    return "".join(font.get(int.from_bytes(run[at : at + 2]), "\ufffd") for at in range(0, len(run), 2))


def _characters(font: Any) -> dict[int, str]:
    """The map from glyphs to characters."""
    text = font.ToUnicode.read_bytes()
    found: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        found |= {
            int(glyph, 16): bytes.fromhex(said.decode()).decode("utf-16-be") for glyph, said in _PAIR.findall(block)
        }
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        for first, last, said in _RANGE.findall(block):
            begin = int(said, 16)
            found |= {int(first, 16) + n: chr(begin + n) for n in range(int(last, 16) - int(first, 16) + 1)}
    return found
