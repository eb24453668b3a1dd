"""The document: a briefing as one value, ready to be printed.

In: the linked site and a briefing. Out: a `Document`: plain values for the templates, the pictures they name, and what
could not be shown. The same views as on the web, in the same order; what is left to the templates is how they look.
"""

import json
import posixpath
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from briefbook.editions.chronicle import Chronicle
from briefbook.editions.history import Histories
from briefbook.link import Briefing, Page, Section, Site
from briefbook.load import Settings
from briefbook.model.dates import try_date
from briefbook.pdf.engine import IMAGES
from briefbook.pdf.glyphs import Printable
from briefbook.pdf.medium import Print, plain
from briefbook.pdf.prose import Prose
from briefbook.pdf.sheet import Sheet
from briefbook.pdf.templates import Templates
from briefbook.prose.sentences import sentences
from briefbook.render.components import render_call
from briefbook.render.context import Context
from briefbook.render.spoken import spoken
from briefbook.render.views import View
from briefbook.tokens import tokens
from briefbook.words import Words

_NO_DAY = (2000, 1, 1)
_CARD = 230  # characters of the answer that a card has room for


@dataclass(frozen=True, slots=True)
class Imprint:
    """What identifies a copy: the edition it is of, or nothing yet; the digest of the model, and the model itself."""

    edition: str = ""
    digest: str = ""
    model: bytes = b"{}"


@dataclass(frozen=True)
class Document:
    """A briefing as plain values. `pictures` are files by the names the templates know; `model` travels inside."""

    name: str
    day: tuple[int, int, int]
    value: Mapping[str, Any]
    pictures: Mapping[str, bytes]
    missing: frozenset[str]
    model: str = "{}"

    @cached_property
    def json(self) -> str:
        """The value as text: the same for the same content."""
        return json.dumps(self.value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass
class Setter:
    """Makes the documents of a site."""

    site: Site
    settings: Settings
    templates: Templates
    colours: Mapping[str, str] = field(default_factory=dict)
    histories: Histories = field(default_factory=Histories)

    def __post_init__(self) -> None:
        """Take the design tokens once."""
        own = tokens(self.settings.overrides)
        self.colours = {name: value for name, value in own.items() if value.startswith("#")}

    def document(self, briefing: Briefing, imprint: Imprint) -> Document:
        """Make the document of a briefing."""
        sheets = _Sheets(self, briefing, Words(briefing.model.language, briefing.catalogues))
        value = {
            **self._front(sheets, imprint),
            "parts": [sheets.part(section) for section in briefing.sections],
        }
        return self._finished(sheets, value, imprint.model.decode())

    def card(self, briefing: Briefing) -> Document:
        """Make the card of a briefing: its title and its answer in brief."""
        sheets = _Sheets(self, briefing, Words(briefing.model.language, briefing.catalogues))
        summary = spoken(briefing, briefing.texts[("summary",)])
        value = {**self._front(sheets, Imprint()), "bottom_line": _as_much_as_fits(summary)}
        return self._finished(sheets, value)

    def _front(self, sheets: "_Sheets", imprint: Imprint) -> dict[str, Any]:
        """What a cover says."""
        briefing, words = sheets.briefing, sheets.words
        cover = sheets.context(f"{briefing.id}/index")
        known = words.language.startswith(words.locale.language)
        return {
            "language": words.locale.language if known else "en",
            "title": briefing.model.title,
            "subtitle": briefing.model.subtitle or "",
            "site": self.site.name,
            "authors": [author.name for author in briefing.model.authors],
            "topics": list(briefing.model.topics),
            "rights": plain(cover.text("rights")),
            "facts": plain(cover.facts()),
            "edition": imprint.edition,
            "digest": imprint.digest,
            "permalink": f"{self.settings.site_url}{briefing.id}/index.html" if self.settings.site_url else "",
            "day": list(_day(briefing)),
        }

    def _finished(self, sheets: "_Sheets", value: dict[str, Any], model: str = "{}") -> Document:
        """The value without dead links and with printable texts, and the words that the templates say."""
        printable = Printable(self.templates.covered)
        value = printable.everywhere(living(value))
        value |= {"words": self._words(sheets.words), "colours": dict(self.colours)}
        briefing = sheets.briefing
        return Document(briefing.id, _day(briefing), value, sheets.images, frozenset(printable.missing), model)

    def _words(self, words: Words) -> dict[str, dict[str, str]]:
        said: dict[str, dict[str, str]] = {"say": {}, "choice": {}}
        for function, phrase in sorted(self.templates.phrases):
            said[function][phrase] = getattr(words, function)(phrase)
        return said


@dataclass
class _Sheets:
    """The pages of one briefing while they are being set; collects the images they show."""

    setter: Setter
    briefing: Briefing
    words: Words
    images: dict[str, bytes] = field(default_factory=dict)

    @cached_property
    def _chronicle(self) -> Chronicle:
        return self._chronicle_of(self.briefing)

    def _chronicles(self, briefing: Briefing) -> Chronicle:
        """The editions of a briefing; of the one that is set, asked for on each of its pages, they are kept."""
        return self._chronicle if briefing is self.briefing else self._chronicle_of(briefing)

    def _chronicle_of(self, briefing: Briefing) -> Chronicle:
        return Chronicle(briefing, self.setter.histories.of(briefing))

    def context(self, path: str) -> Context:
        """What components may ask on a page."""
        reserved = frozenset(record.anchor for record in self.briefing.by_id.values())
        place = Sheet(path, reserved, web=self.setter.settings.site_url)
        medium = Print(self.setter.templates.names, self.setter.colours)
        return Context(self.setter.site, self.briefing, place, self.words, medium, chronicles=self._chronicles)

    def part(self, section: Section) -> dict[str, Any]:
        """A run of pages under a heading, or under none."""
        title = self.words.say(section.title) if section.made and section.title else section.title
        return {"title": title, "pages": [self.page(page) for page in section.pages]}

    def page(self, page: Page) -> dict[str, Any]:
        """A page as the component of that name."""
        context = self.context(page.path)
        prose = Prose(
            context.place, self.words, context.link, partial(render_call, context), partial(self._image, page)
        )
        is_overview = page.id == "index"
        view = View(
            title=self.words.say(page.title) if page.made else page.title,
            anchor=page.path,
            lead="" if is_overview else page.said,
            body=prose.render(page.body),
            note=context.text("editor_note") if is_overview else None,
            withdrawn=context.withdrawn(),
            corrections=context.corrections(page.id),
            changed=context.changed_lately(page),
            see=tuple(context.link(name) for name in page.see),
        )
        return context.medium.component("page", view)  # type: ignore[no-any-return]

    def _image(self, page: Page, source: str) -> str:
        """Take the file beside a page into the document and give the name it has there."""
        if page.position is None:
            return ""
        settings = self.setter.settings
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page.position.path), source))
        name = f"{IMAGES}{path}"
        self.images.setdefault(name, (settings.root / Path(path)).read_bytes())
        return name


def _as_much_as_fits(text: str) -> str:
    """The whole sentences that a card has room for; of a first one that is too long, its beginning."""
    shown = ""
    for sentence in sentences(text):
        if len(shown) + len(sentence) > _CARD:
            break
        shown = f"{shown} {sentence}".strip()
    return shown or textwrap.shorten(text, _CARD, placeholder=" …")


def _day(briefing: Briefing) -> tuple[int, int, int]:
    """The day of the content: the last change, or the day to which the facts reach."""
    date = try_date(briefing.updated or briefing.model.facts_to)
    latest = date.latest if date else None
    return (latest.year, latest.month, latest.day) if latest else _NO_DAY


def living(value: dict[str, Any]) -> dict[str, Any]:
    """The value, in which what links to nowhere is plain words: a record that no page shows, another briefing."""
    found: dict[str, Any] = _without_dead_links(value, set(_labels(value)))
    return found


def _labels(value: Any) -> Iterator[str]:
    """Every place of the document that a link can lead to."""
    if isinstance(value, dict):
        if isinstance(value.get("anchor"), str):
            yield value["anchor"]
        for part in value.values():
            yield from _labels(part)
    elif isinstance(value, list):
        for part in value:
            yield from _labels(part)


def _without_dead_links(value: Any, labels: set[str]) -> Any:
    if isinstance(value, list):
        return [_without_dead_links(part, labels) for part in value]
    if not isinstance(value, dict):
        return value
    alive = {name: _without_dead_links(part, labels) for name, part in value.items()}
    href = alive.get("href")
    if isinstance(href, str) and href not in labels and "://" not in href and not href.startswith("mailto:"):
        alive["href"] = ""
    return alive
