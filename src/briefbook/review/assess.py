"""What a reviewer with five minutes should know of a change, in the order of its weight.

In: two trees. Out: a `Review`: a sentence, and sections of items. It arranges what the diff, the check and the rendered
pages say; comment and page write the same sections.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from urllib.parse import quote

from briefbook.editions import Change, nothing
from briefbook.editions.find import Tree
from briefbook.editions.names import title_of
from briefbook.findings import Finding
from briefbook.render.changes import Telling
from briefbook.render.views import View
from briefbook.review.claims import forsaken, gaining, has_source, losing
from briefbook.review.linking import linking
from briefbook.review.links import Places, broken, file_of
from briefbook.review.rendered import Rendered, rendered
from briefbook.review.report import Pair, pairs
from briefbook.review.resting import resting

_MOVED = frozenset(
    ["option-taken", "likelihood-moved", "confidence-moved", "position-moved", "estimate-moved", "indicator-changed"]
)
_NEW, _GONE = frozenset(["added", "corrected"]), frozenset(["removed"])
_ELSEWHERE = frozenset(["source-gained", "source-lost", "sources-changed", "address-gained", "address-lost"])
Wanted = Callable[[Change], bool]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, and what stands under it. `empty` is said where there is nothing, if that is worth saying."""

    id: str
    title: str
    items: tuple[View, ...]
    empty: str = ""


@dataclass(frozen=True)
class Review:
    """A change from one tree to another.

    `preview` is where the new site can be read, `address` where the site is published; both end with a slash or are
    empty.
    """

    before: Tree
    after: Tree
    macros: Path
    preview: str = ""
    address: str = ""

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The briefings that changed."""
        return tuple(pair for pair in pairs(self.before, self.after) if pair.changes)

    @cached_property
    def pages(self) -> tuple[Rendered, ...]:
        """The pages that read otherwise, before and after; none where a side is a snapshot, or has errors."""
        old, new = (tree.site if not tree.left_out else None for tree in (self.before, self.after))
        changed = {str(pair.new["briefing"]) for pair in self.pairs}
        return tuple(rendered(old, new, self.macros, self.preview, changed)) if old and new else ()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What keeps the comparison from being whole."""
        sides = (tree for tree in (self.before, self.after) if tree.left_out)
        said = "what cannot be read is not compared, and no page is shown."
        return tuple(f"{tree.label} has errors ({tree.left_out}); {said}" for tree in sides)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Everything, the weightiest first."""
        lost = self._claims(lambda pair: [*losing(pair.changes), *forsaken(pair.old, pair.new)], "no source is left")
        come, gone = self._findings()
        return (
            Section("lost", "Claims that lost a source", lost, "No claim lost a source."),
            Section("broken", "Links from outside that break", tuple(self._broken()), "No link from outside breaks."),
            Section("findings", "Findings that appear", come, "No finding appears."),
            Section("moved", "Certainty, positions, options and estimates that moved", self._groups(_has_moved)),
            Section("removed", "Removed", self._groups(lambda change: change.type in _GONE)),
            Section("changed", "Changed", self._groups(_is_other)),
            Section("added", "Added", self._groups(lambda change: change.type in _NEW)),
            Section("resting", "What rests on what changed", tuple(self._resting())),
            Section("gained", "Claims that gained a source", self._claims(lambda pair: gaining(pair.changes))),
            Section("pages", "Pages touched", tuple(self._touched())),
            Section("settled", "Findings that disappear", gone),
        )

    @property
    def summary(self) -> str:
        """The change in a sentence."""
        number = {section.id: len(section.items) for section in self.sections}
        said = [f"{number[name]} {name}" for name in ("added", "changed", "moved", "removed") if number[name]]
        said += [f"{_counted(number['pages'], 'page')} touched"] if number["pages"] else []
        told = [f"{_counted(number['lost'], 'claim') if number['lost'] else 'no claim'} lost a source"]
        told += [f"{_counted(number['gained'], 'claim')} gained one"] if number["gained"] else []
        told += [f"{_counted(number['broken'], 'page')} with broken links from outside"] if number["broken"] else []
        told += [f"{_counted(number['findings'], 'new finding')}"] if number["findings"] else []
        told += [f"{_counted(number['settled'], 'finding')} settled"] if number["settled"] else []
        whole = f"Records and pages: {', '.join(said)}" if said else "Nothing has changed"
        return f"{whole}; {', '.join(told)}."

    def _groups(self, wanted: Wanted) -> tuple[View, ...]:
        told = (self._told(pair, [change for change in pair.changes if wanted(change)]) for pair in self.pairs)
        return tuple(chain.from_iterable(told))

    def _claims(self, choose: Callable[[Pair], Sequence[Change]], note: str = "") -> tuple[View, ...]:
        return tuple(chain.from_iterable(self._told(pair, choose(pair), note) for pair in self.pairs))

    def _told(self, pair: Pair, changes: Sequence[Change], note: str = "") -> Iterator[View]:
        """Changes by record, each with its link; `note` is said of what leans on no source now."""
        places = Places(pair.new, self.preview)
        for group in Telling(pair.words, pair.old, pair.new, places.href).groups(changes):
            bare = note if group.id and note and not has_source(pair.new, group.id) else ""
            address = places.address(group.id) if group.href else ""
            yield _item(group.noun, group.title, group.id, group.href, address, self._of(pair), bare, group.lines)

    def _of(self, pair: Pair) -> str:
        """The briefing's title, where more than one has changed."""
        return pair.title if len(self.pairs) > 1 else ""

    def _broken(self) -> Iterator[View]:
        """The pages that lost an address, with the anchors that went; one that is still there has a link."""
        for pair in self.pairs:
            lost = dict(broken(pair.old, pair.new))
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
        href = f"{self.preview}{file_of(page)}" if there else ""
        lines: list[View] = []
        for anchor in anchors or ("",):
            target = f"{file_of(page)}#{quote(anchor)}" if anchor else file_of(page)
            lines += [_said("No longer there", f"#{anchor}", "out")] if anchor else []
            lines += [_said("Links to it", title, "kept") for title in self._linking.get(target, ())]
        return _item("page", page, "", href, file_of(page) if there else "", briefing, "", tuple(lines))

    @cached_property
    def _linking(self) -> Mapping[str, tuple[str, ...]]:
        """What links to the site's own addresses in full, and would not be found by an id."""
        return linking(self.after.site, self.address) if self.after.site else {}

    def _resting(self) -> Iterator[View]:
        """What was there before and changed, each with the sentences and records elsewhere that rest on it."""
        for pair in self.pairs:
            site, places = self.after.site, Places(pair.new, self.preview)
            briefing = site.by_folder.get(str(pair.new["briefing"])) if site else None
            for name, kind, found in resting(briefing, pair.changes) if briefing else ():
                lines = tuple(
                    _said(_noun(pair, one.kind), one.said, "kept", "changed too" if one.is_changed else "")
                    for one in found
                )
                href, address, title = places.href(name), places.address(name), title_of(pair.new, name)
                yield _item(_noun(pair, kind), title, name, href, address, self._of(pair), "", lines)

    def _findings(self) -> tuple[tuple[View, ...], tuple[View, ...]]:
        """The findings of one side only; a line that moved down is the same line."""
        old, new = (Counter(map(_same, tree.findings)) for tree in (self.before, self.after))
        sides = ((self.after.findings, new - old), (self.before.findings, old - new))
        come, gone = (tuple(map(_finding, _only(findings, left))) for findings, left in sides)
        return come, gone

    def _touched(self) -> Iterator[View]:
        """The pages that read otherwise, each with links to what changed on it."""
        by_briefing = {pair.new["briefing"]: pair for pair in self.pairs}
        for page in self.pages:
            pair = by_briefing.get(page.briefing)
            places = Places(pair.new if pair else nothing(page.briefing), self.preview)
            names = dict.fromkeys(change.id for change in (pair.changes if pair else ()) if change.part == "record")
            here = [name for name in names if places.address(name).startswith(f"{file_of(page.path)}#")]
            links = tuple(_link(places, name) for name in here)
            href, address = places.page_href(page.path), file_of(page.path)
            yield _item("page", page.title, "", href, address, self._of(pair) if pair else "", links=links)


def _item(
    noun: str,
    title: str,
    name: str,
    href: str,
    address: str,
    briefing: str = "",
    note: str = "",
    lines: tuple[View, ...] = (),
    links: tuple[View, ...] = (),
) -> View:
    return View(
        noun=noun, title=title, id=name, href=href, address=address, briefing=briefing, note=note, lines=lines,
        links=links,
    )  # fmt: skip


def _link(places: Places, name: str) -> View:
    return _item("", title_of(places.model, name), name, places.href(name), places.address(name))


def _noun(pair: Pair, kind: str) -> str:
    return pair.words.say(kind.replace("_", " "))


def _said(lead: str, text: str, sign: str, note: str = "") -> View:
    """A line as those that tell of changes."""
    piece = View(sign=sign, text=text, gap="")
    return View(lead=lead, pieces=(piece,), note=note, gained=(), lost=(), is_led=bool(lead))


def _has_moved(change: Change) -> bool:
    return change.type in _MOVED or change.field == "certainty"


def _is_other(change: Change) -> bool:
    return not _has_moved(change) and change.type not in _NEW | _GONE | _ELSEWHERE


def _same(finding: Finding) -> tuple[str, str, str, str]:
    return finding.position.path, finding.code, finding.record, finding.message


def _only(findings: Iterable[Finding], left: Counter[tuple[str, str, str, str]]) -> Iterator[Finding]:
    """The findings that a count names, as often as it does."""
    waiting = Counter(left)
    for finding in findings:
        if waiting[_same(finding)] > 0:
            waiting[_same(finding)] -= 1
            yield finding


def _finding(finding: Finding) -> View:
    place = f"{finding.position.path}:{finding.position.line}"
    lines = (_said(f"{finding.level} {finding.code}", finding.message, "kept"),)
    return _item("", place, finding.record, "", "", lines=lines)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
