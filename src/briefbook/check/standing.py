"""What a briefing will have once it is published: without its drafts, with the shared records it refers to.

In: `Checked`. Out: the same without drafts, the shared records in use, the standard pages. Apart from the linking,
which asks the same, so that a reference is checked by what there will be.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from briefbook.check.entries import Checked, Entry, PageEntry
from briefbook.check.index import within
from briefbook.kinds.pages import STANDARD_PAGES
from briefbook.load.site import SHARED
from briefbook.model.fields import Reference
from briefbook.prose import CallError, Node, read_call, walk


def is_draft(model: Any) -> bool:
    """Whether a record, or the front matter of a page, says that it is a draft."""
    return getattr(model, "status", "") == "draft"


def is_withdrawn(page: PageEntry) -> bool:
    """Whether a page has given way to a notice."""
    return page.front is not None and page.front.status == "withdrawn"


def without_drafts(checked: Checked) -> Checked:
    """Everything but drafts."""
    return replace(
        checked,
        entries={name: tuple(e for e in found if not is_draft(e.model)) for name, found in checked.entries.items()},
        pages={
            name: tuple(page for page in found if not is_draft(page.front)) for name, found in checked.pages.items()
        },
    )


def standard_stems(checked: Checked, briefing: str, lost: frozenset[str] = frozenset()) -> list[str]:
    """The standard pages that a briefing has: those with at least one part that has something to show.

    `lost` are kinds whose file could not be read; they count as there, so that their pages are not missed as well.
    """
    entries = (*checked.entries[briefing], *shared_in_use(checked, briefing).values())
    folders = {f"{page.file.folders[0]}/" for page in checked.pages[briefing] if _is_listed(page)}
    there = {entry.kind.name for entry in entries} | folders | lost | {""}
    return [page.stem for page in STANDARD_PAGES if any(part.needs in there for part in page.parts)]


def _is_listed(page: PageEntry) -> bool:
    """Whether a page stands in the list of its folder, or is that list."""
    folders = page.file.folders
    return bool(folders) and not is_withdrawn(page) and (page.file.stem != "index" or len(folders) == 1)


def shared_in_use(checked: Checked, briefing: str) -> dict[str, Entry]:
    """The shared records that a briefing refers to, and those they refer to in turn, in the order of their files."""
    shared = {entry.id: entry for entry in checked.entries[SHARED]}
    if not shared:
        return {}
    own = checked.entries[briefing]
    taken = {entry.id for entry in own if entry.kind.is_list}
    pages = (page for page in checked.pages[briefing] if not is_withdrawn(page))
    owners: list[Entry | PageEntry] = [*own, *pages]
    waiting = [name for owner in owners for name in _named(owner, briefing)]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in shared and name not in found and name not in taken:
            found.add(name)
            waiting += _named(shared[name], briefing)
    return {name: entry for name, entry in shared.items() if name in found}


def _named(owner: Entry | PageEntry, briefing: str) -> Iterator[str]:
    """The ids of the briefing that a record or page names."""
    bodies = [owner.body] if isinstance(owner, PageEntry) else []
    fields = (leaf.scalar.text for leaf in owner.leaves if isinstance(leaf.shape.marker, Reference))
    texts = (name for root in (*bodies, *owner.texts.values()) for name in _in_text(walk(root)))
    for reference in (*fields, *texts):
        yield within(briefing, reference)


def _in_text(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        if node.type == "reference":
            yield node.attributes["target"]
        elif node.type == "citation":
            yield from (cited for cited, _ in node.attributes["cites"])
        elif node.type == "component":
            yield from _shown(node.text)


def _shown(text: str) -> Iterator[str]:
    """The record that a component shows."""
    try:
        call = read_call(text)
    except CallError:
        return
    if call.arguments and "briefing" not in call.keywords:
        yield str(call.arguments[0])
