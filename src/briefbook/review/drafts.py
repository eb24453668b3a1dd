"""The drafts that a change touches, which are in nothing that is published and so in no other section.

In: two sides. Out: items. What was a draft and is published now, or the other way about, is told where it came or went.
"""

from collections.abc import Iterator

from briefbook.editions import diff, nothing
from briefbook.render.changes import Telling
from briefbook.render.views import View
from briefbook.review.items import item
from briefbook.review.report import Pair
from briefbook.review.side import Side


def drafts(before: Side, after: Side) -> Iterator[View]:
    """The drafts that came, changed or went."""
    for briefing in sorted(before.drafts.keys() | after.drafts.keys()):
        old, new = (
            side.drafts.get(briefing) or side.tree.models.get(briefing) or nothing(briefing) for side in (before, after)
        )
        here = after.draft_ids(briefing)
        gone = before.draft_ids(briefing) - new["records"].keys() - new["pages"].keys()
        pair = Pair(old, new, before.label, after.label)
        changes = [change for change in diff(old, new) if change.id in here | gone]
        for group in Telling(pair.words, old, new).groups(changes):
            yield item(group.noun, group.title, group.id, briefing=pair.title, lines=group.lines)


def once_or_now(before: Side, after: Side, briefing: str, name: str, types: tuple[str, ...]) -> str:
    """What is said of something that came or went because it was a draft, or is one now."""
    if "removed" in types and name in after.draft_ids(briefing):
        return "a draft now"
    return "a draft before" if "added" in types and name in before.draft_ids(briefing) else ""
