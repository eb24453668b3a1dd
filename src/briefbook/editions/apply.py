"""The old model made into the new one.

In: the changes that `diff` found, and the old model. Out: the new model. It is what makes a diff trustworthy: had it
missed anything, the two would differ.
"""

import copy
from collections.abc import Iterable

from briefbook.editions.change import Change
from briefbook.editions.rename import renamed
from briefbook.load.snapshot import Model

_PARTS = {"record": "records", "page": "pages", "asset": "assets", "address": "addresses"}


def apply(changes: Iterable[Change], model: Model) -> Model:
    """Make the changes to a model; the model given stays as it is."""
    waiting = list(changes)
    ids: dict[str, dict[str, str]] = {"record": {}, "page": {}}
    for change in waiting:
        if change.type == "renamed" and change.part in ids:
            ids[change.part][change.old["id"]] = change.new["id"]
    model = copy.deepcopy(renamed(model, ids["record"], ids["page"]))
    for change in waiting:
        _make(change, model)
    model["order"] = {kind: names for kind, names in model["order"].items() if names or kind == "pages"}
    return model


def _make(change: Change, model: Model) -> None:
    part = _PARTS.get(change.part, "")
    if change.part == "briefing":
        _set(model if change.field == "id" else model["fields"], _key(change), change.new)
    elif change.part in ("asset", "address"):
        _set(model[part], change.id, change.new)
    elif change.type == "reordered" and not change.id:
        kept = iter(change.new)
        order = model["order"][change.kind]
        model["order"][change.kind] = [next(kept) if name in change.new else name for name in order]
    elif change.type == "renamed":
        _set(model[part][change.id]["fields"], "formerly", change.new["formerly"] or None)
    elif not change.field:
        _come_or_go(change, model, part)
    elif change.part == "page" and change.field in ("path", "text"):
        model[part][change.id][_key(change)] = change.new
    else:
        _set(model[part][change.id]["fields"], change.field, change.new)


def _key(change: Change) -> str:
    """The name under which the model keeps a field, where the two differ."""
    names = {("briefing", "id"): "briefing", ("page", "text"): "tree"}
    return names.get((change.part, change.field), change.field)


def _set(values: Model, name: str, value: object) -> None:
    if value is None:
        values.pop(name, None)
    else:
        values[name] = value


def _come_or_go(change: Change, model: Model, part: str) -> None:
    _set(model[part], change.id, change.new)
    order = model["order"].setdefault(change.kind, [])
    if change.new is None:
        order.remove(change.id)
    else:
        order.insert(change.place, change.id)
