"""Which words lead to which documents, and how strongly.

In: documents with their numbers. Out: for each word its postings. A posting is a number of the document and a weight
of 1 to 35; packed into one integer, because a site of a thousand briefings has millions of them.
"""

from array import array
from collections import Counter
from dataclasses import dataclass, field

from briefbook.search.documents import Document
from briefbook.search.folding import words

BITS = 6  # of a packed posting, for the weight
HEAVIEST = 35
KEPT = 2000  # postings of one word: the best, where a word stands in more documents than anybody reads
_USUAL = 60  # words in a text of usual length
_TITLE, _WHOLE_TITLE, _NAME, _TEXT = 10.0, 12.0, 8.0, 5.0
_FIGURE = 6.0  # beside its weight as a name: the estimate comes before a sentence that cites it


def weights(document: Document) -> dict[str, int]:
    """The words of a document with their weights: a title says more than a text, a short title more than a long one.

    A text counts as in BM25: each repetition adds less, and a word in a long text less than one in a short one.
    """
    title = words(document.title)
    text = Counter(words(f"{document.text} {document.date}"))
    length = 1.2 * (0.4 + 0.6 * text.total() / _USUAL)
    weight = {word: _TEXT * 2.2 * count / (count + length) for word, count in text.items()}
    for word in set(words(document.names)):
        weight[word] = weight.get(word, 0.0) + _NAME
    for word in set(words(document.figures)):
        weight[word] = weight.get(word, 0.0) + _FIGURE
    for word in set(title):
        weight[word] = weight.get(word, 0.0) + _TITLE + _WHOLE_TITLE / len(title)
    return {word: max(1, min(round(value), HEAVIEST)) for word, value in weight.items()}


@dataclass(slots=True)
class Postings:
    """Collects the postings of a whole site."""

    by_word: dict[str, "array[int]"] = field(default_factory=dict)
    documents: int = 0

    def add(self, number: int, document: Document) -> None:
        """Enter a document under its number; numbers must rise."""
        self.documents += 1
        for word, weight in weights(document).items():
            found = self.by_word.get(word)
            if found is None:
                found = self.by_word[word] = array("I")
            found.append(number << BITS | weight)

    def best(self, word: str) -> tuple[list[tuple[int, int]], int]:
        """The postings of a word worth keeping, by rising number, and how many there were."""
        packed = self.by_word[word]
        kept = packed if len(packed) <= KEPT else sorted(sorted(packed, key=_lightest)[-KEPT:])
        return [(one >> BITS, one & (1 << BITS) - 1) for one in kept], len(packed)


def _lightest(packed: int) -> tuple[int, int]:
    """Order by weight; of two alike, the later document is the lighter."""
    return packed & (1 << BITS) - 1, -packed
