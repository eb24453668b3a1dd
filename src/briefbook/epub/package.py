"""What a book says of itself: title, authors, dates, parts, and what it offers to whom.

In: a briefing and the list of its files. Out: the views of the package file and of the cover.
"""

import datetime
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from briefbook.link import Briefing, Site
from briefbook.model.dates import try_date
from briefbook.render.spoken import spoken
from briefbook.render.views import View
from briefbook.words import Words

TYPES = {
    ".css": "text/css",
    ".gif": "image/gif",
    ".html": "application/xhtml+xml",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".xhtml": "application/xhtml+xml",
}
_W3C_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the book as the package file lists it."""

    id: str
    href: str
    properties: str = ""

    @property
    def media_type(self) -> str:
        """The type, by the ending."""
        return TYPES[PurePosixPath(self.href).suffix.lower()]


def package(site: Site, briefing: Briefing, words: Words, digest: str, items: Sequence[Item]) -> View:
    """The view of the package file."""
    model = briefing.model
    pictured = any(item.properties == "svg" or item.media_type.startswith("image/") for item in items)
    return View(
        language=words.language,
        direction=words.direction,
        identifier=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'briefbook:{site.name}/{briefing.id}')}",
        digest=digest,
        title=model.title,
        subtitle=model.subtitle,
        authors=tuple(author.name for author in model.authors),
        publisher=site.name,
        description=spoken(briefing, briefing.texts[("summary",)]),
        topics=model.topics,
        rights=_rights(briefing),
        published=_plain_date(model.published),
        modified=_day(briefing.updated, model.facts_to),
        accessibility=_accessibility(words, pictured),
        items=tuple(items),
        spine=tuple(item.id for item in items if item.href.endswith("html") and item.properties != "nav"),
    )


def cover(site: Site, briefing: Briefing, words: Words, digest: str) -> View:
    """The view of the cover."""
    model = briefing.model
    facts = [
        (words.say("Authors"), ", ".join(author.name for author in model.authors)),
        (words.say("Facts to"), words.date(model.facts_to)),
        (words.say("Published"), words.date(model.published) if model.published else ""),
        (words.say("Updated"), words.date(briefing.updated) if briefing.updated != (model.published or "") else ""),
        (words.say("Status"), words.choice(model.status)),
        (words.say("Rights"), _rights(briefing)),
    ]
    return View(
        site=site.name,
        title=model.title,
        subtitle=model.subtitle,
        facts=tuple(View(name=name, text=text) for name, text in facts if text),
        digest=digest,
    )


def _rights(briefing: Briefing) -> str:
    root = briefing.texts.get(("rights",))
    return spoken(briefing, root) if root is not None else ""


def _plain_date(text: str | None) -> str:
    """A date as catalogues read it, or nothing: they know no `about` and no intervals."""
    date = try_date(text)
    if date is None or _W3C_DATE.fullmatch(date.text):
        return text or ""
    return date.earliest.isoformat() if date.earliest else ""


def _day(*texts: str) -> str:
    """The last day that one of the dates names."""
    dates = [try_date(text) for text in texts]
    days = [date.latest or date.earliest for date in dates if date]
    return max((day for day in days if day), default=datetime.date(2000, 1, 1)).isoformat()


def _accessibility(words: Words, pictured: bool) -> tuple[tuple[str, str], ...]:
    features = ["structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability"]
    summary = words.say("Text that adapts to any screen, with headings for every record and linked notes and sources.")
    if pictured:
        features.append("alternativeText")
        summary = f"{summary} {words.say('Every picture has a description or a text beside it.')}"
    return (
        ("accessMode", "textual"),
        *([("accessMode", "visual")] if pictured else []),
        ("accessModeSufficient", "textual"),
        *(("accessibilityFeature", feature) for feature in features),
        ("accessibilityHazard", "none"),
        ("accessibilitySummary", summary),
    )
