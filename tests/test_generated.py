"""What is written from the list of kinds is fresh, complete and agrees with the check."""

from pathlib import Path

import pytest
import yaml
from babel.messages.pofile import read_po
from jsonschema import Draft7Validator

from briefbook.findings import CODES
from briefbook.generate import generated, generated_here
from briefbook.generate.schema import schemas
from briefbook.kinds import KINDS, LISTS
from briefbook.kinds.pages import COMPONENTS, STANDARD
from briefbook.load.package import package_folder
from briefbook.model.shape import fields_of

ROOT = Path(__file__).parents[1]
FILES = generated() | generated_here()


class _Text(yaml.SafeLoader):
    """Reads dates as text, as YAML 1.2 does."""


_Text.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:timestamp"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.mark.parametrize("name", FILES)
def test_generated_file_is_fresh(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == FILES[name], "run 'make generate'"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_schema_accepts_the_example_and_the_shipped_data(kind) -> None:
    validator = Draft7Validator(schemas()[kind.name])
    Draft7Validator.check_schema(schemas()[kind.name])
    assert not list(validator.iter_errors(yaml.load(kind.example, _Text)))
    for path in sorted((ROOT / "data").glob(f"*/{kind.name}.yml")):
        assert not list(validator.iter_errors(yaml.load(path.read_text(encoding="utf-8"), _Text))), path


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_schema_refuses_what_the_check_refuses(kind) -> None:
    validator = Draft7Validator(schemas()[kind.name])
    example = yaml.load(kind.example, _Text)
    record = example[0] if kind.is_list else example
    needed = next(name for name, shape in fields_of(kind.model).items() if shape.required)
    for wrong in ({**record, "titel": "x"}, {**record, needed: 5}, {**record, needed: None}):
        assert list(validator.iter_errors([wrong] if kind.is_list else wrong))


def _missing_from(kind) -> list[str]:
    """Name everything that a kind lacks to be whole."""
    web = package_folder("macros") / "web"
    lacks = []
    if kind.is_list and not (web / f"{kind.singular}.html.jinja").exists():
        lacks.append(f"macros/web/{kind.singular}.html.jinja")
    if kind.is_list and not {kind.name, kind.singular} <= set(COMPONENTS):
        lacks.append("its components")
    if kind.page not in STANDARD:
        lacks.append(f"the standard page '{kind.page}'")
    lacks += [f"a description of {name}" for name, shape in fields_of(kind.model).items() if not shape.description]
    lacks += [f"a marker on {n}" for n, s in fields_of(kind.model).items() if not (s.marker or s.part or s.choices)]
    return lacks


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_kind_is_whole(kind) -> None:
    assert _missing_from(kind) == []


def test_a_kind_without_a_template_is_noticed() -> None:
    from dataclasses import replace

    lacking = replace(LISTS[0], singular="nothing", page="nowhere")
    assert _missing_from(lacking) == [
        "macros/web/nothing.html.jinja",
        "its components",
        "the standard page 'nowhere'",
    ]


def test_every_component_has_a_template() -> None:
    web = package_folder("macros") / "web"
    lists = {kind.name for kind in LISTS}
    assert [name for name in COMPONENTS if name not in lists and not (web / f"{name}.html.jinja").exists()] == []


def test_templates_are_small() -> None:
    long = {
        p.name: n
        for p in (package_folder("macros") / "web").glob("*.jinja")
        if (n := len(p.read_text().splitlines())) > 70
    }
    assert long == {}


def test_the_catalogue_holds_no_translation_of_english() -> None:
    with (ROOT / "src/briefbook/words/en.po").open("rb") as file:
        catalogue = read_po(file)
    assert len(catalogue) > 100
    assert all(not any(message.string) for message in catalogue if message.id)


def test_every_code_is_explained() -> None:
    assert [code.name for code in CODES.values() if not (code.title and code.cause and code.wrong and code.right)] == []
    assert {code.level for code in CODES.values()} == {"error", "warning"}
