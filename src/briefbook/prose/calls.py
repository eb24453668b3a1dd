"""A component's call, read and never run.

In: `{{ timeline(only="scheduled", limit=3) }}`. Out: a `Call` with its name and literal arguments, or a `CallError`
with a sentence and a column. Jinja's own parser reads it, so that what an editor learns elsewhere holds here.
"""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from jinja2 import Environment, nodes
from jinja2.exceptions import TemplateSyntaxError


class CallError(ValueError):
    """A component that cannot be read; the message is for the editor."""


@dataclass(frozen=True, slots=True)
class Call:
    """A component's name, the values in its brackets, and its keywords. Values are text, numbers, true or false."""

    name: str
    arguments: tuple[Any, ...] = ()
    keywords: dict[str, Any] = field(default_factory=dict)


@cache
def _reader() -> Environment:
    return Environment(autoescape=True)  # parses only: nothing is compiled or rendered with it


def read_call(text: str) -> Call:
    """Read the call in a pair of double braces.

    Raises CallError where it is anything else than a name and literal values.
    """
    try:
        body = _reader().parse(text).body
    except TemplateSyntaxError as error:
        raise CallError(f"this cannot be read: {error.message}") from None
    if len(body) != 1 or not isinstance(body[0], nodes.Output) or len(body[0].nodes) != 1:
        raise CallError("only one component stands on a line")
    call = body[0].nodes[0]
    if isinstance(call, nodes.Name):
        raise CallError(f"'{call.name}' needs its brackets")
    if not isinstance(call, nodes.Call) or not isinstance(call.node, nodes.Name) or call.dyn_args or call.dyn_kwargs:
        raise CallError("only a component's name with its options may stand here")
    return Call(call.node.name, tuple(map(_literal, call.args)), {pair.key: _literal(pair.value) for pair in call.kwargs})


def _literal(node: nodes.Expr) -> Any:
    if isinstance(node, nodes.Const) and isinstance(node.value, str | int | float | bool):
        return node.value
    raise CallError("options are plain values: text in quotes, a number, true or false")
