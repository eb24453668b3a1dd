"""The order of events, where some have dates and some only know what they came before or after.

In: the events of a briefing. Out: the same events in order of time.
"""

import datetime
import heapq
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from briefbook.model.dates import parse_date

_LAST = datetime.date.max
_TIME = re.compile(r"(\d\d):(\d\d)(?::(\d\d))?(?:([+-])(\d\d):(\d\d))?")
Moment = tuple[datetime.date, int, float]  # a day, the second in it, and how far behind or before what has that date
Ties = Mapping[str, Sequence[str]]
_FIRST: Moment = (datetime.date.min, 0, 0)


def in_time(events: Sequence[Any], briefing: str = "") -> list[Any]:
    """Sort events (anything with `id` and `model`) by date, `after` and `before`; ties keep the order of the file.

    An event without a date stands right behind the last event it is after, else right before the first one it is
    before. Within a day a time counts, and what has none comes first. The relations must not go round (`check` has
    seen to that); what goes round would be left out. The folder of the `briefing` may stand before an id.
    """
    by_id = {event.id: event for event in events}
    number = {event.id: count for count, event in enumerate(events)}
    earlier, later = _ties(by_id, briefing)
    dated = {name: _moment(event.model.date) for name, event in by_id.items() if event.model.date}
    behind = _behind(dated, earlier, later)
    ahead = _ahead(behind, earlier, later)
    moments: dict[str, Moment] = {}
    waiting = {name: len(before) for name, before in earlier.items()}
    ready: list[tuple[Moment, int, str]] = []

    def release(name: str) -> None:
        floor = max((moments[other] for other in earlier[name]), default=_FIRST)
        if name in dated or name in ahead:
            moments[name] = max(dated.get(name) or ahead[name], floor)
        else:
            moments[name] = _step(floor, 1) if earlier[name] else _FIRST
        heapq.heappush(ready, (moments[name], number[name], name))

    for name, count in waiting.items():
        if not count:
            release(name)
    ordered = []
    while ready:
        name = heapq.heappop(ready)[2]
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


def _ties(by_id: Mapping[str, Any], briefing: str) -> tuple[Ties, Ties]:
    """What each event comes after, and what comes after it."""
    earlier: dict[str, set[str]] = {name: set() for name in by_id}
    for name, event in by_id.items():
        earlier[name] |= {other for other in _plain(event.model.after, briefing) if other in by_id}
        for other in _plain(event.model.before, briefing):
            if other in by_id:
                earlier[other].add(name)
    later: dict[str, list[str]] = {name: [] for name in by_id}
    for name, before in earlier.items():
        for other in before:
            later[other].append(name)
    return {name: sorted(before) for name, before in earlier.items()}, later


def _moment(text: str) -> Moment:
    """When a date begins; a moment in another zone is compared by what the clock of Greenwich then showed."""
    date = parse_date(text)
    match = _TIME.match(date.time)
    seconds = 0
    if match:
        hour, minute, second, sign, zone_hour, zone_minute = match.groups(default="0")
        shift = (int(zone_hour) * 60 + int(zone_minute)) * (-1 if sign == "-" else 1)
        seconds = (int(hour) * 60 + int(minute) - shift) * 60 + int(second)
    return (date.earliest or date.latest or _LAST, seconds, 0)


def _behind(dated: Mapping[str, Moment], earlier: Ties, later: Ties) -> dict[str, Moment]:
    """Where events stand that have a date, or are after one that has; the others are not in it."""
    found: dict[str, Moment] = {}
    for name in _line(earlier, later):
        before = [found[other] for other in earlier[name] if other in found]
        if name in dated:
            found[name] = dated[name]
        elif before:
            found[name] = _step(max(before), 1)
    return found


def _ahead(behind: Mapping[str, Moment], earlier: Ties, later: Ties) -> dict[str, Moment]:
    """Where those stand of which only later events are known: half a step before the first of them."""
    found: dict[str, Moment] = {}
    for name in reversed(_line(earlier, later)):
        after = [behind.get(other) or found[other] for other in later[name] if other in behind or other in found]
        if name not in behind and after:
            found[name] = _step(min(after), -0.5)
    return found


def _line(earlier: Ties, later: Ties) -> list[str]:
    """The events one behind the other, whenever they were."""
    waiting = {name: len(before) for name, before in earlier.items()}
    line = [name for name, count in waiting.items() if not count]
    for name in line:
        for other in later[name]:
            waiting[other] -= 1
            if not waiting[other]:
                line.append(other)  # walked in its turn by the loop around this one
    return line


def _step(moment: Moment, by: float) -> Moment:
    day, seconds, step = moment
    return (day, seconds, step + by)
