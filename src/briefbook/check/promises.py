"""What earlier editions promised: an id names the same thing for ever, and nothing vanishes without a word.

In: the newest edition that is still there, and the index of ids. Out: findings. The newest is enough: each edition
held what the one before had promised, and keeps former ids with it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from briefbook.check.entries import Entry
from briefbook.check.index import PAGES, Index, Target
from briefbook.check.ledger import LedgerEntry
from briefbook.check.suggest import nearest
from briefbook.findings import Finding, Position
from briefbook.load.editions import MAX_SNAPSHOT_BYTES, LedgerFile
from briefbook.load.site import SHARED
from briefbook.load.snapshot import SnapshotError, read_snapshot
from briefbook.load.text import read_bytes


def check_promises(
    ledger: LedgerFile, entries: tuple[LedgerEntry, ...], index: Index, records: tuple[Entry, ...]
) -> Iterator[Finding]:
    """Compare the ids of the newest edition with those of today; `records` are the briefing's own and the shared."""
    newest = next((entry for entry in reversed(entries) if entry.snapshot), None)
    if newest is None or newest.snapshot is None or newest.snapshot.digest != newest.edition.digest:
        return  # there is none, or what is wrong with it has been said
    raw, _ = read_bytes(newest.snapshot.file, MAX_SNAPSHOT_BYTES)
    try:
        model = read_snapshot(raw or b"")
    except SnapshotError as error:
        help_line = "bring it back as it was released"
        yield Finding(Position(newest.snapshot.path), "unknown-format", str(error), help_line)
        return
    promise = _Promise(ledger, newest.edition.edition, index, records, model)
    yield from promise.kept()


class _Promise:
    """The ids of one edition, against those of today."""

    def __init__(
        self, ledger: LedgerFile, edition: str, index: Index, records: tuple[Entry, ...], model: Mapping[str, Any]
    ) -> None:
        self.ledger, self.edition, self.index, self.model = ledger, edition, index, model
        self.briefing = ledger.briefing
        self.places = {entry.kind.name: entry.file.source.path for entry in records if entry.briefing != SHARED}
        pages = (target.page for target in index.targets.get(self.briefing, {}).values() if target.page)
        owners = [*(entry.model for entry in records), *(page.front for page in pages)]
        self.inherited = {name for owner in owners for name in getattr(owner, "formerly", None) or ()}

    def kept(self) -> Iterator[Finding]:
        for name, record in self.model["records"].items():
            yield from self._record(name, record["kind"])
            for former in _formers(record):
                yield from self._former(former, name)
        for name, page in self.model["pages"].items():
            target = self.index.find(self.briefing, name)
            if target and target.kind != PAGES:
                yield self._reused(name, target, "a page")
            for former in _formers(page):
                yield from self._former(former, name)

    def _record(self, name: str, kind: str) -> Iterator[Finding]:
        target = self.index.find(self.briefing, name)
        if target and target.kind != kind:
            yield self._reused(name, target, f"another kind of record ({kind})")
        elif target and target.status == "draft":
            message = f"'{name}' was published in edition '{self.edition}' and is a draft now"
            yield Finding(target.position, "vanished-record", message, _KEEP, name)
        elif not target and name not in self.inherited and not self.index.may_be_broken(self.briefing, name, (kind,)):
            yield self._vanished(name, kind)

    def _former(self, former: str, owner: str) -> Iterator[Finding]:
        """An id given up by a record is free for nobody else."""
        target = self.index.find(self.briefing, former)
        model = target.entry.model if target and target.entry else None
        if target and owner not in (getattr(model, "formerly", None) or ()) and target.position.path:
            yield self._reused(former, target, f"what is '{owner}' now")

    def _reused(self, name: str, target: Target, before: str) -> Finding:
        message = f"the id '{name}' named {before} in edition '{self.edition}'"
        help_line = "choose another id: old links would lead to something else"
        return Finding(target.position, "reused-id", message, help_line, name)

    def _vanished(self, name: str, kind: str) -> Finding:
        path = self.places.get(kind, self.ledger.source.path)
        known = [other for other in self.index.known(self.briefing, (kind,)) if other not in self.model["records"]]
        near = nearest(name, known)
        help_line = f"is it '{near}' now? Then add 'formerly: [{name}]' there. Else: {_KEEP}" if near else _KEEP
        message = f"'{name}' was published in edition '{self.edition}' and is gone"
        return Finding(Position(path), "vanished-record", message, help_line, name)


_KEEP = "bring it back with 'status: withdrawn' and 'withdrawn:', which says when and why; or name it under 'formerly'"


def _formers(owner: Mapping[str, Any]) -> Iterator[str]:
    former = owner["fields"].get("formerly", [])
    yield from (name for name in former if isinstance(name, str)) if isinstance(former, list) else ()
