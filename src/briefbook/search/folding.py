"""A text to the words by which it is found.

In: a text. Out: its words, folded: without case, accents and punctuation. `search-index.js` does the same to what a
reader types, step by step; a test compares the two in a browser.
"""

import re
import unicodedata
from functools import lru_cache

LONGEST = 40
_WORD = re.compile(r"[^\W_]+")
# Scripts that write no spaces between words; there, every two neighbours stand for a word.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_RUNS = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")
_UNSPACED_START = re.compile(f"[{_UNSPACED}]")
_FIRST_UNSPACED = "\u0e00"


def fold(text: str) -> str:
    """A text without the differences that a searching reader does not mean."""
    if text.isascii():
        return text.lower()
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if unicodedata.category(sign)[0] != "M")
    return bare.upper().lower().replace("ς", "σ")


@lru_cache(maxsize=65536)
def _pieces(word: str) -> tuple[str, ...]:
    """What a word counts as: itself, or, where its script sets no spaces, its pairs of signs."""
    pieces: list[str] = []
    for run in _RUNS.findall(word) if max(word) >= _FIRST_UNSPACED else (word,):
        if not _UNSPACED_START.match(run):
            pieces.extend((run[:LONGEST],) if len(run) > 1 or run.isdecimal() else ())
        elif len(run) == 1:
            pieces.append(run)
        else:
            pieces.extend(run[at : at + 2] for at in range(len(run) - 1))
    return tuple(pieces)


def words(text: str) -> list[str]:
    """The words of a text, in order. Single letters say too little to be kept."""
    folded = fold(text)
    found = _WORD.findall(folded)
    if folded.isascii():
        return [word[:LONGEST] for word in found if len(word) > 1 or word.isdecimal()]
    return [piece for word in found for piece in _pieces(word)]
