"""Judgements: what somebody thinks is so, how likely and how surely, the two kept apart.

In: `judgements.yml`. Out: the model of a judgement and its rules. The likelihood scale and the rule that likelihood
and confidence do not stand in one sentence come from Intelligence Community Directive 203.
"""

import re
from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from briefbook.model.base import Part, Record
from briefbook.model.fields import HolderRef, Line, Text, Words
from briefbook.model.kind import Flaw, Kind, World, rule

Likelihood = Literal[
    "almost-no-chance",
    "very-unlikely",
    "unlikely",
    "roughly-even-chance",
    "likely",
    "very-likely",
    "almost-certain",
    "unstated",
]
LIKELIHOOD_WORDS = re.compile(
    r"\b(almost no chance|(very |highly )?(un)?likely|(highly )?(im)?probabl[ey]|roughly even (chance|odds)"
    r"|almost certain(ly)?|remote)\b",
    re.IGNORECASE,
)
CONFIDENCE_WORDS = re.compile(r"\b(low|moderate|high)[- ]confidence\b|\bconfiden(ce|t)\b", re.IGNORECASE)


class Confidence(Part):
    """How sure the holder is, which is another matter than how likely the thing is."""

    level: Literal["low", "moderate", "high", "unstated"] = Field(description="how sure")
    reason: Line | None = Field(default=None, description="why no surer and no less sure")


class Move(Part):
    """A change of mind between two editions."""

    edition: Words = Field(description="the edition in which it moved")
    former: Words = Field(alias="from", description="what it was")
    now: Words = Field(alias="to", description="what it became")
    because: Line = Field(description="why")


class Judgement(Record):
    """A judgement, worded as one."""

    statement: Line = Field(description="the judgement in one sentence")
    held_by: tuple[HolderRef, ...] = Field(default=(), description="an actor or source that holds it; empty: we do")
    by: Words | None = Field(default=None, description="the horizon: by when it should show")
    likelihood: Likelihood = Field(default="unstated", description="how likely, on the scale of ICD 203")
    confidence: Confidence | None = Field(default=None, description="how sure, with the reason; leave out if unstated")
    basis: Text = Field(description="what it rests on")
    would_change: tuple[Line, ...] = Field(default=(), description="what would change it")
    moved: tuple[Move, ...] = Field(default=(), description="how it moved, newest first")


@rule("confidence")
def confidence_has_a_reason(judgement: Judgement, world: World) -> Iterator[Flaw]:
    """A stated level of confidence has a reason."""
    confidence = judgement.confidence
    if confidence and confidence.level != "unstated" and not confidence.reason:
        yield Flaw(
            "confidence-without-reason",
            ("confidence", "level"),
            f"judgement '{judgement.id}' has {confidence.level} confidence and gives no reason",
            "add 'reason', or set 'level: unstated'",
        )


@rule("statement")
def likelihood_and_confidence_apart(judgement: Judgement, world: World) -> Iterator[Flaw]:
    """Likelihood and confidence never stand in one sentence."""
    texts = {("statement",): judgement.statement, ("basis",): judgement.basis}
    if judgement.confidence and judgement.confidence.reason:
        texts["confidence", "reason"] = judgement.confidence.reason  # type: ignore[index]
    for path, text in texts.items():
        for sentence in re.split(r"(?<=[.!?])\s", text or ""):
            if LIKELIHOOD_WORDS.search(sentence) and CONFIDENCE_WORDS.search(sentence):
                yield Flaw(
                    "likelihood-with-confidence",
                    path,
                    f"judgement '{judgement.id}' speaks of likelihood and confidence in one sentence",
                    "say how likely in 'likelihood' and how sure in 'confidence', each in a sentence of its own",
                )


EXAMPLE = """\
- id: closed-past-summer
  statement: The bridge will stay closed past the summer.
  by: end of August 2026
  likelihood: likely
  confidence:
    level: moderate
    reason: The survey has no date, and the last one took four months.
  basis: >-
    [The closure][closure] is tied to a survey that has not begun.
  support:
    why: own-analysis
    note: Our reading of the council's minutes.
"""

JUDGEMENTS = Kind(
    name="judgements",
    singular="judgement",
    model=Judgement,
    page="outlook",
    title="statement",
    asks=("likelihood",),
    says="What we, an actor or a source hold to be so: how likely, apart from that how surely, and what it rests on.",
    tells={"likelihood": "likelihood-moved", "confidence": "confidence-moved"},
    example=EXAMPLE,
    rules=(confidence_has_a_reason, likelihood_and_confidence_apart),
    claims=True,
)
