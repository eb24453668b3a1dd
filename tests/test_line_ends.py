"""Files of other systems: what a command does not change stays byte for byte, line ends and first mark included."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefbook.cli import cli
from briefbook.edit import upgrade
from briefbook.write import ended_like

TIMELINE, TERMS, SOURCES = (f"data/bridge/{name}.yml" for name in ("timeline", "terms", "sources"))
MARK = b"\xef\xbb\xbf"
STEPS = (upgrade.Step(2, "a name is changed", lambda kind, text: text.replace("certainty:", "certain:")),)


def _run(*words: str) -> None:
    done = CliRunner().invoke(cli, list(words))
    assert done.exit_code == 0, done.output


def _added() -> None:
    _run(
        "add", "event", "bridge", "--id", "opening", "--title", "It opens", "--field", "date=2026-03-05",
        "--field", "type=decision", "--field", "certainty=reported", "--field", "text=It opens.",
        "--field", "sources=gazette-closure",
    )  # fmt: skip


def _imported() -> None:
    Path("refs.bib").write_text("@misc{minutes, title={Minutes}, publisher={Council}, year=2026}")
    _run("import-sources", "bridge", "refs.bib")


def _merged() -> None:
    ours = Path(TIMELINE)
    both = ours.read_bytes().removeprefix(MARK).replace(b"\r\n", b"\n")
    Path("base.yml").write_bytes(both)
    Path("theirs.yml").write_bytes(both + b"- id: opening\n  title: It opens\n")
    _run("merge", "base.yml", TIMELINE, "theirs.yml")


COMMANDS = {
    "check --fix": (TIMELINE, lambda: _run("check", "--fix")),
    "add": (TIMELINE, _added),
    "import-sources": (SOURCES, _imported),
    "rename": (TIMELINE, lambda: _run("rename", "closure", "shut")),
    "merge": (TIMELINE, _merged),
    "upgrade": (TIMELINE, lambda: _run("upgrade")),
}


@pytest.mark.parametrize("mark", [b"", MARK], ids=["plain", "marked"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_keeps_its_line_ends_and_its_mark(site, monkeypatch, command, end, mark) -> None:
    monkeypatch.chdir(site.root)
    monkeypatch.setattr(upgrade, "CURRENT", 2)
    monkeypatch.setattr(upgrade, "steps_from", lambda found: STEPS)
    name, run = COMMANDS[command]
    path = site.root / name
    text = path.read_bytes().replace(b"date: 2026-03-02", b"date: 2 March 2026")
    if command != "check --fix":
        text = path.read_bytes()
    path.write_bytes(mark + text.replace(b"\n", end))
    run()
    after = path.read_bytes()
    assert after != mark + text.replace(b"\n", end)
    assert after.startswith(mark)
    assert after.count(MARK) == len(mark) / 3
    assert set(re.findall(rb"\r*\n", after)) == {end}


def test_nothing_is_done_to_a_file_only_for_its_line_ends(site, monkeypatch) -> None:
    monkeypatch.chdir(site.root)
    _run("check", "--fix")
    path = site.root / TIMELINE
    path.write_bytes(MARK + path.read_bytes().replace(b"\n", b"\r\n"))
    done = CliRunner().invoke(cli, ["check", "--fix"])
    assert (done.exit_code, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a\r\nb\nc\r\n", "a\nB\nc\nd\n", "a\r\nB\r\nc\r\nd\r\n"),
        ("a\nb\r\nc\n", "a\nb\nnew\nc\n", "a\nb\r\nnew\nc\n"),
        ("a\nb\r\n", "b\n", "b\r\n"),
        ("a\r\nb", "a\nb\nc\n", "a\r\nb\r\nc\r\n"),
        ("a", "a\nb\n", "a\nb\n"),
        ("", "a\n", "a\n"),
        ("a\u2028b\x0c\r\nc\r\n", "a\u2028b\x0c\nc\nd\n", "a\u2028b\x0c\r\nc\r\nd\r\n"),
    ],
)
def test_each_line_keeps_its_own_end(old, new, expected) -> None:
    assert ended_like(old, new) == expected


def test_a_file_that_cannot_be_read_is_not_upgraded(site, monkeypatch) -> None:
    monkeypatch.chdir(site.root)
    monkeypatch.setattr(upgrade, "steps_from", lambda found: STEPS)
    before = (site.root / SOURCES).read_bytes()
    (site.root / TERMS).write_bytes(b"- id: caf\xe9\n")
    done = CliRunner().invoke(cli, ["upgrade"])
    assert done.exit_code == 1
    assert "data/bridge/terms.yml: byte 9 (0xE9) is not UTF-8" in done.output
    assert (site.root / SOURCES).read_bytes() == before
    assert not (site.root / "data/FORMAT").exists()
