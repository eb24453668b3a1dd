"""Sentences of a text.

In: the words of a block. Out: its sentences. A small rule and not a language model: an end mark, white space and a
capital, digit or opening mark after it; initials and common abbreviations do not end a sentence.
"""

import re

_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[^\W_a-z])")
_NOT_AN_END = re.compile(r"(?:^|[\s(])(?:[A-Z]|St|Dr|Mr|Mrs|Ms|No|vs|cf|e\.g|i\.e|U\.S|approx)\.$")


def sentences(text: str) -> list[str]:
    """Split a text into sentences."""
    parts: list[str] = []
    start = 0
    for match in _END.finditer(text):
        if _NOT_AN_END.search(text[start : match.start()]):
            continue
        parts.append(text[start : match.end()].strip())
        start = match.end()
    parts.append(text[start:].strip())
    return [part for part in parts if part]


def sentence_around(text: str, offset: int) -> str:
    """The sentence in which an offset lies."""
    position = 0
    for sentence in sentences(text):
        begin = text.find(sentence, position)
        position = begin + len(sentence)
        if offset <= position:
            return sentence
    return text.strip()
