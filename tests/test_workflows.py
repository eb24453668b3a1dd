"""The workflows: nothing that a contribution could use, and a comment that is posted only where it may be."""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefbook.review.comment import comment
from briefbook.review.report import escaped
from tests.test_review import PREVIEW, of, sides

__all__ = ["sides"]  # a fixture
pytestmark = pytest.mark.slow  # two dozen processes

ROOT = Path(__file__).parents[1]
OURS = ROOT / ".github/workflows"
THEIRS = ROOT / "src/briefbook/start/files/dot-github/workflows"
FILES = [*sorted(OURS.glob("*.yml")), *sorted(THEIRS.glob("*.yml"))]
HEAD = "a" * 40
ENVIRONMENT = {"REPOSITORY": "us/site", "SERVER": "https://host.example", "RUN": "7", "HEAD": HEAD, "FROM": "them/site"}

# Stands for the host: answers from `host.json`, and notes what it is told to write.
GH = f"""#!{sys.executable}
import json, pathlib, sys
here = pathlib.Path(__file__).parent
words = [word for word in sys.argv[2:] if word != "--paginate"]
host = json.loads((here / "host.json").read_text())
if words[0] == "--method":
    (here / "posted.json").write_text(json.dumps([*words[1:3], json.load(sys.stdin)["body"]]))
elif words[0].endswith("/zip"):
    sys.stdout.buffer.write((here / "review.zip").read_bytes())
else:
    for row in host[words[0].partition("?")[0].rpartition("/")[2]]:
        print(json.dumps(row))
"""


def zizmor(*paths: Path) -> subprocess.CompletedProcess:
    tool = Path(sys.executable).with_name("zizmor")
    words = [tool, "--offline", "--quiet", "--persona", "pedantic", *paths]
    return subprocess.run(words, capture_output=True, text=True, check=False)


def test_the_workflows_have_no_known_weakness() -> None:
    done = zizmor(*FILES)
    assert (done.returncode, len(FILES)) == (0, 9), done.stdout


def test_a_weak_workflow_is_noticed(tmp_path) -> None:
    """The canary."""
    weak = (OURS / "check.yml").read_text().replace("pull_request:", "pull_request_target:")
    path = tmp_path / ".github/workflows/weak.yml"
    path.parent.mkdir(parents=True)
    path.write_text(re.sub(r"@[0-9a-f]{40} # v6\.0\.2", "@v6", weak))
    done = zizmor(path)
    assert done.returncode != 0
    assert "unpinned-uses" in done.stdout + done.stderr


@pytest.mark.parametrize("path", [OURS / "check.yml", THEIRS / "check.yml"], ids=["ours", "theirs"])
def test_findings_stand_at_their_lines_those_of_changed_files_first(path) -> None:
    """For which git has to know what the pull request is against."""
    steps = yaml.safe_load(path.read_text())["jobs"]["check"]["steps"]
    assert any(step.get("run", "").endswith("briefbook check --format github") for step in steps)
    assert steps[0]["with"]["fetch-depth"] == 0


def test_what_may_write_runs_nobody_elses_code() -> None:
    text = (OURS / "comment.yml").read_text()
    flow = yaml.safe_load(text)
    assert "uses:" not in text
    assert flow["permissions"] == {}
    assert flow["jobs"]["comment"]["permissions"] == {"actions": "read", "pull-requests": "write"}
    [step] = flow["jobs"]["comment"]["steps"]
    assert "${{" not in step["run"]
    assert text == (THEIRS / "comment.yml").read_text()


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parents[1].name}/{path.name}")
def test_what_runs_code_may_only_read(path) -> None:
    flow = yaml.safe_load(path.read_text())
    pins = re.findall(r"uses: (\S+)", path.read_text())
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", pin) for pin in pins)
    if path.name == "check.yml":
        assert flow["permissions"] == {"contents": "read"}
        assert pins
        assert not any("permissions" in job for job in flow["jobs"].values())


@pytest.mark.parametrize("path", [OURS / "check.yml", THEIRS / "check.yml"], ids=["ours", "theirs"])
def test_the_review_is_left_where_the_comment_finds_it(path) -> None:
    from click import Context

    from briefbook.cli import cli

    steps = yaml.safe_load(path.read_text())["jobs"]["review"]["steps"]
    commands = [
        step["run"].split("briefbook ")[1].split() for step in steps if "briefbook review" in step.get("run", "")
    ]
    words = cli.commands["review"].make_context("review", commands[0][1:], parent=Context(cli)).params
    assert (words["old"], words["new"]) == ("HEAD^1", "HEAD")
    assert {Path(words["markdown"]).name, Path(words["html"]).name} == {"comment.md", "review.html"}
    uploads = {step["with"]["name"]: step["with"]["path"] for step in steps if "upload" in step.get("uses", "")}
    assert uploads == {"review": "review", "preview": "site"}


class Host:
    """A code host with one pull request and a review of it, in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "gh").write_text(GH)
        (folder / "gh").chmod(0o755)
        self.answers = {
            "artifacts": [{"id": 5, "name": "review", "expired": False, "size": 900}],
            "pulls": [
                {"number": 3, "sha": "b" * 40, "from": "us/site"},
                {"number": 4, "sha": HEAD, "from": "them/site"},
            ],
            "files": [["data/bridge/terms.yml", None], ["docs/bridge/traffic.md", "docs/bridge/ferries.md"]],
            "comments": [{"id": 1, "body": "<!-- briefbook review -->", "by": "them"}],
        }
        self.files = {"comment.md": b"## What this changes\n\nNothing.\n", "review.html": b"<p>"}

    def run(self) -> tuple[str, list[str] | None]:
        """What the step says, and what it posted."""
        (self.folder / "host.json").write_text(json.dumps(self.answers))
        if self.files:
            with zipfile.ZipFile(self.folder / "review.zip", "w", zipfile.ZIP_DEFLATED) as archive:
                for name, content in self.files.items():
                    archive.writestr(name, content)
        script = yaml.safe_load((OURS / "comment.yml").read_text())["jobs"]["comment"]["steps"][0]["run"]
        environment = os.environ | ENVIRONMENT | {"PATH": f"{self.folder}:{os.environ['PATH']}"}
        done = subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
        )
        posted = self.folder / "posted.json"
        return done.stdout.strip(), json.loads(posted.read_text()) if posted.exists() else None


@pytest.fixture
def host(tmp_path: Path) -> Host:
    """The host, as it is when all is well."""
    (tmp_path / "host").mkdir()
    return Host(tmp_path / "host")


def test_a_review_is_posted_once_and_then_changed(host) -> None:
    said, posted = host.run()
    assert said == "Posted to #4."
    assert posted[:2] == ["POST", "repos/us/site/issues/4/comments"]
    assert posted[2].startswith("## What this changes\n\nNothing.\n")
    assert "[this run](<https://host.example/us/site/actions/runs/7>), which was of aaaaaaaaaaaa.\n" in posted[2]
    assert "Files changed" not in posted[2]
    host.answers["comments"].append({"id": 9, "body": posted[2], "by": "github-actions[bot]"})
    assert host.run()[1][:2] == ["PATCH", "repos/us/site/issues/comments/9"]


def test_our_own_review_passes(host, sides) -> None:
    text = comment(of(*sides, preview=""))
    host.files["comment.md"] = text.encode()
    assert host.run()[1][2].startswith(text)
    host.files["comment.md"] = comment(of(*sides, preview=PREVIEW)).encode()
    assert host.run()[0] == "Not posted: the text calls somebody or links to something."


def fault(text: str) -> str:
    """What the step says against a text, by its own function."""
    script = yaml.safe_load((OURS / "comment.yml").read_text())["jobs"]["comment"]["steps"][0]["run"]
    own = re.search(r"^def fault.*?(?=^\S)", script, re.MULTILINE | re.DOTALL)
    names: dict = {"re": re}
    exec(own[0], names)
    return names["fault"](text)


_NASTY = st.lists(
    st.sampled_from(["@", "#", "1", "GH-", "www", ".", "http:", "ftp:", "/", "<", ">", "!", "[", "]", "(", "\\", "`"])
    | st.characters(),
    max_size=12,
)


@given(_NASTY)
@settings(max_examples=300)
def test_no_words_of_a_contribution_keep_its_review_from_being_posted(words) -> None:
    """What our own report writes passes; else a contribution could choose to have none."""
    assert fault(f"{GOOD}- {escaped(''.join(words))}\n") == ""


GOOD = "## What this changes\n\n"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Hello", "the text is no review"),
        (f"{GOOD}\x1b[31m", "the text holds what cannot be seen"),
        (f"{GOOD}\u202eabc", "the text holds what cannot be seen"),
        (f"{GOOD}\\@mayor", "the text calls somebody or links to something"),
        (f"{GOOD}see #12", "the text calls somebody or links to something"),
        (f"{GOOD}https://evil.example", "the text calls somebody or links to something"),
        (f"{GOOD}ftp://evil.example", "the text calls somebody or links to something"),
        (f"{GOOD}[x](y)", "the text holds markup"),
        (f"{GOOD}![x](y)", "the text holds markup"),
        (f"{GOOD}\\\\<img src=x>", "the text holds markup"),
        (f"{GOOD}`\\` <b>", "the text holds markup"),
        (f"{GOOD}{'a' * 65_000}", "the text is too long"),
    ],
)
def test_a_text_that_is_no_review_of_ours_is_refused(host, text, why) -> None:
    host.files["comment.md"] = text.encode()
    assert host.run() == (f"Not posted: {why}.", None)


def test_what_may_have_had_a_hand_in_its_own_review_is_counted(host) -> None:
    """The text was made by the code of the pull request; who reads it should know when that is not the site's own."""
    host.answers["files"] += [[".github/workflows/check.yml", None], ["data/bridge/x.md", "requirements.txt"]]
    assert "**Files changed outside `data/` and `docs/`: 2. They may have a hand in" in host.run()[1][2]


def test_a_review_that_is_refused_leaves_no_older_one_standing(host) -> None:
    host.answers["comments"].append({"id": 9, "body": "x <!-- briefbook review -->", "by": "github-actions[bot]"})
    host.files["comment.md"] = b"No claim lost a source."
    said, posted = host.run()
    assert said == "Not posted: the text is no review."
    assert posted[:2] == ["PATCH", "repos/us/site/issues/comments/9"]
    assert posted[2].startswith("## What this changes\n\nThere is no review of aaaaaaaaaaaa; [this run](<https://")
    assert "No claim" not in posted[2]


@pytest.mark.parametrize(
    ("what", "rows", "why"),
    [
        ("pulls", [{"number": 4, "sha": "c" * 40, "from": "them/site"}], "no open pull request stands at what was"),
        ("pulls", [{"number": 4, "sha": HEAD, "from": "else/site"}], "no open pull request stands at what was"),
        ("pulls", [{"number": n, "sha": HEAD, "from": "them/site"} for n in (4, 5)], "no open pull request stands at"),
        ("artifacts", [], "there is no review, or not one of a sensible size"),
        ("artifacts", [{"id": 5, "name": "review", "expired": True, "size": 9}], "there is no review"),
        ("artifacts", [{"id": 5, "name": "review", "expired": False, "size": 10**9}], "there is no review"),
    ],
)
def test_what_is_stale_or_in_doubt_is_refused(host, what, rows, why) -> None:
    host.answers[what] = rows
    said, posted = host.run()
    assert (why in said, posted) == (True, None)


def test_an_artifact_of_another_shape_is_refused(host) -> None:
    host.files["../../evil"] = b"x"
    assert host.run() == ("Not posted: the artifact holds other files than a review.", None)
    host.files = {"comment.md": b"\xff\xfe", "review.html": b""}
    assert host.run() == ("Not posted: the artifact cannot be read.", None)
    host.files = {}
    (host.folder / "review.zip").write_bytes(b"no zip")
    assert host.run() == ("Not posted: the artifact cannot be read.", None)


GIT = ("git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")


def git(folder: Path, *words: str) -> str:
    done = subprocess.run([*GIT, *words], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def merged(full_site, tmp_path) -> Path:
    """A clone of a repository on whose main an event was merged that the lists of ids do not have yet."""
    git(tmp_path, "init", "--quiet", "--bare", "host")
    root = full_site.root
    full_site.write({"data/schema/bridge/records.json": "{}\n"})
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "An event"], ["remote", "add", "origin", "../host"]):
        git(root, *words)
    git(root, "push", "-q", "origin", "main")
    return root


def renewed(root: Path) -> str:
    """Run the steps of the workflow that come after the installation; what they say."""
    said = ""
    for path in (THEIRS / "lists.yml", OURS / "lists.yml"):
        generate, commit = (step["run"] for step in yaml.safe_load(path.read_text())["jobs"]["lists"]["steps"][-2:])
        assert generate.removeprefix(".venv/bin/") == "briefbook generate"
        said = commit
    for words in ([sys.executable, "-m", "briefbook", "generate"], ["bash", "-e", "-c", said]):
        done = subprocess.run(words, cwd=root, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_lists_are_renewed_on_main(merged, tmp_path) -> None:
    host = tmp_path / "host"
    renewed(merged)
    assert '"const": "closure"' in git(host, "show", "main:data/schema/bridge/records.json")
    changed = git(host, "show", "--name-only", "--format=", "main").split()
    assert {name.rpartition("/")[0] for name in changed} <= {"data/schema", "data/schema/bridge"}
    assert renewed(merged) == "Nothing new.\n"


def test_where_main_is_protected_the_lists_wait_on_a_branch(merged, tmp_path) -> None:
    hook = tmp_path / "host/hooks/update"
    hook.write_text('#!/bin/sh\ntest "$1" != refs/heads/main\n')
    hook.chmod(0o755)
    renewed(merged)
    assert git(tmp_path / "host", "show", "main:data/schema/bridge/records.json") == "{}\n"
    assert '"const": "closure"' in git(tmp_path / "host", "show", "lists:data/schema/bridge/records.json")


def test_a_list_that_lags_stops_nobody(merged) -> None:
    check = [sys.executable, "-m", "briefbook", "check"]
    before = subprocess.run(check, cwd=merged, capture_output=True, text=True, check=False)
    assert (before.returncode, "schema" in before.stdout) == (0, False)
    (merged / "data/schema/bridge/records.json").unlink()
    assert subprocess.run(check, cwd=merged, capture_output=True, text=True, check=False).stdout == before.stdout
