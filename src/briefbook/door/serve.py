"""The preview: the site at an address of this machine, made anew after every save.

In: settings and an address. Out: a server that runs until it is stopped, and a line at each rebuild. Each rebuild goes
into a folder of its own and is shown once it is whole, so that whatever an edit breaks (the settings, a template), the
last good page stays, with what is wrong on top. Apart from `run`, which builds once and for good.
"""

import gc
import re
import shutil
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from jinja2 import TemplateError
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer

from briefbook.door.reading import notice
from briefbook.door.said import Said, listening, why
from briefbook.door.theme import watched
from briefbook.door.watch import Watch
from briefbook.findings.formats import as_text
from briefbook.load import Settings, read_settings

if TYPE_CHECKING:
    from watchdog.observers.polling import PollingObserver

Tell = Callable[[str], None]
_TOP = re.compile(rb"<article\b[^>]*>")
_NOTHING_YET = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Briefbook</title></head>'
    "<body><article></article></body></html>\n"
)


def serve_with_mkdocs(settings: Settings, address: tuple[str, int], tell: Tell) -> None:
    """Serve the site until it is interrupted. `tell` receives a line for a person at each stage."""
    with TemporaryDirectory(prefix="briefbook-preview-") as folder, listening(Said()) as said:
        preview = _Preview(settings, Path(folder), address, tell, said)
        server = preview.server
        server.observer = cast("PollingObserver", Watch(preview.places))  # of which the server asks no more
        server.watch(str(settings.root))
        preview.build()
        tell(f"The site is at {server.url} and follows every save; Ctrl+C ends it.")
        try:
            server.serve()
        except KeyboardInterrupt:
            pass
        finally:
            server.shutdown()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Collect no garbage meanwhile: a site is made of much that stays, and looking through it takes an eighth more."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class _Preview:
    """Builds for the server, and puts what is wrong on top of what it answers."""

    def __init__(self, settings: Settings, folder: Path, address: tuple[str, int], tell: Tell, said: Said) -> None:
        self._settings, self._folder, self._tell, self._said = settings, folder, tell, said
        self._broken, self._number, self._is_good, self._begun = "", 0, False, False
        first, self._nothing = folder / "0", folder / "nothing"
        first.mkdir()
        self._nothing.mkdir()
        (first / "index.html").write_text(_NOTHING_YET, encoding="utf-8")
        mount = urlsplit(settings.site_url or "/").path
        self.server = LiveReloadServer(self.build, *address, root=str(first), mount_path=mount)
        self.server.build_delay = 0.01  # what is watched has settled already
        self._plain = self.server.serve_request
        self.server.set_app(self._answer)
        self.server.error_handler = self._error_page
        self._address = f"{address[0]}:{address[1]}"

    def places(self) -> Iterator[Path]:
        """What a page is made from now, less the lists of ids, which a preview itself brings up to date."""
        data = self._settings.data
        yield self._settings.config
        yield from (folder for folder in watched(self._settings) if folder != data)
        yield from (path for path in data.iterdir() if path.name != "schema") if data.is_dir() else ()

    def build(self) -> None:
        """Make the site anew; where that fails, say why and leave what is shown as it is."""
        begun, self._number = time.monotonic(), self._number + 1
        target = self._folder / str(self._number)
        self._said.messages.clear()
        try:
            with _uncollected():
                self._broken = self._make(target)
        except (MkDocsException, Abort, TemplateError) as error:
            self._broken = why(self._said, error)
        except Exception as error:  # a bug of ours: a preview outlives it
            self._broken = f"This is a mistake in briefbook, not in your files: {type(error).__name__}"
            self._tell(traceback.format_exc())
        if not self._broken:
            self._show(target)
        self._tell(self._broken or f"Made in {time.monotonic() - begun:.1f} s.")

    def _make(self, target: Path) -> str:
        """Build into a folder; gives what is wrong with the settings, which MkDocs would take in its own way."""
        settings, findings = read_settings(self._settings.config)
        if settings is None or any(finding.level == "error" for finding in findings):
            return as_text(findings).strip()
        self._settings = settings
        docs = settings.docs if settings.docs.is_dir() else self._nothing  # MkDocs wants a folder; a site needs none
        config = load_config(str(settings.config), docs_dir=str(docs), site_dir=str(target), dev_addr=self._address)
        config.site_url = self.server.url
        if not self._begun:  # MkDocs keeps the plugins from one reading of the settings to the next
            config.plugins.on_startup(command="serve", dirty=False)
            self._begun = True
        mkdocs_build(config, serve_url=self.server.url)
        return ""

    def _show(self, target: Path) -> None:
        before, self.server.root, self._is_good = self.server.root, str(target), True
        shutil.rmtree(before, ignore_errors=True)

    def _error_page(self, code: int) -> bytes | None:
        """The site's own page for an address without one, if it has it."""
        path = Path(self.server.root, f"{code}.html")
        return path.read_bytes() if path.is_file() else None

    def _answer(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """Answer as MkDocs does; while something is broken, each page says so."""
        if not self._broken or environ["PATH_INFO"].startswith("/livereload/"):
            return self._plain(environ, start)
        if not self._is_good:  # there is one page, at every address
            environ = environ | {"PATH_INFO": self.server.mount_path}
        told: list[Any] = []
        body = b"".join(self._plain(environ, lambda *status: told.extend(status)))
        headers = dict(told[1])
        if headers.get("Content-Type", "").startswith("text/html"):
            on_top = notice(self._broken, self._is_good).encode()
            body = _TOP.sub(lambda found: found[0] + on_top, body, count=1)
            headers["Content-Length"] = str(len(body))
        start(told[0], list(headers.items()))
        return [body]
