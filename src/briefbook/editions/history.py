"""The editions of a briefing, each with what came before it.

In: a linked briefing with its ledger. Out: `Step`s, newest first: from one edition to the next, and from the newest to
what the briefing says today if that is more. An edition that was withdrawn is a step without models.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from briefbook.editions.canonical import canonical
from briefbook.editions.change import Change
from briefbook.editions.diff import diff
from briefbook.kinds.editions import Edition
from briefbook.link import Briefing
from briefbook.load.snapshot import Model, digest_of, read_snapshot


@dataclass(frozen=True)
class Step:
    """One edition, or None for what is not in one yet; what it says, and what the one before said, if it is there."""

    edition: Edition | None
    before: Model | None = None
    now: Model | None = None

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What changed with it; nothing where there is nothing to compare."""
        return diff(self.before, self.now) if self.before and self.now else ()


def history(briefing: Briefing) -> tuple[Step, ...]:
    """All steps of a briefing, newest first."""
    return tuple(reversed(list(_steps(briefing))))


def last_step(briefing: Briefing) -> Step | None:
    """The newest step that has something to compare: today with the last edition, or the last with the one before."""
    return next((step for step in history(briefing) if step.before and step.now), None)


def releases(briefing: Briefing) -> Iterator[Step]:
    """The editions alone, oldest first, without asking what the briefing says today."""
    before: Model | None = None
    for edition in briefing.editions:
        file = briefing.snapshots.get(edition.edition)
        if edition.withdrawn or file is None:
            yield Step(edition)
            continue
        now = _read(file, edition.digest)
        yield Step(edition, before, now)
        before = now


def _steps(briefing: Briefing) -> Iterator[Step]:
    before: Model | None = None
    for step in releases(briefing):
        yield step
        before = step.now or before
    if before is not None:
        today = canonical(briefing)
        if digest_of(today) != digest_of(before):
            yield Step(None, before, today)


@lru_cache(maxsize=32)
def _read(file: Path, digest: str) -> Model:
    """What an edition said. The digest is part of the question, so that another file of that name is another answer."""
    return read_snapshot(file.read_bytes())
