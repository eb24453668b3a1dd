"""The editions of a briefing, each with what came before it.

In: a linked briefing with its ledger. Out: `Step`s, newest first: from one edition to the next, and from the newest to
what the briefing says today if that is more. An edition that was withdrawn is a step without models. A build asks for
them in several places (pages, print, feeds), so it holds one `Histories`, which compares two editions once.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from briefbook.editions.canonical import canonical
from briefbook.editions.change import Change
from briefbook.editions.diff import diff
from briefbook.kinds.editions import Edition
from briefbook.link import Briefing
from briefbook.load.snapshot import Model, digest_of, read_snapshot

_HELD = 4  # briefings whose models are held: one is a megabyte an edition, and a site may have a thousand briefings


@dataclass(frozen=True, slots=True)
class Step:
    """One edition, or None for what is not in one yet; what it says, and what the one before said, if it is there.

    `changes` are nothing where there is nothing to compare.
    """

    edition: Edition | None
    before: Model | None = None
    now: Model | None = None
    changes: tuple[Change, ...] = ()


class Histories:
    """The histories of the briefings of one linked site. What changed between two editions is kept for all of them."""

    def __init__(self, before: "Histories | None" = None) -> None:
        """Start with nothing read and compared, or with what was held of editions `before`: no edition ever changes."""
        held = [step for _, steps in before._held for step in steps] if before else []
        self._read = {step.edition.digest: step.now for step in held if step.edition and step.now}
        self._changes: dict[tuple[str, str], tuple[Change, ...]] = {}
        if before:  # what was compared with a text that is in no edition is let go
            self._changes = {pair: made for pair, made in before._changes.items() if self._read.keys() >= set(pair)}
        self._held: list[tuple[str, tuple[Step, ...]]] = []
        self._today: dict[str, str] = {}

    def of(self, briefing: Briefing) -> tuple[Step, ...]:
        """All steps of a briefing, newest first."""
        found = next((steps for name, steps in self._held if name == briefing.id), None)
        if found is None:
            found = tuple(reversed(list(self._steps(briefing))))
            self._held = [*self._held[1 - _HELD :], (briefing.id, found)]
        return found

    def between(self, old: tuple[str, Model], new: tuple[str, Model]) -> tuple[Change, ...]:
        """What changed between two models, each given with its digest."""
        key = (old[0], new[0])
        if key not in self._changes:
            self._changes[key] = diff(old[1], new[1])
        return self._changes[key]

    def _steps(self, briefing: Briefing) -> Iterator[Step]:
        before: tuple[str, Model] | None = None
        for edition in briefing.editions:
            file = briefing.snapshots.get(edition.edition)
            if edition.withdrawn or file is None:
                yield Step(edition)
                continue
            now = (edition.digest, self._read.get(edition.digest) or read_snapshot(file.read_bytes()))
            yield self._step(edition, before, now)
            before = now
        if before is not None and self._today.get(briefing.id) != before[0]:
            model = canonical(briefing)
            today = (self._today.setdefault(briefing.id, digest_of(model)), model)
            if today[0] != before[0]:
                yield self._step(None, before, today)

    def _step(self, edition: Edition | None, before: tuple[str, Model] | None, now: tuple[str, Model]) -> Step:
        changes = self.between(before, now) if before else ()
        return Step(edition, before[1] if before else None, now[1], changes)


def history(briefing: Briefing) -> tuple[Step, ...]:
    """All steps of a briefing, newest first, for whoever asks only once."""
    return Histories().of(briefing)
