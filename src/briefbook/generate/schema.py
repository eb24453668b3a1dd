"""JSON Schemas of the data files, in the words of draft 7, which editors know best.

In: the kinds. Out: one schema a kind, as plain values. Pydantic writes them; taken out is what would contradict the
check: an optional field may be left out, but it may not be empty.
"""

from typing import Any

from briefbook.kinds import KINDS
from briefbook.model.kind import Kind

DRAFT = "http://json-schema.org/draft-07/schema#"
Schema = dict[str, Any]


def schemas() -> dict[str, Schema]:
    """One schema a kind, by the kind's name."""
    return {kind.name: _schema(kind) for kind in KINDS}


def _schema(kind: Kind) -> Schema:
    record = _cleaned(kind.model.model_json_schema(by_alias=True))
    definitions = record.pop("$defs", {})
    title = {"$schema": DRAFT, "title": kind.name, "description": kind.says}
    body = {"type": "array", "items": record} if kind.is_list else record
    return {**body, **title, "definitions": definitions} if definitions else {**body, **title}


def _cleaned(value: Any) -> Any:
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, str):
        return value.replace("#/$defs/", "#/definitions/")
    if not isinstance(value, dict):
        return value
    options = [option for option in value.get("anyOf", ()) if option != {"type": "null"}]
    if len(options) == 1:
        value = {**{name: part for name, part in value.items() if name != "anyOf"}, **options[0]}
    if value.get("default", 0) in (None, []):
        value = {name: part for name, part in value.items() if name != "default"}
    return {name: _cleaned(part) for name, part in value.items() if not (name == "title" and isinstance(part, str))}
