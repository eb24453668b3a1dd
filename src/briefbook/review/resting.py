"""What else a reviewer should read again: the sentences and records that rest on what changed.

In: a linked briefing and what changed in it. Out: for each record or page that was there before and changed, where it
is discussed, and whether that changed too. It is the list that readers find on the page of changes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefbook.editions import Change
from briefbook.link import Briefing


@dataclass(frozen=True, slots=True)
class Rest:
    """A place that rests on something: its sort and words, and whether it changed too."""

    kind: str
    said: str
    is_changed: bool


def resting(briefing: Briefing, changes: Sequence[Change]) -> Iterator[tuple[str, str, tuple[Rest, ...]]]:
    """The id of each and its kind, with all that rests on it."""
    come = {change.id for change in changes if not change.field}
    touched = dict.fromkeys(change.id for change in changes if change.part in ("record", "page") and change.id)
    there = {name: briefing.by_id.get(name) or briefing.pages_by_id.get(name) for name in touched}
    homes = {found.address for found in there.values() if found}
    for name in (name for name in touched if name not in come):
        places = tuple(
            Rest(mention.kind, _words(mention.title, mention.sentence), mention.address in homes)
            for mention in briefing.discussed(name)
        )
        if places:
            yield name, briefing.by_id[name].kind.singular if name in briefing.by_id else "page", places


def _words(title: str, sentence: str) -> str:
    """What a place is called and the sentence there; a sentence that is the title itself is not said twice."""
    return f"{title} – {sentence}" if sentence and sentence != title else title
