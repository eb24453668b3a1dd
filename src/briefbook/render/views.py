"""What a template sees of a record: a frozen view, made from the model by its markers.

In: a record and a place. Out: a `View`, in which texts are finished in the medium, references are links with titles,
dates and choices are words. No kind has code of its own here; what a kind adds is its fields.
"""

from collections.abc import Callable, Mapping
from typing import Any

from briefbook.model.base import Part
from briefbook.model.dates import machine_date
from briefbook.model.fields import DateMark, Prose, Reference
from briefbook.model.kind import Path
from briefbook.model.shape import Field, fields_of
from briefbook.prose import Node
from briefbook.words import Words


class View:
    """A bag of attributes that cannot be changed. A name it does not have is an error in the template."""

    __slots__ = ("_values",)

    def __init__(self, **values: Any) -> None:
        """Hold these values."""
        object.__setattr__(self, "_values", values)

    def __getattr__(self, name: str) -> Any:
        """Give a value by name."""
        values = object.__getattribute__(self, "_values")
        if name in values:
            return values[name]
        raise AttributeError(name)

    def __setattr__(self, name: str, value: Any) -> None:
        """Refuse to change."""
        raise AttributeError("a view cannot be changed")


def values_of(view: View) -> Mapping[str, Any]:
    """What a view holds, by name; for a medium whose templates cannot be handed the view itself."""
    values: Mapping[str, Any] = object.__getattribute__(view, "_values")
    return values


Fields = Mapping[str, Any]  # of a record, finished, by name


def more_of(view: View, **more: Any) -> View:
    """The same view with more in it."""
    return View(**{**values_of(view), **more})


Resolve = Callable[[str], View]
Prosaic = Callable[[Node], Any]


class Viewer:
    """Makes the fields of a view. `resolve` turns an id into a link, `prose` writes a text, both for one place."""

    def __init__(self, words: Words, resolve: Resolve, prose: Prosaic) -> None:
        """Take what depends on the language and the place."""
        self._words, self._resolve, self._prose = words, resolve, prose

    def fields(self, model: Part, texts: Mapping[Path, Node], path: Path = ()) -> dict[str, Any]:
        """The fields of a model, by the names an editor knows them by."""
        shapes = fields_of(type(model))
        return {
            name.replace("-", "_"): self._field(getattr(model, shape.attribute), shape, texts, (*path, name))
            for name, shape in shapes.items()
        }

    def _field(self, value: Any, shape: Field, texts: Mapping[Path, Node], path: Path) -> Any:
        if shape.many:
            return tuple(self._value(item, shape, texts, (*path, index)) for index, item in enumerate(value or ()))
        return None if value is None else self._value(value, shape, texts, path)

    def _value(self, value: Any, shape: Field, texts: Mapping[Path, Node], path: Path) -> Any:
        if shape.part:
            return View(**self.fields(value, texts, path))
        if isinstance(shape.marker, Prose):
            return self._prose(texts[path])
        if isinstance(shape.marker, Reference):
            return self._resolve(value)
        if isinstance(shape.marker, DateMark):
            return View(iso=machine_date(value), text=self._words.date(value))
        if shape.choices:
            return View(value=value, label=self._words.choice(value))
        if isinstance(value, float):
            return View(value=value, text=self._words.number(value))
        return value
