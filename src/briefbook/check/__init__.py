"""Everything that can be wrong with a briefing, found in one run.

In: what was loaded. Out: `Checked` and all findings, sorted. Nothing stops at the first mistake, and a rule runs on
every record whose needed fields are well formed.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import TypeVar

from briefbook.check.claims import unsupported, vague_attributions
from briefbook.check.entries import Checked, Entry, Leaf, PageEntry
from briefbook.check.files import check_files
from briefbook.check.former import claimed_twice
from briefbook.check.gather import gather, is_lost, kind_meant
from briefbook.check.glyphs import unprintable
from briefbook.check.index import Index, Target, briefing_ids, identify
from briefbook.check.ledger import check_ledger, snapshot_files
from briefbook.check.letters import in_pieces
from briefbook.check.lost import restored, told
from briefbook.check.order import circles
from briefbook.check.own import check_own, without_words
from briefbook.check.pages import check_names, check_page, read_page
from briefbook.check.promises import check_promises
from briefbook.check.references import Naming, check_reference, is_words
from briefbook.check.repeats import repeated_addresses, repeated_items
from briefbook.check.replaced import nameless, shows_its_records
from briefbook.check.scene import Scene
from briefbook.check.standing import standard_stems, without_drafts
from briefbook.check.text import check_text, wordless
from briefbook.check.values import check_value
from briefbook.check.withdrawals import page_says_why, withdrawal_says_why
from briefbook.findings import Finding, Position, in_order
from briefbook.kinds import BY_NAME
from briefbook.load import Loaded
from briefbook.load.site import SHARED
from briefbook.model.dates import try_date
from briefbook.model.fields import DateMark, Reference
from briefbook.model.kind import World
from briefbook.prose import Locator

T = TypeVar("T", Entry, PageEntry)
_OF_A_BRIEFING = ("unknown-reference", "unknown-source", "unknown-page", "no-briefing")
_SHOWN_ID = re.compile(r"\bid\b *[:=]? *[\"'“]?([a-z0-9-]+)")
_LONE_ID = re.compile(r"^ *[-–*•]+ *([a-z0-9-]+) *$", re.MULTILINE)

__all__ = ["Checked", "Entry", "Index", "Leaf", "PageEntry", "Target", "check", "standard_stems"]


def check(loaded: Loaded) -> tuple[Checked, tuple[Finding, ...]]:
    """Check a whole site. The findings include those of loading it."""
    entries, findings = gather(loaded.data)
    pages = []
    for file in loaded.pages:
        page, more = read_page(file)
        pages.append(page)
        findings += more
    by_briefing = _by_briefing(entries, loaded.briefings), _by_briefing(pages, loaded.briefings)
    ledgers = {ledger.briefing: (ledger, *check_ledger(ledger)) for ledger in loaded.ledgers}
    editions = {name: tuple(entry.edition for entry in entries) for name, (_, entries, _) in ledgers.items()}
    snapshots = {name: snapshot_files(entries) for name, (_, entries, _) in ledgers.items()}
    catalogues = tuple((file.name.stem, file.source.text) for file in loaded.own if file.folder == "words")
    checked = Checked(*by_briefing, loaded.settings.docs, editions, snapshots, catalogues)
    index = Index({name: {} for name in loaded.briefings}, _broken(loaded), loaded.briefings)
    lost = {name: frozenset(index.broken.get(name, {})) for name in loaded.briefings}
    standard = {name: standard_stems(checked, name, lost[name]) for name in loaded.briefings}
    published = without_drafts(checked)
    public = {name: standard_stems(published, name, lost[name]) for name in loaded.briefings}
    findings += _of_files(loaded, tuple(entries))
    findings += identify(entries, pages, standard, public, index)
    lost_ids = restored(entries, pages, index)
    findings += _missing_briefings(loaded)
    for name in (SHARED, *loaded.briefings):
        findings += _check_briefing(checked.entries.get(name, ()), index, has_editions=bool(editions.get(name)))
        shared = checked.entries[SHARED] if name != SHARED else ()
        findings += claimed_twice((*checked.entries.get(name, ()), *checked.pages.get(name, ())), shared)
    for page in pages:
        findings += _check_whole_page(page, checked, index, standard.get(page.briefing))
    for ledger, listed, more in ledgers.values():
        findings += more
        records = (*checked.entries.get(ledger.briefing, ()), *checked.entries[SHARED])
        if ledger.briefing in loaded.briefings:
            findings += check_promises(ledger, listed, index, records)
    return checked, in_order(told(findings, lost_ids))


def _of_files(loaded: Loaded, entries: tuple[Entry, ...]) -> Iterator[Finding]:
    """What is found in files by themselves, whatever stands in the others."""
    yield from loaded.findings
    yield from check_names(loaded)
    yield from check_files(loaded)
    yield from in_pieces(loaded)
    yield from unprintable(loaded)
    yield from check_own(loaded)
    yield from without_words(loaded, entries)
    yield from briefing_ids(_first_files(loaded))


def _check_whole_page(
    page: PageEntry, checked: Checked, index: Index, stems: Collection[str] | None
) -> Iterator[Finding]:
    """Check a page; `stems` are the standard pages of its briefing, None where it has none to replace."""
    body = check_page(page, index, checked.docs)
    found = _unless_draft(page.front, chain(_check_leaves(page.leaves, page, index), _check_texts(page, index), body))
    is_lost = bool(page.briefing) and page.briefing not in index.briefings  # which says all that follows from it
    yield from (finding for finding in found if not (is_lost and finding.code in _OF_A_BRIEFING))
    yield from shows_its_records(page, checked)
    if stems is not None:
        yield from nameless(page, stems)
    yield from page_says_why(page)


def _by_briefing(items: list[T], briefings: tuple[str, ...]) -> Mapping[str, tuple[T, ...]]:
    groups: dict[str, list[T]] = defaultdict(list)
    for item in items:
        groups[item.briefing].append(item)
    return {name: tuple(groups.get(name, ())) for name in ("", SHARED, *briefings)}


def _broken(loaded: Loaded) -> dict[str, dict[str, frozenset[str] | None]]:
    """The files whose records are lost, by briefing and kind, with the ids that their text still shows."""
    broken: dict[str, dict[str, frozenset[str] | None]] = defaultdict(dict)
    joined = {found.position.path for found in loaded.findings if found.code == "duplicate-key"}  # two records as one
    for file in loaded.data:
        if is_lost(file) or file.source.path in joined:
            kind = file.kind if file.kind in BY_NAME else kind_meant(file.kind) or file.kind
            others = broken[file.briefing].get(kind, frozenset())
            is_read = others is not None and bool(file.source.text or not file.broken)
            shown = frozenset(_SHOWN_ID.findall(file.source.text)) | frozenset(_LONE_ID.findall(file.source.text))
            broken[file.briefing][kind] = shown | (others or frozenset()) if is_read else None
    return dict(broken)


def _first_files(loaded: Loaded) -> dict[str, Position]:
    first: dict[str, Position] = {}
    for file in loaded.data:
        if file.briefing != SHARED:
            first.setdefault(file.briefing, Position(file.source.path))
    return first


def _missing_briefings(loaded: Loaded) -> Iterator[Finding]:
    present = {file.briefing for file in loaded.data if file.kind == "briefing"}
    for ledger in loaded.ledgers:
        if ledger.briefing not in loaded.briefings:
            yield Finding(
                Position(ledger.source.path),
                "no-briefing-file",
                f"briefing '{ledger.briefing}' has editions and no data",
                "bring it back with 'status: withdrawn' in briefing.yml: what was published is never just gone",
            )
    for name, position in _first_files(loaded).items():
        if name not in present:
            yield Finding(
                position,
                "no-briefing-file",
                f"briefing '{name}' has no briefing.yml",
                "add it with title, bottom_line, summary, status, language and facts_to",
            )


def _check_briefing(entries: tuple[Entry, ...], index: Index, *, has_editions: bool) -> Iterator[Finding]:
    world = _world(entries, has_editions)
    for entry in entries:
        yield from _unless_draft(entry.model, _check_leaves(entry.leaves, entry, index))
        yield from _unless_draft(entry.model, _check_texts(entry, index))
        broken = list(_check_rules(entry, world))
        yield from broken
        yield from withdrawal_says_why(entry)
        if all(finding.code != "quotation-without-source" for finding in broken):  # which says the same, and more
            yield from unsupported(entry, index)
    yield from circles([entry for entry in entries if entry.kind.name == "timeline"])
    yield from repeated_addresses(entries)


def _world(entries: tuple[Entry, ...], has_editions: bool) -> World:
    named = [entry for entry in entries if entry.id and entry.model is not None]
    records = {name: entry.model for entry in named for name in (entry.id, f"{entry.briefing}/{entry.id}")}
    briefing = next((entry.model for entry in entries if not entry.kind.is_list), None)
    facts_to = try_date(briefing.facts_to) if briefing else None
    return World(records, facts_to.latest if facts_to else None, has_editions)


def _check_leaves(leaves: tuple[Leaf, ...], owner: Entry | PageEntry, index: Index) -> Iterator[Finding]:
    source, name = owner.file.source, owner.id if isinstance(owner, Entry) else ""
    yield from repeated_items(leaves, source, owner.label, name)
    for leaf in leaves:
        yield from check_value(leaf, source, owner.label, name)
        marker = leaf.shape.marker
        if isinstance(marker, Reference) and not (marker.words and is_words(leaf.scalar.text, index.briefings)):
            place = partial(source.position, leaf.scalar.start)
            naming = Naming(index, owner.briefing, leaf.scalar.text, marker.kinds, place, owner.label, name)
            yield from check_reference(naming)


def _check_texts(owner: Entry | PageEntry, index: Index) -> Iterator[Finding]:
    """Check the text fields of a record, or of a page's front matter."""
    source, name = owner.file.source, owner.id if isinstance(owner, Entry) else ""
    traced = getattr(owner.model, "support", None) if isinstance(owner, Entry) else None
    for leaf in owner.leaves:
        root = owner.texts.get(leaf.path)
        if root is None:
            continue
        locator = Locator.of_scalar(source, leaf.scalar)
        scene = Scene(owner.briefing, owner.label, name, index, locator)
        flaws = list(check_text(root, scene, leaf.scalar.text))
        yield from flaws or wordless(root, leaf, scene)
        if not (traced and traced.why == "not-traced") and leaf.path[0] != "support":
            yield from vague_attributions(leaf.scalar.text, scene)


def _check_rules(entry: Entry, world: World) -> Iterator[Finding]:
    if entry.model is None:
        return
    bad_dates = _bad_dates(entry)
    for rule in entry.kind.rules:
        if entry.bad.intersection(rule.needs) or bad_dates.intersection(rule.needs):
            continue
        for flaw in rule.test(entry.model, world):
            place = entry.place(flaw.at)
            yield Finding(place, flaw.code, flaw.message, flaw.help, entry.id)


def _unless_draft(owner: object, findings: Iterator[Finding]) -> Iterator[Finding]:
    """A draft may refer to drafts: neither is published."""
    draft = getattr(owner, "status", None) == "draft"
    return (finding for finding in findings if not (draft and finding.code == "draft-reference"))


def _bad_dates(entry: Entry) -> set[str]:
    """The fields whose dates cannot be read: rules that compare dates leave them alone."""
    dates = (leaf for leaf in entry.leaves if isinstance(leaf.shape.marker, DateMark))
    return {str(leaf.path[0]) for leaf in dates if try_date(leaf.scalar.text) is None}
