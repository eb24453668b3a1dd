"""The pages of the shipped site, and a browser; without one the tests skip and say so."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.chrome import CHROMIUM, browser, pages_of, served

ROOT = Path(__file__).parents[2]


def build(folder: Path, target: Path) -> None:
    """Build the site of a folder."""
    command = [sys.executable, "-m", "briefbook", "build", "--site-dir", str(target)]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def pages(shipped) -> list[str]:
    """The pages of the shipped site."""
    return pages_of(shipped)


@pytest.fixture(scope="session")
def address(shipped):
    """Where the shipped site is served."""
    with served(shipped) as here:
        yield here


@pytest.fixture(scope="session")
def chromium():
    """A browser."""
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with browser() as opened:
        yield opened


@pytest.fixture
def opened(chromium):
    """Opens pages of the browser that are closed after the test; takes the options of a new page."""
    made = []

    def new_page(**options):
        made.append(chromium.new_page(**options))
        return made[-1]

    yield new_page
    for page in made:
        page.close()
