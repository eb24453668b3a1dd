"""The timeline: what happened, what is to come, and the picture of both.

In: a context and a call, or an event. Out: the component's view, and what an event's own view adds to its fields.
Coming events stand at the end under words of their own, because a reader must not take a plan for a fact.
"""

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from briefbook.link import Record
from briefbook.model.dates import parse_date, try_date
from briefbook.pictures.legend import legend
from briefbook.pictures.timeline import Extent, Moment, band_axis, draw_band
from briefbook.prose import Call
from briefbook.render.choose import chosen
from briefbook.render.context import Context
from briefbook.render.views import Fields, View
from briefbook.words import Words

Day = datetime.date
Finish = Callable[[Context, Record], Any]
WIDE, NARROW = 720.0, 340.0


def timeline(context: Context, call: Call, finish: Finish) -> View:
    """The list of events, and the band above it where there is something to compare."""
    shown = chosen(context, call)
    past = [record for record in shown if record.model.certainty != "scheduled"]
    coming = [record for record in shown if record.model.certainty == "scheduled"]
    items = tuple(_item(context, record, finish) for record in past)
    later = _coming(context, coming, finish)
    band = _band(context, [*past, *coming])  # after the list, so that its marks lead there
    return View(band=band, items=items, coming=later, files=context.files("dates"), **_filters(context, shown))


def _item(context: Context, record: Record, finish: Finish) -> View:
    model = record.model
    return View(
        html=finish(context, record),
        id=record.id,
        certainty=model.certainty,
        type=model.type,
        actors=" ".join(dict.fromkeys(model.actors)),
    )


def _coming(context: Context, records: Sequence[Record], finish: Finish) -> View | None:
    """What is to come, under a heading that the page's contents list."""
    if not records:
        return None
    place, title = context.place, context.words.say("Still to come")
    level, anchor = min(place.level + 1, 6), place.slug(title)
    place.heading(level, anchor, title)
    outer, place.level = place.level, level
    items = tuple(_item(context, record, finish) for record in records)
    place.level = outer
    return View(level=level, anchor=anchor, title=title, items=items)


def _filters(context: Context, records: Sequence[Record]) -> dict[str, tuple[View, ...]]:
    """What a reader may choose by: the actors and the types that more than one kind of answer is given by."""
    actors = dict.fromkeys(name for record in records for name in record.model.actors)
    types = dict.fromkeys(record.model.type for record in records)
    return {
        "actors": tuple(View(value=name, label=context.link(name).title) for name in actors),
        "types": tuple(View(value=name, label=context.words.choice(name)) for name in types),
    }


def event(context: Context, record: Record, fields: Fields) -> dict[str, Any]:
    """What an event shows beside its fields: where it was, in a line, and what led to it."""
    place = record.model.place
    where = ", ".join(filter(None, (place.name, place.country))) if place else ""
    return {"where": where, "led_from": tuple(map(context.link, context.here.led_from.get(record.id, ())))}


def _band(context: Context, records: Sequence[Record]) -> View | None:
    events = {record.id: record.model for record in context.here.records.get("timeline", ())}
    moments = [_moment(context, record, events) for record in records]
    if len(moments) < 2 or not any(moment.first or moment.last for moment in moments):
        return None
    words, medium = context.words, context.medium
    facts_to = parse_date(context.here.model.facts_to).latest
    anchor = context.place.slug("timeline-picture")
    says = in_sum([record.model for record in records], words)
    axes = {across: band_axis(moments, facts_to, across) for across in (WIDE, NARROW)}
    wide, narrow = (draw_band(moments, axis, facts_to, words, says, across) for across, axis in axes.items())
    signs = legend(moments, any(axis.gaps for axis in axes.values()), facts_to, words)
    return View(
        anchor=anchor,
        wide=medium.picture(wide, anchor),
        narrow=medium.picture(narrow, anchor),
        says=says,
        legend=tuple(View(picture=medium.picture(sample), text=text) for sample, text in signs),
    )


def _moment(context: Context, record: Record, events: dict[str, Any]) -> Moment:
    model, words = record.model, context.words
    date = try_date(model.date)
    if date is None:
        first, last = earliest(model, events), latest(model, events)
        extent: Extent = "undated"
        when = words.say("Undated")
    else:
        first, last = date.earliest, date.latest
        extent = {"day": "day", "interval": "lasting"}.get(date.precision, "within")  # type: ignore[assignment]
        when = words.date(date.text)
    says = words.say(
        "%(when)s: %(title)s (%(certainty)s)",
        when=when,
        title=record.title,
        certainty=words.choice(model.certainty),
    )
    loose = date is not None and any(mark in date.text for mark in "?~%")
    href = context.link(record.id).href
    return Moment(record.title, says, href, model.certainty, extent, first, last, loose)


def earliest(model: Any, events: dict[str, Any]) -> Day | None:
    """The first day on which an event can lie: its own, or that of the latest of the events it followed."""
    return _bound(model, events, "after", lambda date: date.earliest, max)


def latest(model: Any, events: dict[str, Any]) -> Day | None:
    """The last day on which an event can lie: its own, or that of the earliest of the events it preceded."""
    return _bound(model, events, "before", lambda date: date.latest, min)


def _bound(
    model: Any, events: dict[str, Any], field: str, end: Callable[[Any], Day | None], pick: Callable[..., Day]
) -> Day | None:
    """Follow the order from event to event; what goes round is passed once."""
    found: list[Day] = []
    seen: set[str] = set()
    waiting = [model.id]
    while waiting:
        name = waiting.pop()
        here = events.get(name)
        if here is None or name in seen:
            continue
        seen.add(name)
        date = try_date(here.date)
        if date is None:
            waiting += [*getattr(here, field), *_named_by(name, events, field)]
        elif day := end(date):
            found.append(day)
    return pick(found) if found else None


def _named_by(name: str, events: dict[str, Any], field: str) -> list[str]:
    """The events that say of themselves what `field` says of this one: what is before it, it is after."""
    other = {"after": "before", "before": "after"}[field]
    return [one for one, model in events.items() if name in getattr(model, other)]


def in_sum(models: Sequence[Any], words: Words) -> str:
    """What the picture shows, in one sentence."""
    dated = [(date, model.date) for model in models if (date := try_date(model.date))]
    said = words.count(len(models), "event", "events")
    starts = [(date.earliest, text.partition("/")[0]) for date, text in dated if date.earliest]
    ends = [(date.latest, text.rpartition("/")[2]) for date, text in dated if date.latest]
    if starts and ends:
        first, last = words.date(min(starts)[1]), words.date(max(ends)[1])
        span = (
            words.say("%(events)s, %(when)s", events=said, when=first)
            if first == last
            else words.say("%(events)s from %(first)s to %(last)s", events=said, first=first, last=last)
        )
    else:
        span = said
    undated = len(models) - len(dated)
    if not undated:
        return f"{span}."
    return words.say("%(span)s; %(count)s of them undated.", span=span, count=words.number(undated))
