"""The linking itself.

In: `Checked`. Out: `Site`. Three passes: place every record and page, collect who uses whom, put it all together.
Drafts stay behind here: nothing after this stage sees them, but for a preview, which asks for them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import Any

from briefbook.check import Checked, Entry, PageEntry, standard_stems
from briefbook.findings import Position
from briefbook.kinds import LISTS
from briefbook.kinds.editions import Edition
from briefbook.kinds.pages import HOME, STANDARD, PagePart, StandardPage
from briefbook.link.corrected import corrected
from briefbook.link.drafts import is_draft, is_withdrawn, pictures, withheld, without_drafts
from briefbook.link.mentions import Use, uses_in_components, uses_in_fields, uses_in_text
from briefbook.link.order import in_time, led_from
from briefbook.link.sections import sections
from briefbook.link.site import Address, Briefing, Mention, Notice, Page, Record, Site
from briefbook.load.site import SHARED
from briefbook.load.text import file_digest
from briefbook.prose import Node, plain_text

TITLE_LENGTH = 90


def link_site(checked: Checked, name: str, *, drafts: bool = False) -> Site:
    """Link a whole site. `checked` must be free of errors. With `drafts`, those are in it, each marked as one."""
    left_out = frozenset() if drafts else withheld(checked)
    checked = checked if drafts else without_drafts(checked)
    names = [folder for folder in checked.entries if folder not in ("", SHARED)]
    begun = [_Begun.of(checked, folder) for folder in names]
    pages = [_page(entry, checked.docs) for entry in checked.pages[""] if not is_withdrawn(entry)]
    if not any(page.path == HOME.stem for page in pages):
        pages.insert(0, _made(HOME, HOME.stem, HOME.parts))
    return Site(
        name, tuple(_linked(one, checked.catalogues) for one in begun), tuple(pages), left_out, checked.catalogues
    )


def shortened(text: str) -> str:
    """Words as a title: on one line, and cut off where they are many."""
    words = " ".join(text.split())
    return words if len(words) <= TITLE_LENGTH else f"{words[:TITLE_LENGTH].rsplit(' ', 1)[0].rstrip(',;:')}…"


def record_title(entry: Entry) -> str:
    """The words by which a record is named elsewhere."""
    text = entry.texts.get((entry.kind.title,))
    if text is not None:
        return shortened(plain_text(text))
    return shortened(getattr(entry.model, entry.kind.title) or entry.model.publisher)


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

    @classmethod
    def of(cls, checked: Checked, folder: str) -> "_Begun":
        own = checked.entries[folder]
        page_entries = {page.id: page for page in checked.pages[folder] if not is_withdrawn(page)}
        withdrawn = [page for page in checked.pages[folder] if is_withdrawn(page)]
        entries = {entry.id: entry for entry in own if entry.kind.is_list}
        entries |= _shared_in_use(checked, entries, page_entries)
        briefing = next(entry for entry in own if not entry.kind.is_list)
        pages = {page.id: _page(page, checked.docs) for page in page_entries.values()}
        for stem in standard_stems(checked, folder):
            kinds = {entry.kind.name for entry in entries.values()}
            made = _standard(STANDARD[stem], folder, kinds, {page.folder for page in pages.values()}, briefing)
            if stem in pages:
                pages[stem] = _completed(pages[stem], made)
            elif made.body.children:
                pages[stem] = made
        records = {name: _record(entry, pages, folder) for name, entry in entries.items()}
        editions, snapshots = checked.editions.get(folder, ()), checked.snapshots.get(folder, {})
        gone = tuple(_page(page, checked.docs) for page in withdrawn)
        return cls(folder, briefing, entries, records, page_entries, pages, gone, editions, snapshots)

    def title(self, target: str) -> str:
        """The title of a record or page of this briefing, or the reference itself."""
        if target in self.records:
            return self.records[target].title
        return self.pages[target].title if target in self.pages else target


def _shared_in_use(checked: Checked, entries: Mapping[str, Entry], pages: Mapping[str, PageEntry]) -> dict[str, Entry]:
    """The shared records that the briefing refers to, and those they refer to in turn."""
    shared = {entry.id: entry for entry in checked.entries[SHARED]}
    found: dict[str, Entry] = {}
    waiting = [use.target for entry in entries.values() for use in _entry_uses(entry, str)]
    waiting += [use.target for page in pages.values() for use in _page_uses(page, str)]
    while waiting:
        target = waiting.pop()
        if target in shared and target not in found and target not in entries:
            found[target] = shared[target]
            waiting += [use.target for use in _entry_uses(shared[target], str)]
    return {name: entry for name, entry in shared.items() if name in found}


def _entry_uses(entry: Entry, title: Any) -> Iterator[Use]:
    for root in entry.texts.values():
        yield from uses_in_text(root, title)
    yield from uses_in_fields(entry.leaves)


def _page_uses(page: PageEntry, title: Any) -> Iterator[Use]:
    yield from uses_in_text(page.body, title)
    yield from uses_in_components(page.body)
    yield from uses_in_fields(page.leaves)


def _record(entry: Entry, pages: Mapping[str, Page], folder: str) -> Record:
    path = pages[entry.kind.page].path if entry.kind.page in pages else f"{folder}/index"
    address = Address(path, f"{entry.kind.css}-{entry.id}")
    return Record(entry.kind, entry.id, entry.model, entry.texts, record_title(entry), address, entry.position())


def _page(entry: PageEntry, docs: FilePath) -> Page:
    file, front = entry.file, entry.front
    path = "/".join(filter(None, [file.briefing, *file.folders, file.stem]))
    title = front.title if front else ""
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


def _linked(begun: _Begun, catalogues: tuple[tuple[str, str], ...]) -> Briefing:
    mentions: dict[str, dict[tuple[Address, str], Mention]] = {}
    leans: dict[str, dict[str, None]] = {}

    def note(use: Use, mention: Mention) -> None:
        found = mentions.setdefault(use.target, {})
        key = (mention.address, use.sentence)
        found.setdefault(key, replace(mention, sentence=use.sentence))

    for name, entry in begun.entries.items():
        record = begun.records[name]
        for use in _entry_uses(entry, begun.title):
            note(use, Mention(record.address, record.title, record.kind.singular))
    for name, page in begun.page_entries.items():
        for use in _page_uses(page, begun.title):
            note(use, Mention(begun.pages[name].address, begun.pages[name].title, "page"))
            if use.target in begun.records:
                leans.setdefault(name, {})[use.target] = None
    records = {
        name: replace(record, mentions=_in_order(mentions.get(name, {}))) for name, record in begun.records.items()
    }
    pages = {
        name: replace(page, leans_on=tuple(leans.get(name, ())), mentions=_in_order(mentions.get(name, {})))
        for name, page in begun.pages.items()
    }
    by_kind = _by_kind(records)
    return Briefing(
        id=begun.id,
        model=begun.entry.model,
        texts=begun.entry.texts,
        records=by_kind,
        by_id=records,
        sections=sections(begun.entry.model, pages),
        position=begun.entry.position(),
        pages_by_id=pages,
        led_from=led_from(by_kind.get("timeline", ())),
        corrected=corrected(by_kind.get("corrections", ())),
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


def _by_kind(records: Mapping[str, Record]) -> dict[str, tuple[Record, ...]]:
    groups: dict[str, tuple[Record, ...]] = {}
    for kind in LISTS:
        group = [record for record in records.values() if record.kind.name == kind.name]
        if kind.name == "timeline":
            group = in_time(group)
        elif kind.name == "terms":
            group.sort(key=lambda record: record.title.casefold())
        if group:
            groups[kind.name] = tuple(group)
    return groups
