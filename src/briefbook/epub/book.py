"""The book put together: pages, pictures, cover, contents, package file.

In: a briefing, its rendered pages, the folders its images lie in. Out: an EPUB 3. Inside, `site/` mirrors the site, so
that every relative address of a page holds; what only a book has stands beside it.
"""

import posixpath
import re
from collections.abc import Iterator
from functools import cache, partial
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote

from markupsafe import Markup

from briefbook.archive import write_zip
from briefbook.epub.contents import contents
from briefbook.epub.package import Item, cover, package
from briefbook.epub.style import stylesheet
from briefbook.epub.xhtml import xhtml
from briefbook.link import Briefing, Site
from briefbook.load import Settings
from briefbook.load.package import package_folder
from briefbook.render.downloads import Download
from briefbook.render.views import View
from briefbook.web import PageHtml, Renderer, Templates
from briefbook.words import Words

_MIMETYPE = "application/epub+zip"
_IMAGE = re.compile(r'<img\b[^<>]*? src="([^"]*)"')
_CONTAINER = b"""\
<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


class Bindery:
    """Binds the books of a site; what is the same in all of them is made once."""

    def __init__(self, settings: Settings, site: Site, renderer: Renderer) -> None:
        """Take the site and what renders its pages."""
        self.site, self.renderer = site, renderer
        self.pictures = (settings.docs, settings.overrides, package_folder("overrides"))
        self.style = stylesheet(settings.macros, settings.overrides).encode("utf-8")
        self.words = cache(partial(Words, catalogues=site.catalogues))
        self.templates = cache(lambda words: Templates(settings.macros, words, "epub", ".xml.jinja"))

    def write(self, briefing: Briefing, folder: Path) -> Download:
        """Write the EPUB of a briefing into `folder`.

        Raises MarkupError where a component's HTML is not well-formed.
        """
        path = f"downloads/{briefing.id}.epub"
        pages = [self.renderer.page(page, briefing) for page in briefing.pages]
        files = _Book(self, briefing).files(pages)
        parts = {f"EPUB/{name}": content for name, content in files.items()} | {"META-INF/container.xml": _CONTAINER}
        size = write_zip(folder / path, [("mimetype", _MIMETYPE.encode()), *sorted(parts.items())])
        return Download("EPUB", path, _MIMETYPE, size)


class _Book:
    """The files of one book."""

    def __init__(self, bindery: Bindery, briefing: Briefing) -> None:
        self._pictures, self._site, self._style = bindery.pictures, bindery.site, bindery.style
        self._briefing, self._digest = briefing, bindery.renderer.digest(briefing)
        self._words = bindery.words(briefing.model.language)
        self._templates = bindery.templates(self._words)

    def files(self, pages: list[PageHtml]) -> dict[str, bytes]:
        """Every file of the book by its name."""
        texts = {f"site/{page.path}.html": self._page(page) for page in pages}
        images = {f"site/{name}": path.read_bytes() for page in pages for name, path in self._images(page)}
        pictured = {name for name, text in texts.items() if "<svg" in text}
        front = self._templates.render("cover", cover(self._site, self._briefing, self._words, self._digest))
        nav = self._templates.render("nav", contents(self._briefing, pages, self._words))
        items = [
            Item("nav", "nav.xhtml", properties="nav"),
            Item("cover", "cover.xhtml"),
            Item("style", "book.css"),
            *(Item(f"page-{n}", name, "svg" if name in pictured else "") for n, name in enumerate(texts, 1)),
            *(Item(f"image-{n}", quote(name)) for n, name in enumerate(sorted(images), 1)),
        ]
        described = package(self._site, self._briefing, self._words, self._digest, items)
        made = {
            "cover.xhtml": self._frame(self._briefing.model.title, front, ""),
            "nav.xhtml": self._frame(self._words.say("Contents"), nav, ""),
            "package.opf": str(self._templates.render("package", described)),
        }
        written = {name: text.encode("utf-8") for name, text in (texts | made).items()}
        return written | images | {"book.css": self._style}

    def _images(self, page: PageHtml) -> Iterator[tuple[str, Path]]:
        """The images of a page by their paths in the site; `verify` says which are not there, or are elsewhere."""
        for source in _IMAGE.findall(page.html):
            name = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), unquote(unescape(source))))
            if path := next((folder / name for folder in self._pictures if (folder / name).is_file()), None):
                yield name, path

    def _page(self, page: PageHtml) -> str:
        depth = page.path.count("/")
        return self._frame(page.title, Markup(xhtml(page.html, page.path, depth - 1)), "../" * (depth + 1))

    def _frame(self, title: str, body: Markup, up: str) -> str:
        view = View(
            language=self._words.language,
            direction=self._words.direction,
            title=title,
            style=f"{up}book.css",
            body=body,
        )
        return str(self._templates.render("page", view))
