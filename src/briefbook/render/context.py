"""What a component may ask at the place where it stands.

In: the linked site, a briefing and a place. Out: links, mentions and views for that place. Apart from the components
because all of them ask the same few things, and none of them asks anything else.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from briefbook.editions import digest
from briefbook.editions.chronicle import Chronicle, chronicle_of
from briefbook.link import Address, Briefing, Mention, Page, Record, Site
from briefbook.model.dates import machine_date
from briefbook.render.downloads import WHOLE_SITE, Download, Downloads, Use
from briefbook.render.medium import Medium, Writer
from briefbook.render.origin import NOWHERE, Origin
from briefbook.render.place import Place
from briefbook.render.recent import Recent
from briefbook.render.spoken import spoken
from briefbook.render.views import Fields, View, Viewer
from briefbook.words import Words


@dataclass(frozen=True)
class Context:
    """A place in a briefing; `briefing` is None on a page of the whole site."""

    site: Site
    briefing: Briefing | None
    place: Place
    words: Words
    medium: Medium
    made: Downloads = field(default_factory=dict)
    digest: Callable[[Briefing], str] = digest
    origin: Origin = NOWHERE
    chronicles: Callable[[Briefing], Chronicle] = chronicle_of

    def of(self, briefing: Briefing) -> "Context":
        """The same place, looking at another briefing."""
        return replace(self, briefing=briefing)

    @property
    def here(self) -> Briefing:
        """The briefing. Raises LookupError where there is none (`check` has seen to that)."""
        if self.briefing is None:
            raise LookupError("this component needs a briefing")
        return self.briefing

    @cached_property
    def prose(self) -> Writer:
        """Writes texts of fields."""
        return self.medium.writer(self.place, self.words, self.link)

    @cached_property
    def viewer(self) -> Viewer:
        """Makes the fields of views."""
        return Viewer(self.words, self.link, self.prose.render)

    def link(self, reference: str) -> View:
        """A link to a record or page; for plain words and a page that was withdrawn, the words without one."""
        there = self.site.find(self.briefing, reference)
        if isinstance(there, Record):
            short = getattr(there.model, "publisher", there.title)
            href = self.place.href(self._nearest(there))
            title, gone = self._marked(there.title, there.draft), there.model.status == "withdrawn"
            return View(title=title, short=short, href=href, kind=there.kind.css, withdrawn=gone)
        if there is not None:
            title = self._marked(self.words.say(there.title) if there.made else there.title, there.draft)
            href = self.place.href(there.address)
            return View(title=title, short=title, href=href, kind="page", withdrawn=False)
        briefing, name = self.site.home(self.briefing, reference), reference.rpartition("/")[2]
        left = next((one.title for one in (briefing or self.site).withdrawn if one.id == name), "")
        said = left or reference
        return View(title=said, short=said, href="", kind="words", withdrawn=bool(left))

    def door(self, page: Page) -> View:
        """A link to a page by the name that the navigation has for it."""
        title = self._marked(self.words.say(page.short) if page.made else page.short, page.draft)
        return View(title=title, short=title, href=self.place.href(page.address), kind="page", withdrawn=False)

    def _marked(self, title: str, draft: bool) -> str:
        """A title, or, of what a preview alone shows, a title that says so."""
        return self.words.say("%(title)s (draft)", title=title) if draft else title

    def _in_full(self, record: Record) -> str:
        """The title of a record, uncut: what is named in short elsewhere must stand whole somewhere."""
        text = record.texts.get((record.kind.title,))
        return spoken(self.here, text) if text is not None else record.title

    def _nearest(self, record: Record) -> Address:
        """The record on this page if it is here already, else its own place."""
        return Address(self.place.page, record.anchor) if record.anchor in self.place.used else record.address

    def view(self, record: Record, more: "More | None" = None) -> View:
        """The whole view of a record at this place, one level below the heading it stands under.

        `more` makes of its fields what its kind shows beside them, or otherwise than they are written.
        """
        level = min(self.place.level + 1, 6)
        anchor = self.place.claim(record.anchor)
        if record.kind.headed:
            self.place.heading(level, anchor, record.title)
        at_home = record.address.page == self.place.page
        values = self.viewer.fields(record.model, record.texts)
        values.update(
            **(more(self, record, values) if more else {}),
            kind=record.kind.css,
            draft=record.draft,
            heading=self._in_full(record),
            anchor=anchor,
            level=level,
            href=self.place.href(record.address),
            at_home=at_home,
            former=self._former(record) if at_home and anchor else (),
            digest=record.digest if at_home and anchor else "",
            see=values["see"] if at_home else (),
            mentions=self.mentions(self.here.discussed(record.id)) if at_home else (),
            changed=None if record.kind.name == "corrections" else self.changed(record.id),  # it has a date of its own
            corrections=self.corrections(record.id),
            editing=self.origin.record(record, self.here.id, self.words) if at_home and anchor else None,
        )
        return View(**values)

    @property
    def chronicle(self) -> Chronicle:
        """The editions of the briefing."""
        return self.chronicles(self.here)

    @property
    def _recent(self) -> Recent:
        return Recent(self.chronicle, self.words, self.place)

    def changed(self, name: str) -> View | None:
        """When a record or page changed last, if that is lately. Whoever shows one asks, so the page knows it does."""
        self.place.shown[(self.here.id, name)] = None
        return self._recent.mark(name)

    def changed_lately(self, page: Page) -> tuple[View, ...]:
        """What changed lately of what the page shows, once all of it has been rendered."""
        return self._recent.lines(page.id, self.link) if self.briefing else ()

    def corrections(self, name: str) -> tuple[View, ...]:
        """What was corrected of a record or page, the newest first, each with the way to its place."""
        return tuple(
            View(
                title=self._correction_title(record),
                text=self.prose.render(record.texts[("text",)]),
                href=self.place.href(self._nearest(record)),
            )
            for record in (self.briefing.corrected.get(name, ()) if self.briefing else ())
        )

    def _correction_title(self, record: Record) -> str:
        """Which sort it is, and since when it is right."""
        sort, date = self.words.choice(record.model.type), self.words.date(record.model.date)
        return self.words.say("%(type)s of %(date)s", type=f"{sort[:1].upper()}{sort[1:]}", date=date)

    def withdrawn(self) -> View | None:
        """The notice of a briefing that no longer holds."""
        gone = self.briefing.model.withdrawn if self.briefing else None
        if gone is None:
            return None
        reason = self.prose.line(self.here.texts[("withdrawn", "reason")])
        return View(date=View(iso=machine_date(gone.date), text=self.words.date(gone.date)), reason=reason)

    def _former(self, record: Record) -> tuple[str, ...]:
        """The anchors of the ids a record once had, unless somebody else has them now."""
        anchors = [f"{record.kind.css}-{name}" for name in getattr(record.model, "formerly", ())]
        return tuple(anchor for anchor in anchors if anchor not in self.place.reserved and self.place.claim(anchor))

    def mentions(self, mentions: Sequence[Mention]) -> tuple[View, ...]:
        """Where something is discussed: one view a place, with its sentences."""
        grouped: dict[Address, list[Mention]] = {}
        for mention in mentions:
            grouped.setdefault(mention.address, []).append(mention)
        return tuple(
            View(
                title=found[0].title,
                href=self.place.href(address),
                noun=self.words.say(found[0].kind.replace("_", " ")),
                sentences=tuple(mention.sentence for mention in found if mention.sentence),
            )
            for address, found in grouped.items()
        )

    def leans_on(self, page: Page) -> tuple[View, ...]:
        """The records a page leans on, by the page they have their place on."""
        if self.briefing is None:
            return ()
        groups: dict[str, list[View]] = {}
        for name in page.leans_on:
            groups.setdefault(self.briefing.by_id[name].kind.page, []).append(self.link(name))
        homes = [home for home in self.briefing.pages if home.id in groups]
        return tuple(View(title=self.link(home.id).title, links=tuple(groups[home.id])) for home in homes)

    def shows(self, *fields: str) -> tuple[str, ...]:
        """Note that the page shows these fields of the briefing, and give them back."""
        self.place.fields.update(dict.fromkeys((self.here.id, name) for name in fields))
        return fields

    def text(self, field: str) -> Any:
        """A text field of the briefing itself."""
        self.shows(field)
        root = self.here.texts.get((field,))
        return self.prose.render(root) if root is not None else None

    def downloads(self) -> View:
        """What a reader can take home of this briefing, and the whole site in one file."""
        self.place.names_downloads = True
        files = self.made.get(self.briefing.id, ()) if self.briefing else ()
        bundles = self.made.get(WHOLE_SITE, ())
        kept = (tuple(self._download(file) for file in some if file.use == "keep") for some in (files, bundles))
        return View(**dict(zip(("files", "bundles"), kept, strict=True)))

    def files(self, use: Use) -> tuple[View, ...]:
        """The files of this briefing that are for something else than taking home."""
        self.place.names_downloads = True
        files = self.made.get(self.here.id, ())
        return tuple(self._download(file) for file in files if file.use == use)

    def _download(self, file: Download) -> View:
        href, size = self.place.file(file.path), self.words.size(file.size)
        return View(label=file.label, media_type=file.media_type, href=href, size=size)

    def facts(self) -> View:
        """What a reader asks first: how far the facts reach, since when, in which state."""
        values = self.viewer.fields(self.here.model, self.here.texts)
        updated = self.here.updated
        moved = updated != (self.here.model.published or "")
        return View(
            **{name: values[name] for name in ("status", "published", "facts_to", "next_review", "topics")},
            updated=View(iso=machine_date(updated), text=self.words.date(updated)) if moved else None,
        )


More = Callable[[Context, Record, Fields], dict[str, Any]]  # what a kind shows beside its fields
