"""Values as YAML in the form this project writes: plain where it is safe, quoted where not, texts as `>-` blocks.

In: a value and the column it stands at. Out: lines. What may be plain is decided by reading it back, so that no rule of
YAML is written here a second time.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from briefbook.load import Mapping as Tree
from briefbook.load import Scalar
from briefbook.load import Sequence as Items
from briefbook.load.text import SourceFile
from briefbook.load.yaml import read_yaml
from briefbook.model.base import Part
from briefbook.model.fields import Prose
from briefbook.model.shape import Field, fields_of

WIDTH = 118
_BREAK = re.compile(r"(?<=\S) (?=\S)")
_UNSEEN = re.compile(r"[^\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def record(values: Mapping[str, Any], model: type[Part], column: int = 0) -> str:
    """A record as an item of a list whose hyphens stand at a column."""
    lines = mapping(values, model, column + 2)
    return "\n".join([f"{' ' * column}- {lines[0].lstrip()}", *lines[1:]]) + "\n"


def mapping(values: Mapping[str, Any], model: type[Part], column: int) -> list[str]:
    """The fields of a mapping, in the order of its model."""
    shapes = fields_of(model)
    order = [name for name in shapes if name in values]
    return [line for name in order for line in _field(name, values[name], shapes[name], column)]


def _field(name: str, value: Any, shape: Field, column: int) -> list[str]:
    lead = f"{' ' * column}{name}:"
    if isinstance(value, Mapping):
        return [lead, *mapping(value, shape.part or Part, column + 2)]
    if not isinstance(value, Sequence) or isinstance(value, str):
        return scalar(lead, value, column, block=isinstance(shape.marker, Prose) and shape.marker.blocks)
    if shape.part:
        items = [line for item in value for line in record(item, shape.part, column + 2).splitlines()]
        return [lead, *items]
    flow = f"{lead} [{', '.join(inline(item, flow=True) for item in value)}]"
    if len(flow) <= WIDTH and not isinstance(shape.marker, Prose):
        return [flow]
    return [lead, *(line for item in value for line in scalar(f"{' ' * (column + 2)}-", item, column + 2, block=False))]


def scalar(lead: str, value: Any, column: int, *, block: bool) -> list[str]:
    """A value after its name; a text as a block where it is one, and where its line would be too long."""
    line = f"{lead} {inline(value)}"
    if not isinstance(value, str) or not (block or len(line) > WIDTH or "\n" in value):
        return [line]
    lines = as_block(value, column + 2)
    return [f"{lead} {lines[0]}", *lines[1:]] if lines else [line]


def as_block(text: str, column: int) -> list[str]:
    """A text as a block: its mark, then its lines. Nothing where no block can hold it."""
    if not text.strip() or text != text.strip() or _UNSEEN.search(text.replace("\n", "")):
        return []
    indent = " " * column
    if "\n" in text:
        return ["|-", *(f"{indent}{line}".rstrip() if not line else f"{indent}{line}" for line in text.split("\n"))]
    return [">-", *(f"{indent}{line}" for line in _folded(text, WIDTH - column))]


def _folded(text: str, width: int) -> list[str]:
    lines, start, last = [], 0, 0
    for match in [*_BREAK.finditer(text), None]:
        end = match.start() if match else len(text)
        if end - start > width and last > start:
            lines.append(text[start:last])
            start = last + 1
        last = end
    return [*lines, text[start:]]


def inline(value: Any, *, flow: bool = False) -> str:
    """A value on its line, in quotes where it needs them; `flow` where brackets are around it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return f"{value:g}" if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else str(value)
    return value if _is_plain(value, flow) else quoted(value)


def _is_plain(text: str, flow: bool) -> bool:
    """Whether a text may stand without quotes: reading it gives the same text."""
    if not text or "\n" in text or text != text.strip() or _UNSEEN.search(text):
        return False
    tree, findings = read_yaml(SourceFile("", f"x: [{text}]" if flow else f"x: {text}"))
    value = tree.values.get("x") if isinstance(tree, Tree) and not findings else None
    if flow:
        value = value.items[0] if isinstance(value, Items) and len(value.items) == 1 else None
    return isinstance(value, Scalar) and value.value == text and not value.style


def quoted(text: str) -> str:
    """A text in double quotes."""
    text = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{_UNSEEN.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    number = ord(match.group())
    return f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}" if number < 65536 else f"\\U{number:08x}"
