"""What a feed says, before it takes the form of one.

In: a briefing with its ledger and corrections. Out: a `Feed` of `Entry`s, newest first: major editions, editions that
were withdrawn, corrections. A minor edition is told to nobody, so a major one tells what changed since the major one
before it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from briefbook.editions.history import Histories, Step
from briefbook.feeds.names import absolute, fit, instant, seed, tag
from briefbook.kinds.editions import Edition
from briefbook.link import Address, Briefing, Record, Site
from briefbook.model.dates import machine_date
from briefbook.render.changes import Telling
from briefbook.render.spoken import spoken, title_in
from briefbook.render.views import View
from briefbook.web import Templates
from briefbook.words import Words

NEWEST = 50
"""How many entries a feed holds; the pages of changes hold all of them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news. `html` is a fragment; `url` is empty where the site has no address."""

    id: str
    title: str
    summary: str
    html: str
    published: str
    updated: str
    url: str
    language: str
    authors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A run of news. `publisher` stands for an author where none is stated; `site_url` may be empty."""

    id: str
    title: str
    publisher: str
    home: str
    site_url: str
    language: str
    updated: str
    entries: tuple[Entry, ...] = ()


def feed_of(site: Site, briefing: Briefing, macros: Path, site_url: str, histories: Histories) -> Feed:
    """The feed of one briefing."""
    teller = _Teller(briefing, macros, site_url, histories)
    words, model = teller.words, briefing.model
    found = tuple(sorted(teller.entries(), key=lambda entry: (entry.updated, entry.published, entry.id), reverse=True))
    return Feed(
        id=f"{site_url}{briefing.id}/changes.atom" if site_url else tag("", "", briefing.id, seed(briefing), "changes"),
        title=fit(words.say("%(title)s: changes", title=model.title)),
        publisher=fit(site.name),
        home=absolute(site_url, _changes(briefing)),
        site_url=site_url,
        language=model.language,
        updated=max(entry.updated for entry in found) if found else instant(model.published or model.facts_to),
        entries=found[:NEWEST],
    )


def feed_of_all(site: Site, feeds: Sequence[Feed], site_url: str) -> Feed:
    """The feed of the whole site, from those of its briefings."""
    entries = [entry for feed in feeds for entry in feed.entries]
    entries.sort(key=lambda entry: (entry.updated, entry.published, entry.id), reverse=True)
    return Feed(
        id=f"{site_url}feeds/changes" if site_url else tag("", "", site.name, "changes"),
        title=fit(Words(site.language, site.catalogues).say("%(title)s: changes", title=site.name)),
        publisher=fit(site.name),
        home=absolute(site_url, Address("index")),
        site_url=site_url,
        language=site.language,
        updated=max(feed.updated for feed in feeds),
        entries=tuple(entries[:NEWEST]),
    )


def _changes(briefing: Briefing) -> Address:
    """The page on which editions are listed; a briefing may have put its own in its place, but never none."""
    page = briefing.pages_by_id.get("changes") or briefing.pages_by_id["index"]
    return page.address


@lru_cache(maxsize=8)
def _templates(macros: Path, language: str, catalogues: tuple[tuple[str, str], ...]) -> Templates:
    return Templates(macros, Words(language, catalogues))


class _Teller:
    """Tells the news of one briefing."""

    def __init__(self, briefing: Briefing, macros: Path, site_url: str, histories: Histories) -> None:
        self.briefing, self.site_url, self.histories = briefing, site_url, histories
        self.words = Words(briefing.model.language, briefing.catalogues)
        self.templates = _templates(macros, briefing.model.language, briefing.catalogues)

    def entries(self) -> Iterator[Entry]:
        before: Step | None = None
        for step in reversed(self.histories.of(self.briefing)):
            if step.edition is None or step.edition.significance != "major":
                continue
            yield self.edition(step.edition, before, step)
            before = step if step.now else before
        yield from map(self.correction, self.briefing.records.get("corrections", ()))

    def edition(self, edition: Edition, before: Step | None, step: Step) -> Entry:
        what, gone = self.words.say("Edition of %(date)s", date=self.words.date(edition.date)), edition.withdrawn
        view = View(
            note="" if gone else edition.note,
            withdrawn=self.tombstone(gone.date, gone.reason) if gone else None,
            since=self.words.date(before.edition.date) if before and before.edition else "",
            list=self.list(before, step) if before else None,
            records=(),
            digest=edition.digest,
        )
        return self.entry(
            tag(self.site_url, edition.date, self.briefing.id, edition.edition, *self.unnamed(edition.digest)),
            self.words.say("%(what)s, withdrawn", what=what) if gone else what,
            gone.reason if gone else edition.note,
            view,
            (edition.date, gone.date if gone else edition.date),
            absolute(self.site_url, self.anchored(edition)),
            edition.digest,
        )

    def tombstone(self, day: str, reason: str) -> View:
        """What is left of something that was taken back."""
        return View(date=View(iso=machine_date(day), text=self.words.date(day)), reason=reason)

    def list(self, before: Step, step: Step) -> View | None:
        """What changed from one edition to another; nothing where one of them is withdrawn."""
        if not (before.edition and before.now and step.edition and step.now):
            return None
        changes = self.histories.between((before.edition.digest, before.now), (step.edition.digest, step.now))
        return View(level=3, groups=Telling(self.words, before.now, step.now, self.href).groups(changes))

    def anchored(self, edition: Edition) -> Address:
        page = _changes(self.briefing)
        is_made = self.briefing.pages_by_id.get("changes") and self.briefing.pages_by_id["changes"].made
        return Address(page.page, f"edition-{edition.edition.replace('.', '-')}") if is_made else page

    def correction(self, record: Record) -> Entry:
        model, gone = record.model, record.model.withdrawn
        said = spoken(self.briefing, record.texts[("withdrawn", "reason") if gone else ("text",)])
        there = tuple(View(title=title_in(self.briefing, name), href=self.href(name)) for name in model.records)
        view = View(
            note="" if gone else said,
            withdrawn=self.tombstone(gone.date, said) if gone else None,
            since="",
            list=None,
            records=there,
            digest="",
        )
        what = f"{self.words.choice(model.type)}, {self.words.date(model.date)}"
        what = f"{what[:1].upper()}{what[1:]}"
        return self.entry(
            tag(self.site_url, model.date, self.briefing.id, "corrections", record.id, *self.unnamed()),
            self.words.say("%(what)s, withdrawn", what=what) if gone else what,
            said,
            view,
            (model.date, gone.date if gone else model.date),
            absolute(self.site_url, record.address),
        )

    def unnamed(self, digest: str = "") -> tuple[str, ...]:
        """What makes an identifier without a host unlike all others."""
        return () if self.site_url else (digest or seed(self.briefing),)

    def href(self, name: str) -> str:
        """Where a record is today; nothing where it is not there any more, or the site has no address."""
        there = self.briefing.by_id.get(name) or self.briefing.pages_by_id.get(name)
        return absolute(self.site_url, there.address) if there else ""

    def entry(
        self, name: str, what: str, summary: str, view: View, days: tuple[str, str], url: str, digest: str = ""
    ) -> Entry:
        model = self.briefing.model
        return Entry(
            id=name,
            title=fit(f"{model.title}: {what}"),
            summary=fit(summary),
            html=fit(str(self.templates.render("feed_entry", view)).strip()),
            published=instant(days[0]),
            updated=instant(days[1]),
            url=url,
            language=model.language,
            authors=tuple(fit(author.name) for author in model.authors),
            topics=tuple(map(fit, model.topics)),
            digest=digest,
        )
