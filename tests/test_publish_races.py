"""Publishing at the same time, and publishing that is ended at any step: every version is listed and whole."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from briefbook.publish import store_of
from tests.publishing import built, git, listed, put, unpacked, whole
from tests.test_publish_editions import FIRST, GONE, SECOND, edition, listing

pytestmark = pytest.mark.slow
PAIRS = 50

# Publishes one version after the other: to, repository, remote, site, and the names. It waits for a file to begin.
RACER = """
import sys, time
from pathlib import Path
from briefbook.publish import Wanted, publish, read_source, store_of
to, repository, remote, site, gate, *names = sys.argv[1:]
source = read_source(Path(site))
for name in names:
    mine, other = Path(gate) / f"{name}.ready", Path(gate) / f"{name.translate(str.maketrans('ab', 'ba'))}.ready"
    mine.touch()
    while not other.exists():
        time.sleep(0.001)
    publish(store_of(to, Path(repository), remote), Wanted(name, source, ("latest",)), lambda line: None)
"""
# Publishes, and ends itself without any farewell at the step whose number it is given.
KILLED = """
import os, signal, sys
from pathlib import Path
from briefbook.publish import Wanted, publish, read_source, store_of
to, repository, remote, site, version, at = sys.argv[1:]
left = [int(at)]
def step(name):
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1
wanted = Wanted(version, read_source(Path(site)), ("latest",))
publish(store_of(to, Path(repository), remote), wanted, lambda line: None, steps=step)
"""


def race(tmp_path: Path, ends: list[tuple[str, Path, str]]) -> list[str]:
    """Two processes publish fifty versions each, each pair of them at the same moment. Gives the names."""
    gate = tmp_path / "gate"
    gate.mkdir()
    running, names = [], []
    for (to, repository, remote), who in zip(ends, "ab", strict=True):
        site = built(tmp_path / f"site-{who}", f"{who}.html", text=who)
        own = [f"{number}.{who}" for number in range(PAIRS)]
        words = [sys.executable, "-c", RACER, to, str(repository), remote, str(site), str(gate), *own]
        running.append(subprocess.Popen(words, stderr=subprocess.PIPE, text=True))
        names += own
    for process in running:
        _, errors = process.communicate(timeout=600)
        assert process.returncode == 0, errors
    return names


def test_fifty_pairs_in_one_folder(tmp_path) -> None:
    published = str(tmp_path / "published")
    names = race(tmp_path, [(published, tmp_path, "")] * 2)
    assert sorted(listed(store_of(published, tmp_path))) == sorted(names)
    whole(tmp_path / "published")


def test_fifty_pairs_from_two_clones(tmp_path) -> None:
    git(tmp_path, "init", "--quiet", "--bare", str(tmp_path / "remote"))
    for who in "ab":
        git(tmp_path, "clone", "--quiet", str(tmp_path / "remote"), str(tmp_path / who))
    names = race(tmp_path, [("git:pages", tmp_path / who, "origin") for who in "ab"])
    store = store_of("git:pages", tmp_path / "remote")
    store.begin(dry_run=True)
    assert sorted(listed(store)) == sorted(names)
    whole(unpacked(tmp_path / "remote", "pages", tmp_path / "unpacked"))


@pytest.mark.parametrize("type_", ["folder", "branch"])
def test_ended_at_every_step_and_run_again(tmp_path, type_) -> None:
    first = built(tmp_path / "one", "news.html", "gone.html", text="one")
    second = built(tmp_path / "two", "news.html", text="two")
    ended, at = 0, 0
    while True:
        to, repository, remote = place(tmp_path / f"{at}", type_)
        put(store_of(to, repository, remote), first, "1", "latest")
        words = [sys.executable, "-c", KILLED, to, str(repository), remote, str(second), "2", str(at)]
        code = subprocess.run(words, check=False, timeout=60).returncode
        assert code in (0, -signal.SIGKILL)
        folder = shown(to, repository, tmp_path / f"{at}-between")
        assert {"1", "latest"} <= {path.name for path in folder.iterdir()}
        whole(folder)  # what readers see in between
        put(store_of(to, repository, remote), second, "2", "latest")
        folder = shown(to, repository, tmp_path / f"{at}-after")
        whole(folder)
        assert listed(store_of(str(folder), repository)) == ["2", "1"]
        assert "not in the newest" in (folder / "latest" / "gone.html").read_text()
        assert not [path for path in folder.iterdir() if path.name.startswith((".publish.new", ".latest"))]
        if code == 0:
            break
        ended, at = ended + 1, at + 1
    assert ended >= 6  # made and placed twice, the list, the end


def test_an_edition_taken_back_while_it_is_ended_at_every_step(tmp_path) -> None:
    first = listing(built(tmp_path / "one", "news.html", text="one"), edition(*FIRST), digest=FIRST[1])
    second = listing(built(tmp_path / "two", "news.html"), edition(*FIRST, GONE), edition(*SECOND))
    at, code = 0, 1
    while code:
        to, repository, remote = place(tmp_path / f"{at}", "folder")
        put(store_of(to, repository, remote), first, "2026-06-05", "latest")
        words = [sys.executable, "-c", KILLED, to, str(repository), remote, str(second), "2026-12-01", str(at)]
        code = subprocess.run(words, check=False, timeout=60).returncode
        whole(Path(to))
        put(store_of(to, repository, remote), second, "2026-12-01", "latest")
        whole(Path(to))
        assert "It named" in (Path(to) / "2026-06-05/news.html").read_text()
        assert '<h1 id="first">' in (Path(to) / "latest/news.html").read_text()
        at += 1
    assert at > 8


def place(folder: Path, type_: str) -> tuple[str, Path, str]:
    """A store of its own: the word for it, the repository, the remote."""
    folder.mkdir()
    if type_ == "folder":
        return str(folder / "published"), folder, ""
    git(folder, "init", "--quiet", "--bare", str(folder / "remote"))
    git(folder, "clone", "--quiet", str(folder / "remote"), str(folder / "here"))
    return "git:pages", folder / "here", "origin"


def shown(to: str, repository: Path, folder: Path) -> Path:
    """What readers see: the folder itself, or what the remote has."""
    if not to.startswith("git:"):
        return Path(to)
    return unpacked(repository.parent / "remote", "pages", folder)
