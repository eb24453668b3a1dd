"""What a kind of record is, and what a rule is.

In: nothing. Out: `Kind` (a row of the list of kinds), `Rule` and `Flaw`. Apart from the kinds themselves so that each
of them can say its rules beside its fields without knowing how they are run or where a finding is printed.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from briefbook.model.base import Part

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Flaw:
    """What a rule saw: a code of the table, the path of the field inside the record, and two sentences."""

    code: str
    at: Path
    message: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class World:
    """What a rule may know beyond its record.

    The records of the briefing by id, its information cut-off, and whether an edition of it has been released.
    """

    records: Mapping[str, Any]
    facts_to: datetime.date | None = None
    has_editions: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A test of one record; it is run only where the fields it needs are well formed."""

    needs: tuple[str, ...]
    test: Callable[[Any, World], Iterable[Flaw]]


Test = Callable[[Any, World], Iterable[Flaw]]


def rule(*needs: str) -> Callable[[Test], Rule]:
    """Make a function a rule that needs these fields."""
    return lambda test: Rule(needs, test)


@dataclass(frozen=True)
class Kind:
    """A kind of record.

    `name` is the file's stem and the component that lists the records; `singular` is the component, CSS class and
    anchor prefix of one record. `page` is the standard page on which its records have their place. `title` is the
    field that names a record. `headed` tells whether a record has a heading. `claims` tells whether a record
    asserts something that wants a source. `shared` tells whether the kind may also stand in `data/shared/`.
    `asks` are fields that may be left out and that a complete record has, as `add` asks for them: inside a part with
    the part's name before a dot, and behind a slash what is asked for where the first is left open.
    `tells` are the fields of which a change is more than another value, with what it is called (see `editions`).
    `says` and `example` go into the data dictionary.
    """

    name: str
    singular: str
    model: type[Part]
    page: str
    title: str
    says: str
    example: str
    rules: tuple[Rule, ...] = ()
    claims: bool = False
    shared: bool = False
    headed: bool = True
    asks: tuple[str, ...] = ()
    tells: Mapping[str, str] = field(default_factory=dict)

    @property
    def asked(self) -> tuple[str, ...]:
        """What `add` asks for beside what a record must have: for a claim also its sources, or why there are none."""
        return (*self.asks, "sources/support") if self.claims else self.asks

    @property
    def css(self) -> str:
        """The singular as a CSS class and anchor prefix: `key-point`."""
        return self.singular.replace("_", "-")

    @cached_property
    def is_list(self) -> bool:
        """Whether the file is a list of records; only `briefing.yml` is not."""
        return "id" in self.model.model_fields


def modeline(folder: str, kind: str) -> str:
    """The first line of a data file, by which an editor finds what to offer there."""
    return f"# yaml-language-server: $schema=../schema/{folder}/records.json#/{kind}"
