"""Records and pages that have another id than before.

In: two models, or a model and new ids by old ones. Out: the new ids; the model in which everything that named the old
id names the new one, so that a renamed record is one change and not one wherever it is mentioned.
"""

import re
from collections.abc import Mapping
from typing import Any

from briefbook.kinds import BRIEFING, BY_NAME
from briefbook.kinds.pages import FrontMatter
from briefbook.load.snapshot import Model
from briefbook.model.base import Part
from briefbook.model.fields import Prose, Reference
from briefbook.model.shape import Field, fields_of

_NAMED = re.compile(r"(?<=\]\[)[a-z0-9-]+(?=\])|(?<=@)[a-z0-9-]+(?=[\],;])")
_QUOTED = re.compile(r'(?<=")[a-z0-9-]+(?=")')
Ids = Mapping[str, str]


def renames(old: Model, new: Model, part: str) -> dict[str, str]:
    """The records (or pages) that say they once had another id, by that id."""
    found: dict[str, str] = {}
    for name in sorted(new[part].keys() - old[part].keys()):
        for former in formers(new[part][name]):
            is_free = former in old[part] and former not in new[part] and former not in found
            if is_free and old[part][former].get("kind") == new[part][name].get("kind"):
                found[former] = name
                break
    return found


def formers(owner: Mapping[str, Any]) -> list[str]:
    """The ids that a record or page once had."""
    named = owner["fields"].get("formerly", [])
    return [name for name in named if isinstance(name, str)] if isinstance(named, list) else []


def renamed(model: Model, records: Ids, pages: Ids) -> Model:
    """The model with the new ids everywhere; `formerly` is left to whoever renames."""
    ids = {**records, **pages}
    if not ids:
        return model
    order = {
        kind: [(pages if kind == "pages" else records).get(name, name) for name in names]
        for kind, names in model["order"].items()
    }
    return {
        **model,
        "fields": _fields(model["fields"], BRIEFING.model, ids),
        "records": {records.get(name, name): _record(record, ids) for name, record in model["records"].items()},
        "pages": {pages.get(name, name): _page(page, ids) for name, page in model["pages"].items()},
        "order": order,
    }


def _record(record: Model, ids: Ids) -> Model:
    kind = BY_NAME.get(record["kind"])
    return {**record, "fields": _fields(record["fields"], kind.model, ids)} if kind else record


def _page(page: Model, ids: Ids) -> Model:
    return {**page, "fields": _fields(page["fields"], FrontMatter, ids), "tree": _tree(page["tree"], ids)}


def _fields(fields: Mapping[str, Any], part: type[Part], ids: Ids) -> dict[str, Any]:
    shapes = fields_of(part)
    return {name: _value(value, shapes[name], ids) if name in shapes else value for name, value in fields.items()}


def _value(value: Any, shape: Field, ids: Ids) -> Any:
    if isinstance(value, list):
        return [_value(item, shape, ids) for item in value]
    if isinstance(value, dict) and shape.part:
        return _fields(value, shape.part, ids)
    if isinstance(value, dict) and isinstance(shape.marker, Prose):
        source = _NAMED.sub(lambda match: ids.get(match[0], match[0]), value["source"])
        return {"source": source, "tree": _tree(value["tree"], ids)}
    return ids.get(value, value) if isinstance(value, str) and isinstance(shape.marker, Reference) else value


def _tree(nodes: list[Any], ids: Ids) -> list[Any]:
    return [node if isinstance(node, str) else _node(node, ids) for node in nodes]


def _node(node: Model, ids: Ids) -> Model:
    found = dict(node)
    attributes = dict(node.get("attributes", {}))
    if node["type"] == "reference":
        attributes["target"] = ids.get(attributes["target"], attributes["target"])
    elif node["type"] == "citation":
        attributes["cites"] = [[ids.get(cited, cited), locator] for cited, locator in attributes["cites"]]
    elif node["type"] == "component":
        found["text"] = _QUOTED.sub(lambda match: ids.get(match[0], match[0]), node["text"])
    if attributes:
        found["attributes"] = attributes
    if "children" in node:
        found["children"] = _tree(node["children"], ids)
    return found
