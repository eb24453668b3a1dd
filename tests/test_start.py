"""Beginning: a whole site that is green at once, another briefing, and what an installation lacks."""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from briefbook.cli import cli
from briefbook.edit import upgrade
from briefbook.edit.tidy import tidied
from briefbook.load import load_site, read_settings
from briefbook.model.kind import modeline
from tests.commands.collect import commands

ROOT = Path(__file__).parents[1]
FILES = ROOT / "src/briefbook/start/files"


def run(*arguments: str):
    return CliRunner().invoke(cli, arguments)


def _all(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def begun(tmp_path, monkeypatch) -> Path:
    """A new site, and we stand in it."""
    done = run("init", str(tmp_path / "site"))
    assert done.exit_code == 0, done.output
    monkeypatch.chdir(tmp_path / "site")
    return tmp_path / "site"


def test_a_new_site_is_clean_and_in_its_form(begun) -> None:
    assert run("check", "--strict").output == "No findings.\n"
    settings, _ = read_settings(begun / "mkdocs.yml")
    assert list(tidied(load_site(settings))) == []
    assert run("upgrade").output == "The data has format 1, which is the current one. There is nothing to do.\n"


def test_a_new_site_has_what_a_first_briefing_needs(begun) -> None:
    counts = {path.stem: path.read_text().count("\n- id: ") for path in begun.glob("data/bridge/*.yml")}
    assert (counts["key_points"], counts["timeline"], counts["dilemmas"], counts["sources"]) == (2, 3, 1, 3)
    assert len(list(begun.glob("docs/bridge/analysis/*.md"))) == 1
    for name in (
        ".gitignore",
        ".gitattributes",
        ".editorconfig",
        ".vscode/settings.json",
        ".github/workflows/check.yml",
        ".github/workflows/comment.yml",
        ".github/workflows/lists.yml",
        ".github/workflows/publish.yml",
        ".github/CODEOWNERS",
    ):
        assert (begun / name).is_file()
    for name in ("ISSUE_TEMPLATE/wrong.yml", "ISSUE_TEMPLATE/happened.yml", "PULL_REQUEST_TEMPLATE/event.md"):
        assert (begun / ".github" / name).read_bytes() == (ROOT / ".github" / name).read_bytes()
    for folder in (begun, ROOT):  # the form that each pull request begins with names those there are
        first = (folder / ".github/pull_request_template.md").read_text().partition("-->")[0]
        named = set(re.findall(r"\w+\.md", first))
        assert named == {path.name for path in (folder / ".github/PULL_REQUEST_TEMPLATE").iterdir()}
    for path in begun.glob("data/bridge/*.yml"):
        assert path.read_text().splitlines()[0] == modeline("bridge", path.stem)


def test_a_second_init_adds_what_is_missing_and_overwrites_nothing(begun) -> None:
    before = _all(begun)
    (begun / "mkdocs.yml").write_text("site_name: Mine\nplugins: [briefbook]\n")
    (begun / ".gitignore").unlink()
    shutil.rmtree(begun / "docs/bridge")
    done = run("init", ".")
    assert done.exit_code == 0
    assert "kept: mkdocs.yml" in done.output
    after = _all(begun)
    assert after.pop("mkdocs.yml") == b"site_name: Mine\nplugins: [briefbook]\n"
    changed = {"mkdocs.yml", "docs/bridge/analysis/two-budgets.md", "data/schema/bridge/records.json"}
    assert after | dict.fromkeys(changed, b"") == before | dict.fromkeys(changed, b"")
    assert not (begun / "docs/bridge").exists()


def test_init_never_writes_outside_of_its_folder(tmp_path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site/data").symlink_to(tmp_path / "elsewhere")
    done = run("init", str(tmp_path / "site"))
    assert done.exit_code == 1
    assert "a link leads out of the folder" in done.output
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_new_briefing_is_clean(begun) -> None:
    done = run("new", "ferry", "--title", "The ferry: a question")
    assert done.exit_code == 0, done.output
    assert run("check", "--strict").output == "No findings.\n"
    text = (begun / "data/ferry/briefing.yml").read_text()
    assert text.startswith(f"{modeline('ferry', 'briefing')}\n")
    assert '\ntitle: "The ferry: a question"\n' in text
    assert json.loads((begun / "data/schema/ferry/records.json").read_text())
    assert run("new", "tunnel", "--bare").output == "data/tunnel/briefing.yml\n"
    assert run("check").output == "No findings.\n"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("bridge", "is there already"),
        ("shared", "the site needs that address"),
        ("../x", "cannot be an id"),
        ("", "id"),
    ],
)
def test_a_briefing_that_cannot_be_is_refused(begun, name, said) -> None:
    before = _all(begun)
    done = run("new", name)
    assert done.exit_code == 2
    assert said in done.output
    assert _all(begun) == before


def test_the_settings_and_the_workflow_follow_our_own(begun) -> None:
    ours, theirs = (yaml.safe_load((root / "mkdocs.yml").read_text()) for root in (ROOT, begun))
    theme = {name: value for name, value in ours["theme"].items() if name != "custom_dir"}
    assert theirs["theme"] == theme
    assert theirs["plugins"] == ours["plugins"]
    assert theirs["extra"] == ours["extra"]
    assert (begun / ".editorconfig").read_text() == (ROOT / ".editorconfig").read_text()
    assert _merges(begun / ".gitattributes") == _merges(ROOT / ".gitattributes") != []
    for name in ("check", "lists", "publish"):
        workflow = f".github/workflows/{name}.yml"
        assert _actions(begun / workflow) <= _actions(ROOT / workflow)


def _merges(path: Path) -> list[str]:
    """What git is told of files that two people may change at once."""
    return [line for line in path.read_text().splitlines() if " merge=" in line]


def _actions(path: Path) -> set[str]:
    return {line.split("uses: ")[1] for line in path.read_text().splitlines() if "uses: " in line}


def test_doctor_says_what_there_is(begun) -> None:
    done = run("doctor")
    assert done.exit_code == 0
    lines = {line[4:].split("  ")[0].strip(): line for line in done.output.splitlines() if line[:3].strip()}
    assert lines["Python"].startswith("ok ")
    assert lines["data format"].endswith(" 1")
    assert "git was not told" in lines["merging by record"]
    (begun / "data/FORMAT").write_text("9\n")
    (begun / "data/README.md").write_text("old\n")
    (begun / ".site.new").mkdir()
    done = run("doctor")
    assert done.exit_code == 1
    assert "this site has format 9, and this briefbook knows 1" in done.output
    assert "1 behind, data/README.md among them" in done.output
    assert ".site.new" in done.output


def test_doctor_looks_beside_the_site_and_in_the_folder_of_the_facts(begun, monkeypatch) -> None:
    monkeypatch.setenv("PATH", "")  # no program is asked for its version
    config = begun / "mkdocs.yml"
    config.write_text(_elsewhere(config.read_text()).replace("site_dir: site\n", "") + "site_dir: out\n")
    (begun / "data").rename(begun / "facts")
    (begun / ".out.old").mkdir()
    (begun / "facts/FORMAT").write_text("9\n")
    (begun / "facts/README.md").write_text("old\n")
    said = run("doctor").output
    assert all(words in said for words in (".out.old", "see facts/FORMAT", "facts/README.md among them")), said


def test_generate_writes_into_the_folder_of_the_facts(begun) -> None:
    config = begun / "mkdocs.yml"
    config.write_text(_elsewhere(config.read_text()))
    (begun / "data").rename(begun / "facts")
    (begun / "facts/schema/terms.json").unlink()
    assert run("generate").exit_code == 0
    assert ((begun / "facts/schema/terms.json").is_file(), (begun / "data").exists()) == (True, False)


def _elsewhere(config: str) -> str:
    head, name, rest = config.partition("  - briefbook\n")
    assert name
    return f"{head}  - briefbook:\n      data_dir: facts\n{rest}"


def test_generate_leaves_an_owner_s_settings_in_place(begun, monkeypatch) -> None:
    monkeypatch.setenv("PATH", "")
    path = begun / ".vscode/settings.json"
    ours = json.loads(path.read_text())
    theirs = {"editor.rulers": [80], "files.eol": "auto", "[yaml]": {"editor.rulers": [100]}}
    path.write_text(json.dumps(theirs))
    assert ".vscode/settings.json" in run("doctor").output
    assert run("generate").exit_code == 0
    said = json.loads(path.read_text())
    assert said == theirs | ours | {"[yaml]": theirs["[yaml]"] | ours["[yaml]"]}
    assert ".vscode/settings.json" not in run("doctor").output
    for text in ('{\n  // by hand\n  "a": 1\n}\n', "[]\n"):
        path.write_text(text)
        assert ".vscode/settings.json cannot be read as plain JSON and was left" in run("generate").output
        assert path.read_text() == text


def test_doctor_works_without_a_site(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("doctor")
    assert done.exit_code == 0
    assert "no mkdocs.yml here" in done.output


def test_doctor_misses_what_is_missing(begun, monkeypatch) -> None:
    from briefbook.start import doctor

    monkeypatch.setattr(doctor, "_PACKAGES", ("no-such-package",))
    monkeypatch.setenv("PATH", "")
    done = run("doctor")
    assert done.exit_code == 1
    assert "NO  no-such-package" in done.output
    assert "-   git " in done.output


def _text_was_body(kind: str, text: str) -> str:
    return text.replace("body:", "text:") if kind == "timeline" else text


STEPS = (
    upgrade.Step(0, "an older one still", lambda kind, text: text.replace("label:", "never:")),
    upgrade.Step(1, "what happened is called text", _text_was_body),
)


def test_an_older_format_is_brought_up_to_date(begun, monkeypatch) -> None:
    """The mechanism, on a made-up format 0, in which an event's text was called body."""
    timeline = begun / "data/bridge/timeline.yml"
    timeline.write_text(timeline.read_text().replace("text:", "body:"))
    (begun / "data/FORMAT").write_text("0\n")
    monkeypatch.setattr(upgrade, "steps_from", upgrade_steps)
    before = _all(begun)
    dry = run("upgrade", "--dry-run")
    assert "would change: data/bridge/timeline.yml" in dry.output
    assert _all(begun) == before
    done = run("upgrade")
    assert done.output.splitlines() == [
        "to format 1: what happened is called text",
        "changed: data/bridge/timeline.yml",
        "changed: data/FORMAT",
    ]
    assert run("check").output == "No findings.\n"
    assert (begun / "data/FORMAT").read_text() == "1\n"
    assert "nothing to do" in run("upgrade").output


def upgrade_steps(found: int):
    return tuple(step for step in STEPS if found < step.to <= upgrade.CURRENT)


def test_a_format_from_the_future_is_refused(begun) -> None:
    assert [step.to for step in upgrade.steps_from(0, STEPS)] == [1]
    assert upgrade.steps_from(1, STEPS) == ()
    assert [step.to for step in upgrade.steps_from(0, [*STEPS, replace(STEPS[1], to=2)], 2)] == [1, 2]
    (begun / "data/FORMAT").write_text("2\n")
    done = run("upgrade")
    assert done.exit_code == 1
    assert "install a newer one" in done.output
    (begun / "data/FORMAT").write_text("new\n")
    assert "a number is expected" in run("upgrade").output


@pytest.mark.slow
def test_the_wheel_alone_is_enough(tmp_path, record_property) -> None:
    """From nothing: the wheel in a fresh environment, a site, a check, a build; then what the site's README says."""
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_QUIET": "1"}
    site = tmp_path / "site"

    def command(*words: str, cwd: Path = tmp_path) -> str:
        done = subprocess.run(words, cwd=cwd, env=env, capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    command(sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-w", ".", str(ROOT))
    [wheel] = tmp_path.glob("*.whl")
    command(sys.executable, "-m", "venv", "site/.venv")
    env["PIP_CONSTRAINT"] = str(_pins(tmp_path / "pins.txt"))
    command("site/.venv/bin/pip", "install", str(wheel))  # what it needs is what it declares, at our versions
    briefbook = str(site / ".venv/bin/briefbook")
    before = os.times()
    command(briefbook, "init", ".", cwd=site)
    assert command(briefbook, "check", "--strict", cwd=site) == "No findings.\n"
    assert "No PDF is made: the extra 'pdf' is not installed" in command(briefbook, "build", cwd=site)
    after = os.times()
    seconds = after.children_user + after.children_system - before.children_user - before.children_system
    record_property("processor seconds of init, check and build", seconds)
    assert seconds <= 60
    assert (site / "site/bridge/dilemmas.html").is_file()
    assert (site / ".github/ISSUE_TEMPLATE/wrong.yml").is_file()
    env["PIP_FIND_LINKS"] = str(tmp_path)  # until a registry has it
    for line in commands((site / "README.md").read_text(encoding="utf-8")):
        if line.startswith(("python3 -m venv", ".venv/bin/pip install")):
            command("bash", "-c", line, cwd=site)
    assert "Printing 1 PDF" in command(briefbook, "build", cwd=site)


def _pins(path: Path) -> Path:
    """Our versions as constraints, without their hashes."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    path.write_text("".join(f"{line.removesuffix(chr(92))}\n" for line in lines if "==" in line and line[0].isalnum()))
    return path
