"""Shape: is a mapping a record of its kind?

In: a positioned tree and a model. Out: findings, and as much of the model as is well formed. Pydantic finds what is
wrong; the words and the places are ours.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import ValidationError, create_model

from briefbook.check.forms import expected
from briefbook.check.suggest import did_you_mean, nearest
from briefbook.findings import Finding
from briefbook.load import Mapping, Scalar, Sequence, Tree
from briefbook.load.text import SourceFile
from briefbook.load.tree import as_written, at, plain
from briefbook.model.base import Part
from briefbook.model.kind import Path
from briefbook.model.shape import Field, fields_of


@dataclass(frozen=True, slots=True)
class Shaped:
    """A model as far as it is well formed, the top-level fields that are not, and what was found."""

    model: Any
    bad: frozenset[str]
    findings: tuple[Finding, ...]


def shape(source: SourceFile, tree: Mapping, model: type[Part], label: str, record: str) -> Shaped:
    """Check a mapping against a model."""
    findings = list(_empties(source, tree, label, record))
    data = _without_empties(tree)
    empty = {name for name, value in tree.values.items() if isinstance(value, Scalar) and value.value is None}
    try:
        return Shaped(model.model_validate(data), frozenset(empty), tuple(findings))
    except ValidationError as error:
        told = error.errors(include_url=False, include_context=True)
        problems: list[Any] = [{**problem, "loc": as_written(tree, problem["loc"])} for problem in told]
        meant = {path for problem in problems if (path := _meant(tree, model, problem))}
        findings = [found for found in findings if not _is_within(found, source, tree, problems)]
        bad = {str(path[0]) for path in [*meant, *(problem["loc"] for problem in problems)]}
        for problem in problems:
            path = tuple(problem["loc"])
            if not (path in meant or _is_said(tree, problem, path)):
                findings.append(_finding(source, tree, model, label, record, problem, path))
    good = {name: value for name, value in data.items() if name not in bad}
    try:
        part = _partial(model).model_validate(good)
    except ValidationError:
        part = None
    return Shaped(part, frozenset(bad | empty), tuple(findings))


@cache
def _partial(model: type[Part]) -> type[Part]:
    """The same model with every field optional, so that one bad field does not silence the rules of the others."""
    needed: dict[str, Any] = {name: f.annotation for name, f in model.model_fields.items() if f.is_required()}
    optional: dict[str, Any] = {name: (annotation | None, None) for name, annotation in needed.items()}
    return create_model(f"Partial{model.__name__}", __base__=model, **optional)


def _meant(tree: Mapping, model: type[Part], problem: Any) -> Path:
    """The path of the field that an unknown one is taken for, so that it is not missed as well."""
    path = tuple(problem["loc"])
    near = nearest(str(path[-1]), _absent(tree, model, path)) if problem["type"] == "extra_forbidden" else ""
    return (*path[:-1], near) if near else ()


def _absent(tree: Mapping, model: type[Part], path: Path) -> list[str]:
    """The fields that could still stand beside this one."""
    parent = at(tree, path[:-1])
    present = set(parent.values) if isinstance(parent, Mapping) else set()
    return [name for name in fields_of(_model_at(model, path[:-1])) if name not in present]


def _is_said(tree: Mapping, problem: Any, path: Path) -> bool:
    """Whether another finding says it: an empty field is not missing, and a list is as long as its broken items."""
    if problem["type"] == "too_short":
        items = at(tree, path)
        return isinstance(items, Sequence) and len(items.items) >= problem["ctx"]["min_length"]
    return problem["type"] == "missing" and _is_empty(tree, path)


def _is_within(found: Finding, source: SourceFile, tree: Mapping, problems: list[Any]) -> bool:
    """Whether an empty field stands in a value that is of the wrong type, which alone is said."""
    wrong = (at(tree, tuple(problem["loc"])) for problem in problems if problem["type"].endswith("_type"))
    spans = ((source.position(value.start), source.position(value.end)) for value in wrong if value.end > value.start)
    return any(first <= found.position <= last for first, last in spans)


def _is_empty(tree: Tree, path: Path) -> bool:
    parent = at(tree, path[:-1])
    value = parent.values.get(str(path[-1])) if isinstance(parent, Mapping) else None
    return isinstance(value, Scalar) and value.value is None


def _without_empties(tree: Tree) -> Any:
    if isinstance(tree, Mapping):
        return {
            name: _without_empties(value)
            for name, value in tree.values.items()
            if not (isinstance(value, Scalar) and value.value is None)
        }
    if isinstance(tree, Sequence):
        return [_without_empties(item) for item in tree.items if not (isinstance(item, Scalar) and item.value is None)]
    return plain(tree)


def _empties(source: SourceFile, tree: Tree, label: str, record: str, name: str = "") -> Iterator[Finding]:
    """Find fields without a value; aliases were reported when they were read."""
    if isinstance(tree, Mapping):
        for key, value in tree.values.items():
            yield from _empties(source, value, label, record, key)
    elif isinstance(tree, Sequence):
        for item in tree.items:
            yield from _empties(source, item, label, record, name)
    elif tree.value is None and tree.style != "*":
        yield Finding(
            source.position(tree.start),
            "empty-field",
            f"{label}: '{name}' is empty",
            "fill it in, or take the line out",
            record,
        )


def _finding(
    source: SourceFile, tree: Mapping, model: type[Part], label: str, record: str, problem: Any, path: Path
) -> Finding:
    code, message, help_line, place = _explain(source, tree, model, problem, path)
    return Finding(source.position(place), code, f"{label}: {message}", help_line, record)


def _explain(
    source: SourceFile, tree: Mapping, model: type[Part], problem: Any, path: Path
) -> tuple[str, str, str, int]:
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    there = at(tree, path)
    start, value, kind = there.start, problem["input"], problem["type"]
    if kind == "missing":
        return "missing-field", f"'{name}' is missing", f"add '{name}: ...'", at(tree, path[:-1]).start
    if kind == "extra_forbidden":
        return _unknown_field(tree, model, path, name)
    if kind == "literal_error":
        choices = _shape_at(model, path).choices
        help_line = f"one of: {', '.join(choices)}"
        if not isinstance(there, Scalar):
            return "wrong-type", f"'{name}' is {_noun(value)}, and one word is expected", help_line, start
        message = f"'{name}' cannot be '{_short(there.text)}'"
        return "unknown-choice", message, did_you_mean(there.text[:100], choices, help_line), start
    if kind == "string_type" and isinstance(value, int | float):
        written = there.text if isinstance(there, Scalar) else str(value)
        before = f"{name}: " if path[-1] == name else ""
        return (
            "needs-quotes",
            f"'{name}' is text, and {written} is read as {_noun(value)}",
            f'write {before}"{written}"',
            start,
        )
    if kind in ("too_short", "string_too_long", "too_long", "finite_number"):
        return _limits(kind, name, problem, there)
    if kind.startswith("float") and isinstance(value, int) and not isinstance(value, bool):
        return _limits("finite_number", name, problem, there)
    wanted, example = expected(kind, value, _shape_at(model, path), there, source)
    if path[-1] != name:
        return (
            "wrong-type",
            f"an item of '{name}' is {_noun(value)}, and {wanted} is expected",
            _item_help(_shape_at(model, path)),
            start,
        )
    return "wrong-type", f"'{name}' is {_noun(value)}, and {wanted} is expected", example, start


def _item_help(shape: Field) -> str:
    """How an item of a list is begun."""
    needed = next((field.name for field in fields_of(shape.part).values() if field.required), "") if shape.part else ""
    return f"begin it with '- {needed}: ...'" if needed else "look at its brackets and hyphens"


def _limits(kind: str, name: str, problem: Any, there: Tree) -> tuple[str, str, str, int]:
    context, start = problem.get("ctx", {}), there.start
    if kind == "too_short":
        least = context["min_length"]
        count = len(there.items) if isinstance(there, Sequence) else 0
        return "too-few", f"'{name}' has {count} of at least {least}", f"'{name}' needs {least} or more", start
    if kind == "finite_number":
        return "bad-number", f"'{name}' is no number that can be written down", "give a finite number", start
    length = len(problem["input"])
    message = f"'{name}' has {length:,} characters; the limit is {context['max_length']:,}"
    return "too-long", message, "shorten it, or move part of it to a page", start


def _unknown_field(tree: Mapping, model: type[Part], path: Path, name: str) -> tuple[str, str, str, int]:
    parent = at(tree, path[:-1])
    place = parent.keys[name].start if isinstance(parent, Mapping) and name in parent.keys else parent.start
    known = fields_of(_model_at(model, path[:-1]))
    chosen = next((field.name for field in known.values() if name in field.choices), "")
    help_line = f"write {chosen}: {name}" if chosen else did_you_mean(name, _absent(tree, model, path))
    return "unknown-field", f"there is no field '{name}'", help_line or f"the fields are {', '.join(known)}", place


def _model_at(model: type[Part], path: Path) -> type[Part]:
    for step in path:
        if isinstance(step, str):
            model = fields_of(model)[step].part or model
    return model


def _shape_at(model: type[Part], path: Path) -> Field:
    names = [step for step in path if isinstance(step, str)]
    return fields_of(_model_at(model, tuple(names[:-1])))[names[-1]]


def _noun(value: Any) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, list | tuple):
        return "a list"
    return "a mapping of fields" if isinstance(value, dict) else "text"


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"
