"""The files of the index.

In: a linked site. Out: names and texts. `index.js` says what there is; `words/N.js` holds a run of words in order with
their postings, `documents/N.js` a run of documents as a result shows them. Each briefing numbers its documents from a
start of its own, so that a new record in one of them renumbers nothing in another.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from briefbook.link import Site
from briefbook.search.documents import Document, documents
from briefbook.search.postings import Postings

FORMAT = 1
STEP = 1024  # a briefing's documents begin at a multiple of it
RUN = 32  # documents in a file
SIZE = 48_000  # characters of words in a file, before compression
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def search_files(site: Site) -> Iterator[tuple[str, str]]:
    """The files of the index, by their paths in the site. The last is the one that tells of the others."""
    postings, digest, start = Postings(), hashlib.sha256(), 0
    starts: list[tuple[str, int]] = []
    firsts: list[str] = []

    def file(name: str, value: Any) -> tuple[str, str]:
        text = _script(name, value)
        digest.update(text.encode("utf-8"))
        return f"search/{name}.js", text

    for briefing in (None, *site.briefings):
        found = list(documents(site, briefing))
        starts.append((briefing.id if briefing else "", start))
        title = briefing.model.title if briefing else ""
        for number, document in enumerate(found, start):
            postings.add(number, document)
        for at in range(0, len(found), RUN):
            yield file(f"documents/{(start + at) // RUN}", [title, [_shown(one) for one in found[at : at + RUN]]])
        start += -(-len(found) // STEP) * STEP
    for number, (first, lines) in enumerate(_runs(postings)):
        firsts.append(first)
        yield file(f"words/{number}", lines)
    about = {"format": FORMAT, "documents": postings.documents, "words": firsts, "briefings": starts}
    yield "search/index.js", _script("index", about | {"edition": digest.hexdigest()[:12]})


def _shown(document: Document) -> list[str]:
    """What a result shows."""
    anchor = f"#{document.address.anchor}" if document.address.anchor else ""
    address = f"{document.address.page}.html{anchor}"
    return [address, document.title, document.kind, document.date, document.names, document.text]


def _runs(postings: Postings) -> Iterator[tuple[str, list[str]]]:
    """The words in order, cut into runs of about one size: the first word of each, and a line a word.

    The order is that of JavaScript, which compares by units of sixteen bits.
    """
    lines: list[str] = []
    first, size = "", 0
    for word in sorted(postings.by_word, key=lambda word: word.encode("utf-16-be")):
        line = _line(word, postings)
        if lines and size + len(line) > SIZE:
            yield first, lines
            lines, size = [], 0
        first = first if lines else word
        lines.append(line)
        size += len(line)
    if lines:
        yield first, lines


def _line(word: str, postings: Postings) -> str:
    """A word and its postings: a digit for the weight, then how far on from the document before, both to base 36."""
    best, found = postings.best(word)
    pieces, before = [word if found == len(best) else f"{word}|{found}"], 0
    for number, weight in best:
        pieces.append(f"{_DIGITS[weight]}{_base36(number - before)}")
        before = number
    return " ".join(pieces)


def _base36(number: int) -> str:
    digits = ""
    while number >= 36:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return _DIGITS[number] + digits


def _script(name: str, value: Any) -> str:
    """A script that hands a value over; no letter in it can end a string or a line."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    written = written.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f'briefbookSearch.take("{name}",{written})\n'
