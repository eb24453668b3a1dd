"""The linking itself.

In: `Checked`. Out: `Site`. Three passes: place every record and page, collect who uses whom, put it all together.
Drafts stay behind here: nothing after this stage sees them, but for a preview, which asks for them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path as FilePath
from typing import Any

from briefbook.check import Checked, Entry, PageEntry, standard_stems
from briefbook.check.standing import is_draft, is_withdrawn, shared_in_use, without_drafts
from briefbook.findings import Position
from briefbook.kinds import LISTS
from briefbook.kinds.editions import Edition
from briefbook.kinds.pages import HOME, STANDARD, PagePart, StandardPage
from briefbook.link.corrected import corrected
from briefbook.link.drafts import pictures, withheld
from briefbook.link.mentions import Use, uses_in_components, uses_in_fields, uses_in_text
from briefbook.link.order import in_time, led_from
from briefbook.link.sections import sections
from briefbook.link.site import Address, Briefing, Mention, Notice, Page, Record, Site
from briefbook.link.titles import Titles
from briefbook.load.site import SHARED
from briefbook.load.text import file_digest
from briefbook.prose import Node, spoken_text


def link_site(checked: Checked, name: str, *, drafts: bool = False) -> Site:
    """Link a whole site. `checked` must be free of errors. With `drafts`, those are in it, each marked as one."""
    left_out = frozenset() if drafts else withheld(checked)
    checked = checked if drafts else without_drafts(checked)
    names = [folder for folder in checked.entries if folder not in ("", SHARED)]
    titles = Titles(checked)
    begun = [_Begun.of(checked, folder, titles) for folder in names]
    noted = _noted(begun)
    pages = [_page(entry, checked.docs, titles) for entry in checked.pages[""] if not is_withdrawn(entry)]
    gone = tuple(_page(entry, checked.docs, titles) for entry in checked.pages[""] if is_withdrawn(entry))
    if not any(page.path == HOME.stem for page in pages):
        pages.insert(0, _made(HOME, HOME.stem, HOME.parts))
    briefings = tuple(_linked(one, noted, checked.catalogues) for one in begun)
    return Site(name, briefings, tuple(pages), left_out, checked.catalogues, gone)


@dataclass(frozen=True, slots=True)
class _Begun:
    """A briefing while it is being put together: records without mentions, pages without what they lean on."""

    id: str
    entry: Entry
    entries: Mapping[str, Entry]
    records: Mapping[str, Record]
    page_entries: Mapping[str, PageEntry]
    pages: Mapping[str, Page]
    withdrawn: tuple[Page, ...]
    editions: tuple[Edition, ...]
    snapshots: Mapping[str, FilePath]
    title: Callable[[str], str]

    @classmethod
    def of(cls, checked: Checked, folder: str, titles: Titles) -> "_Begun":
        own = checked.entries[folder]
        page_entries = {page.id: page for page in checked.pages[folder] if not is_withdrawn(page)}
        withdrawn = [page for page in checked.pages[folder] if is_withdrawn(page)]
        entries = {entry.id: entry for entry in own if entry.kind.is_list}
        entries |= shared_in_use(checked, folder)
        briefing = next(entry for entry in own if not entry.kind.is_list)
        pages = {page.id: _page(page, checked.docs, titles) for page in page_entries.values()}
        for stem in standard_stems(checked, folder):
            kinds = {entry.kind.name for entry in entries.values()}
            made = _standard(STANDARD[stem], folder, kinds, {page.folder for page in pages.values()}, briefing)
            if stem in pages:
                pages[stem] = _completed(pages[stem], made)
            elif made.body.children:
                pages[stem] = made
        records = {name: _record(entry, pages, folder, titles) for name, entry in entries.items()}
        editions, snapshots = checked.editions.get(folder, ()), checked.snapshots.get(folder, {})
        gone = tuple(_page(page, checked.docs, titles) for page in withdrawn)
        title = partial(titles.of, folder)
        return cls(folder, briefing, entries, records, page_entries, pages, gone, editions, snapshots, title)


def _entry_uses(entry: Entry, title: Any) -> Iterator[Use]:
    for root in entry.texts.values():
        yield from uses_in_text(root, title)
    yield from uses_in_fields(entry.leaves)


def _page_uses(page: PageEntry, title: Any) -> Iterator[Use]:
    yield from uses_in_text(page.body, title)
    yield from uses_in_components(page.body)
    yield from uses_in_fields(page.leaves)


def _record(entry: Entry, pages: Mapping[str, Page], folder: str, titles: Titles) -> Record:
    path = pages[entry.kind.page].path if entry.kind.page in pages else f"{folder}/index"
    address = Address(path, f"{entry.kind.css}-{entry.id}")
    title = titles.of(folder, entry.id)
    return Record(entry.kind, entry.id, entry.model, entry.texts, title, address, entry.position())


def _page(entry: PageEntry, docs: FilePath, titles: Titles) -> Page:
    file, front = entry.file, entry.front
    path = "/".join(filter(None, [file.briefing, *file.folders, file.stem]))
    title = front.title if front else ""
    lead = entry.texts.get(("summary",))
    return Page(
        id=entry.id,
        path=path,
        title=title,
        short=(front.short if front else "") or title,
        summary=(front.summary if front else "") or "",
        body=entry.body,
        position=Position(file.source.path),
        folder=file.folders[0] if file.folders and file.stem != "index" else "",
        formerly=front.formerly if front else (),
        sources=front.sources if front else (),
        see=front.see if front else (),
        withdrawn=_notice(entry),
        images=tuple(_images(entry, docs)),
        draft=is_draft(front),
        lead=lead,
        said=spoken_text(lead, partial(titles.of, file.briefing)) if lead else "",
    )


def _notice(entry: PageEntry) -> Notice | None:
    said = entry.front.withdrawn if entry.front else None
    return Notice(said.date, entry.texts[("withdrawn", "reason")]) if said else None


def _images(entry: PageEntry, docs: FilePath) -> Iterator[tuple[str, str]]:
    for path in pictures(entry, docs):
        yield path.relative_to(docs.resolve()).as_posix(), file_digest(path)


def _standard(page: StandardPage, folder: str, kinds: set[str], folders: set[str], briefing: Entry) -> Page:
    """Make a standard page: headings and component calls, for what there is to show."""
    there = kinds | {f"{name}/" for name in folders if name} | {""}
    if briefing.model.state_of_play:
        there.add("state_of_play")
    parts = tuple(part for part in page.parts if part.needs in there)
    if page.stem in ("background", "analysis"):
        return replace(_made(page, f"{folder}/{page.stem}/index", parts), short="Contents")
    return _made(page, f"{folder}/{page.stem}", parts)


def _made(page: StandardPage, path: str, parts: tuple[PagePart, ...]) -> Page:
    """Make a page out of some of its parts; a page of a single part needs no heading."""
    body: list[Node] = []
    for part in parts:
        if part.heading and len(page.parts) > 1:
            body.append(Node("heading", (Node("text", (), part.heading, {"say": True}),), "", {"level": 2}))
        body.append(Node("component", (), f"{{{{ {part.call} }}}}"))
    return Page(page.stem, path, page.title, page.title, "", Node("document", tuple(body)))


def _completed(page: Page, made: Page) -> Page:
    """A file without a title of its own takes that of the standard page it replaces."""
    return replace(page, title=page.title or made.title, short=page.short or made.short)


@dataclass(frozen=True, slots=True)
class _Noted:
    """Who uses whom: mentions of a briefing's record or page, what its pages lean on, and titles by reference."""

    mentions: dict[tuple[str, str], dict[tuple[Address, str], Mention]] = field(default_factory=dict)
    leans: dict[tuple[str, str], dict[str, None]] = field(default_factory=dict)
    elsewhere: dict[str, dict[str, str]] = field(default_factory=dict)

    def told(self, briefing: str, name: str) -> tuple[Mention, ...]:
        """Where something is discussed, in order."""
        return _in_order(self.mentions.get((briefing, name), {}))

    def name(self, begun: "_Begun", reference: str) -> None:
        """Keep the title of what a briefing names with a folder before the id."""
        if "/" in reference:
            self.elsewhere.setdefault(begun.id, {})[reference] = begun.title(reference)


def _uses(begun: _Begun) -> Iterator[tuple[str, Use, Mention]]:
    """Every use in a briefing, with the id of who makes it, and what is told of that where it leads."""
    for name, entry in begun.entries.items():
        record = begun.records[name]
        for use in _entry_uses(entry, begun.title):
            yield name, use, Mention(record.address, record.title, record.kind.singular, use.sentence)
    for name, page in begun.page_entries.items():
        for use in _page_uses(page, begun.title):
            yield name, use, Mention(begun.pages[name].address, begun.pages[name].title, "page", use.sentence)


def _noted(begun: Sequence[_Begun]) -> _Noted:
    """Who uses whom on the whole site."""
    noted = _Noted()
    for one in begun:
        for name, use, mention in _uses(one):
            folder, slash, target = use.target.rpartition("/")
            home = folder if slash and folder != SHARED else one.id
            found = noted.mentions.setdefault((home, target), {})
            found.setdefault((mention.address, mention.sentence), mention)
            if home == one.id and name in one.page_entries and target in one.records:
                noted.leans.setdefault((home, name), {})[target] = None
            noted.name(one, use.target)
        for use in _entry_uses(one.entry, str):
            noted.name(one, use.target)
    return noted


def _linked(begun: _Begun, noted: _Noted, catalogues: tuple[tuple[str, str], ...]) -> Briefing:
    told = partial(noted.told, begun.id)
    records = {name: replace(record, mentions=told(name)) for name, record in begun.records.items()}
    pages = {
        name: replace(page, leans_on=tuple(noted.leans.get((begun.id, name), ())), mentions=told(name))
        for name, page in begun.pages.items()
    }
    by_kind = _by_kind(records, begun.id)
    return Briefing(
        id=begun.id,
        model=begun.entry.model,
        texts=begun.entry.texts,
        records=by_kind,
        by_id=records,
        sections=sections(begun.entry.model, pages),
        position=begun.entry.position(),
        pages_by_id=pages,
        led_from=led_from(by_kind.get("timeline", ()), begun.id),
        corrected=corrected(by_kind.get("corrections", ()), begun.id),
        elsewhere=noted.elsewhere.get(begun.id, {}),
        editions=begun.editions,
        snapshots=begun.snapshots,
        withdrawn=begun.withdrawn,
        catalogues=catalogues,
    )


def _in_order(found: dict[tuple[Address, str], Mention]) -> tuple[Mention, ...]:
    """Pages first; a place that gives a sentence is not named a second time without one."""
    with_words = {mention.address for mention in found.values() if mention.sentence}
    kept = [m for m in found.values() if m.sentence or m.address not in with_words]
    return tuple(sorted(kept, key=lambda mention: mention.kind != "page"))


def _by_kind(records: Mapping[str, Record], briefing: str) -> dict[str, tuple[Record, ...]]:
    groups: dict[str, tuple[Record, ...]] = {}
    for kind in LISTS:
        group = [record for record in records.values() if record.kind.name == kind.name]
        if kind.name == "timeline":
            group = in_time(group, briefing)
        elif kind.name == "terms":
            group.sort(key=lambda record: record.title.casefold())
        if group:
            groups[kind.name] = tuple(group)
    return groups
