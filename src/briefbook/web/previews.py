"""What a link leads to, in a line: the data behind the previews of a briefing.

In: a linked briefing. Out: a script that hands the previews to the page that asked for it. A script and not JSON,
because a page that is read from disk may load the one and not the other.
"""

import json
from collections.abc import Callable
from functools import partial

from briefbook.link import Briefing, Page, Record, first_sentence
from briefbook.render.spoken import title_in
from briefbook.words import Words

Preview = tuple[str, str, str]
Titles = Callable[[str], str]


def previews(briefing: Briefing, words: Words) -> str:
    """The script `previews.js`: for each address in the briefing's folder what is there, its title, a sentence."""
    title = partial(title_in, briefing)
    entries: dict[str, Preview] = {}
    for page in briefing.pages:
        entries[_address(briefing, page.path)] = _of_page(page, words, title)
    for record in briefing.by_id.values():
        entries[_address(briefing, record.address.page, record.anchor)] = _of_record(record, words, title)
    return f"briefbookPreviews({json.dumps(briefing.id)}, {json.dumps(entries, sort_keys=True)})\n"


def _of_page(page: Page, words: Words, title: Titles) -> Preview:
    said = page.said or ("" if page.made else first_sentence(page.body, title))
    return words.say("page"), words.say(page.title) if page.made else page.title, said


def _of_record(record: Record, words: Words, title: Titles) -> Preview:
    """A record whose title is its own text, cut short, shows the whole sentence; a source says who published it."""
    noun = words.say(record.kind.singular.replace("_", " "))
    if (record.kind.title,) in record.texts:
        whole = first_sentence(record.texts[(record.kind.title,)], title)
        return noun, whole, _sentence(record, title)
    return noun, record.title, _sentence(record, title) or getattr(record.model, "publisher", "")


def _sentence(record: Record, title: Titles) -> str:
    """The first sentence of the first text that is not the record's title."""
    texts = (text for path, text in record.texts.items() if path != (record.kind.title,))
    return next((said for text in texts if (said := first_sentence(text, title))), "")


def _address(briefing: Briefing, path: str, anchor: str = "") -> str:
    inside = path.removeprefix(f"{briefing.id}/")
    return f"{inside}.html#{anchor}" if anchor else f"{inside}.html"
