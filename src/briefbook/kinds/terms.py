"""Terms: words a reader may not know, or may know in another sense.

In: `terms.yml`, of a briefing or shared. Out: the model of a term.
"""

from pydantic import Field

from briefbook.model.base import Record
from briefbook.model.fields import Text, Words
from briefbook.model.kind import Kind


class Term(Record):
    """A word and what it means here."""

    term: Words = Field(description="the word")
    definition: Text = Field(description="what it means here")
    aliases: tuple[Words, ...] = Field(default=(), description="other words for it")


EXAMPLE = """\
- id: pier
  term: Pier
  definition: >-
    The upright that carries a span of the bridge.
"""

TERMS = Kind(
    name="terms",
    singular="term",
    model=Term,
    page="terms",
    title="term",
    says="Words a reader may not know, or may know in another sense.",
    example=EXAMPLE,
    shared=True,
)
