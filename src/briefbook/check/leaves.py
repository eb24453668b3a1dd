"""The leaves of a record: every value whose field has a marker, with its place.

In: a positioned tree and a model. Out: `Leaf`s. Walks tree and model side by side, so that dates, references and
texts are checked even where another field of the record is broken.
"""

from collections.abc import Iterator

from briefbook.check.entries import Leaf
from briefbook.load import Mapping, Scalar, Sequence, Tree
from briefbook.model.base import Part
from briefbook.model.fields import TEXT_LIMIT, Prose
from briefbook.model.kind import Path
from briefbook.model.shape import Field, fields_of
from briefbook.prose import Node, parse_line, parse_text


def leaves(tree: Mapping, model: type[Part], path: Path = ()) -> Iterator[Leaf]:
    """Yield the marked text values of a mapping, in the order of the file."""
    shapes = fields_of(model)
    for name, value in tree.values.items():
        if name in shapes:
            yield from _field(value, shapes[name], (*path, name))


def _field(tree: Tree, shape: Field, path: Path) -> Iterator[Leaf]:
    items = enumerate(tree.items) if isinstance(tree, Sequence) else [(None, tree)]
    for index, item in items:
        here = path if index is None else (*path, index)
        if isinstance(item, Mapping) and shape.part:
            yield from leaves(item, shape.part, here)
        elif (
            isinstance(item, Scalar) and isinstance(item.value, str) and shape.marker and (index is None) != shape.many
        ):
            yield Leaf(here, shape, item)


def parsed(found: tuple[Leaf, ...]) -> dict[Path, Node]:
    """Parse the texts among the leaves."""
    texts = {}
    for leaf in found:
        if isinstance(leaf.shape.marker, Prose) and len(leaf.scalar.text) <= TEXT_LIMIT:  # beyond it says `shape`
            parse = parse_text if leaf.shape.marker.blocks else parse_line
            texts[leaf.path] = parse(leaf.scalar.text)
    return texts
