"""The build, told as a story: check, link, render, verify, exchange.

In: settings. Out: a site in its place, or findings and the old site untouched. Whatever fails, and whenever the
process is ended, the folder that readers see is the old site or the new one, whole.
"""

import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from briefbook.check import check
from briefbook.exchange import alone, beside, put_in_place, share_unchanged
from briefbook.findings import Finding
from briefbook.link import Site, link_site
from briefbook.load import Settings, load_site
from briefbook.verify import verify

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to. `pages` and `shared` count files; nothing was exchanged if there are errors."""

    findings: tuple[Finding, ...]
    pages: int = 0
    shared: int = 0


def build(settings: Settings, target: Path, tell: Tell, *, strict: bool = False) -> Built:
    """Build a site into `target`.

    Raises Busy where another build is at work, NotADirectoryError where the target is no folder, and EngineError
    where the engine stops. `tell` receives a line at each stage.
    """
    with alone(target):
        tell("Reading and checking")
        checked, findings = check(load_site(settings))
        if any(strict or finding.level == "error" for finding in findings):
            return Built(findings)
        site = link_site(checked, settings.site_name)
        new = beside(target)
        with _cleared_on_signal():
            return _make(settings, site, new, target, findings, tell)


def _make(settings: Settings, site: Site, new: Path, target: Path, findings: tuple[Finding, ...], tell: Tell) -> Built:
    from briefbook.door import build_with_mkdocs

    try:
        tell(f"Rendering {sum(len(one.pages) for one in site.briefings) + len(site.pages)} pages")
        build_with_mkdocs(settings, site, new)
        tell("Verifying every link and anchor")
        broken = verify(new)
        if broken:
            return Built((*findings, *broken))
        pages = sum(1 for _ in new.rglob("*.html"))
        shared = share_unchanged(new, target)
        put_in_place(new, target)
        return Built(findings, pages, shared)
    finally:
        shutil.rmtree(new, ignore_errors=True)


class _cleared_on_signal:
    """Turn a request to end into an exception, so that what was begun is cleared away."""

    def __enter__(self) -> None:
        self._before = signal.signal(signal.SIGTERM, self._end)

    def _end(self, number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGTERM, self._before)
