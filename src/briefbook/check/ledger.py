"""The ledger of editions: is every entry whole, and every snapshot what its entry says?

In: the ledgers as files. Out: the editions of each briefing, and findings. Whether the records keep what earlier
editions promised is asked in `promises`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefbook.check.leaves import leaves
from briefbook.check.shape import shape
from briefbook.check.values import check_value
from briefbook.findings import Finding, Position
from briefbook.kinds.editions import Edition, notice_seal, seals_of
from briefbook.load import Mapping, Sequence
from briefbook.load.editions import LEDGER, LedgerFile, SnapshotFile
from briefbook.load.snapshot import READERS
from briefbook.model.dates import try_date

_NAME = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})(?:\.(?P<number>[1-9]\d*))?\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """An entry that is well formed, with its place and, if it is there, its snapshot."""

    edition: Edition
    tree: Mapping
    snapshot: SnapshotFile | None


def check_ledger(ledger: LedgerFile) -> tuple[tuple[LedgerEntry, ...], list[Finding]]:
    """Check one ledger; the entries come oldest first, as they stand."""
    if ledger.broken:
        return (), []
    entries, findings = _entries(ledger)
    if findings:  # an entry that cannot be read may be the one that is missed elsewhere
        return entries, findings
    for number, (entry, seal) in enumerate(zip(entries, seals_of(entry.edition for entry in entries), strict=True)):
        findings += _dated(entry, entries[:number], ledger)
        loose = list(_chained(entry, entries[number - 1] if number else None, ledger))
        findings += loose or _sealed(entry, seal, entries[:number], ledger)
        findings += _kept(entry, ledger)
    return entries, [*findings, *_strays(entries, ledger)]


def snapshot_files(entries: tuple[LedgerEntry, ...]) -> dict[str, Path]:
    """Where the snapshots of the editions are that were not withdrawn."""
    return {entry.edition.edition: entry.snapshot.file for entry in entries if entry.snapshot}


def next_name(date: str, names: list[str]) -> str:
    """The name of the next edition on a day: the date, then `.2` and so on behind it."""
    on_that_day = sum(1 for name in names if name.partition(".")[0] == date)
    return f"{date}.{on_that_day + 1}" if on_that_day else date


def _entries(ledger: LedgerFile) -> tuple[tuple[LedgerEntry, ...], list[Finding]]:
    source, tree = ledger.source, ledger.tree
    if tree is None:
        return (), []
    if not isinstance(tree, Sequence):
        message = f"{LEDGER} holds a list of editions; here is something else"
        return (), [Finding(source.position(tree.start), "wrong-top-level", message, _RESTORE)]
    entries: list[LedgerEntry] = []
    findings: list[Finding] = []
    for index, item in enumerate(tree.items):
        label = f"edition {index + 1}"
        if not isinstance(item, Mapping):
            message = f"{label} is not a mapping of fields"
            findings.append(Finding(source.position(item.start), "wrong-type", message, _RESTORE))
            continue
        shaped = shape(source, item, Edition, label, "")
        findings += shaped.findings
        findings += [said for leaf in leaves(item, Edition) for said in check_value(leaf, source, label, "")]
        if shaped.model is not None and not shaped.bad:
            edition = shaped.model
            entries.append(LedgerEntry(edition, item, ledger.snapshots.get(edition.edition)))
    return tuple(entries), findings


_RESTORE = "the ledger is written by 'briefbook release'; bring back what stood here"


def _place(ledger: LedgerFile, entry: LedgerEntry, field: str = "") -> Position:
    return ledger.source.position(entry.tree.values.get(field, entry.tree).start)


def _dated(entry: LedgerEntry, before: tuple[LedgerEntry, ...], ledger: LedgerFile) -> Iterator[Finding]:
    """An edition has a day, no earlier than the one before, and is named after it."""
    edition = entry.edition
    if try_date(edition.date) is None:
        return  # said with the other dates
    expected = next_name(edition.date, [other.edition.edition for other in before])
    if not _NAME.match(edition.date) or "." in edition.date:
        message, help_line, field = f"'{edition.date}' is no single day", "an edition has a day: 2026-03-10", "date"
    elif before and edition.date < before[-1].edition.date:
        message = f"edition '{edition.edition}' is dated before the one it follows ({before[-1].edition.edition})"
        help_line, field = "entries stand in the order of their release", "date"
    elif edition.edition != expected:
        message = f"edition '{edition.edition}' cannot be called that"
        help_line, field = f"it is '{expected}': the date, and a number where the day has more than one", "edition"
    else:
        return
    yield Finding(_place(ledger, entry, field), "edition-date", message, help_line)


def _chained(entry: LedgerEntry, before: LedgerEntry | None, ledger: LedgerFile) -> Iterator[Finding]:
    """Each entry names the digest of the one before, so that none can be taken out or changed unseen."""
    edition = entry.edition
    expected = before.edition.digest if before else None
    if edition.previous == expected:
        return
    if before is None:
        message = f"edition '{edition.edition}' is the first, and names one before it"
    elif edition.previous is None:
        message = f"edition '{edition.edition}' does not name the digest of the one before it"
    else:
        message = f"edition '{edition.edition}' does not follow '{before.edition.edition}': the digests differ"
    field = "previous" if edition.previous else ""
    yield Finding(_place(ledger, entry, field), "edition-chain", message, _RESTORE)


def _sealed(entry: LedgerEntry, seal: str, before: tuple[LedgerEntry, ...], ledger: LedgerFile) -> Iterator[Finding]:
    """An entry says what it said when it was written; entries older than seals may lack theirs."""
    edition, gone = entry.edition, entry.edition.withdrawn
    own, field = edition.seal or seal, "seal" if edition.seal else ""
    if edition.seal and edition.seal != seal:
        message = f"edition '{edition.edition}' is not what was sealed at its release"
        if before and not before[-1].edition.seal:
            message = f"edition '{edition.edition}', or one before it that has no seal, is not what was sealed"
    elif not edition.seal and any(other.edition.seal for other in before):
        message = f"edition '{edition.edition}' has lost its seal"
    elif gone and (gone.seal or edition.seal) and gone.seal != notice_seal(gone.date, gone.reason, own):
        message, field = f"the notice of the withdrawal of '{edition.edition}' was changed", "withdrawn"
    else:
        return
    yield Finding(_place(ledger, entry, field), "edition-chain", message, _RESTORE)


def _kept(entry: LedgerEntry, ledger: LedgerFile) -> Iterator[Finding]:
    """A snapshot is there, unchanged, in a format that can be read; that of a withdrawn edition is gone."""
    edition, snapshot = entry.edition, entry.snapshot
    if edition.withdrawn:
        if snapshot is not None:
            message = f"edition '{edition.edition}' is withdrawn, and its snapshot is still here"
            help_line = f"run 'briefbook withdraw {ledger.briefing}@{edition.edition}' again, or delete the file"
            yield Finding(Position(snapshot.path), "stray-snapshot", message, help_line)
    elif snapshot is None:
        message = f"the snapshot of edition '{edition.edition}' is gone"
        help_line = f"bring {edition.edition}.json back; only 'briefbook withdraw' takes an edition away"
        yield Finding(_place(ledger, entry, "edition"), "missing-snapshot", message, help_line)
    elif snapshot.digest and snapshot.digest != edition.digest:
        message = f"the snapshot of edition '{edition.edition}' was changed after its release"
        help_line = f"bring {edition.edition}.json back as it was; a mistake is put right by a new edition"
        yield Finding(Position(snapshot.path), "changed-snapshot", message, help_line)
    elif snapshot.digest and snapshot.format not in READERS:
        message = f"the snapshot of edition '{edition.edition}' has format {snapshot.format}, which is not known here"
        help_line = f"a newer briefbook wrote it; this one reads format {', '.join(map(str, READERS))}"
        yield Finding(Position(snapshot.path), "unknown-format", message, help_line)


def _strays(entries: tuple[LedgerEntry, ...], ledger: LedgerFile) -> Iterator[Finding]:
    named = {entry.edition.edition for entry in entries}
    for name, snapshot in ledger.snapshots.items():
        if name not in named:
            message = f"no edition '{name}' stands in the ledger"
            help_line = (
                "a release was cut short: give the same command again. If an entry was lost, bring it back; "
                "else delete the file"
            )
            yield Finding(Position(snapshot.path), "stray-snapshot", message, help_line)
