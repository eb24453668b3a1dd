"""Lanes: things of different widths, packed into rows without touching.

In: stretches from left to right, in order. Out: the number of each one's lane. First come, first served, so that the
order of the lanes stays close to the order of the things.
"""

from collections.abc import Sequence

Stretch = tuple[float, float]


def pack(stretches: Sequence[Stretch], apart: float) -> list[int]:
    """The lane of each stretch; within a lane they keep this distance."""
    lanes: list[list[Stretch]] = []
    chosen = []
    for left, right in stretches:
        free = (
            number
            for number, lane in enumerate(lanes)
            if all(right + apart <= other[0] or left >= other[1] + apart for other in lane)
        )
        number = next(free, len(lanes))
        if number == len(lanes):
            lanes.append([])
        lanes[number].append((left, right))
        chosen.append(number)
    return chosen
