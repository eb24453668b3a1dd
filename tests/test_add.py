"""`add`: a record at the end of its file, in the project's form, and what is still missing said at once."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given as given_by_hypothesis
from hypothesis import strategies as st

from briefbook.cli import cli
from briefbook.edit.add import AddError, appended, given, record_text
from briefbook.kinds import BY_NAME, LISTS
from briefbook.load.text import SourceFile
from briefbook.load.tree import plain
from briefbook.load.yaml import read_yaml
from briefbook.model.kind import modeline

LONG = (
    "A sentence that goes on: it has a colon, [a reference][closure], and more words than one line of a file "
    "has room for."
)
EVENT = [
    "add", "event", "bridge", "--id", "survey", "--title", "The survey: first part", "--field", "date=2026-3-5",
    "--field", f"text={LONG}", "--field", "type=publication", "--field", "certainty=confirmed",
    "--field", "sources=gazette-closure", "--field", "actors=council", "--field", "place.name=Northford",
]  # fmt: skip
ADDED = """\
- id: survey
  date: 2026-03-05
  title: "The survey: first part"
  text: >-
    A sentence that goes on: it has a colon, [a reference][closure], and more words than one line of a file has room
    for.
  actors: [council]
  type: publication
  certainty: confirmed
  place:
    name: Northford
  sources: [gazette-closure]
"""


@pytest.fixture
def run(monkeypatch, site):
    monkeypatch.chdir(site.root)
    return lambda *arguments, **more: CliRunner().invoke(cli, arguments, **more)


def test_a_record_is_added_and_the_rest_stays(run, site) -> None:
    path = site.root / "data/bridge/timeline.yml"
    old = f"# Kept.\n{path.read_text()}# At the end.\n"
    site.write({"data/bridge/timeline.yml": old})
    done = run(*EVENT)
    assert (done.exit_code, done.output) == (0, "data/bridge/timeline.yml: added event 'survey'\n")
    assert path.read_text() == old + ADDED
    assert site.lines() == []
    offered = json.loads((site.root / "data/schema/bridge/records.json").read_text())["ids"]["timeline"]["anyOf"]
    assert {"const": "survey", "description": "event: The survey: first part"} in offered


def test_what_is_missing_is_said_at_its_place(run, site) -> None:
    done = run("add", "events", "bridge", "--id", "x")
    assert done.exit_code == 2
    assert "Did you mean 'event'?" in done.output
    done = run("add", "event", "bridge", "--id", "survey", "--title", "The survey", "--field", "type=publikation")
    assert done.exit_code == 1
    assert "did you mean 'publication'?" in done.output
    assert "'text' is missing" in done.output
    assert site.lines()


def test_a_new_file_begins_with_its_schema(run, site) -> None:
    done = run("add", "term", "bridge", "--id", "pier", "--title", "Pier", "--field", "definition=A part.")
    assert done.exit_code == 0
    text = (site.root / "data/bridge/terms.yml").read_text()
    assert text == f"{modeline('bridge', 'terms')}\n- id: pier\n  term: Pier\n  definition: >-\n    A part.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["event", "bridge", "--id", "closure"], "the id 'closure' is taken: it stands in data/bridge/timeline.yml:1"),
        (["event", "bridge", "--id", "timeline"], "is taken: it stands in the standard pages"),
        (["event", "bridge", "--id", "Big Day"], "'Big Day' cannot be an id"),
        (["event", "bridge", "--title", "x"], "a record needs an id"),
        (["event", "bridg", "--id", "x"], "Did you mean 'bridge'?"),
        (["event", "../data/bridge", "--id", "x"], "there is no briefing '../data/bridge'"),
        (["event", "bridge", "--id", "x", "--field", "titel=y"], "Did you mean 'title'?"),
        (["event", "bridge", "--id", "x", "--field", "title"], "is not of the form NAME=VALUE"),
        (["event", "bridge", "--id", "x", "--field", "place=y"], "place.name, place.country"),
        (["event", "bridge", "--id", "x", "--field", "title.a=y"], "'title' has no fields of its own"),
        (["dilemma", "bridge", "--id", "x", "--field", "options.id=y"], "options.0.id"),
    ],
)
def test_wrong_usage_changes_nothing(run, site, arguments, said) -> None:
    before = {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()}
    done = run("add", *arguments)
    assert done.exit_code == 2
    assert said in done.output
    assert {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()} == before


class _Terminal:
    isatty = staticmethod(lambda: True)


DIALOGUES = {
    "term": ["pier", "Pier", "A part: the middle one."],
    "event": ["survey", "", "closure", "The survey", "It began.", "statement", "confirmed", "gazette-closure"],
    "event with a date": ["survey", "5 March 2026", "The survey", "It began.", "meeting", "reported", "", "not-traced",
        "Told."],
    "source": ["letter", "Council", "A letter", "other", "A. Clerk", "2026-03-05", "https://council.example/a", "full"],
    "dilemma": [
        "wait-or-act", "council", "Wait?", "It is hard.",
        "wait", "Wait", "Time.", "", "act", "Act", "Money.", "Trust.", "", "",
        "gazette-closure",
    ],
    "estimate": ["cost", "Cost", "pounds", "Works", "500", "", "council", "", "gazette-closure"],
    "estimate as a range": [
        "cost", "Cost", "pounds", "Works", "", "1", "2", "interval", "2026-03", "council", "", "gazette-closure",
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", DIALOGUES)
def test_who_answers_every_question_has_a_complete_record(run, site, monkeypatch, name) -> None:
    import briefbook.cli.adding as adding

    monkeypatch.setattr(adding, "sys", type("S", (), {"stdin": _Terminal, "exit": adding.sys.exit}))
    done = run("add", name.partition(" ")[0], "bridge", input="".join(f"{line}\n" for line in DIALOGUES[name]))
    assert done.exit_code == 0, done.output
    assert "Still missing" not in done.output
    assert site.lines() == []


def test_an_answer_that_is_no_choice_is_asked_for_again(run, site, monkeypatch) -> None:
    import briefbook.cli.adding as adding

    monkeypatch.setattr(adding, "sys", type("S", (), {"stdin": _Terminal, "exit": adding.sys.exit}))
    lines = ["survey", "2026-03-05", "The survey", "It began.", "Meting", "meeting", "reported", "gazette-closure"]
    done = run("add", "event", "bridge", input="".join(f"{line}\n" for line in lines))
    assert (done.exit_code, "write one of: statement, meeting" in done.output) == (0, True)
    assert site.lines() == []


@pytest.mark.parametrize(
    "old", ["[]\n", "# none yet\n[]\n", "[] # none yet\n", "[ # none yet\n]\n# none yet", "", "# none yet\n", "\n\n"]
)
def test_an_empty_list_gives_way(old) -> None:
    text = appended(old, "bridge", BY_NAME["terms"], ["- id: pier\n"])
    tree, findings = read_yaml(SourceFile("", text))
    assert (plain(tree), findings) == ([{"id": "pier"}], [])
    assert ("# none yet" in text) == ("# none yet" in old)


def test_a_file_keeps_its_line_ends(run, site) -> None:
    path = site.root / "data/bridge/timeline.yml"
    old = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(old)
    assert run(*EVENT).exit_code == 0
    assert path.read_bytes() == old + ADDED.encode().replace(b"\n", b"\r\n")
    assert site.lines() == []


def test_what_cannot_be_shared_is_not_added_there(run, site) -> None:
    site.write({"data/shared/terms.yml": "[]\n"})
    done = run("add", "event", "shared", "--id", "survey", "--title", "The survey")
    assert (done.exit_code, "timeline.yml cannot be shared" in done.output) == (2, True)
    assert not (site.root / "data/shared/timeline.yml").exists()


def test_a_list_that_is_indented_stays_so() -> None:
    text = "  - id: a\n    term: A\n"
    assert appended(text, "b", BY_NAME["terms"], ["- id: b\n  term: B\n"]) == f"{text}  - id: b\n    term: B\n"


@pytest.mark.parametrize("old", ["- [\n", "a: 1\n", "[{id: a}]\n"])
def test_a_file_that_is_no_list_of_blocks_is_refused(old) -> None:
    with pytest.raises(AddError):
        appended(old, "bridge", BY_NAME["terms"], ["- id: pier\n"])


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.name)
def test_every_example_is_written_as_it_stands(kind) -> None:
    tree, _ = read_yaml(SourceFile("", kind.example))
    text = "".join(record_text(kind, record) for record in plain(tree))
    assert plain(read_yaml(SourceFile("", text))[0]) == plain(tree)


def _flags(value, name: str = "") -> list[str]:
    """The flags by which somebody would give a record: a field of a field by its path, a list with commas."""
    if isinstance(value, dict):
        return [flag for key, inner in value.items() for flag in _flags(inner, f"{name}.{key}" if name else key)]
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return [flag for number, item in enumerate(value) for flag in _flags(item, f"{name}.{number}")]
    return ["--field", f"{name}={', '.join(map(str, value)) if isinstance(value, list) else value}"]


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.name)
def test_every_kind_can_be_added_and_reads_as_it_was_given(run, full_site, monkeypatch, kind) -> None:
    monkeypatch.chdir(full_site.root)
    path = full_site.root / f"data/bridge/{kind.name}.yml"
    [record, *_] = plain(read_yaml(SourceFile("", kind.example))[0])
    path.unlink()
    done = run("add", kind.singular, "bridge", *_flags(record))
    assert done.exit_code == 0, done.output
    tree, findings = read_yaml(SourceFile("", path.read_text(encoding="utf-8")))
    assert (plain(tree), findings) == ([record], [])
    assert run("check", str(path)).output == "No findings.\n"
    before = path.read_text(encoding="utf-8")
    assert run("add", kind.singular, "bridge", *_flags(record | {"id": "another"})).exit_code in (0, 1)
    assert path.read_text(encoding="utf-8").startswith(before)
    assert run("check", "--fix").exit_code in (0, 1)
    assert path.read_text(encoding="utf-8").startswith(before)


def test_nested_fields_and_numbers() -> None:
    values = given(
        BY_NAME["estimates"],
        [("id", "x"), ("values.1.point", "5"), ("values.0.low", "1.5"), ("values.0.via", "a, b"), ("sources", "a, b")],
    )
    assert values == {"id": "x", "values": [{"low": 1.5, "via": "a, b"}, {"point": 5}], "sources": ["a", "b"]}


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cn", "Co")), min_size=1, max_size=300)


@given_by_hypothesis(
    st.dictionaries(st.sampled_from(["title", "text"]), TEXTS, min_size=1), st.lists(TEXTS, max_size=3)
)
def test_whatever_is_given_can_be_read_again(fields, names) -> None:
    values = {"id": "x", **fields, "actors": names}
    text = record_text(BY_NAME["timeline"], values)
    tree, findings = read_yaml(SourceFile("", text))
    assert plain(tree) == [values]
    assert {finding.code for finding in findings} <= {"control-character"}
    assert all(len(line) <= 120 or " " not in line[60:] or '"' in line for line in text.splitlines())


def test_a_file_that_is_a_link_is_refused(run, site, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.yml"
    elsewhere.write_text("[]\n")
    (site.root / "data/bridge/terms.yml").symlink_to(elsewhere)
    done = run("add", "term", "bridge", "--id", "pier", "--title", "Pier")
    assert done.exit_code == 2
    assert elsewhere.read_text() == "[]\n"
