"""Components: a call on a page to what the medium makes of it.

In: a call and its context. Out: the finished component. A component gathers its records, makes their views and hands
them to the template of its name; templates arrange, they do not choose.
"""

from typing import Any

from briefbook.kinds import BY_NAME
from briefbook.kinds.pages import COMPONENTS
from briefbook.model.shape import fields_of
from briefbook.prose import Call, read_call
from briefbook.render.context import Context
from briefbook.render.special import VIEWS
from briefbook.render.views import View


def render_call(context: Context, text: str) -> Any:
    """Render a call as it stands on a page; `check` has seen that it is sound."""
    call = read_call(text)
    if "briefing" in call.keywords:
        context = context.of(context.site.briefing(call.keywords["briefing"]))
    if call.name in VIEWS:
        return context.medium.component(call.name, VIEWS[call.name](context, call))
    component = COMPONENTS[call.name]
    if component.argument == "record":
        return context.record(context.here.by_id[call.arguments[0]])
    return _records(context, call)


def _records(context: Context, call: Call) -> Any:
    """The records of a kind, as many and of the sort that the call asks for."""
    kind, only = BY_NAME[call.name], call.keywords.get("only")
    picked_by = [shape.attribute for shape in fields_of(kind.model).values() if shape.choices]
    chosen = [
        record
        for record in context.here.records.get(kind.name, ())
        if only is None or any(getattr(record.model, name) == only for name in picked_by)
    ]
    shown = chosen[: call.keywords.get("limit")]
    items = tuple(View(html=context.record(record), record=record.model) for record in shown)
    return context.medium.component(kind.name, View(css=kind.css, items=items))
