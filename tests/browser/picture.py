"""The picture of the result that the README shows: overview, timeline and a dilemma, side by side.

    python -m tests.browser.picture OUT.png [SITE]

SITE is the folder of a built site (`site` unless given). Drawn by the browser itself, from pages as readers see them,
then brought down to the colours that such pages have.
"""

import sys
from base64 import b64encode
from pathlib import Path
from typing import Any

from PIL import Image

from tests.browser.chrome import CHROMIUM, browser, served

# What is shown of each page: its address, the element with which the picture begins, and the room above that.
SHOWN = (
    ("putin-refusal/index.html", ".md-content h1", 56),
    ("putin-refusal/timeline.html", ".md-content h1", 56),
    ("putin-refusal/dilemmas.html", "#dilemma-meet-or-refuse", 29),
)
WINDOW = {"width": 700, "height": 1040}
SHEET = {"width": 1640, "height": 840}
COLOURS = 256
FRAME = """<!doctype html><meta charset="utf-8"><title>Briefbook</title><style>
  body { align-items: center; background: #e9e6df; display: flex; gap: 32px; height: 840px; margin: 0 }
  body { justify-content: center }
  img { border: 1px solid #cfc9bd; border-radius: 8px; box-shadow: 0 10px 28px #2a241a2e; height: 743px; width: 500px }
</style>"""


def main(out: Path, site: Path) -> None:
    """Draw the picture."""
    with served(site) as address, browser() as opened:
        views = [_view(opened, address + name, top, room) for name, top, room in SHOWN]
        sheet = opened.new_page(viewport=SHEET)
        images = "".join(f'<img alt="" src="data:image/png;base64,{b64encode(view).decode()}">' for view in views)
        sheet.set_content(FRAME + images)
        sheet.screenshot(path=out)
    with Image.open(out) as picture:
        picture.convert("RGB").quantize(COLOURS, kmeans=2, dither=Image.Dither.NONE).save(out, optimize=True)
    print(f"{out}: {out.stat().st_size:,} bytes")


def _view(opened: Any, address: str, top: str, room: int) -> bytes:
    """What a reader sees of a page, from an element on."""
    page = opened.new_page(viewport=WINDOW, device_scale_factor=1.5, color_scheme="light", reduced_motion="reduce")
    page.goto(address, wait_until="networkidle")
    at = page.locator(top).first.evaluate("it => it.getBoundingClientRect().top + scrollY")
    clip = {"x": 0, "y": max(at - room, 0), **WINDOW}
    taken = page.screenshot(clip=clip, full_page=True)
    page.close()
    return taken


if __name__ == "__main__":
    if CHROMIUM is None:
        sys.exit("chromium is not installed")
    if not 2 <= len(sys.argv) <= 3:
        sys.exit("usage: python -m tests.browser.picture OUT.png [SITE]")
    main(Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) == 3 else "site"))
