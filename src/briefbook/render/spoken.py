"""A text as plain words, for places that know no markup: a calendar, a feed, what a page says of itself.

In: a briefing and the tree of a text. Out: one line. A reference that takes its words from what it leads to has them; a
citation leaves no trace.
"""

from functools import partial

from briefbook.link import Briefing
from briefbook.prose import Node, spoken_text


def spoken(briefing: Briefing, root: Node) -> str:
    """The words of a text, on one line."""
    return spoken_text(root, partial(title_in, briefing))


def title_in(briefing: Briefing, name: str) -> str:
    """What a record or page is called that the briefing refers to; the name itself where there is none."""
    there = briefing.by_id.get(name) or briefing.pages_by_id.get(name)
    return there.title if there else briefing.elsewhere.get(name, name)
