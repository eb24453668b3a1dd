"""The contents of a book: sections, pages, and what stands on them.

In: a briefing and its rendered pages. Out: the view of the navigation document.
"""

from collections.abc import Sequence

from briefbook.link import Briefing
from briefbook.render.views import View
from briefbook.web import Heading, PageHtml
from briefbook.words import Words


def contents(briefing: Briefing, pages: Sequence[PageHtml], words: Words) -> View:
    """Every section, page and heading, nested as they are read."""
    by_path = {page.path: page for page in pages}
    items: list[View] = []
    for section in briefing.sections:
        entries = tuple(_entry(by_path[page.path]) for page in section.pages)
        if section.title:
            title = words.say(section.title) if section.made else section.title
            items.append(View(title=title, href="", items=entries))
        else:
            items.extend(entries)
    return View(items=tuple(items), start=_address(pages[0].path))


def _address(path: str, anchor: str = "") -> str:
    return f"site/{path}.html#{anchor}" if anchor else f"site/{path}.html"


def _entry(page: PageHtml) -> View:
    return View(title=page.short, href=_address(page.path), items=_nested(page.path, page.headings))


def _nested(path: str, headings: Sequence[Heading]) -> tuple[View, ...]:
    """A flat list of headings as a tree: what follows a heading on a deeper level stands under it."""
    items: list[View] = []
    start = 0
    while start < len(headings):
        first = headings[start]
        end = start + 1
        while end < len(headings) and headings[end].level > first.level:
            end += 1
        below = _nested(path, headings[start + 1 : end])
        items.append(View(title=first.title, href=_address(path, first.anchor), items=below))
        start = end
    return tuple(items)
