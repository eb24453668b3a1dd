"""Estimates: figures that disagree, each with what it counts and who says so.

In: `estimates.yml`. Out: the model of an estimate and its rules.
"""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from briefbook.model.base import Part, Record
from briefbook.model.fields import ActorOrWords, Date, Line, Number, SourceRef, Text, Words
from briefbook.model.kind import Flaw, Kind, World, rule

_SMALLEST, _LARGEST = 1e-9, 1e15


class Value(Part):
    """One figure, as one party gave it."""

    low: Number | None = Field(default=None, description="the lower end")
    high: Number | None = Field(default=None, description="the upper end")
    point: Number | None = Field(default=None, description="a single figure")
    qualifier: Literal["exact", "about", "approaching", "at-least", "at-most", "more-than"] = Field(
        default="exact", description="the word the figure came with"
    )
    range: Literal["interval", "across-sources"] | None = Field(
        default=None, description="whether low and high are one estimate's margin or a spread of several"
    )
    as_of: Date | None = Field(default=None, description="the day it refers to")
    attributed_to: ActorOrWords | None = Field(default=None, description="who gave the figure")
    via: Line | None = Field(default=None, description="how it reached us")
    sources: tuple[SourceRef, ...] = Field(default=(), description="sources that carry it")


class Estimate(Record):
    """Figures for one measure."""

    measure: Words = Field(description="what is measured")
    unit: Words = Field(description="the unit, in the plural")
    counts: Line = Field(description="what is counted, and what is not")
    values: tuple[Value, ...] = Field(min_length=1, description="every figure, never averaged")
    caveat: Text | None = Field(default=None, description="what a reader must not do with it")


@rule("values")
def value_is_a_point_or_a_range(estimate: Estimate, world: World) -> Iterator[Flaw]:
    """A value is a point, or a range from low to high, and not both."""
    for index, value in enumerate(estimate.values):
        ends = (value.low, value.high)
        if value.point is not None and ends != (None, None):
            yield Flaw(
                "point-and-range",
                ("values", index),
                f"a value of '{estimate.id}' is a point and a range",
                "keep 'point', or 'low' and 'high'",
            )
        elif value.point is None and None in ends:
            yield Flaw(
                "incomplete-value",
                ("values", index),
                f"a value of '{estimate.id}' is neither a point nor a range",
                "give 'point', or both 'low' and 'high'; for an open range use 'point' with "
                "'qualifier: at-least' or 'at-most'",
            )
        elif value.low is not None and value.high is not None and value.low > value.high:
            yield Flaw(
                "range-reversed",
                ("values", index, "low"),
                f"a range of '{estimate.id}' runs from {value.low:.15g} down to {value.high:.15g}",
                "low is the smaller of the two",
            )


@rule("values")
def figures_can_be_read(estimate: Estimate, world: World) -> Iterator[Flaw]:
    """A figure has no more digits than a reader, a picture and a program can take."""
    for index, value in enumerate(estimate.values):
        for name in ("low", "high", "point"):
            figure = abs(getattr(value, name) or 0)
            if figure and not _SMALLEST <= figure <= _LARGEST:
                yield Flaw(
                    "bad-number",
                    ("values", index, name),
                    f"a figure of '{estimate.id}' has too many digits to be read",
                    "choose another unit, such as millions or thousandths",
                )


@rule("values", "sources")
def value_is_attributed(estimate: Estimate, world: World) -> Iterator[Flaw]:
    """A figure says who gave it."""
    for index, value in enumerate(estimate.values):
        if not value.attributed_to and not value.sources and not estimate.sources:
            yield Flaw(
                "unattributed-value",
                ("values", index),
                f"a value of '{estimate.id}' does not say who gave it",
                "add 'attributed_to' (an actor or plain words) or 'sources'",
            )


@rule("values")
def range_says_what_it_is(estimate: Estimate, world: World) -> Iterator[Flaw]:
    """A range says whether it is a margin or a spread of several estimates."""
    for index, value in enumerate(estimate.values):
        if value.low is not None and value.high is not None and value.range is None:
            yield Flaw(
                "unexplained-range",
                ("values", index),
                f"a range of '{estimate.id}' does not say what it is",
                "add 'range: interval' (one estimate's margin) or 'range: across-sources' (a spread of several)",
            )


EXAMPLE = """\
- id: repair-cost
  measure: Cost of the repair
  unit: pounds
  counts: Works on the pier, without the diversion
  values:
    - low: 200000
      high: 350000
      range: interval
      attributed_to: council
      sources: [gazette-closure]
"""

ESTIMATES = Kind(
    name="estimates",
    singular="estimate",
    model=Estimate,
    page="estimates",
    title="measure",
    asks=("values.point/values.low/values.high/values.range", "values.as_of", "values.attributed_to"),
    says="Figures that disagree: what is counted, the unit, each value with the party that gave it, and the caution.",
    tells={"values": "estimate-moved"},
    example=EXAMPLE,
    rules=(value_is_a_point_or_a_range, figures_can_be_read, value_is_attributed, range_says_what_it_is),
    claims=True,
)
