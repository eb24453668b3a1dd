"""What a reviewer with five minutes should know of a change, in the order of its weight.

In: two sides. Out: a `Review`: a sentence, and sections of items. It arranges what the diff, the check and the rendered
pages say; comment and page write the same sections.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from urllib.parse import quote

from briefbook.editions import Change, nothing
from briefbook.editions.names import title_of
from briefbook.link import Briefing
from briefbook.render.changes import Telling
from briefbook.render.views import View
from briefbook.review.beside import named, otherwise
from briefbook.review.claims import forsaken, gaining, has_source, losing
from briefbook.review.comparable import Comparable, comparable
from briefbook.review.drafts import drafts, once_or_now
from briefbook.review.items import Section, counted, item, merged, said
from briefbook.review.linking import linking
from briefbook.review.links import Places, broken, file_of
from briefbook.review.noticed import noticed
from briefbook.review.rendered import Rendered, rendered
from briefbook.review.report import Pair, pairs
from briefbook.review.resting import resting
from briefbook.review.side import Side

_MOVED = frozenset(
    ["option-taken", "likelihood-moved", "confidence-moved", "position-moved", "estimate-moved", "indicator-changed"]
)
_NEW, _GONE = frozenset(["added", "corrected"]), frozenset(["removed"])
_ELSEWHERE = frozenset(["source-gained", "source-lost", "sources-changed", "address-gained", "address-lost"])
Wanted = Callable[[Change], bool]


@dataclass(frozen=True)
class Review:
    """A change from one side to another.

    `preview` is where the new site can be read, `address` where the site is published; both end with a slash or are
    empty.
    """

    before: Side
    after: Side
    macros: Path
    preview: str = ""
    address: str = ""

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The briefings that changed, without what one side could not read."""
        return tuple(pair for pair in pairs(self._compared.before, self._compared.after) if pair.changes)

    @cached_property
    def pages(self) -> tuple[Rendered, ...]:
        """The pages that read otherwise, before and after; none where a side is a snapshot, or has errors."""
        old, new = (side.tree.site if not side.tree.left_out else None for side in (self.before, self.after))
        changed = {str(pair.new["briefing"]): str(pair.old["briefing"]) for pair in self.pairs}
        return tuple(rendered(old, new, self.macros, self.preview, changed)) if old and new else ()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What keeps the comparison from being whole."""
        sides = tuple(filter(None, (side.warning for side in (self.before, self.after))))
        unread = self._compared.unread.items()
        files = [f"{path} ({number} left out)" for path, number in unread]
        return (*sides, f"Not compared, because one side cannot be read: {named(files)}.") if files else sides

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Everything, the weightiest first."""
        lost = self._claims(lambda pair: [*losing(pair.changes), *forsaken(pair.old, pair.new)], "no source is left")
        before, after = self.before.tree.findings, self.after.tree.findings
        no_claim, no_link, no_finding = self._empty
        return (
            Section("lost", "Claims that lost a source", lost, no_claim),
            Section("broken", "Links from outside that break", tuple(self._broken()), no_link),
            Section("findings", "Findings that appear", tuple(noticed(after, before)), no_finding),
            Section("moved", "Certainty, positions, options and estimates that moved", self._groups(_has_moved)),
            Section("removed", "Removed", self._groups(lambda change: change.type in _GONE)),
            Section("changed", "Changed", self._groups(_is_other)),
            Section("added", "Added", self._groups(lambda change: change.type in _NEW)),
            Section("drafts", "Drafts, which are not published", tuple(drafts(self.before, self.after))),
            Section("files", "Files that are neither facts nor prose", tuple(self._beside())),
            Section("resting", "What rests on what changed", merged(self._resting())),
            Section("gained", "Claims that gained a source", self._claims(lambda pair: gaining(pair.changes))),
            Section("pages", "Pages touched", tuple(self._touched())),
            Section("settled", "Findings that disappear", tuple(noticed(before, after))),
        )

    @property
    def summary(self) -> str:
        """The change in a sentence."""
        number = {section.id: len(section.items) for section in self.sections}
        kinds = [f"{number[name]} {name}" for name in ("added", "changed", "moved", "removed") if number[name]]
        kinds += [counted(number["drafts"], "draft")] if number["drafts"] else []
        kinds += [f"{counted(number['pages'], 'page')} touched"] if number["pages"] else []
        told = [f"{counted(number['lost'], 'claim')} lost a source"] if number["lost"] else []
        told += [f"{counted(number['gained'], 'claim')} gained one"] if number["gained"] else []
        told += [f"{counted(number['broken'], 'page')} with broken links from outside"] if number["broken"] else []
        told += [f"{counted(number['findings'], 'new finding')}"] if number["findings"] else []
        told += [f"{counted(number['settled'], 'finding')} settled"] if number["settled"] else []
        parts = [f"Records and pages: {', '.join(kinds)}"] if kinds else []
        parts += [", ".join(told)] if told else []
        parts += ["files that are neither facts nor prose changed"] if number["files"] else []
        nothing_said = "Nothing can be told" if self._compared.is_nothing else "Nothing has changed"
        whole = "; ".join(parts) or nothing_said
        return f"{whole[:1].upper()}{whole[1:]}."

    @property
    def _empty(self) -> tuple[str, str, str]:
        """What is said of the three weightiest where there is none of them; of what was not compared nothing is."""
        if self._compared.is_nothing:
            return "", "", "No finding appears."
        far = ", as far as both sides can be read" if self._compared.unread else ""
        return f"No claim lost a source{far}.", f"No link from outside breaks{far}.", "No finding appears."

    @cached_property
    def _compared(self) -> Comparable:
        return comparable(self.before, self.after)

    def _groups(self, wanted: Wanted) -> tuple[View, ...]:
        told = (self._told(pair, [change for change in _summed(pair) if wanted(change)]) for pair in self.pairs)
        return merged(chain.from_iterable(told))

    def _claims(self, choose: Callable[[Pair], Sequence[Change]], note: str = "") -> tuple[View, ...]:
        return merged(chain.from_iterable(self._told(pair, choose(pair), note) for pair in self.pairs))

    def _told(self, pair: Pair, changes: Sequence[Change], bare: str = "") -> Iterator[View]:
        """Changes by record, each with its link; `bare` is said of what leans on no source now."""
        places = Places(pair.new, self.preview)
        for group in Telling(pair.words, pair.old, pair.new, places.href).groups(changes):
            briefing = str(pair.new["briefing"])
            note = once_or_now(self.before, self.after, briefing, group.id, group.types)
            note = bare if group.id and bare and not has_source(pair.new, group.id) else note
            is_picture = group.id in pair.new["assets"]
            shown = [said("Shown on", title) for title in self._showing(group.id)] if is_picture else []
            address = quote(group.id) if is_picture else places.address(group.id) if group.href else ""
            yield item(
                group.noun, group.title or pair.title, group.id, href=f"{self.preview}{address}" if address else "",
                address=address, briefing=self._of(pair), note=note, lines=[*group.lines, *shown],
            )  # fmt: skip

    def _showing(self, picture: str) -> Iterator[str]:
        """The pages that show a picture."""
        site = self.after.tree.site
        for page in chain.from_iterable(briefing.pages for briefing in site.briefings) if site else ():
            if picture in dict(page.images):
                yield page.title

    def _of(self, pair: Pair) -> str:
        """The briefing's title, where more than one has changed."""
        return pair.title if len(self.pairs) > 1 else ""

    def _beside(self) -> Iterator[View]:
        """The other files that are otherwise, sort by sort."""
        if self.before.beside is None or self.after.beside is None:
            return
        shown = self.before.shown | self.after.shown
        texts = (self.before.settings, self.after.settings)
        for group in otherwise(self.before.beside, self.after.beside, shown, texts):
            paths = (("Added", group.come, "in"), ("Changed", group.changed, "kept"), ("Removed", group.gone, "out"))
            lines = [said(lead, named(found), sign) for lead, found, sign in paths if found]
            yield item("", group.title, lines=[*lines, *(said("", words, sign) for sign, words in group.lines)])

    def _broken(self) -> Iterator[View]:
        """The pages that lost an address, with the anchors that went; one that is still there has a link."""
        for pair in self.pairs:
            lost = dict(broken(pair.old, pair.new, self.after.arriving))
            for page, anchors in self._headings(str(pair.new["briefing"])).items():
                lost[page] = (*lost.get(page, ()), *anchors)
            for page, anchors in sorted(lost.items()):
                yield self._without(page, anchors, page in pair.new["addresses"], self._of(pair))
        for page, anchors in self._headings("").items():
            yield self._without(page, anchors, True, "")

    def _headings(self, briefing: str) -> dict[str, tuple[str, ...]]:
        """The anchors of headings that a page lost, by its path; for a briefing, or for what belongs to none."""
        return {page.path: page.lost for page in self.pages if page.briefing == briefing and page.lost}

    def _without(self, page: str, anchors: tuple[str, ...], there: bool, briefing: str) -> View:
        """A page and the addresses on it that lead nowhere now, each with what of the site itself links to it."""
        lines: list[View] = []
        for anchor in anchors or ("",):
            target = f"{file_of(page)}#{quote(anchor)}" if anchor else file_of(page)
            note = "readers find a notice there" if f"{page}#{anchor}" in self.after.told else ""
            lines += [said("No longer there", f"#{anchor}", "out", note)] if anchor else []
            lines += [said("Links to it", title) for title in self._linking.get(target, ())]
        href, address = (f"{self.preview}{file_of(page)}", file_of(page)) if there else ("", "")
        note = "readers find a notice there" if not there and page in self.after.told else ""
        return item("page", page, href=href, address=address, briefing=briefing, note=note, lines=lines)

    @cached_property
    def _linking(self) -> Mapping[str, tuple[str, ...]]:
        """What links to the site's own addresses in full, and would not be found by an id."""
        return linking(self.after.tree.site, self.address) if self.after.tree.site else {}

    def _resting(self) -> Iterator[View]:
        """What was there before and changed, each with the sentences and records elsewhere that rest on it."""
        for pair in self.pairs:
            places = Places(pair.new, self.preview)
            briefing = self._linked(pair)
            for name, kind, found in resting(briefing, pair.changes) if briefing else ():
                lines = [
                    said(_noun(pair, one.kind), one.said, note="changed too" if one.is_changed else "") for one in found
                ]
                yield item(
                    _noun(pair, kind), title_of(pair.new, name), name, href=places.href(name),
                    address=places.address(name), briefing=self._of(pair), lines=lines,
                )  # fmt: skip

    def _linked(self, pair: Pair) -> Briefing | None:
        site = self.after.tree.site
        return site.by_folder.get(str(pair.new["briefing"])) if site else None

    def _touched(self) -> Iterator[View]:
        """The pages that read otherwise, each with links to what changed on it."""
        by_briefing = {pair.new["briefing"]: pair for pair in self.pairs}
        for number, page in enumerate(self.pages, 1):
            pair = by_briefing.get(page.briefing)
            places = Places(pair.new if pair else nothing(page.briefing), self.preview)
            names = dict.fromkeys(change.id for change in (pair.changes if pair else ()) if change.part == "record")
            here = [name for name in names if places.address(name).startswith(f"{file_of(page.path)}#")]
            href, address = ("", "") if page.is_gone else (places.page_href(page.path), file_of(page.path))
            yield item(
                "page", page.title, href=href, address=address, briefing=self._of(pair) if pair else "",
                note="gone" if page.is_gone else "", links=[_link(places, name) for name in here],
                shown=f"page-{number}",
            )  # fmt: skip


def _link(places: Places, name: str) -> View:
    return item("", title_of(places.model, name), name, href=places.href(name), address=places.address(name))


def _noun(pair: Pair, kind: str) -> str:
    return pair.words.say(kind.replace("_", " "))


def _summed(pair: Pair) -> Iterator[Change]:
    """The changes; a whole briefing that came or went is one, and not one a field."""
    old, new = pair.old["fields"], pair.new["fields"]
    if old and new:
        yield from pair.changes
        return
    said, before, after = ("added", None, {"fields": new}) if new else ("removed", {"fields": old}, None)
    yield Change(said, "briefing", "", "briefing", "", before, after, pair.title)
    yield from (change for change in pair.changes if change.part != "briefing")


def _has_moved(change: Change) -> bool:
    is_option = change.kind == "dilemmas" and change.field == "options"
    came_or_went = is_option and any(one.type in ("added", "removed") and len(one.path) <= 1 for one in change.details)
    is_certainty = change.field == "certainty" or (change.kind, change.field) == ("unknowns", "status")
    return change.type in _MOVED or is_certainty or came_or_went


def _is_other(change: Change) -> bool:
    return not _has_moved(change) and change.type not in _NEW | _GONE | _ELSEWHERE
