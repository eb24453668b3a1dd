"""A page, finished.

In: the linked site and a page. Out: `PageHtml`: the inside of the page, its contents, its description and dates. The
`Renderer` holds what is the same for all pages of a site; everything that belongs to one page lives in its `Place`.
"""

from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from briefbook.link import Briefing, Page, Section, Site
from briefbook.prose import plain_text
from briefbook.render.components import render_call
from briefbook.render.context import Context
from briefbook.render.place import Heading, Place
from briefbook.render.views import View
from briefbook.web.environment import Templates
from briefbook.web.medium import Web
from briefbook.web.prose import Prose
from briefbook.words import Words

__all__ = ["Heading", "PageHtml", "Renderer"]


@dataclass(frozen=True, slots=True)
class PageHtml:
    """The inside of a page. `date` is the day of its content, or empty; `briefing` is its folder, or empty."""

    path: str
    title: str
    short: str
    description: str
    html: str
    headings: tuple[Heading, ...]
    date: str
    briefing: str


class Renderer:
    """Renders the pages of a site. `macros` is the site's own folder of components."""

    def __init__(self, site: Site, macros: Path) -> None:
        """Take the site."""
        self._site = site
        self._macros = macros
        self._web = cache(lambda words: Web(Templates(self._macros, words)))
        self._words = cache(Words)

    def page(self, page: Page, briefing: Briefing | None) -> PageHtml:
        """Render one page; `briefing` is None for a page of the whole site."""
        words = self._words(briefing.model.language if briefing else "en")
        anchors = frozenset(record.anchor for record in briefing.by_id.values()) if briefing else frozenset()
        place = Place(page.path, anchors)
        context = Context(self._site, briefing, place, words, self._web(words))
        prose = Prose(place, words, context.link, partial(render_call, context))
        title = words.say(page.title) if page.made else page.title
        body = prose.render(page.body)
        is_overview = bool(briefing) and page.id == "index"
        view = View(
            title=briefing.model.title if briefing and is_overview and page.made else title,
            lead=(briefing.model.subtitle or "") if briefing and is_overview else page.summary,
            facts=context.facts() if is_overview else None,
            note=context.text("editor_note") if is_overview else None,
            body=body,
            leans_on=context.leans_on(page),
            see=tuple(context.link(name) for name in page.see),
            mentions=context.mentions(page.mentions),
        )
        html = self._web(words).component("page", view)
        return PageHtml(
            path=page.path,
            title=view.title,
            short=words.say(page.short) if page.made else page.short,
            description=_description(page, briefing, title),
            html=str(html),
            headings=tuple(place.headings),
            date=briefing.updated if briefing else "",
            briefing=briefing.id if briefing else "",
        )

    def search_box(self, briefing: Briefing | None) -> str:
        """The box for searching, as it stands on every page of a briefing, or on a page of the whole site."""
        words = self._words(briefing.model.language if briefing else "en")
        return str(self._web(words).component("search", View(briefing=briefing.id if briefing else "")))

    def section_title(self, section: Section, briefing: Briefing) -> str:
        """The heading of a section of the navigation."""
        return self._words(briefing.model.language).say(section.title) if section.made else section.title


def _description(page: Page, briefing: Briefing | None, title: str) -> str:
    if page.summary or briefing is None:
        return page.summary
    if page.id == "index":
        return plain_text(briefing.texts[("summary",)]).strip()
    return f"{title}: {briefing.model.title}"
