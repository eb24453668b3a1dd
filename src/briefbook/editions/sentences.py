"""Sentences of a tree, and what is different between two runs of them.

In: two trees as JSON. Out: `Detail`s: sentences added, removed, reworded, moved, or with the same words and other
marks; and the words of two sentences, each marked as kept, taken out or put in.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from briefbook.editions.change import Detail
from briefbook.editions.tree import from_json
from briefbook.prose import Node, sentences

_WORD = re.compile(r"\s+|\d+(?:[.,]\d+)+|\w+(?:[-'’]\w+)*|[^\w\s]")
_SPACE_BEFORE_MARK = re.compile(r"\s+([.,;:!?])")
ALIKE = 0.5
Title = Callable[[str], str]
Piece = tuple[str, str]
KEPT, OUT, IN = "=", "-", "+"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its words, what its words are marked with, and the sort of block it stands in."""

    text: str
    marks: tuple[str, ...] = ()
    block: str = ""


def sentences_of(tree: list[Any], title: Title) -> list[Sentence]:
    """The sentences of a tree, in reading order; what has no words (a component, an image) counts as one."""
    found: list[Sentence] = []
    for block, sort in _blocks(Node("document", from_json(tree)), ()):
        text, marks = _flattened(block, title)
        found += _split(text, marks, sort)
    return found


def _blocks(node: Node, above: tuple[str, ...]) -> Iterator[tuple[Node, str]]:
    """The innermost blocks, each with the sort of block that it is."""
    for child in node.children:
        sort = (*above, f"{child.type} {json.dumps(dict(child.attributes), sort_keys=True)}")
        if not child.is_block:
            yield Node("paragraph", (child,)), " ".join(above)
        elif any(inner.is_block for inner in child.children):
            yield from _blocks(child, sort)
        else:
            yield child, " ".join(sort)


def _flattened(block: Node, title: Title) -> tuple[str, list[tuple[int, str]]]:
    """The words of a block, and its marks with the offsets at which they stand."""
    parts: list[str] = []
    marks: list[tuple[int, str]] = []

    def visit(node: Node) -> None:
        here = sum(map(len, parts))
        if node.type in ("text", "code", "fence", "component"):
            parts.append(node.text)
        elif node.type == "break":
            parts.append(" ")
        elif node.type == "citation":
            cites = (", ".join(filter(None, cite)) for cite in node.attributes["cites"])
            marks.extend((max(here - 1, 0), f"@{cite}") for cite in cites)
        elif node.type == "image":
            parts.append(str(node.attributes.get("alt", "")))
            marks.append((here, str(node.attributes.get("src", ""))))
        elif node.type == "reference":
            marks.append((here, str(node.attributes["target"])))
            if not node.children:
                parts.append(title(str(node.attributes["target"])))
        elif node.type == "link":
            marks.append((here, str(node.attributes.get("href", ""))))
        elif node.type in ("emphasis", "strong", "footnote_reference"):
            marks.append((here, f"{node.type} {node.attributes.get('number', '')}".strip()))
        for child in node.children:
            visit(child)

    visit(block)
    return "".join(parts), marks


def _split(text: str, marks: list[tuple[int, str]], sort: str) -> Iterator[Sentence]:
    position = 0
    waiting = list(marks)
    parts = sentences(text) or ([""] if marks or not text.strip() else [text])
    for number, part in enumerate(parts):
        position = text.find(part, position) + len(part)
        last = number == len(parts) - 1
        own = [mark for offset, mark in waiting if last or offset < position]
        waiting = waiting[len(own) :]
        yield Sentence(_SPACE_BEFORE_MARK.sub(r"\1", " ".join(part.split())), tuple(own), sort)


def compare(old: Sequence[Sentence], new: Sequence[Sentence]) -> tuple[Detail, ...]:
    """What is different between two runs of sentences, in the order of the new."""
    gone: list[Sentence] = []
    come: list[Sentence] = []
    found: list[Detail | Sentence] = []
    for tag, i, k, j, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        pairs, before, after = _paired(old[i:k], new[j:m])
        gone += before
        come += after
        found += [pairs.get(sentence, sentence) for sentence in [*before, *new[j:m]]]
    moved = Counter(gone) & Counter(come)
    details: list[Detail] = []
    dropped = Counter(moved)
    for item in found:
        if isinstance(item, Detail):
            details.append(item)
        elif moved[item] and item in come and dropped[item] > 0:
            dropped[item] -= 1
            details.append(Detail("moved", (), item.text, item.text))
        elif not moved[item]:
            details.append(Detail("removed", (), item.text) if item in gone else Detail("added", (), None, item.text))
    return tuple(details)


def _paired(
    old: Sequence[Sentence], new: Sequence[Sentence]
) -> tuple[dict[Sentence, Detail], list[Sentence], list[Sentence]]:
    """Pair the sentences that are alike; give the pairs by the new one, and what is left on either side."""
    left = list(old)
    pairs: dict[Sentence, Detail] = {}
    for sentence in new:
        best = max(left, key=lambda other: likeness(other.text, sentence.text), default=None)
        if best is not None and sentence not in pairs and likeness(best.text, sentence.text) >= ALIKE:
            left.remove(best)
            pairs[sentence] = _pair(best, sentence)
    return pairs, left, [sentence for sentence in new if sentence not in pairs]


def _pair(old: Sentence, new: Sentence) -> Detail:
    gained, lost = Counter(new.marks) - Counter(old.marks), Counter(old.marks) - Counter(new.marks)
    kind = "reworded" if old.text != new.text else "marked"
    return Detail(kind, (), old.text, new.text, tuple(gained.elements()), tuple(lost.elements()))


def likeness(one: str, other: str) -> float:
    """How alike two texts are, from 0 (no word in common) to 1 (the same)."""
    if one == other:
        return 1.0
    first, second = (Counter(word.casefold() for word in _WORD.findall(text) if word.strip()) for text in (one, other))
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 0.0


def marked_words(old: str, new: str) -> tuple[Piece, ...]:
    """The words of two texts in one: kept, taken out, put in. Kept and out are the old text, kept and in the new."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    pieces: list[Piece] = []
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for number, (tag, i, k, j, m) in enumerate(codes):
        lonely = tag == "equal" and 0 < number < len(codes) - 1 and not "".join(before[i:k]).strip()
        if tag == "equal" and not lonely:
            pieces.append((KEPT, "".join(before[i:k])))
        else:  # a space alone between two changes reads as part of them
            pieces += [(OUT, "".join(before[i:k])), (IN, "".join(after[j:m]))]
    return tuple(_joined(pieces))


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Bring what is taken out, and what is put in, together between two pieces that were kept."""
    waiting = {OUT: "", IN: ""}
    for sign, text in [*pieces, (KEPT, "")]:
        if sign != KEPT:
            waiting[sign] += text
            continue
        yield from ((held, words) for held, words in waiting.items() if words)
        waiting = {OUT: "", IN: ""}
        if text:
            yield KEPT, text
