"""The dated events of a briefing as a calendar (iCalendar, RFC 5545).

In: a linked briefing. Out: the bytes of `timeline.ics`, the same everywhere. Only what is known to the day is in it,
and stretches whose two ends are: a calendar would show "in May" as the whole of May. How many events that leaves out
is said in the calendar's own description.
"""

import datetime
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from briefbook.feeds.names import absolute, day_of, fit, seed
from briefbook.link import Briefing, Record
from briefbook.model.dates import Date, try_date
from briefbook.render.spoken import spoken
from briefbook.words import Words

_ONE_DAY = datetime.timedelta(days=1)
_WIDTH = 75
_SPECIAL = re.compile(r"([\\;,])")
Lines = Iterator[tuple[str, str]]


def has_days(briefing: Briefing) -> bool:
    """Whether there is an event that a calendar can show; an empty calendar is none."""
    return any(map(_days, briefing.records.get("timeline", ())))


def calendar(briefing: Briefing, site_url: str) -> bytes:
    """The calendar of a briefing, lines folded and ended as the standard has it."""
    events = briefing.records.get("timeline", ())
    shown = [(record, days) for record in events if (days := _days(record))]
    lines = [("BEGIN", "VCALENDAR"), *_head(briefing, len(events) - len(shown))]
    for record, days in shown:
        lines += [("BEGIN", "VEVENT"), *_event(briefing, record, days, site_url), ("END", "VEVENT")]
    lines.append(("END", "VCALENDAR"))
    return b"".join(_folded(f"{name}:{value}") for name, value in lines)


def _head(briefing: Briefing, left: int) -> Lines:
    model, words = briefing.model, Words(briefing.model.language, briefing.catalogues)
    said = words.say("Events known to the day. Facts to %(date)s.", date=words.date(model.facts_to))
    if left:
        more = words.say("Not known to the day and left out here: %(count)s.", count=words.number(left))
        said = f"{said} {more}"
    yield "VERSION", "2.0"
    yield "PRODID", "-//Briefbook//Briefbook//EN"
    yield "CALSCALE", "GREGORIAN"
    yield "NAME", _text(model.title)
    yield "X-WR-CALNAME", _text(model.title)
    yield "DESCRIPTION", _text(said)
    yield "X-WR-CALDESC", _text(said)


def _event(briefing: Briefing, record: Record, days: tuple[datetime.date, datetime.date], site_url: str) -> Lines:
    model, words = record.model, Words(briefing.model.language, briefing.catalogues)
    first, last = days
    stamp = day_of(briefing.updated or briefing.model.facts_to)
    host = urlsplit(site_url).hostname or seed(briefing)[:16] or "briefbook.invalid"
    text = spoken(briefing, record.texts[("text",)])
    said = f"{words.date(model.date)}. {text} ({words.choice(model.certainty)})"
    if model.withdrawn:
        reason = spoken(briefing, record.texts[("withdrawn", "reason")])
        said = f"{words.say('Withdrawn')}, {words.date(model.withdrawn.date)}: {reason}"
    yield "UID", _text(f"{record.id}.{briefing.id}@{host}")
    yield "DTSTAMP", f"{_day(stamp)}T000000Z"
    yield "DTSTART;VALUE=DATE", _day(first)
    if last < datetime.date.max:  # the end is the day after the last, which the calendar must have
        yield "DTEND;VALUE=DATE", _day(last + _ONE_DAY)
    yield "SUMMARY", _text(model.title)
    yield "DESCRIPTION", _text(said)
    if model.place:
        yield "LOCATION", _text(", ".join(filter(None, [model.place.name, model.place.country])))
    yield "CATEGORIES", _text(words.choice(model.type))
    if status := _status(model):
        yield "STATUS", status
    yield "TRANSP", "TRANSPARENT"
    if site_url:
        yield "URL", absolute(site_url, record.address)


def _status(model: Any) -> str:
    """Tentative is what is still to come, and what is only about that day; what is disputed is neither."""
    if model.withdrawn:
        return "CANCELLED"  # a calendar that has it already takes it away
    if model.certainty == "scheduled" or any(mark in model.date for mark in "?~%"):
        return "TENTATIVE"
    return "CONFIRMED" if model.certainty == "confirmed" else ""


def _days(record: Record) -> tuple[datetime.date, datetime.date] | None:
    """The first and last day, where both are known to the day."""
    date = try_date(record.model.date)
    if date is None:
        return None
    ends = date.text.split("/") if date.precision == "interval" else [date.text]
    if not all(_is_day(try_date(end.strip("."))) for end in ends):
        return None
    return (date.earliest, date.latest) if date.earliest and date.latest else None


def _is_day(date: Date | None) -> bool:
    return date is not None and date.precision == "day"


def _day(day: datetime.date) -> str:
    return day.isoformat().replace("-", "")


def _text(text: str) -> str:
    """Words as a value: what has a meaning there is escaped, and a line end is written out."""
    return _SPECIAL.sub(r"\\\1", fit(text)).replace("\r\n", "\n").replace("\r", "\n").replace("\n", r"\n")


def _folded(line: str) -> bytes:
    """A line in pieces of at most 75 octets, none of them ending within a character."""
    pieces, piece = [], b""
    for character in line:
        octets = character.encode("utf-8")
        if len(piece) + len(octets) > _WIDTH:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
