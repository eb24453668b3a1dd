"""Drafts, which are written and checked with everything else, and published never; and pages that were withdrawn.

In: `Checked`. Out: the same without drafts; and the files that stand beside pages and are shown by drafts alone, which
must stay behind as well. Apart from the linking because a preview links everything, drafts included.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from briefbook.check import Checked, PageEntry
from briefbook.prose import walk


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


def withheld(checked: Checked) -> frozenset[str]:
    """The pictures that drafts and withdrawn pages show and no other page does, by their path below `docs/`."""
    pages = [page for found in checked.pages.values() for page in found]
    left_out = [page for page in pages if _is_left_out(page)]
    shown = set(_names((page for page in pages if not _is_left_out(page)), checked.docs))
    return frozenset(_names(left_out, checked.docs)) - shown


def _is_left_out(page: PageEntry) -> bool:
    return is_draft(page.front) or is_withdrawn(page)


def pictures(entry: PageEntry, docs: Path) -> Iterator[Path]:
    """The files of the pictures on a page, in its order."""
    folder = docs / entry.file.briefing / Path(*entry.file.folders)
    for node in walk(entry.body):
        if node.type == "image":
            yield (folder / node.attributes["src"]).resolve()


def _names(pages: Iterable[PageEntry], docs: Path) -> Iterator[str]:
    for page in pages:
        yield from (path.relative_to(docs.resolve()).as_posix() for path in pictures(page, docs))
