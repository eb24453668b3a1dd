"""What the tests share: a small valid site, a way to put mistakes into it, and the findings as a person reads them."""

import fcntl
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from briefbook.check import check
from briefbook.findings import Finding, in_order
from briefbook.findings.formats import as_text
from briefbook.kinds import BY_NAME, KINDS
from briefbook.load import load_site, read_settings
from tests.building import run

settings.register_profile("steady", derandomize=True, deadline=None, max_examples=60, database=None)
settings.load_profile("steady")

CONFIG = "site_name: The bridge\nuse_directory_urls: false\nplugins:\n  - search\n  - briefbook\n"
INDEX = "---\ntitle: Briefings\n---\n\n{{ briefings() }}\n"


@dataclass(frozen=True)
class Site:
    """A site in a folder of its own. Paths are relative to the folder."""

    root: Path

    def write(self, files: dict[str, str | None]) -> "Site":
        """Write texts; None takes a file away."""
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                path.unlink()
            else:
                path.write_bytes(text.encode("utf-8"))
        return self

    def make(self, things: dict[str, dict[str, Any]]) -> "Site":
        """Make what a text cannot say: `hex`, `symlink`, `fifo`, or `repeat` (head, piece, times, tail)."""
        for name, how in things.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            [(verb, value)] = how.items()
            if verb == "hex":
                path.write_bytes(bytes.fromhex(value))
            elif verb == "symlink":
                path.symlink_to(value)
            elif verb == "fifo":
                os.mkfifo(path)
            elif verb == "repeat":
                head, piece, times, tail = value
                path.write_text(head + piece * times + tail, encoding="utf-8")
            else:
                raise ValueError(verb)
        return self

    def findings(self) -> tuple[Finding, ...]:
        """All findings, in the order in which the doors print them."""
        settings_, findings = read_settings(self.root / "mkdocs.yml")
        more = check(load_site(settings_))[1] if settings_ else ()
        return in_order([*findings, *more])

    def lines(self) -> list[str]:
        """The findings as text, without the line that counts them."""
        return as_text(self.findings()).splitlines()[:-1]


def _base(kinds: tuple[str, ...]) -> dict[str, str | None]:
    files: dict[str, str | None] = {"mkdocs.yml": CONFIG, "docs/index.md": INDEX}
    return files | {f"data/bridge/{name}.yml": BY_NAME[name].example for name in kinds}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A briefing with an event, and the actor and source it names; nothing else refers to any of them."""
    return Site(tmp_path / "site").write(_base(("briefing", "actors", "sources", "timeline")))


@pytest.fixture
def full_site(tmp_path: Path) -> Site:
    """A briefing with the example of every kind."""
    return Site(tmp_path / "full").write(_base(tuple(kind.name for kind in KINDS)))


@pytest.fixture
def site_at() -> type[Site]:
    """For a test that brings its own files: the site in a folder."""
    return Site


@pytest.fixture(scope="session")
def once(tmp_path_factory) -> Callable[[str, Callable[[Path], None]], Path]:
    """Makes a folder once for all workers, to be looked at only: whoever comes first makes it, the others wait."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def made(name: str, make: Callable[[Path], None]) -> Path:
        folder, half = base / name, base / f"{name}.half"
        with (base / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.exists():
                shutil.rmtree(half, ignore_errors=True)
                half.mkdir()
                make(half)
                half.rename(folder)
        return folder

    return made


def _build_shipped(folder: Path) -> None:
    done = run("briefbook", "build", "--site-dir", str(folder / "site"))
    assert (done.returncode, "pages" in done.stdout) == (0, True), done.stdout + done.stderr


@pytest.fixture(scope="session")
def shipped(once) -> Path:
    """The shipped site with everything."""
    return once("shipped", _build_shipped) / "site"
