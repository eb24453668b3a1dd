"""Print as a medium: a component is its name and its view, as plain values; a text is a tree of plain values.

In: views and places. Out: what `render` asks of a medium, ready to be written as JSON. Nothing is laid out here: the
templates of `macros/pdf/` do that, and they see these values and nothing else.
"""

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from briefbook.pdf.prose import Prose
from briefbook.pictures import Drawing, print_svg
from briefbook.render.place import Place
from briefbook.render.views import View, values_of
from briefbook.words import Words

Plain = dict[str, Any] | list[Any] | str | int | float | bool | None
_MANY = "records"
_NOT_ON_PAPER = {"iso", "narrow", "noun", "sentences"}  # for programs and phones; and what the page named says itself


def plain(value: Any) -> Plain:
    """A view as plain values. Models stay behind: a template sees what the view says of them.

    A mapping or a list is what this medium has made of a text, a picture or a component, and is plain already.
    """
    if isinstance(value, View):
        return {name: plain(part) for name, part in _printed(value)}
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if value is None or isinstance(value, dict | list | str | int | float | bool):
        return value
    raise TypeError(f"a view for print holds a {type(value).__name__}")


def _printed(view: View) -> Iterator[tuple[str, Any]]:
    for name, part in values_of(view).items():
        if name not in _NOT_ON_PAPER and not isinstance(part, BaseModel):
            yield name, part


@dataclass(frozen=True, slots=True)
class Print:
    """Components and texts as plain values. `templates` are the names for which there is one; colours have names."""

    templates: Container[str]
    colours: Mapping[str, str]

    def component(self, name: str, view: View) -> dict[str, Any]:
        """The component's template and what it shows; records of a kind without a list of its own share one."""
        return {"component": name if name in self.templates else _MANY, "view": plain(view)}

    def picture(self, drawing: Drawing, described_by: str = "") -> dict[str, Any]:
        """A drawing as SVG, its height in widths, what it shows in words; only other media can point at a place."""
        tall = round(drawing.height / drawing.width, 3)
        return {"type": "drawing", "svg": print_svg(drawing, self.colours), "alt": drawing.says, "tall": tall}

    def writer(self, place: Place, words: Words, link: Callable[[str], View]) -> Prose:
        """What writes the texts of fields as trees."""
        return Prose(place, words, link)
