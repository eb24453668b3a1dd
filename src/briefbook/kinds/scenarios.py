"""Scenarios: ways it may go, and the signs by which one could tell.

In: `scenarios.yml`. Out: the model of a scenario.
"""

from typing import Literal

from pydantic import Field

from briefbook.kinds.judgements import Likelihood
from briefbook.model.base import Part, Record
from briefbook.model.fields import AnyRef, Date, Line, Text, Words
from briefbook.model.kind import Kind


class Indicator(Part):
    """A sign that points towards the scenario or away from it."""

    text: Line = Field(description="the sign, so that two people would agree whether it is there")
    points: Literal["towards", "away"] = Field(description="which way it points")
    status: Literal["seen", "partly-seen", "not-seen", "unknown"] = Field(description="whether it has been seen")
    checked: Date | None = Field(default=None, description="the day it was last looked at")
    evidence: tuple[AnyRef, ...] = Field(default=(), description="records that show it")


class Scenario(Record):
    """A way it may go."""

    title: Words = Field(description="the scenario in a few words")
    horizon: Words | None = Field(default=None, description="how far it looks; leave out where nobody has said")
    path: Text = Field(description="how one would get there")
    likelihood: Likelihood = Field(default="unstated", description="how likely, on the scale of ICD 203")
    indicators: tuple[Indicator, ...] = Field(min_length=1, description="signs for and against")


EXAMPLE = """\
- id: one-lane-by-june
  title: One lane opens by June
  path: >-
    The survey finds the upstream side sound and a light lane is opened.
  indicators:
    - text: A firm is named for the survey.
      points: towards
      status: not-seen
      checked: 2026-03-09
  support:
    why: own-analysis
    note: Our own outline.
"""

SCENARIOS = Kind(
    name="scenarios",
    singular="scenario",
    model=Scenario,
    page="outlook",
    title="title",
    asks=("likelihood",),
    says="Ways it may go, with the signs that point towards each or away from it.",
    tells={"likelihood": "likelihood-moved", "indicators": "indicator-changed"},
    example=EXAMPLE,
    claims=True,
)
