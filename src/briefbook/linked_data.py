"""What a page says of itself to programs: JSON-LD in the words of schema.org.

In: the linked site, one of its pages, its digest and the address of the site. Out: the text of a block of data, or
nothing for a page that is no article. Only what the briefing states is said; a person and a desk are told apart by
nobody here, so an author has a name and no type.
"""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from briefbook.link import Address, Briefing, Page, Record, Site
from briefbook.model.dates import try_date
from briefbook.prose import walk
from briefbook.render.place import Place
from briefbook.render.spoken import spoken

_ANALYSIS, _BACKGROUND = "AnalysisNewsArticle", "BackgroundNewsArticle"
# Within a page's head, nothing in a text may end the block or begin a comment.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def linked_data(site: Site, page: Page, briefing: Briefing | None, digest: str, site_url: str) -> str:
    """The data of a page, fit to stand in it."""
    if briefing is None or not (page.id == "index" or page.folder in ("background", "analysis")):
        return ""
    told = _Article(site, briefing, page, site_url).told(digest)
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


class _Article:
    """One page as an article."""

    def __init__(self, site: Site, briefing: Briefing, page: Page, site_url: str) -> None:
        self.site, self.briefing, self.page, self.site_url = site, briefing, page, site_url
        self.is_overview = page.id == "index"

    def told(self, digest: str) -> dict[str, Any]:
        model = self.briefing.model
        here = self.address(self.page.address)
        values: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": _BACKGROUND if self.page.folder == "background" else _ANALYSIS,
            "@id": here,
            "url": here,
            "headline": model.title if self.is_overview else self.page.title,
            "alternativeHeadline": model.subtitle if self.is_overview else None,
            "description": spoken(self.briefing, self.briefing.texts[("summary",)])
            if self.is_overview
            else self.page.said,
            "datePublished": exact(model.published),
            "dateModified": exact(self.briefing.updated),
            "inLanguage": model.language,
            "author": [{"name": author.name} for author in model.authors],
            "keywords": list(model.topics),
            "creativeWorkStatus": model.status,
            "isPartOf": self.whole(),
            "identifier": {"@type": "PropertyValue", "propertyID": "SHA-256", "value": digest},
            **self.rights(),
            "citation": list(map(self.citation, self.sources())),
            "correction": list(map(self.correction, self.corrections())),
        }
        return {name: value for name, value in values.items() if value}

    def address(self, address: Address) -> str:
        """Where something is: whole where the site has an address, else as seen from this page."""
        if not self.site_url:
            return Place(self.page.path).href(address)
        anchor = f"#{quote(address.anchor)}" if address.anchor else ""
        return f"{self.site_url}{quote(address.page)}.html{anchor}"

    def whole(self) -> dict[str, str]:
        """What the page is a part of: the briefing, and the briefing of the site."""
        if self.is_overview:
            return {"@type": "WebSite", "name": self.site.name, "url": self.address(Address("index"))}
        overview = self.address(self.briefing.pages_by_id["index"].address)
        return {"@type": _ANALYSIS, "@id": overview, "headline": self.briefing.model.title}

    def rights(self) -> dict[str, str]:
        """The rights in words, and the licence where the words lead to one."""
        root = self.briefing.texts.get(("rights",))
        if root is None:
            return {}
        links = [node.attributes["href"] for node in walk(root) if node.type == "link"]
        licence = {"license": str(links[0])} if len(links) == 1 else {}
        return {"copyrightNotice": spoken(self.briefing, root), **licence}

    def sources(self) -> Iterator[Record]:
        """What the whole briefing cites, or what this page does."""
        cited = {*self.page.sources, *self.page.leans_on}
        for record in self.briefing.records.get("sources", ()):
            if not record.model.withdrawn and (self.is_overview or record.id in cited):
                yield record

    def citation(self, record: Record) -> dict[str, Any]:
        model = record.model
        values = {
            "@type": "CreativeWork",
            "name": model.title,
            "publisher": {"name": model.publisher},
            "author": [{"name": name} for name in model.author],
            "datePublished": exact(model.published),
            "url": model.url,
            "inLanguage": model.language,
        }
        return {name: value for name, value in values.items() if value}

    def corrections(self) -> Iterator[Record]:
        """All of them on the overview; on another page those that touch it."""
        for record in self.briefing.records.get("corrections", ()):
            if not record.model.withdrawn and (self.is_overview or self.page.id in record.model.records):
                yield record

    def correction(self, record: Record) -> dict[str, str]:
        text = spoken(self.briefing, record.texts[("text",)])
        made = exact(record.model.date)
        told = {"@type": "CorrectionComment", "text": text, "url": self.address(record.address)}
        return {**told, "datePublished": made} if made else told


def exact(text: str | None) -> str:
    """A date as ISO 8601 has it, or nothing for one that is only about right, or is a stretch of time."""
    date = try_date(text)
    if date is None or date.qualifier or date.precision not in ("day", "month", "year") or "X" in date.text:
        return ""
    return date.text if len(date.text) <= len("2026-06-05") else str(date.earliest)
