"""Who mentions whom, and in which sentence.

In: texts and fields of records and pages. Out: for each target the places that discuss it, and for each page the
records it leans on.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from briefbook.check import Leaf
from briefbook.model.fields import Reference
from briefbook.prose import CallError, Node, read_call, sentence_finder, sentences, walk

_SPACE_BEFORE_MARK = re.compile(r"\s+([.,;:!?])")


@dataclass(frozen=True, slots=True)
class Use:
    """A reference: what it names, and the sentence it stands in, or none for a field."""

    target: str
    sentence: str = ""


def uses_in_text(root: Node, title: Callable[[str], str]) -> Iterator[Use]:
    """Yield the references and citations of a text, each with its sentence."""
    for block in _inline_blocks(root):
        text, marks = _flatten(block, title)
        around = sentence_finder(text)
        for offset, target in marks:
            yield Use(target, _SPACE_BEFORE_MARK.sub(r"\1", around(offset)))


def uses_in_fields(leaves: tuple[Leaf, ...]) -> Iterator[Use]:
    """Yield the references a record makes in its fields."""
    for leaf in leaves:
        marker = leaf.shape.marker
        if isinstance(marker, Reference):
            yield Use(leaf.scalar.text)


def uses_in_components(root: Node) -> Iterator[Use]:
    """Yield the records that a page shows one by one."""
    for node in walk(root):
        if node.type != "component":
            continue
        try:
            call = read_call(node.text)
        except CallError:
            continue
        if call.arguments and "briefing" not in call.keywords:
            yield Use(str(call.arguments[0]))


def first_sentence(root: Node, title: Callable[[str], str]) -> str:
    """The first sentence of a text, references in their targets' titles; empty where it has no words."""
    for block in _inline_blocks(root):
        if block.type == "paragraph" and (found := sentences(" ".join(_flatten(block, title)[0].split()))):
            return _SPACE_BEFORE_MARK.sub(r"\1", found[0])
    return ""


def _inline_blocks(node: Node) -> Iterator[Node]:
    """The innermost blocks: those that hold words and not other blocks."""
    if not any(child.is_block for child in node.children):
        yield node
        return
    for child in node.children:
        if child.is_block:
            yield from _inline_blocks(child)
        else:
            yield Node("paragraph", (child,))


def _flatten(node: Node, title: Callable[[str], str]) -> tuple[str, list[tuple[int, str]]]:
    """The words of a block, and the offset of every reference and citation in them."""
    parts: list[str] = []
    marks: list[tuple[int, str]] = []
    length = 0

    def add(words: str) -> None:
        nonlocal length
        parts.append(words)
        length += len(words)

    def visit(inner: Node) -> None:
        if inner.type in ("text", "code"):
            add(inner.text)
        elif inner.type in ("softbreak", "break"):
            add(" ")
        elif inner.type == "citation":
            marks.extend((max(length - 1, 0), cited) for cited, _ in inner.attributes["cites"])
        elif inner.type == "reference":
            marks.append((length, inner.attributes["target"]))
            if not inner.children:
                add(title(inner.attributes["target"]))
        for child in inner.children:
            visit(child)

    visit(node)
    return "".join(parts), marks
