"""A change of a text: what stands where, and what comes in its place.

In: places and words. Out: the new text.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Put `text` in the place of what stands from `start` to `end`. `says` tells a person."""

    start: int
    end: int
    text: str
    says: str = ""


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text after all edits.

    Raises ValueError where two of them overlap.
    """
    pieces, last = [], 0
    for edit in sorted(set(edits)):
        if edit.start < last:
            raise ValueError("two changes of one place")
        pieces += [text[last : edit.start], edit.text]
        last = edit.end
    return "".join([*pieces, text[last:]])


def line_start(text: str, index: int) -> int:
    """Where the line of an index begins."""
    return text.rfind("\n", 0, index) + 1


def line_end(text: str, index: int) -> int:
    """Where the line of an index ends, before its line end."""
    end = text.find("\n", index)
    return len(text) if end < 0 else end
