"""Values of a canonical model in words.

In: a value, and the shape of its field. Out: words in the language of the briefing: dates and numbers written out,
references by title, choices and names of fields from the catalogue. Beside `views`, which does the same for linked
records, because a snapshot has no records to ask.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from briefbook.editions import Change
from briefbook.editions.names import title_of, words_in
from briefbook.load.snapshot import Model
from briefbook.model.base import Part
from briefbook.model.dates import try_date
from briefbook.model.fields import DateMark, Identifier, Prose, Reference
from briefbook.model.shape import Field, fields_of
from briefbook.words import Words


@dataclass(frozen=True, slots=True)
class Values:
    """The words for what stands in two models; what the new one does not know is asked of the old."""

    words: Words
    old: Model
    new: Model

    def name(self, name: str) -> str:
        """The name of a field."""
        return self.words.say(name.replace("_", " "))

    def title(self, name: str) -> str:
        """What a record or page is called."""
        return title_of(self.new if name in self.new["records"] or name in self.new["pages"] else self.old, name)

    def marks(self, marks: tuple[str, ...]) -> tuple[str, ...]:
        """What a sentence is marked with, in words: a source by its title, a target by its own."""
        named = []
        for mark in marks:
            name, comma, place = mark.removeprefix("@").partition(", ")
            named.append(f"{self.title(name)}{comma}{place}")
        return tuple(named)

    def value(self, value: Any, shape: Field | None, change: Change, *, many: bool = True, within: bool = False) -> str:
        """A value of the field that a change is of; with `many` false, an item of it, and `within` another thing."""
        if value is None:
            return ""
        if isinstance(value, list) and (many or shape is None):
            return "; ".join(self.value(item, shape, change, many=False, within=within) for item in value)
        if isinstance(value, dict) and shape and shape.part and not isinstance(shape.marker, Prose):
            return self._mapping(value, shape.part, change, within)
        if isinstance(value, str) and shape:
            return self._text(value, shape, change)
        if isinstance(value, bool):
            return self.words.say("yes") if value else self.words.say("no")
        return self.words.number(value) if isinstance(value, int | float) else words_in(value)

    def _mapping(self, value: Mapping[str, Any], part: type[Part], change: Change, within: bool) -> str:
        """The fields of a mapping: the first by itself, because it names the thing, the others with their names."""
        said = [
            (name, self.value(value[name], shape, change, within=True))
            for name, shape in fields_of(part).items()
            if name in value
        ]
        first = said[0][1] if said else ""
        rest = "; ".join(f"{self.name(name)}: {words}" for name, words in said[1:] if words != first)
        return f"{first} ({rest})" if within and rest else "; ".join(filter(None, [first, rest]))

    def _text(self, value: str, shape: Field, change: Change) -> str:
        if isinstance(shape.marker, DateMark) and try_date(value):
            return self.words.date(value)
        if isinstance(shape.marker, Reference):
            return self.title(value)
        if isinstance(shape.marker, Identifier):
            return self._option(value, change)
        return self.words.choice(value) if shape.choices else value

    def _option(self, name: str, change: Change) -> str:
        """An option of a dilemma by its label: ids of options mean nothing to a reader."""
        for model in (self.new, self.old):
            fields = model["records"].get(change.id, {}).get("fields", {})
            for option in fields.get("options", ()) if isinstance(fields.get("options"), list) else ():
                if isinstance(option, dict) and option.get("id") == name and isinstance(option.get("label"), str):
                    return str(option["label"])
        return name
