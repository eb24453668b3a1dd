"""One finding: a place, a code, a sentence and a help line.

In: what a rule saw. Out: a frozen value that sorts by place. Apart from the formats because every stage makes
findings and only the doors print them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from briefbook.findings.codes import CODES


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file: path relative to the site's folder, line and column counted from 1 in code points."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found. `code` must stand in the table of codes; `record` is the id concerned, or empty.

    Raises KeyError on `level` if the code is unknown (a bug of ours, caught by the tests).
    """

    position: Position
    code: str
    message: str
    help: str = ""
    record: str = ""

    @property
    def level(self) -> str:
        """`error` or `warning`, from the table of codes."""
        return CODES[self.code].level


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort by place, then code and words, and drop exact repeats: the same on every run and machine."""
    return tuple(sorted(set(findings), key=lambda f: (f.position, f.code, f.message, f.help)))
