"""The site as MkDocs asks for it: read, checked and linked, or as it last was.

In: the path of the settings. Out: settings and a linked site. Apart from the plugin because a preview lives on when an
edit is broken: the last good site is shown, with what is wrong on top of it.
"""

import contextlib
import datetime
import logging
import os
from pathlib import Path

from markupsafe import Markup
from mkdocs.exceptions import PluginError

from briefbook.check import check
from briefbook.findings import Finding
from briefbook.findings.formats import as_text
from briefbook.link import Site, link_site
from briefbook.load import Settings, load_site, read_settings
from briefbook.model.dates import try_date
from briefbook.offers import refresh

_LAST = 253_402_300_799  # the last second that a date can be made of
Good = tuple[Settings, Site]
_NOTICE = Markup('<div class="admonition failure" role="alert"><p class="admonition-title">{}</p><pre>{}</pre></div>\n')


class Reading:
    """Reads a site again and again. `broken` says what is wrong with it now, or nothing."""

    def __init__(self) -> None:
        """Start with nothing read."""
        self.serving = False
        self.broken = ""
        self._last: Good | None = None

    def good(self, path: Path) -> Good:
        """The site as it is, or, in a preview of an edit that is broken, as it was.

        Raises PluginError with all findings where there is no good site to fall back on.
        """
        self.broken = ""
        try:
            self._last = self._read(path)
        except PluginError as error:
            if not self.serving or self._last is None:
                raise
            self.broken = str(error).strip().removesuffix("Nothing was built.")
            logging.getLogger("mkdocs.plugins.briefbook").warning("The last good site is shown.\n%s", self.broken)
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
        return settings, link_site(checked, settings.site_name, drafts=self.serving)


def _stop_on_errors(findings: tuple[Finding, ...]) -> None:
    if any(finding.level == "error" for finding in findings):
        raise PluginError(f"\n{as_text(findings)}Nothing was built.")


def use_no_clock(site: Site) -> None:
    """Let MkDocs take the date of the build from the content, unless the caller has set one.

    Raises PluginError where what the caller set is no number of seconds.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given and not (given.isdecimal() and len(given) <= len(str(_LAST)) and int(given) <= _LAST):
        raise PluginError(f"SOURCE_DATE_EPOCH is '{given[:40]}'; it is a number of seconds since 1970, or nothing")
    days = [try_date(one.updated or one.model.facts_to) for one in site.briefings]
    latest = max((day.latest for day in days if day and day.latest), default=datetime.date(2000, 1, 1))
    seconds = int(datetime.datetime(latest.year, latest.month, latest.day, tzinfo=datetime.UTC).timestamp())
    os.environ["SOURCE_DATE_EPOCH"] = given or str(max(seconds, 0))
