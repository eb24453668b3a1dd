"""Unknowns: questions that matter and have no answer yet.

In: `unknowns.yml`. Out: the model of an unknown and its rule.
"""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from briefbook.model.base import Record
from briefbook.model.fields import AnyRef, Line, Text, Words
from briefbook.model.kind import Flaw, Kind, World, rule


class Unknown(Record):
    """A question without an answer."""

    question: Words = Field(description="the question")
    why_it_matters: Line = Field(description="what hangs on it")
    known: Text | None = Field(default=None, description="what is known so far")
    status: Literal["open", "answered", "unknowable", "draft", "withdrawn"] = Field(  # type: ignore[assignment]
        description="where the question stands; or draft or withdrawn, as for every record"
    )
    would_settle: Line | None = Field(default=None, description="what would settle it")
    touches: tuple[AnyRef, ...] = Field(default=(), description="records that hang on it")


@rule("status", "known")
def answer_is_given(unknown: Unknown, world: World) -> Iterator[Flaw]:
    """A question that is answered gives the answer."""
    if unknown.status == "answered" and not unknown.known:
        yield Flaw(
            "answer-missing",
            ("status",),
            f"unknown '{unknown.id}' is answered, and the answer is not given",
            "write the answer in 'known', with its sources",
        )


EXAMPLE = """\
- id: load-of-the-pier
  question: What load can the pier still bear?
  why_it_matters: It decides whether one lane may open.
  status: open
  would_settle: The survey.
  touches: [open-or-wait]
"""

UNKNOWNS = Kind(
    name="unknowns",
    singular="unknown",
    model=Unknown,
    page="unknowns",
    title="question",
    says="Questions that matter and have no answer: what hangs on them and what would settle them.",
    example=EXAMPLE,
    rules=(answer_is_given,),
)
