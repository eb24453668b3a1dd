"""The timeline: events, dated as precisely as the sources allow and no more.

In: `timeline.yml`. Out: the model of an event and its rules. An event whose day is unknown stands before or after
another one; its order is then known and its date stays open.
"""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from briefbook.model.base import Part, Record
from briefbook.model.dates import parse_date, try_date
from briefbook.model.fields import ActorRef, Date, EventRef, Text, Words
from briefbook.model.kind import Flaw, Kind, World, rule


class Place(Part):
    """Where it happened."""

    name: Words = Field(description="the place in words")
    country: Words | None = Field(default=None, description="the country in words")


class Event(Record):
    """Something that happened, is happening or is to come."""

    date: Date | None = Field(default=None, description="when; leave it out where no source says")
    after: tuple[EventRef, ...] = Field(default=(), description="events this one followed")
    before: tuple[EventRef, ...] = Field(default=(), description="events this one preceded")
    title: Words = Field(description="the event in a few words")
    text: Text = Field(description="what happened")
    actors: tuple[ActorRef, ...] = Field(default=(), description="who took part")
    type: Literal[
        "statement",
        "meeting",
        "decision",
        "agreement",
        "strike",
        "operation",
        "trend",
        "publication",
        "other",
    ] = Field(description="what sort of event")
    certainty: Literal["confirmed", "reported", "disputed", "scheduled"] = Field(
        description="how sure it is; scheduled for what is still to come"
    )
    led_to: tuple[EventRef, ...] = Field(default=(), description="events it brought about")
    place: Place | None = Field(default=None, description="where it happened")


@rule("date", "after", "before")
def event_has_a_place_in_time(event: Event, world: World) -> Iterator[Flaw]:
    """An event has a date, or stands before or after another one."""
    if event.date is None and not event.after and not event.before:
        yield Flaw(
            "undated-event",
            (),
            f"event '{event.id}' has no date and stands neither before nor after another event",
            "give 'date', or 'after: [id]' or 'before: [id]' where only the order is known",
        )


@rule("date", "certainty")
def future_is_scheduled(event: Event, world: World) -> Iterator[Flaw]:
    """What lies after the information cut-off can only be scheduled, and what is scheduled lies after it."""
    if event.date is None or world.facts_to is None:
        return
    date = parse_date(event.date)
    if date.earliest and date.earliest > world.facts_to and event.certainty != "scheduled":
        yield Flaw(
            "event-after-cutoff",
            ("date",),
            f"event '{event.id}' is dated {event.date}, after the facts of this briefing end ({world.facts_to})",
            "correct the date, move facts_to in briefing.yml, or set 'certainty: scheduled'",
        )
    if date.latest and date.latest <= world.facts_to and event.certainty == "scheduled":
        yield Flaw(
            "scheduled-past",
            ("certainty",),
            f"event '{event.id}' is still 'scheduled', and its date has passed ({event.date})",
            "say what became of it: confirmed, reported or disputed",
        )


@rule("date", "after", "before")
def order_agrees_with_dates(event: Event, world: World) -> Iterator[Flaw]:
    """`after` and `before` do not contradict the dates of the events they name."""
    if event.date is None:
        return
    own = parse_date(event.date)
    for field, others in (("after", event.after), ("before", event.before)):
        for index, other_id in enumerate(others):
            other = world.records.get(other_id)
            there = try_date(other.date) if isinstance(other, Event) else None
            if other is None or there is None:
                continue
            first, second = (there, own) if field == "after" else (own, there)
            if first.earliest and second.latest and first.earliest > second.latest:
                yield Flaw(
                    "order-contradicts-date",
                    (field, index),
                    f"event '{event.id}' ({event.date}) is said to be {field} '{other_id}' ({other.date})",
                    "one of the two dates or the order is wrong",
                )


@rule("date", "led_to")
def causes_come_first(event: Event, world: World) -> Iterator[Flaw]:
    """What an event led to does not lie before it."""
    own = parse_date(event.date) if event.date else None
    if own is None or own.earliest is None:
        return
    for index, other_id in enumerate(event.led_to):
        other = world.records.get(other_id)
        there = try_date(other.date) if isinstance(other, Event) else None
        if other and there and there.latest and there.latest < own.earliest:
            yield Flaw(
                "order-contradicts-date",
                ("led_to", index),
                f"event '{event.id}' ({event.date}) is said to have led to '{other_id}', which is older ({other.date})",
                "one of the two dates is wrong, or it was the other way round",
            )


EXAMPLE = """\
- id: closure
  date: 2026-03-02
  title: The council closes the bridge
  text: >-
    Cracks found in a pier lead the council to close the crossing.
  actors: [council]
  type: decision
  certainty: confirmed
  sources: [gazette-closure]
"""

TIMELINE = Kind(
    name="timeline",
    singular="event",
    model=Event,
    page="timeline",
    title="title",
    asks=("date/after",),
    says="What happened and what is to come. A date is as precise as its source; where only the order is known, say "
    "`after` or `before`.",
    tells={"after": "re-dated", "before": "re-dated"},
    example=EXAMPLE,
    rules=(event_has_a_place_in_time, future_is_scheduled, order_agrees_with_dates, causes_come_first),
    claims=True,
)
