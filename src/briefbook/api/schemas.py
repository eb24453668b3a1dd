"""The schemas of what programs read, in the words of draft 2020-12.

In: the kinds, the numbers of the formats. Out: one schema a form of document. Nothing may stand in a document that its
schema does not name, so that a program can rely on both.
"""

from typing import Any

from briefbook.kinds import KINDS
from briefbook.kinds.editions import Edition
from briefbook.load.snapshot import FORMAT as MODEL_FORMAT
from briefbook.review import diff_schema

INDEX_FORMAT, BRIEFING_FORMAT = 1, 1
Schema = dict[str, Any]
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Schema = {"type": "string"}
_OR_NONE: Schema = {"type": ["string", "null"]}
_DIGEST: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_FIELDS: Schema = {"type": "object", "description": "by the editor's names; a text is its source and its tree"}
_NAMES: Schema = {"type": "array", "items": _TEXT, "uniqueItems": True}


def schemas() -> dict[str, Schema]:
    """One schema a form of document, by name."""
    return {"briefing": _briefing(), "diff": diff_schema(), "index": _index(), "timeline": _timeline()}


def _index() -> Schema:
    says = "The briefings of a site, and the files there are. Paths begin at the top of the site."
    site = {
        "site": _TEXT,
        "address": {**_OR_NONE, "description": "where the site is read; null where it does not say"},
        "schemas": _list(_path()),
        "files": _list(_file()),
        "briefings": _list(_listed_briefing()),
    }
    return _document("index", says, "schema/index.json", INDEX_FORMAT, site)


def _listed_briefing() -> Schema:
    """What the list of briefings says of each."""
    about = {
        "id": _TEXT,
        "title": _TEXT,
        "subtitle": _OR_NONE,
        "summary": _TEXT,
        "language": _TEXT,
        "status": {"enum": ["living", "closed", "withdrawn"]},
    }
    dates = {
        "published": {**_OR_NONE, "description": "a date of EDTF, as are all of these"},
        "updated": _OR_NONE,
        "facts_to": _TEXT,
    }
    places = {"digest": _DIGEST, "page": _path(), "data": _path(), "files": _list(_file())}
    return _closed({**about, **dates, "topics": _list(_TEXT), **places, "editions": _list(_edition())})


def _file() -> Schema:
    use = {"enum": ["keep", "follow", "dates", "data"]}
    return _closed({"label": _TEXT, "use": use, "media_type": _TEXT, "path": _path()})


def _edition() -> Schema:
    """An entry of the ledger; where nothing was withdrawn it says null."""
    edition = Edition.model_json_schema()
    tombstone = edition.pop("$defs")["Tombstone"]
    edition["properties"]["withdrawn"] = {"anyOf": [tombstone, {"type": "null"}]}
    return edition


def _briefing() -> Schema:
    record = _closed({"kind": {"enum": [kind.name for kind in KINDS if kind.is_list]}, "fields": _FIELDS})
    tree = {"type": "array", "items": {"type": ["string", "object"]}}
    page = _closed({"path": _TEXT, "fields": _FIELDS, "tree": tree})
    model = _closed(
        {
            "format": {"const": MODEL_FORMAT},
            "briefing": _TEXT,
            "fields": _FIELDS,
            "records": _by_name(record),
            "pages": _by_name(page),
            "order": _by_name(_NAMES),
            "assets": _by_name(_DIGEST),
            "addresses": _by_name(_NAMES),
        }
    )
    says = "A briefing: its canonical model, and the SHA-256 of that as JSON with sorted keys and no white space."
    return _document("briefing", says, "../schema/briefing.json", BRIEFING_FORMAT, {"digest": _DIGEST, "model": model})


def _timeline() -> Schema:
    """What TimelineJS reads; the form is that player's, so it has no number and no name of a schema in it."""
    date = _closed({"year": _number(1, 9999), "month": _number(1, 12), "day": _number(1, 31)}, ("year",))
    text = _closed({"headline": _TEXT, "text": _TEXT})
    event = {
        "unique_id": _TEXT,
        "start_date": date,
        "end_date": date,
        "display_date": _TEXT,
        "text": text,
        "group": _TEXT,
    }
    needed = ("unique_id", "start_date", "display_date", "text", "group")
    title = _closed({"unique_id": _TEXT, "text": text})
    top = _closed({"scale": {"const": "human"}, "title": title, "events": _list(_closed(event, needed))})
    return {"$schema": _DRAFT, "title": "timeline", "description": "A timeline for the player TimelineJS.", **top}


def _document(name: str, says: str, schema: str, number: int, properties: Schema) -> Schema:
    head = {"$schema": {"const": schema}, "format": {"const": number}}
    return {"$schema": _DRAFT, "title": name, "description": says, **_closed({**head, **properties})}


def _closed(properties: Schema, needed: tuple[str, ...] | None = None) -> Schema:
    """An object with these and no others; all are needed unless it is said which."""
    required = list(properties if needed is None else needed)
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _by_name(value: Schema) -> Schema:
    return {"type": "object", "additionalProperties": value}


def _number(least: int, most: int) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": most}


def _path() -> Schema:
    return {"type": "string", "pattern": "^[^/:]+(/[^/:]+)*$"}
