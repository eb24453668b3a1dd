"""The places in which commands are run: a copy of this repository, or a site that `briefbook init` made.

In: an empty folder. Out: a clone with a branch one change ahead of `main`, a repository without files as its `origin`,
and the environment of the tests as its `.venv`, so that nothing is installed and nothing outside is written to. The
tests are what is running already, so `pytest` says there what it is asked for and runs nothing; nor does `apt-get`.
"""

import contextlib
import os
import pty
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_LEFT = shutil.ignore_patterns(
    ".git", ".venv", "site", ".site.*", "build", "dist", "htmlcov", "node_modules", "__pycache__", ".*cache",
    ".hypothesis", ".coverage*",
)  # fmt: skip
_STAND_INS = ("pytest", "apt-get")
_WHO = {
    f"GIT_{who}_{what}": word
    for who in ("AUTHOR", "COMMITTER")
    for what, word in (("NAME", "A"), ("EMAIL", "a@b.example"))
}


@dataclass(frozen=True)
class Workshop:
    """A place to run commands in."""

    root: Path
    environment: Mapping[str, str]

    def run(self, script: str, answers: str = "") -> tuple[int, str]:
        """Run a few lines of shell; `answers` are typed at a terminal. Gives how it ended, and what it said."""
        terminal, stdin = pty.openpty() if answers else (None, subprocess.DEVNULL)
        if terminal is not None:
            os.write(terminal, answers.encode())
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script], cwd=self.root, env=self.environment, stdin=stdin,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=900, check=False,
        )  # fmt: skip
        for open_ in (terminal, stdin) if terminal is not None else ():
            os.close(open_)
        return done.returncode, done.stdout

    def serves(self, script: str) -> str:
        """Run what serves until it is told to end; what it said if no page came."""
        at = _free_address()
        with (self.root / "served.log").open("w+") as log:
            process = subprocess.Popen(
                ["bash", "-c", script], cwd=self.root, env={**self.environment, "BRIEFBOOK_ADDRESS": at},
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
            try:
                came = _comes(f"http://{at}/", process)
            finally:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGTERM)
                process.wait(timeout=20)
            log.seek(0)
            return "" if came else log.read() or "nothing came"


def repository(folder: Path) -> Workshop:
    """A clone of this repository, as it is now, files that are not committed included."""
    shutil.copytree(ROOT, folder / "clone", ignore=_LEFT, symlinks=True)
    return _begun(folder, folder / "clone", "data/putin-refusal/timeline.yml")


def site(folder: Path) -> Workshop:
    """A site that `briefbook init` made."""
    done = subprocess.run(
        [sys.executable, "-m", "briefbook", "init", "clone"], cwd=folder, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return _begun(folder, folder / "clone", "data/bridge/timeline.yml")


def _begun(folder: Path, root: Path, changed: str) -> Workshop:
    home = folder / "home"
    home.mkdir()
    (home / ".gitconfig").write_text("[init]\n\tdefaultBranch = main\n")
    around = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_", "MAKE"))}
    own = {
        "PATH": f"{root}/.venv/bin:{os.environ['PATH']}", "HOME": str(home), "COLUMNS": "120", "CHECKOUT": str(ROOT),
    }  # fmt: skip
    place = Workshop(root, {**around, **_WHO, **own})
    _share_environment(root)
    code, said = place.run(
        f"""
        git init --quiet --bare ../origin.git
        git init --quiet && git add . && git commit --quiet -m "As it is"
        git remote add origin ../origin.git && git push --quiet --set-upstream origin main
        git switch --quiet --create mine
        echo "# A note" >> {changed} && git commit --quiet -am "A note"
        """
    )
    assert code == 0, said
    return place


def _share_environment(root: Path) -> None:
    """Let `.venv` be the environment of the tests, and its stamps newer than what it is made from."""
    own = root / ".venv"
    (own / "bin").mkdir(parents=True)
    for entry in (*Path(sys.prefix).iterdir(), *Path(sys.prefix, "bin").iterdir()):
        target = own / entry.relative_to(sys.prefix)
        if entry.name[0] != "." and entry.name not in ("bin", *_STAND_INS):
            target.symlink_to(entry)
    for name in _STAND_INS:
        (own / "bin" / name).write_text(f'#!/bin/sh\necho "{name} $*"\n')
        (own / "bin" / name).chmod(0o755)
    for stamp in (".runtime", ".dev", ".validate"):
        (own / stamp).touch()
    modules = Path("tests/browser/node_modules")
    if (ROOT / modules).is_dir() and (root / modules).parent.is_dir():
        (root / modules).symlink_to(ROOT / modules)


def _free_address() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


def _comes(address: str, process: "subprocess.Popen[bytes]") -> bool:
    """Whether a page of the site comes within a minute and a half, and before the server ends."""
    end = time.monotonic() + 90
    while time.monotonic() < end and process.poll() is None:
        try:
            page = urllib.request.urlopen(address, timeout=20).read()
            return b"<html" in page and b"The site is not shown" not in page
        except (OSError, urllib.error.URLError):
            time.sleep(0.1)
    return False
