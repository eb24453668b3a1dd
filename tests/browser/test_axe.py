"""No violation of WCAG 2.0 to 2.2, A and AA, that axe-core finds.

At three widths: every page in light, every type of page in each other mode.
"""

from pathlib import Path

import pytest

from briefbook.review.page import page as review_page
from tests.browser.chrome import search, served, types_of
from tests.test_review import of, sides

__all__ = ["sides"]  # a fixture

AXE = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed (npm)"),
]

MODES = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "print": {"color_scheme": "light", "media": "print"},
    "reduced motion": {"color_scheme": "dark", "reduced_motion": "reduce"},
}
WIDTHS = (360, 768, 1280)
# Colours are measured when they have arrived: nothing fades while axe looks. A sheet made so needs no `style` element.
STILL = """() => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync('*, ::before, ::after { transition: none !important; animation: none !important }')
  document.adoptedStyleSheets.push(sheet)
  document.querySelectorAll('details').forEach(box => box.open = true)
}"""
RUN = """async () => {
  const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
  const { violations, passes } = await axe.run(document, { runOnly: rules, resultTypes: ['violations'] })
  if (passes.length < 5) return ['axe looked at next to nothing']
  return violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 120)}`))
}"""


def violations(page) -> list[str]:
    """What axe finds on the page that is open."""
    page.evaluate(STILL)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate(RUN)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("mode", MODES)
def test_no_page_has_a_violation(opened, address, pages, mode, width) -> None:
    page = opened(viewport={"width": width, "height": 800})
    page.emulate_media(**MODES[mode])
    found = []
    for name in pages if mode == "light" else types_of(pages):
        page.goto(address + name)
        found += [f"{name}: {one}" for one in violations(page)]
    assert found == []


@pytest.mark.parametrize("width", WIDTHS)
def test_an_open_search_and_an_open_menu_have_no_violation(opened, address, width) -> None:
    page = opened(viewport={"width": width, "height": 800})
    page.goto(f"{address}putin-refusal/timeline.html")
    search(page, "ceasefire")
    assert violations(page) == []
    page.keyboard.press("Escape")
    if width < 1220:
        page.goto(f"{address}putin-refusal/timeline.html")
        page.locator("label.md-header__button[for=__drawer]").click()
        assert violations(page) == []


@pytest.mark.parametrize("mode", MODES)
def test_the_page_of_a_review_has_no_violation(opened, sides, tmp_path, mode) -> None:
    (tmp_path / "review.html").write_text(review_page(of(*sides)), encoding="utf-8")
    grounds = set()
    for width in WIDTHS:
        page = opened(viewport={"width": width, "height": 800})
        page.emulate_media(**MODES[mode])
        page.goto((tmp_path / "review.html").as_uri())
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert grounds == {"rgb(20, 25, 31)" if MODES[mode]["color_scheme"] == "dark" else "rgb(253, 253, 251)"}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("mode", MODES)
def test_a_planted_mistake_is_found_in_every_mode(opened, shipped, tmp_path, mode, width) -> None:
    good = (shipped / "404.html").read_text(encoding="utf-8")
    (tmp_path / "page.html").write_text(
        good.replace("</article>", '<p class="faint">Words.</p><img src="x.png">\n</article>')
    )
    (tmp_path / "assets").symlink_to(shipped / "assets")
    # The room around the words is for axe: where letters are taller than their lines it gives no verdict.
    faint = ".md-typeset p.faint { color: #888 !important; background: #999 !important; padding: 4px !important }"
    (tmp_path / "faint.css").write_text(faint)
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    (tmp_path / "page.html").write_text(text.replace("</head>", '<link rel="stylesheet" href="/faint.css"></head>'))
    with served(tmp_path) as here:
        page = opened(viewport={"width": width, "height": 800})
        page.emulate_media(**MODES[mode])
        page.goto(f"{here}page.html")
        assert {one.partition(":")[0] for one in violations(page)} == {"color-contrast", "image-alt"}
