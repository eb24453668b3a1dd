"""Corrections: what was wrong, and since when it is right.

In: `corrections.yml`. Out: the model of a correction.
"""

from typing import Literal

from pydantic import Field

from briefbook.model.base import Record
from briefbook.model.fields import AnyRef, Date, Text
from briefbook.model.kind import Kind


class Correction(Record):
    """A correction, clarification, update or retraction."""

    date: Date = Field(description="the day it was made")
    type: Literal["correction", "clarification", "update", "retraction"] = Field(description="what sort")
    records: tuple[AnyRef, ...] = Field(min_length=1, description="the records and pages it touches")
    text: Text = Field(description="what was wrong and what is right")


EXAMPLE = """\
- id: width-of-crack
  date: 2026-03-09
  type: correction
  records: [closure]
  text: >-
    An earlier version gave the width of the crack in inches; it was in millimetres.
"""

CORRECTIONS = Kind(
    name="corrections",
    singular="correction",
    model=Correction,
    page="corrections",
    title="text",
    says="What was wrong, when it was put right, and which records it touches.",
    example=EXAMPLE,
    headed=False,
)
