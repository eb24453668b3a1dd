"""Order: do `before`, `after` and `led_to` make a line, or a circle?

In: the events of a briefing. Out: one finding a circle, with every step of the way.
"""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from briefbook.check.entries import Entry
from briefbook.findings import Finding


def circles(events: list[Entry]) -> Iterator[Finding]:
    """Find events that follow each other round: what an event led to came after it."""
    by_id = {event.id: event for event in events if event.id and event.model is not None}
    earlier: dict[str, set[str]] = {name: set() for name in by_id}
    for name, event in by_id.items():
        earlier[name] |= {other for other in _plain(event, "after") if other in by_id and other != name}
        for other in (*_plain(event, "before"), *_plain(event, "led_to")):
            if other in by_id and other != name:
                earlier[other].add(name)
    while way := _circle(earlier):
        first = min(range(len(way) - 1), key=lambda i: by_id[way[i]].position())
        steps = [*way[first:-1], *way[: first + 1]]
        told = ", ".join(f"{name} ({by_id[name].position().path}:{by_id[name].position().line})" for name in steps)
        yield Finding(
            by_id[steps[0]].position(),
            "order-circle",
            f"the order of events goes round: {told}",
            "one 'before', 'after' or 'led_to' among them is wrong",
            steps[0],
        )
        earlier = {name: others - set(way) for name, others in earlier.items() if name not in way}


def _plain(event: Entry, field: str) -> Iterator[str]:
    """The ids in a field, without the briefing's own folder before them."""
    return (name.removeprefix(f"{event.briefing}/") for name in getattr(event.model, field) or ())


def _circle(earlier: dict[str, set[str]]) -> list[str]:
    """One circle, its first event repeated at the end, or nothing."""
    try:
        TopologicalSorter({name: sorted(others) for name, others in earlier.items()}).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []
