"""The search, as the theme and MkDocs see it.

In: MkDocs's settings, the site and what renders it. Out: the scripts a page asks for, the box for its header, the index
beside the pages. A site that lists the theme's own search among its plugins keeps that one and gets none of ours.
"""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import write_file

from briefbook.link import Site
from briefbook.search import search_files
from briefbook.web import Renderer

SCRIPTS = tuple(f"assets/javascripts/{name}.js" for name in ("search-index", "search"))
_THEMES_OWN = ("search", "material/search")


class Search:
    """The search of one build."""

    def __init__(self, config: MkDocsConfig, site: Site, renderer: Renderer) -> None:
        """Take the site, and ask for our scripts unless the theme's search is wanted."""
        self._site, self._renderer = site, renderer
        self._wanted = not any(name in config.plugins for name in _THEMES_OWN)
        for script in SCRIPTS if self._wanted else ():
            if script not in config.extra_javascript:
                config.extra_javascript.append(script)

    def box(self, briefing: str) -> str:
        """The box for a page of a briefing, or of the whole site; nothing where the theme has its own."""
        return self._renderer.search_box(self._site.by_folder.get(briefing)) if self._wanted else ""

    def write(self, folder: Path) -> None:
        """Put the index into the built site."""
        for name, text in search_files(self._site) if self._wanted else ():
            write_file(text.encode("utf-8"), str(folder / name))
