"""How feeds and calendars name things, so that no reader is shown one thing twice.

In: the address of the site or none, and what is named. Out: identifiers and times. An identifier is made of what never
changes: a host, a day, an id, or the digest of a first edition.
"""

import datetime
import re
from urllib.parse import quote, urlsplit
from uuid import NAMESPACE_URL, uuid5

from briefbook.link import Address, Briefing
from briefbook.model.dates import try_date

_LATEST_UNKNOWN = datetime.date(2000, 1, 1)
_UNFIT = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fit(text: str) -> str:
    """A text without what XML and UTF-8 cannot hold; a snapshot of another time may have anything in it."""
    return _UNFIT.sub("\ufffd", text)


def day_of(text: str) -> datetime.date:
    """The last day that a date of content may mean."""
    date = try_date(text)
    return (date and (date.latest or date.earliest)) or _LATEST_UNKNOWN


def instant(text: str) -> str:
    """A date of content as a moment: the beginning of its day, which is as precise as a day can be said."""
    return f"{day_of(text).isoformat()}T00:00:00Z"


def tag(site_url: str, day: str, *path: str) -> str:
    """The identifier of a thing of that day: a `tag:` URI where the site has an address, a `urn:uuid:` elsewhere."""
    if site_url:
        host = urlsplit(site_url).hostname or "localhost"
        return f"tag:{host},{day_of(day).isoformat()}:{quote('/'.join(path))}"
    return f"urn:uuid:{uuid5(NAMESPACE_URL, '/'.join(path))}"


def seed(briefing: Briefing) -> str:
    """What tells this briefing from another of the same id elsewhere: the digest of its first edition."""
    return briefing.editions[0].digest if briefing.editions else ""


def absolute(site_url: str, address: Address) -> str:
    """The address on the web, or nothing where the site has none."""
    anchor = f"#{quote(address.anchor)}" if address.anchor else ""
    return f"{site_url}{quote(address.page)}.html{anchor}" if site_url else ""
