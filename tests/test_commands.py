"""Every command in README, CONTRIBUTING, handbook and the files of a new site is run as a reader would run it."""

import re
import shlex
import sys
from itertools import chain
from pathlib import Path

import click
import pytest
import yaml

from briefbook.cli import cli
from briefbook.start.starter import site_files
from tests.commands import workshop
from tests.commands.collect import commands, unmarked
from tests.commands.needs import lacking

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


def faults(found: tuple[str, ...], plan: dict) -> list[str]:
    """What is wrong with the commands of a document before any is run: nobody runs one, or who is said to does not."""
    wrong = []
    for text in found:
        if text in plan["elsewhere"]:
            path, line = plan["elsewhere"][text]
            wrong += [] if line in (ROOT / path).read_text(encoding="utf-8") else [f"{text}: not in {path}"]
        else:
            wrong += _unknown(text)
    return wrong


def _unknown(text: str) -> list[str]:
    """A command that would be run here, and that is not ours to run."""
    first, *rest = shlex.split(text)[:2]
    if first == "make":
        targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
        return [] if set(rest) <= set(targets) else [f"{text}: there is no such target"]
    if first.rpartition("/")[2] == "briefbook":
        return [] if rest[0] in {*cli.commands, "--help"} else [f"{text}: there is no such command"]
    if first.startswith((".venv/", ".ci/")):
        return [] if (Path(sys.prefix) / ".." / first).exists() or (ROOT / first).exists() else [f"{text}: not there"]
    return [] if first in PLAN["programs"] else [f"{text}: nobody runs it"]


@pytest.mark.parametrize("name", FOUND)
def test_every_command_has_somebody_who_runs_it(name) -> None:
    assert faults(FOUND[name], PLAN) == []


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("curl https://x.example | bash", "curl https://x.example | bash: nobody runs it"),
        ("make tea", "make tea: there is no such target"),
        (".ci/walk", ".ci/walk: not there"),
        ("briefbook chek", "briefbook chek: there is no such command"),
        ("make bench", "make bench: not in README.md"),
    ],
)
def test_a_command_that_nobody_runs_is_noticed(line, says) -> None:
    """The canary."""
    plan = {**PLAN, "elsewhere": {"make bench": ["README.md", "- run: make bench"]}}
    for document in (f"```sh\n{line}\n```\n", f"Type `{line}`.\n"):
        assert faults(commands(document), plan) == [says]


def test_the_plan_names_nothing_that_no_document_has() -> None:
    texts = {text for found in FOUND.values() for text in found}
    needs = [text for needing in PLAN["needs"].values() for text in needing]
    listed = (PLAN[part] for part in ("first", "then", "answers", "smaller", "apart", "elsewhere", "serves"))
    assert [text for text in (*needs, *chain(*listed)) if text not in texts | set(FOUND)] == []
    assert [word for word in PLAN["words"] if not any(word in text for text in texts)] == []


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
    line = f"{line} {PLAN['smaller'].get(text, '')}".rstrip()
    return "\n".join(filter(None, [PLAN["first"].get(text, ""), line, PLAN["then"].get(text, "")]))


def ran(place: workshop.Workshop, text: str) -> str:
    """Run a command; what it said if it did not end as it should."""
    if text in PLAN["serves"]:
        return place.serves(script(text))
    code, said = place.run(script(text), PLAN["answers"].get(text, ""))
    return "" if code == 0 else f"{text}\nended with {code}\n{said}"


def here(name: str) -> list[str]:
    """The commands of a document that are run one after another, in one place, and not in that of an earlier one."""
    left = {*PLAN["elsewhere"], *PLAN["apart"]}
    again = {text for text in FOUND[name] if is_name(text) or text in PLAN["serves"] or text.startswith("make")}
    return [text for text in FOUND[name] if text not in left and (FIRST[text] == name or text not in again)]


def can_run(name: str, text: str) -> bool:
    """Whether all that a command of a document needs is here."""
    return not any(lacking(need) for need, needing in PLAN["needs"].items() if text in needing or name in needing)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in FOUND if here(name)])
def test_every_command_runs(name, tmp_path) -> None:
    place = getattr(workshop, PLAN["documents"][name])(tmp_path)
    assert "\n".join(filter(None, (ran(place, text) for text in here(name) if can_run(name, text)))) == ""


@pytest.mark.slow
@pytest.mark.parametrize("text", PLAN["apart"])
def test_every_command_runs_that_takes_long(text, tmp_path) -> None:
    name = FIRST[text]
    if can_run(name, text):
        assert ran(getattr(workshop, PLAN["documents"][name])(tmp_path), text) == ""


@pytest.mark.slow
@pytest.mark.parametrize("need", PLAN["needs"])
def test_what_commands_need_is_there(need) -> None:
    if why := lacking(need):
        pytest.skip(f"{why}; not run: {', '.join(PLAN['needs'][need])}")


@pytest.mark.slow
def test_a_command_that_fails_is_noticed(tmp_path) -> None:
    """The canary."""
    place = workshop.site(tmp_path)
    assert ran(place, "briefbook check") == ""
    (place.root / "data/bridge/timeline.yml").write_text("- titel: x\n")
    assert "ended with 1" in ran(place, "briefbook check")
    assert "error[unknown-field]" in ran(place, "briefbook serve")


@pytest.mark.slow
def test_the_whole_gate_asks_for_every_test(tmp_path) -> None:
    """`.ci/run` builds, then asks for the fast tests and for all others; and it ends where one of the three fails."""
    place = workshop.repository(tmp_path)
    code, said = place.run(".ci/run")
    asked = [line.partition(" -m ")[2] for line in said.splitlines() if line.startswith("pytest ")]
    assert (code, asked) == (0, ["not browser and not slow --cov", "not browser and not slow --cov", "browser or slow"])
    (place.root / "data/putin-refusal/timeline.yml").write_text("- titel: x\n")
    code, said = place.run(".ci/run")
    assert (code, "error[unknown-field]" in said, "pytest " in said) == (2, True, False)
