"""From a place in a tree back to a place in a file.

In: lines and columns of a text. Out: positions. Two maps: from the parser's inline content to the text it was cut
from (list marks, quotes and table pipes are gone there), and from a YAML value to its scalar (folding, quotes and
escapes are gone there). Worked out only when a finding is made.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from markdown_it.token import Token

from briefbook.findings import Position
from briefbook.load import Scalar
from briefbook.load.text import SourceFile

_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\n[ \t]*|.)", re.DOTALL)


def inline_place(block: Token, lines: list[str], offset: int) -> tuple[int, int]:
    """Find the line and column, counted from 0, of an offset into an inline token's content."""
    before = block.content[:offset]
    first = block.map[0] if block.map else 0
    number = first + before.count("\n")
    if number >= len(lines):
        return first, 0
    column = offset - (before.rfind("\n") + 1)
    content = block.content.split("\n")[number - first]
    if block.meta.get("cell") is not None:
        return number, _in_cell(lines[number], block.meta["cell"], column)
    start = lines[number].rstrip().rfind(content.strip())
    lead = len(content) - len(content.lstrip())
    return number, max(start, 0) + max(column - lead, 0)


def _in_cell(line: str, cell: int, column: int) -> int:
    """Find a column of the line from a column of a table cell's content, in which `\\|` has become `|`."""
    position = len(line) - len(line.lstrip())
    if line[position : position + 1] == "|":
        position += 1
    for _ in range(cell):
        while position < len(line) and line[position] != "|":
            position += 2 if line[position] == "\\" else 1
        position += 1
    while position < len(line) and line[position] == " ":
        position += 1
    for _ in range(column):
        position += 2 if line.startswith("\\|", position) else 1
    return position


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

        def find(line: int, column: int) -> Position:
            starts = [0, *(match.end() for match in re.finditer("\n", scalar.text))]
            offset = starts[min(line, len(starts) - 1)] + column
            return source.position(scalar_index(source.text, scalar, offset))

        return cls(find)


def scalar_index(text: str, scalar: Scalar, offset: int) -> int:
    """Find the index in the file of an offset into a scalar's value.

    Walks both side by side. Folding changes white space only, so a run of it in the value answers a run in the file,
    and every other character stands for itself, for an escape, or for a doubled single quote.
    """
    index = scalar.start
    if scalar.style in ('"', "'"):
        index += 1
    elif scalar.style in ("|", ">"):
        index = text.find("\n", index) + 1
    value, position = scalar.text, 0
    while position < offset and position < len(value):
        if value[position].isspace() and not (scalar.style == '"' and text[index] == "\\"):
            while position < len(value) and value[position].isspace() and position < offset:
                position += 1
            index = _skip_space(text, index, scalar.end)
            continue
        if not value[position].isspace():
            index = _skip_space(text, index, scalar.end)
        index += _width(text, index, scalar.style)
        position += 1
    if position < len(value) and not value[position].isspace():
        index = _skip_space(text, index, scalar.end)
    return min(index, max(scalar.end - 1, scalar.start))


def _skip_space(text: str, index: int, end: int) -> int:
    while index < end and text[index] in " \t\n":
        index += 1
    return index


def _width(text: str, index: int, style: str) -> int:
    """How many characters of the file stand for one of the value."""
    if style == "'" and text.startswith("''", index):
        return 2
    if style == '"' and text[index] == "\\" and (match := _ESCAPE.match(text, index)):
        return len(match.group())
    return 1
