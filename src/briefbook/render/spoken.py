"""A text as plain words, for places that know no markup: a calendar, a feed, what a page says of itself.

In: a briefing and the tree of a text. Out: one line. A reference that takes its words from what it leads to has them; a
citation leaves no trace, not even the space before it.
"""

import re

from briefbook.link import Briefing
from briefbook.prose import Node, plain_text

_LEFT_BY_A_CITATION = re.compile(r"\s+(?=[.,;:](?:\s|$))")


def spoken(briefing: Briefing, root: Node) -> str:
    """The words of a text, on one line."""
    words = plain_text(root, lambda name: title_in(briefing, name))
    return " ".join(_LEFT_BY_A_CITATION.sub("", words).split())


def title_in(briefing: Briefing, name: str) -> str:
    """What a record or page of the briefing is called; the name itself where there is none."""
    there = briefing.by_id.get(name) or briefing.pages_by_id.get(name)
    return there.title if there else name
