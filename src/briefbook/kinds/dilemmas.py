"""Dilemmas: an actor, its options, and what each of them costs whom.

In: `dilemmas.yml`. Out: the model of a dilemma and its rules.
"""

from collections.abc import Iterator

from pydantic import Field

from briefbook.model.base import Part, Record
from briefbook.model.fields import (
    ActorOrWords,
    ActorRef,
    AnyRef,
    Date,
    EventRef,
    Flag,
    Id,
    Line,
    SourceRef,
    Text,
    Words,
)
from briefbook.model.kind import Flaw, Kind, World, rule


class Effect(Part):
    """A gain or a cost, and who has it."""

    text: Line = Field(description="the gain or cost in one sentence")
    bearer: ActorOrWords | None = Field(default=None, description="who has it")
    sources: tuple[SourceRef, ...] = Field(default=(), description="sources that carry it")


class Option(Part):
    """One way out."""

    id: Id = Field(description="unique within the dilemma")
    label: Words = Field(description="the option in a few words")
    gains: tuple[Effect, ...] = Field(default=(), description="what it would bring, and to whom")
    costs: tuple[Effect, ...] = Field(min_length=1, description="what it would cost, and whom")
    evidence: tuple[AnyRef, ...] = Field(default=(), description="records that bear on it")


class State(Part):
    """Which option has been taken, as far as can be told."""

    chosen: Id = Field(description="the id of the option")
    since: Date | None = Field(default=None, description="since when")
    by: EventRef | None = Field(default=None, description="by which event")
    firm: Flag = Field(default=False, description="whether it is closed for good")


class Dilemma(Record):
    """A choice in which every option costs something."""

    holder: ActorRef = Field(description="who has to choose")
    question: Words = Field(description="the choice as a question")
    why: Text = Field(description="why it is hard")
    options: tuple[Option, ...] = Field(min_length=2, description="at least two")
    would_change: tuple[Line, ...] = Field(default=(), description="what would change the balance")
    state: State | None = Field(default=None, description="the option taken, if one has been")


@rule("options")
def options_differ(dilemma: Dilemma, world: World) -> Iterator[Flaw]:
    """Options of one dilemma have ids of their own."""
    seen: set[str] = set()
    for index, option in enumerate(dilemma.options):
        if option.id in seen:
            yield Flaw(
                "duplicate-option",
                ("options", index, "id"),
                f"dilemma '{dilemma.id}' has two options '{option.id}'",
                "give each option an id of its own",
            )
        seen.add(option.id)


@rule("options", "state")
def chosen_option_exists(dilemma: Dilemma, world: World) -> Iterator[Flaw]:
    """The option taken is one of the options."""
    names = [option.id for option in dilemma.options]
    if dilemma.state and dilemma.state.chosen not in names:
        yield Flaw(
            "unknown-option",
            ("state", "chosen"),
            f"dilemma '{dilemma.id}' has no option '{dilemma.state.chosen}'",
            f"its options are {', '.join(names)}",
        )


EXAMPLE = """\
- id: open-or-wait
  holder: council
  question: Open one lane, or wait for the survey?
  why: >-
    Each week of closure costs trade, and nobody knows what the pier will bear.
  options:
    - id: open
      label: Open one lane
      gains:
        - text: Trade comes back.
          bearer: Shopkeepers
      costs:
        - text: An accident would be the council's fault.
          bearer: council
    - id: wait
      label: Wait for the survey
      costs:
        - text: Another month without customers.
          bearer: Shopkeepers
  support:
    why: own-analysis
    note: Drawn from the council's published minutes.
"""

DILEMMAS = Kind(
    name="dilemmas",
    singular="dilemma",
    model=Dilemma,
    page="dilemmas",
    title="question",
    says="Who has to choose, between which options, and what each of them costs whom.",
    tells={"state": "option-taken"},
    example=EXAMPLE,
    rules=(options_differ, chosen_option_exists),
    claims=True,
)
