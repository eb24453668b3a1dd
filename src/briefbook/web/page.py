"""A page, finished.

In: the linked site and a page. Out: `PageHtml`: the inside of the page, its contents, its description and dates. The
`Renderer` holds what is the same for all pages of a site; everything that belongs to one page lives in its `Place`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path

from briefbook.editions import digest
from briefbook.editions.addresses import Published, all_there, published
from briefbook.editions.chronicle import Chronicle
from briefbook.editions.history import Histories
from briefbook.link import Briefing, Page, Section, Site
from briefbook.link.site import last_day
from briefbook.render.compare import compare_pages
from briefbook.render.components import render_call
from briefbook.render.context import Context
from briefbook.render.downloads import NO_DOWNLOADS, WHOLE_SITE, Downloads
from briefbook.render.origin import NOWHERE, Origin
from briefbook.render.place import Heading, Place
from briefbook.render.tombstones import tombstone, tombstones
from briefbook.render.views import View
from briefbook.web.around import imprint
from briefbook.web.conveniences import conveniences
from briefbook.web.environment import Templates
from briefbook.web.medium import Web
from briefbook.web.moved import moved_pages
from briefbook.web.previews import previews
from briefbook.web.prose import Prose
from briefbook.web.view import description, page_view, short_title
from briefbook.words import Words

NO_DIGESTS: Mapping[str, str] = {}
__all__ = ["TOP", "Heading", "PageHtml", "Renderer"]

_AT_ONCE = 2  # briefings whose editions are held in memory: one after another is rendered
TOP = "page-title"
"""The anchor of every page's own heading."""


@dataclass(frozen=True, slots=True)
class PageHtml:
    """The inside of a page. `date` is the day of its content, or empty; `briefing` is its folder, or empty.

    `gone` tells that it stands in the place of a page that was published; `imprint` says on paper what it is part of.
    """

    path: str
    title: str
    short: str
    description: str
    html: str
    headings: tuple[Heading, ...]
    date: str
    briefing: str
    digest: str = ""
    names_downloads: bool = False
    gone: bool = False
    imprint: str = ""
    language: str = "en"
    direction: str = "ltr"


class Renderer:
    """Renders the pages of a site. `macros` is the site's own folder of components.

    `histories` are for everything else that is made in the same build.
    """

    def __init__(
        self,
        site: Site,
        macros: Path,
        downloads: Downloads = NO_DOWNLOADS,
        digests: Mapping[str, str] = NO_DIGESTS,
        origin: Origin = NOWHERE,
        histories: Histories | None = None,
    ) -> None:
        """Take the site, what was made of it beside its pages, and the digests that are known already."""
        self._site = site
        self._macros = macros
        self._downloads = downloads
        self._digests = dict(digests)
        self._origin = origin
        self.histories = histories or Histories()
        self._published: dict[str, Published] = {}
        self._web = cache(lambda words: Web(Templates(self._macros, words)))
        self._words = cache(partial(Words, catalogues=site.catalogues))
        self._chronicles = lru_cache(_AT_ONCE)(self._chronicle)
        self._rendered: dict[str, PageHtml] = {}

    def with_downloads(self, downloads: Downloads) -> "Renderer":
        """The same site with other downloads; pages that name none are not rendered again."""
        other = Renderer(self._site, self._macros, downloads, self._digests, self._origin, self.histories)
        other._web, other._words, other._published = self._web, self._words, self._published
        other._rendered = {path: html for path, html in self._rendered.items() if not html.names_downloads}
        return other

    def digest(self, briefing: Briefing) -> str:
        """The digest of a briefing, computed once."""
        if briefing.id not in self._digests:
            self._digests[briefing.id] = digest(briefing)
        return self._digests[briefing.id]

    def chronicle(self, briefing: Briefing) -> Chronicle:
        """The editions of a briefing; kept while its pages are rendered."""
        return self._chronicles(briefing.id)

    def _chronicle(self, name: str) -> Chronicle:
        briefing = self._site.briefing(name)
        return Chronicle(briefing, self.histories.of(briefing))

    def compare_pages(self, briefing: Briefing) -> tuple[Page, ...]:
        """The pages that show what changed since an earlier edition; they are in no order and no book."""
        return compare_pages(briefing, self.digest(briefing), self._words(briefing.model.language))

    def page(self, page: Page, briefing: Briefing | None) -> PageHtml:
        """Render one page, or give it again; `briefing` is None for a page of the whole site."""
        if page.path not in self._rendered:
            self._rendered[page.path] = self._render(page, briefing)
        return self._rendered[page.path]

    def _render(self, page: Page, briefing: Briefing | None) -> PageHtml:
        anchors = frozenset(record.anchor for record in briefing.by_id.values()) if briefing else frozenset()
        place = Place(page.path, anchors)
        context = self._context(briefing, place)
        words, web = context.words, context.medium
        anchor = place.claim(TOP)
        prose = Prose(place, words, context.link, partial(render_call, context))
        body = prose.render(page.body)
        if briefing and (left := tombstones(context, page, self.published(briefing))):
            body += web.component("tombstones", left)
        view = page_view(context, page, body, anchor)
        html = web.component("page", view) + web.component("conveniences", conveniences(context))
        return PageHtml(
            path=page.path,
            title=view.title,
            short=short_title(page, words),
            description=description(context, page),
            html=str(html),
            headings=tuple(place.headings),
            date=briefing.updated if briefing else _last(self._site),
            briefing=briefing.id if briefing else "",
            digest=self.digest(briefing) if briefing else "",
            names_downloads=place.names_downloads,
            imprint=imprint(context),
            language=words.language,
            direction=words.direction,
        )

    def _context(self, briefing: Briefing | None, place: Place) -> Context:
        words = self._spoken(briefing)
        known = (self._downloads, self.digest, self._origin, self.chronicle)
        return Context(self._site, briefing, place, words, self._web(words), *known)

    def _spoken(self, briefing: Briefing | None) -> Words:
        """The words of a briefing's language, or of the site's."""
        return self._words(briefing.model.language if briefing else self._site.language)

    def published(self, briefing: Briefing) -> Published:
        """The addresses that a briefing ever published, looked for once."""
        if briefing.id not in self._published:
            self._published[briefing.id] = all_there(briefing) or published(briefing, self.histories.of(briefing))
        return self._published[briefing.id]

    def tombstones(self) -> tuple[PageHtml, ...]:
        """The pages in the places of those that were published, or withdrawn, and are gone."""
        pages = (self._site.pages, *(briefing.pages for briefing in self._site.briefings))
        taken = {page.path for some in pages for page in some} | {path.removesuffix(".html") for path in self.moved()}
        found: dict[str, PageHtml] = {}
        for briefing in self._site.briefings:
            gone = [one.address.page for one in self.published(briefing).pages]
            for path in (*gone, *(page.path for page in briefing.withdrawn)):
                if path not in taken and path not in found:
                    found[path] = self._tombstone(briefing, path)
        return tuple(found.values())

    def _tombstone(self, briefing: Briefing, path: str) -> PageHtml:
        context = self._context(briefing, Place(path))
        context.place.claim(TOP)
        view = tombstone(context, path, self.published(briefing))
        html = str(context.medium.component("tombstone", view))
        return PageHtml(
            path=path,
            title=view.title,
            short=view.title,
            description="",
            html=html,
            headings=(),
            date="",
            briefing=briefing.id,
            gone=True,
            imprint=imprint(context),
            language=context.words.language,
            direction=context.words.direction,
        )

    def feeds(self, briefing: Briefing | None) -> tuple[View, ...]:
        """The feeds that a page names in its head: those of its briefing, then those of the whole site."""
        say = self._spoken(briefing).say
        titles = {briefing.id: briefing.model.title} if briefing else {}
        return tuple(
            View(title=say("%(title)s: changes (%(form)s)", title=title, form=file.label), file=file)
            for name, title in {**titles, WHOLE_SITE: self._site.name}.items()
            for file in self._downloads.get(name, ())
            if file.use == "follow"
        )

    def previews(self, briefing: Briefing) -> str:
        """The script with what the links of a briefing lead to."""
        return previews(briefing, self._words(briefing.model.language))

    def moved(self) -> dict[str, str]:
        """The pages that stand at addresses which other pages once had, by their path with ending."""
        return moved_pages(self._site, self._words, self.published)

    def search_box(self, briefing: Briefing | None) -> str:
        """The box for searching, as it stands on every page of a briefing, or on a page of the whole site."""
        words = self._spoken(briefing)
        return str(self._web(words).component("search", View(briefing=briefing.id if briefing else "")))

    def not_found(self, home: str) -> str:
        """What stands at an address without a page; `home` is the way to the first page."""
        return str(self._web(self._spoken(None)).component("not_found", View(home=home)))

    def conveniences_box(self) -> str:
        """What the script of the conveniences is told on a page that is none of ours."""
        context = self._context(None, Place(""))
        return str(context.medium.component("conveniences", conveniences(context)))

    def section_title(self, section: Section, briefing: Briefing) -> str:
        """The heading of a section of the navigation."""
        return self._words(briefing.model.language).say(section.title) if section.made else section.title


def _last(site: Site) -> str:
    """The day of the last change of any briefing."""
    return max((briefing.updated for briefing in site.briefings), key=last_day, default="")
