"""Two people change one data file: records are merged, quarrels are left to people, and lines alone would not do."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefbook.cli import cli
from briefbook.edit.merge import merged
from briefbook.kinds import BY_NAME
from briefbook.load.text import SourceFile
from briefbook.load.tree import plain
from briefbook.load.yaml import read_yaml
from briefbook.start.doctor import _driver
from tests.test_add import _flags

ROOT = Path(__file__).parents[1]
FIRST = "- id: a\n  term: A\n"
BASE = f"# Kept.\n{FIRST}# about b\n- id: b\n  term: B\n"
SAME = "  type: statement\n  certainty: confirmed\n  actors: [x]\n  status: draft\n"


def _added(name: str) -> str:
    return f"- id: {name}\n  title: {name.title()}\n{SAME}  sources: [{name}]\n"


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (BASE + _added("one"), BASE + _added("two"), BASE + _added("two") + _added("one")),
        (BASE, BASE + _added("two"), BASE + _added("two")),
        (BASE.replace("A\n", "C\n"), BASE.replace("B\n", "D\n"), BASE.replace("A\n", "C\n").replace("B\n", "D\n")),
        (BASE.replace(FIRST, ""), BASE + _added("two"), BASE.replace(FIRST, "") + _added("two")),
        (BASE.replace("Kept", "Kept here"), BASE + _added("two"), BASE.replace("Kept", "Kept here") + _added("two")),
        (BASE + "# end\n", _added("two") + BASE, _added("two") + BASE + "# end\n"),
        (BASE.replace("term: A", "term: C"), BASE.replace("term: A", "term: D"), None),
        (BASE.replace("term: A", "term: C"), BASE.replace(FIRST, ""), None),
        (BASE + _added("one"), BASE + _added("one") + "  see: [a]\n", None),
        (BASE, "title: x\n", None),
        (BASE, "- id: [\n", None),
    ],
)  # fmt: skip
def test_records_are_merged(ours, theirs, expected) -> None:
    assert merged(BASE, ours, theirs) == expected


A, B, C, D = (f"- id: {name}\n" for name in "abcd")


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (A + B + C + D, C + A + B, C + D + A + B),
        (C + A + B, A + B + C + D, C + D + A + B),
        (B + A + C, B + A + C + D, B + A + C + D),
        (B + A + C, C + A + B, None),
        (B + A + C, A + B, B + A),
        (A + C, C + B + A, C + A),
    ],
)
def test_records_that_one_side_moved_stay_moved(ours, theirs, expected) -> None:
    assert merged(A + B + C, ours, theirs) == expected


def test_an_empty_list_on_both_sides() -> None:
    assert merged("[]\n", _added("one"), _added("two")) == _added("two") + _added("one")
    assert (
        merged("# none yet\n[]\n", "# none yet\n[]\n", f"# none yet\n{_added('two')}") == f"# none yet\n{_added('two')}"
    )


def _git(root: Path, *arguments: str, fails: bool = False) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    done = subprocess.run(["git", *who, *arguments], cwd=root, capture_output=True, text=True, check=False)
    assert bool(done.returncode) == fails, done.stdout + done.stderr


@pytest.fixture
def repository(tmp_path) -> Path:
    """A repository with our attributes, in which two branches have each added a record to the same file."""
    data = tmp_path / "data/bridge/terms.yml"
    data.parent.mkdir(parents=True)
    _git(tmp_path, "init", "-q")
    (tmp_path / ".gitattributes").write_text((ROOT / ".gitattributes").read_text())
    data.write_text(BASE)
    _git(tmp_path, "add", ".")
    _git(tmp_path, "commit", "-qm", "base")
    for name in ("one", "two"):
        _git(tmp_path, "checkout", "-qb", name, "main")
        data.write_text(BASE + _added(name))
        _git(tmp_path, "commit", "-qam", name)
    return tmp_path


def _ids(root: Path) -> list[str]:
    tree, findings = read_yaml(SourceFile("", (root / "data/bridge/terms.yml").read_text()))
    assert findings == []
    return [record["id"] for record in plain(tree)]


def test_git_merges_two_additions_when_told_how(repository) -> None:
    driver = f"{sys.executable} -m briefbook merge %O %A %B"
    _git(repository, "config", "merge.briefbook.driver", driver)
    _git(repository, "merge", "-q", "-m", "both", "one")
    assert _ids(repository) == ["a", "b", "one", "two"]


def test_what_doctor_says_holds_in_a_folder_with_a_space(repository, monkeypatch) -> None:
    command = repository / "a b" / "briefbook"
    command.parent.mkdir()
    command.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m briefbook \"$@\"\n")
    command.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(command.with_name("python")))
    told = _driver(repository)
    subprocess.run(told.help, shell=True, cwd=repository, check=True)
    _git(repository, "merge", "-q", "-m", "both", "one")
    assert _ids(repository) == ["a", "b", "one", "two"]


def test_a_quarrel_is_left_to_people(repository) -> None:
    _git(repository, "config", "merge.briefbook.driver", f"{sys.executable} -m briefbook merge %O %A %B")
    path = repository / "data/bridge/terms.yml"
    for name in ("one", "two"):
        _git(repository, "checkout", "-q", name)
        path.write_text(path.read_text().replace("term: B", f"term: {name}"))
        _git(repository, "commit", "-qam", "again")
    _git(repository, "merge", "-q", "-m", "both", "one", fails=True)
    assert "<<<<<<<" in path.read_text()


def test_without_being_told_git_asks_and_loses_nothing(repository) -> None:
    _git(repository, "merge", "-q", "-m", "both", "one", fails=True)
    text = (repository / "data/bridge/terms.yml").read_text()
    assert "<<<<<<<" in text
    kept = "".join(line for line in text.splitlines(True) if not line.startswith(("<<<<<<<", "=======", ">>>>>>>")))
    assert "- id: one\n" in kept
    assert "- id: two\n" in kept


def test_a_merge_of_lines_would_mix_the_records(repository) -> None:
    """Why the attributes do not say 'union': the fields of one record end up under the other."""
    (repository / ".git/info/attributes").write_text("data/*/*.yml merge=union\n")
    _git(repository, "merge", "-q", "-m", "both", "one")
    text = (repository / "data/bridge/terms.yml").read_text()
    assert text.count(SAME) == 1
    assert "duplicate-key" in {finding.code for finding in read_yaml(SourceFile("", text))[1]}


@pytest.mark.parametrize("kind", ["timeline", "sources", "unknowns"])
def test_two_editors_add_by_command_and_merge(full_site, monkeypatch, kind) -> None:
    """As CONTRIBUTING has it, the lists of ids that both bring up to date included."""
    root = full_site.root
    monkeypatch.chdir(root)
    (root / ".gitattributes").write_text((ROOT / ".gitattributes").read_text())
    assert CliRunner().invoke(cli, ["generate"]).exit_code == 0
    for words in (
        ["init", "-q"],
        ["config", "merge.briefbook.driver", f"{sys.executable} -m briefbook merge %O %A %B"],
    ):
        _git(root, *words)
    _git(root, "add", ".")
    _git(root, "commit", "-qm", "base")
    [record, *_] = plain(read_yaml(SourceFile("", BY_NAME[kind].example))[0])
    for name in ("one", "two"):
        _git(root, "checkout", "-qb", name, "main")
        given = record | {"id": name} | ({"url": f"https://{name}.example/"} if "url" in record else {})
        done = CliRunner().invoke(cli, ["add", BY_NAME[kind].singular, "bridge", *_flags(given)])
        assert done.exit_code == 0, done.output
        _git(root, "commit", "-qam", name)
    _git(root, "merge", "-q", "-m", "both", "one")
    assert [entry["id"] for entry in plain(read_yaml(SourceFile("", _text(root, kind)))[0])][1:] == ["one", "two"]
    assert CliRunner().invoke(cli, ["check"]).output == "No findings.\n"
    offers = json.loads((root / "data/schema/bridge/records.json").read_text())["ids"][kind]["anyOf"]
    assert {"one", "two"} <= {offer.get("const") for offer in offers}


def _text(root: Path, kind: str) -> str:
    return (root / f"data/bridge/{kind}.yml").read_text(encoding="utf-8")
