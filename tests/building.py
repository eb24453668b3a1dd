"""Builds of whole sites for the tests that look at one: in this process where that is enough, else in another."""

import contextlib
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from briefbook.cli import cli

ROOT = Path(__file__).parents[1]
PAGES_ALONE = ("--no-pdf", "--no-epub", "--no-zip")  # for what asks about pages and about nothing else
ENV = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
THEME = "theme:\n  name: material\n"


@dataclass(frozen=True)
class Done:
    """How a command ended, in the words of a process."""

    returncode: int
    stdout: str
    stderr: str


def here(*words: str, cwd: Path, **env: str) -> Done:
    """Run `briefbook` in this process: most of a small build is the start of Python and what it loads."""
    with contextlib.chdir(cwd):
        ended = CliRunner().invoke(cli, words, env=ENV | env, catch_exceptions=False)
    return Done(ended.exit_code, ended.stdout, ended.stderr)


def run(*words: str, cwd: Path = ROOT, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the environment the tests run in, in a process of its own."""
    command = [sys.executable, "-m", *words]
    return subprocess.run(command, cwd=cwd, env=ENV | env, capture_output=True, text=True, timeout=120)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
