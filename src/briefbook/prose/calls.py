"""A component's call, read and never run.

In: `{{ timeline(only="scheduled", limit=3) }}`. Out: a `Call` with its name and literal arguments, or a `CallError`
with a sentence. What is allowed (a name, brackets, literal values) is spelled alike in Jinja and in Python, so
Python's own parser reads it: it is there already, where importing Jinja would cost a tenth of a whole check.
"""

import ast
import re
from dataclasses import dataclass, field
from typing import Any

MAX_LENGTH = 500
_WORDS = {"true": True, "false": False}


_CURLY = str.maketrans(dict.fromkeys("“”„«»", '"') | dict.fromkeys("‘’", "'"))
_NAME = re.compile(r"[a-z]+(?:-[a-z]+)+(?=\(|\Z)")
_BARE = re.compile(r"(?<=[(,=])(\s*)(?!(?:none|null|true|false)\b)([A-Za-z][\w-]*)(?=\s*[,)])", re.IGNORECASE)


class CallError(ValueError):
    """A component that cannot be read; the message is for the editor."""


def repaired_call(text: str) -> str:
    """The call that was probably meant: quotes straightened, words quoted, brackets put behind a name; or nothing."""
    inside = text.strip("{}%- \t\n").translate(_CURLY)
    inside = _NAME.sub(lambda match: match.group().replace("-", "_"), inside)
    inside = _BARE.sub(r'\1"\2"', inside)
    if inside.isidentifier():
        inside += "()"
    try:
        read_call(inside)
    except CallError:
        return ""
    return f"{{{{ {inside} }}}}"


@dataclass(frozen=True, slots=True)
class Call:
    """A component's name, the values in its brackets, and its keywords. Values are text, numbers, true or false."""

    name: str
    arguments: tuple[Any, ...] = ()
    keywords: dict[str, Any] = field(default_factory=dict)


def read_call(text: str) -> Call:
    """Read the call in a pair of double braces.

    Raises CallError where it is anything else than a name and literal values.
    """
    inside = text.strip().removeprefix("{{").removesuffix("}}").strip("- \t")
    if len(inside) > MAX_LENGTH:
        raise CallError(f"a call is no longer than {MAX_LENGTH} characters")
    try:
        call = ast.parse(inside, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        if inside != inside.translate(_CURLY):
            raise CallError("a component's words stand in straight quotation marks, not in curly ones") from None
        raise CallError("this cannot be read as a component") from None
    if isinstance(call, ast.Name):
        raise CallError(f"'{call.id}' needs its brackets")
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
        raise CallError("only a component's name with its options may stand here")
    keywords = {str(pair.arg): _literal(pair.value) for pair in call.keywords if pair.arg}
    if len(keywords) != len(call.keywords):
        raise CallError("options are written as name=value, each once")
    return Call(call.func.id, tuple(map(_literal, call.args)), keywords)


def _literal(node: ast.expr) -> Any:
    if isinstance(node, ast.Constant) and isinstance(node.value, str | int | float | bool):
        return node.value
    if isinstance(node, ast.Name) and node.id in _WORDS:
        return _WORDS[node.id]
    raise CallError("a component takes plain values: text in quotes, a number, true or false")
