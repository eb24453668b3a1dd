"""What programs follow: feeds of changes, calendars, and timelines for other players.

In: the linked site, its ledgers and its address. Out: files by path, and the same files as pages offer them. All of it
comes from content: no clock, and no identifier that another build would not give.
"""

from collections.abc import Iterator
from pathlib import Path

from briefbook.editions.history import Histories
from briefbook.feeds.atom import atom
from briefbook.feeds.calendar import calendar, has_days
from briefbook.feeds.entries import Feed, feed_of, feed_of_all
from briefbook.feeds.jsonfeed import json_feed
from briefbook.feeds.timeline import has_starts, timeline_json
from briefbook.link import Briefing, Site
from briefbook.render.downloads import WHOLE_SITE, Download, Downloads

ATOM, JSON_FEED, CALENDAR = "application/atom+xml", "application/feed+json", "text/calendar"
__all__ = ["feed_files", "offered"]


def feed_files(site: Site, macros: Path, site_url: str, histories: Histories) -> Iterator[tuple[str, bytes]]:
    """Every file with its path. `macros` is the site's own folder of components."""
    feeds = []
    for briefing in site.briefings:
        feed = feed_of(site, briefing, macros, site_url, histories)
        feeds.append(feed)
        yield f"{briefing.id}/changes.atom", atom(feed, f"{briefing.id}/changes.atom")
        yield f"{briefing.id}/changes.json", json_feed(feed, f"{briefing.id}/changes.json")
        if has_days(briefing):
            yield f"{briefing.id}/timeline.ics", calendar(briefing, site_url)
        if has_starts(briefing):
            yield f"{briefing.id}/timeline.json", timeline_json(briefing)
    if feeds:
        whole: Feed = feed_of_all(site, feeds, site_url)
        yield "feeds/changes.atom", atom(whole, "feeds/changes.atom")
        yield "feeds/changes.json", json_feed(whole, "feeds/changes.json")


def offered(site: Site) -> Downloads:
    """The files as pages offer them; they have no size there, because nobody takes them home."""
    whole = (
        Download("Atom", "feeds/changes.atom", ATOM, use="follow"),
        Download("JSON Feed", "feeds/changes.json", JSON_FEED, use="follow"),
    )
    return {WHOLE_SITE: whole if site.briefings else (), **{one.id: tuple(_of(one)) for one in site.briefings}}


def _of(briefing: Briefing) -> Iterator[Download]:
    yield Download("Atom", f"{briefing.id}/changes.atom", ATOM, use="follow")
    yield Download("JSON Feed", f"{briefing.id}/changes.json", JSON_FEED, use="follow")
    if has_days(briefing):
        yield Download("iCalendar", f"{briefing.id}/timeline.ics", CALENDAR, use="dates")
    if has_starts(briefing):
        yield Download("TimelineJS", f"{briefing.id}/timeline.json", "application/json", use="dates")
