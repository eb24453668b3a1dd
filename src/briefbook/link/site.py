"""The linked model.

In: nothing. Out: `Site`, `Briefing`, `Record`, `Page` and what they are made of. Frozen, and free of any medium: no
HTML, no file of an output, no heading level.
"""

import datetime
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any

from briefbook.findings import Position
from briefbook.kinds.editions import Edition
from briefbook.load.site import SHARED
from briefbook.model.dates import try_date
from briefbook.model.kind import Kind, Path
from briefbook.prose import Node


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """A place a reader can go to: a page, by its path without an ending, and an anchor on it or none."""

    page: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """Where something is discussed: the page or record, its title, and the sentence if there is one."""

    address: Address
    title: str
    kind: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A record in its place. `texts` are its parsed text fields by path."""

    kind: Kind
    id: str
    model: Any
    texts: Mapping[Path, Node]
    title: str
    address: Address
    position: Position
    mentions: tuple[Mention, ...] = ()

    @property
    def draft(self) -> bool:
        """Whether it is one, which a preview alone shows."""
        return bool(self.model.status == "draft")

    @property
    def anchor(self) -> str:
        """The id of its element: `event-refusal`."""
        return f"{self.kind.css}-{self.id}"

    @property
    def digest(self) -> str:
        """A short name for what the record says, so that a reader's browser can tell whether it says something new."""
        said = self.model.model_dump_json(exclude_defaults=True).encode("utf-8")
        return hashlib.blake2b(said, digest_size=6).hexdigest()


@dataclass(frozen=True, slots=True)
class Notice:
    """When a page was withdrawn, and why."""

    date: str
    reason: Node


@dataclass(frozen=True, slots=True)
class Page:
    """A page. `path` is its address without an ending; `made` tells whether it was made from the data.

    `lead` is the summary as a text, and `said` the same in plain words. `images` are the files it shows: path below
    `docs/`, and SHA-256. A `draft` is shown by a preview alone.
    """

    id: str
    path: str
    title: str
    short: str
    summary: str
    body: Node
    position: Position | None = None
    folder: str = ""
    formerly: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    images: tuple[tuple[str, str], ...] = ()
    leans_on: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    withdrawn: Notice | None = None
    draft: bool = False
    lead: Node | None = None
    said: str = ""

    @property
    def made(self) -> bool:
        """Whether it has no file and was made from the data."""
        return self.position is None

    @property
    def address(self) -> Address:
        """Where it is."""
        return Address(self.path)


@dataclass(frozen=True, slots=True)
class Section:
    """A run of pages in the navigation, under a heading or under none; `made` headings are ours, not the editor's."""

    title: str
    pages: tuple[Page, ...]
    made: bool = False


@dataclass(frozen=True, slots=True)
class Briefing:
    """A briefing with everything it shows, shared records included.

    `led_from` gives the events that led to one, `corrected` the corrections that touch a record or page, newest first,
    `elsewhere` the titles of what is referred to with a briefing's folder before the id;
    `editions` are its releases, oldest first, and `snapshots` the files that say what each of them said; `withdrawn`
    are pages of which a notice is left; `catalogues` are the texts of the site's own words, each with its language.
    """

    id: str
    model: Any
    texts: Mapping[Path, Node]
    records: Mapping[str, tuple[Record, ...]]
    by_id: Mapping[str, Record]
    sections: tuple[Section, ...]
    position: Position
    pages_by_id: Mapping[str, Page] = field(default_factory=dict)
    led_from: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    corrected: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    editions: tuple[Edition, ...] = ()
    snapshots: Mapping[str, FilePath] = field(default_factory=dict)
    withdrawn: tuple[Page, ...] = ()
    catalogues: tuple[tuple[str, str], ...] = ()

    @property
    def pages(self) -> tuple[Page, ...]:
        """Every page, in reading order."""
        return tuple(page for section in self.sections for page in section.pages)

    def discussed(self, name: str) -> tuple[Mention, ...]:
        """Where a record or page is discussed, that is, what rests on it; a correction of it stands at it instead."""
        there = self.by_id.get(name) or self.pages_by_id.get(name)
        shown = {made.address for made in self.corrected.get(name, ())}
        return tuple(mention for mention in there.mentions if mention.address not in shown) if there else ()

    @property
    def updated(self) -> str:
        """The day of the last change a reader was told of: publication, the latest edition or correction."""
        days = [
            *([self.model.published] if self.model.published else []),
            *(day for edition in self.editions for day in _days(edition)),
            *(record.model.date for record in self.records.get("corrections", ())),
        ]
        return max(days, key=last_day, default="")


def last_day(text: str) -> tuple[datetime.date, datetime.date, str]:
    """The order of dates that may be as wide as a season: by the last day, then by the first, then by their letters."""
    date, never = try_date(text), datetime.date.min
    return (date.latest or never, date.earliest or never, text) if date else (never, never, text)


def _days(edition: Edition) -> Iterator[str]:
    yield edition.date
    if edition.withdrawn:
        yield edition.withdrawn.date


@dataclass(frozen=True)
class Site:
    """All briefings, in the order of their names, and the pages that belong to none.

    `withheld` are files beside the pages, by their path below `docs/`, that are not to be published; `catalogues` are
    the texts of the site's own words, each with its language; `withdrawn` are pages that are named and not shown.
    """

    name: str
    briefings: tuple[Briefing, ...]
    pages: tuple[Page, ...]
    withheld: frozenset[str] = frozenset()
    catalogues: tuple[tuple[str, str], ...] = ()
    withdrawn: tuple[Page, ...] = ()

    @cached_property
    def by_folder(self) -> Mapping[str, Briefing]:
        """The briefings by their folders."""
        return {briefing.id: briefing for briefing in self.briefings}

    @cached_property
    def language(self) -> str:
        """The language of the pages that belong to no briefing: that of all briefings, or English."""
        languages = {briefing.model.language for briefing in self.briefings}
        return str(languages.pop()) if len(languages) == 1 else "en"

    @cached_property
    def pages_by_id(self) -> Mapping[str, Page]:
        """The pages that belong to no briefing."""
        return {page.id: page for page in self.pages}

    def home(self, briefing: Briefing | None, reference: str) -> Briefing | None:
        """The briefing that a reference leads into, as seen from one or from a page of the whole site, or None."""
        folder, slash, _ = reference.rpartition("/")
        return self.by_folder.get(folder) if slash and folder != SHARED else briefing

    def find(self, briefing: Briefing | None, reference: str) -> Record | Page | None:
        """What `id`, `briefing/id`, or `/id` for a page of the whole site names, as `check` has resolved it."""
        folder, _, name = reference.rpartition("/")
        home = self.home(briefing, reference)
        if home is not None:
            return home.by_id.get(name) or home.pages_by_id.get(name)
        return None if folder else self.pages_by_id.get(name)

    def briefing(self, name: str) -> Briefing:
        """The briefing of that folder. Raises KeyError if there is none."""
        return self.by_folder[name]
