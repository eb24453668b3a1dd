"""An axis of numbers, with round labels.

In: the numbers that a picture must show, and the room it has. Out: a `Ruler`. It begins at nought where the numbers
allow a reader to compare lengths with it; where they lie close together far from nought it begins near them, and says
so.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_CLOSE = 0.25  # numbers that differ by less than this part of the largest are looked at closely
_SAME = 1e-9  # and by less than this, not at all
_STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Ruler:
    """Where each number stands. `cut_off` tells that nought is not on it."""

    first: float
    last: float
    step: float
    left: float
    right: float
    cut_off: bool

    def x(self, value: float) -> float:
        """The place of a number."""
        part = (value - self.first) / (self.last - self.first)
        return self.left + min(max(part, 0), 1) * (self.right - self.left)

    @property
    def ticks(self) -> tuple[float, ...]:
        """The round numbers on it."""
        count = round((self.last - self.first) / self.step)
        return tuple(_clean(self.first + index * self.step, self.step) for index in range(count + 1))


def make_ruler(values: Iterable[float], left: float, right: float, label: Callable[[float], float]) -> Ruler:
    """Lay out the numbers between two places; `label` gives the width of a number in words.

    Raises ValueError where there is no number.
    """
    known = sorted(set(values))
    if not known:
        raise ValueError("a ruler without a number")
    low, high = known[0], known[-1]
    largest = max(abs(low), abs(high)) or 1.0
    cut_off = low * high > 0 and _SAME * largest < high - low < _CLOSE * largest
    if not cut_off:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        high = 1.0
    room = (right - left) / (max(map(label, (low, high, (low + high) / 2 + 0.1))) + 18)
    step = _step(high - low, max(min(room, 6.0), 2.0))
    first = _clean(math.floor(_clean(low / step, 1)) * step, step)
    last = _clean(math.ceil(_clean(high / step, 1)) * step, step)
    if last == high and high != 0:
        last += step  # room for what is open at the upper end
    if first == low and low != 0:
        first -= step
    return Ruler(_clean(first, step), _clean(last, step), step, left, right, cut_off)


def _step(span: float, most: float) -> float:
    """The smallest round step that needs no more labels than there is room for."""
    power = 10.0 ** math.floor(math.log10(span / most))
    return next(power * step for step in (*_STEPS, 20, 50) if span / (power * step) <= most)


def _clean(value: float, step: float) -> float:
    """A multiple of a step without the crumbs of binary fractions."""
    return round(value, max(0, 2 - math.floor(math.log10(step)))) + 0.0
