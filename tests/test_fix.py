"""`check --fix`: the form changes, the facts and comments do not, and a second run has nothing to do."""

import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefbook.cli import cli
from briefbook.edit.edits import Edit, applied
from briefbook.edit.passes import PASSES, composed
from briefbook.edit.repairs import CITED, mended
from briefbook.edit.tidy import says_the_same, tidied
from briefbook.kinds import BY_NAME, LISTS
from briefbook.load import load_site, read_settings
from briefbook.load.text import SourceFile
from briefbook.load.yaml import read_yaml
from briefbook.model.kind import modeline
from briefbook.model.worded import meant

ROOT = Path(__file__).parents[1]
LONG = (
    "The pier was looked at from above and from below, by day and by night, and nobody agrees on what was seen there."
)
MESSY = f"""\
# Kept.
- title: 'Two
    lines'   # a remark
  id: closure
  # above the date
  date: 2026-3-2
  text: "{LONG} And more."
  actors: [council]  \t
  certainty: confirmed
  type: decision
  sources: [gazette-closure]

- {{id: ago, date: 3 March 2026, title: 2026, text: Ok., type: other, certainty: reported, sources: [gazette-closure]}}
"""
TIDY = f"""\
{modeline("bridge", "timeline")}
# Kept.
- id: closure
  # above the date
  date: 2026-03-02
  title: 'Two
    lines'   # a remark
  text: >-
    The pier was looked at from above and from below, by day and by night, and nobody agrees on what was seen there.
    And more.
  actors: [council]
  type: decision
  certainty: confirmed
  sources: [gazette-closure]

- {{id: ago, date: 2026-03-03, title: "2026", text: Ok., type: other, certainty: reported, sources: [gazette-closure]}}
"""


def _files(root: Path) -> dict[str, str]:
    """Every tidied file as it would be written."""
    found, _ = read_settings(root / "mkdocs.yml")
    assert found
    return {item.path.relative_to(root).as_posix(): item.text for item in tidied(load_site(found))}


def test_a_messy_file_is_put_in_order(site) -> None:
    site.write({"data/bridge/timeline.yml": MESSY})
    assert _files(site.root)["data/bridge/timeline.yml"] == TIDY


def test_a_second_run_has_nothing_to_do(site, monkeypatch) -> None:
    site.write({"data/bridge/timeline.yml": MESSY})
    monkeypatch.chdir(site.root)
    first = CliRunner().invoke(cli, ["check", "--fix"])
    assert "fixed: data/bridge/timeline.yml:6: '2026-3-2' is written 2026-03-02" in first.stderr
    assert (first.exit_code, first.stdout) == (0, "No findings.\n")
    second = CliRunner().invoke(cli, ["check", "--fix"])
    assert (second.exit_code, second.stderr) == (0, "")


def test_only_the_files_that_are_named_are_changed(site, monkeypatch) -> None:
    terms = "- term: Pier\n  id: pier\n  definition: A part.\n"
    site.write({"data/bridge/timeline.yml": MESSY, "data/bridge/terms.yml": terms})
    monkeypatch.chdir(site.root)
    CliRunner().invoke(cli, ["check", "--fix", "data/bridge/timeline.yml"])
    assert (site.root / "data/bridge/timeline.yml").read_text() == TIDY
    assert (site.root / "data/bridge/terms.yml").read_text() == terms


def test_a_file_that_cannot_be_read_takes_no_id_off_the_lists(site, monkeypatch) -> None:
    monkeypatch.chdir(site.root)
    CliRunner().invoke(cli, ["check", "--fix"])
    path = site.root / "data/schema/bridge/records.json"
    before = path.read_text()
    site.write({"data/bridge/timeline.yml": "- id: [\n"})
    assert CliRunner().invoke(cli, ["check", "--fix"]).exit_code == 1
    assert path.read_text() == before


def test_the_shipped_data_is_in_its_form() -> None:
    assert _files(ROOT) == {}


def test_accents_are_composed_and_line_breaks_of_a_page_stay(site) -> None:
    site.write({"docs/bridge/note.md": "---\ntitle: Cafe\u0301\n---\n\nWords.  \nMore.\n"})
    text = _files(site.root)["docs/bridge/note.md"]
    assert unicodedata.is_normalized("NFC", text)
    assert "Words.  \n" in text  # two spaces are a line break there


def test_letters_that_only_look_alike_stay(site) -> None:
    site.write({"data/bridge/terms.yml": "- id: pier\n  term: \ufa19\u212b\n  definition: A part.\n"})
    assert "\ufa19\u212b" in _files(site.root)["data/bridge/terms.yml"]


@pytest.mark.parametrize(
    "text",
    [
        "- id: pier\n  term: Pier #5\n  definition: A part.\n",  # what was cut off is the editor's to decide
        "- id: pier\n  definition: |\n    One.  \n    Two.\n  # last\n  term: Pier\n",
        "- definition: A part.\n  # about the id\n  id: pier\n  term: Pier\n",  # no place before a hyphen for a comment
        "- id: pier\n  term: Pier\n  definition: A part.\n  unknown: 1\n",
        "- id: pier\n  term: Pier\n  term: Twice\n  definition: A part.\n",
        "- id: [\n",
    ],
)
def test_what_is_not_clear_is_left_alone(site, text) -> None:
    whole = f"{modeline('bridge', 'terms')}\n{text}"
    site.write({"data/bridge/terms.yml": whole})
    found = _files(site.root).get("data/bridge/terms.yml", whole)
    assert says_the_same(SourceFile("", whole), SourceFile("", found), BY_NAME["terms"])
    for line in text.splitlines():
        assert line in found


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2026-6-5", "2026-06-05"), ("2026/06/05", "2026-06-05"), ("5 June 2026", "2026-06-05"),
        ("June 5th, 2026", "2026-06-05"), ("june 2026", "2026-06"), ("2026-6", "2026-06"),
        ("06/04/2026", ""), ("6.4.2026", ""), ("2026-6-31", ""), ("2026/6", ""), ("2026-06-05", ""), ("soon", ""),
        ("5 Juni 2026", ""), ("2026-6/7", ""), ("0 June 2026", ""), ("13.06.2026", "2026-06-13"),
        ("2-5 March 2026", "2026-03-02/2026-03-05"), ("March 2–5, 2026", "2026-03-02/2026-03-05"),
        ("28 Feb – 2 Mar. 2026", "2026-02-28/2026-03-02"), ("March–April 2026", "2026-03/2026-04"),
        ("2026-03-02 to 2026-03-05", "2026-03-02/2026-03-05"), ("2026-03-02–2026-03-05", "2026-03-02/2026-03-05"),
        ("2026–2027", "2026/2027"), ("since 2022", "2022/.."), ("c. 1950", "1950~"), ("about May 2026", "2026-05~"),
        ("spring 2026", "2026-21"), ("the 1990s", "199X"), ("“2026-03-02”,", "2026-03-02"),
        ("winter 2026", ""), ("between May and June 2026", ""), ("5-2 March 2026", ""), ("2026-27", ""),
        ("early June 2026", ""), ("June 5", ""), ("31 Feb 2026", ""), ("xx 2026 to 2027", ""),
    ],
)  # fmt: skip
def test_a_date_is_read_only_where_one_can_be_meant(text, date) -> None:
    assert meant(text) == date
    assert meant(date) == ""


def test_a_pass_that_changes_a_fact_is_undone(site, monkeypatch) -> None:
    """The canary: were a pass wrong, the file would stay as it is."""
    from briefbook.edit import tidy

    def wrong(text, tree, kind, folder):
        if (start := text.find("Pier")) >= 0:
            yield Edit(start, start + 4, "Pear")

    site.write({"data/bridge/terms.yml": f"{modeline('bridge', 'terms')}\n- id: pier\n  term: Pier\n  definition: x\n"})
    monkeypatch.setattr(tidy, "PASSES", (*PASSES, wrong))
    assert "data/bridge/terms.yml" not in _files(site.root)


def _by_another_reader(text: str) -> Any:
    """What PyYAML itself reads, dates and accents in one form; nothing where it refuses the file."""

    def one_form(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: one_form(item) for name, item in value.items()}
        if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
            return one_form(value[0])  # what stands alone in a list's place
        if isinstance(value, list):
            return [one_form(item) for item in value]
        value = meant(value) or applied(value, composed(value))
        return re.sub(r"[ _]", "-", CITED.sub(r"\1", value).casefold())  # a choice, a citation

    try:
        return one_form(yaml.load(text, yaml.BaseLoader))
    except (yaml.YAMLError, TypeError):
        return None


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",), exclude_characters="\r\x85"), max_size=40)
SAMPLES = ["2026-6-5", "2026", "yes", "[a][b]", LONG, "a: b", " #x", "'", '"', "e\u0301", "council", "Confirmed"]
PIECES = st.one_of(WORDS, st.sampled_from([*SAMPLES, "As @gazette-closure says.", "[a][b] said: no"]))
STYLES = st.sampled_from(["{}", "'{}'", '"{}"', ">-\n    {}", "|\n    {}", "[{}]", "{{id: {}}}", "{}  # c"])


@st.composite
def _texts(draw) -> tuple[str, str]:
    kind = draw(st.sampled_from(LISTS))
    lines = kind.example.splitlines()
    for _ in range(draw(st.integers(1, 4))):
        number = draw(st.integers(0, len(lines) - 1))
        name, colon, _ = lines[number].partition(": ")
        lines[number] = f"{name}{colon}{draw(STYLES).format(draw(PIECES))}"
        if draw(st.booleans()):
            lines.insert(number, draw(st.sampled_from(["  # why", "", "   ", "# top"])))
    if draw(st.booleans()):
        lines[1:] = draw(st.permutations(lines[1:]))
    return kind.name, "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n"]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(_texts())
def test_whatever_is_written_keeps_its_meaning_and_settles_at_once(site, drawn) -> None:
    name, text = drawn
    path = f"data/bridge/{name}.yml"
    site.write({path: text})
    once = _files(site.root).get(path)
    if once is None:
        return
    text = mended(SourceFile("", text))[0].text  # what cannot be read says nothing that could be kept
    assert says_the_same(SourceFile("", text), SourceFile("", once), BY_NAME[name])
    assert _by_another_reader(text) == _by_another_reader(once)
    assert {f.code for f in read_yaml(SourceFile("", once))[1]} <= {f.code for f in read_yaml(SourceFile("", text))[1]}
    site.write({path: once})
    assert path not in _files(site.root)


REPAIRED = f"""\
{modeline("bridge", "timeline")}
# Kept.
- id: closure
  date: 2026-03-02
  title: >-
    The end: gone
  text: >-
    [Cracks][crack] found: closed, as [@gazette-closure] says.
  actors: [council]  # who
  type: decision
  certainty: confirmed
  sources: [gazette-closure]
- {{id: crack, date: 2026-03, title: A crack, text: One, type: other, certainty: reported, see: [closure]}}
"""
WITH_SLIPS = f"""\
{modeline("bridge", "timeline")}
# Kept.
- id: closure
  date: 2026-03-02
  title: The end: gone
  text: [Cracks][crack] found: closed, as @gazette-closure says.
  actors: council  # who
  type: Decision
  certainty: Confirmed
  sources: gazette-closure
- {{id: crack, date: 2026-03, title: A crack, text: One, type: OTHER, certainty: "Reported", see: closure}}
"""


def test_what_a_message_repairs_is_repaired(site, monkeypatch) -> None:
    words = "As @gazette-closure says, and [@gazette-closure], and @nobody; a@gazette-closure.\n"
    page = f"---\ntitle: Cafe\u0301\n---\n\n{words}"
    site.write({"data/bridge/timeline.yml": WITH_SLIPS, "docs/bridge/note.md": page})
    monkeypatch.chdir(site.root)
    done = CliRunner().invoke(cli, ["check", "--fix"])
    assert (site.root / "data/bridge/timeline.yml").read_text() == REPAIRED
    said = "As [@gazette-closure] says, and [@gazette-closure], and @nobody; a@gazette-closure.\n"
    assert (site.root / "docs/bridge/note.md").read_text().endswith(f"title: Caf\u00e9\n---\n\n{said}")
    for line in (
        "5: a text with signs that YAML reads as its own is a block",
        "8: @gazette-closure is cited as [@gazette-closure]",
        "9: 'actors' is a list: [council]",
        "11: 'Confirmed' is written confirmed",
    ):
        assert f"fixed: data/bridge/timeline.yml:{line}" in done.stderr
    assert CliRunner().invoke(cli, ["check", "--fix"]).stderr == ""


@pytest.mark.parametrize(
    "line",
    [
        "  title: The end: gone # or a comment?",
        "  place: name: Northford",  # a mapping that lost its lines
        "  title: The end: gone\n      and more",  # a line end would be kept
        "  aliases: The council, the town",
        "  certainty: Sure",
        "  see: [@gazette-closure]",
        "  text: As @nobody says.",
        "  actors:\n    - @council",
    ],
)
def test_what_could_be_meant_in_two_ways_is_left_to_the_editor(site, line) -> None:
    text = f"{modeline('bridge', 'timeline')}\n- id: closure\n{line}\n"
    site.write({"data/bridge/timeline.yml": text})
    assert "data/bridge/timeline.yml" not in _files(site.root)
