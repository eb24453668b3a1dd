"""Every value of a data file, with its field and how it is written.

In: a kind and a positioned tree. Out: values. Unlike the leaves of `check` it also yields numbers and the like, which
are what an editor's file is put in order for.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from briefbook.load import Mapping, Scalar, Sequence, Tree
from briefbook.model.base import Part
from briefbook.model.kind import Kind
from briefbook.model.shape import Field, fields_of


@dataclass(frozen=True, slots=True)
class Value:
    """One value: its field, itself, where its name or its hyphen stands, and whether brackets are around it."""

    shape: Field
    scalar: Scalar
    name: int
    flow: bool


def records(tree: Tree | None, kind: Kind) -> list[Mapping]:
    """The records of a file, those that are mappings."""
    items = tree.items if isinstance(tree, Sequence) and kind.is_list else [tree]
    return [item for item in items if isinstance(item, Mapping)]


def values(text: str, tree: Tree | None, kind: Kind) -> Iterator[Value]:
    """Yield every value whose field is known, in the order of the file."""
    flow = isinstance(tree, Sequence) and text.startswith("[", tree.start)
    for record in records(tree, kind):
        yield from _mapping(text, record, kind.model, flow)


def _mapping(text: str, tree: Mapping, model: type[Part], flow: bool) -> Iterator[Value]:
    flow = flow or text.startswith("{", tree.start)
    shapes = fields_of(model)
    for name, value in tree.values.items():
        if name in shapes:
            yield from _field(text, value, shapes[name], tree.keys[name].start, flow)


def _field(text: str, tree: Tree, shape: Field, name: int, flow: bool) -> Iterator[Value]:
    if isinstance(tree, Scalar):
        yield Value(shape, tree, name, flow)
    elif isinstance(tree, Mapping):
        if shape.part:
            yield from _mapping(text, tree, shape.part, flow)
    else:
        inside = flow or text.startswith("[", tree.start)
        for item in tree.items:
            yield from _field(text, item, shape, text.rfind("-", 0, item.start) if not inside else item.start, inside)


def end_of(tree: Tree) -> int:
    """Where a value ends: its bracket, or the end of the last value in it."""
    if isinstance(tree, Scalar) or tree.end:
        return tree.end
    inner = tree.items if isinstance(tree, Sequence) else [*tree.keys.values(), *tree.values.values()]
    return max((end_of(item) for item in inner), default=tree.start)
