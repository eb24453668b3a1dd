"""Every field of every kind, filled: it passes the check, has a place on a page, and breaks no template."""

from copy import deepcopy
from typing import Any

import pytest
import yaml

from briefbook.kinds import LISTS
from briefbook.model.fields import Address, DateMark, Identifier, LanguageTag, Plain, Prose, Reference
from briefbook.model.shape import Field, fields_of
from tests.test_generated import _Text
from tests.test_render import pages

REFERENCES = {"sources": "gazette-closure", "actors": "council", "timeline": "closure", "pages": "timeline"}


def filled(shape: Field, path: str) -> Any:
    """A value for a field; words say which field they stand in."""
    if shape.part:
        value: Any = {name: filled(inner, f"{path} {name}") for name, inner in fields_of(shape.part).items()}
    elif shape.choices:
        value = shape.choices[0]
    elif isinstance(shape.marker, Reference):
        value = REFERENCES[shape.marker.kinds[0]] if shape.marker.kinds else "pier"
    elif isinstance(shape.marker, Prose | Plain):
        value = f"Words of {path.replace('_', ' ')}"
    elif isinstance(shape.marker, DateMark):
        value = "2026-03-02"
    elif isinstance(shape.marker, Identifier):
        value = f"an-id-{path.replace(' ', '-').replace('_', '-')}"
    elif isinstance(shape.marker, Address):
        value = f"https://a.example/{path.replace(' ', '-')}"
    elif isinstance(shape.marker, LanguageTag):
        value = "uk"
    else:
        value = True if "true" in getattr(shape.marker, "says", "") else 1234
    return [value] if shape.many else value


def whole(kind) -> dict[str, Any]:
    """A record of a kind with all its fields, as far as they may stand together."""
    record = {name: filled(shape, f"{kind.singular} {name}") for name, shape in fields_of(kind.model).items()}
    record |= {"status": "open" if kind.name == "unknowns" else "current"}
    if kind.name == "timeline":
        record |= {"date": "2026-03-05", "before": []}
    elif kind.name == "dilemmas":
        first = record["options"][0]
        record["options"] = [first, {**deepcopy(first), "id": "other"}]
        record["state"]["chosen"] = "other"
    elif kind.name == "estimates":
        low_high = {k: v for k, v in deepcopy(record["values"][0]).items() if k != "point"}
        record["values"] = [
            {k: v for k, v in record["values"][0].items() if k not in ("low", "high", "range")},
            low_high,
        ]
    elif kind.name == "sources":
        record["gaps"] = []
    return record


def words_of(value: Any) -> list[str]:
    """All the words that `filled` put into a record."""
    if isinstance(value, dict):
        return [word for inner in value.values() for word in words_of(inner)]
    if isinstance(value, list):
        return [word for inner in value for word in words_of(inner)]
    return [value] if str(value).startswith("Words of") else []


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.name)
def test_every_word_of_a_record_is_shown(full_site, kind) -> None:
    path = f"data/bridge/{kind.name}.yml"
    records = [*yaml.load((full_site.root / path).read_text(), _Text), whole(kind)]
    full_site.write({path: yaml.safe_dump(records, allow_unicode=True, sort_keys=False)})
    made = pages(full_site)
    text = "".join(made.values())
    assert [word for word in words_of(whole(kind)) if word not in text] == []
