"""The shape of a model, read off its annotations once.

In: a model class. Out: its fields, each with its marker, choices, parts and whether there may be many. Apart from
pydantic's own schema because check, link, render, schema and dictionary all walk records by marker.
"""

import types
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from briefbook.model.base import Part
from briefbook.model.fields import Marker


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `name` as an editor writes it, `attribute` as Python does."""

    name: str
    attribute: str
    description: str
    required: bool
    many: bool = False
    marker: Marker | None = None
    part: type[Part] | None = None
    choices: tuple[str, ...] = ()


@cache
def fields_of(model: type[Part]) -> dict[str, Field]:
    """Map each field's name to its shape; a model's own come first, in its own order."""
    fields = {info.alias or name: _field(name, info) for name, info in model.model_fields.items()}
    own = [name for name in model.__annotations__ if name in fields]
    return {name: fields[name] for name in [*(n for n in ("id",) if n in fields), *own, *fields]}


def _field(attribute: str, info: FieldInfo) -> Field:
    many, leaf, metadata = _unwrap(info.annotation, list(info.metadata))
    marker = next((item for item in metadata if isinstance(item, Marker)), None)
    is_part = isinstance(leaf, type) and issubclass(leaf, Part)
    return Field(
        name=info.alias or attribute,
        attribute=attribute,
        description=info.description or "",
        required=info.is_required(),
        many=many,
        marker=marker,
        part=leaf if is_part else None,
        choices=get_args(leaf) if get_origin(leaf) is Literal else (),
    )


def _unwrap(annotation: Any, metadata: list[Any]) -> tuple[bool, Any, list[Any]]:
    """Peel `| None`, `tuple[X, ...]` and `Annotated` off an annotation."""
    many = False
    while True:
        origin = get_origin(annotation)
        if origin in (Union, types.UnionType):
            annotation = next(arg for arg in get_args(annotation) if arg is not type(None))
        elif origin is tuple:
            many, annotation = True, get_args(annotation)[0]
        elif origin is Annotated:
            annotation, *extra = get_args(annotation)
            metadata = [*metadata, *extra]
        else:
            return many, annotation, metadata
