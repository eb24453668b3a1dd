"""What can be different between two models of a briefing.

In: nothing. Out: `Change` and `Detail`. A change is one field of one record, page or briefing, or the coming and going
of one; it carries enough to be made again. Its details say where in the field the difference lies, for readers.
"""

from dataclasses import dataclass
from typing import Any

# Every type of change, in the order in which a reader wants to hear of them.
TYPES = (
    "corrected",
    "withdrawn",
    "added",
    "removed",
    "renamed",
    "moved",
    "option-taken",
    "likelihood-moved",
    "confidence-moved",
    "position-moved",
    "estimate-moved",
    "indicator-changed",
    "re-dated",
    "reworded",
    "marked",
    "source-gained",
    "source-lost",
    "sources-changed",
    "changed",
    "reordered",
    "address-gained",
    "address-lost",
)


@dataclass(frozen=True, slots=True)
class Detail:
    """One difference within a field.

    `type` is added, removed, changed, reworded, marked (the same words, other links or emphasis) or moved. `path`
    leads to it: names of fields, and words that tell the items of a list apart. `gained` and `lost` are the marks.
    """

    type: str
    path: tuple[str, ...] = ()
    old: Any = None
    new: Any = None
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two models.

    `part` is briefing, record, page, asset or address. `kind` is the record's, or `pages`, and `title` its words.
    `old` and `new` are the values of `field`, or of the whole where there is none; None stands for absence. `place` is
    where something added stands in its order.
    """

    type: str
    part: str
    id: str = ""
    kind: str = ""
    field: str = ""
    old: Any = None
    new: Any = None
    title: str = ""
    place: int = 0
    details: tuple[Detail, ...] = ()
