"""The events of a briefing in the form that TimelineJS plays (timeline.knightlab.com/docs/json-format.html).

In: a linked briefing. Out: the bytes of `timeline.json`. The player shows texts as HTML, so they are escaped; a date is
given as precisely as it is known, with the words we have for it. An event without a beginning is left out, and so is
one that was withdrawn.
"""

import datetime
import json
from html import escape
from typing import Any

from briefbook.feeds.names import fit
from briefbook.link import Briefing, Record
from briefbook.model.dates import Date, parse_date, try_date
from briefbook.render.spoken import spoken
from briefbook.words import Words

_PARTS = {"day": ("year", "month", "day"), "month": ("year", "month"), "season": ("year", "month")}


def has_starts(briefing: Briefing) -> bool:
    """Whether there is an event that the player can place."""
    return any(_start(record) for record in briefing.records.get("timeline", ()))


def timeline_json(briefing: Briefing) -> bytes:
    """The bytes for the player, the briefing's title first."""
    model, words = briefing.model, Words(briefing.model.language, briefing.catalogues)
    events = [_event(briefing, record, words) for record in briefing.records.get("timeline", ()) if _start(record)]
    summary = spoken(briefing, briefing.texts[("summary",)])
    title = {"unique_id": briefing.id, "text": _text(model.title, summary)}
    told = {"scale": "human", "title": title, "events": events}
    return f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode()


def _event(briefing: Briefing, record: Record, words: Words) -> dict[str, Any]:
    date = parse_date(record.model.date)
    told: dict[str, Any] = {
        "unique_id": record.id,
        "start_date": _written(*_first(date)),
        "display_date": escape(fit(words.date(date.text))),
        "text": _text(record.model.title, spoken(briefing, record.texts[("text",)])),
        "group": escape(words.choice(record.model.type)),
    }
    if date.latest and date.earliest != date.latest:
        told["end_date"] = _written(*_last(date))
    return told


def _start(record: Record) -> bool:
    date = try_date(record.model.date)
    return date is not None and date.earliest is not None and not record.model.withdrawn


def _first(date: Date) -> tuple[datetime.date, str]:
    """The beginning, and how precisely it is known."""
    text = date.text.partition("/")[0]
    return date.earliest or datetime.date.min, parse_date(text).precision


def _last(date: Date) -> tuple[datetime.date, str]:
    text = date.text.rpartition("/")[2]
    return date.latest or datetime.date.max, parse_date(text).precision


def _written(day: datetime.date, precision: str) -> dict[str, int]:
    return {part: getattr(day, part) for part in _PARTS.get(precision, ("year",))}


def _text(headline: str, text: str) -> dict[str, str]:
    return {"headline": escape(fit(headline)), "text": escape(fit(text))}
