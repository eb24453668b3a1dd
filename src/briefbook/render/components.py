"""Components: a call on a page to what the medium makes of it.

In: a call and its context. Out: the finished component. A component gathers its records, makes their views and hands
them to the template of its name; templates arrange, they do not choose.
"""

from typing import Any

from briefbook.kinds.pages import COMPONENTS
from briefbook.link import Record
from briefbook.prose import Call, read_call
from briefbook.render.boards import dilemma, position, scenario
from briefbook.render.choose import chosen
from briefbook.render.context import Context, More
from briefbook.render.figures import estimate
from briefbook.render.gaps import judgement, source
from briefbook.render.special import VIEWS
from briefbook.render.timeline import event, timeline
from briefbook.render.views import View

# What a kind shows beside its fields, or otherwise than they are written, by its singular.
MORE: dict[str, More] = {
    "dilemma": dilemma,
    "estimate": estimate,
    "event": event,
    "judgement": judgement,
    "position": position,
    "scenario": scenario,
    "source": source,
}


def render_call(context: Context, text: str) -> Any:
    """Render a call as it stands on a page; `check` has seen that it is sound."""
    call = read_call(text)
    if "briefing" in call.keywords:
        context = context.of(context.site.briefing(call.keywords["briefing"]))
    if call.name in VIEWS:
        return context.medium.component(call.name, VIEWS[call.name](context, call))
    if call.name == "timeline":
        return context.medium.component(call.name, timeline(context, call, render_record))
    if COMPONENTS[call.name].argument == "record":
        return render_record(context, context.here.by_id[call.arguments[0]])
    return _records(context, call)


def render_record(context: Context, record: Record) -> Any:
    """A record, finished."""
    return context.medium.component(record.kind.singular, context.view(record, MORE.get(record.kind.singular)))


def _records(context: Context, call: Call) -> Any:
    """The records of a kind, one after another."""
    kind = COMPONENTS[call.name].kind
    items = tuple(View(html=render_record(context, record), record=record.model) for record in chosen(context, call))
    return context.medium.component(call.name, View(css=kind.css if kind else "", items=items))
