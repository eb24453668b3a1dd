"""The unpacked zip, opened from disk in a real browser with the network cut."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.building import ENV, ROOT

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory) -> Path:
    """The shipped site's zip, unpacked."""
    folder = tmp_path_factory.mktemp("offline")
    command = [sys.executable, "-m", "briefbook", "build", "--site-dir", str(folder / "site")]
    done = subprocess.run(command, cwd=ROOT, env=ENV, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    with zipfile.ZipFile(folder / "site/downloads/offline.zip") as archive:
        archive.extractall(folder / "copy")
    return folder / "copy"


@pytest.fixture
def page(unpacked, chromium):
    """A page without network, and what went wrong on it."""
    context = chromium.new_context(offline=True, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.troubles = []
    page.on(
        "request",
        lambda it: it.url.startswith(("file:", "data:", "blob:")) or page.troubles.append(f"asks for {it.url}"),
    )
    page.on("console", lambda it: it.type in ("error", "warning") and page.troubles.append(it.text))
    page.on("pageerror", lambda it: page.troubles.append(str(it)))
    page.goto((unpacked / "index.html").as_uri())
    yield page
    context.close()


def test_it_is_read_by_clicking(page) -> None:
    page.locator(".md-content a.md-button").click()
    assert page.url.endswith("/putin-refusal/index.html")
    page.locator(".md-sidebar--primary a", has_text="Timeline").click()
    assert page.url.endswith("/putin-refusal/timeline.html")
    page.locator(".md-content a[href*='#source-']").first.click()
    page.wait_for_url("**/sources.html#source-*")
    assert page.locator(":target").count() == 1
    assert page.troubles == []


def test_previews_on_hover_and_by_keyboard(page, unpacked) -> None:
    page.goto((unpacked / "putin-refusal/index.html").as_uri())
    preview, link = page.get_by_role("tooltip"), page.locator(".md-content a[href='timeline.html#event-refusal']").first
    link.hover()
    preview.wait_for()
    assert "event" in preview.inner_text()
    assert link.get_attribute("aria-describedby") == preview.get_attribute("id")
    preview.hover()
    page.wait_for_timeout(600)
    assert preview.is_visible(), "it stays while the pointer is on it"
    page.keyboard.press("Escape")
    assert not preview.is_visible()
    page.mouse.move(5, 5)
    page.keyboard.press("Tab")
    link.focus()
    preview.wait_for()
    page.keyboard.press("Escape")
    assert not preview.is_visible()
    assert page.troubles == []
