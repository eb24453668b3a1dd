"""Where things are in a built site, and which links from outside a change breaks.

In: models, and the address at which the new site can be read. Out: links; and the addresses that were published and
lead nowhere now. A former id still leads to what has it.
"""

import posixpath
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import quote

from briefbook.kinds import BY_NAME
from briefbook.load.snapshot import Model


@dataclass(frozen=True)
class Places:
    """Addresses of a model. `preview` is where its site can be read, with a slash at its end, or empty."""

    model: Model
    preview: str = field(default="")

    @cached_property
    def _page_of(self) -> dict[str, str]:
        return {anchor: page for page, anchors in self.model["addresses"].items() for anchor in anchors}

    def address(self, name: str) -> str:
        """The address of a record or page from the top of the site, or nothing where it has none."""
        record, page = self.model["records"].get(name), self.model["pages"].get(name)
        if page is not None:
            return file_of(str(page["path"]))
        anchor = anchor_of(record["kind"], name) if record else ""
        return f"{file_of(self._page_of[anchor])}#{quote(anchor)}" if anchor in self._page_of else ""

    def href(self, name: str) -> str:
        """A link to a record or page in the preview."""
        address = self.address(name)
        return f"{self.preview}{address}" if address else ""

    def page_href(self, path: str) -> str:
        """A link to a page in the preview, by its path."""
        return f"{self.preview}{file_of(path)}"


def broken(old: Model, new: Model, arriving: Collection[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The addresses that lead nowhere any more: each page with the anchors it lost; of a lost page all go with it.

    `arriving` are those that the ledger of editions keeps.
    """
    kept = {*_former(new), *arriving}
    found = []
    for page, anchors in sorted(old["addresses"].items()):
        there = new["addresses"].get(page)
        if there is None and page not in kept:
            found.append((page, ()))
            continue
        lost = tuple(anchor for anchor in anchors if anchor not in (there or ()) and f"{page}#{anchor}" not in kept)
        if lost and there is not None:
            found.append((page, lost))
    return tuple(found)


def _former(model: Model) -> Iterator[str]:
    """The addresses that things once had and that still lead to them."""
    places = Places(model)
    for name, record in model["records"].items():
        page = places._page_of.get(anchor_of(record["kind"], name), "")
        yield from (f"{page}#{anchor_of(record['kind'], former)}" for former in record["fields"].get("formerly", ()))
    for page in model["pages"].values():
        folder = posixpath.dirname(str(page["path"]))
        yield from (posixpath.join(folder, former) for former in page["fields"].get("formerly", ()))


def anchor_of(kind: str, name: str) -> str:
    """The anchor of a record; nothing where its kind is none of today's."""
    return f"{BY_NAME[kind].css}-{name}" if kind in BY_NAME else ""


def file_of(path: str) -> str:
    """The file of a page, as a link writes it."""
    return f"{quote(path)}.html"
