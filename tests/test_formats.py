"""Findings for programs: annotations of GitHub and SARIF, with nothing in a file able to speak to either."""

import json
import re
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from jsonschema import Draft4Validator

from briefbook.cli import cli
from briefbook.findings import FORMATS, Finding, Position
from briefbook.findings.github import as_github, as_summary

SCHEMA = json.loads((Path(__file__).parent / "data/sarif-2.1.0.json").read_text(encoding="utf-8"))
ANNOTATION = re.compile(r"::(error|warning) file=([^,:]+),line=(\d+),col=(\d+),title=([a-z-]+)::(.*)")
NASTY = "x\r\n::error file=a::y \x1b[31m##[error]z %0A\u202e\n::stop-commands::s"


def _finding(path: str, line: int = 1, code: str = "bad-date", message: str = "m", help_line: str = "h") -> Finding:
    return Finding(Position(path, line, 2), code, message, help_line, "r")


def _many() -> list[Finding]:
    errors = [_finding(f"data/b/{n:02}.yml", message=f"error {n}") for n in range(15)]
    return [*errors, *(_finding(f"data/b/{n:02}.yml", 9, "source-gap", f"warning {n}") for n in range(12))]


def _shown(text: str) -> list[tuple[str, ...]]:
    return [match.groups() for line in text.splitlines() if (match := ANNOTATION.fullmatch(line))]


def test_at_most_ten_of_a_level_are_annotations_and_the_rest_is_text() -> None:
    text = as_github(_many())
    levels = [level for level, *_ in _shown(text)]
    assert (levels.count("error"), levels.count("warning")) == (10, 10)
    assert "data/b/14.yml:1:2: error[bad-date] error 14\n    help: h\n" in text
    assert text.endswith("15 errors and 12 warnings in 15 files.\n")
    assert sum(f"error {n}" in text for n in range(15)) == 15


def test_changed_files_come_first() -> None:
    paths = [path for _, path, *_ in _shown(as_github(_many(), {"data/b/13.yml", "data/b/11.yml"}))]
    assert paths[:3] == ["data/b/11.yml", "data/b/13.yml", "data/b/00.yml"]
    assert paths[10:12] == ["data/b/11.yml", "data/b/00.yml"]


def test_nothing_in_a_file_speaks_to_the_runner() -> None:
    text = as_github([_finding(f"data/{NASTY}.yml", message=NASTY, help_line=NASTY)])
    commands = [line for line in text.splitlines() if line.lstrip().startswith("::") or "##[" in line]
    assert len(commands) == 1
    assert ANNOTATION.fullmatch(commands[0])
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202e]", text)
    assert commands[0].count("::") == 2 + len(re.findall("::", commands[0].split("::", 2)[2]))
    assert "::" not in commands[0].split("::", 2)[1]


def test_the_fence_of_a_summary_cannot_be_closed_from_inside() -> None:
    summary = as_summary([_finding("a.yml", message="````\n<img src=x>\n```")])
    fence = next(line for line in summary.splitlines() if line.startswith("`"))
    assert fence == "`````text"
    assert [line for line in summary.splitlines() if line.startswith("````")] == ["`````text", "`````"]


def test_a_summary_is_never_larger_than_the_host_takes() -> None:
    summary = as_summary([_finding("a.yml", n, message="ü" * 900) for n in range(1000)])
    assert len(summary.encode()) < 1_000_000
    assert "… the rest is in the log." in summary


@pytest.mark.parametrize("findings", [[], _many(), [_finding(f"d/{NASTY} ü.yml", message=NASTY)]])
def test_sarif_is_valid_and_says_what_the_text_says(findings) -> None:
    text = FORMATS["sarif"](findings)
    log = json.loads(text)
    Draft4Validator(SCHEMA).validate(log)
    [run] = log["runs"]
    said = [
        (unquote(place["artifactLocation"]["uri"]), place["region"]["startLine"], place["region"]["startColumn"])
        for result in run["results"]
        for place in [result["locations"][0]["physicalLocation"]]
    ]
    assert said == [(f.position.path, f.position.line, f.position.column) for f in findings]
    assert [run["tool"]["driver"]["rules"][r["ruleIndex"]]["id"] for r in run["results"]] == [f.code for f in findings]
    assert text == FORMATS["sarif"](findings)
    assert text.isascii()


def test_a_path_that_is_no_utf8_stays_a_path() -> None:
    place = json.loads(FORMATS["sarif"]([_finding("data/\udcff.yml")]))["runs"][0]["results"][0]["locations"][0]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "data/%FF.yml"


def test_half_a_pair_of_characters_ends_no_run() -> None:
    place = json.loads(FORMATS["sarif"]([_finding("\ud800.yml")]))["runs"][0]["results"][0]["locations"][0]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "%ED%A0%80.yml"


def test_a_moved_finding_keeps_its_fingerprint_and_another_has_its_own() -> None:
    found = [_finding("a.yml", 1), _finding("a.yml", 7), _finding("a.yml", 1, message="n")]
    results = json.loads(FORMATS["sarif"](found))["runs"][0]["results"]
    first, moved, other = (result["partialFingerprints"]["briefbook/v1"] for result in results)
    assert first == moved != other


def test_the_schema_refuses_what_is_no_sarif() -> None:
    log = json.loads(FORMATS["sarif"](_many()))
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert list(Draft4Validator(SCHEMA).iter_errors(log))


ERROR = {"data/bridge/unknowns.yml": "id: x\n", "docs/bridge/note.md": "---\ntitle: Note\n---\n\n𠀀 [x][y]\n"}


@pytest.fixture
def run(monkeypatch, site):
    monkeypatch.chdir(site.root)
    for name in ("GITHUB_BASE_REF", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)
    return lambda *arguments: CliRunner().invoke(cli, arguments)


def test_columns_are_the_same_in_every_format(run, site) -> None:
    site.write(ERROR)
    places = {("data/bridge/unknowns.yml", 1, 1), ("docs/bridge/note.md", 5, 3)}
    rows = json.loads(run("check", "--format", "json").output)["findings"]
    assert {(row["path"], row["line"], row["column"]) for row in rows if row["level"] == "error"} == places
    shown = _shown(run("check", "--format", "github").output)
    assert {(path, int(line), int(column)) for level, path, line, column, *_ in shown if level == "error"} == places


def test_the_summary_has_everything(run, site, monkeypatch, tmp_path) -> None:
    site.write(ERROR)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    assert run("check", "--format", "github").exit_code == 1
    summary = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert run("check").output.splitlines()[0] in summary.splitlines()
    assert run("check").exit_code == 1
    assert (tmp_path / "summary.md").read_text(encoding="utf-8") == summary


def test_git_says_what_was_changed(run, site, monkeypatch) -> None:
    def git(*arguments: str) -> None:
        who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *who, *arguments], cwd=site.root, check=True, capture_output=True)

    site.write({"data/bridge/unknowns.yml": ERROR["data/bridge/unknowns.yml"]})
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "base")
    git("update-ref", "refs/remotes/origin/main", "HEAD")
    site.write(ERROR)
    git("add", ".")
    git("commit", "-qm", "change")
    first = next(path for _, path, *_ in _shown(run("check", "--format", "github").output))
    assert first == "data/bridge/unknowns.yml"
    monkeypatch.setenv("GITHUB_BASE_REF", "main")
    assert _shown(run("check", "--format", "github").output)[0][1] == "docs/bridge/note.md"
    monkeypatch.setenv("GITHUB_BASE_REF", "--output=x")
    assert _shown(run("check", "--format", "github").output)[0][1] == first
    assert not (site.root / "x").exists()
    said = run("check", "--format", "github", "--changed", "docs/bridge/note.md").output
    assert _shown(said)[0][1] == "docs/bridge/note.md"


def _uris(run) -> set[str]:
    log = json.loads(run("check", "--format", "sarif").output)
    places = [result["locations"][0]["physicalLocation"] for result in log["runs"][0]["results"]]
    return {place["artifactLocation"]["uri"] for place in places}


@pytest.mark.parametrize(
    ("made", "workspace", "top"),
    [
        ("..", "", "site/"),  # git knows the top
        ("..", ".", "site/"),  # and is asked before the service, which may have checked out elsewhere
        ("", "..", "site/"),  # no git here: the service knows it
        (".", "..", ""),  # the site is the repository
        ("", "", ""),  # nobody knows
        ("", "../elsewhere", ""),  # what the service calls its workspace holds another site
    ],
)
def test_a_host_gets_paths_from_the_top_of_the_repository(run, site, monkeypatch, made, workspace, top) -> None:
    site.write(ERROR)
    if made:
        (site.root / made / ".git").mkdir()
    if workspace:
        monkeypatch.setenv("GITHUB_WORKSPACE", str(site.root / workspace))
    names = {f"{top}data/bridge/unknowns.yml", f"{top}docs/bridge/note.md"}
    assert names <= {path for _, path, *_ in _shown(run("check", "--format", "github").output)}
    assert names <= _uris(run)
    assert "\ndata/bridge/unknowns.yml:1:1: error" in f"\n{run('check').output}"


def test_a_site_in_a_folder_of_a_repository_is_told_what_was_changed(run, site, monkeypatch) -> None:
    site.write(ERROR)
    (site.root / "../.git").mkdir()
    said = run("check", "--format", "github", "--changed", "site/docs/bridge/note.md").output
    assert _shown(said)[0][1] == "site/docs/bridge/note.md"


@pytest.mark.parametrize(
    ("arguments", "nearest"),
    [(["chek"], "'check'"), (["check", "--stric"], "'--strict'"), (["check", "--format", "jason"], "'json'")],
)
def test_a_mistyped_word_ends_with_2_and_the_nearest_one(run, arguments, nearest) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert nearest in done.output
