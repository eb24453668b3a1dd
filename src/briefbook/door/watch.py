"""Looking for saves: every file that a page is made from, again and again.

In: folders and files, asked for anew each time. Out: a call whenever something in them is other than it was, once it
has settled. In place of the engine's own watch, which is deaf to a folder that is made later or comes back, and hears
what editors put beside the file they save, and what the preview itself writes.
"""

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from briefbook.load.site import is_passed_over

_EVERY = 0.05  # seconds; the least, for a walk of many files must not take all the time there is
_SETTLED = 0.02  # seconds without a change, after which a save is taken to be whole
_SHARE = 9  # a walk is waited for as many times as long as it took
Places = Callable[[], Iterable[Path]]
State = Mapping[str, tuple[int, int, int]]


class Watch:
    """Stands where the engine's server has its observer, and answers to the same names."""

    def __init__(self, places: Places) -> None:
        """Watch from now on what `places` names, whenever it is asked; what it names need not be there."""
        self._places = places
        self._begun = state_of(places())
        self._handlers: list[Any] = []
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def schedule(self, handler: Any, path: str, recursive: bool = True) -> None:
        """Tell a handler of every change; where to look is known already."""
        self._handlers.append(handler)

    def start(self) -> None:
        """Begin to look. What changed since this was made is told first: it was saved during the first build."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()

    def join(self) -> None:
        """Wait until nobody looks."""
        self._thread.join()

    def _look(self) -> None:
        known = told = self._begun
        pause = _EVERY
        while not self._stopped.wait(pause):
            begun = time.monotonic()
            try:
                now = state_of(self._places())
            except OSError:  # a folder went while it was asked for; the next look finds what there is then
                continue
            if now == known and now != told:
                told = now
                for handler in self._handlers:
                    handler.on_any_event(SimpleNamespace(is_directory=False))
            pause = max(_EVERY if now == known else _SETTLED, _SHARE * (time.monotonic() - begun))
            known = now


def state_of(places: Iterable[Path]) -> State:
    """What tells each file from what it was before: its time, its size, and which file it is."""
    return dict(found for place in places for found in _states(place))


def _states(place: Path) -> Iterator[tuple[str, tuple[int, int, int]]]:
    try:
        if not place.is_dir():
            yield str(place), _mark(place.stat())
            return
        with os.scandir(place) as found:  # which knows what is a folder without asking for each
            entries = [entry for entry in found if not is_passed_over(entry.name)]
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _states(Path(entry.path))
            else:
                yield entry.path, _mark(entry.stat(follow_symlinks=False))
    except OSError:
        return  # gone in this moment, or not to be read; that is a change as well


def _mark(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_mtime_ns, found.st_size, found.st_ino
