"""Releasing an edition, and taking one back: what would be written, before anything is.

In: a linked briefing, its ledger, and what the editor says. Out: a `Release` or a `Withdrawal`, each with its
`Writing`; or a `Refusal`. Pure but for reading snapshots: a plan can be shown and thrown away.
"""

import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefbook.check.ledger import LedgerEntry, check_ledger, next_name
from briefbook.editions.canonical import canonical
from briefbook.editions.store import Writing
from briefbook.kinds.editions import Edition, Tombstone, notice_seal, seals_of
from briefbook.link import Briefing
from briefbook.load import Mapping, Sequence
from briefbook.load.editions import EDITIONS, LEDGER, LedgerFile, SnapshotFile
from briefbook.load.snapshot import FORMAT, Model, digest_of, read_snapshot, snapshot_bytes
from briefbook.load.text import SourceFile
from briefbook.load.yaml import read_yaml
from briefbook.model.dates import try_date

HEAD = "# The editions of this briefing, oldest first. `briefbook release` adds to it; nothing in it is ever edited.\n"
_WIDTH = 110


class Refusal(Exception):
    """Why nothing is written; `usage` tells whether the command was at fault, and not the content."""

    def __init__(self, message: str, *, usage: bool = True) -> None:
        """Take the sentence the person reads."""
        super().__init__(message)
        self.usage = usage


@dataclass(frozen=True, slots=True)
class Release:
    """An edition about to be released. `model` is what it says, `before` what the last one said that is still there."""

    edition: Edition
    model: Model
    before: Model | None
    writing: Writing


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """An edition about to be taken back."""

    edition: Edition
    writing: Writing


def no_ledger(data: Path, briefing: str, name: str) -> LedgerFile:
    """The ledger of a briefing that has none yet. `name` is how findings call its file."""
    return LedgerFile(briefing, data / briefing / EDITIONS, SourceFile(name, ""))


def snapshot_of(entry: LedgerEntry) -> Model:
    """What an edition said. Raises SnapshotError where it cannot be read, KeyError where it is withdrawn."""
    if entry.snapshot is None:
        raise KeyError(entry.edition.edition)
    return read_snapshot(entry.snapshot.file.read_bytes())


def plan_release(briefing: Briefing, ledger: LedgerFile, date: str, note: str, significance: str) -> Release:
    """Plan the next edition. Raises Refusal where there is no reason for one, or something is wrong with it."""
    note = " ".join(note.split())
    if not note:
        raise Refusal("say what is new: --note may not be empty")
    _refuse_a_date_before_the_facts(date, briefing.model.facts_to)
    entries, _ = check_ledger(ledger)
    model = canonical(briefing)
    digest = digest_of(model)
    _refuse_the_same(entries, digest)
    name = next_name(date, [entry.edition.edition for entry in entries])
    released = [entry.edition for entry in entries]
    previous = released[-1].digest if released else None
    values: dict[str, Any] = {"edition": name, "date": date, "significance": significance, "note": note}
    # Made without being asked for its shape: that, and all the rest, is asked of the text below.
    edition = Edition.model_construct(**values, digest=digest, previous=previous)
    *_, seal = seals_of([*released, edition])
    edition = edition.model_copy(update={"seal": seal})
    text = ledger.source.text or HEAD
    after = f"{text}{'' if text.endswith(chr(10)) else chr(10)}{_entry_text(edition)}"
    _refuse_what_is_wrong(ledger, after, {name: digest}, [*released, edition])
    left = [entry for entry in entries if entry.snapshot]
    writing = Writing(ledger.folder / LEDGER, ledger.source.text, after, {f"{name}.json": snapshot_bytes(model)})
    return Release(edition, model, snapshot_of(left[-1]) if left else None, writing)


def _refuse_a_date_before_the_facts(date: str, facts_to: str) -> None:
    """An edition knows no more than its day. What is no date at all is refused with the text of the ledger."""
    day, facts = try_date(date), try_date(facts_to)
    if day and facts and day.latest and facts.earliest and day.latest < facts.earliest:
        raise Refusal(f"an edition of {date} cannot know facts of {facts_to} (facts_to in briefing.yml)")


def _refuse_the_same(entries: tuple[LedgerEntry, ...], digest: str) -> None:
    for entry in entries:
        edition = entry.edition
        if edition.digest == digest and edition.withdrawn:
            raise Refusal(f"this is what edition {edition.edition} said, which is withdrawn", usage=False)
    if entries and entries[-1].edition.digest == digest:
        raise Refusal(f"nothing has changed since edition {entries[-1].edition.edition}", usage=False)


def plan_withdrawal(ledger: LedgerFile, name: str, date: str, reason: str) -> Withdrawal:
    """Plan to take an edition back. Raises Refusal where it is not there, or is gone already."""
    reason = " ".join(reason.split())
    if not reason:
        raise Refusal("say why: --reason may not be empty")
    entries, _ = check_ledger(ledger)
    entry = next((entry for entry in entries if entry.edition.edition == name), None)
    if entry is None:
        raise Refusal(f"briefing '{ledger.briefing}' has no edition '{name}'")
    path, text, gone = ledger.folder / LEDGER, ledger.source.text, (f"{name}.json",)
    if entry.edition.withdrawn:
        if entry.snapshot is None:
            raise Refusal(f"edition {name} has been withdrawn already, on {entry.edition.withdrawn.date}")
        return Withdrawal(entry.edition, Writing(path, text, text, remove=gone))
    notice = _notice(entries, entry, date, reason)
    edition = entry.edition.model_copy(update={"withdrawn": notice})
    end = _end(ledger, entry)
    after = f"{text[:end]}{_tombstone_text(notice)}{text[end:]}"
    expected = [edition if other is entry else other.edition for other in entries]
    _refuse_what_is_wrong(ledger, after, {name: ""}, expected)
    return Withdrawal(edition, Writing(path, text, after, remove=gone))


def _notice(entries: tuple[LedgerEntry, ...], entry: LedgerEntry, date: str, reason: str) -> Tombstone:
    """What is to stand at an entry that is taken back, sealed together with it."""
    seals = list(seals_of(other.edition for other in entries))
    own = entry.edition.seal or seals[entries.index(entry)]
    return Tombstone.model_construct(date=date, reason=reason, seal=notice_seal(date, reason, own))


def _end(ledger: LedgerFile, entry: LedgerEntry) -> int:
    """Where the lines of an entry end: before the dash of the next one."""
    text, tree = ledger.source.text, ledger.tree
    items = tree.items if isinstance(tree, Sequence) else []
    following = [item.start for item in items if isinstance(item, Mapping) and item.start > entry.tree.start]
    return text.rfind("\n", 0, min(following)) + 1 if following else len(text)


def _refuse_what_is_wrong(ledger: LedgerFile, after: str, new: dict[str, str], expected: list[Edition]) -> None:
    """Read the new ledger as the next check will, so that nothing is written that it would find fault with."""
    source = SourceFile(ledger.source.path, after)
    tree, findings = read_yaml(source)
    kept = {name: file for name, file in ledger.snapshots.items() if name not in new}
    for name, digest in new.items():
        if digest:
            kept[name] = SnapshotFile(name, ledger.folder / f"{name}.json", digest, FORMAT)
    entries, more = check_ledger(LedgerFile(ledger.briefing, ledger.folder, source, tree, tree is None, kept))
    for finding in (*findings, *more):
        raise Refusal(finding.message)
    if [entry.edition for entry in entries] != expected:
        raise Refusal(f"{LEDGER} is not in the form that 'briefbook release' writes, and cannot be added to")


def _entry_text(edition: Edition) -> str:
    lines = [
        f"- edition: {edition.edition}",
        f"  date: {edition.date}",
        f"  significance: {edition.significance}",
        *_block("note", edition.note, "  "),
        f'  digest: "{edition.digest}"',  # quoted, because digits with an e among them would be a number
        *([f'  previous: "{edition.previous}"'] if edition.previous else []),
        *([f'  seal: "{edition.seal}"'] if edition.seal else []),
    ]
    return "".join(f"{line}\n" for line in lines)


def _tombstone_text(notice: Tombstone) -> str:
    lines = ["  withdrawn:", f"    date: {notice.date}", *_block("reason", notice.reason, "    ")]
    lines.append(f'    seal: "{notice.seal}"')
    return "".join(f"{line}\n" for line in lines)


def _block(name: str, text: str, indent: str) -> list[str]:
    lines = textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
    return [f"{indent}{name}: >-", *(f"{indent}  {line}" for line in lines)]
