"""Lanes: things of different widths, packed into rows without touching.

In: stretches from left to right, in order. Out: the number of each one's lane. First come, first served, so that the
order of the lanes stays close to the order of the things.
"""

import math
from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping, Sequence

Stretch = tuple[float, float]
_CELL = 8.0  # the width is cut into cells, so that full lanes need not be looked at one by one


def pack(stretches: Sequence[Stretch], apart: float) -> list[int]:
    """The lane of each stretch; within a lane they keep this distance."""
    lanes: list[list[Stretch]] = []
    taken: dict[int, int] = {}  # by cell, a bit for each lane that reaches into it
    chosen = []
    for left, right in stretches:
        room = left - apart, right + apart
        free = _perhaps_free(taken, *room)
        number = next(number for number in free if number >= len(lanes) or _is_free(lanes[number], *room))
        if number >= len(lanes):
            number = len(lanes)
            lanes.append([])
        insort(lanes[number], (left, right))
        for cell in range(math.floor(left / _CELL), math.floor(right / _CELL) + 1):
            taken[cell] = taken.get(cell, 0) | 1 << number
        chosen.append(number)
    return chosen


def _perhaps_free(taken: Mapping[int, int], first: float, last: float) -> Iterator[int]:
    """The lanes that reach into none of the cells that lie wholly within, lowest first, and then all there could be."""
    full = 0
    for cell in range(math.floor(first / _CELL) + 1, math.floor(last / _CELL)):
        full |= taken.get(cell, 0)
    while True:
        lowest = ~full & (full + 1)
        yield lowest.bit_length() - 1
        full |= lowest


def _is_free(lane: Sequence[Stretch], first: float, last: float) -> bool:
    """Whether nothing in a lane, whose stretches are in order and apart, lies between."""
    near = bisect_left(lane, (first, -math.inf))
    return all(last <= left or right <= first for left, right in lane[max(near - 1, 0) : near + 2])
