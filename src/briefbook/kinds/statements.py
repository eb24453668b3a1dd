"""Statements: who said what, and whether these are the very words.

In: `statements.yml`. Out: the model of a statement.
"""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from briefbook.model.base import Part, Record
from briefbook.model.fields import ActorRef, AnyRef, Date, Language, Line, Text, Words
from briefbook.model.kind import Flaw, Kind, World, rule


class Original(Part):
    """The words as they were spoken or written."""

    text: Words = Field(description="the very words")
    language: Language = Field(description="their language")


class Statement(Record):
    """Something somebody said."""

    speaker: ActorRef = Field(description="who said it")
    date: Date | None = Field(default=None, description="when, if known")
    venue: Line | None = Field(default=None, description="where or in what")
    form: Literal["verbatim", "translation", "paraphrase"] = Field(description="whether these are the very words")
    text: Text = Field(description="what was said; reproduced exactly, without quotation marks")
    original: Original | None = Field(default=None, description="the words in their own language")
    about: tuple[AnyRef, ...] = Field(default=(), description="records it concerns")


@rule("form", "sources")
def verbatim_has_a_source(statement: Statement, world: World) -> Iterator[Flaw]:
    """Very words, or a translation of them, have a source."""
    if statement.form != "paraphrase" and not statement.sources:
        yield Flaw(
            "quotation-without-source",
            ("form",),
            f"statement '{statement.id}' gives very words ({statement.form}) without a source",
            "add 'sources', or set 'form: paraphrase' if these are not the very words",
        )


EXAMPLE = """\
- id: no-date-yet
  speaker: council
  date: 2026-03-03
  form: paraphrase
  text: >-
    There will be no date before the survey is in.
  about: [closure]
  sources: [gazette-closure]
"""

STATEMENTS = Kind(
    name="statements",
    singular="statement",
    model=Statement,
    page="positions",
    title="text",
    asks=("date",),
    says="Who said what, when, and whether these are the very words, a translation or a paraphrase.",
    example=EXAMPLE,
    rules=(verbatim_has_a_source,),
    claims=True,
)
