"""What a reader is told of a briefing's editions, worked out once and asked on every page.

In: a linked briefing and its history. Out: a `Chronicle`: what changed lately and with which step, the editions that
what is read now can be compared with, and the page on which all of it is told. Whoever renders pages keeps one a
briefing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from briefbook.editions.change import Change
from briefbook.editions.diff import diff
from briefbook.editions.history import Step, history
from briefbook.kinds.editions import Edition
from briefbook.link import Briefing
from briefbook.load.snapshot import Model
from briefbook.prose import CallError, read_call, walk

TOLD_ON, COMPONENT = "changes", "changes"


@dataclass(frozen=True, slots=True)
class Latest:
    """The step with which something changed last, and whether it came with it."""

    step: Step
    is_new: bool


@dataclass(frozen=True)
class Comparison:
    """An earlier edition beside what is read now, with which `newest` ends: in an edition, or in none yet."""

    edition: Edition
    then: Model
    newest: Step
    now: Model

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What changed from then to now, whatever lay between."""
        return self.newest.changes if self.newest.before is self.then else diff(self.then, self.now)


@dataclass(frozen=True)
class Chronicle:
    """The editions of a briefing, each question answered once. `steps` are all of them, newest first."""

    briefing: Briefing
    steps: tuple[Step, ...]

    @cached_property
    def recent(self) -> tuple[Step, ...]:
        """The steps that pages tell of: to what is in no edition yet, and to the newest edition that stands."""
        standing = [step for step in self.steps if step.now]
        newest = next((number for number, step in enumerate(standing, 1) if step.edition), 0)
        return tuple(step for step in standing[:newest] if step.before)

    @cached_property
    def changed(self) -> Mapping[str, Latest]:
        """The records and pages that changed with one of those, by id, each with the newer one."""
        found: dict[str, Latest] = {}
        for step in self.recent:
            come = {change.id for change in step.changes if change.new is not None and not change.field}
            names = dict.fromkeys(change.id for change in step.changes if change.part in ("record", "page"))
            for name in filter(None, names):
                found.setdefault(name, Latest(step, name in come))
        return found

    @cached_property
    def fields(self) -> Mapping[str, Latest]:
        """The fields of the briefing itself that changed, in the same way."""
        found: dict[str, Latest] = {}
        for step in self.recent:
            for change in step.changes:
                if change.part == "briefing":
                    found.setdefault(change.field, Latest(step, change.old is None))
        return found

    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        """The editions that stand before what is read now, newest first."""
        standing = [step for step in self.steps if step.now]
        return tuple(
            Comparison(step.edition, step.now, standing[0], now)
            for step in standing[1:]
            if step.edition and step.now and (now := standing[0].now)
        )

    @cached_property
    def told_on(self) -> str:
        """The path of the page that tells of every change, or nothing: an editor's own may tell something else."""
        page = self.briefing.pages_by_id.get(TOLD_ON)
        calls = (node.text for node in walk(page.body) if node.type == "component") if page else ()
        return page.path if page and any(map(_tells, calls)) else ""


def standing(briefing: Briefing, digest: str) -> tuple[Edition | None, tuple[Edition, ...]]:
    """The edition that is read now, or None for none yet, and those before it, newest first: as in `comparisons`.

    `digest` is that of what is read now; with it, no edition has to be read.
    """
    found = [one for one in reversed(briefing.editions) if not one.withdrawn and one.edition in briefing.snapshots]
    return (found[0], tuple(found[1:])) if found and found[0].digest == digest else (None, tuple(found))


def chronicle_of(briefing: Briefing) -> Chronicle:
    """The chronicle of a briefing, for whoever asks only once."""
    return Chronicle(briefing, history(briefing))


def _tells(text: str) -> bool:
    """Whether a component's call lists the changes of the briefing it stands in."""
    try:
        call = read_call(text)
    except CallError:
        return False
    return call.name == COMPONENT and "briefing" not in call.keywords
