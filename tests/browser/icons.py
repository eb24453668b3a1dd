"""The icons as pictures of dots, drawn from the one that is made of lines.

    python -m tests.browser.icons

Run after a change of `overrides/assets/images/favicon.svg`. Browsers that cannot show it take `favicon.png`; phones put
`apple-touch-icon.png` on their home screen, and round its corners themselves, so that one has none.
"""

from pathlib import Path

from tests.browser.chrome import browser

IMAGES = Path(__file__).parents[2] / "overrides/assets/images"
SIZES = {"favicon.png": 48, "apple-touch-icon.png": 180}


def draw(opened, name: str) -> bytes:
    """One icon, at its size."""
    size = SIZES[name]
    page = opened.new_page(viewport={"width": size, "height": size})
    style = "html { background: #14375f }" if name.startswith("apple") else ""
    lines = (IMAGES / "favicon.svg").read_text(encoding="utf-8")
    page.set_content(f"<style>* {{ margin: 0 }} svg {{ display: block; width: 100vw }} {style}</style>{lines}")
    picture = page.screenshot(omit_background=True)
    page.close()
    return picture


if __name__ == "__main__":
    with browser() as opened:
        for name in SIZES:
            (IMAGES / name).write_bytes(draw(opened, name))
