"""The files that stand beside drafts, and beside pages that were withdrawn, and must stay behind with them.

In: `Checked`. Out: those files. Apart from the linking because a preview links everything, drafts included.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from briefbook.check import Checked, PageEntry
from briefbook.check.standing import is_draft, is_withdrawn
from briefbook.prose import walk


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
