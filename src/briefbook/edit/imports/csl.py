"""CSL-JSON, as Zotero and citation servers write it.

In: text. Out: references. Source of the names: the CSL 1.0.2 data schema.
"""

import json
from typing import Any

from briefbook.edit.imports.reference import (
    MOST_OF_A_NOTE,
    ImportFailed,
    Reference,
    addresses,
    day,
    day_in_words,
    titled,
    words,
)

_PARTS = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
_DATES = ("issued", "published", "published-print", "published-online")
_FIRST_SEASON = 20  # what EDTF adds to the number of a season


def read_csl(text: str) -> list[Reference]:
    """Read a list of items, an object with `items`, or what a citation server answers with around them.

    Raises ImportFailed where it is no JSON of that form.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise ImportFailed("this is not JSON") from None
    if isinstance(data, dict) and isinstance(data.get("message"), dict):
        data = data["message"]
    items = data.get("items", [data]) if isinstance(data, dict) else data
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ImportFailed("CSL-JSON is a list of items, each with a type and a title")
    return [_reference(item) for item in items]


def _reference(item: dict[str, Any]) -> Reference:
    issued = next((item[name] for name in _DATES if _date(item.get(name))), item.get("issued"))
    institution = item.get("institution")
    institutions = _names(institution if isinstance(institution, list) else [institution])
    publisher = _first(item.get("container-title")) or _first(item.get("publisher"))
    return Reference(
        key=words(item.get("citation-key") or item.get("id", "")),
        type=words(item.get("type", "")),
        title=titled(_first(item.get("title")), _first(item.get("subtitle"))),
        publisher=publisher or next(iter(institutions), ""),
        authors=_names(item.get("author")),
        published=_date(issued),
        dated=_said(issued),
        accessed=_date(item.get("accessed")),
        urls=addresses(_first(item.get("URL"), 2000)),
        doi=words(item.get("DOI", "")),
        language=words(item.get("language", "")),
        note=words(item.get("note", ""), MOST_OF_A_NOTE),
    )


def _first(value: object, most: int = 300) -> str:
    """A text, or the first of several, as citation servers give them."""
    return words(next(iter(value), "") if isinstance(value, list) else value, most)


def _names(value: object) -> tuple[str, ...]:
    people = value if isinstance(value, list) else []
    return tuple(filter(None, (_name(person) for person in people if isinstance(person, dict))))


def _name(person: dict[str, Any]) -> str:
    if whole := person.get("literal") or person.get("name"):
        return words(whole)
    parts = (person.get(part) for part in _PARTS)
    return words(" ".join(part for part in parts if isinstance(part, str) and part))


def _date(value: object) -> str:
    """A date in parts, or two of them as the ends of an interval; else one in words."""
    if not isinstance(value, dict):
        return day_in_words(_said(value))
    parts = value.get("date-parts")
    ends = [day(*end[:3]) for end in parts[:2] if isinstance(end, list) and end] if isinstance(parts, list) else []
    if not ends or not all(ends):
        return day_in_words(_said(value))
    if len(ends) == 1 and len(ends[0]) == len("2026") and (season := words(value.get("season", ""))):
        return _in_season(ends[0], season)
    return f"{ends[0]}~" if len(ends) == 1 and value.get("circa") else "/".join(ends)


def _in_season(year: str, season: str) -> str:
    number = _FIRST_SEASON + int(season) if season in ("1", "2", "3") else 0  # a winter lies in two years
    return day(year, number) if number else day_in_words(f"{season} {year}") or year


def _said(value: object) -> str:
    """A date that is given in words, as managers do that could not take it apart."""
    return words(value.get("raw") or value.get("literal") or "") if isinstance(value, dict) else words(value)
