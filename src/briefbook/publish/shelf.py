"""What stands among the published versions.

In: a store, which is a folder or a branch. Out: a `Shelf`: the copies in it, each with what it says of itself in
`published.json`. Nothing else is asked, least of all `versions.json`, which is derived from this.
"""

import json
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from briefbook.policy import hashes_in
from briefbook.publish.names import LATEST, age, bad_name

RECORD = "published.json"
HEADERS = "_headers"
_FORMAT = 1


class Refused(Exception):
    """Nothing is published; the message says why."""


class Lost(Exception):
    """Somebody else published meanwhile; what was planned has to be planned again."""


class Reader(Protocol):
    """What can be read of a store."""

    def folders(self) -> list[str]:
        """The names of the folders at its top, links left out."""

    def paths(self, folder: str) -> list[str]:
        """The files in one of them, by their path in it."""

    def read(self, path: str) -> bytes | None:
        """One file; None where there is none."""


class Store(Reader, Protocol):
    """What can be done with a store. Between `begin` and `finish` it shows what has been placed already."""

    def alone(self) -> AbstractContextManager[None]:
        """Keep others on this machine out. Raises Refused where they do not leave in time."""

    def begin(self, dry_run: bool) -> None:
        """Bring up to date what is known of the store, and heal what an interruption left."""

    def stage(self) -> AbstractContextManager[Path]:
        """An empty folder in which copies are made."""

    def place(self, folder: Path, name: str) -> None:
        """Put a finished folder at the top under a name, in one step, in place of what has it now."""

    def write(self, name: str, content: bytes) -> None:
        """Put a file at the top, in one step."""

    def finish(self, message: str) -> None:
        """Let everybody see it. Raises Lost where somebody else was first."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a copy says of itself.

    `source` is the hash of the manifest of the site it was made from. A copy under another name than its version is an
    alias; `gone` are the pages that only other versions have, each with these versions, and it has notices for them.
    `notices` are pages that stand in the place of others. A version that was withdrawn has a `reason` and its `date`.
    """

    version: str
    source: str
    briefings: Mapping[str, str] = field(default_factory=dict)
    gone: tuple[tuple[str, tuple[str, ...]], ...] = ()
    reason: str = ""
    date: str = ""
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """A folder among the versions. `record` is None for one that another tool made."""

    name: str
    record: Record | None
    pages: frozenset[str]
    scripts: frozenset[str]

    @property
    def shown(self) -> frozenset[str]:
        """Its pages, but for those that are notices."""
        return self.pages - frozenset(self.record.notices if self.record else ())


@dataclass(frozen=True, slots=True)
class Shelf:
    """All copies by name."""

    copies: Mapping[str, Copy]

    @property
    def versions(self) -> tuple[Copy, ...]:
        """The versions, newest first."""
        found = [copy for name, copy in self.copies.items() if copy.record is None or copy.record.version == name]
        return tuple(sorted(found, key=lambda copy: age(copy.name), reverse=True))

    def aliases(self, version: str) -> list[str]:
        """The other names of a version."""
        return sorted(
            name for name, copy in self.copies.items() if copy.record and copy.record.version == version != name
        )

    def of(self, name: str) -> Record | None:
        """The record of a copy, if there is one."""
        return self.copies[name].record if name in self.copies else None


def look(store: Reader) -> Shelf:
    """See what is there. A folder is a copy if it has a record, or has a page at its top and a name for a version."""
    found = {}
    for name in store.folders():
        told = store.read(f"{name}/{RECORD}")
        record = _record(name, told) if told is not None else None
        if record is None and (name == LATEST or bad_name(name) or store.read(f"{name}/index.html") is None):
            continue
        pages = frozenset(path for path in store.paths(name) if path.endswith(".html"))
        headers = store.read(f"{name}/{HEADERS}") or b""
        found[name] = Copy(name, record, pages, hashes_in(headers.decode("utf-8", "replace")))
    return Shelf(found)


def record_text(record: Record) -> bytes:
    """The text of a record."""
    told: dict[str, Any] = {
        "format": _FORMAT,
        "version": record.version,
        "source": record.source,
        "briefings": dict(record.briefings),
    }
    told |= {"gone": {path: list(versions) for path, versions in record.gone}} if record.gone else {}
    told |= {"notices": list(record.notices)} if record.notices else {}
    told |= {"withdrawn": {"reason": record.reason, "date": record.date}} if record.reason else {}
    return f"{json.dumps(told, indent=1, ensure_ascii=True)}\n".encode("ascii")


def _record(folder: str, content: bytes) -> Record:
    """Read a record. Raises Refused where it is none: guessing could lose a version."""
    try:
        told = json.loads(content)
        if told["format"] != _FORMAT:
            raise ValueError
        withdrawn = told.get("withdrawn", {})
        words = (told["version"], told["source"], withdrawn.get("reason", ""), withdrawn.get("date", ""))
        gone = tuple((path, tuple(versions)) for path, versions in told.get("gone", {}).items())
        notices = tuple(told.get("notices", ()))
        named = (*words, *notices, *(name for _, versions in gone for name in versions))
        if not all(isinstance(word, str) for word in named) or not isinstance(told["briefings"], dict):
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refused(f"{folder}/{RECORD} cannot be read; put it back as it was published") from None
    version, source, reason, date = words
    return Record(version, source, told["briefings"], gone, reason, date, notices)


def names_taken(shelf: Shelf, folders: Iterable[str]) -> list[str]:
    """Every name at the top, whoever made the folder."""
    return sorted({*shelf.copies, *folders})
