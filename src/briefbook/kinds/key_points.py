"""Key points: what a reader must know if nothing else is read.

In: `key_points.yml`. Out: the model of a key point.
"""

from pydantic import Field

from briefbook.model.base import Record
from briefbook.model.fields import Text
from briefbook.model.kind import Kind


class KeyPoint(Record):
    """One thing to know."""

    text: Text = Field(description="the point, in one to three sentences")


EXAMPLE = """\
- id: bridge-stays-closed
  text: >-
    The bridge [stays closed][closure] until the survey is done.
  sources: [gazette-closure]
"""

KEY_POINTS = Kind(
    name="key_points",
    singular="key_point",
    model=KeyPoint,
    page="index",
    title="text",
    says="What a reader must know if nothing else is read, in order of weight.",
    example=EXAMPLE,
    claims=True,
    headed=False,
)
