"""The navigation of a briefing: which pages stand under which heading, and in which order.

In: what the briefing lists, and its pages. Out: sections. Apart from the linking, which needs no order to find anybody.
"""

from collections.abc import Mapping
from typing import Any

from briefbook.kinds.pages import ORDER
from briefbook.link.site import Page, Section

_GROUPS = {
    "background": "Background",
    "analysis": "Analysis",
    **dict.fromkeys(("unknowns", "estimates", "actors", "terms", "sources"), "Reference"),
    **dict.fromkeys(("about", "changes", "corrections"), "This briefing"),
}


def sections(model: Any, pages: Mapping[str, Page]) -> tuple[Section, ...]:
    """The navigation: what the briefing lists, in its order, then the rest in the standard order."""
    left = dict(pages)
    found: list[tuple[str, list[Page]]] = []
    for section in model.pages:
        listed = [left.pop(name) for name in section.pages if name in left]
        if listed:
            found.append((section.title or "", listed))
    for page in sorted(left.values(), key=_rank):
        group = page.folder.capitalize() if page.folder else _GROUPS.get(page.id, "")
        same = next((listed for title, listed in found if title == group), None) if group else None
        if same is not None:
            same.insert(0 if page.id in ("background", "analysis") else len(same), page)
        elif found and not group and not found[-1][0]:
            found[-1][1].append(page)
        else:
            found.append((group, [page]))
    own = {section.title or "" for section in model.pages}
    return tuple(Section(title, tuple(listed), bool(title) and title not in own) for title, listed in found)


def _rank(page: Page) -> tuple[int, int, str]:
    known = page.folder or page.id
    position = ORDER.index(known) if known in ORDER else ORDER.index("conclusion")
    return position, int(bool(page.folder)), page.path
