"""Components: a call on a page to finished HTML.

In: a call and the place it stands at. Out: markup. A component gathers its records from the linked model, makes their
views and hands them to its template; templates arrange, they do not choose.
"""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from briefbook.kinds.pages import COMPONENTS, Component
from briefbook.link import Address, Briefing, Mention, Page, Record, Site
from briefbook.prose import Call, read_call
from briefbook.render.environment import Templates
from briefbook.render.place import Place
from briefbook.render.views import View, Viewer
from briefbook.render.web import Prose
from briefbook.render.words import Words


class Components:
    """The components of one page."""

    def __init__(self, site: Site, briefing: Briefing | None, place: Place, words: Words, templates: Templates) -> None:
        """Take the page's briefing (None for a page of the whole site) and place."""
        self._site, self._briefing, self._place = site, briefing, place
        self._words, self._templates = words, templates
        self._prose = Prose(place, words, self.link)
        self._viewer = Viewer(words, self.link, self._prose.render)

    def call(self, text: str) -> Markup:
        """Render a call as it stands on a page; `check` has seen that it is sound."""
        call = read_call(text)
        name = call.keywords.get("briefing")
        if name and (self._briefing is None or name != self._briefing.id):
            other = Components(self._site, self._site.briefing(name), self._place, self._words, self._templates)
            return other._render(call)
        return self._render(call)

    def _render(self, call: Call) -> Markup:
        component = COMPONENTS[call.name]
        special = getattr(self, f"_{call.name}", None)
        if special is not None:
            return self._templates.render(call.name, special(call))
        if component.argument == "record":
            return self._record(self._here.by_id[call.arguments[0]])
        return self._records(component, call)

    @property
    def _here(self) -> Briefing:
        if self._briefing is None:
            raise LookupError("this component needs a briefing")
        return self._briefing

    def _records(self, component: Component, call: Call) -> Markup:
        kind = component.kind
        if kind is None:
            raise LookupError(f"component {component.name} has neither a kind nor a view")
        records = [r for r in self._here.records.get(kind.name, ()) if _matches(r.model, call.keywords.get("only"))]
        shown = records[: call.keywords.get("limit")]
        items = tuple(View(html=self._record(record), record=record.model) for record in shown)
        return self._templates.render(kind.name, View(css=kind.css, items=items))

    def _record(self, record: Record) -> Markup:
        return self._templates.render(record.kind.singular, self.view(record))

    def view(self, record: Record) -> View:
        """The whole view of a record at this place, one level below the heading it stands under."""
        level = min(self._place.level + 1, 6)
        anchor = self._place.claim(record.anchor)
        if record.kind.title != "text" or record.kind.name == "statements":
            self._place.heading(level, anchor, record.title)
        at_home = record.address.page == self._place.page
        values = self._viewer.fields(record.model, record.texts)
        values.update(
            kind=record.kind.css,
            noun=self._words.say(record.kind.singular.replace("_", " ")),
            heading=record.title,
            anchor=anchor,
            level=level,
            href=self._place.href(record.address),
            at_home=at_home,
            mentions=self.mentions(record.mentions) if at_home else (),
        )
        return View(**values)

    def link(self, reference: str) -> View:
        """A link to a record or page, or, for plain words, the words without one."""
        folder, _, name = reference.rpartition("/")
        briefing = self._site.briefing(folder) if folder and " " not in reference else self._briefing
        record = briefing.by_id.get(name if folder else reference) if briefing else None
        page = briefing.pages_by_id.get(name if folder else reference) if briefing else None
        if record is not None:
            short = getattr(record.model, "publisher", record.title)
            href = self._place.href(self._nearest(record))
            return View(title=record.title, short=short, href=href, kind=record.kind.css)
        if page is not None:
            title = self._words.say(page.title) if page.made else page.title
            return View(title=title, short=title, href=self._place.href(page.address), kind="page")
        return View(title=reference, short=reference, href="", kind="words")

    def _nearest(self, record: Record) -> Address:
        """The record on this page if it is here already, else its own place."""
        return Address(self._place.page, record.anchor) if record.anchor in self._place.used else record.address

    def mentions(self, mentions: Sequence[Mention]) -> tuple[View, ...]:
        """Where something is discussed: one view a place, with its sentences."""
        grouped: dict[Address, list[Mention]] = {}
        for mention in mentions:
            grouped.setdefault(mention.address, []).append(mention)
        return tuple(
            View(
                title=found[0].title,
                href=self._place.href(address),
                noun=self._words.say(found[0].kind.replace("_", " ")),
                sentences=tuple(mention.sentence for mention in found if mention.sentence),
            )
            for address, found in grouped.items()
        )

    def leans_on(self, page: Page) -> tuple[View, ...]:
        """The records a page leans on, by kind."""
        if self._briefing is None:
            return ()
        groups: dict[str, list[View]] = {}
        for name in page.leans_on:
            record = self._briefing.by_id[name]
            groups.setdefault(record.kind.page, []).append(self.link(name))
        pages = [page for page in self._briefing.pages if page.id in groups]
        return tuple(
            View(title=self._words.say(page.title), links=tuple(groups[page.id])) for page in pages
        )

    def text(self, field: str) -> Markup | None:
        """A text field of the briefing itself."""
        root = self._here.texts.get((field,))
        return self._prose.render(root) if root is not None else None

    def facts(self) -> View:
        """What a reader asks first: how far the facts reach, since when, in which state."""
        model = self._here.model
        values = self._viewer.fields(model, self._here.texts)
        updated = self._here.updated
        return View(
            **{name: values[name] for name in ("status", "published", "facts_to", "next_review", "topics")},
            updated=View(iso=updated, text=self._words.date(updated)) if updated != (model.published or "") else None,
        )

    def _bottom_line(self, call: Call) -> View:
        return View(text=self.text("bottom_line"))

    def _state_of_play(self, call: Call) -> View:
        return View(text=self.text("state_of_play"))

    def _position_table(self, call: Call) -> View:
        positions = self._here.records.get("positions", ())
        actors = list(dict.fromkeys(stance.actor for p in positions for stance in p.model.stances))
        counts = {name: sum(stance.actor == name for p in positions for stance in p.model.stances) for name in actors}
        main = [name for name in actors if counts[name] > 1] or actors
        rows = []
        for position in positions:
            values = self._viewer.fields(position.model, position.texts)
            by_actor = dict(zip((s.actor for s in position.model.stances), values["stances"], strict=True))
            others = tuple(stance for name, stance in by_actor.items() if name not in main)
            rows.append(View(title=position.title, href=self._place.href(position.address),
                             stances=tuple(by_actor.get(name) for name in main), others=others))
        return View(actors=tuple(map(self.link, main)), rows=tuple(rows))

    def _watch(self, call: Call) -> View:
        signs = []
        for scenario in self._here.records.get("scenarios", ()):
            values = self._viewer.fields(scenario.model, scenario.texts)
            link = self.link(scenario.id)
            signs += [View(sign=sign, scenario=link) for sign in values["indicators"] if sign.status.value != "seen"]
        return View(signs=tuple(signs[: call.keywords.get("limit")]))

    def _glance(self, call: Call) -> View:
        records = list(self._here.records.get(call.arguments[0], ()))
        limit = call.keywords.get("limit")
        if call.arguments[0] == "timeline" and limit:
            records = records[-limit:]
        items = tuple(View(link=self.link(record.id), **self._viewer.fields(record.model, record.texts)) for record in records[:limit])
        return View(kind=COMPONENTS[call.arguments[0]].kind.css, items=items,  # type: ignore[union-attr]
                    left=len(self._here.records.get(call.arguments[0], ())) - len(items),
                    more=self.link(COMPONENTS[call.arguments[0]].kind.page))  # type: ignore[union-attr]

    def _pages(self, call: Call) -> View:
        pages = [page for page in self._here.pages if page.folder == call.arguments[0]]
        return View(pages=tuple(View(title=p.title, summary=p.summary, href=self._place.href(p.address)) for p in pages))

    def _about(self, call: Call) -> View:
        values = self._viewer.fields(self._here.model, self._here.texts)
        sources = self._here.records.get("sources", ())
        publishers: dict[str, int] = {}
        for record in sources:
            publishers[record.model.publisher] = publishers.get(record.model.publisher, 0) + 1
        read: dict[str, int] = {}
        for record in sources:
            state = "not located" if not record.model.located else record.model.read or "not said"
            read[state] = read.get(state, 0) + 1
        return View(
            **{n: values[n] for n in ("authors", "rights", "status", "published", "facts_to", "next_review")},
            method=self.text("method"),
            disclaimer=self.text("disclaimer"),
            sources=len(sources),
            publishers=tuple(View(name=name, count=n) for name, n in sorted(publishers.items(), key=lambda p: (-p[1], p[0]))),
            read=tuple(View(name=self._words.choice(name), count=n) for name, n in read.items()),
        )

    def _changes(self, call: Call) -> View:
        corrections = tuple(self.view(record) for record in self._here.records.get("corrections", ()))
        return View(facts=self.facts(), corrections=corrections)

    def _briefings(self, call: Call) -> View:
        items = []
        for briefing in self._site.briefings[: call.keywords.get("limit")]:
            inner = Components(self._site, briefing, self._place, self._words, self._templates)
            index = briefing.pages_by_id["index"]
            points = tuple(
                inner._prose.line(record.texts[("text",)]) for record in briefing.records.get("key_points", ())[:3]
            )
            items.append(View(title=briefing.model.title, subtitle=briefing.model.subtitle or "", href=self._place.href(index.address),
                              summary=inner._prose.line(briefing.texts[("summary",)]), facts=inner.facts(), points=points))
        return View(items=tuple(items), alone=len(items) == 1)


def _matches(model: Any, only: str | None) -> bool:
    """Whether a record has the value asked for in one of its choices."""
    return only is None or any(value == only for value in vars(model).values() if isinstance(value, str))
