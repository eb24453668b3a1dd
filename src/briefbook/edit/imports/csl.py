"""CSL-JSON, as Zotero and citation servers write it.

In: text. Out: references. Source of the names: the CSL 1.0.2 data schema.
"""

import json
from typing import Any

from briefbook.edit.imports.reference import MOST_OF_A_NOTE, ImportFailed, Reference, day, day_in_words, words

_PARTS = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")


def read_csl(text: str) -> list[Reference]:
    """Read a list of items, or an object with `items`.

    Raises ImportFailed where it is no JSON of that form.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise ImportFailed("this is not JSON") from None
    items = data.get("items", [data]) if isinstance(data, dict) else data
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ImportFailed("CSL-JSON is a list of items, each with a type and a title")
    return [_reference(item) for item in items]


def _reference(item: dict[str, Any]) -> Reference:
    return Reference(
        key=words(item.get("citation-key") or item.get("id", "")),
        type=words(item.get("type", "")),
        title=words(item.get("title", "")),
        publisher=words(item.get("container-title") or item.get("publisher") or ""),
        authors=_names(item.get("author")),
        published=_date(item.get("issued")),
        dated=_said(item.get("issued")),
        accessed=_date(item.get("accessed")),
        url=words(item.get("URL", ""), 2000),
        doi=words(item.get("DOI", "")),
        language=words(item.get("language", "")),
        note=words(item.get("note", ""), MOST_OF_A_NOTE),
    )


def _names(value: object) -> tuple[str, ...]:
    people = value if isinstance(value, list) else []
    return tuple(filter(None, (_name(person) for person in people if isinstance(person, dict))))


def _name(person: dict[str, Any]) -> str:
    if person.get("literal"):
        return words(person["literal"])
    parts = (person.get(part) for part in _PARTS)
    return words(" ".join(part for part in parts if isinstance(part, str) and part))


def _date(value: object) -> tuple[int, ...]:
    parts = value.get("date-parts") if isinstance(value, dict) else None
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    return day(*first[:3]) if first else day_in_words(_said(value))


def _said(value: object) -> str:
    """A date that is given in words, as managers do that could not take it apart."""
    return words(value.get("raw") or value.get("literal") or "") if isinstance(value, dict) else words(value)
