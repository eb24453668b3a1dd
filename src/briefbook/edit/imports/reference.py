"""What the three formats have in common.

In: nothing. Out: `Reference`, in which every reader says what it found, in words as they stand in the file.
"""

import html
import re
import unicodedata
from dataclasses import dataclass

from briefbook.model.dates import try_date
from briefbook.model.worded import meant

_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufffe\uffff]+"
)
_SEASONS = range(21, 25)  # as EDTF numbers them, in the month's place
_MONTHS = 12
_DIGITS = 6  # of a year, a month or a day, however many noughts lead it
_DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}[?~%]?\Z", re.ASCII)
_TAG = re.compile(r"</?(?:i|b|sub|sup|em|strong|span|sc|jats:\w+)\b[^<>]*>", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s;,]+(?=https?://|www\.)|\s+|;\s*\Z", re.IGNORECASE)


MOST_OF_A_NOTE = 400
_MOST_OF_URLS = 4000


class ImportFailed(ValueError):
    """A file cannot be taken over; the message is for the editor."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry. Dates are EDTF, as far as they are known; what is not known is empty.

    `dated` is what the entry says of its date, in its own words. `urls` are its addresses as they stand there, `doi`
    what it calls by that name. `has_more_authors` where it says that there are some it does not name.
    """

    key: str = ""
    type: str = ""
    title: str = ""
    publisher: str = ""
    authors: tuple[str, ...] = ()
    has_more_authors: bool = False
    published: str = ""
    dated: str = ""
    accessed: str = ""
    urls: tuple[str, ...] = ()
    doi: str = ""
    language: str = ""
    note: str = ""


def words(value: object, most: int = 300) -> str:
    """A value as one line of plain words: marks of type taken out, and whatever cannot be seen."""
    said = html.unescape(str(value)) if isinstance(value, str | int | float) else ""
    text = unicodedata.normalize("NFC", _TAG.sub("", said))
    text = " ".join(_UNSEEN.sub(" ", text).split())
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def titled(title: str, subtitle: str) -> str:
    """A title with its subtitle, where it has one and does not say it already."""
    return words(f"{title}: {subtitle}" if title and subtitle and subtitle not in title else title or subtitle)


def addresses(text: str) -> tuple[str, ...]:
    """The addresses that stand in one field, with spaces or semicolons between them."""
    return tuple(filter(None, (words(part, 2000) for part in _BETWEEN.split(" ".join(text.split())[:_MOST_OF_URLS]))))


def day(year: object, month: object = 0, date: object = 0) -> str:
    """A date from its parts, as far as they are numbers that a calendar has."""
    parts: list[str] = []
    for value, most in ((year, 9999), (month, _MONTHS), (date, 31)):
        text = str(value).strip()
        is_number = text.isascii() and text.isdigit() and len(text) <= _DIGITS
        is_season = is_number and most == _MONTHS and int(text) in _SEASONS
        if not is_number or not (is_season or 1 <= int(text) <= most):
            break
        parts.append(f"{int(text):02}" if parts else f"{int(text):04}")
    dates = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((text for text in dates if try_date(text)), "")


def day_in_words(text: str) -> str:
    """A date as `2026-03-02`, `March 2026` or `c. 1999`, where no other can be meant."""
    said = text.strip().partition("T")[0]
    found = meant(text.strip()) or (said if _DATE.match(said) else "")
    return found if try_date(found) else ""
