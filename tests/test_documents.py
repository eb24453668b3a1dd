"""Around the documents: commands that explain themselves, forms that ask for what is needed, owners, hooks."""

from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner

from briefbook.cli import cli
from briefbook.kinds import BY_NAME, LISTS

ROOT = Path(__file__).parents[1]


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


FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("[!c]*.yml"))


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_an_issue_form_asks_for_what_is_needed(path) -> None:
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert {"name", "description", "title", "body"} <= set(form)
    ids = [field["id"] for field in form["body"]]
    assert ids[0] == "record"  # what a link on a record fills in: ?template=wrong.yml&record=briefing/id
    assert len(ids) == len(set(ids))
    assert "source" in ids
    assert all(field["attributes"]["label"] for field in form["body"])


def test_there_is_a_form_for_what_is_wrong_and_for_what_happened() -> None:
    assert [path.stem for path in FORMS] == ["happened", "wrong"]
    assert len(list((ROOT / ".github/PULL_REQUEST_TEMPLATE").glob("*.md"))) >= 4


OWNERS = (ROOT / ".github/CODEOWNERS", ROOT / "src/briefbook/start/files/dot-github/CODEOWNERS")


@pytest.mark.parametrize("path", OWNERS, ids=["ours", "theirs"])
def test_owners_are_asked_for_by_folder_and_none_is_invented(path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == []
    folders = [line[1:].split()[0] for line in lines if line.startswith("#/")]
    top = ROOT if path.parent.name == ".github" else path.parents[1]
    there = [
        folder for folder in folders if (top / folder.strip("/")).is_dir() or folder in ("/.github/", "/data/schema/")
    ]
    assert folders == there
    assert {"/data/", "/docs/", "/.github/"} <= set(folders)


def test_hooks_name_what_is_there() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]
    for hook in hooks:
        word, *rest = hook["entry"].split()
        if word == ".venv/bin/briefbook":
            assert cli.commands[rest[0]].make_context(rest[0], rest[1:] or ["--strict"])
    packages = [package for hook in hooks for package in hook.get("additional_dependencies", ())]
    assert all("==" in package for package in packages)
    [ruff] = [package for package in packages if package.startswith("ruff==")]
    assert f"\n{ruff} " in (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")  # one style everywhere
