"""YAML to positioned trees, by parser events, within limits.

In: the text of a file. Out: a tree or None, and findings. Built on events and not on nodes because libyaml's own
composer recurses in C: fifty thousand brackets end the process there, and here at the twenty-first.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml import events as ev

from briefbook.findings import Finding
from briefbook.load.parsing import events
from briefbook.load.repair import explain_syntax
from briefbook.load.text import INVISIBLE, SourceFile, character_name, hidden
from briefbook.load.tree import Mapping, Scalar, Sequence, Tree, typed

MAX_DEPTH = 20
MAX_NODES = 400_000


class _Stop(Exception):
    """Reading cannot go on; what went wrong is already a finding."""


@dataclass(slots=True)
class _Reader:
    source: SourceFile
    lenient: bool
    text: str
    findings: list[Finding] = field(default_factory=list)
    stack: list[tuple[Mapping | Sequence, list[Scalar]]] = field(default_factory=list)
    joined: set[int] = field(default_factory=set)
    root: Tree | None = None
    nodes: int = 0
    documents: int = 0

    def say(self, index: int, code: str, message: str, help_line: str) -> None:
        self.findings.append(Finding(self.source.position(index), code, message, help_line))

    def stop(self, index: int, code: str, message: str, help_line: str) -> None:
        self.say(index, code, message, help_line)
        raise _Stop

    def add(self, tree: Tree, index: int) -> None:
        """Put a finished or opened tree where it belongs."""
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.stop(index, "too-many-values", f"the file has more than {MAX_NODES:,} values", "split the file")
        if not self.stack:
            self.root = tree
            return
        parent, pending = self.stack[-1]
        if isinstance(parent, Sequence):
            parent.items.append(tree)
        elif not pending:
            pending.append(self.key(tree, index))
        else:
            self.entry(parent, pending.pop(), tree)

    def key(self, tree: Tree, index: int) -> Scalar:
        """Check that a key is text; give a stand-in if it is not."""
        if not isinstance(tree, Scalar):
            self.say(
                index,
                "key-not-text",
                "a list or mapping stands where a field's name is expected",
                "a field's name is a plain word",
            )
            return Scalar("", None, index, index)
        if tree.text == "<<" and not tree.style:
            self.say(index, "merge-key", "merge keys ('<<') are not allowed", "write the fields out")
        elif not isinstance(tree.value, str) and not self.lenient:
            self.say(
                index,
                "key-not-text",
                f"'{tree.text}' is not text, and a field's name is",
                f'write "{tree.text}" in quotes if it is meant as a name',
            )
            return Scalar("", None, index, index)
        elif match := INVISIBLE.search(tree.text):
            meant = INVISIBLE.sub("", tree.text)
            self.say(
                index + match.start(),
                "invisible-in-key",
                f"the name '{meant}' contains {character_name(match.group())}",
                f"type '{meant}' anew",
            )
            return Scalar(meant, meant, tree.start, tree.end)
        return tree

    def entry(self, parent: Mapping, key: Scalar, tree: Tree) -> None:
        if (key.value is None and not key.text) or key.text == "<<":
            return
        name, colon, words = key.text.partition(":")
        if colon and name and words and not key.style and isinstance(tree, Scalar) and tree.start == tree.end:
            at = key.start + len(name)
            self.say(at, "field-syntax", "a space is missing after the colon", f"write {name}: {words}")
            key, tree = Scalar(name, name, key.start, at), Scalar(words, typed(words), at + 1, key.end)
        if key.text in parent.keys:
            self.repeated(parent, key, tree)
            return
        parent.keys[key.text] = key
        parent.values[key.text] = tree

    def repeated(self, parent: Mapping, key: Scalar, tree: Tree) -> None:
        """Say that a key stands twice; a second `id` begins a record, and what repeats after it belongs to that."""
        first = self.source.position(parent.keys[key.text].start).line
        if parent.start in self.joined:
            return
        if key.text == "id" and len(self.stack) > 1 and isinstance(self.stack[-2][0], Sequence):
            self.joined.add(parent.start)
            shown = tree.text if isinstance(tree, Scalar) else "..."
            message = f"a second 'id' stands in this record, which begins in line {first}"
            self.say(key.start, "duplicate-key", message, f"a new record begins with a hyphen:\n- id: {shown}")
        else:
            message = f"'{key.text}' stands here a second time; the first is in line {first}"
            self.say(key.start, "duplicate-key", message, "keep one of the two")

    def open(self, tree: Mapping | Sequence, index: int) -> None:
        self.add(tree, index)
        self.stack.append((tree, []))
        if len(self.stack) > MAX_DEPTH:
            self.stop(
                index,
                "nested-too-deep",
                f"this is nested deeper than {MAX_DEPTH} levels",
                "a data file never needs that; look for brackets that do not close",
            )

    def policy(self, event: Any) -> None:
        """Anchors and tags are refused: they let a file say other than it shows."""
        index = event.start_mark.index
        if event.anchor:
            self.say(
                index,
                "anchor",
                f"the anchor '&{event.anchor}' is not allowed",
                "write the value out where it is needed",
            )
        if event.tag and event.tag != "!" and not self.lenient:
            shown = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.say(
                index,
                "tag",
                f"the tag '{shown}' is not allowed",
                "take it out: values are text, numbers, true or false",
            )

    def take(self, event: Any) -> None:
        kind = type(event)
        index = event.start_mark.index
        if kind is ev.ScalarEvent:
            if event.anchor or event.tag:
                self.policy(event)
            is_plain = event.style in (None, "")
            value = typed(event.value) if is_plain else event.value
            self.add(Scalar(event.value, value, index, event.end_mark.index, event.style or ""), index)
        elif kind is ev.MappingStartEvent or kind is ev.SequenceStartEvent:
            self.policy(event)
            self.open(Mapping(index) if kind is ev.MappingStartEvent else Sequence(index), index)
        elif kind is ev.MappingEndEvent or kind is ev.SequenceEndEvent:
            tree, _ = self.stack.pop()
            if event.end_mark.index > event.start_mark.index:  # a bracket; a block ends where nothing stands
                tree.end = event.end_mark.index
        elif kind is ev.AliasEvent:
            self.say(index, "anchor", f"the alias '*{event.anchor}' is not allowed", "write the value out")
            self.add(Scalar("", None, index, index, "*"), index)
        elif kind is ev.DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                self.stop(
                    index,
                    "second-document",
                    "a second document begins here",
                    "one file holds one document: take out the '---'",
                )

    def events(self) -> Iterator[Any]:
        try:
            yield from events(self.text)
        except yaml.YAMLError as error:
            self.findings.append(explain_syntax(self.source, self.text, error))
            raise _Stop from None


def read_yaml(
    source: SourceFile, text: str | None = None, *, lenient: bool = False
) -> tuple[Tree | None, list[Finding]]:
    """Read the YAML in a file into a tree.

    `text` stands in for the file's text where only a part of it is YAML; its indexes must be those of the file.
    With `lenient`, tags and keys that are not text pass (for `mkdocs.yml`). The tree is None where the file holds
    nothing, and where a syntax error or a limit ended the reading; then the last finding says so.
    """
    reader = _Reader(source, lenient, source.text if text is None else text)
    try:
        for event in reader.events():
            reader.take(event)
    except _Stop:
        return None, reader.findings
    return reader.root, [*reader.findings, *_bad_escapes(source, reader.root)]


def _bad_escapes(source: SourceFile, root: Tree | None) -> Iterator[Finding]:
    """Find what is no text, or cannot be seen, and was written as an escape in double quotes."""
    if "\\" not in source.text:
        return
    waiting = [root] if root else []
    while waiting:
        tree = waiting.pop()
        if isinstance(tree, Sequence):
            waiting += tree.items
        elif isinstance(tree, Mapping):
            waiting += tree.values.values()
        elif tree.style == '"':
            for said in hidden(tree.text, source.text[tree.start : tree.end]):
                yield Finding(source.position(tree.start), *said, "take the escape out")
