"""What `add` asks for: what a record must have, and what a complete one has.

In: a kind, what was given already, and a way to ask. Out: answers by field, as `--field` would give them. Apart from
the command, which knows no fields; the list of what to ask is the kind's own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from briefbook.model.shape import Field, fields_of

if TYPE_CHECKING:
    from briefbook.model.base import Part
    from briefbook.model.kind import Kind

MOST_ITEMS = 20
Ask = Callable[[str, Field, bool], str]


def ask_a_person(name: str, shape: Field, may_be_left_open: bool) -> str:
    """Ask on the terminal. What may be left open is left so by an empty line."""
    choices = f": {', '.join(shape.choices)}" if shape.choices else ""
    several = (
        "; several with commas" if shape.many and "id" in (shape.marker.says.split() if shape.marker else ()) else ""
    )
    text = f"{name} ({shape.description}{choices}{several})"

    def read(answer: str) -> str:
        answer = answer.strip()
        if answer and shape.choices and answer not in shape.choices:
            raise click.UsageError(f"write one of: {', '.join(shape.choices)}")
        return answer

    if may_be_left_open:
        text += " [Enter leaves it open]"
        return str(click.prompt(text, default="", show_default=False, value_proc=read, err=True))
    return str(click.prompt(text, value_proc=read, err=True))


def answers(kind: Kind, given: Collection[str], ask: Ask) -> list[tuple[str, str]]:
    """Ask for everything that is not given; each answer with the name of its field."""
    wanted = {first: rest for first, *rest in (name.split("/") for name in kind.asked)}
    asking = _Asking(ask, wanted)
    asking.fields(kind.model, "", "", given)
    return asking.found


@dataclass(slots=True)
class _Asking:
    ask: Ask
    wanted: dict[str, list[str]]
    found: list[tuple[str, str]] = field(default_factory=list)

    def fields(self, model: type[Part], path: str, bare: str, given: Collection[str], *, may_end: bool = False) -> bool:
        """Ask for the fields of a record or of a part. `may_end` lets the first of them be left open, and with it all.

        `path` is how `--field` names what is before a field, `bare` the same without numbers.
        """
        shapes = fields_of(model)
        for name, shape in shapes.items():
            is_wanted = f"{bare}{name}" in self.wanted
            if name in given or not (shape.required or is_wanted):
                continue
            if shape.part:
                self.part(model, shape, f"{path}{name}", f"{bare}{name}")
                may_end = False
                continue
            answered = self.one(f"{path}{name}", shape, is_open=may_end or not shape.required)
            if may_end and not answered:
                return False
            may_end = False
            if not answered:
                for other in self.wanted.get(f"{bare}{name}", ()):
                    self.instead(shapes[other.rpartition(".")[2]], f"{path}{other.rpartition('.')[2]}", given)
        return True

    def one(self, name: str, shape: Field, *, is_open: bool) -> bool:
        answer = self.ask(name, shape, is_open)
        if answer:
            self.found.append((name, answer))
        return bool(answer)

    def part(self, model: type[Part], shape: Field, path: str, bare: str) -> None:
        """Ask for a part, or for as many as there must be and then until one is left open."""
        if not shape.part:
            return
        if not shape.many:
            self.fields(shape.part, f"{path}.", f"{bare}.", ())
            return
        least = next(
            (m.min_length for m in model.model_fields[shape.attribute].metadata if hasattr(m, "min_length")), 0
        )
        for number in range(MOST_ITEMS):
            if not self.fields(shape.part, f"{path}.{number}.", f"{bare}.", (), may_end=number >= least):
                break

    def instead(self, shape: Field, name: str, given: Collection[str]) -> None:
        """Ask for what may stand in the place of a field that was left open."""
        if name in given:
            return
        if shape.part:
            self.fields(shape.part, f"{name}.", f"{name}.", (), may_end=True)
        else:
            self.one(name, shape, is_open=True)
