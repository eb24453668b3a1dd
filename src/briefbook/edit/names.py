"""Names of fields that are nearly right: in capitals, with a space or a hyphen, in quotation marks.

In: a text and its tree. Out: edits. Only what is the name of a field once that is taken away, and where the field does
not stand in the record already; a letter too many may be another word.
"""

import re
from collections.abc import Iterator

from briefbook.edit.edits import Edit
from briefbook.edit.values import records
from briefbook.load import Mapping, Sequence, Tree
from briefbook.model.base import Part
from briefbook.model.kind import Kind
from briefbook.model.shape import fields_of


def plain_name(name: str) -> str:
    """A name without what hands add to it: `Led to`, `led-to` and `“led_to”` are `led_to`."""
    return re.sub(r"[ -]+", "_", name.strip(" \"'“”‘’*").casefold())


def names(text: str, tree: Tree, kind: Kind, folder: str) -> Iterator[Edit]:
    """The names of fields as the dictionary has them."""
    for record in records(tree, kind):
        yield from _of(record, kind.model)


def _of(tree: Mapping, model: type[Part]) -> Iterator[Edit]:
    shapes = fields_of(model)
    for name, key in tree.keys.items():
        meant = plain_name(name)
        if name not in shapes and meant in shapes and meant not in tree.keys:
            yield Edit(key.start, key.end, meant, f"'{name}' is written {meant}")
        elif name in shapes and (part := shapes[name].part):
            value = tree.values[name]
            inner = value.items if isinstance(value, Sequence) else [value]
            for item in inner:
                if isinstance(item, Mapping):
                    yield from _of(item, part)
