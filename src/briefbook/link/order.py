"""The order of events, where some have dates and some only know what they came before or after.

In: the events of a briefing. Out: the same events in order of time.
"""

import datetime
import heapq
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from briefbook.model.dates import parse_date

_LAST = datetime.date.max
Key = tuple[datetime.date, int, int]


def in_time(events: Sequence[Any], briefing: str = "") -> list[Any]:
    """Sort events (anything with `id` and `model`) by date, `after` and `before`; ties keep the order of the file.

    An event without a date stands right behind the last event it is after, else right before the first one it is
    before. The relations must not go round (`check` has seen to that); what goes round would be left out. The folder of
    the `briefing` may stand before an id.
    """
    by_id = {event.id: event for event in events}
    place = {event.id: number for number, event in enumerate(events)}
    earlier: dict[str, set[str]] = {event.id: set() for event in events}
    for event in events:
        earlier[event.id] |= {other for other in _plain(event.model.after, briefing) if other in by_id}
        for other in _plain(event.model.before, briefing):
            if other in by_id:
                earlier[other].add(event.id)
    later: dict[str, list[str]] = {event.id: [] for event in events}
    for name, before in earlier.items():
        for other in before:
            later[other].append(name)
    keys: dict[str, Key] = {}
    waiting = {name: len(before) for name, before in earlier.items()}
    ready: list[tuple[Key, str]] = []

    def release(name: str) -> None:
        followers = [by_id[other] for other in _plain(by_id[name].model.before, briefing) if other in by_id]
        keys[name] = _key(by_id[name].model, earlier[name], keys, followers, place[name])
        heapq.heappush(ready, (keys[name], name))

    for name, count in waiting.items():
        if not count:
            release(name)
    ordered = []
    while ready:
        _, name = heapq.heappop(ready)
        ordered.append(by_id[name])
        for other in later[name]:
            waiting[other] -= 1
            if not waiting[other]:
                release(other)
    return ordered


def led_from(events: Sequence[Any], briefing: str = "") -> dict[str, tuple[str, ...]]:
    """The other side of `led_to`: the events that led to one, in order of time, by its id."""
    found: dict[str, list[str]] = {}
    for event in events:
        for name in _plain(event.model.led_to, briefing):
            found.setdefault(name, []).append(event.id)
    return {name: tuple(causes) for name, causes in found.items()}


def _plain(names: Iterable[str], briefing: str) -> Iterator[str]:
    """Ids without the briefing's own folder before them."""
    return (name.removeprefix(f"{briefing}/") for name in names)


def _key(model: Any, before: set[str], keys: dict[str, Key], followers: Sequence[Any], number: int) -> Key:
    floor = max((keys[name][:2] for name in before), default=(datetime.date.min, 0))
    if model.date:
        date = parse_date(model.date)
        day = date.earliest or date.latest or _LAST
        return (*max((day, 0), floor), number)
    if before:
        return (floor[0], floor[1] + 1, number)
    dates = [follower.model.date for follower in followers if follower.model.date]
    days = [parse_date(date).earliest or _LAST for date in dates]
    return (min(days, default=datetime.date.min), -1, number)
