"""The components that are more than records in a row.

In: a context and a call. Out: the component's view. One function a component, of the same name; `VIEWS` lists them.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from briefbook.kinds import BY_NAME
from briefbook.link import Page, Record
from briefbook.prose import Call
from briefbook.render.boards import dilemma_table, position_table
from briefbook.render.compare import compare
from briefbook.render.context import Context
from briefbook.render.editions import changes, latest_changes
from briefbook.render.figures import given
from briefbook.render.views import View


def bottom_line(context: Context, call: Call) -> View:
    """The answer, first."""
    return View(text=context.text("bottom_line"))


def state_of_play(context: Context, call: Call) -> View:
    """Where things stand."""
    return View(text=context.text("state_of_play"))


def watch(context: Context, call: Call) -> View:
    """The signs of all scenarios that have not been seen yet."""
    signs = []
    for scenario in context.here.records.get("scenarios", ()):
        for sign in context.viewer.fields(scenario.model, scenario.texts)["indicators"]:
            if sign.status.value != "seen":
                signs.append((sign, scenario.id))
    return View(signs=tuple(_watched(context, sign, of) for sign, of in signs[: call.keywords.get("limit")]))


def _watched(context: Context, sign: View, scenario: str) -> View:
    """A sign, what it is a sign of, and whether it would speak for that."""
    say = context.words.say
    points = say("a sign of:") if sign.points.value == "towards" else say("a sign against:")
    return View(sign=sign, points=points, scenario=context.link(scenario), changed=context.changed(scenario))


def glance(context: Context, call: Call) -> View:
    """Records of one kind, a line each; of the timeline the latest of what has happened."""
    kind = BY_NAME[call.arguments[0]]
    records = context.here.records.get(kind.name, ())
    limit = call.keywords.get("limit", len(records))
    shown = _happened(records)[-limit:] if kind.name == "timeline" else records[:limit]
    items = tuple(
        View(
            link=context.link(record.id),
            changed=context.changed(record.id),
            **_in_sum(context, record),
        )
        for record in shown
    )
    return View(kind=kind.css, items=items, left=len(records) - len(shown), more=context.link(kind.page))


def _in_sum(context: Context, record: Record) -> dict[str, Any]:
    """The fields of a record; of an estimate with its figures in words."""
    fields = context.viewer.fields(record.model, record.texts)
    return fields | given(context, record, fields) if record.kind.name == "estimates" else fields


def _happened(events: Sequence[Record]) -> Sequence[Record]:
    """Events without those to come, which are no news."""
    return [event for event in events if event.model.certainty != "scheduled"]


def pages(context: Context, call: Call) -> View:
    """The pages of a folder."""
    listed = [page for page in context.here.pages if page.folder == call.arguments[0]]
    return View(pages=tuple(_listed(context, page) for page in listed))


def _listed(context: Context, page: Page) -> View:
    href = context.place.href(page.address)
    return View(title=page.title, summary=page.said, href=href, changed=context.changed(page.id))


def about(context: Context, call: Call) -> View:
    """Who made the briefing, how, and what it rests on."""
    values = context.viewer.fields(context.here.model, context.here.texts)
    said = context.shows("authors", "rights", "status", "published", "facts_to", "next_review")
    sources = [record.model for record in context.here.records.get("sources", ())]
    publishers = Counter(source.publisher for source in sources)
    read = Counter(source.read or "unstated" if source.located else "not-located" for source in sources)
    method, disclaimer = context.text("method"), context.text("disclaimer")
    return View(
        **{name: values[name] for name in said},
        method=method,
        method_anchor=context.place.slug("method") if method else "",
        sources_anchor=context.place.slug("sources in sum"),
        disclaimer=disclaimer,
        limits_anchor=context.place.slug("limits") if disclaimer else "",
        downloads=context.downloads(),
        data=context.files("data"),
        digest=context.digest(context.here),
        sources=len(sources),
        publishers=_counted(dict(sorted(publishers.items(), key=lambda pair: (-pair[1], pair[0])))),
        read=_counted({context.words.choice(name): count for name, count in read.items()}),
    )


def _counted(counts: dict[str, int]) -> tuple[View, ...]:
    return tuple(View(name=name, count=count) for name, count in counts.items())


def briefings(context: Context, call: Call) -> View:
    """All briefings; one alone is shown at length."""
    listed = context.site.briefings[: call.keywords.get("limit")]
    alone = len(listed) == 1
    items = tuple(_briefing(context.of(briefing), at_length=alone) for briefing in listed)
    return View(items=items, alone=alone, downloads=context.downloads())


def _briefing(context: Context, at_length: bool) -> View:
    """A briefing as others see it; at length with its answer, its first points and the pages it opens with."""
    briefing = context.here
    shown = {
        "title": briefing.model.title,
        "subtitle": briefing.model.subtitle or "",
        "href": context.place.href(briefing.pages_by_id["index"].address),
        "summary": context.prose.line(briefing.texts[("summary",)]),
        "facts": context.facts(),
    }
    if at_length:
        points = [one for one in briefing.records.get("key_points", ()) if one.model.status != "withdrawn"][:3]
        opening = [page for page in briefing.sections[0].pages if page.id != "index"]
        shown["bottom_line"] = context.text("bottom_line")
        shown["doors"] = tuple(map(context.door, opening))
        shown["points"] = tuple(
            View(text=context.prose.line(point.texts[("text",)]), changed=context.changed(point.id)) for point in points
        )
    return View(**shown)


VIEWS: dict[str, Callable[[Context, Call], View]] = {
    view.__name__: view
    for view in (
        bottom_line,
        state_of_play,
        position_table,
        dilemma_table,
        watch,
        glance,
        pages,
        about,
        changes,
        compare,
        latest_changes,
        briefings,
    )
}
