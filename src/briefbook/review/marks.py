"""What differs between two pages, marked in both.

In: two runs of pieces. Out: both as markup, with `del` in the first and `ins` in the second, and how many places
differ. Blocks are paired first, words within them after. Each block that differs has an empty element `at` before its
words, by which a style sheet tells it from what stayed; the first of each place can be gone to.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import chain

from markupsafe import Markup, escape

from briefbook.editions.sentences import IN, KEPT, OUT, marked_words
from briefbook.review.clean import Piece

_TOO_LONG = 20_000  # letters of one run of changed blocks, beyond which its words are not compared one by one
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Side:
    """One of two pages: its pieces, its blocks, the words in each piece that are here only, the places that differ."""

    pieces: Sequence[Piece]
    blocks: list[list[int]]
    spans: dict[int, list[Span]] = field(default_factory=dict)
    places: dict[int, str] = field(default_factory=dict)

    def words(self, numbers: Sequence[int]) -> str:
        """The words of some pieces."""
        return "".join(self.pieces[number].words for number in numbers)

    def written(self, tag: str) -> Markup:
        """The page as markup."""
        return Markup("").join(chain.from_iterable(self._piece(number, tag) for number in range(len(self.pieces))))

    def _piece(self, number: int, tag: str) -> Iterator[Markup]:
        piece, position = self.pieces[number], 0
        if number in self.places:
            name = self.places[number]
            yield Markup('<span class="at"{}></span>').format(Markup(' id="{}"').format(name) if name else "")
        for start, end in self.spans.get(number, ()):
            yield escape(piece.words[position:start])
            words = piece.words[start:end]
            yield Markup("<{0}>{1}</{0}>").format(tag, words) if words.strip() else escape(words)
            position = end
        yield piece.markup + escape(piece.words[position:])


def marked(old: Sequence[Piece], new: Sequence[Piece], name: str) -> tuple[Markup, Markup, int]:
    """Both as markup; `name` begins what a place is called, as in `page-2-1`."""
    left, right = Side(old, _blocks(old)), Side(new, _blocks(new))
    texts = [[" ".join(side.words(block).split()) for block in side.blocks] for side in (left, right)]
    number = 0
    for tag, i, k, j, m in SequenceMatcher(None, texts[0], texts[1], autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        number += 1
        pairs = zip(range(i, k), range(j, m), strict=True) if k - i == m - j else ()
        runs = [((a, a + 1), (b, b + 1)) for a, b in pairs] or [((i, k), (j, m))]
        for was, now in runs:
            _mark(left, right, list(chain(*left.blocks[slice(*was)])), list(chain(*right.blocks[slice(*now)])))
        _place(left, left.blocks[i:k], "" if m > j else f"{name}-{number}")
        _place(right, right.blocks[j:m], f"{name}-{number}")
    return left.written("del"), right.written("ins"), number


def _place(side: Side, blocks: Sequence[Sequence[int]], name: str) -> None:
    """Note where blocks that differ begin; the first bears the name, if there is one to bear."""
    side.places.update({block[0]: "" if number else name for number, block in enumerate(blocks)})


def _mark(old: Side, new: Side, left: list[int], right: list[int]) -> None:
    """Find the words of a run of blocks that are on one side only."""
    was, now = old.words(left), new.words(right)
    whole = ((OUT, was), (IN, now))
    pieces = whole if max(len(was), len(now)) > _TOO_LONG else marked_words(was, now)
    at = {OUT: 0, IN: 0}
    spans: dict[str, list[Span]] = {OUT: [], IN: []}
    for sign, text in pieces:
        for side in (OUT, IN) if sign == KEPT else (sign,):
            if sign != KEPT:
                spans[side].append((at[side], at[side] + len(text)))
            at[side] += len(text)
    _spread(spans[OUT], old, left)
    _spread(spans[IN], new, right)


def _spread(spans: list[Span], side: Side, numbers: list[int]) -> None:
    """Give each piece of words its part of the spans, which count through all of them."""
    start = 0
    for number in numbers:
        end = start + len(side.pieces[number].words)
        own = [(max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start]
        if own:
            side.spans.setdefault(number, []).extend(own)
        start = end


def _blocks(pieces: Sequence[Piece]) -> list[list[int]]:
    """The pieces of words, by the block they stand in."""
    blocks: list[list[int]] = [[]]
    for number, piece in enumerate(pieces):
        if piece.ends:
            blocks.append([])
        elif piece.words:
            blocks[-1].append(number)
    return [block for block in blocks if any(pieces[number].words.strip() for number in block)]
