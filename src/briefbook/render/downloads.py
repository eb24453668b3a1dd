"""What a reader can take home: the files made of a briefing beside its pages.

In: nothing. Out: `Download`. Print, EPUB and zip each give theirs, and pages name them; so it stands below all of
them.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take home. `label` is its type in a word ("PDF"), `path` where it lies in the site, `size` in bytes.

    The size is 0 while the file is promised and not made yet.
    """

    label: str
    path: str
    media_type: str
    size: int = 0


Downloads = Mapping[str, tuple[Download, ...]]
"""The downloads of each briefing by its id, and those of the whole site under `WHOLE_SITE`."""

WHOLE_SITE = ""
NO_DOWNLOADS: Downloads = {}
