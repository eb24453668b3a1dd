"""Dates as an editor knows them: EDTF levels 0 and 1, checked against the calendar.

In: a text such as `2026-06-04`, `2026-06`, `2022~`, `2022-02-24/..`, `2026-06-04T23:30+03:00`. Out: a `Date` with its
earliest and latest day and its qualifier, without padding. Apart from the model because the `edtf` package takes
3 ms a date, accepts 2023-02-29 and reads open intervals as ten years.

Source of the rules: ISO 8601-2:2019, the profile published as EDTF, levels 0 and 1. Left out on purpose: years
beyond four digits (`Y17E7`) and negative years, which a briefing does not need.
"""

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

FORMS = (
    "2026-06-04, 2026-06, 2026, 2026-22 (summer), 2026~ (about), 2026-06? (uncertain), 2022-02-24/2022-03-01, 2022/.."
)
_YEAR = re.compile(r"(?P<year>\d{4}|\d{3}X|\d{2}XX)\Z", re.ASCII)
_PART = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?\Z", re.ASCII)
_TIME = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})T(?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?P<zone>Z|[+-]\d{2}:\d{2})?\Z",
    re.ASCII,
)
_EVERYDAY = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}\Z", re.ASCII)
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}
_QUALIFIERS = {"?": "uncertain", "~": "approximate", "%": "uncertain and approximate"}
Day = datetime.date


@dataclass(frozen=True, slots=True)
class Date:
    """A date that knows how precise it is.

    `text` is the EDTF text. `earliest` and `latest` are days, or None where an interval is open or unknown.
    `precision` is day, month, season, year, decade, century or interval; `qualifier` is empty, or says uncertain
    or approximate. `time` is what stood behind the `T`, with its zone, and never shifts the day.
    """

    text: str
    earliest: Day | None
    latest: Day | None
    precision: str
    qualifier: str = ""
    time: str = ""


@lru_cache(maxsize=65536)
def parse_date(text: str) -> Date:
    """Read an EDTF text.

    Raises ValueError, with a sentence an editor can read, where the text is no such date or no calendar has it.
    """
    if "/" in text:
        return _interval(text)
    return _single(text)


def try_date(text: str | None) -> Date | None:
    """Read a date of another record, whose mistakes are reported there."""
    try:
        return parse_date(text) if text else None
    except ValueError:
        return None


def machine_date(text: str) -> str:
    """The text where HTML knows it as a date: a year, a month, a day or a moment, and no doubt about it. Else empty."""
    date = try_date(text)
    exact = date and not date.qualifier and date.precision in ("year", "month", "day") and "X" not in text
    return text if exact else ""


def _interval(text: str) -> Date:
    if _EVERYDAY.match(text):
        raise ValueError("day and month can be taken for each other; the year comes first")
    ends = text.split("/")
    if len(ends) != 2 or not any(end not in ("", "..") for end in ends):
        raise ValueError("an interval has two ends, and at least one of them is a date")
    first, last = (None if end in ("", "..") else _single(end) for end in ends)
    earliest = first.earliest if first else None
    latest = last.latest if last else None
    if earliest and latest and earliest > latest:
        raise ValueError("the interval ends before it begins")
    return Date(text, earliest, latest, "interval")


def _single(text: str) -> Date:
    qualifier = _QUALIFIERS.get(text[-1:], "")
    body = text[:-1] if qualifier else text
    if match := _TIME.match(body):
        return _with_time(text, match, qualifier)
    if match := _YEAR.match(body):
        return _year(text, match["year"], qualifier)
    if match := _PART.match(body):
        return _part(text, match["year"], match["month"], match["day"], qualifier)
    raise ValueError("this is no date in a form that is understood")


def _with_time(text: str, match: re.Match[str], qualifier: str) -> Date:
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    zone = match["zone"] or ""
    zone_hour, zone_minute = (int(zone[1:3]), int(zone[4:6])) if len(zone) == 6 else (0, 0)
    if hour > 23 or minute > 59 or second > 59 or zone_hour > 14 or zone_minute > 59:
        raise ValueError("no clock shows this time")
    day = _single(match["day"])
    return Date(text, day.earliest, day.latest, "day", qualifier, text.partition("T")[2].rstrip("".join(_QUALIFIERS)))


def _year(text: str, year: str, qualifier: str) -> Date:
    unknown = year.count("X")
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if last < 1 or (first < 1 and not unknown):
        raise ValueError("the calendar begins with the year 0001")
    precision = ("year", "decade", "century")[unknown]
    return Date(text, Day(max(first, 1), 1, 1), Day(last, 12, 31), precision, qualifier)


def _part(text: str, year_text: str, month_text: str, day_text: str | None, qualifier: str) -> Date:
    year = int(year_text)
    if year < 1:
        raise ValueError("the calendar begins with the year 0001")
    if month_text == "XX":
        if day_text not in (None, "XX"):
            raise ValueError("a day without its month is no date")
        return Date(text, Day(year, 1, 1), Day(year, 12, 31), "year", qualifier)
    month = int(month_text)
    if day_text is None and month in _SEASONS:
        return _season(text, year, month, qualifier)
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month_text}")
    length = calendar.monthrange(year, month)[1]
    if day_text in (None, "XX"):
        return Date(text, Day(year, month, 1), Day(year, month, length), "month", qualifier)
    day = int(day_text or 0)
    if not 1 <= day <= length:
        raise ValueError(f"month {month_text} of {year} has {length} days")
    return Date(text, Day(year, month, day), Day(year, month, day), "day", qualifier)


def _season(text: str, year: int, season: int, qualifier: str) -> Date:
    first, last = _SEASONS[season]
    latest = Day(year, last, calendar.monthrange(year, last)[1])
    if season == 24 and year < 9999:  # winter is named by the year it begins in
        latest = Day(year + 1, 2, calendar.monthrange(year + 1, 2)[1])
    return Date(text, Day(year, first, 1), latest, "season", qualifier)
