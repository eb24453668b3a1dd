"""What the three formats have in common.

In: nothing. Out: `Reference`, in which every reader says what it found, in words as they stand in the file.
"""

import re
import unicodedata
from dataclasses import dataclass

from briefbook.model.worded import meant

_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufffe\uffff]+"
)
SEASONS = range(21, 25)  # as EDTF numbers them, in the month's place
_MONTHS = 12
_DIGITS = 6  # of a year, a month or a day, however many noughts lead it
_DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}\Z", re.ASCII)
_TAG = re.compile(r"</?(?:i|b|sub|sup|em|strong|span|sc)\b[^<>]*>", re.IGNORECASE)


MOST_OF_A_NOTE = 400


class ImportFailed(ValueError):
    """A file cannot be taken over; the message is for the editor."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry. Dates are year, month and day as far as they are known; what is not known is empty.

    `dated` is what the entry says of its date, in its own words.
    """

    key: str = ""
    type: str = ""
    title: str = ""
    publisher: str = ""
    authors: tuple[str, ...] = ()
    published: tuple[int, ...] = ()
    dated: str = ""
    accessed: tuple[int, ...] = ()
    url: str = ""
    doi: str = ""
    language: str = ""
    note: str = ""


def words(value: object, most: int = 300) -> str:
    """A value as one line of plain words: marks of type taken out, and whatever cannot be seen."""
    text = unicodedata.normalize("NFC", _TAG.sub("", str(value)) if isinstance(value, str | int | float) else "")
    text = " ".join(_UNSEEN.sub(" ", text).split())
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def day(year: object, month: object = 0, date: object = 0) -> tuple[int, ...]:
    """A date as far as it holds on the calendar's face."""
    parts: list[int] = []
    for value, most in ((year, 9999), (month, _MONTHS), (date, 31)):
        text = str(value).strip()
        is_number = text.isascii() and text.isdigit() and len(text) <= _DIGITS
        is_season = is_number and most == _MONTHS and int(text) in SEASONS
        if not is_number or not (is_season or 1 <= int(text) <= most):
            break
        parts.append(int(text))
    return tuple(parts)


def day_in_words(text: str) -> tuple[int, ...]:
    """A date as `2026-03-02` or `March 2026`, where no other can be meant."""
    text = text.strip()
    return day(*[*(meant(text) or text).split("-"), "", ""][:3]) if _DATE.match(meant(text) or text) else ()
