"""The site as MkDocs asks for it: read, checked and linked, or as it last was.

In: the path of the settings. Out: settings, a linked site and what renders it. Apart from the plugin because a preview
lives on when an edit is broken, of data, pages or components: the last good site is shown, with what is wrong on top.
"""

import contextlib
import datetime
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from markupsafe import Markup
from mkdocs.exceptions import PluginError

from briefbook.check import check
from briefbook.findings import Finding
from briefbook.findings.formats import as_text
from briefbook.link import Site, link_site
from briefbook.load import Settings, load_site, read_settings
from briefbook.model.dates import try_date
from briefbook.offers import refresh
from briefbook.web import ComponentError, Renderer

LOG = logging.getLogger("mkdocs.plugins.briefbook")
Good = tuple[Settings, Site, Renderer]
_NOTICE = Markup('<div class="admonition failure" role="alert"><p class="admonition-title">{}</p><pre>{}</pre></div>\n')


class Reading:
    """Reads a site again and again. `broken` says what is wrong with it now, or nothing."""

    def __init__(self, renderer: Callable[[Settings, Site], Renderer]) -> None:
        """Start with nothing read; `renderer` makes what renders a site."""
        self._renderer = renderer
        self.serving = False
        self.broken = ""
        self._last: Good | None = None

    def good(self, path: Path) -> Good:
        """The site as it is, or, in a preview of an edit that is broken, as it was.

        Raises PluginError with all findings where there is no good site to fall back on.
        """
        was_broken, self.broken = self.broken, ""
        try:
            self._last = self._read(path)
        except PluginError as error:
            if not self.serving or self._last is None:
                raise
            self.broken = str(error).strip().removesuffix("Nothing was built.")
            LOG.warning("The last good site is shown.\n%s", self.broken)
        if was_broken and not self.broken:
            LOG.info("The site is shown as it is again.")
        return self._last

    def notice(self) -> str:
        """What is wrong with the files just saved, on top of the page as it was before."""
        title = "Your last change is not shown: something in it is wrong."
        return str(_NOTICE.format(title, self.broken)) if self.broken else ""

    def _read(self, path: Path) -> Good:
        settings, findings = read_settings(path)
        _stop_on_errors(tuple(findings))
        if settings is None:
            raise PluginError("the settings cannot be read")
        checked, found = check(load_site(settings))
        _stop_on_errors(found)
        if self.serving:  # an editor is at work: what was just written is offered at once
            with contextlib.suppress(OSError):
                refresh(settings, checked)
        site = link_site(checked, settings.site_name, drafts=self.serving)
        renderer = self._renderer(settings, site)
        if self.serving:
            _render_all(site, renderer)
        return settings, site, renderer


def _render_all(site: Site, renderer: Renderer) -> None:
    """Render every page, which the renderer keeps: a component that fails must fail before the old pages are gone."""
    owned = [*((page, None) for page in site.pages), *((page, one) for one in site.briefings for page in one.pages)]
    try:
        for page, briefing in owned:
            renderer.page(page, briefing)
    except ComponentError as error:
        raise PluginError(f"a component cannot be rendered: {error}") from None


def patient(build: Callable[..., None]) -> Callable[..., None]:
    """A rebuild that fails leaves what is there; MkDocs would answer nobody until one succeeds."""

    def rebuild(*arguments: Any, **more: Any) -> None:
        try:
            build(*arguments, **more)
        except Exception as error:
            LOG.warning("The last site is shown, because this one cannot be built.\n%s", error)

    return rebuild


def _stop_on_errors(findings: tuple[Finding, ...]) -> None:
    if any(finding.level == "error" for finding in findings):
        raise PluginError(f"\n{as_text(findings)}Nothing was built.")


def use_no_clock(site: Site) -> None:
    """Let MkDocs take the date of the build from the content, unless the caller has set one.

    Raises PluginError where what the caller set is no number of seconds.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given and not given.isdecimal():
        raise PluginError(f"SOURCE_DATE_EPOCH is '{given}'; it is a number of seconds since 1970, or nothing")
    days = [try_date(one.updated or one.model.facts_to) for one in site.briefings]
    latest = max((day.latest for day in days if day and day.latest), default=datetime.date(2000, 1, 1))
    seconds = int(datetime.datetime(latest.year, latest.month, latest.day, tzinfo=datetime.UTC).timestamp())
    os.environ["SOURCE_DATE_EPOCH"] = given or str(max(seconds, 0))
