"""Every page of the shipped site in a real browser: quiet, on its own, and wide enough for no screen."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.screenshots import CHROMIUM, SCHEMES, browser, pages_of, served

ROOT = Path(__file__).parents[2]
pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
]

# What sticks out: elements wider than the window that no scrolling box of their own holds.
WIDER = """() => {
  const width = document.documentElement.clientWidth
  const held = element => element.closest('.table-scroll, pre, .md-sidebar, .md-search, .visually-hidden, .md-footer')
  return [...document.querySelectorAll('.md-content *, .md-header__inner > *')]
    .filter(element => element.getBoundingClientRect().right > width + 1 && !held(element))
    .map(element => element.outerHTML.slice(0, 120))
}"""
CANVAS = "getComputedStyle(document.body).backgroundColor"


@pytest.fixture(scope="session")
def shipped(tmp_path_factory) -> Path:
    """The shipped site, built once."""
    target = tmp_path_factory.mktemp("browser") / "site"
    command = [sys.executable, "-m", "briefbook", "build", "--site-dir", str(target)]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return target


@pytest.fixture(scope="session")
def address(shipped):
    with served(shipped) as here:
        yield here


@pytest.fixture(scope="session")
def chromium():
    with browser() as opened:
        yield opened


@pytest.fixture(params=SCHEMES)
def phone(request, chromium):
    """A small phone in one of the two schemes."""
    page = chromium.new_page(viewport={"width": 320, "height": 640}, color_scheme=request.param)
    yield page
    page.close()


def test_every_page_is_quiet_on_its_own_and_fits_a_phone(phone, shipped, address) -> None:
    troubles: list[str] = []
    here = ""
    own = (address, "data:", "blob:")
    phone.on("request", lambda it: it.url.startswith(own) or troubles.append(f"{here}: asks for {it.url}"))
    phone.on("console", lambda it: it.type in ("error", "warning") and troubles.append(f"{here}: {it.text}"))
    phone.on("pageerror", lambda it: troubles.append(f"{here}: {it}"))
    for here in pages_of(shipped):
        phone.goto(address + here, wait_until="networkidle")
        phone.evaluate("document.querySelectorAll('details').forEach(box => box.open = true)")
        troubles += [f"{here}: sticks out: {wide}" for wide in phone.evaluate(WIDER)]
        headings = phone.locator("h1").count()
        if headings != 1:
            troubles.append(f"{here}: {headings} headings of the first level")
    assert troubles == []


def test_light_and_dark_are_two_looks(chromium, address) -> None:
    light = {}
    for scheme in SCHEMES:
        page = chromium.new_page(color_scheme=scheme)
        page.goto(address, wait_until="networkidle")
        light[scheme] = sum(map(int, re.findall(r"\d+", page.evaluate(CANVAS))))
        page.close()
    assert light["light"] > 700
    assert light["dark"] < 100


def test_a_page_reads_without_scripts(chromium, address) -> None:
    page = chromium.new_page(java_script_enabled=False)
    page.goto(f"{address}putin-refusal/timeline.html")
    assert page.locator("ol.timeline > li").first.is_visible()
    assert page.locator("ol.timeline > li h2").count() > 5
    page.close()


def test_search_finds_a_record_and_leads_to_it(chromium, address) -> None:
    page = chromium.new_page()
    page.goto(address)
    page.locator(".md-search__input").click()
    page.keyboard.type("starlink")
    link = page.locator(".md-search-result__link").first
    link.wait_for()
    assert "putin-refusal/" in link.get_attribute("href")
    page.close()
