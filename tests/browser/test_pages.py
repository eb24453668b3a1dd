"""Every page of the shipped site in a real browser: quiet, on its own, within its policy, too wide for no screen."""

import re

import pytest

from tests.browser.chrome import SCHEMES, Watch, search, served, types_of
from tests.browser.conftest import build

pytestmark = pytest.mark.browser

# What sticks out: elements wider than the window that no scrolling box of their own holds. Such a box must be
# reachable by keyboard.
WIDER = """() => {
  const width = document.documentElement.clientWidth
  const boxes = [...document.querySelectorAll('.md-content *')].filter(element =>
    ['auto', 'scroll'].includes(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth)
  const held = element =>
    boxes.some(box => box !== element && box.contains(element)) || element.closest('.visually-hidden')
  const out = [...document.querySelectorAll('.md-header *, .md-content *, .md-footer *')]
    .filter(element => element.getBoundingClientRect().right > width + 1 && element.checkVisibility() && !held(element))
    .filter(element => !element.closest('.md-sidebar, .md-header__topic'))
  const shut = boxes.filter(box => box.tabIndex < 0 && !box.querySelector('a, button'))
  return [...out.map(element => `sticks out: ${element.outerHTML.slice(0, 120)}`),
    ...shut.map(box => `scrolls, and not by keyboard: ${box.outerHTML.slice(0, 120)}`),
    ...(document.scrollingElement.scrollWidth > width ? ['scrolls sideways'] : [])]
}"""
# One heading of the first level, before all others; none empty, and none more than a level below the one before it.
OUTLINE = """() => {
  const all = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(element => element.checkVisibility())
  const level = element => Number(element.tagName[1])
  const jumps = all.filter((element, n) => level(element) > (n ? level(all[n - 1]) + 1 : 1))
  const tops = all.filter(element => level(element) === 1)
  const empty = all.filter(element => !element.textContent.trim())
  return [...jumps.map(element => `skips a level: ${element.outerHTML.slice(0, 120)}`),
    ...empty.map(element => `is empty: ${element.outerHTML.slice(0, 120)}`),
    ...(tops.length === 1 ? [] : [`${tops.length} headings of the first level`])]
}"""
CANVAS = "getComputedStyle(document.body).backgroundColor"
NEXT = "nav.turn a[rel=next]"
OPEN = "document.querySelectorAll('details').forEach(box => box.open = true)"


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_every_page_is_quiet_on_its_own_and_fits(opened, address, pages, width, scheme) -> None:
    page = opened(viewport={"width": width, "height": 640}, color_scheme=scheme)
    watch = Watch(page, address)
    found = []
    for name in [*pages, "no/such/page.html"]:
        watch.here = name
        page.goto(address + name)
        page.wait_for_timeout(100)
        page.evaluate(OPEN)
        watch.look()
        found += [f"{name}: {one}" for one in page.evaluate(WIDER) + page.evaluate(OUTLINE)]
    missing = "no/such/page.html: Failed to load resource: the server responded with a status of 404 (Not Found)"
    assert found + [one for one in watch.troubles if one != missing] == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_visit_breaks_no_rule_and_asks_nobody_else(opened, address, pages, scheme) -> None:
    """A reader looks around: searches, opens what was found, changes the scheme, follows links, prints."""
    page = opened(viewport={"width": 1280, "height": 800}, color_scheme=scheme)
    watch = Watch(page, address)
    for name in types_of(pages):
        watch.here = name
        page.goto(address + name)
        found = search(page, "ceasefire")
        watch.look()
        with page.expect_navigation():
            found.first.click()
        watch.look()
    for _ in range(3):
        page.locator("form[data-md-component=palette] label:not([hidden])").click()
        watch.look()
    page.goto(f"{address}putin-refusal/index.html")
    read = 1
    while (onward := page.locator(NEXT)).count():
        watch.look()
        with page.expect_navigation():
            onward.click()
        read += 1
    assert read > 10
    page.goto(f"{address}putin-refusal/sources.html")
    page.emulate_media(media="print")
    page.pdf()
    watch.look()
    assert watch.troubles == []


MERMAID = "```mermaid\ngraph TD; A-->B\n```\n"
FENCES = """
markdown_extensions:
  - pymdownx.superfences:
      custom_fences:
        - name: mermaid
          class: mermaid
          format: !!python/name:pymdownx.superfences.fence_code_format
"""


def test_a_diagram_is_fetched_from_nowhere(opened, full_site, tmp_path) -> None:
    """The theme would load its drawing library from a public host; on a page left to MkDocs the policy forbids it."""
    text = (
        (full_site.root / "mkdocs.yml")
        .read_text()
        .replace("  - briefbook\n", "  - briefbook:\n      passthrough: [raw]\n")
    )
    full_site.write(
        {
            "mkdocs.yml": f"{text}theme:\n  name: material\n{FENCES}",
            "docs/bridge/background/drawn.md": f"---\ntitle: Drawn\n---\n\n{MERMAID}",
            "docs/raw/drawn.md": f"# Drawn\n\n{MERMAID}",
        }
    )
    build(full_site.root, tmp_path / "built")
    assert 'class="mermaid"' in (tmp_path / "built/raw/drawn.html").read_text(encoding="utf-8")
    with served(tmp_path / "built") as here:
        page = opened()
        watch = Watch(page, here)
        page.goto(f"{here}bridge/background/drawn.html", wait_until="networkidle")
        watch.look()
        assert watch.troubles == []
        assert page.locator("pre").text_content().strip() == "graph TD; A-->B"
        asked = []
        page.on("response", lambda it: it.url.startswith(here) or asked.append(it.url))
        page.goto(f"{here}raw/drawn.html", wait_until="networkidle")
        watch.look()
        assert [one for one in watch.troubles if "script-src-elem forbids" in one] != []
        assert asked == []


def test_a_planted_script_is_seen_by_the_watch(opened, shipped, tmp_path) -> None:
    text = (shipped / "404.html").read_text(encoding="utf-8")
    planted = '<script>window.ran = 1</script><img src="https://a.example/x.png" alt=""><p style="color: red">x</p>'
    (tmp_path / "page.html").write_text(text.replace("</article>", f"{planted}</article>"))
    (tmp_path / "assets").symlink_to(shipped / "assets")
    with served(tmp_path) as here:
        page = opened()
        watch = Watch(page, here)
        page.goto(f"{here}page.html")
        watch.look()
        assert page.evaluate("window.ran") is None
    for rule in (
        "script-src-elem forbids inline",
        "img-src forbids https://a.example",
        "style-src-attr forbids inline",
    ):
        assert any(rule in one for one in watch.troubles), rule


WIDE = {
    '<p class="wide">Words.</p>': ["scrolls sideways", "sticks out: <p class"],
    '<div class="box"><p class="wide">Words.</p></div>': ["scrolls, and not by keyboard: <div class"],
    '<div class="box" tabindex="0"><p class="wide">Words.</p></div>': [],
}
DISORDER = {
    "<h4>Words.</h4>": ["skips a level: <h4>Words"],
    "<h1>Words.</h1>": ["2 headings of the first level"],
    "<h2> </h2>": ["is empty: <h2> </h2>"],
    "<h2>Words.</h2><h3>Words.</h3><h2>Words.</h2>": [],
}


@pytest.mark.parametrize(("look", "planted", "troubles"), [
    *((WIDER, planted, troubles) for planted, troubles in WIDE.items()),
    *((OUTLINE, planted, troubles) for planted, troubles in DISORDER.items()),
])  # fmt: skip
def test_a_page_too_wide_or_in_disorder_is_noticed(opened, shipped, tmp_path, look, planted, troubles) -> None:
    text = (shipped / "404.html").read_text(encoding="utf-8").replace("</article>", f"{planted}</article>")
    (tmp_path / "page.html").write_text(text.replace("</head>", '<link rel="stylesheet" href="/wide.css"></head>'))
    (tmp_path / "wide.css").write_text(".wide { width: 500px } .box { overflow-x: auto }")
    (tmp_path / "assets").symlink_to(shipped / "assets")
    with served(tmp_path) as here:
        page = opened(viewport={"width": 320, "height": 640})
        page.goto(f"{here}page.html")
        found = sorted(page.evaluate(look))
    assert len(found) == len(troubles), found
    assert all(one.startswith(trouble) for one, trouble in zip(found, troubles, strict=True)), found


def test_light_and_dark_are_two_looks(opened, address) -> None:
    light = {}
    for scheme in SCHEMES:
        page = opened(color_scheme=scheme)
        page.goto(address)
        light[scheme] = sum(map(int, re.findall(r"\d+", page.evaluate(CANVAS))))
    assert light["light"] > 700
    assert light["dark"] < 100


def test_search_finds_a_record_and_leads_to_it(opened, address) -> None:
    page = opened()
    page.goto(address)
    assert "putin-refusal/" in search(page, "starlink").first.get_attribute("href")
