"""A page as it was and as it is, side by side, with what was taken out and what was put in marked.

In: two linked sites. Out: `Rendered`, a page that reads otherwise than before. Whole pages are compared as a reader
sees them, so that a record counts on every page that shows it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from markupsafe import Markup

from briefbook.link import Briefing, Page, Site
from briefbook.review.clean import Href, Piece, cleaned
from briefbook.review.links import file_of
from briefbook.review.marks import marked
from briefbook.web import PageHtml, Renderer

Owned = tuple[Page, Briefing | None]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page that reads otherwise than before; markup, safe to show. `briefing` is empty for one of the whole site.

    `marks` counts the places that differ, which can be gone to: `page-2-1` is the first on the second page. `lost` are
    the anchors of headings that are not there any more, for whoever links to them from outside.
    """

    briefing: str
    id: str
    path: str
    title: str
    before: Markup
    after: Markup
    marks: int
    lost: tuple[str, ...] = ()
    is_gone: bool = False


def rendered(old: Site, new: Site, macros: Path, preview: str, changed: Mapping[str, str]) -> Iterator[Rendered]:
    """The pages that read otherwise than in the old site, or are new: those of the whole site, and of what `changed`.

    `changed` gives the folder that each briefing had before. After them come the pages that are gone.

    Both sides are shown by the components in `macros`: what differs is what was written, not how it is shown.
    """
    old, new = _without_editions(old), _without_editions(new)
    before, after = Renderer(old, macros), Renderer(new, macros)
    was = _Former(old)
    number = 0
    for page, briefing in _pages(new):
        if briefing is not None and briefing.id not in changed:
            continue
        made = after.page(page, briefing)
        former = was.of(page, changed[briefing.id] if briefing else "")
        html = before.page(*former) if former else None
        if html and html.html == made.html:
            continue
        pieces = cleaned(made.html, _leading(page, preview))
        old_pieces = cleaned(html.html, _nowhere) if html else ()
        lost = tuple(_lost(html, former[1], made)) if html and former else ()
        if lost or _words(old_pieces) != _words(pieces):
            number += 1
            marks = marked(old_pieces, pieces, f"page-{number}")
            yield Rendered(made.briefing, page.id, page.path, made.title, *marks, lost)
    for page, briefing in was.left(set(changed.values())):
        number += 1
        made = before.page(page, briefing)
        marks = marked(cleaned(made.html, _nowhere), (), f"page-{number}")
        yield Rendered(made.briefing, page.id, page.path, made.title, *marks, is_gone=True)


class _Former:
    """The pages of the old site, each for the page of the new one that it is now."""

    def __init__(self, old: Site) -> None:
        self._by_path = {owned[0].path: owned for owned in _pages(old)}
        self._by_id = {(owner.id if owner else "", page.id): (page, owner) for page, owner in _pages(old)}
        self._taken: set[str] = set()

    def of(self, page: Page, folder: str) -> Owned | None:
        """The page at this address, in the folder of that time; under a name this one once had; or of the same id."""
        path = f"{folder}/{page.path.partition('/')[2]}" if folder else page.path
        above = path.rpartition("/")[0]
        names = (path, *(f"{above}/{name}" if above else name for name in page.formerly))
        found = next((self._by_path[name] for name in names if name in self._by_path), None)
        found = found or self._by_id.get((folder, page.id))
        self._taken.update([found[0].path] if found else [])
        return found

    def left(self, folders: Collection[str]) -> Iterator[Owned]:
        """The pages that are none of the new site's: those of the whole site, and of some briefings."""
        for path, (page, owner) in self._by_path.items():
            if path not in self._taken and (owner is None or owner.id in folders):
                yield page, owner


def _nowhere(target: str) -> str:
    return ""


def _lost(old: PageHtml, briefing: Briefing | None, new: PageHtml) -> Iterator[str]:
    """The anchors of prose headings that were on a page and are not; those of records are among its addresses."""
    records = {record.anchor for record in briefing.by_id.values()} if briefing else set()
    for heading in old.headings:
        if heading.anchor not in records and f' id="{heading.anchor}"' not in new.html:
            yield heading.anchor


def _pages(site: Site) -> Iterator[Owned]:
    yield from ((page, None) for page in site.pages)
    yield from ((page, briefing) for briefing in site.briefings for page in briefing.pages)


def _words(pieces: Sequence[Piece]) -> list[str]:
    return " ".join(piece.words if not piece.ends else " " for piece in pieces).split()


def _leading(page: Page, preview: str) -> Href:
    base = f"{preview}{file_of(page.path)}"

    def href(target: str) -> str:
        found = urljoin(base, target)
        return found if target and urlsplit(found).scheme in ("", "http", "https") else ""

    return href


def _without_editions(site: Site) -> Site:
    """The site without its ledgers: their snapshots are files, and those of another revision are gone by now."""
    return replace(site, briefings=tuple(replace(one, editions=(), snapshots={}) for one in site.briefings))
