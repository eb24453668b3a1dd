"""What readers might look for, drawn from the data itself, with what they should then find.

In: every document of a site. Out: queries of six sorts. A query may be answered by more than one document where the
site holds more than one of the same name; a phrase is one that stands in a single document.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from briefbook.search import Document
from briefbook.search.folding import words

SORTS = {"title": 10, "native name": 5, "other name": 6, "misspelt": 7, "phrase": 8, "page": 5}


@dataclass(frozen=True)
class Query:
    """What is typed, and the addresses any of which is right."""

    sort: str
    text: str
    right: frozenset[str]


def address(document: Document) -> str:
    """The address of a document, as every engine in the comparison writes it."""
    anchor = f"#{document.address.anchor}" if document.address.anchor else ""
    return f"{document.address.page}.html{anchor}"


def queries(documents: list[Document], seed: int = 5) -> list[Query]:
    """As many queries of each sort as `SORTS` says, fewer where the data has no more of them."""
    dice = random.Random(seed)
    shuffled = dice.sample(documents, len(documents))
    named = [(frozenset(words(f"{one.title} {one.names}")), address(one)) for one in documents]
    made: list[Query] = []
    for sort, wanted in SORTS.items():
        texts: dict[str, Document] = {}
        for document in shuffled:
            text = _MAKERS[sort](document, dice) if len(texts) < wanted else ""
            if text and text not in texts and (sort != "phrase" or _stands_once(text, documents)):
                texts[text] = document
        made += [Query(sort, text, _right(sort, text, document, named)) for text, document in texts.items()]
    return made


def _stands_once(text: str, documents: list[Document]) -> bool:
    return sum(text in one.text for one in documents) == 1


def _right(sort: str, text: str, document: Document, named: list[tuple[frozenset[str], str]]) -> frozenset[str]:
    if sort == "phrase":
        return frozenset({address(document)})
    asked = frozenset(words(document.title if sort == "misspelt" else text))
    return frozenset({address(document), *(place for found, place in named if asked <= found)})


def _long(text: str, least: int = 5) -> Iterator[str]:
    """The words of a text that say something."""
    return (word for word in text.replace("\u2019", "'").split() if len(word) >= least and word.isalpha())


def _title(document: Document, dice: random.Random) -> str:
    """Three words of a record's title, in order."""
    found = list(_long(document.title))
    return " ".join(found[:3]) if document.kind != "page" and len(found) >= 3 else ""


def _native(document: Document, dice: random.Random) -> str:
    first = document.names.split(" \u00b7 ")[0]
    return "" if first.isascii() or document.kind != "actor" else first


def _other(document: Document, dice: random.Random) -> str:
    last = document.names.split(" \u00b7 ")[-1]
    return last if last.isascii() and document.kind in ("actor", "term") and len(last) > 3 else ""


def _misspelt(document: Document, dice: random.Random) -> str:
    """The longest word of a short title with two letters changed about."""
    found = sorted(_long(document.title, 7), key=len)
    if document.kind not in ("term", "actor") or not found or len(document.title.split()) > 2:
        return ""
    at = dice.randrange(2, len(found[-1]) - 2)
    word = found[-1]
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return document.title.replace(word, swapped) if swapped != word else ""


def _phrase(document: Document, dice: random.Random) -> str:
    """Two neighbouring words of a text."""
    found = document.text.split()
    pairs = [" ".join(pair) for pair in pairwise(found) if all(len(list(_long(w))) for w in pair)]
    return dice.choice(pairs) if document.kind != "page" and pairs else ""


def _page(document: Document, dice: random.Random) -> str:
    """The heading of something that somebody wrote at length."""
    return document.title if document.kind == "page" and len(document.text) > 400 else ""


_MAKERS = {
    "title": _title,
    "native name": _native,
    "other name": _other,
    "misspelt": _misspelt,
    "phrase": _phrase,
    "page": _page,
}
