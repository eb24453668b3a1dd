"""Positioned trees: what a YAML file says, and where it says it.

In: nothing. Out: `Scalar`, `Sequence` and `Mapping`, and `plain`, which forgets the places. Typing follows the core
schema of YAML 1.2, so that `no`, `12:30` and `2026-06-04` stay text.
"""

import re
from dataclasses import dataclass, field
from typing import Any

_NULL = {"", "~", "null", "Null", "NULL"}
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?[0-9]+\Z")
_BASED = re.compile(r"0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_SPECIAL = re.compile(r"([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\Z")


@dataclass(slots=True)
class Scalar:
    """A single value. `start` and `end` are indexes into the file's text; `style` is the YAML quote or empty."""

    text: str
    value: Any
    start: int
    end: int
    style: str = ""


@dataclass(slots=True)
class Sequence:
    """A list of trees. `end` is the index after its bracket, or 0 where it has none."""

    start: int
    items: list["Tree"] = field(default_factory=list)
    end: int = 0


@dataclass(slots=True)
class Mapping:
    """Keys and trees. A key that stood twice keeps its first value here; the second is a finding.

    `end` is the index after its bracket, or 0 where it has none.
    """

    start: int
    keys: dict[str, Scalar] = field(default_factory=dict)
    values: dict[str, "Tree"] = field(default_factory=dict)
    end: int = 0


Tree = Scalar | Sequence | Mapping
_LONGEST = 400  # letters of a number; what has more is larger than anything that can be counted


def typed(text: str) -> Any:
    """Give a plain scalar its value in the core schema of YAML 1.2."""
    first = text[:1]
    if first.isalpha() or not first or first == "~":
        if text in _NULL:
            return None
        return _BOOL.get(text, text)
    if first.isdigit() or first in "+-.":
        if _INT.match(text):
            return int(text) if len(text) < _LONGEST else float("inf")
        if _BASED.match(text):
            return int(text, 0) if len(text) < _LONGEST else float("inf")
        if _FLOAT.match(text) or _SPECIAL.match(text):
            return float(text.replace(".", "", 1) if _SPECIAL.match(text) else text)
    return text


def plain(tree: Tree) -> Any:
    """The value of a tree, without places."""
    if isinstance(tree, Scalar):
        return tree.value
    if isinstance(tree, Sequence):
        return [plain(item) for item in tree.items]
    return {key: plain(value) for key, value in tree.values.items()}


def at(tree: Tree, path: tuple[str | int, ...]) -> Tree:
    """Follow a path as far as it leads and give the tree there."""
    for step in path:
        if isinstance(tree, Mapping) and step in tree.values:
            tree = tree.values[str(step)]
        elif isinstance(tree, Sequence) and isinstance(step, int) and step < len(tree.items):
            tree = tree.items[step]
        else:
            break
    return tree


def as_written(tree: Tree, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The path of a value as its file has it, from one that passes over empty items of lists."""
    found: list[str | int] = []
    for step in path:
        parent = at(tree, tuple(found))
        if isinstance(step, int) and isinstance(parent, Sequence):
            filled = [n for n, item in enumerate(parent.items) if not (isinstance(item, Scalar) and item.value is None)]
            step = filled[step] if step < len(filled) else step
        found.append(step)
    return tuple(found)
