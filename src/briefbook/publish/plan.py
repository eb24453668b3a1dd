"""What publishing would do, worked out before anything is done.

In: what is on the shelf, what is wanted, the site to publish. Out: steps in their order, none where all is there
already; or a refusal. A plan depends on nothing else, so that a run that was interrupted, or lost a race, plans again
and comes to the same end.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from briefbook.publish.dress import NOT_FOUND
from briefbook.publish.names import LATEST, age, bad_name
from briefbook.publish.shelf import Copy, Record, Refused, Shelf, names_taken
from briefbook.publish.source import Source


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks for. Without a source, the version is there already; a `reason` withdraws it."""

    version: str
    source: Source | None = None
    aliases: tuple[str, ...] = ()
    reason: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One folder to be made and put in place. `type` is version, withdrawn, latest or alias."""

    type: str
    name: str
    record: Record

    def __str__(self) -> str:
        """The step as a line of a plan."""
        version = self.record.version
        if self.type == "latest":
            kept = len(self.record.gone)
            more = f", and notices for {kept} page{'' if kept == 1 else 's'} of other versions" if kept else ""
            return f"{self.name}/ becomes a copy of {version}{more}"
        said = {"version": "is new", "withdrawn": "gives way to a notice", "alias": f"leads on to {version}"}
        return f"{self.name}/ {said[self.type]}"


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps, and whether pages of a version may name the one under latest/ as the address to keep."""

    steps: tuple[Step, ...]
    has_latest: bool


def plan_of(shelf: Shelf, folders: list[str], wanted: Wanted) -> Plan:
    """Plan a publication. Raises Refused where something would be overwritten or the names will not do."""
    _check_names(shelf, folders, wanted)
    record, pages, first = _version(shelf, wanted)
    steps = [first] if first else []
    pages_of = {copy.name: copy.pages for copy in shelf.versions if copy.record}
    pages_of[wanted.version] = pages
    now = shelf.of(LATEST)
    of = record if LATEST in wanted.aliases else now and shelf.of(now.version)
    if of is not None:
        _check_latest(of, wanted)
        gone = _gone(shelf, of.version, pages_of, record)
        if now != (new := replace(of, gone=gone)):
            steps.append(Step("latest", LATEST, new))
    for alias in dict.fromkeys(wanted.aliases):
        if alias != LATEST and shelf.of(alias) != record:
            steps.append(Step("alias", alias, record))
    return Plan(tuple(steps), of is not None)


def _gone(
    shelf: Shelf, latest: str, pages_of: Mapping[str, frozenset[str]], record: Record
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every page that a version has and the latest has not, with the versions that show it, newest first."""
    withdrawn = {copy.name for copy in shelf.versions if copy.record and copy.record.reason}
    withdrawn |= {record.version} if record.reason else set()
    showing = sorted(pages_of.keys() - withdrawn, key=age, reverse=True)
    gone = frozenset().union(*pages_of.values()) - pages_of.get(latest, frozenset()) - {NOT_FOUND}
    return tuple((path, tuple(name for name in showing if path in pages_of[name])) for path in sorted(gone))


def _check_names(shelf: Shelf, folders: list[str], wanted: Wanted) -> None:
    taken = names_taken(shelf, folders)
    names = [wanted.version, *(alias for alias in wanted.aliases if alias != LATEST)]
    for name in names:
        if why := bad_name(name, [*taken, *names]):
            raise Refused(why)
    there = shelf.of(wanted.version)
    if there and there.version != wanted.version:
        raise Refused(f"'{wanted.version}' is an alias of '{there.version}' already")
    for alias in wanted.aliases:
        own = shelf.of(alias)
        if alias == wanted.version or (alias in taken and (own is None or own.version == alias)):
            raise Refused(f"'{alias}' is there already and is no alias")


def _version(shelf: Shelf, wanted: Wanted) -> tuple[Record, frozenset[str], Step | None]:
    """The record and pages the version will have, and the step that makes it, if there is anything to make."""
    name, source = wanted.version, wanted.source
    copy = shelf.copies.get(name)
    if copy is not None and copy.record is None:
        raise Refused(f"'{name}' was published by another tool; it is left as it is")
    if wanted.reason:
        return _withdrawn(copy, wanted)
    if source is None:
        if copy is None or copy.record is None:
            raise Refused(f"there is no version '{name}'. There are: {_listed(shelf)}")
        return copy.record, copy.pages, None
    if copy is None or copy.record is None:
        record = Record(name, source.sha256, source.briefings)
        return record, source.pages, Step("version", name, record)
    if copy.record.reason:
        raise Refused(f"version '{name}' was withdrawn on {copy.record.date}; publish under another name")
    if copy.record.source != source.sha256:
        raise Refused(
            f"version '{name}' is published and does not change, and this site has other bytes. "
            "Publish it under another name, or say --existing to leave the version and only set its aliases"
        )
    return copy.record, copy.pages, None


def _withdrawn(copy: Copy | None, wanted: Wanted) -> tuple[Record, frozenset[str], Step | None]:
    if copy is None or copy.record is None:
        raise Refused(f"there is no version '{wanted.version}' to withdraw")
    if copy.record.reason:
        return copy.record, copy.pages, None
    record = replace(copy.record, reason=wanted.reason, date=wanted.date)
    return record, copy.pages, Step("withdrawn", wanted.version, record)


def _check_latest(of: Record, wanted: Wanted) -> None:
    if of.reason or (wanted.reason and of.version == wanted.version):
        raise Refused(f"latest/ would show '{of.version}', which is withdrawn; give another version the alias first")


def _listed(shelf: Shelf) -> str:
    return ", ".join(copy.name for copy in shelf.versions) or "none"
