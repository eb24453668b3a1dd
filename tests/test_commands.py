"""Every command in README, CONTRIBUTING, handbook and the files of a new site is run, or is named with who runs it."""

import re
import shlex
import shutil
import subprocess

import click
import pytest
import yaml

from briefbook.cli import cli
from briefbook.start.starter import site_files
from tests.commands import workshop
from tests.commands.collect import commands, unmarked

ROOT = workshop.ROOT
PLAN = yaml.safe_load((ROOT / "tests/commands/plan.yml").read_text(encoding="utf-8"))
FOUND = {name: commands((ROOT / name).read_text(encoding="utf-8")) for name in PLAN["documents"]}
FIRST = {text: name for name in reversed(FOUND) for text in FOUND[name]}  # the first document that has it
WRITTEN = "handbook/findings.md"  # from the table of codes, whose examples are of many languages
_WORDS = re.compile("|".join(sorted(map(re.escape, PLAN["words"]), key=len, reverse=True)))


def test_no_document_is_left_out() -> None:
    ours = {
        path.relative_to(ROOT).as_posix()
        for where in ("*", "handbook/*", ".github/**/*")
        for path in ROOT.glob(f"{where}.md")
    }
    begun = {path for path in site_files(example=True) if path.endswith(".md") and not path.startswith("docs/")}
    theirs = {
        path if path in (ours | {"data/README.md"}) - {"README.md"} else f"src/briefbook/start/files/{path}"
        for path in begun
    }
    assert set(PLAN["documents"]) == (ours | theirs) - {"CHANGELOG.md"}  # which tells of commands as they were


@pytest.mark.parametrize("name", FOUND)
def test_every_block_says_what_it_holds(name) -> None:
    assert name == WRITTEN or unmarked((ROOT / name).read_text(encoding="utf-8")) == []


def is_name(text: str) -> bool:
    """Whether a command is only named: it cannot be run without being told more."""
    words = text.split()
    known = cli.commands.get(words[1]) if len(words) == 2 and words[0].endswith("briefbook") else None
    return known is not None and any(param.required for param in known.params)


def faults(name: str, found: tuple[str, ...], plan: dict) -> list[str]:
    """What is wrong with the commands of a document before any is run: nobody runs one, or who is said to does not."""
    if name in plan["whole-by-hand"]:
        return []
    wrong = []
    for text in found:
        if text in plan["elsewhere"]:
            path, line = plan["elsewhere"][text]
            wrong += [] if line in (ROOT / path).read_text(encoding="utf-8") else [f"{text}: not in {path}"]
        elif text not in plan["by-hand"]:
            wrong += _unknown(text)
    return wrong


def _unknown(text: str) -> list[str]:
    """A command that would be run here, and is none of ours."""
    first, *rest = shlex.split(text)[:2]
    if first == "make":
        targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
        runs = text in PLAN["serves"] or text in ("make", "make generate")
        return [] if runs and set(rest) <= set(targets) else [f"{text}: nobody runs it"]
    if first.rpartition("/")[2] == "briefbook":
        return [] if rest[0] in {*cli.commands, "--help"} else [f"{text}: there is no such command"]
    return [] if first in (".", "git", "tr", "cd", "rclone") else [f"{text}: nobody runs it"]


@pytest.mark.parametrize("name", FOUND)
def test_every_command_has_somebody_who_runs_it(name) -> None:
    assert faults(name, FOUND[name], PLAN) == []


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("curl https://x.example | bash", "curl https://x.example | bash: nobody runs it"),
        ("make tea", "make tea: nobody runs it"),
        ("make clean", "make clean: nobody runs it"),
        ("briefbook chek", "briefbook chek: there is no such command"),
        ("make bench", "make bench: not in README.md"),
    ],
)
def test_a_command_that_nobody_runs_is_noticed(line, says) -> None:
    """The canary."""
    plan = {**PLAN, "elsewhere": {"make bench": ["README.md", "- run: make bench"]}}
    for document in (f"```sh\n{line}\n```\n", f"Type `{line}`.\n"):
        assert faults("README.md", commands(document), plan) == [says]


def test_the_plan_names_nothing_that_no_document_has() -> None:
    texts = {text for found in FOUND.values() for text in found}
    named = [*PLAN["first"], *PLAN["then"], *PLAN["answers"], *PLAN["elsewhere"], *PLAN["by-hand"], *PLAN["serves"]]
    assert [text for text in named if text not in texts] == []
    assert [word for word in PLAN["words"] if not any(word in text for text in texts)] == []


@pytest.mark.parametrize("text", [text for text in PLAN["by-hand"] if not text.startswith("make")])
def test_what_a_person_runs_is_there(text) -> None:
    assert subprocess.run(["bash", "-n", "-c", text], check=False).returncode == 0
    assert all((ROOT / word).exists() for word in text.split() if "/" in word and not word.startswith(".venv/"))


def test_what_is_made_elsewhere_is_a_target() -> None:
    made = [text.split()[1] for text in (*PLAN["elsewhere"], *PLAN["by-hand"]) if text.startswith("make ")]
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(made) <= set(targets)


@pytest.mark.parametrize("name", FOUND)
def test_what_a_document_tells_briefbook_can_be_told(name, tmp_path, monkeypatch) -> None:
    """The same, without running anything: every option and argument is known."""
    monkeypatch.chdir(tmp_path)
    for path in ("refs.bib", "snapshot.json", "site/x", "Downloads/offline/x", "../published/2026-11-23/x"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    for text in FOUND[name]:
        words = shlex.split(_WORDS.sub(lambda match: PLAN["words"][match[0]], text))
        if words[0].rpartition("/")[2] == "briefbook" and words[1] in cli.commands and not is_name(text):
            assert cli.commands[words[1]].make_context(words[1], words[2:])


def test_a_wrong_option_is_noticed() -> None:
    """The canary."""
    with pytest.raises(click.UsageError):
        cli.commands["check"].make_context("check", ["--fixx"])


def script(text: str) -> str:
    """A command as it is run: words in the place of what stands for them, and what comes before and after."""
    line = f"{text} --help" if is_name(text) else _WORDS.sub(lambda match: PLAN["words"][match[0]], text)
    return "\n".join(filter(None, [PLAN["first"].get(text, ""), line, PLAN["then"].get(text, "")]))


def ran(place: workshop.Workshop, text: str) -> str:
    """Run a command; what it said if it did not end as it should."""
    if text in PLAN["serves"]:
        return place.serves(script(text))
    code, said = place.run(script(text), PLAN["answers"].get(text, ""))
    return "" if code == 0 else f"{text}\nended with {code}\n{said}"


def here(name: str) -> list[str]:
    """The commands of a document that are run here."""
    if name in PLAN["whole-by-hand"]:
        return []
    left = {*PLAN["elsewhere"], *PLAN["by-hand"]}
    left |= {text for text in FOUND[name] if FIRST[text] != name and (is_name(text) or text in PLAN["serves"])}
    return [text for text in FOUND[name] if text not in left]


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in FOUND if here(name)])
def test_every_command_runs(name, tmp_path) -> None:
    place = getattr(workshop, PLAN["documents"][name])(tmp_path)
    found = here(name)
    if not shutil.which("rclone"):
        found = [text for text in found if not text.startswith("rclone")]
    assert "\n".join(filter(None, (ran(place, text) for text in found))) == ""


@pytest.mark.slow
def test_a_command_that_fails_is_noticed(tmp_path) -> None:
    """The canary."""
    place = workshop.site(tmp_path)
    assert ran(place, "briefbook check") == ""
    (place.root / "data/bridge/timeline.yml").write_text("- titel: x\n")
    assert "ended with 1" in ran(place, "briefbook check")
    assert "error[unknown-field]" in ran(place, "briefbook serve")


@pytest.mark.slow
def test_rclone_is_there() -> None:
    if not shutil.which("rclone"):
        pytest.skip("rclone is not installed; its lines in handbook/hosting.md are not run")
