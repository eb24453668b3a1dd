"""Sentences of a text.

In: the words of a block. Out: its sentences. A small rule and not a language model: an end mark, white space and a
capital, digit or opening mark after it; initials and common abbreviations do not end a sentence.
"""

import re
from bisect import bisect_left
from collections.abc import Callable

_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[^\W_a-z])")
_NOT_AN_END = re.compile(r"(?:^|[\s(])(?:[A-Z]|St|Dr|Mr|Mrs|Ms|No|vs|cf|e\.g|i\.e|U\.S|approx)\.$")

_LONGEST = 12  # letters that an abbreviation, with what stands before it, never has


def sentences(text: str) -> list[str]:
    """Split a text into sentences."""
    parts: list[str] = []
    start = 0
    for match in _END.finditer(text):
        if _NOT_AN_END.search(text[max(start, match.start() - _LONGEST) : match.start()]):
            continue
        parts.append(text[start : match.end()].strip())
        start = match.end()
    parts.append(text[start:].strip())
    return [part for part in parts if part]


def sentence_around(text: str, offset: int) -> str:
    """The sentence in which an offset lies."""
    return sentence_finder(text)(offset)


def sentence_finder(text: str) -> Callable[[int], str]:
    """What `sentence_around` says of any offset into one text, which is split once."""
    found, ends, position = sentences(text), [], 0
    for sentence in found:
        position = text.find(sentence, position) + len(sentence)
        ends.append(position)

    def around(offset: int) -> str:
        number = bisect_left(ends, offset)
        return found[number] if number < len(found) else text.strip()

    return around
