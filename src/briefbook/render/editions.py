"""The components that tell what changed: `changes`, all of it, and `latest_changes`, in a line or two.

In: a context and a call. Out: the component's view: editions newest first, each with its changes by record, and
corrections.
"""

from briefbook.editions.history import Step, last_step
from briefbook.kinds.editions import Edition
from briefbook.prose import Call
from briefbook.render.changes import Telling
from briefbook.render.context import Context
from briefbook.render.views import View

_SHOWN = 5


def changes(context: Context, call: Call) -> View:
    """What changed, edition by edition; what is in none yet comes first."""
    corrections = context.here.records.get("corrections", ())
    return View(
        facts=context.facts(),
        editions=tuple(_step(context, step) for step in context.history(context.here)),
        corrections=tuple(map(context.view, corrections)),
        follow=context.files("follow"),
    )


def latest_changes(context: Context, call: Call) -> View:
    """The newest edition with the records it changed, and the two corrections made last."""
    corrections = sorted(
        context.here.records.get("corrections", ()), key=lambda record: record.model.date, reverse=True
    )
    items = tuple(View(**context.viewer.fields(one.model, one.texts)) for one in corrections[:2])
    newest = _newest(context)
    nothing = newest is None and not items
    return View(facts=context.facts(), edition=newest, items=items, nothing=nothing, more=context.link("changes"))


def _newest(context: Context) -> View | None:
    """The newest edition that stands, and the records that changed since the one before."""
    standing = [edition for edition in context.here.editions if not edition.withdrawn]
    if not standing:
        return None
    step = last_step(context.history(context.here))
    names = dict.fromkeys(change.id for change in (step.changes if step else ()) if change.part in ("record", "page"))
    there = [name for name in names if name in context.here.by_id or name in context.here.pages_by_id]
    links = tuple(context.link(name) for name in there[:_SHOWN])
    return View(**_edition(context, standing[-1]), links=links, left=len(there) - len(links))


def _edition(context: Context, edition: Edition) -> dict[str, object]:
    """What an edition says of itself."""
    date, significance = edition.date, edition.significance
    return {
        "date": View(iso=date, text=context.words.date(date)),
        "significance": View(value=significance, label=context.words.choice(significance)),
        "note": edition.note,
    }


def _step(context: Context, step: Step) -> View:
    """One edition with a heading of its own, one level under that of the page."""
    level = min(context.place.level + 1, 5)
    said: dict[str, object] = {"date": None, "significance": None, "note": ""}
    title, anchor = context.words.say("Not in an edition yet"), "unreleased"
    if step.edition is not None:
        said = _edition(context, step.edition)
        title = context.words.say("Edition of %(date)s", date=context.words.date(step.edition.date))
        anchor = f"edition-{step.edition.edition.replace('.', '-')}"
    anchor = context.place.claim(anchor)
    context.place.heading(level, anchor, title)
    heading = {"title": title, "anchor": anchor, "level": level}
    return View(**said, **heading, withdrawn=_tombstone(context, step), list=_list(context, step, level + 1))


def _tombstone(context: Context, step: Step) -> View | None:
    """The notice that stands where an edition was."""
    gone = step.edition.withdrawn if step.edition else None
    return View(date=View(iso=gone.date, text=context.words.date(gone.date)), reason=gone.reason) if gone else None


def _list(context: Context, step: Step, level: int) -> View | None:
    """The changes of a step by record; none where there is nothing to compare it with."""
    if step.before is None or step.now is None:
        return None
    telling = Telling(context.words, step.before, step.now, lambda name: str(context.link(name).href))
    return View(level=level, groups=telling.groups(step.changes))
