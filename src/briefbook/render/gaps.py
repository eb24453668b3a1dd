"""What is not known, in words.

In: a source, a judgement or a scenario. Out: what its view shows beside its fields. An editor knows the empty fields; a
reader knows no fields, and where nothing at all is stated one quiet line says so, in place of a box for each.
"""

from typing import Any

from briefbook.link import Record
from briefbook.render.context import Context
from briefbook.render.views import Fields


def source(context: Context, record: Record, fields: Fields) -> dict[str, Any]:
    """What is missing, in the order in which the editor named it."""
    say = context.words.say
    missing = {
        "author": say("who wrote it"),
        "published": say("when it was published"),
        "url": say("where it can be read"),
        "title": say("what it is called"),
    }
    return {"missing": tuple(missing[gap] for gap in record.model.gaps)}


def judgement(context: Context, record: Record, fields: Fields) -> dict[str, Any]:
    """Whether how likely and how sure are both left unstated, and whether there is anything to put on a scale."""
    model = record.model
    sure = model.confidence is not None and (model.confidence.level != "unstated" or bool(model.confidence.reason))
    stated = sure or model.likelihood != "unstated"
    return {
        "unscaled": "" if stated else context.words.say("Likelihood and confidence: not stated"),
        "has_scales": stated or bool(model.by or model.held_by),
    }


def unscaled_scenario(context: Context, record: Record) -> str:
    """The words for a scenario of which neither is stated: how likely it is, and how far it looks."""
    stated = record.model.likelihood != "unstated" or bool(record.model.horizon)
    return "" if stated else context.words.say("Likelihood and horizon: not stated")
