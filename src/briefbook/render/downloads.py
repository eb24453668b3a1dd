"""What is made of a briefing beside its pages: for a reader to take home, or for a program to follow.

In: nothing. Out: `Download`. Print, EPUB, zip, feeds and data each give theirs, and pages name them; so it stands below
all of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Use = Literal["keep", "follow", "dates", "data"]


@dataclass(frozen=True, slots=True)
class Download:
    """A file beside the pages. `label` is its type in a word ("PDF"), `path` where it lies, `size` in bytes.

    The size is 0 while the file is promised and not made yet. `use` is what it is for: `keep` to take home, `follow`
    for a reader of feeds, `dates` for a calendar or a player, `data` for a program.
    """

    label: str
    path: str
    media_type: str
    size: int = 0
    use: Use = "keep"


Downloads = Mapping[str, tuple[Download, ...]]
"""The downloads of each briefing by its id, and those of the whole site under `WHOLE_SITE`."""

WHOLE_SITE = ""
NO_DOWNLOADS: Downloads = {}


def together(*parts: Downloads) -> Downloads:
    """Several lists of files as one."""
    names = dict.fromkeys(name for part in parts for name in part)
    return {name: tuple(file for part in parts for file in part.get(name, ())) for name in names}
