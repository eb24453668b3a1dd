"""A feed as JSON Feed 1.1 (jsonfeed.org/version/1.1).

In: a `Feed`. Out: its bytes. Addresses must be whole there, so a site without one gives none.
"""

import json
from typing import Any

from briefbook.feeds.entries import Entry, Feed


def json_feed(feed: Feed, path: str) -> bytes:
    """The bytes of a feed that lies at `path` in the site."""
    whole = {"home_page_url": feed.home, "feed_url": f"{feed.site_url}{path}"} if feed.site_url else {}
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        **whole,
        "language": feed.language,
        "items": list(map(_item, feed.entries)),
    }
    return f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode()


def _item(entry: Entry) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        "date_published": entry.published,
        "date_modified": entry.updated,
        "authors": [{"name": name} for name in entry.authors],
        "tags": list(entry.topics),
        "language": entry.language,
    }
    return {name: value for name, value in told.items() if value}
