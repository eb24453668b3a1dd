"""A new record at the end of its file.

In: what an editor gave, as names and words. Out: the file's new text. What stands there already is not touched, so
the change is the new lines and nothing else.
"""

from collections.abc import Iterable
from typing import Any

from briefbook.check.suggest import did_you_mean, sentence
from briefbook.edit import writing
from briefbook.load import Sequence
from briefbook.load.text import SourceFile
from briefbook.load.tree import typed
from briefbook.load.yaml import read_yaml
from briefbook.model.base import Part
from briefbook.model.fields import DateMark
from briefbook.model.kind import Kind, modeline
from briefbook.model.shape import Field, fields_of
from briefbook.model.worded import meant


class AddError(ValueError):
    """What was asked for cannot be added; the message is for the editor."""


def appended(text: str | None, folder: str, kind: Kind, records: Iterable[str]) -> str:
    """The text of a file with records after those it has; None where there is no file yet.

    Raises AddError where the file is not a list in block form, or cannot be read.
    """
    new = "".join(records)
    if text is None or not text.strip():
        return f"{modeline(folder, kind.name)}\n{new}"
    tree, findings = read_yaml(SourceFile(f"{kind.name}.yml", text))
    if findings and tree is None:
        raise AddError(f"{kind.name}.yml cannot be read as it stands; 'briefbook check' says why")
    if tree is None:  # comments alone
        return f"{text.rstrip()}\n{new}"
    if not isinstance(tree, Sequence):
        raise AddError(f"{kind.name}.yml holds no list of records")
    if not tree.items:  # it gives way, and the comments in it and behind it stay
        left = f"{text[tree.start + 1 : tree.end - 1]}\n{text[tree.end :]}"
        kept = "".join(f"{line.strip()}\n" for line in left.splitlines() if line.strip().startswith("#"))
        return f"{text[: tree.start].rstrip()}\n{kept}{new}".lstrip("\n")
    if text.startswith("[", tree.start):
        raise AddError(f"{kind.name}.yml is written in brackets; begin each record with '- id:' on a line of its own")
    indent = " " * (tree.start - (text.rfind("\n", 0, tree.start) + 1))
    lines = "".join(f"{indent}{line}\n" if line else "\n" for line in new.splitlines())
    return f"{text.rstrip()}\n{lines}"


def record_text(kind: Kind, values: dict[str, Any]) -> str:
    """A record as its file writes it."""
    return writing.record(values, kind.model)


def given(kind: Kind, pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Values by field, from `name=value` pairs: `actors=a,b` or twice, `place.name=Kyiv`, `options.0.id=meet`.

    Raises AddError where there is no such field.
    """
    values: dict[str, Any] = {}
    for name, value in pairs:
        _put(values, kind.model, name.split("."), value, name)
    return {name: _listed(value) for name, value in values.items()}


def _put(values: dict[str, Any], model: type[Part], steps: list[str], value: str, whole: str) -> None:
    name, *rest = steps
    shape = fields_of(model).get(name)
    if shape is None:
        near = did_you_mean(name, fields_of(model), f"The fields are {', '.join(fields_of(model))}.")
        raise AddError(f"there is no field '{whole}'. {sentence(near)}")
    if not shape.part:
        if rest:
            raise AddError(f"'{name}' has no fields of its own, so '{whole}' says nothing")
        _put_value(values, shape, value)
        return
    inner = values.setdefault(name, {})
    if shape.many:
        number, *rest = rest or [""]
        if not (number.isascii() and number.isdigit()) or not rest:
            raise AddError(
                f"'{name}' is a list: count its items from 0, as in '{name}.0.{next(iter(fields_of(shape.part)))}'"
            )
        inner = inner.setdefault(int(number), {})
    elif not rest:
        names = ", ".join(f"{name}.{inner}" for inner in fields_of(shape.part))
        raise AddError(f"'{name}' has fields of its own: {names}")
    _put(inner, shape.part, rest, value, whole)


def _put_value(values: dict[str, Any], shape: Field, text: str) -> None:
    says = shape.marker.says if shape.marker else ""
    value: Any = typed(text) if says in ("number", "true or false") else text
    if isinstance(shape.marker, DateMark):
        value = meant(text) or text
    if not shape.many:
        values[shape.name] = value
        return
    words = [text] if says not in ("", "number") and "id" not in says.split() else text.split(",")
    values.setdefault(shape.name, []).extend(word.strip() for word in words if word.strip())


def _listed(value: Any) -> Any:
    """Turn items by number into a list, and the same for what is inside them."""
    if not isinstance(value, dict):
        return value
    inner = {name: _listed(item) for name, item in value.items()}
    return [inner[number] for number in sorted(inner)] if inner and all(isinstance(n, int) for n in inner) else inner
