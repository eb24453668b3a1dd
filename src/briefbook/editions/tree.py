"""Trees of prose as JSON, and back.

In: a `Node`, or its JSON. Out: the other one. The form keeps what a reader can tell apart and drops the rest: places,
where a line was wrapped, the quotes of a component's call. A run of words is a plain string; everything else is an
object with `type`, and `attributes`, `text` and `children` where it has any.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from briefbook.prose import Node, read_call

_WITH_TEXT = ("code", "fence")  # what other nodes keep as text stands in their attributes as well
_SYNTAX = ("closed",)  # how it was written, which `check` needs and a reader does not see


def to_json(nodes: Iterable[Node]) -> list[Any]:
    """Write nodes as JSON."""
    written: list[Any] = []
    for node in nodes:
        if node.type == "problem":
            continue
        if node.type not in ("text", "softbreak"):
            written.append(_object(node))
            continue
        words = node.text if node.type == "text" else " "
        if written and isinstance(written[-1], str):
            written[-1] += words
        elif words:
            written.append(words)
    return written


def _object(node: Node) -> dict[str, Any]:
    found: dict[str, Any] = {"type": node.type}
    attributes = {name: _plain(value) for name, value in node.attributes.items() if name not in _SYNTAX}
    if attributes:
        found["attributes"] = attributes
    if node.type == "component":
        found["text"] = _call(node.text)
    elif node.type in _WITH_TEXT and node.text:
        found["text"] = node.text
    if children := to_json(node.children):
        found["children"] = children
    return found


def _plain(value: Any) -> Any:
    return [_plain(item) for item in value] if isinstance(value, tuple | list) else value


def _call(text: str) -> str:
    """A component's call in the one way of writing it."""
    call = read_call(text)
    values = [json.dumps(value, ensure_ascii=False) for value in call.arguments]
    values += [f"{name}={json.dumps(value, ensure_ascii=False)}" for name, value in sorted(call.keywords.items())]
    return f"{{{{ {call.name}({', '.join(values)}) }}}}"


def from_json(written: Iterable[Any]) -> tuple[Node, ...]:
    """Read nodes from JSON."""
    return tuple(_node(item) for item in written)


def _node(item: str | Mapping[str, Any]) -> Node:
    if isinstance(item, str):
        return Node("text", (), item)
    attributes = dict(item.get("attributes", {}))
    if "cites" in attributes:
        attributes["cites"] = tuple((cited, locator) for cited, locator in attributes["cites"])
    text = attributes.get("alt", "") if item["type"] == "image" else item.get("text", "")
    return Node(item["type"], from_json(item.get("children", ())), text, attributes)
