"""Whether a built site is what the files beside it say.

In: settings and a built site. Out: a sentence for each difference. A build that failed leaves the site before it, and
an edit after a build is not in it; both look like any other site, and a version never changes.
"""

from collections.abc import Iterator

from briefbook.check import check
from briefbook.editions.canonical import digest
from briefbook.link import link_site
from briefbook.load import Settings, load_site
from briefbook.publish.source import Source


def differences(settings: Settings, source: Source) -> Iterator[str]:
    """Say what the files say otherwise than the site. Where they have errors, nothing more can be known."""
    checked, findings = check(load_site(settings))
    if any(finding.level == "error" for finding in findings):
        yield "the files have errors, so the site is an older one"
        return
    now = {briefing.id: digest(briefing) for briefing in link_site(checked, settings.site_name).briefings}
    for name in sorted(now.keys() | source.briefings.keys()):
        if name not in source.briefings:
            yield f"'{name}' is not in it"
        elif name not in now:
            yield f"'{name}' is in it, and not among the files"
        elif now[name] != source.briefings[name]:
            yield f"'{name}' has changed since it was built"
