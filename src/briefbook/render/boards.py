"""Boards: tables over several records, and records set out side by side.

In: a context and a call, or a record. Out: the component's view, or what a record's own view shows beside its fields.
Apart from the other components because here a reader compares, so that what is compared must stand in one order.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from briefbook.link import Record
from briefbook.pictures.signs import sign_picture
from briefbook.prose import Call
from briefbook.render.context import Context
from briefbook.render.gaps import unscaled_scenario
from briefbook.render.views import Fields, View, more_of
from briefbook.words import Words


def position_table(context: Context, call: Call) -> View:
    """Issues down, actors across: those who have a stance on more than one issue, if there are any, then all others."""
    positions = context.here.records.get("positions", ())
    counts = _stances_by_actor(context)
    actors = [name for name, count in counts.items() if count > 1] or list(counts)
    rows = [_row(context, position, actors) for position in positions]
    return View(
        actors=tuple(map(context.link, actors)),
        rows=tuple(rows),
        others=len(actors) < len(counts),
    )


def _stances_by_actor(context: Context) -> Counter[str]:
    """How many stances each actor of the briefing has, in the order in which a reader meets them."""
    positions = context.here.records.get("positions", ())
    return Counter(stance.actor for position in positions for stance in position.model.stances)


def position(context: Context, record: Record, fields: Fields) -> dict[str, Any]:
    """The stances on one issue, in the order of the table's columns, so that each side is where it was before."""
    order = {actor: place for place, actor in enumerate(_stances_by_actor(context))}
    pairs = sorted(zip(record.model.stances, fields["stances"], strict=True), key=lambda pair: order[pair[0].actor])
    return {"stances": tuple(view for _, view in pairs)}


def _row(context: Context, position: Record, actors: Sequence[str]) -> View:
    stances = context.viewer.fields(position.model, position.texts)["stances"]
    by_actor = {stance.actor: view for stance, view in zip(position.model.stances, stances, strict=True)}
    cells = tuple(View(actor=context.link(name), stance=by_actor.get(name)) for name in actors)
    others = tuple(view for name, view in by_actor.items() if name not in actors)
    link, changed = context.link(position.id), context.changed(position.id)
    return View(link=link, changed=changed, cells=cells, others=others)


def dilemma_table(context: Context, call: Call) -> View:
    """Every choice of the briefing, a row each: who has to make it, and what speaks for and against each way out."""
    dilemmas = context.here.records.get("dilemmas", ())[: call.keywords.get("limit")]
    most = max((len(record.model.options) for record in dilemmas), default=0)
    rows = []
    for record in dilemmas:
        fields = context.viewer.fields(record.model, record.texts)
        state = record.model.state
        options = tuple(_option(option, state, context.words) for option in fields["options"])
        link, empty = context.link(record.id), most - len(options)
        changed = context.changed(record.id)
        rows.append(View(link=link, changed=changed, holder=fields["holder"], options=options, empty=empty))
    return View(rows=tuple(rows), most=most)


def dilemma(context: Context, record: Record, fields: Fields) -> dict[str, Any]:
    """The options, each with whether it has been taken."""
    state, words = record.model.state, context.words
    return {"options": tuple(more_of(option, taken=_taken(option, state, words)) for option in fields["options"])}


def _taken(option: View, state: Any, words: Words) -> str:
    """Whether an option has been taken, in words; nothing if it has not."""
    if state is None or state.chosen != option.id:
        return ""
    return words.say("Taken") if state.firm else words.say("Taken so far")


def _option(option: View, state: Any, words: Words) -> View:
    """The first gain and the first cost, and how many more there are."""
    return View(
        label=option.label,
        gain=option.gains[0] if option.gains else None,
        more_gains=max(len(option.gains) - 1, 0),
        cost=option.costs[0],
        more_costs=len(option.costs) - 1,
        taken=_taken(option, state, words),
    )


def scenario(context: Context, record: Record, fields: Fields) -> dict[str, Any]:
    """The signs of a scenario, towards it and away from it, each with a picture of whether it has been seen."""
    say, sides = context.words.say, []
    for points, title in (("towards", say("Signs towards it")), ("away", say("Signs away from it"))):
        items = tuple(_sign(context, sign) for sign in fields["indicators"] if sign.points.value == points)
        if items:
            seen = sum(item.sign.status.value == "seen" for item in items)
            sides.append(View(points=items[0].sign.points, title=title, items=items, seen=seen, all=len(items)))
    return {"sides": tuple(sides), "unscaled": unscaled_scenario(context, record)}


def _sign(context: Context, sign: View) -> View:
    return View(sign=sign, picture=context.medium.picture(sign_picture(sign.status.value)))
