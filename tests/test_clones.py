"""A site is made of its tree and of nothing that git remembers: a shallow clone and a tarball build the same bytes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.publishing import git
from tests.test_editions_release import FIRST, retitled, run
from tests.test_moved import MATERIAL

pytestmark = pytest.mark.slow
HOOK = """\
import subprocess

def on_page_content(html, page, config, files):
    done = subprocess.run(["git", "rev-list", "--count", "HEAD"], capture_output=True, text=True)
    return f"{html}<p>{done.stdout or 'none'}</p>"
"""


def committed(site, message: str) -> None:
    git(site.root, "add", "--all")
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    git(site.root, *identity, "commit", "--quiet", "-m", message)


@pytest.fixture
def repository(full_site):
    """A site in git: a first edition, a second one, and a change since."""
    full_site.write({"mkdocs.yml": MATERIAL, ".gitignore": "site/\n.cache/\n"})
    git(full_site.root, "init", "--quiet", "-b", "main")
    run(full_site, *FIRST)
    committed(full_site, "First")
    run(retitled(full_site, "Two"), "release", "bridge", "--date", "2026-04-01", "--note", "Second.", "--minor")
    committed(full_site, "Second")
    committed(retitled(full_site, "Three"), "A title")
    return full_site


def copies(repository, folder: Path) -> list[Path]:
    """The repository cloned in full, cloned without its past, and as an archive without git."""
    address = f"file://{repository.root}"
    folder.mkdir()
    git(folder, "clone", "--quiet", address, "full")
    git(folder, "clone", "--quiet", "--depth", "1", address, "shallow")
    (folder / "tarball").mkdir()
    archive = subprocess.run(["git", "archive", "main"], cwd=repository.root, capture_output=True, check=True).stdout
    subprocess.run(["tar", "-x", "-C", folder / "tarball"], input=archive, check=True)
    assert [git(folder / name, "rev-list", "--count", "HEAD") for name in ("full", "shallow")] == ["3", "1"]
    assert not (folder / "tarball/.git").exists()
    return [folder / name for name in ("full", "shallow", "tarball")]


def built(folder: Path, *words: str) -> dict[str, bytes]:
    """Every file of the site that a folder gives; git finds no repository around it."""
    around = {**os.environ, "GIT_CEILING_DIRECTORIES": str(folder.parent)}
    command = [sys.executable, "-m", "briefbook", "build", *words]
    done = subprocess.run(command, cwd=folder, env=around, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    site = folder / "site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_a_shallow_clone_and_a_tarball_build_what_a_full_clone_builds(repository, tmp_path) -> None:
    full, shallow, tarball = (built(folder) for folder in copies(repository, tmp_path / "copies"))
    assert b"Edition of 10 March 2026" in full["bridge/changes.html"]
    assert {"downloads/bridge.pdf", "downloads/bridge.epub", "downloads/offline.zip"} < full.keys()
    assert full == shallow == tarball


def test_a_build_that_asks_git_would_be_seen(repository, tmp_path) -> None:
    committed(repository.write({"hook.py": HOOK, "mkdocs.yml": f"{MATERIAL}hooks: [hook.py]\n"}), "It asks git")
    git(repository.root, "reset", "--quiet", "--soft", "HEAD~2")
    committed(repository, "It asks git")
    pages = [
        built(folder, "--no-pdf", "--no-epub", "--no-zip")["bridge/index.html"]
        for folder in copies(repository, tmp_path / "copies")
    ]
    assert len(set(pages)) == 3
