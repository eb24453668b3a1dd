"""The search in a real browser, served and from disk: it finds, leads to the very record, and runs nothing."""

import random
import re
from pathlib import Path
from urllib.parse import quote
from zipfile import ZipFile

import pytest

from briefbook.search.folding import words
from tests.browser.chrome import Watch, served
from tests.browser.conftest import build

pytestmark = pytest.mark.browser

RESULT = ".search-result"
START = "putin-refusal/timeline.html"
FOUND = [
    ("declines economic forum", "putin-refusal/timeline.html#event-refusal"),
    ("Володимир Зеленський", "putin-refusal/actors.html#actor-zelenskyy"),
    ("SPIEF", "putin-refusal/terms.html#term-spief"),
    ("able to fight unable to explain", "putin-refusal/conclusion.html"),
    ("starlnik", "putin-refusal/terms.html#term-starlink"),
    ("losses count numbers", "putin-refusal/analysis/losses.html#the-numbers-and-what-they-count"),
]
HOSTILE = [
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script><svg onload=alert(1)>',
    "javascript:alert(1)",
    "[.*+?^${}()|\\] (?<=a)++ [^",
    "../../../etc/passwd %00 %2e%2e",
    "__proto__ constructor toString hasOwnProperty",
    "\u202egnidaer\u202c \u2066war\u2069 \u200bwar",
    "war " * 5000,
    "\U0001d54e\U0001d538\u211d 🕊️ \ud83d e\u0301\u0301\u0301",
    "// /* ` ${alert(1)} '",
    "   ",
    "戦争 สงคราม",
]
HOSTILE_TEXTS = [text for text in HOSTILE if text.isprintable()]
OURS = "site_name: The bridge\nuse_directory_urls: false\ntheme:\n  name: material\nplugins:\n  - briefbook\n"
BROKEN = "The search could not be loaded."
TYPE = "(input, text) => { input.value = text; input.dispatchEvent(new Event('input')) }"
STRANGE = """list => [...list.querySelectorAll('*')].map(one => one.localName)
  .filter(name => !['li', 'a', 'span', 'mark'].includes(name))"""
FOCUSED = "[...document.querySelectorAll('.search-result')].indexOf(document.activeElement)"
SPLIT = "texts => texts.map(text => briefbookSearch.split(text))"


@pytest.fixture(scope="module")
def offline(chromium):
    """A browser without a network."""
    context = chromium.new_context(offline=True)
    yield context
    context.close()


@pytest.fixture(scope="module")
def unpacked(shipped, tmp_path_factory) -> Path:
    """The offline copy that the site offers, unpacked."""
    folder = tmp_path_factory.mktemp("offline")
    with ZipFile(shipped / "downloads/offline.zip") as bundle:
        bundle.extractall(folder)
    return folder


@pytest.fixture(params=["served", "from disk"])
def site(request, unpacked, address, opened, offline):
    """A page with a watch, and the address of the site: served, or its offline copy with the network cut."""
    if request.param == "served":
        yield (page := opened()), Watch(page, address), address
    else:
        page, base = offline.new_page(), f"{unpacked.as_uri()}/"
        yield page, Watch(page, base), base
        page.close()


def look_for(page, query: str) -> None:
    """Open the search with the keyboard, and put a query into the field that has the focus."""
    page.keyboard.press("/")
    page.locator(".search input:focus").fill(query)


def in_view(page, anchor: str) -> bool:
    """Whether an element stands in the window, below the header."""
    box = page.locator(f"[id='{anchor}']").bounding_box()
    return box is not None and 0 <= box["y"] <= page.viewport_size["height"]


def fetched(page) -> list[str]:
    """The files of the index that the page has asked for."""
    asked = page.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    return [name.partition("?")[0] for name in asked if "/search/" in name]


@pytest.mark.parametrize(("query", "target"), FOUND)
def test_what_is_looked_for_is_found_and_reached(site, query, target) -> None:
    page, watch, base = site
    page.goto(base + START)
    look_for(page, query)
    page.locator(f".search-results li:nth-child(-n + 3) > a[href='{base}{target}']").click()
    page.wait_for_url(base + target)
    page.wait_for_timeout(200)
    anchor = target.partition("#")[2]
    assert not anchor or in_view(page, anchor)
    assert not page.locator("dialog.search").is_visible()
    watch.look()
    assert watch.troubles == []


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_query_runs_nothing_and_breaks_nothing(site, query) -> None:
    page, watch, base = site
    page.goto(f"{base}{START}?q={quote(query, errors='replace')}")
    page.locator("dialog.search[open]").wait_for(state="attached") if query.strip() else None
    page.goto(base + START)
    page.keyboard.press("/")
    page.locator(".search input").evaluate(TYPE, query)
    page.wait_for_timeout(400)
    assert page.locator(".search-results").evaluate(STRANGE) == []
    assert page.locator(".search-status").inner_text() != BROKEN
    page.locator(".search input").fill("starlink")
    page.locator(RESULT).first.wait_for()
    watch.look()
    assert watch.troubles == []


def test_a_text_that_looks_like_markup_is_shown_as_text(opened, full_site, tmp_path) -> None:
    term = "- id: odd\n  term: Odd\n  definition: >-\n    Pier \\<img src=x onerror=alert(1)\\>.\n"
    full_site.write({"data/bridge/terms.yml": term, "mkdocs.yml": OURS})
    build(full_site.root, tmp_path / "site")
    with served(tmp_path / "site") as here:
        page = opened()
        watch = Watch(page, here)
        page.goto(f"{here}bridge/terms.html?q=onerror")
        page.locator(RESULT).first.wait_for()
        assert "<img src=x onerror=alert(1)>" in page.locator(RESULT).first.inner_text()
        assert page.locator(".search-results").evaluate(STRANGE) == []
        watch.look()
        assert watch.troubles == []


def test_the_page_splits_what_is_typed_as_the_index_was_split(opened, address, shipped) -> None:
    page = opened()
    page.goto(address)
    texts = [re.sub("<[^>]+>", " ", path.read_text(encoding="utf-8")) for path in sorted(shipped.rglob("*.html"))]
    dice = random.Random(7)
    letters = [chr(code) for code in range(0x20, 0x3000) if chr(code).isprintable()]
    texts += ["".join(dice.choices(letters, k=40)) for _ in range(500)] + HOSTILE_TEXTS
    ours = [list(words(text)) for text in texts]
    theirs = page.evaluate(SPLIT, texts)
    assert [pair for pair in zip(texts, ours, theirs, strict=True) if pair[1] != pair[2]] == []


def test_the_keyboard_is_enough(site) -> None:
    page, watch, base = site
    page.goto(base + START)
    look_for(page, "economic forum")
    page.locator(RESULT).nth(1).wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(FOCUSED) == 1
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.press("Escape")
    assert not page.locator("dialog.search").is_visible()
    assert page.url == base + START
    look_for(page, "SPIEF")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base}putin-refusal/terms.html#term-spief")
    watch.look()
    assert watch.troubles == []


def test_the_search_is_in_the_address_and_still_open_on_the_way_back(site) -> None:
    page, _, base = site
    page.goto(f"{base}putin-refusal/news.html?q=spief")
    page.locator(RESULT).first.click()
    page.wait_for_url("**/terms.html#term-spief")
    page.go_back()
    page.locator(RESULT).first.wait_for()
    assert page.url == f"{base}putin-refusal/news.html?q=spief"
    assert page.locator(".search-status").inner_text() == "Results: 1"


def test_more_is_shown_when_asked_for_and_nothing_is_said_to_be_nothing(opened, address) -> None:
    page = opened()
    page.goto(address)
    look_for(page, "ceasefire")
    page.locator(RESULT).first.wait_for()
    shown = page.locator(RESULT).count()
    page.locator(".search-more").click()
    page.locator(RESULT).nth(shown).wait_for()
    page.locator(".search input").fill("xyzzyx")
    page.get_by_text("Nothing found").wait_for()
    assert page.locator(RESULT).count() == 0
    page.keyboard.press("Enter")
    assert page.url.startswith(f"{address}?q=")


def test_only_what_a_search_needs_is_fetched(opened, address) -> None:
    page = opened()
    page.goto(address)
    assert fetched(page) == []
    look_for(page, "spief")
    page.locator(RESULT).first.wait_for()
    assert len([name for name in fetched(page) if "/documents/" in name]) == 1


def test_an_index_that_cannot_be_had_is_said(opened, address) -> None:
    page = opened()
    page.route("**/search/index.js", lambda route: route.abort())
    page.goto(address)
    look_for(page, "spief")
    page.get_by_text(BROKEN).wait_for()
    page.unroute("**/search/index.js")
    page.locator(".search input").fill("starlink")
    page.locator(RESULT).first.wait_for()


def test_without_scripts_no_search_is_promised(chromium, address) -> None:
    page = chromium.new_page(java_script_enabled=False)
    page.goto(address + START)
    assert not page.locator(".search-open").is_visible()
    assert not page.locator("dialog.search").is_visible()
    page.close()
