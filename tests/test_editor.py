"""In an editor: completion of fields, choices and ids, help on hover, and the check's mistakes underlined.

The first half needs nothing; the second drives a real YAML language server on the shipped data.
"""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from briefbook.check import check
from briefbook.door.reading import read_site
from briefbook.generate.editor import editor_files
from briefbook.generate.schema import schemas
from briefbook.kinds import KINDS
from briefbook.load import load_site, read_settings
from briefbook.model.kind import modeline
from briefbook.model.shape import fields_of
from briefbook.offers import record_schemas
from tests.language_server import LanguageServer
from tests.test_dates import OURS_ALONE, WELL_FORMED

ROOT = Path(__file__).parents[1]
SERVER = ROOT / "tests/browser/node_modules/yaml-language-server/bin/yaml-language-server"
SHIPPED = sorted((ROOT / "data").glob("*/*.yml"))
OLD = ("putin-refusal", "shared")  # what the repository began with, and has whole
PLAIN = yaml.CBaseLoader if hasattr(yaml, "CBaseLoader") else yaml.BaseLoader


def _records(root: Path) -> dict[str, str]:
    settings, _ = read_settings(root / "mkdocs.yml")
    assert settings
    return record_schemas(check(load_site(settings))[0])


def _validator(folder: str, kind: str, records: dict[str, str]) -> Draft7Validator:
    base = "https://site.example/data/schema/"
    texts = {f"{base}{name}.json": schema for name, schema in schemas().items()}
    texts |= {f"{base}{name}/records.json": json.loads(text) for name, text in records.items()}
    resources = [(uri, Resource.from_contents(schema, DRAFT7)) for uri, schema in texts.items()]
    registry = Registry().with_resources(resources)
    return Draft7Validator({"$ref": f"{base}{folder}/records.json#/{kind}"}, registry=registry)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_data_file_names_its_schema(path: Path) -> None:
    """A file made on the web may lack the line, and a list the briefing; neither keeps a contribution out."""
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    if not first.startswith("# yaml-language-server"):
        assert path.parent.name not in OLD
        return
    assert first == modeline(path.parent.name, path.stem)
    target, _, pointer = first.partition("$schema=")[2].partition("#/")
    there = (path.parent / target).exists()
    assert there or path.parent.name not in OLD
    assert not there or pointer in json.loads((path.parent / target).read_text(encoding="utf-8"))


def test_ids_are_offered_with_what_they_name(full_site) -> None:
    schema = json.loads(_records(full_site.root)["bridge"])
    offered = {offer["const"]: offer["description"] for offer in schema["ids"]["sources"]["anyOf"] if "const" in offer}
    assert offered == {"gazette-closure": "source: Bridge closed after cracks are found"}
    assert {"const": "timeline", "description": "page: Timeline"} in schema["ids"]["pages"]["anyOf"]


def test_shipped_data_and_a_list_that_has_fallen_behind_are_accepted(full_site) -> None:
    records = _records(full_site.root)
    event = yaml.load((full_site.root / "data/bridge/timeline.yml").read_text(), PLAIN)
    event[0]["sources"] = ["written-on-the-web", "other-briefing/survey"]
    assert not list(_validator("bridge", "timeline", records).iter_errors(event))
    event[0]["sources"] = ["Written on the web"]
    assert list(_validator("bridge", "timeline", records).iter_errors(event))


def test_the_form_of_dates_agrees_with_the_parser() -> None:
    form = re.compile(schemas()["timeline"]["items"]["properties"]["date"]["pattern"])
    assert [text for text in (*WELL_FORMED, *OURS_ALONE) if not form.match(text)] == []
    assert [text for text in ("2026-6-5", "05.06.2026", "5 June 2026", "yesterday", "") if form.match(text)] == []


def test_two_lists_of_ids_merge_line_by_line(tmp_path, full_site) -> None:
    files = {"base": _records(full_site.root)["bridge"]}
    for name, new in (("ours", "pier"), ("theirs", "pylon")):
        term = f"- id: {new}\n  term: {new}\n  definition: A part.\n"
        old = full_site.root.joinpath("data/bridge/terms.yml").read_text()
        full_site.write({"data/bridge/terms.yml": old + term})
        files[name] = _records(full_site.root)["bridge"]
        full_site.write({"data/bridge/terms.yml": old})
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    done = subprocess.run(
        ["git", "merge-file", "-p", "--union", "ours", "base", "theirs"], cwd=tmp_path, capture_output=True, check=True
    )
    ids = json.loads(done.stdout)["ids"]["terms"]["anyOf"]
    assert {"pier", "pylon"} <= {offer.get("const") for offer in ids}


@pytest.mark.parametrize(("command", "renewed"), [("serve", True), ("build", False)])
def test_a_preview_renews_the_lists_and_a_build_does_not(full_site, command, renewed) -> None:
    read_site(full_site.root / "mkdocs.yml", serving=command == "serve")
    path = full_site.root / "data/schema/bridge/records.json"
    assert path.exists() == renewed
    if renewed:
        assert path.read_text(encoding="utf-8") == _records(full_site.root)["bridge"]


def _typed(body: list[str]) -> str:
    """A snippet as it reads when nothing is changed: the words of each place, or the first of its choices."""
    text = re.sub(r"\$\{\d+\|([^,|]*)[^|]*\|\}", r"\1", "\n".join(body))
    text = re.sub(r"\$\{\d+:((?:\\.|[^}\\])*)\}", r"\1", text)
    return re.sub(r"\\(.)", r"\1", text).removesuffix("$0")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_snippet_reads_as_the_example(kind) -> None:
    body = json.loads(editor_files()[".vscode/briefbook.code-snippets"])[kind.singular]["body"]
    assert kind.example.startswith(_typed(body))
    assert sum("${" in line for line in body) > 2


EVENT = """\
- id: pier-survey
  date: 2026-06-05
  title: 2026
  text: >-
    Divers look at the pier.
  actors: [putin]
  type: operatoin
  certainty: confirmed
  sources: [Reuters No Reason]
  titel: The survey
"""


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageServer]:
    if shutil.which("node") is None:
        pytest.skip("node is not installed")
    if not SERVER.exists():
        pytest.skip("yaml-language-server is not installed (npm)")
    with LanguageServer(SERVER, ROOT) as running:
        yield running


@pytest.fixture(scope="module")
def event(server: LanguageServer) -> Path:
    """An event with four mistakes in the shipped briefing, open in the editor and not on the disk."""
    path = ROOT / "data/putin-refusal/new-timeline.yml"
    server.open(path, f"{modeline('putin-refusal', 'timeline')}\n{EVENT}")
    return path


@pytest.mark.slow
def test_mistakes_are_underlined(server, event) -> None:
    said = server.diagnostics(event)
    assert [(line, column) for line, column, _ in said] == [(4, 10), (8, 9), (10, 13), (11, 3)]
    assert "operation" in said[1][2]
    assert "titel" in said[3][2]


@pytest.mark.slow
def test_existing_ids_are_completed(server, event) -> None:
    offered = server.completions(event, 10, 13)
    assert offered["reuters-no-reason"].startswith("source: Putin says he currently sees no reason to meet")
    assert "putin" not in offered
    assert {"putin", "zelenskyy", "united-states"} <= set(server.completions(event, 7, 12))


# A reference of each sort: its file, the record as far as it is typed, what is offered there, and what is not.
REFERENCES = {
    "an actor": ("timeline", "- id: x\n  actors: [p]\n", "putin", "refusal"),
    "an event": ("timeline", "- id: x\n  led_to: [r]\n", "refusal", "putin"),
    "a source": ("statements", "- id: x\n  sources: [r]\n", "reuters-no-reason", "putin"),
    "any record": ("terms", "- id: x\n  see: [m]\n", "meet-or-refuse", "reuters-no-raeson"),
    "a page": ("terms", "- id: x\n  see: [t]\n", "timeline", "no-such-page"),
    "a page of the briefing": ("briefing", "pages:\n  - title: X\n    pages: [n]\n", "news", "putin"),
    "an actor below": (
        "dilemmas",
        "- id: x\n  options:\n    - id: y\n      gains:\n        - bearer: p\n",
        "putin",
        "refusal",
    ),
    "a source below": ("estimates", "- id: x\n  values:\n    - sources: [r]\n", "reuters-no-reason", "putin"),
}


@pytest.mark.slow
@pytest.mark.parametrize("sort", REFERENCES)
def test_ids_are_offered_where_they_may_stand(server, sort) -> None:
    kind, text, offered, left_out = REFERENCES[sort]
    path = ROOT / f"data/putin-refusal/{sort.replace(' ', '-')}-{kind}.yml"
    text = f"{modeline('putin-refusal', kind)}\n{text}"
    server.open(path, text)
    line, last = text.count("\n"), text.splitlines()[-1]
    found = server.completions(path, line, len(last.rstrip("]")) + 1)
    assert offered in found
    assert left_out not in found
    assert found[offered].startswith(("actor:", "event:", "source:", "dilemma:", "page:"))


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_of_a_kind_is_offered_and_explained(server, kind) -> None:
    path = ROOT / f"data/putin-refusal/fields-{kind.name}.yml"
    server.open(path, f"{modeline('putin-refusal', kind.name)}\n{'- ' if kind.is_list else ''}\n")
    found = server.completions(path, 2, 3 if kind.is_list else 1)
    fields = {name: shape.description for name, shape in fields_of(kind.model).items()}
    assert fields.keys() <= found.keys()
    assert [name for name, says in fields.items() if says not in found[name]] == []
    server.open(path.with_name(f"hover-{kind.name}.yml"), f"{modeline('putin-refusal', kind.name)}\n{kind.example}")
    lines = kind.example.splitlines()
    name = re.match(r"[- ]*([a-z_]+):", lines[1 if kind.is_list else 0])[1]
    row = (1 if kind.is_list else 0) + 2
    assert fields[name] in server.hover(path.with_name(f"hover-{kind.name}.yml"), row, 4 if kind.is_list else 2)


@pytest.mark.slow
def test_fields_and_choices_are_completed(server, event) -> None:
    assert {"scheduled", "disputed"} <= set(server.completions(event, 9, 14))
    path = ROOT / "data/putin-refusal/newer-timeline.yml"
    server.open(path, f"{modeline('putin-refusal', 'timeline')}\n- id: x\n  title: X\n  \n")
    assert server.completions(path, 4, 3)["led_to"] == "events it brought about"


@pytest.mark.slow
def test_hover_helps_with_fields_and_ids(server, event) -> None:
    assert "how sure it is; scheduled for what is still to come" in server.hover(event, 9, 5)
    assert "actor: Vladimir Putin" in server.hover(event, 7, 13)


@pytest.mark.slow
@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_nothing_is_underlined_in_the_shipped_data(server, kind) -> None:
    path = ROOT / f"data/putin-refusal/{kind}.yml"
    server.open(path, path.read_text(encoding="utf-8"))
    assert server.diagnostics(path) == []
