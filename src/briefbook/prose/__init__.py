"""Markdown, once for every medium: text to a tree that check, web, print and EPUB share.

In: the text of a page or of a field. Out: a frozen tree of `Node`s, each with its place in the text. Nothing is
executed here, and nothing is refused either: what must not stand in a text becomes a node of type `problem`, and
`check` says so.
"""

from briefbook.prose.calls import Call, CallError, read_call, repaired_call
from briefbook.prose.locate import Locator
from briefbook.prose.parse import parse_line, parse_text
from briefbook.prose.sentences import sentence_around, sentence_finder, sentences
from briefbook.prose.tree import Node, plain_text, spoken_text, walk

__all__ = [
    "Call",
    "CallError",
    "Locator",
    "Node",
    "parse_line",
    "parse_text",
    "plain_text",
    "read_call",
    "repaired_call",
    "sentence_around",
    "sentence_finder",
    "sentences",
    "spoken_text",
    "walk",
]
