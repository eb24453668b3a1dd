"""Print as a medium: a component is its name and its view, as plain values; a text is a tree of plain values.

In: views and places. Out: what `render` asks of a medium, ready to be written as JSON. Nothing is laid out here: the
templates of `macros/pdf/` do that, and they see these values and nothing else.
"""

from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from briefbook.pdf.prose import Prose
from briefbook.render.place import Place
from briefbook.render.views import View, values_of
from briefbook.words import Words

Plain = dict[str, Any] | list[Any] | str | int | float | bool | None
_MANY = "records"
_NOT_ON_PAPER = {"iso", "noun", "sentences"}  # what is said on the page itself, whose number print gives


def plain(value: Any) -> Plain:
    """A view as plain values. Models stay behind: a template sees what the view says of them."""
    if isinstance(value, View):
        parts = values_of(value).items()
        return {n: plain(part) for n, part in parts if n not in _NOT_ON_PAPER and not isinstance(part, BaseModel)}
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"a view for print holds a {type(value).__name__}")


@dataclass(frozen=True, slots=True)
class Print:
    """Components and texts as plain values. `templates` are the names for which there is one."""

    templates: Container[str]

    def component(self, name: str, view: View) -> dict[str, Any]:
        """The component's template and what it shows; records of a kind without a list of its own share one."""
        return {"component": name if name in self.templates else _MANY, "view": plain(view)}

    def writer(self, place: Place, words: Words, link: Callable[[str], View]) -> Prose:
        """What writes the texts of fields as trees."""
        return Prose(place, words, link)
