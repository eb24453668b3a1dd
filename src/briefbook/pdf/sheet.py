"""A page of the site as a stretch of the printed document.

In: a page's path. Out: a `Place` whose addresses are labels of the document, so that a link leads to a sheet of paper
and not to a file. What lies in another briefing is on the web, or, where the site has no address, nowhere.
"""

from dataclasses import dataclass

from briefbook.link import Address
from briefbook.render.place import Place


@dataclass(slots=True)
class Sheet(Place):
    """The page being printed. `web` is the address of the site, with a slash at its end, or empty."""

    web: str = ""

    def href(self, address: Address) -> str:
        """The label of an address, or where it is on the web if it belongs to another briefing."""
        anchor = f"#{address.anchor}" if address.anchor else ""
        if self.web and address.page.partition("/")[0] != self.page.partition("/")[0]:
            return f"{self.web}{address.page}.html{anchor}"
        return f"{address.page}{anchor}"

    def file(self, path: str) -> str:
        """The address of a file of the site: on the web, or nowhere."""
        return f"{self.web}{path}" if self.web else ""

    def claim(self, anchor: str) -> str:
        """Take an anchor of this page and give its label; empty if it is taken already."""
        return f"{self.page}#{anchor}" if Place.claim(self, anchor) else ""
