"""From a place in a tree back to a place in a file.

In: lines and columns of a text. Out: positions. Two maps: from the parser's inline content to the text it was cut
from (list marks, quotes and table pipes are gone there), and from a YAML value to its scalar (folding, quotes and
escapes are gone there). Worked out only when a finding is made.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from markdown_it.token import Token

from briefbook.findings import Position
from briefbook.load import Scalar
from briefbook.load.text import SourceFile

_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)")
_RUN = re.compile(r"\s+|\S+")
_SPACE = re.compile(r"[ \t\n]+")
_CELL = re.compile(r"(?:\\.|[^|\\])*(?:\||\\?\Z)")
_LINE_END = re.compile(r"\\\n[ \t]*")
_SPACE_OR_ESCAPE = re.compile(r"(?:[ \t\n]|\\[ntrNLP_ \t\n]|\\x(?:09|0a|20|a0)|\\u(?:0020|00a0))+", re.IGNORECASE)


Places = Callable[[int], tuple[int, int]]


class InlinePlaces:
    """The lines and columns, counted from 0, of offsets into the content of one inline token."""

    def __init__(self, block: Token, lines: list[str]) -> None:
        self._lines, self._cell = lines, block.meta.get("cell")
        self._first = block.map[0] if block.map else 0
        self._begins: dict[int, tuple[int, int]] = {}
        self._columns: list[int] = []
        self._contents = block.content.split("\n")
        self._starts = [0, *(match.end() for match in re.finditer("\n", block.content))]

    def __call__(self, offset: int) -> tuple[int, int]:
        """Find the place of an offset."""
        row = bisect_right(self._starts, offset) - 1
        number, column = self._first + row, offset - self._starts[row]
        if number >= len(self._lines):
            return self._first, 0
        if self._cell is not None:
            if not self._columns:
                self._columns = _cell_indexes(self._lines[number], self._cell, len(self._contents[row]))
            return number, self._columns[column]
        if row not in self._begins:
            self._begins[row] = _begin(self._lines[number], self._contents[row])
        start, lead = self._begins[row]
        return number, start + max(column - lead, 0)


def line_places(text: str) -> Places:
    """The same for a text that is words alone, so that no block's marks stand before its lines."""
    if "\n" not in text:
        return lambda offset: (0, offset)
    starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def find(offset: int) -> tuple[int, int]:
        row = bisect_right(starts, offset) - 1
        return row, offset - starts[row]

    return find


def _begin(line: str, content: str) -> tuple[int, int]:
    """Where the words of a content begin in its line, and in the content itself."""
    return max(line.rstrip().rfind(content.strip()), 0), len(content) - len(content.lstrip())


@lru_cache(maxsize=16)
def cell_begins(line: str) -> list[int]:
    """Where the content of each cell of a table's line begins."""
    begins = []
    position = len(line) - len(line.lstrip())
    position += line.startswith("|", position)
    for cell in _CELL.finditer(line, position):
        begins.append(cell.start() + len(cell.group()) - len(cell.group().lstrip(" ")))
    return begins


def _cell_indexes(line: str, cell: int, length: int) -> list[int]:
    r"""The columns of a cell's content, in which `\|` has become `|`."""
    begins = cell_begins(line)
    position = begins[cell] if cell < len(begins) else len(line)
    found = []
    for _ in range(length + 1):
        found.append(position)
        position += 2 if line.startswith("\\|", position) else 1
    return found


@dataclass(frozen=True, slots=True)
class Locator:
    """Turns a line and column of a text into a position in the file the text came from."""

    find: Callable[[int, int], Position]

    @classmethod
    def of_page(cls, source: SourceFile, body: int) -> "Locator":
        """For a page, whose text begins at the index `body`."""
        first = source.position(body).line - 1

        def find(line: int, column: int) -> Position:
            return Position(source.path, first + line + 1, column + 1)

        return cls(find)

    @classmethod
    def of_scalar(cls, source: SourceFile, scalar: Scalar) -> "Locator":
        """For a text field, whatever its quotes or block style."""
        starts: list[int] = []
        indexes: list[int] = []

        def find(line: int, column: int) -> Position:
            if not indexes:  # most texts have nothing to be pointed at
                starts.extend([0, *(match.end() for match in re.finditer("\n", scalar.text))])
                indexes.extend(scalar_indexes(source.text, scalar))
            offset = starts[min(line, len(starts) - 1)] + column
            return source.position(indexes[min(offset, len(indexes) - 1)])

        return cls(find)


def scalar_indexes(text: str, scalar: Scalar) -> list[int]:
    """The index in the file of every character of a scalar's value, and of the place after it.

    Walks both side by side. Folding changes white space only, so a run of it in the value answers a run in the file,
    and every other character stands for itself, for an escape, or for a doubled single quote.
    """
    index, last = scalar.start, max(scalar.end - 1, scalar.start)
    if scalar.style in ('"', "'"):
        index += 1
    elif scalar.style in ("|", ">"):
        index = text.find("\n", index) + 1
    found: list[int] = []
    for run in _RUN.finditer(scalar.text):
        if run.group().isspace():
            found += range(index, index + len(run.group()))
            index = _skip_space(text, index, scalar)
            continue
        index = _skip_space(text, index, scalar)
        for _ in run.group():
            index = _skip_line_end(text, index, scalar)
            found.append(index)
            index += _width(text, index, scalar.style)
    return [min(place, last) for place in [*found, index]]


def _skip_space(text: str, index: int, scalar: Scalar) -> int:
    """Pass over white space; in double quotes also over escapes that stand for some."""
    match = (_SPACE_OR_ESCAPE if scalar.style == '"' else _SPACE).match(text, index, scalar.end)
    return match.end() if match else index


def _skip_line_end(text: str, index: int, scalar: Scalar) -> int:
    """Pass over a line end that double quotes take out, with the indentation after it."""
    match = _LINE_END.match(text, index, scalar.end) if scalar.style == '"' else None
    return match.end() if match else index


def _width(text: str, index: int, style: str) -> int:
    """How many characters of the file stand for one of the value."""
    if style == "'" and text.startswith("''", index):
        return 2
    if style == '"' and text.startswith("\\", index) and (match := _ESCAPE.match(text, index)):
        return len(match.group())
    return 1
