"""Dates as people write them: `5 June 2026`, `2-5 March 2026`, `spring 2026`, `c. 1950`, `since 2022`.

In: a text that is no date in EDTF. Out: the date that alone can be meant by it, or those that can. Apart from `dates`,
which knows what a date is and nothing of habits. English only: in other languages the same words mean other days.
"""

import re

from briefbook.model.dates import try_date

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_SHORT = {name[:3]: number for number, name in enumerate(_MONTHS, 1)} | {"sept": 9}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23}  # winter lies in two years, and which one is not said
_TO = r"\s*(?:-|–|—|\bto\b|\buntil\b)\s*"
_NTH, _NAME, _YEAR = r"(?:st|nd|rd|th)?", r"[a-z]+\.?", r",? +(?P<year>\d{4})\Z"
_LOOSE = re.compile(r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})(?:\2(?P<day>\d{1,2}))?\Z", re.ASCII)
_WORDED = re.compile(rf"(?:(?P<day>\d{{1,2}}){_NTH}\.? +(?:of +)?)?(?P<month>{_NAME}){_YEAR}", re.ASCII)
_AMERICAN = re.compile(rf"(?P<month>{_NAME}) +(?P<day>\d{{1,2}}){_NTH}{_YEAR}", re.ASCII)
_DAYS = re.compile(rf"(?P<first>\d{{1,2}}){_NTH}{_TO}(?P<last>\d{{1,2}}){_NTH} +(?P<month>{_NAME}){_YEAR}", re.ASCII)
_AMERICAN_DAYS = re.compile(
    rf"(?P<month>{_NAME}) +(?P<first>\d{{1,2}}){_NTH}{_TO}(?P<last>\d{{1,2}}){_NTH}{_YEAR}", re.ASCII
)
_PARTED = re.compile(
    rf"(?P<first>(?:\d{{1,2}} +)?{_NAME}){_TO}(?P<last>(?:\d{{1,2}} +)?{_NAME}{_YEAR[:-2]})\Z", re.ASCII
)
_BETWEEN = re.compile(r"\s*[–—]\s*|\s+(?:-|to|until)\s+")
_EVERYDAY = re.compile(r"(?P<one>\d{1,2})([./-])(?P<two>\d{1,2})\2(?P<year>\d{4})\Z", re.ASCII)
_YEARLESS = re.compile(rf"(?P<day>\d{{1,2}}){_NTH}\.? +(?P<month>{_NAME})\Z", re.ASCII)
_AMERICAN_YEARLESS = re.compile(rf"(?P<month>{_NAME}) +(?P<day>\d{{1,2}}){_NTH}\Z", re.ASCII)
_ABOUT = re.compile(r"(?:about|around|circa|ca\.?|c\.|approximately|approx\.?) *(?P<rest>\S.*)\Z")
_SINCE = re.compile(r"since +(?P<rest>\S.*)\Z")
_AROUND_IT = " \t,;“”\"'’"
_LONGEST = 60  # letters of a date; what is longer is a sentence


def meant(text: str) -> str:
    """The date that can only be meant by a text that is none: `2026-6-5`, `2026/06/05`, `5 June 2026`. Else empty.

    What could be read in two ways, such as `06/04/2026`, is left alone; so is a year with a single part after a slash,
    which is an interval.
    """
    if len(text) > _LONGEST:
        return ""
    folded = text.strip(_AROUND_IT).casefold()
    found = _whole(folded)
    return found if found != text and try_date(found) else ""


def could_be(text: str) -> list[str]:
    """The dates that a text can mean, day first and month first: both of `06/04/2026`, and one of `13.06.2026`."""
    match = _EVERYDAY.match(text.strip(_AROUND_IT))
    if match is None:
        return []
    one, two, year = int(match["one"]), int(match["two"]), match["year"]
    both = dict.fromkeys((f"{year}-{two:02}-{one:02}", f"{year}-{one:02}-{two:02}"))
    return [date for date in both if try_date(date)]


def yearless(text: str) -> str:
    """A day of any year, as `YYYY-06-05`, or nothing."""
    words = text.strip(_AROUND_IT).casefold()
    match = _YEARLESS.match(words) or _AMERICAN_YEARLESS.match(words)
    month = _month(match["month"]) if match else 0
    return f"YYYY-{month:02}-{int(match['day']):02}" if match and month else ""


def _whole(text: str) -> str:
    if try_date(text):
        return text
    if (match := _ABOUT.match(text)) and (date := _one(match["rest"])):
        return f"{date}~"
    if (match := _SINCE.match(text)) and (date := _one(match["rest"])):
        return f"{date}/.."
    return _one(text) or _interval(text)


def _one(text: str) -> str:
    """A single date, as precise as its words."""
    if (date := try_date(text)) and date.precision != "interval" and not date.qualifier:
        return text
    name, _, year = text.partition(" ")
    if name in _SEASONS and re.fullmatch(r"\d{4}", year, re.ASCII):
        return f"{year}-{_SEASONS[name]}"
    if decade := re.fullmatch(r"(?:the )?(\d{3})0s", text, re.ASCII):
        return f"{decade[1]}X"
    if len(sure := could_be(text)) == 1:
        return sure[0]
    match = _LOOSE.match(text) or _WORDED.match(text) or _AMERICAN.match(text)
    if match is None or text.count("/") == 1:
        return ""
    month = int(match["month"]) if match["month"].isdigit() else _month(match["month"])
    return _written(match["year"], month, match["day"]) if 1 <= month <= 12 else ""


def _interval(text: str) -> str:
    """Two dates with a stroke or `to` between them; the month or year that both have may stand once."""
    if match := _DAYS.match(text) or _AMERICAN_DAYS.match(text):
        month = _month(match["month"])
        ends = [_written(match["year"], month, match[day]) for day in ("first", "last")] if month else []
    elif match := _PARTED.match(text):
        ends = [_one(f"{match['first']} {match['year']}"), _one(match["last"])]
    else:
        body = text.removeprefix("from ")
        parted = [(body[: match.start()], body[match.end() :]) for match in _BETWEEN.finditer(body)]
        ends = next((both for pair in parted if all(both := [_one(end) for end in pair])), [])
    return "/".join(ends) if ends and all(ends) else ""


def _month(name: str) -> int:
    name = name.removesuffix(".")
    return _MONTHS.index(name) + 1 if name in _MONTHS else _SHORT.get(name, 0)


def _written(year: str, month: int, day: str | None) -> str:
    date = "-".join([year, f"{month:02}", *([f"{int(day):02}"] if day else [])])
    return date if try_date(date) else ""
