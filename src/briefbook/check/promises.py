"""What earlier editions promised: an id names the same thing for ever, and nothing vanishes without a word.

In: the editions that are still there, and the index of ids. Out: findings. Of what vanished the newest tells: each
edition held what the one before had promised, and keeps former ids with it. Whether an id was given to something else
is asked of all of them, because a page may go without an heir.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from briefbook.check.entries import Entry
from briefbook.check.former import former_ids
from briefbook.check.index import PAGES, Index, Target
from briefbook.check.ledger import LedgerEntry
from briefbook.check.suggest import nearest
from briefbook.findings import Finding, Position
from briefbook.load.editions import MAX_SNAPSHOT_BYTES, LedgerFile
from briefbook.load.site import SHARED
from briefbook.load.snapshot import SnapshotError, names_in, read_snapshot
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
    promise = _Promise(ledger, newest, index, records, model)
    yield from promise.kept()
    for entry in entries:
        if entry.snapshot and entry is not newest and entry.snapshot.digest == entry.edition.digest:
            yield from promise.still_free(entry.edition.edition, names_in(entry.snapshot.order))


class _Promise:
    """The ids of one edition, against those of today."""

    def __init__(
        self,
        ledger: LedgerFile,
        newest: LedgerEntry,
        index: Index,
        records: tuple[Entry, ...],
        model: Mapping[str, Any],
    ) -> None:
        self.ledger, self.edition, self.index, self.model = ledger, newest.edition.edition, index, model
        self.line = newest.tree.values.get("edition", newest.tree).start
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
            elif (not target or target.status == "draft") and name not in self.inherited:
                yield self._without_a_word(name, page["path"], target)
            for former in _formers(page):
                yield from self._former(former, name)

    def still_free(self, edition: str, ids: Mapping[str, list[str]]) -> Iterator[Finding]:
        """Ask of an earlier edition whether an id that the newest does not know is something else now."""
        for kind, names in ids.items():
            for name in names:
                target = self.index.find(self.briefing, name)
                known = name in self.model["records"] or name in self.model[PAGES]
                if target and target.position.path and target.kind != kind and not known:
                    before = "a page" if kind == PAGES else f"another kind of record ({kind})"
                    yield self._reused(name, target, before, edition)

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
        """An id given up by a record or page is free for nobody else, and its heir goes on naming it."""
        target = self.index.find(self.briefing, former)
        holder = target.entry or target.page if target else None
        if target and target.position.path and (holder is None or owner not in former_ids(holder)):
            yield self._reused(former, target, f"what is '{owner}' now")
        heir = self.index.find(self.briefing, owner)
        if not target and heir and heir.position.path and former not in self.inherited:
            message = f"'{owner}' was called '{former}' once, and does not say so any more"
            yield Finding(heir.position, "vanished-record", message, f"add '{former}' to its 'formerly' again", owner)

    def _reused(self, name: str, target: Target, before: str, edition: str = "") -> Finding:
        message = f"the id '{name}' named {before} in edition '{edition or self.edition}'"
        help_line = "choose another id: old links would lead to something else"
        return Finding(target.position, "reused-id", message, help_line, name)

    def _without_a_word(self, name: str, path: str, target: Target | None) -> Finding:
        """A page that is gone: a notice stands at its address, and nobody is told why."""
        now = "a draft now" if target else "gone"
        message = f"the page {path}.html was published in edition '{self.edition}' and is {now}"
        help_line = _PAGE
        known = [other for other in self.index.known(self.briefing, (PAGES,)) if other not in self.model[PAGES]]
        if near := nearest(name, [other for other in known if self._has_file(other)]):
            help_line = f"is it '{near}' now? Then add 'formerly: [{name}]' there. Else: {_PAGE}"
        place = target.position if target else self.ledger.source.position(self.line)
        return Finding(place, "vanished-page", message, help_line)

    def _has_file(self, name: str) -> bool:
        target = self.index.find(self.briefing, name)
        return bool(target and target.position.path)

    def _vanished(self, name: str, kind: str) -> Finding:
        path = self.places.get(kind, self.ledger.source.path)
        known = [other for other in self.index.known(self.briefing, (kind,)) if other not in self.model["records"]]
        near = nearest(name, known)
        help_line = f"is it '{near}' now? Then add 'formerly: [{name}]' there. Else: {_KEEP}" if near else _KEEP
        message = f"'{name}' was published in edition '{self.edition}' and is gone"
        return Finding(Position(path), "vanished-record", message, help_line, name)


_PAGE = (
    "a notice stands at its address. Keep the file with 'status: withdrawn' and 'withdrawn:', which says when and why; "
    "or name it under 'formerly' on the page that has its content"
)
_KEEP = "bring it back with 'status: withdrawn' and 'withdrawn:', which says when and why; or name it under 'formerly'"


def _formers(owner: Mapping[str, Any]) -> Iterator[str]:
    former = owner["fields"].get("formerly", [])
    yield from (name for name in former if isinstance(name, str)) if isinstance(former, list) else ()
