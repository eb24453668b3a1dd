"""The canonical model: everything a briefing says is in it, and nothing of how and where it was written."""

import hashlib
import json
import random
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefbook.editions import canonical, canonical_json, digest, digest_of
from briefbook.editions.tree import from_json, to_json
from briefbook.kinds import KINDS, LISTS
from briefbook.prose import parse_text
from tests.test_every_field import whole
from tests.test_generated import _Text
from tests.test_link import linked
from tests.test_prose_tree import TREES

DEFAULTS = {"status": "current", "located": True, "gaps": [], "before": [], "qualifier": "exact"}
PAGE = "---\ntitle: Money\nshort: Cash\n---\n\nThe [closure][closure] costs\nmoney.\n\n{{ timeline(limit=3) }}\n"


def bridge(site):
    """The linked briefing of a site."""
    return linked(site).briefing("bridge")


def with_sources_only(value: Any) -> Any:
    """A canonical value with each text as the editor wrote it."""
    if isinstance(value, dict):
        if set(value) == {"source", "tree"}:
            return value["source"]
        return {name: with_sources_only(inner) for name, inner in value.items()}
    return [with_sources_only(item) for item in value] if isinstance(value, list) else value


def without_defaults(value: Any) -> Any:
    """A record without what it would say by saying nothing."""
    if isinstance(value, dict):
        return {name: without_defaults(inner) for name, inner in value.items() if DEFAULTS.get(name) != inner}
    return [without_defaults(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.name)
def test_every_field_is_in_it_under_the_editor_s_name(full_site, kind) -> None:
    path, record = f"data/bridge/{kind.name}.yml", whole(kind)
    records = [*yaml.load((full_site.root / path).read_text(), _Text), record]
    full_site.write({path: yaml.safe_dump(records, allow_unicode=True, sort_keys=False)})
    found = canonical(bridge(full_site))["records"][record["id"]]
    expected = without_defaults({name: value for name, value in record.items() if name != "id"})
    assert (found["kind"], with_sources_only(found["fields"])) == (kind.name, expected)


def test_pages_order_and_addresses_are_in_it(full_site) -> None:
    full_site.write({"docs/bridge/analysis/money.md": PAGE})
    model = canonical(bridge(full_site))
    assert model["pages"]["money"] == {
        "path": "bridge/analysis/money",
        "fields": {"title": "Money", "short": "Cash"},
        "tree": [
            {
                "type": "paragraph",
                "children": [
                    "The ",
                    {"type": "reference", "attributes": {"target": "closure"}, "children": ["closure"]},
                    " costs money.",
                ],
            },
            {"type": "component", "text": "{{ timeline(limit=3) }}"},
        ],
    }
    assert model["order"]["pages"] == ["money"]
    assert model["order"]["timeline"] == ["closure"]
    assert model["addresses"]["bridge/timeline"] == ["event-closure"]
    assert model["addresses"]["bridge/analysis/money"] == []
    assert json.loads(canonical_json(model)) == model


def _quoted_otherwise(text: str, style: str) -> str:
    data = yaml.load(text, _Text)
    dumper = yaml.SafeDumper
    rows = yaml.dump(data, Dumper=dumper, default_style=style, allow_unicode=True, sort_keys=True, width=20)
    return f"# A comment that no reader sees.\n{rows}"


@pytest.mark.parametrize("style", ["", "'", "|"])
def test_comments_quotes_wrapping_and_the_order_of_fields_are_not(full_site, style) -> None:
    full_site.write({"docs/bridge/analysis/money.md": PAGE})
    before = digest(bridge(full_site))
    quotable = [kind for kind in KINDS if kind.name not in ("estimates", "sources")]  # these hold numbers and flags
    texts = {f"data/bridge/{kind.name}.yml": kind.example for kind in (quotable if style else KINDS)}
    full_site.write({name: _quoted_otherwise(text, style) for name, text in texts.items()})
    wrapped = PAGE.replace("costs\nmoney", "\ncosts money").replace("timeline(limit=3)", "timeline( limit = 3 )")
    full_site.write({"docs/bridge/analysis/money.md": wrapped.replace("title: Money", "title: 'Money' # yes")})
    assert digest(bridge(full_site)) == before


def test_where_a_shared_record_lies_is_not(site) -> None:
    before = digest(bridge(site))
    text = (site.root / "data/bridge/actors.yml").read_text()
    site.write({"data/bridge/actors.yml": None, "data/shared/actors.yml": text})
    assert digest(bridge(site)) == before


def test_places_and_the_site_around_it_are_not(full_site, site_at, tmp_path) -> None:
    before = digest(bridge(full_site))
    files = {
        str(path.relative_to(full_site.root)): path.read_text() for path in full_site.root.rglob("*") if path.is_file()
    }
    config = files["mkdocs.yml"].replace("The bridge", "Another name")
    other = site_at(tmp_path / "else" / "where").write(
        files
        | {"mkdocs.yml": config, "data/ferry/briefing.yml": files["data/bridge/briefing.yml"]}
        | {"docs/bridge/draft.md": "---\ntitle: Draft\nstatus: draft\n---\n\nNot yet.\n"}
    )
    assert digest(bridge(other)) == before


def test_the_order_of_records_is_in_it_where_it_shows(full_site) -> None:
    points = "- id: {}\n  text: One.\n- id: {}\n  text: One.\n"
    full_site.write({"data/bridge/key_points.yml": points.format("one", "two")})
    first = bridge(full_site)
    full_site.write({"data/bridge/key_points.yml": points.format("two", "one")})
    second = bridge(full_site)
    assert canonical(first)["order"]["key_points"] == ["one", "two"]
    assert canonical(first)["records"] == canonical(second)["records"]
    assert digest(first) != digest(second)


def test_what_is_left_out_and_its_default_are_the_same(site) -> None:
    before = digest(bridge(site))
    text = (site.root / "data/bridge/sources.yml").read_text()
    site.write({"data/bridge/sources.yml": f"{text}  located: true\n  status: current\n  gaps: []\n"})
    assert digest(bridge(site)) == before


def test_a_number_is_the_same_however_it_is_written(full_site) -> None:
    before = digest(bridge(full_site))
    text = (full_site.root / "data/bridge/estimates.yml").read_text()
    full_site.write({"data/bridge/estimates.yml": text.replace("200000", "2.0e5").replace("350000", "350000.0")})
    model = canonical(bridge(full_site))
    assert digest_of(model) == before
    assert model["records"]["repair-cost"]["fields"]["values"][0]["low"] == 200000
    full_site.write({"data/bridge/estimates.yml": text.replace("200000", "200000.5")})
    assert digest(bridge(full_site)) != before


def test_an_image_is_in_it_by_its_bytes(site) -> None:
    page, drawing = "---\ntitle: River\n---\n\n![The river](img/river.svg)\n", "docs/bridge/img/river.svg"
    picture = "<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0h9'/></svg>"
    site.write({"docs/bridge/river.md": page, drawing: picture})
    first = canonical(bridge(site))
    assert first["assets"] == {"bridge/img/river.svg": hashlib.sha256(picture.encode()).hexdigest()}
    site.write({drawing: picture.replace("h9", "h8")})
    assert digest_of(first) != digest(bridge(site))


def test_whatever_an_editor_changes_changes_the_digest(full_site) -> None:
    """A change in one kind after another, and the digest never repeats."""
    seen = {digest(bridge(full_site))}
    edits = {
        "briefing": ("title: The bridge at Northford", "title: The bridge at Southford"),
        "key_points": ("[stays closed][closure]", "[stays closed][open-or-wait]"),
        "timeline": ("2026-03-02", "2026-03"),
        "statements": ("form: paraphrase", "form: translation"),
        "positions": ("half", "all"),
        "dilemmas": ("Another month", "Another *month*"),
        "actors": ("[the council]", "[council]"),
        "estimates": ("350000", "350001"),
        "judgements": ("likelihood: likely", "likelihood: unlikely"),
        "scenarios": ("not-seen", "seen"),
        "unknowns": ("status: open", "status: unknowable"),
        "sources": ("read: full", "read: abstract"),
        "terms": ("term: Pier", "term: A pier"),
        "corrections": ("type: correction", "type: update"),
    }
    assert set(edits) == {kind.name for kind in KINDS}
    for kind in KINDS:
        old, new = edits[kind.name]
        assert old in kind.example
        full_site.write({f"data/bridge/{kind.name}.yml": kind.example.replace(old, new, 1)})
        found = digest(bridge(full_site))
        assert found not in seen, kind.name
        seen.add(found)
    assert len(seen) == len(KINDS) + 1


WORDS = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | WORDS, st.lists
)


@given(st.dictionaries(WORDS, JSON), st.randoms())
def test_the_digest_does_not_know_in_which_order_it_was_put_together(
    model: dict[str, Any], chance: random.Random
) -> None:
    mixed = list(model.items())
    chance.shuffle(mixed)
    assert digest_of(dict(mixed)) == digest_of(model) == digest_of(json.loads(canonical_json(model)))


@pytest.mark.parametrize("name", TREES)
def test_a_tree_comes_back_from_json_as_it_went(name: str) -> None:
    written = to_json(parse_text(TREES[name][0]).children)
    assert to_json(from_json(json.loads(json.dumps(written)))) == written


@given(st.text(alphabet="ab *_`[]()@#->|\n1.!", max_size=80))
def test_any_tree_comes_back(text: str) -> None:
    written = to_json(parse_text(text).children)
    assert to_json(from_json(json.loads(json.dumps(written)))) == written
