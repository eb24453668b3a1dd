"""The site as MkDocs asks for it: read, checked and linked.

In: the path of the settings. Out: settings and a linked site; or what is wrong with it, as an error and as a notice on
a page. Apart from the plugin because a build of ours brings a site that is read already.
"""

import contextlib
import datetime
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
_NOTICE = Markup('<div class="admonition failure" role="alert"><p class="admonition-title">{}</p><pre>{}</pre></div>\n')


def read_site(path: Path, *, serving: bool) -> tuple[Settings, Site]:
    """Read a site; a preview has drafts in it, and offers editors at once what was just written.

    Raises PluginError with all findings where there are errors.
    """
    settings, findings = read_settings(path)
    _stop_on_errors(tuple(findings))
    if settings is None:
        raise PluginError("the settings cannot be read")
    checked, found = check(load_site(settings))
    _stop_on_errors(found)
    if serving:
        with contextlib.suppress(OSError):
            refresh(settings, checked)
    return settings, link_site(checked, settings.site_name, drafts=serving)


def notice(broken: str, is_good: bool = True) -> str:
    """What is wrong with the files just saved, on top of the page as it was before, or in the place of all pages."""
    title = f"{'Your last change' if is_good else 'The site'} is not shown: something in it is wrong."
    return str(_NOTICE.format(title, broken)) if broken else ""


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
