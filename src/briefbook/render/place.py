"""Where something is rendered: the page, the heading level, and what stands on the page already.

In: a page's path. Out: a `Place`. It makes addresses relative, keeps ids unique within the page and collects the
page's headings. Made anew for each page and thrown away with it.
"""

import posixpath
import re
from dataclasses import dataclass, field
from functools import lru_cache
from unicodedata import normalize

from briefbook.link import Address

_GAP = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of a page's contents."""

    level: int
    anchor: str
    title: str


@lru_cache(maxsize=65536)
def relative(page: str, target: str) -> str:
    """The relative address of one page as seen from another; paths without endings."""
    if page == target:
        return ""
    return posixpath.relpath(f"{target}.html", posixpath.dirname(page) or ".")


@dataclass(slots=True)
class Place:
    """The page being made. `reserved` are anchors of records, which headings of prose give way to.

    `shown` are the records and pages that it shows, and `fields` those of a briefing itself, each with the briefing;
    `tells_changes` is set where a component on it lists what changed.
    """

    page: str
    reserved: frozenset[str] = frozenset()
    level: int = 1
    headings: list[Heading] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    names_downloads: bool = False
    shown: dict[tuple[str, str], None] = field(default_factory=dict)
    fields: dict[tuple[str, str], None] = field(default_factory=dict)
    tells_changes: bool = False

    def href(self, address: Address) -> str:
        """The address as seen from this page."""
        anchor = f"#{address.anchor}" if address.anchor else ""
        return f"{relative(self.page, address.page)}{anchor}" or posixpath.basename(f"{self.page}.html")

    def file(self, path: str) -> str:
        """The address of a file of the site, given from its root, as seen from this page."""
        return posixpath.relpath(path, posixpath.dirname(self.page) or ".")

    def claim(self, anchor: str) -> str:
        """Take an anchor on this page; empty if it is taken already."""
        if anchor in self.used:
            return ""
        self.used.add(anchor)
        return anchor

    def slug(self, title: str) -> str:
        """An anchor for a heading of prose, unique on the page."""
        base = _GAP.sub("-", normalize("NFKC", title.casefold())).strip("-_")
        if not base[:1].isalpha():  # a name in XML begins with a letter
            base = f"section-{base}".strip("-")
        if base in self.reserved:
            base = f"{base}-section"
        anchor, number = base, 2
        while not self.claim(anchor):
            anchor, number = f"{base}-{number}", number + 1
        return anchor

    def heading(self, level: int, anchor: str, title: str) -> None:
        """Enter a heading into the page's contents."""
        if anchor:
            self.headings.append(Heading(level, anchor, title))
