"""Lines that cannot be read, and a way to try what was meant by one of them.

In: the lines of a text, and the line at which reading ended. Out: `Broken`, which tells whether reading gets further
with another line in the place of one. Apart from the habits, which are what is tried.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from briefbook.load.parsing import begun_at, error_in, line_of

_MOST = 5_000  # lines to try a repair with
_RECORD = re.compile(r"-(?: |\Z)")
_NAME = re.compile(r" *(?:- +)*(?P<name>[\w-]+):(?: |\n|\Z)")
_OPENER = re.compile(r"(?:- +)*[\w-]+:(?: +[>|][+-]?)? *(?:#.*)?\Z")
_WITH_WORDS = re.compile(r"(?:- +)*[\w-]+: +[^\s>|\[{\"'#]")


@dataclass(frozen=True, slots=True)
class Slip:
    """A line, the column of what is wrong in it, what to say, and the line as it was meant."""

    number: int
    column: int
    code: str
    message: str
    help: str
    meant: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The lines around a place where reading ended, from the record before it to the one behind: enough to try."""

    lines: list[str]
    first: int
    last: int
    stopped: int
    names: frozenset[str] = field(default_factory=frozenset)

    def holds(self, number: int, meant: str) -> bool:
        """Whether reading gets further once a line is as it was meant; a field must be one, and no words of a text."""
        text = self._with(number, meant)
        error, name = error_in(text), _NAME.match(meant)
        if error is not None and line_of(error) + self.first <= max(self.stopped, number):
            return False
        return name is None or name["name"] in begun_at(text, number - self.first)

    def is_mended(self, number: int, meant: str) -> bool:
        """Whether nothing else is wrong with the lines around."""
        return error_in(self._with(number, meant)) is None

    def _with(self, number: int, meant: str) -> str:
        return "\n".join([*self.lines[self.first : number], meant, *self.lines[number + 1 : self.last]])

    def indents(self, number: int) -> Iterator[int]:
        """The columns at which a line could begin, going by those before it."""
        yield 0
        before = [line for line in self.lines[self.first : number] if line.strip()]
        for line in before:
            lead = len(line) - len(line.lstrip(" -"))
            goes_on = _OPENER.match(line.strip()) or (line is before[-1] and _WITH_WORDS.match(line.strip()))
            yield from (indent_of(line), lead, *([lead + 2] if goes_on else []))

    def is_usual(self, indent: int) -> bool:
        """Whether lines are indented like this: by twos, or as others of the file are."""
        return indent % 2 == 0 or sum(indent_of(line) == indent for line in self.lines) > 1


def broken_at(lines: list[str], stopped: int) -> Broken:
    """The records around the line at which reading ended; no lines at all where those would be too many to try."""
    begins = [number for number, line in enumerate(lines) if _RECORD.match(line)]
    first = max((number for number in begins if number < stopped - 1), default=0)
    last = min((number for number in begins if number > stopped + 1), default=len(lines))
    if last - first > _MOST:
        first = last = stopped
    names = re.findall(r"^ *(?:- +)?([a-z_]+): ", "\n".join(lines), re.MULTILINE)
    return Broken(lines, first, last, stopped, frozenset(names))


def indent_of(line: str) -> int:
    """How many spaces stand before a line."""
    return len(line) - len(line.lstrip(" "))
