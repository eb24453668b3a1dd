"""What rests on a record or page: the sentences and records elsewhere that cite, mention or name it.

In: a context and an id. Out: a view of places, each with its sentences. A reader of a change wants to know what else it
bears on. A sentence of a page is reached at the heading under which it stands.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, partial

from briefbook.check.index import within
from briefbook.link import Briefing, Mention, uses_in_text
from briefbook.render.context import Context
from briefbook.render.passages import Passage, passages
from briefbook.render.spoken import title_in
from briefbook.render.views import View
from briefbook.words import Words

FEW = 3  # what is more is folded, so that the change itself stays in sight
Sentences = Mapping[tuple[str, str], Passage]


def resting_in(context: Context) -> Callable[[str], View | None]:
    """Gives the places where something is discussed, or None where nothing rests on it. Each page is read once."""
    pages = {page.path: page.id for page in context.here.pages}
    sentences = cache(partial(_sentences, context.here, context.words))

    def placed(name: str, mention: Mention) -> Mention:
        page = pages.get(mention.address.page) if mention.kind == "page" else None
        found = sentences(page).get((name, mention.sentence)) if page else None
        if found is None or not found.heading:
            return mention
        said = context.words.say("%(page)s: %(heading)s", page=mention.title, heading=found.heading)
        return replace(mention, address=found.address, title=said)

    def resting(name: str) -> View | None:
        places = context.mentions([placed(name, mention) for mention in context.here.discussed(name)])
        number = sum(max(len(place.sentences), 1) for place in places)
        return View(places=places, number=number, many=number > FEW) if places else None

    return resting


def _sentences(briefing: Briefing, words: Words, page: str) -> Sentences:
    """What a page names or cites, with the sentence, and the passage in which it does so first."""
    anchors = {record.anchor for record in briefing.by_id.values()}
    found: dict[tuple[str, str], Passage] = {}
    named = partial(title_in, briefing)
    for passage in passages(briefing.pages_by_id[page], anchors, words, named):
        for block in passage.blocks:
            for use in uses_in_text(block, named):
                found.setdefault((within(briefing.id, use.target) or use.target, use.sentence), passage)
    return found
