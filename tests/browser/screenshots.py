"""Pictures of every type of page of a built site: on a phone and on a desktop, light and dark, and as printed.

    python -m tests.browser.screenshots OUTDIR [SITE]

SITE is the folder of a built site (`site` unless given). One PNG a page, width and look, named after all three:
`putin-refusal_timeline-360-dark.png`, `putin-refusal_timeline-print.png`. Look at them after every change of the look.
"""

import sys
from pathlib import Path
from typing import Any

from tests.browser.chrome import CHROMIUM, SCHEMES, browser, pages_of, served, types_of

WIDTHS = (360, 1280)
PAPER = {"width": 794, "height": 1123}  # A4, at 96 dots an inch


def main(out: Path, site: Path) -> None:
    """Take all pictures."""
    out.mkdir(parents=True, exist_ok=True)
    names = types_of(pages_of(site))
    with served(site) as address, browser() as opened:
        for width in WIDTHS:
            for scheme in SCHEMES:
                page = opened.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
                _take(page, address, names, out, f"{width}-{scheme}")
        page = opened.new_page(viewport=PAPER, color_scheme="light")
        page.emulate_media(media="print")
        _take(page, address, names, out, "print")
    print(f"{out}: {len(list(out.glob('*.png')))} pictures of {len(names)} types of page")


def _take(page: Any, address: str, names: list[str], out: Path, look: str) -> None:
    for name in names:
        page.goto(address + name)
        file = f"{name.removesuffix('.html').replace('/', '_')}-{look}.png"
        page.screenshot(path=out / file, full_page=True)
    page.close()


if __name__ == "__main__":
    if CHROMIUM is None:
        sys.exit("chromium is not installed")
    if not 2 <= len(sys.argv) <= 3:
        sys.exit("usage: python -m tests.browser.screenshots OUTDIR [SITE]")
    main(Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) == 3 else "site"))
