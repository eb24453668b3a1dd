"""The plugin: what MkDocs asks, and what it is told.

In: MkDocs's events. Out: pages that are already finished. What happens, in order: `on_config` checks and links the
site, and stops on errors before MkDocs has touched the old output; `on_files` puts in our pages; `on_nav` gives them
an order; each page then receives its HTML, contents, description and date, and the navigation of its own briefing,
so that navigation costs the same at any number of briefings; `on_post_build` adds the search's index. Theme and
server are MkDocs's own.
"""

import posixpath
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils.templates import TemplateContext

from briefbook.api import all_files, offered
from briefbook.door.mend import mend
from briefbook.door.navigation import navigation, nested
from briefbook.door.reading import read_site, use_no_clock
from briefbook.door.scripts import ThemeScripts
from briefbook.door.search import Search
from briefbook.door.theme import prepare, watched
from briefbook.editions.history import Histories
from briefbook.leftovers import written
from briefbook.link import Briefing, Site
from briefbook.link import Page as LinkedPage
from briefbook.linked_data import exact, linked_data
from briefbook.load import Settings
from briefbook.load.site import is_passed_over
from briefbook.model.dates import try_date
from briefbook.render.origin import origin_of
from briefbook.web import TOP, ComponentError, Heading, PageHtml, Renderer
from briefbook.web.environment import compiled


class Options(Config):
    """What `mkdocs.yml` may say of the plugin. `load.config` reads it too; declared here so that MkDocs accepts it."""

    data_dir = options.Type(str, default="data")
    macros_dir = options.Type(str, default="macros")
    passthrough = options.ListOfItems(options.Type(str), default=[])


def _made(config: MkDocsConfig, path: str, content: str | bytes) -> File:
    """A file that we make; `exclude_docs` speaks of what a site owner wrote, and takes none of ours away."""
    return File.generated(config, path, content=content, inclusion=InclusionLevel.INCLUDED)


class BriefbookPlugin(BasePlugin[Options]):
    """The plugin `briefbook` of MkDocs."""

    def __init__(self) -> None:
        """Start with nothing; the site comes with `hand`, or is read in `on_config`."""
        self._handed: tuple[Settings, Site, Renderer] | None = None
        self._histories = Histories()
        self._cards: Mapping[str, str] = {}
        self._serving = False
        self._pages: dict[str, tuple[LinkedPage, Briefing | None]] = {}
        self._beside: set[str] = set()
        self._html: dict[str, PageHtml] = {}
        self._gone: dict[str, PageHtml] = {}
        self._nav: dict[str, Navigation] = {}

    def hand(self, settings: Settings, site: Site, renderer: Renderer) -> None:
        """Take a site that is already checked and linked, and what renders it, so that nothing is done twice."""
        self._handed = settings, site, renderer

    def take_cards(self, cards: Mapping[str, str]) -> None:
        """Take the pictures that stand for briefings where they are shared, by briefing."""
        self._cards = cards

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Know a preview, which shows drafts and makes no files for programs."""
        self._serving = command == "serve"

    def on_shutdown(self) -> None:
        """Forget what was handed over: MkDocs keeps a plugin for the next build of the process, which has its own."""
        self._handed, self._cards = None, {}

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check and link the site; prepare the theme. Nothing has been written yet."""
        settings, site, renderer = self._handed or self._read(Path(config.config_file_path))
        self._settings, self._site, self._renderer = settings, site, renderer
        use_no_clock(site)
        self._scripts = ThemeScripts(config)
        self._pages = {f"{page.path}.md": (page, None) for page in site.pages}
        self._beside = set()
        for one in site.briefings:  # one after another, so that its editions are read once
            beside = self._renderer.compare_pages(one)
            self._pages |= {f"{page.path}.md": (page, one) for page in (*one.pages, *beside)}
            self._beside |= {f"{page.path}.md" for page in beside}
        prepare(config, settings)
        self._search = Search(config, site, self._renderer)
        return config

    def _read(self, path: Path) -> tuple[Settings, Site, Renderer]:
        """A preview has no files for programs; a build by MkDocs itself makes and offers them."""
        settings, site = read_site(path, serving=self._serving)
        made = {} if self._serving else offered(site)
        self._histories = Histories(self._histories)
        renderer = Renderer(site, settings.macros, made, origin=origin_of(settings), histories=self._histories)
        return settings, site, renderer

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Put our pages in the place of the sources, which MkDocs never reads; leave out what only drafts show."""
        for file in list(files):
            left_to_mkdocs = any(file.src_uri.startswith(f"{folder}/") for folder in self._settings.passthrough)
            ours = file.is_documentation_page() or file.src_uri in self._site.withheld
            if (ours and not left_to_mkdocs) or is_passed_over(posixpath.basename(file.src_uri)):
                files.remove(file)
        gone = {f"{html.path}.md": html for html in self._renderer.tombstones()}
        self._gone = {path: html for path, html in gone.items() if files.get_file_from_path(path) is None}
        for path in (*self._pages, *self._gone):
            files.append(_made(config, path, ""))
        for one in self._site.briefings:
            files.append(_made(config, f"{one.id}/previews.js", self._renderer.previews(one)))
        for path, html in self._renderer.moved().items():
            files.append(_made(config, path, html))
        if not (self._handed or self._serving):
            for path, data in all_files(self._site, self._settings):
                files.append(_made(config, path, data))
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Make a page for each of ours, and a navigation for each briefing."""
        made = {path: self._page(path, files, config) for path in self._pages}
        for path, html in self._gone.items():
            self._html[path] = html
            self._made(path, files, config, html)
        home = [made[f"{page.path}.md"] for page in self._site.pages]
        self._nav = {"": Navigation(list(home), home)}
        for briefing in self._site.briefings:
            self._nav[briefing.id] = navigation(briefing, made, home, self._renderer.section_title)
        return self._nav[""]

    def _page(self, path: str, files: Files, config: MkDocsConfig) -> Page:
        linked, briefing = self._pages[path]
        try:
            html = self._html[path] = self._renderer.page(linked, briefing)
        except ComponentError as error:
            raise PluginError(f"{linked.path}: the component cannot be rendered: {error}") from None
        return self._made(path, files, config, html)

    def _made(self, path: str, files: Files, config: MkDocsConfig, html: PageHtml) -> Page:
        file = files.get_file_from_path(path)
        if file is None:
            raise PluginError(f"the page {path} is missing")
        page = Page(str(written(html.short)), file, config)
        if date := try_date(html.date):  # MkDocs wants a whole day, and makes a time stamp of the last one
            page.update_date = str(date.latest or date.earliest)
        return page

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Let the theme ask for the search of a page, and for all that stands on the page for what is not there."""
        env.bytecode_cache = compiled()
        env.globals["search_box"] = lambda page: self._search.box(self._briefing(page) if page else "")
        env.globals["conveniences_box"] = self._renderer.conveniences_box
        env.globals["not_found"] = self._renderer.not_found
        return env

    def _briefing(self, page: Page) -> str:
        html = self._html.get(page.file.src_uri)
        return html.briefing if html else ""

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Tell the theme what a page is called and described as; it writes what it is told without escaping it."""
        html = self._html.get(page.file.src_uri)
        if html is None:
            return markdown
        described = " ".join(html.description.split())
        page.meta = {"title": str(written(html.title)), "description": str(written(described)), "digest": html.digest}
        page.meta |= {"changed": exact(html.date), "imprint": str(written(html.imprint))}
        if html.gone or page.file.src_uri in self._beside:  # what they say is found elsewhere, or is nowhere
            page.meta |= {"noindex": True, "search": {"exclude": True}}
        return ""

    def on_page_content(self, content: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Give the page its HTML and contents."""
        html = self._html.get(page.file.src_uri)
        if html is None:
            return content
        page.toc = get_toc(nested((Heading(1, TOP, html.title), *html.headings)))
        page.present_anchor_ids = {heading.anchor for heading in html.headings}
        return html.html

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Show the navigation of the page's own briefing, and say what the page may run."""
        context["nav"] = self._nav[self._briefing(page)]
        context.update(self._of_the_head(page))  # type: ignore[typeddict-item]
        return self._with_policy(context)

    def _of_the_head(self, page: Page) -> dict[str, Any]:
        """What the head of a page of ours says: its picture, the feeds to follow, and itself as data."""
        linked, briefing = self._pages.get(page.file.src_uri, (None, None))
        if linked is None:
            return {}
        digest = self._renderer.digest(briefing) if briefing else ""
        return {
            "card": self._card(self._briefing(page)),
            "feeds": self._renderer.feeds(briefing),
            "linked_data": linked_data(self._site, linked, briefing, digest, self._settings.site_url),
        }

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Say what a page of the theme's own, such as the one for a wrong address, may run."""
        return self._with_policy(context) if template_name.endswith(".html") else context

    def _with_policy(self, context: TemplateContext) -> TemplateContext:
        """A preview has none: the server writes a script of its own into every page, another one each time."""
        if not self._serving:
            context["policy"] = self._scripts.policy(context["base_url"])  # type: ignore[typeddict-unknown-key]
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Put right what the theme gives no block for."""
        html = self._html.get(page.file.src_uri)
        return mend(output, html.language, html.direction) if html else mend(output)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Do the same for a page of the theme's own."""
        return mend(output_content)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the search's index, and what a server has to say, for hosts that read it from a file."""
        self._search.write(Path(config.site_dir))
        if not self._serving:
            Path(config.site_dir, "_headers").write_text(self._scripts.headers(), encoding="utf-8")

    def _card(self, briefing: str) -> str | None:
        """Where the picture of a briefing lies: on the web if the site has an address, else beside the page."""
        path = self._cards.get(briefing)
        return f"{self._settings.site_url}{path}" if path else None

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Rebuild when data, components, words or the look change."""
        for folder in watched(self._settings):
            if folder.is_dir():
                server.watch(str(folder))
        return server
