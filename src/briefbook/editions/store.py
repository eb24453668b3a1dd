"""Writing to a ledger: whole or not at all, one writer at a time.

In: a folder of editions and what shall be in its files. Out: the files. A snapshot is written before the entry that
names it, and an entry is marked before its snapshot is taken away: whatever the moment at which the process ends, no
entry lacks its snapshot, and `check` says what is left to do.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path


class Conflict(Exception):
    """The ledger is not what the plan was made from; the message is for the person."""


@dataclass(frozen=True, slots=True)
class Writing:
    """What to do to a ledger: write snapshots, exchange its text, take snapshots away. `before` is what was read."""

    ledger: Path
    before: str
    after: str
    write: dict[str, bytes] = field(default_factory=dict)
    remove: tuple[str, ...] = ()


def carry_out(writing: Writing) -> None:
    """Do it, in the one safe order. Raises Conflict where another release was faster."""
    folder = writing.ledger.parent
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        there = writing.ledger.read_bytes().decode("utf-8-sig") if writing.ledger.exists() else ""
        if there.replace("\r\n", "\n") != writing.before:
            raise Conflict("the ledger was changed meanwhile; give the command again")
        for name, content in writing.write.items():
            _put(folder / name, content)
        if writing.after != writing.before:
            _put(writing.ledger, writing.after.encode("utf-8"))
        for name in writing.remove:
            (folder / name).unlink(missing_ok=True)
        _settle(folder)


def _put(path: Path, content: bytes) -> None:
    """Write a file beside its place, then move it there in one step."""
    beside = path.with_name(f".{path.name}.new")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Have the disk remember which files there are."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise Conflict("another release of this briefing is at work; give the command again") from None
    finally:
        os.close(handle)
