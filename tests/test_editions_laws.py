"""The laws of the diff, on models that a machine makes up: nothing is missed, nothing is said twice.

The models are whole (what `read_snapshot` accepts), with every kind, references, renames and shared words, and differ
from each other by edits of every sort.
"""

import copy
import json
import random
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefbook.editions import TYPES, apply, canonical, canonical_json, diff, nothing
from briefbook.editions.sentences import IN, KEPT, OUT, marked_words
from briefbook.editions.tree import to_json
from briefbook.kinds import BY_NAME, KINDS
from briefbook.load.snapshot import read_snapshot, snapshot_bytes
from briefbook.model.fields import Prose
from briefbook.model.shape import Field, fields_of
from briefbook.prose import parse_text
from tests.test_editions_canonical import bridge
from tests.test_every_field import whole

WORDS = ["bridge", "council", "closed", "open", "pier", "survey", "crack", "Monday"]
PLAIN = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
MARKED = st.sampled_from(["{}.", "*{}* again.", "[{}][closure].", "{} [@gazette-closure].", "{}. And [more][pier]."])
TEXT = st.lists(st.builds(str.format, MARKED, PLAIN), min_size=1, max_size=4).map("\n\n".join)


def text_of(source: str) -> dict[str, Any]:
    return {"source": source, "tree": to_json(parse_text(source).children)}


@pytest.fixture(scope="module")
def base(tmp_path_factory) -> dict[str, Any]:
    """A model with every kind of record, each with every field filled, and two pages."""
    import yaml

    from tests.conftest import Site, _base
    from tests.test_generated import _Text

    site = Site(tmp_path_factory.mktemp("laws") / "site").write(_base(tuple(kind.name for kind in KINDS)))
    for kind in KINDS:
        if kind.is_list:
            path = f"data/bridge/{kind.name}.yml"
            rows = [*yaml.load((site.root / path).read_text(), _Text), whole(kind)]
            site.write({path: yaml.safe_dump(rows, allow_unicode=True, sort_keys=False)})
    page = "---\ntitle: {0}\n---\n\n{0} is [closed][closure]. So it stays.\n\n- One\n- Two [@gazette-closure]\n"
    site.write({f"docs/bridge/{name}.md": page.format(name.capitalize()) for name in ("money", "river")})
    return canonical(bridge(site))


class Editor:
    """Makes edits of every sort to a model, by chance."""

    def __init__(self, model: dict[str, Any], chance: random.Random, text: str, words: str) -> None:
        self.model, self.chance, self.text, self.words = model, chance, text, words
        self.new = 0

    def edit(self) -> None:
        self.chance.choice(
            [self.field, self.field, self.add, self.remove, self.rename, self.shuffle, self.page, self.exchange]
        )()

    def pick(self, part: str = "records") -> str | None:
        return self.chance.choice(sorted(self.model[part])) if self.model[part] else None

    def field(self) -> None:
        name = self.pick()
        if name is None:
            return
        record = self.model["records"][name]
        shape = self.chance.choice(list(fields_of(BY_NAME[record["kind"]].model).values()))
        if shape.name == "id":
            return
        fields = record["fields"]
        if shape.name in fields and (not shape.required) and self.chance.random() < 0.3:
            del fields[shape.name]
        elif shape.name in fields:
            fields[shape.name] = self.other(fields[shape.name], shape)

    def other(self, value: Any, shape: Field) -> Any:
        if isinstance(value, list):
            value = [self.other(item, shape) if self.chance.random() < 0.5 else item for item in value]
            self.chance.shuffle(value)
            return value[: max(1, len(value) - self.chance.randint(0, 1))] + value[: self.chance.randint(0, 1)]
        if shape.part:
            shapes = fields_of(shape.part)
            return {name: self.other(inner, shapes[name]) for name, inner in value.items()}
        if isinstance(shape.marker, Prose):
            return text_of(self.text)
        return self.words if isinstance(value, str) else value

    def add(self) -> None:
        self.new += 1
        name, like = f"new-{self.chance.randint(1, 9)}-{self.new}", self.pick()
        if like is None or name in self.model["records"]:
            return
        record = copy.deepcopy(self.model["records"][like])
        self.model["records"][name] = record
        order = self.model["order"][record["kind"]]
        order.insert(self.chance.randint(0, len(order)), name)

    def remove(self) -> None:
        part = self.chance.choice(["records", "pages"])
        name = self.pick(part)
        if name is None:
            return
        gone = self.model[part].pop(name)
        kind = gone.get("kind", "pages")
        self.model["order"][kind].remove(name)
        if not self.model["order"][kind] and kind != "pages":
            del self.model["order"][kind]

    def rename(self) -> None:
        part = self.chance.choice(["records", "pages"])
        name = self.pick(part)
        if name is None or f"{name}-anew" in self.model[part]:
            return
        owner = self.model[part].pop(name)
        kind = owner.get("kind", "pages")
        self.model[part][f"{name}-anew"] = owner
        owner["fields"]["formerly"] = [name, *owner["fields"].get("formerly", [])]
        self.model["order"][kind] = [f"{name}-anew" if n == name else n for n in self.model["order"][kind]]
        if self.chance.random() < 0.5:  # and everything that named it follows
            found = canonical_json(self.model).decode().replace(f'"target":"{name}"', f'"target":"{name}-anew"')
            self.model.update(json.loads(found.replace(f"][{name}]", f"][{name}-anew]")))

    def exchange(self) -> None:
        """Give an id to a record of another kind."""
        name, like = self.pick(), self.pick()
        if name is None or like is None:
            return
        old, new = self.model["records"][name], copy.deepcopy(self.model["records"][like])
        if self.model["order"][old["kind"]] != [name] and old["kind"] != new["kind"]:
            self.model["order"][old["kind"]].remove(name)
            self.model["order"][new["kind"]].append(name)
            self.model["records"][name] = new

    def shuffle(self) -> None:
        self.chance.shuffle(self.model["order"][self.chance.choice(sorted(self.model["order"]))])

    def page(self) -> None:
        name = self.pick("pages")
        if name is not None:
            page = self.model["pages"][name]
            page["tree"] = text_of(self.text)["tree"]
            page["fields"]["title"] = self.words
            self.model["assets"][f"{self.words}.png"] = self.text
            self.model["addresses"][page["path"]] = [self.words]
            self.model["fields"]["title"] = self.words


def edited(model: dict[str, Any], seed: int, edits: int, text: str, words: str) -> dict[str, Any]:
    editor = Editor(copy.deepcopy(model), random.Random(seed), text, words)
    for _ in range(edits):
        editor.edit()
    return editor.model


@settings(max_examples=25)
@given(st.integers(0, 10**6), st.integers(0, 12), TEXT, PLAIN, st.integers(0, 10**6), st.integers(0, 12), TEXT, PLAIN)
def test_the_changes_applied_to_the_old_give_the_new(base, one, edits, text, words, two, more, other, others) -> None:
    old, new = edited(base, one, edits, text, words), edited(base, two, more, other, others)
    for model in (old, new):
        assert read_snapshot(snapshot_bytes(model)) == model
    before = canonical_json(old), canonical_json(new)
    changes = diff(old, new)
    assert canonical_json(apply(changes, old)) == before[1]
    assert (canonical_json(old), canonical_json(new)) == before
    assert canonical_json(apply(diff(new, old), new)) == before[0]
    assert bool(changes) == (before[0] != before[1])
    assert {change.type for change in changes} <= set(TYPES)


@settings(max_examples=25)
@given(st.integers(0, 10**6), st.integers(0, 12), TEXT, PLAIN)
def test_a_model_does_not_differ_from_itself(base, seed, edits, text, words) -> None:
    model = edited(base, seed, edits, text, words)
    assert diff(model, copy.deepcopy(model)) == ()


@settings(max_examples=25)
@given(st.integers(0, 10**6), st.integers(1, 12), TEXT, PLAIN)
def test_nothing_is_said_twice(base, seed, edits, text, words) -> None:
    changes = diff(base, edited(base, seed, edits, text, words))
    said = Counter((c.part, c.id, c.kind, c.field, c.type in ("added", "corrected")) for c in changes)
    assert [key for key, count in said.items() if count > 1] == []
    come_or_gone = {(c.part, c.id) for c in changes if c.type in ("added", "removed", "corrected")}
    assert [c for c in changes if c.field and (c.part, c.id) in come_or_gone] == []


def fields_that_differ(old: dict[str, Any], new: dict[str, Any]) -> set[tuple[str, str]]:
    """A second opinion, without renames: which field of which record is another."""
    both = [name for name in old["records"] if name in new["records"]]
    return {
        (name, field)
        for name in both
        for before, after in [(old["records"][name]["fields"], new["records"][name]["fields"])]
        for field in {**before, **after}
        if before.get(field) != after.get(field)
    }


@settings(max_examples=25)
@given(st.integers(0, 10**6), st.integers(1, 12), TEXT, PLAIN)
def test_every_field_that_differs_is_said_once_and_no_other(base, seed, edits, text, words) -> None:
    editor = Editor(copy.deepcopy(base), random.Random(seed), text, words)
    for _ in range(edits):
        editor.chance.choice([editor.field, editor.add, editor.shuffle])()
    said = [(c.id, c.field) for c in diff(base, editor.model) if c.part == "record" and c.field]
    assert sorted(said) == sorted(fields_that_differ(base, editor.model))


@settings(max_examples=25)
@given(st.integers(0, 10**6), st.integers(0, 12), TEXT, PLAIN)
def test_the_order_in_which_a_model_was_put_together_does_not_show(base, seed, edits, text, words) -> None:
    def mixed(value: Any) -> Any:
        if isinstance(value, dict):
            pairs = [(name, mixed(inner)) for name, inner in value.items()]
            random.Random(seed).shuffle(pairs)
            return dict(pairs)
        return value

    new = edited(base, seed, edits, text, words)
    assert diff(mixed(base), mixed(new)) == diff(base, new)


def test_beside_nothing_everything_is_new_and_the_other_way_round(base) -> None:
    empty = nothing(base["briefing"])
    assert read_snapshot(snapshot_bytes(empty)) == empty
    assert apply(diff(empty, base), empty) == base
    assert apply(diff(base, empty), base) == empty
    assert {c.type for c in diff(base, empty)} == {"removed", "changed", "re-dated", "address-lost"}


@given(st.text(alphabet="ab c,.’\n-ß0", max_size=60), st.text(alphabet="ab c,.’\n-ß0", max_size=60))
def test_marked_words_hold_both_texts(old: str, new: str) -> None:
    pieces = marked_words(old, new)
    assert "".join(text for sign, text in pieces if sign in (KEPT, OUT)) == old
    assert "".join(text for sign, text in pieces if sign in (KEPT, IN)) == new
    assert all(text for _, text in pieces)


def test_a_mistake_in_the_diff_would_be_seen(base) -> None:
    """The canary: a change left out, or made twice, and the law no longer holds."""
    new = edited(base, 3, 12, "Another text.", "other words")
    changes = diff(base, new)
    assert len(changes) > 3
    for left_out in changes:
        if left_out.type != "renamed":  # without it the ids of the others lead nowhere
            assert apply([change for change in changes if change is not left_out], base) != new
