"""Which ids there are, and what they name.

In: entries and pages. Out: an `Index` that resolves a reference, and findings for ids that stand twice or cannot be
ids. A briefing sees its own ids first and the shared ones after; another briefing's are named with its folder.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from briefbook.check.entries import Entry, PageEntry
from briefbook.findings import Finding, Position
from briefbook.kinds import BY_NAME
from briefbook.kinds.pages import RESERVED_BRIEFINGS
from briefbook.load import Scalar
from briefbook.load.site import SHARED
from briefbook.load.text import character_name

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
PAGES = "pages"
_NAMES = ("title", "short", "name", "publisher", "url")
ID_HELP = "an id is lowercase words with hyphens, such as 'open-letter'"


@dataclass(frozen=True, slots=True)
class Target:
    """What an id names: its kind, its place in the files, and the record if it is one."""

    id: str
    kind: str
    position: Position
    entry: Entry | None = None
    page: PageEntry | None = None
    only_drafts: bool = False

    @property
    def status(self) -> str:
        """`draft`, `current`, `withdrawn`, or what else its kind knows; empty for a page without a file.

        A page that is made of nothing but drafts is one.
        """
        if self.only_drafts:
            return "draft"
        owner = self.entry.model if self.entry else self.page.front if self.page else None
        return getattr(owner, "status", None) or ""

    def names(self) -> Iterator[str]:
        """What a person may call it by instead of its id."""
        tree = self.entry.tree if self.entry else self.page.file.front if self.page else None
        for name in (*_NAMES, *((self.entry.kind.title,) if self.entry else ())):
            value = tree.values.get(name) if tree else None
            if isinstance(value, Scalar):
                yield value.text


def _folded(words: str) -> str:
    return " ".join(words.casefold().split()).strip("/.")


@dataclass(slots=True)
class Index:
    """Targets by briefing and id.

    `broken` are the files, by briefing and kind, whose records could not be read, each with the ids seen in it (None:
    it could not be read at all). `briefings` are those that have data of their own.
    """

    targets: dict[str, dict[str, Target]] = field(default_factory=dict)
    broken: Mapping[str, Mapping[str, frozenset[str] | None]] = field(default_factory=dict)
    briefings: tuple[str, ...] = ()

    def find(self, briefing: str, reference: str) -> Target | None:
        """Resolve `id` or `briefing/id` as seen from a briefing; `Site.find` resolves what was linked as this does.

        A page of the whole site, whose briefing is empty, has no place at which a shared record stands.
        """
        folder, slash, name = reference.rpartition("/")
        if slash:
            return self.targets.get(folder, {}).get(name) if briefing or folder != SHARED else None
        found = self.targets.get(briefing, {}).get(name)
        return found or (self.targets.get(SHARED, {}).get(name) if briefing else None)

    def known(self, briefing: str, kinds: tuple[str, ...] = ()) -> list[str]:
        """Every id a reference from here may name, for suggestions."""
        shared = self.targets.get(SHARED, {}) if briefing else {}
        seen = {**shared, **self.targets.get(briefing, {})}
        return [name for name, target in seen.items() if (not kinds or target.kind in kinds) and ID.match(name)]

    def called(self, briefing: str, words: str, kinds: tuple[str, ...]) -> str:
        """The id of the one record or page that has these words for its title, name or address; or nothing."""
        said = _folded(words)
        there = {**self.targets.get(SHARED, {}), **self.targets.get(briefing, {})}
        found = [name for name in self.known(briefing, kinds) if said in map(_folded, there[name].names())]
        return found[0] if len(found) == 1 and said else ""

    def may_be_broken(self, briefing: str, reference: str, kinds: tuple[str, ...]) -> bool:
        """Whether the target may lie in a file that could not be read, so that silence is fairer than a guess."""
        folder, _, name = reference.rpartition("/")
        return any(
            (not kinds or kind in kinds or kind not in BY_NAME) and (ids is None or name in ids)
            for place in (folder or briefing, SHARED)
            for kind, ids in self.broken.get(place, {}).items()
        )

    def add(self, briefing: str, target: Target) -> Target | None:
        """Enter a target; give the one that already has its id, if any."""
        ids = self.targets.setdefault(briefing, {})
        if target.id in ids:
            return ids[target.id]
        ids[target.id] = target
        return None


def within(briefing: str, reference: str) -> str:
    """The id that a reference names within a briefing, shared records included; empty where it leads out of it."""
    folder, slash, name = reference.rpartition("/")
    return name if not slash or folder in (SHARED, briefing) else ""


def proper(text: str) -> str:
    """The id that was probably meant by a text that is none, or nothing: letters of other scripts are not guessed."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    name = re.sub(r"[ _.,'’-]+", "-", plain.lower()).strip("-")
    return name if ID.match(name) and not bad_id(name) else ""


def id_help(text: str) -> str:
    """What to do about a text that cannot be an id."""
    name = proper(text)
    return f"write {name}; {ID_HELP}" if name else ID_HELP


def bad_id(text: str) -> str:
    """Say why a text is no id, or nothing."""
    if ID.match(text) and len(text) <= 80:
        return ""
    strange = next((c for c in text if ord(c) > 127), "")
    if strange and unicodedata.category(strange).startswith(("L", "C", "Z")):
        return f"'{text}' contains {character_name(strange)}, which an id cannot have"
    return f"'{text}' cannot be an id"


def identify(
    entries: list[Entry],
    pages: list[PageEntry],
    standard: Mapping[str, list[str]],
    public: Mapping[str, list[str]],
    index: Index,
) -> Iterator[Finding]:
    """Enter records, pages with a file and standard pages into the index; yield what clashes.

    `public` are those of the `standard` pages that show more than drafts.
    """
    for page in pages:
        name = f"{page.file.source.path}"
        target = Target(page.id, PAGES, Position(name), page=page)
        if other := index.add(page.briefing, target):
            yield Finding(
                Position(name),
                "same-page",
                f"this page and {other.position.path} are both '{page.id}'",
                "rename one of the two files",
            )
    for briefing, stems in standard.items():
        for stem in stems:
            index.add(briefing, Target(stem, PAGES, Position(""), only_drafts=stem not in public[briefing]))
    for entry in sorted(entries, key=lambda e: e.briefing != SHARED):
        if entry.id:
            yield from _identify(entry, index)
    for entry in entries:
        if entry.id and not ID.match(entry.id) and (name := proper(entry.id)):  # who refers to it by that is right
            index.add(entry.briefing, Target(name, entry.kind.name, _named(entry), entry))


def _named(entry: Entry) -> Position:
    return entry.position(entry.tree.values["id"])


def _identify(entry: Entry, index: Index) -> Iterator[Finding]:
    position = _named(entry)
    target = Target(entry.id, entry.kind.name, position, entry)
    other = index.add(entry.briefing, target)
    if other is None and entry.briefing != SHARED:
        other = index.targets.get(SHARED, {}).get(entry.id)
    if other is None:
        return
    if other.kind == PAGES:
        message, help_line = (
            f"{entry.label} has the name of a page",
            "choose another id: pages are referred to by their names",
        )
    else:
        where = f"{other.position.path}:{other.position.line}"
        message, help_line = (
            f"the id '{entry.id}' stands a second time; the first is in {where}",
            "give one of the two another id",
        )
    yield Finding(position, "duplicate-id", message, help_line, entry.id)


def briefing_ids(briefings: Mapping[str, Position]) -> Iterator[Finding]:
    """Check the names of the briefings' folders."""
    for name, position in briefings.items():
        if name in RESERVED_BRIEFINGS:
            yield Finding(
                position,
                "reserved-id",
                f"no briefing can be called '{name}': the site needs that address",
                "rename the folder",
            )
        elif why := bad_id(name):
            yield Finding(
                position,
                "bad-id",
                why,
                f"rename the folder to {meant}; {ID_HELP}" if (meant := proper(name)) else ID_HELP,
            )
