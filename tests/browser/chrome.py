"""A built site behind a server, a browser before it, and a watch on what a page does.

The server does what a static host does: it sends the headers that the site's `_headers` asks for, and the site's own
page for an address without one. So pages are seen under the whole policy, the page's own part and the server's.
"""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SCHEMES = ("light", "dark")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # a name of another host leads nowhere
)
VIOLATIONS = """() => {
  window.__violations = []
  document.addEventListener('securitypolicyviolation', event =>
    window.__violations.push(`${event.effectiveDirective} forbids ${event.blockedURI} ${event.sample}`))
}"""


class _Host(SimpleHTTPRequestHandler):
    """Serves a site as a static host would, and says nothing."""

    def __init__(self, *args: Any, headers: list[tuple[str, str]], **named: Any) -> None:
        self.sent_with_all = headers
        super().__init__(*args, **named)

    def end_headers(self) -> None:
        for name, value in self.sent_with_all:
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, *args: Any, **named: Any) -> None:
        missing = Path(self.directory, "404.html")
        if code != 404 or not missing.is_file():
            super().send_error(code, *args, **named)
            return
        self.send_response(404)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(missing.read_bytes())

    def log_message(self, format: str, *args: object) -> None:
        pass


def headers_of(folder: Path) -> list[tuple[str, str]]:
    """What `_headers` says of every page; nothing where there is no such file."""
    file = folder / "_headers"
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return [(name.strip(), value.strip()) for name, mark, value in (line.partition(":") for line in lines) if mark]


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on the loopback interface; gives its address, which ends in a slash."""
    handler = partial(_Host, directory=str(folder), headers=headers_of(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def browser() -> Iterator[Any]:
    """A headless Chromium that fetches nothing of its own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()


def pages_of(folder: Path) -> list[str]:
    """The pages of a built site, as addresses relative to it."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))


def types_of(pages: list[str]) -> list[str]:
    """One page of each type: of the pages that someone wrote in a section, its first and its own page."""
    seen: dict[str, str] = {}
    for name in pages:
        folder, _, last = name.rpartition("/")
        written = "/" in folder and last != "index.html"
        seen.setdefault(f"{folder}/*" if written else name, name)
    return list(seen.values())


def search(page: Any, words: str) -> Any:
    """Search as a reader does, by keyboard; gives the links that were found, of which there is at least one."""
    page.keyboard.press("/")
    page.keyboard.type(words)
    found = page.locator(".search-results a")
    found.first.wait_for()
    return found


class Watch:
    """Notes what a page does that no page of ours may: asks elsewhere, complains, opens a dialog, breaks the policy."""

    def __init__(self, page: Any, address: str) -> None:
        """Begin to watch."""
        self.troubles: list[str] = []
        self.here = ""
        own = (address, "data:", "blob:")
        page.on("request", lambda it: it.url.startswith(own) or self._note(f"asks for {it.url}"))
        page.on("console", lambda it: it.type in ("error", "warning") and self._note(it.text))
        page.on("pageerror", lambda it: self._note(str(it)))
        page.on("dialog", lambda it: (self._note(f"opens a dialog: {it.message}"), it.dismiss()))
        page.add_init_script(f"({VIOLATIONS})()")
        self._page = page

    def _note(self, trouble: str) -> None:
        self.troubles.append(f"{self.here}: {trouble}")

    def look(self) -> None:
        """Ask the page itself which rules of the policy it broke."""
        for violation in self._page.evaluate("window.__violations.splice(0)"):
            self._note(violation)
