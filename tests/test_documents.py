"""What the documents tell an editor to type can be typed: every command, with every option and argument."""

import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from briefbook.cli import cli
from briefbook.kinds import BY_NAME, LISTS

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "handbook/architecture.md", "src/briefbook/start/files/README.md")
_COMMAND = re.compile(
    r"(?:^|`)[ ]{0,4}(?:\$PWD/)?(?:\.venv/bin/)?briefbook ([a-z-]+(?: [^`\n]*)?)(?:`|$)", re.MULTILINE
)


def _commands() -> list[tuple[str, str]]:
    found = []
    for name in DOCUMENTS:
        for match in _COMMAND.finditer((ROOT / name).read_text(encoding="utf-8")):
            line = match[1].partition("  #")[0].strip()
            if line.split()[0] in cli.commands and "NEW" not in line and "CODE" not in line and "BRIEFING" not in line:
                found.append((name, line))
    return found


@pytest.mark.parametrize(("name", "line"), _commands())
def test_a_command_can_be_typed(tmp_path, monkeypatch, name, line) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "refs.bib").touch()
    word, *arguments = shlex.split(line)
    if arguments:
        assert cli.commands[word].make_context(word, arguments).params


def test_many_commands_were_found() -> None:
    words = {line.split()[0] for _, line in _commands()}
    assert {"check", "add", "rename", "import-sources", "new", "doctor", "init", "explain"} <= words


def test_a_wrong_option_is_noticed() -> None:
    """The canary."""
    with pytest.raises(click.UsageError):
        cli.commands["check"].make_context("check", ["--fixx"])


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_explains_itself(name) -> None:
    done = CliRunner().invoke(cli, [name, "--help"])
    assert done.exit_code == 0
    assert len(done.output.splitlines()) >= 5
    command = cli.commands[name]
    assert command.help
    assert command.help[0].isupper()
    assert [option.name for option in command.params if isinstance(option, click.Option) and not option.help
            and option.name != "form"] == []  # fmt: skip


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.name)
def test_every_kind_can_be_added_by_its_names(kind) -> None:
    from briefbook.cli.adding import _kind

    assert _kind(kind.singular) is _kind(kind.name) is _kind(kind.css) is BY_NAME[kind.name]
