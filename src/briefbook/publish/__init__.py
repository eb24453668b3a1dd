"""Publishing: a built site put among the versions that were published before, so that nothing is lost.

In: a built site, a name for it, a folder or a branch. Out: the version under its name for good, `latest/` as a copy of
the one that has the alias, and the files at the top that follow from what is there. The story: look, plan, make beside,
put in place, derive. Every run tells it from the beginning, and does what is still to be done; that is all there is to
an interruption or a lost race.
"""

import random
import time
from collections.abc import Callable
from pathlib import Path

from briefbook.publish.branch import BranchStore
from briefbook.publish.copies import make_copy
from briefbook.publish.folder import FolderStore
from briefbook.publish.ledgers import INDEX, ledgers_in, lost
from briefbook.publish.names import age
from briefbook.publish.plan import Plan, Wanted, plan_of
from briefbook.publish.roots import check_index, root_files
from briefbook.publish.shelf import Lost, Refused, Shelf, Store, look
from briefbook.publish.source import Source, read_source

__all__ = ["Refused", "Shelf", "Wanted", "look", "publish", "read_source", "store_of"]

ATTEMPTS = 12
Tell = Callable[[str], None]


def store_of(to: str, repository: Path, remote: str = "") -> Store:
    """The store that a word names: `git:BRANCH`, or a folder. Raises Refused where it cannot be one."""
    if to.startswith("git:"):
        return BranchStore(to.removeprefix("git:"), repository, remote)
    return FolderStore(Path(to).absolute())


def publish(
    store: Store, wanted: Wanted, tell: Tell, *, dry_run: bool = False, steps: Tell = lambda step: None
) -> Shelf:
    """Publish, and give what is on the shelf then.

    Raises Refused where something would be overwritten or lost. `tell` receives a line for a person at each stage,
    `steps` a name after each thing that was done.
    """
    if dry_run:
        return _planned(store, wanted, tell)
    with store.alone():
        for attempt in range(ATTEMPTS):
            store.begin(dry_run=False)
            shelf, plan = _plan(store, wanted)
            try:
                return _carry_out(store, shelf, plan, wanted.source, tell, steps)
            except Lost:
                tell("Somebody else was first; taking that in and trying again")
                time.sleep(random.uniform(0, 0.05 * 2 ** min(attempt, 5)))
    raise Refused(f"somebody else was first {ATTEMPTS} times; run it again")


def _plan(store: Store, wanted: Wanted) -> tuple[Shelf, Plan]:
    check_index(store)
    shelf = look(store)
    _refuse_what_would_be_lost(store, shelf, wanted)
    return shelf, plan_of(shelf, store.folders(), wanted)


def _refuse_what_would_be_lost(store: Store, shelf: Shelf, wanted: Wanted) -> None:
    """Refuse a site whose ledger lacks an edition that the version before it lists."""
    standing = [copy for copy in shelf.versions if copy.record and not copy.record.reason]
    before = next((copy for copy in standing if age(copy.name) < age(wanted.version)), None)
    if before is None or wanted.source is None:
        return
    there = ledgers_in(store.read(f"{before.name}/{INDEX}") or b"")
    if gone := list(lost(there, wanted.source.ledgers)):
        raise Refused(
            f"version '{before.name}' lists {', '.join(gone)}, and the ledger of this site does not. "
            "Bring the entry and its snapshot back; 'briefbook withdraw' is how an edition is taken away"
        )


def _planned(store: Store, wanted: Wanted, tell: Tell) -> Shelf:
    store.begin(dry_run=True)
    shelf, plan = _plan(store, wanted)
    for line in (*map(str, plan.steps), *plan.remarks):
        tell(line)
    if plan.steps:
        tell("the files at the top follow: index.html, versions.json")
    for name in () if plan.steps else _stale(store, shelf, plan):
        tell(f"{name} is derived anew")
    return shelf


def _stale(store: Store, shelf: Shelf, plan: Plan) -> list[str]:
    return [name for name, content in root_files(shelf, store, plan.catalogues).items() if store.read(name) != content]


def _carry_out(store: Store, shelf: Shelf, plan: Plan, source: Source | None, tell: Tell, steps: Tell) -> Shelf:
    with store.stage() as stage:
        for step in plan.steps:
            tell(str(step))
            make_copy(step, plan, store, source, stage / step.name)
            steps(f"made {step.name}")
            store.place(stage / step.name, step.name)
            steps(f"placed {step.name}")
            shelf = look(store)
        for name, content in root_files(shelf, store, plan.catalogues).items():
            if store.read(name) != content:
                tell(f"{name} is derived anew")
                store.write(name, content)
                steps(f"wrote {name}")
    for remark in plan.remarks:
        tell(remark)
    what = "Withdraw" if plan.steps and plan.steps[0].type == "withdrawn" else "Publish"
    store.finish(f"{what}: {', '.join(step.name for step in plan.steps) or 'files at the top'}")
    steps("finished")
    return shelf
