"""The components that tell what changed: `changes`, all of it, and `latest_changes`, in a line or two.

In: a context and a call. Out: the component's view: editions newest first, each with its changes by record, and the way
to the corrections, or the newest of them.
"""

from briefbook.editions.history import Step
from briefbook.kinds.editions import Edition
from briefbook.model.dates import machine_date
from briefbook.prose import Call
from briefbook.render.changes import Resting, Telling
from briefbook.render.compare import comparisons
from briefbook.render.context import Context
from briefbook.render.recent import edition_anchor, edition_day, entry_anchor, step_said
from briefbook.render.resting import resting_in
from briefbook.render.views import View

_SHOWN = 3
_COMPARED = 3  # editions that the overview offers to compare with; the page of changes has all of them


def changes(context: Context, call: Call) -> View:
    """What changed, edition by edition; what is in none yet comes first."""
    context.place.tells_changes = True
    resting = _once(resting_in(context))
    is_corrected = bool(context.here.records.get("corrections"))
    return View(
        facts=context.facts(),
        compare=comparisons(context),
        editions=tuple(_step(context, step, resting) for step in context.chronicle.steps),
        corrections=context.link("corrections") if is_corrected else None,
        follow=context.files("follow"),
    )


def latest_changes(context: Context, call: Call) -> View:
    """The newest edition with what it changed, what is in none yet, and the two corrections made last."""
    context.place.tells_changes = True
    standing = [one for one in context.here.records.get("corrections", ()) if one.model.status != "withdrawn"]
    corrections = sorted(standing, key=lambda record: record.model.date, reverse=True)
    items = tuple(View(**context.viewer.fields(one.model, one.texts)) for one in corrections[:2])
    newest = next((edition for edition in reversed(context.here.editions) if not edition.withdrawn), None)
    gists = {bool(step.edition): _gist(context, step) for step in context.chronicle.recent}
    return View(
        facts=context.facts(),
        waiting=gists.get(False),
        edition=View(**_edition(context, newest)) if newest else None,
        changed=gists.get(True),
        compare=comparisons(context)[:_COMPARED],
        items=items,
        nothing=newest is None and not items,
        more=context.link("changes"),
    )


def _gist(context: Context, step: Step) -> View | None:
    """A step in a line: the records and pages that changed with it and are still there; None where there is none.

    A correction is told in full beside it.
    """
    names = dict.fromkeys(change.id for change in step.changes if change.part in ("record", "page"))
    corrections = {record.id for record in context.here.records.get("corrections", ())}
    there = [name for name in names if name in context.here.by_id or name in context.here.pages_by_id]
    there = [name for name in there if name not in corrections]
    title = context.words.say("Changed") if step.edition else step_said(step, context.words)
    links = tuple(context.link(name) for name in there[:_SHOWN])
    return View(title=title, links=links, left=len(there) - len(links)) if links else None


def _edition(context: Context, edition: Edition) -> dict[str, object]:
    """What an edition says of itself; a withdrawn one has nothing to say but that."""
    date, significance = edition.date, edition.significance
    return {
        "date": View(iso=machine_date(date), text=context.words.date(date)),
        "significance": View(value=significance, label=context.words.choice(significance)),
        "note": "" if edition.withdrawn else edition.note,
    }


def _step(context: Context, step: Step, resting: Resting) -> View:
    """One edition with a heading of its own, one level under that of the page."""
    level = min(context.place.level + 1, 5)
    said: dict[str, object] = {"date": None, "significance": None, "note": ""}
    title = step_said(step, context.words)
    if step.edition is not None:
        said = _edition(context, step.edition)
        title = context.words.say("Edition of %(date)s", date=edition_day(step.edition, context.words))
    anchor = context.place.claim(edition_anchor(step.edition))
    context.place.heading(level, anchor, title)
    heading = {"title": title, "anchor": anchor, "level": level}
    return View(**said, **heading, withdrawn=_tombstone(context, step), list=_list(context, step, level + 1, resting))


def _tombstone(context: Context, step: Step) -> View | None:
    """The notice that stands where an edition was."""
    gone = step.edition.withdrawn if step.edition else None
    if gone is None:
        return None
    return View(date=View(iso=machine_date(gone.date), text=context.words.date(gone.date)), reason=gone.reason)


def _once(resting: Resting) -> Resting:
    """What rests on a record is told where it changed last, and not again further down."""
    told: set[str] = set()

    def once(name: str) -> View | None:
        is_first = name not in told
        told.add(name)
        return resting(name) if is_first else None

    return once


def _list(context: Context, step: Step, level: int, resting: Resting) -> View | None:
    """The changes of a step by record; none where there is nothing to compare it with."""
    if step.before is None or step.now is None:
        return None
    telling = Telling(
        context.words,
        step.before,
        step.now,
        href=lambda name: str(context.link(name).href),
        anchor=lambda name: context.place.claim(entry_anchor(step.edition, name)),
        resting=resting,
    )
    return View(level=level, groups=telling.groups(step.changes))
