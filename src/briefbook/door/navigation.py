"""The order of pages, as the theme walks it.

In: a briefing and MkDocs's pages of it. Out: MkDocs's navigation, and the contents of a page as the theme nests them.
A page sees the navigation of its own briefing and of no other, so that it costs the same at any number of briefings.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from briefbook.leftovers import written
from briefbook.link import Briefing
from briefbook.link import Section as LinkedSection
from briefbook.web import Heading


def navigation(
    briefing: Briefing, made: dict[str, Page], home: list[Page], title: Callable[[LinkedSection, Briefing], str]
) -> Navigation:
    """The navigation of one briefing: the pages of the whole site, then its sections, each page after another.

    `made` are MkDocs's pages by the path of their source; `title` gives the heading of a section.
    """
    items: list[StructureItem] = [*home]
    for section in briefing.sections:
        pages = [made[f"{page.path}.md"] for page in section.pages]
        if section.title:
            group = Section(str(written(title(section, briefing))), list(pages))
            for page in pages:
                page.parent = group
            items.append(group)
        else:
            items.extend(pages)
    ordered = [made[f"{page.path}.md"] for page in briefing.pages]
    for before, after in pairwise(ordered):
        before.next_page, after.previous_page = after, before
    return Navigation(items, [*home, *ordered])


def nested(headings: tuple[Heading, ...]) -> list[Any]:
    """Nest a flat list of headings as the theme's contents want it."""
    top: list[Any] = []
    open_: list[Any] = []
    for heading in headings:
        entry = {
            "level": heading.level,
            "id": heading.anchor,
            "name": str(written(heading.title)),
            "html": "",
            "children": [],
        }
        while open_ and open_[-1]["level"] >= heading.level:
            open_.pop()
        (open_[-1]["children"] if open_ else top).append(entry)
        open_.append(entry)
    return top
