"""Every field of every kind, filled: it passes the check, has a place on a page, and breaks no template."""

from copy import deepcopy
from typing import Any

import pytest
import yaml

from briefbook.kinds import LISTS
from briefbook.model.fields import Address, DateMark, Identifier, LanguageTag, Plain, Prose, Reference
from briefbook.model.shape import Field, fields_of
from briefbook.verify import verify
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
        del record["led_to"]  # it cannot lead to what it comes after
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


# As an editor must write it in a text and in plain words; and as a page shows it.
CODE = "&#123;&#123; x }} and &#123;% x %}"
LOOKS = "Undefined, jinja2.x, Traceback (most recent call last)"


def looking_like_a_leftover(value: Any, model: type) -> Any:
    """A record whose texts speak of what a failed rendering leaves."""
    record = dict(value)
    for name, shape in fields_of(model).items():
        if shape.part and name in record:
            inside = record[name] if shape.many else [record[name]]
            parts = [looking_like_a_leftover(part, shape.part) for part in inside]
            record[name] = parts if shape.many else parts[0]
        elif isinstance(shape.marker, Prose) and name in record:
            record[name] = [f"{CODE} {LOOKS}"] if shape.many else f"{CODE} {LOOKS}"
        elif isinstance(shape.marker, Plain) and name in record:
            record[name] = [LOOKS] if shape.many else LOOKS
    return record


def test_a_text_about_templates_is_a_text_and_what_is_left_of_one_is_found_beside_it(full_site, tmp_path) -> None:
    for kind in LISTS:
        path = f"data/bridge/{kind.name}.yml"
        records = yaml.load((full_site.root / path).read_text(), _Text)
        records.append(looking_like_a_leftover(whole(kind), kind.model))
        full_site.write({path: yaml.safe_dump(records, allow_unicode=True, sort_keys=False)})
    front = yaml.safe_dump({"title": LOOKS, "short": LOOKS, "summary": LOOKS})
    full_site.write(
        {"docs/bridge/background/page.md": f"---\n{front}---\n\n## {CODE} {LOOKS}\n\n`{{{{ x }}}}` {CODE}\n"}
    )
    left = "<p>{{ x }}</p>"
    for name, html in pages(full_site).items():
        path = tmp_path / "built" / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html + left * (name == "bridge/terms"), encoding="utf-8")
    built = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "built").rglob("*.html"))
    assert built.count("&#123;{ x }} and &#123;% x %} &#85;ndefined") > 30
    assert built.count("&#85;ndefined, &#106;inja2.x, &#84;raceback (most recent") > 60
    found = [finding for finding in verify(tmp_path / "built") if finding.code == "leftover"]
    assert [finding.position.path for finding in found] == ["bridge/terms.html"]
