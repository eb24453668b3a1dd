"""Positions: what each side wants, demands first and rules out, issue by issue.

In: `positions.yml`. Out: the model of a position (an issue with a stance an actor) and its rules.
"""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from briefbook.model.base import Part, Record, Support
from briefbook.model.fields import ActorRef, Date, Line, SourceRef, Words
from briefbook.model.kind import Flaw, Kind, World, rule


class Stance(Part):
    """Where one actor stands on the issue."""

    actor: ActorRef = Field(description="whose stance")
    wants: Line | None = Field(default=None, description="what they want; leave out where nobody has said")
    precondition: Line | None = Field(default=None, description="what they demand first")
    rules_out: Line | None = Field(default=None, description="what they refuse")
    basis: Literal["stated", "reported", "inferred", "unstated"] = Field(description="how it is known")
    as_of: Date | None = Field(default=None, description="the day it was last known to hold")
    note: Line | None = Field(default=None, description="a limit or gap worth knowing")
    sources: tuple[SourceRef, ...] = Field(default=(), description="sources that carry it")
    support: Support | None = Field(default=None, description="why it has no citation")


class Position(Record):
    """An issue, and who stands where on it."""

    issue: Words = Field(description="the issue in a few words")
    stances: tuple[Stance, ...] = Field(min_length=1, description="one an actor")


@rule("stances")
def one_stance_an_actor(position: Position, world: World) -> Iterator[Flaw]:
    """An actor has one stance on an issue."""
    seen: set[str] = set()
    for index, stance in enumerate(position.stances):
        if stance.actor in seen:
            yield Flaw(
                "repeated-actor",
                ("stances", index, "actor"),
                f"position '{position.id}' gives '{stance.actor}' twice",
                "bring the two stances together into one",
            )
        seen.add(stance.actor)


@rule("stances")
def stance_says_something(position: Position, world: World) -> Iterator[Flaw]:
    """A stance says what is wanted, demanded or refused, or that nothing is known."""
    for index, stance in enumerate(position.stances):
        if stance.basis != "unstated" and not (stance.wants or stance.precondition or stance.rules_out):
            yield Flaw(
                "empty-stance",
                ("stances", index),
                f"position '{position.id}' says nothing about what '{stance.actor}' wants",
                "fill wants, precondition or rules_out, or set 'basis: unstated'",
            )


EXAMPLE = """\
- id: who-pays
  issue: Who pays for the repair
  stances:
    - actor: council
      wants: The region pays half.
      basis: stated
      as_of: 2026-03-03
  sources: [gazette-closure]
"""

POSITIONS = Kind(
    name="positions",
    singular="position",
    model=Position,
    page="positions",
    title="issue",
    asks=("stances.wants/stances.precondition/stances.rules_out", "stances.as_of"),
    says="Issue by issue, what each actor wants, demands first and rules out, and how that is known.",
    tells={"stances": "position-moved"},
    example=EXAMPLE,
    rules=(one_stance_an_actor, stance_says_something),
    claims=True,
)
