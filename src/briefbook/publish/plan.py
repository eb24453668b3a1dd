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
    """What somebody asks for. Without a source, the version is there already; a `reason` withdraws it.

    `catalogues` are the texts of the site's own words, each with its language.
    """

    version: str
    source: Source | None = None
    aliases: tuple[str, ...] = ()
    reason: str = ""
    date: str = ""
    catalogues: tuple[tuple[str, str], ...] = ()


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
    """The steps, and whether pages of a version may name the one under latest/ as the address to keep.

    `remarks` are what a person should know beside that, `catalogues` what notices are written from.
    """

    steps: tuple[Step, ...]
    has_latest: bool
    remarks: tuple[str, ...] = ()
    catalogues: tuple[tuple[str, str], ...] = ()


def plan_of(shelf: Shelf, folders: list[str], wanted: Wanted) -> Plan:
    """Plan a publication. Raises Refused where something would be overwritten or the names will not do."""
    _check_names(shelf, folders, wanted)
    record, pages, first = _version(shelf, wanted)
    back, remarks = _taken_back(shelf, wanted)
    steps = [first] if first else []
    steps += back
    pages_of = {copy.name: copy.shown for copy in shelf.versions if copy.record}
    pages_of[wanted.version] = pages
    now = shelf.of(LATEST)
    of = record if LATEST in wanted.aliases else now and shelf.of(now.version)
    if of is not None:
        of = next((step.record for step in back if step.name == of.version), of)
        _check_latest(of, wanted)
        gone = _gone(shelf, of.version, pages_of, (record, *(step.record for step in back)))
        if now != (new := replace(of, gone=gone)):
            steps.append(Step("latest", LATEST, new))
    for alias in dict.fromkeys(wanted.aliases):
        if alias != LATEST and shelf.of(alias) != record:
            steps.append(Step("alias", alias, record))
    return Plan(tuple(steps), of is not None, remarks, wanted.catalogues)


def _gone(
    shelf: Shelf, latest: str, pages_of: Mapping[str, frozenset[str]], new: tuple[Record, ...]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every page that a version has and the latest has not, with the versions that show it, newest first."""
    withdrawn = {copy.name for copy in shelf.versions if copy.record and copy.record.reason}
    withdrawn |= {record.version for record in new if record.reason}
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
        return copy.record, copy.shown, None
    if copy is None or copy.record is None:
        record = Record(name, source.sha256, source.briefings, notices=tuple(sorted(source.notices)))
        return record, source.pages, Step("version", name, record)
    if copy.record.reason:
        raise Refused(f"version '{name}' was withdrawn on {copy.record.date}; publish under another name")
    if copy.record.source != source.sha256:
        raise Refused(
            f"version '{name}' is published and does not change, and this site has other bytes. "
            "Publish it under another name, or say --existing to leave the version and only set its aliases"
        )
    return copy.record, copy.shown, None


def _taken_back(shelf: Shelf, wanted: Wanted) -> tuple[list[Step], tuple[str, ...]]:
    """The versions that show an edition which the ledger says is withdrawn: each gives way to its notice.

    A version with other briefings in it is left, because they were not taken back; the person is told.
    """
    ledgers = wanted.source.ledgers if wanted.source else {}
    gone = {(name, one.digest): one for name, ledger in ledgers.items() for one in ledger.values() if one.reason}
    steps, remarks = [], []
    for copy in shelf.versions:
        if copy.record is None or copy.record.reason or copy.name == wanted.version:
            continue
        shown = [(name, gone[name, digest]) for name, digest in copy.record.briefings.items() if (name, digest) in gone]
        for name, listed in shown:
            if len(copy.record.briefings) == 1:
                record = replace(copy.record, reason=listed.reason, date=listed.date)
                steps.append(Step("withdrawn", copy.name, record))
            else:
                remarks.append(
                    f"{copy.name}/ shows '{name}' as of an edition that is withdrawn, beside other briefings; "
                    f"to take it back: --version {copy.name} --withdraw REASON"
                )
    return steps, tuple(remarks)


def _withdrawn(copy: Copy | None, wanted: Wanted) -> tuple[Record, frozenset[str], Step | None]:
    if copy is None or copy.record is None:
        raise Refused(f"there is no version '{wanted.version}' to withdraw")
    if copy.record.reason:
        return copy.record, copy.shown, None
    record = replace(copy.record, reason=wanted.reason, date=wanted.date)
    return record, copy.shown, Step("withdrawn", wanted.version, record)


def _check_latest(of: Record, wanted: Wanted) -> None:
    if of.reason or (wanted.reason and of.version == wanted.version):
        raise Refused(f"latest/ would show '{of.version}', which is withdrawn; give another version the alias first")


def _listed(shelf: Shelf) -> str:
    return ", ".join(copy.name for copy in shelf.versions) or "none"
