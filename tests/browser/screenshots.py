"""Pictures of every page of a built site, on a phone and on a desktop, light and dark.

    python tests/browser/screenshots.py OUTDIR [SITE]

SITE is the folder of a built site (`site` unless given). One PNG a page, width and scheme, named after all three:
`putin-refusal_timeline-360-dark.png`. Look at them after every change of the look. The browser tests serve their site
and start their browser with the same two functions.
"""

import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on the loopback interface; gives its address, which ends in a slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def browser():
    """A headless Chromium that fetches nothing of its own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield opened
        opened.close()


def pages_of(folder: Path) -> list[str]:
    """The pages of a built site, as addresses relative to it."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))


def main(out: Path, site: Path) -> None:
    """Take all pictures."""
    out.mkdir(parents=True, exist_ok=True)
    with served(site) as address, browser() as opened:
        for width in WIDTHS:
            for scheme in SCHEMES:
                page = opened.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
                for name in pages_of(site):
                    page.goto(address + name)
                    file = f"{name.removesuffix('.html').replace('/', '_')}-{width}-{scheme}.png"
                    page.screenshot(path=out / file, full_page=True)
                page.close()
    print(f"{out}: {len(pages_of(site)) * len(WIDTHS) * len(SCHEMES)} pictures")


if __name__ == "__main__":
    if CHROMIUM is None:
        sys.exit("chromium is not installed")
    if not 2 <= len(sys.argv) <= 3:
        sys.exit("usage: python tests/browser/screenshots.py OUTDIR [SITE]")
    main(Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) == 3 else "site"))
