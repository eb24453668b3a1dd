"""Changes as programs read them, and the schema of that.

In: pairs of models. Out: JSON; and its schema, in the words of draft 2020-12, which is published with the others.
"""

import json
from collections.abc import Sequence
from typing import Any

from briefbook.editions import TYPES, Change, Detail
from briefbook.editions.sentences import IN, KEPT, OUT, marked_words
from briefbook.load.snapshot import digest_of
from briefbook.review.report import Pair

FORMAT = 1


def to_json(pairs: Sequence[Pair]) -> str:
    """All changes, briefing by briefing; a briefing without any is there with none."""
    briefings = [_briefing(pair) for pair in pairs]
    return json.dumps({"format": FORMAT, "briefings": briefings}, ensure_ascii=False, indent=2) + "\n"


def _briefing(pair: Pair) -> dict[str, Any]:
    return {
        "briefing": pair.new["briefing"],
        "title": pair.title,
        "old": {"label": pair.old_label, "digest": digest_of(pair.old)},
        "new": {"label": pair.new_label, "digest": digest_of(pair.new)},
        "changes": [_change(change) for change in pair.changes],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "type": change.type,
        "part": change.part,
        "kind": change.kind,
        "id": change.id,
        "title": change.title,
        "field": change.field,
        "old": change.old,
        "new": change.new,
        "place": change.place,
        "details": [_detail(detail) for detail in change.details],
    }


def _detail(detail: Detail) -> dict[str, Any]:
    both = isinstance(detail.old, str) and isinstance(detail.new, str)
    return {
        "type": detail.type,
        "path": list(detail.path),
        "old": detail.old,
        "new": detail.new,
        "gained": list(detail.gained),
        "lost": list(detail.lost),
        "words": [list(piece) for piece in marked_words(detail.old, detail.new)] if both else [],
    }


def diff_schema() -> dict[str, Any]:
    """The schema of what `briefbook diff --format json` prints."""
    text = {"type": "string"}
    side = _object({"label": text, "digest": {"type": "string", "pattern": "^[0-9a-f]{64}$"}})
    piece = {"type": "array", "prefixItems": [{"enum": [KEPT, OUT, IN]}, text], "minItems": 2, "maxItems": 2}
    detail = _object(
        {
            "type": {"enum": ["added", "removed", "changed", "reworded", "marked", "moved"]},
            "path": _list(text, "names of fields, and words that tell the items of a list apart"),
            "old": {"description": "the value before; null where there was none"},
            "new": {"description": "the value after; null where there is none"},
            "gained": _list(text, "links, sources and emphasis that a sentence has now"),
            "lost": _list(text, "those that it no longer has"),
            "words": _list(piece, "both texts in one: '=' kept, '-' taken out, '+' put in"),
        }
    )
    change = _object(
        {
            "type": {"enum": list(TYPES)},
            "part": {"enum": ["briefing", "record", "page", "asset", "address"]},
            "kind": {**text, "description": "the kind of record, 'pages', or empty"},
            "id": {**text, "description": "the id; of an asset or address its path; empty for a whole kind"},
            "title": text,
            "field": {**text, "description": "the field; empty where the whole came or went"},
            "old": {},
            "new": {},
            "place": {"type": "integer", "minimum": 0, "description": "where something new stands in its order"},
            "details": _list(detail, "where in the field the difference lies"),
        }
    )
    briefing = _object({"briefing": text, "title": text, "old": side, "new": side, "changes": _list(change)})
    top = _object({"format": {"const": FORMAT}, "briefings": _list(briefing)})
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "diff"}
    return {**head, "description": "What changed between two trees, briefing by briefing.", **top}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Any, description: str = "") -> dict[str, Any]:
    found = {"type": "array", "items": items}
    return {**found, "description": description} if description else found
