"""The command `check`: what it prints, and the four exit codes."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from briefbook.cli import cli

WARNING = {"data/bridge/terms.yml": "- {id: pier, term: Pier, definition: Reports say it stands.}\n"}
ERROR = {"docs/bridge/note.md": "---\ntitle: Note\n---\n\n[x][y]\n", "data/bridge/unknowns.yml": "id: x\n"}


@pytest.fixture
def run(monkeypatch, site):
    monkeypatch.chdir(site.root)

    def command(*arguments: str):
        return CliRunner().invoke(cli, arguments)

    return command


def test_a_clean_site_ends_with_0(run):
    done = run("check")
    assert (done.exit_code, done.output) == (0, "No findings.\n")


def test_a_warning_ends_with_0_and_with_strict_1(run, site):
    site.write(WARNING)
    assert run("check").exit_code == 0
    assert run("check", "--strict").exit_code == 1
    assert run("check").output == run("check", "--strict").output
    assert run("check").output.splitlines()[-1] == "1 warning in 1 file."


def test_an_error_ends_with_1(run, site):
    site.write(ERROR)
    done = run("check")
    assert done.exit_code == 1
    assert done.output.splitlines() == [
        "data/bridge/unknowns.yml:1:1: error[wrong-top-level] unknowns.yml holds a list of records; here is a mapping",
        "    help: begin each record with '- id: ...'",
        "docs/bridge/note.md:5:1: error[unknown-reference] page 'note' names 'y', "
        "and there is no record or page of that id",
        "    help: records are listed in data/bridge/, and pages lie in docs/bridge/",
        "2 errors in 2 files.",
    ]


@pytest.mark.parametrize("files", [{}, WARNING, ERROR])
def test_the_format_never_changes_the_verdict(run, site, files, monkeypatch):
    site.write(files)
    codes = {run("check", "--format", form).exit_code for form in ("text", "json")}
    monkeypatch.setenv("CI", "true")
    monkeypatch.setenv("NO_COLOR", "1")
    assert codes == {run("check").exit_code}
    for strict in ([], ["--strict"]):
        text, data = run("check", *strict), run("check", "--format", "json", *strict)
        assert text.exit_code == data.exit_code


def test_json_and_text_say_the_same(run, site):
    site.write(ERROR)
    rows = json.loads(run("check", "--format", "json").output)
    heads = [
        f"{r['path']}:{r['line']}:{r['column']}: {r['level']}[{r['code']}] {r['message']}" for r in rows["findings"]
    ]
    assert heads == [line for line in run("check").output.splitlines()[:-1] if not line.startswith(" ")]
    assert rows["summary"] == {"errors": 2, "warnings": 0}


@pytest.mark.parametrize(
    ("paths", "code", "seen"),
    [
        (["docs"], 1, "1 error in 1 file."),
        (["docs/bridge/note.md"], 1, "1 error in 1 file."),
        (["docs/index.md"], 0, "No findings."),
        (["."], 1, "2 errors in 2 files."),
        (["docs/../data/bridge"], 1, "1 error in 1 file."),
        (["docs/index.md", "data"], 1, "1 error in 1 file."),
    ],
)
def test_paths_limit_what_is_shown_and_judged(run, site, paths, code, seen):
    site.write(ERROR)
    done = run("check", *paths)
    assert (done.exit_code, done.output.splitlines()[-1]) == (code, seen)


@pytest.mark.parametrize(
    "arguments", [["check", "nowhere"], ["check", "--format", "xml"], ["chek"], ["check", "--loud"]]
)
def test_wrong_usage_ends_with_2(run, arguments):
    assert run(*arguments).exit_code == 2


def test_a_folder_around_the_site_means_all_of_it(run, site, monkeypatch):
    site.write(ERROR)
    monkeypatch.chdir(site.root.parent)
    done = run("check", "--config", f"{site.root.name}/mkdocs.yml", ".")
    assert (done.exit_code, done.output.splitlines()[-1]) == (1, "2 errors in 2 files.")


def test_what_is_no_part_of_the_site_is_no_clean_site(run, site, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    done = run("check", "../elsewhere")
    assert (done.exit_code, "'../elsewhere' is no part of the site" in done.output) == (2, True)


def test_findings_of_the_settings_stand_in_order_with_the_rest(run, site):
    site.write(ERROR | {"mkdocs.yml": "site_name: One\nplugins: [search]\n"})
    assert [line.partition(":")[0] for line in run("check").output.splitlines() if "error[" in line] == [
        "data/bridge/unknowns.yml",
        "docs/bridge/note.md",
        "mkdocs.yml",
    ]


def test_without_settings_there_is_one_finding(run, site):
    site.write({"mkdocs.yml": None})
    done = run("check")
    assert done.exit_code == 1
    assert done.output.splitlines()[0] == "mkdocs.yml:1:1: error[no-config] there is no mkdocs.yml here"


def test_the_place_from_which_it_is_run_changes_nothing(run, site, tmp_path, monkeypatch):
    site.write(ERROR)
    here = run("check").output
    monkeypatch.chdir(tmp_path)
    assert run("check", "--config", str(site.root / "mkdocs.yml")).output == here


def test_a_path_with_spaces_and_other_letters(tmp_path, site_at, site, monkeypatch):
    folder = tmp_path / "Ein Ordner – папка"
    site.root.rename(folder)
    site_at(folder).write(ERROR)
    monkeypatch.chdir(folder)
    done = CliRunner().invoke(cli, ["check"])
    assert done.exit_code == 1
    assert done.output.startswith("data/bridge/unknowns.yml:1:1: ")


def test_explain_says_what_a_code_means(run):
    done = run("explain", "cut-off-text")
    assert done.exit_code == 0
    assert done.output.startswith("cut-off-text (error): A text is cut off by ' #'.\n\n")
    assert "\n    title: 'Issue #5 on the agenda'\n" in done.output
    assert "Did you mean 'bad-date'?" in run("explain", "bad-dat").output
    assert run("explain", "bad-dat").exit_code == 2


def test_a_mistake_of_ours_ends_with_3_and_without_a_traceback(site):
    script = (
        "import briefbook.check, briefbook.cli, sys\n"
        "def broken(loaded): raise RuntimeError('secret detail')\n"
        "briefbook.check.check = broken\n"
        "sys.argv = ['briefbook', 'check']\n"
        "briefbook.cli.main()\n"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=site.root, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("This is a mistake in briefbook, not in your files: RuntimeError.")
    assert "Traceback" not in done.stderr
    assert "secret detail" not in done.stderr
