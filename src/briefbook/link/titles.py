"""What each record and page is called, wherever it is named.

In: `Checked`. Out: titles for references, as seen from a briefing. Apart from the linking because a title may be a text
that takes its words from another title, in another briefing even.
"""

from collections.abc import Callable, Mapping
from functools import cached_property, partial

from briefbook.check import Checked, Entry
from briefbook.kinds.pages import STANDARD
from briefbook.load.site import SHARED
from briefbook.prose import spoken_text

TITLE_LENGTH = 90


def shortened(text: str) -> str:
    """Words as a title: on one line, and cut off where they are many."""
    words = " ".join(text.split())
    return words if len(words) <= TITLE_LENGTH else f"{words[:TITLE_LENGTH].rsplit(' ', 1)[0].rstrip(',;:')}…"


def record_title(entry: Entry, named: Callable[[str], str]) -> str:
    """The words by which a record is named elsewhere; `named` gives those of what its own title names."""
    text = entry.texts.get((entry.kind.title,))
    if text is not None:
        return shortened(spoken_text(text, named))
    return shortened(getattr(entry.model, entry.kind.title) or entry.model.publisher)


class Titles:
    """The titles of a site."""

    def __init__(self, checked: Checked) -> None:
        """Take what there is to be named."""
        self._checked = checked
        self._known: dict[tuple[str, str], str] = {}

    @cached_property
    def _entries(self) -> Mapping[str, Mapping[str, Entry]]:
        found = self._checked.entries.items()
        return {name: {entry.id: entry for entry in entries if entry.kind.is_list} for name, entries in found}

    @cached_property
    def _pages(self) -> Mapping[str, Mapping[str, str]]:
        made = {stem: page.title for stem, page in STANDARD.items()}
        return {
            name: {**(made if name else {}), **{page.id: page.front.title for page in pages if page.front}}
            for name, pages in self._checked.pages.items()
        }

    def of(self, briefing: str, reference: str) -> str:
        """The title of what a reference names as seen from a briefing; the reference itself where there is none."""
        key = briefing, reference
        if key not in self._known:
            self._known[key] = self._found((), briefing, reference)
        return self._known[key]

    def _found(self, above: tuple[str, ...], briefing: str, reference: str) -> str:
        """`above` are the records in whose titles it stands, so that two that name each other come to an end."""
        folder, slash, name = reference.rpartition("/")
        home = folder if slash and folder != SHARED else briefing
        entry = self._entries.get(home, {}).get(name) or self._entries.get(SHARED, {}).get(name)
        if entry is not None and name not in above:
            return record_title(entry, partial(self._found, (*above, name), home))
        return self._pages.get(home, {}).get(name, reference)
