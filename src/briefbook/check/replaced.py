"""Pages of an editor's that replace standard ones.

In: a page and what else there is. Out: findings for records that the standard page would have shown, and that would be
left without a place.
"""

from collections.abc import Collection, Iterator
from contextlib import suppress

from briefbook.check.entries import Checked, PageEntry
from briefbook.check.pages import without_front_matter
from briefbook.findings import Finding, Position
from briefbook.kinds import LISTS
from briefbook.kinds.pages import STANDARD
from briefbook.load.site import SHARED
from briefbook.prose import CallError, Locator, read_call, walk


def shows_its_records(page: PageEntry, checked: Checked) -> Iterator[Finding]:
    """A page that replaces a standard one still gives every record that the briefing has there its place."""
    if not page.briefing or getattr(page.front, "status", "current") != "current":
        return
    entries = [entry for name in (page.briefing, SHARED) for entry in checked.entries.get(name, ())]
    kinds = {entry.kind.name for entry in entries if getattr(entry.model, "status", "") != "draft"}
    shown, in_part = _shown(page)
    for kind in LISTS:
        if kind.page == page.id and kind.name in kinds and kind.name not in shown:
            message = f"{page.label} replaces the standard page and leaves out {{{{ {kind.name}() }}}}"
            help_line = f"add {{{{ {kind.name}() }}}}, without options, on a line of its own"
            place = in_part.get(kind.name, Position(page.file.source.path))
            yield Finding(place, "records-without-place", message, help_line)


def _shown(page: PageEntry) -> tuple[set[str], dict[str, Position]]:
    """The kinds that a page shows whole, and those of which it shows some, each with the place of its call."""
    whole, in_part = set(), {}
    for node in walk(page.body):
        if node.type == "component":
            with suppress(CallError):  # which is a finding of its own
                call = read_call(node.text)
                if call.keywords in ({}, {"briefing": page.briefing}):
                    whole.add(call.name)
                else:
                    in_part[call.name] = Locator.of_page(page.file.source, page.file.body).find(*node.place)
    return whole, in_part


def nameless(page: PageEntry, stems: Collection[str]) -> Iterator[Finding]:
    """A page may leave its title to the standard page it replaces, where the briefing has that one."""
    left_out = page.front is None and not page.file.broken and not page.file.front.values
    if left_out and page.id in STANDARD and page.id not in stems:
        yield without_front_matter(page.file, page.label)
