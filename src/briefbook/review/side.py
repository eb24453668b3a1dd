"""One side of a change, with all that a review wants of it.

In: the name of a tree. Out: a `Side`. What must be looked at while the files are there is taken here: drafts, the
addresses that the ledger keeps, and the files that are neither facts nor prose. A side without a site is empty, and
says so: a contribution may break the settings, or bring the site.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from briefbook.check import Checked
from briefbook.editions.addresses import Stood, all_there, published
from briefbook.editions.canonical import canonical
from briefbook.editions.find import NoSite, Tree, find, working_tree
from briefbook.editions.history import history
from briefbook.link import Briefing, Site, link_site
from briefbook.load import Settings
from briefbook.load.snapshot import Model, SnapshotError
from briefbook.review.beside import files_beside
from briefbook.review.items import counted


@dataclass(frozen=True)
class Side:
    """A tree, and what was seen of its files.

    `drafts` are the models with drafts in them, of the briefings that have any. `arriving` are the addresses that lead
    to where something is today although they are none of today's, and `told` those at which a notice stands. `beside`
    are the other files by path, with what they hold by a digest; `shown` are the pictures among them that a page shows,
    and `settings` is the text of the settings. `missing` says why there is no site, and `is_absent` whether there
    is none at all, as before a contribution that brings it.
    """

    tree: Tree
    drafts: Mapping[str, Model] = field(default_factory=dict)
    arriving: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    beside: Mapping[str, str] | None = None
    shown: frozenset[str] = frozenset()
    settings: str = ""
    missing: str = ""
    is_absent: bool = False

    @property
    def label(self) -> str:
        """How a report calls it."""
        return self.tree.label

    @property
    def warning(self) -> str:
        """What keeps this side from being compared as a whole."""
        if self.missing:
            what = "Everything is new" if self.is_absent else "Nothing is compared"
            return f"{self.label} holds no site: {self.missing}. {what}."
        number = self.tree.left_out
        return f"{self.label} has {counted(number, 'error')}; no page is shown before and after." if number else ""

    @property
    def is_broken(self) -> bool:
        """Whether there is a site whose settings cannot be used."""
        return bool(self.missing) and not self.is_absent

    @cached_property
    def origins(self) -> Mapping[str, Mapping[str, str]]:
        """The file of each record and page, by briefing and id."""
        site = self.tree.site
        return {one.id: dict(_origins(one)) for one in site.briefings} if site else {}

    def own_file(self, briefing: str) -> str:
        """The file of a briefing itself; empty where there are no files."""
        site = self.tree.site
        return site.briefing(briefing).position.path if site and briefing in site.by_folder else ""

    def could_not_read(self, path: str, name: str = "") -> bool:
        """Whether a record or page, or else a whole file, stands there and could not be used."""
        return not self.tree.unread.isdisjoint([(path, name), (path, "")])

    def draft_ids(self, briefing: str) -> frozenset[str]:
        """The records and pages that are drafts."""
        model, public = self.drafts.get(briefing), self.tree.models.get(briefing)
        names = {name for part in ("records", "pages") for name in model[part]} if model else set()
        return frozenset(names - {name for part in ("records", "pages") for name in (public[part] if public else ())})


def side(name: str | None, settings: Settings) -> Side:
    """Find a side, or the working tree. Raises NotFound where there is no such thing; what holds no site is empty."""
    seen: list[Side] = []

    def look(settings: Settings, checked: Checked, site: Site) -> None:
        seen.append(_seen(settings, checked, site))

    try:
        tree = find(name, settings, look) if name else working_tree(settings, look)
    except NoSite as error:
        is_absent = any(finding.code == "no-config" for finding in error.findings)
        tree = Tree(name or "working tree", {}, findings=() if is_absent else error.findings)
        return Side(tree, missing=error.findings[0].message, is_absent=is_absent)
    if not seen:
        return Side(tree)
    [found] = seen
    return replace(found, tree=tree)


def _seen(settings: Settings, checked: Checked, site: Site) -> Side:
    drafts = link_site(checked, site.name, drafts=True) if _has_drafts(checked) else None
    kept = [_kept(briefing) for briefing in site.briefings if briefing.editions]
    return Side(
        Tree("", {}),
        {one.id: canonical(one) for one in drafts.briefings} if drafts else {},
        frozenset().union(*(arriving for arriving, _ in kept)),
        frozenset().union(*(told for _, told in kept)),
        files_beside(settings),
        frozenset(f"{settings.name(settings.docs)}/{name}" for name in _pictures(site)),
        settings.config.read_text(encoding="utf-8", errors="replace"),
    )


def _pictures(site: Site) -> Iterator[str]:
    """The pictures that pages show, by their path below `docs/`."""
    for page in (*site.pages, *(page for briefing in site.briefings for page in briefing.pages)):
        yield from (name for name, _ in page.images)


def _has_drafts(checked: Checked) -> bool:
    entries = (getattr(entry.model, "status", "") for found in checked.entries.values() for entry in found)
    pages = (getattr(page.front, "status", "") for found in checked.pages.values() for page in found)
    return "draft" in {*entries, *pages}


def _kept(briefing: Briefing) -> tuple[set[str], set[str]]:
    """The addresses of every edition that arrive although they are none of today's, and those at a notice."""
    try:
        found = all_there(briefing) or published(briefing, history(briefing))
    except (SnapshotError, OSError):  # the check has said so
        return set(), set()
    stood: list[Stood] = [*found.pages, *(one for some in found.anchors.values() for one in some)]
    arriving = set(found.moved) | {_line(one) for one in stood if one.now}
    notices = {one.path for one in briefing.withdrawn}
    return arriving, notices | {_line(one) for one in stood if not one.now}


def _line(stood: Stood) -> str:
    address = stood.address
    return f"{address.page}#{address.anchor}" if address.anchor else address.page


def _origins(briefing: Briefing) -> Mapping[str, str]:
    files = {name: record.position.path for name, record in briefing.by_id.items()}
    return files | {page.id: page.position.path for page in briefing.pages if page.position}
