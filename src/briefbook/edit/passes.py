"""What `check --fix` does to a data file, one habit a function.

In: a text and its tree. Out: edits, each saying what it does. None of them changes what the file says: `tidy` compares
the whole before and after.
"""

import re
from collections.abc import Callable, Iterator

from briefbook.edit.edits import Edit, line_end, line_start
from briefbook.edit.values import end_of, records, values
from briefbook.edit.writing import WIDTH, as_block, quoted
from briefbook.load import Mapping, Scalar, Tree
from briefbook.load.text import letters_in_pieces
from briefbook.model.fields import DateMark, Marker, Prose
from briefbook.model.kind import Kind, modeline
from briefbook.model.shape import fields_of
from briefbook.model.worded import meant

_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)
_MODELINE = re.compile(r"# yaml-language-server:.*")
_NUMBERS = ("number", "true or false")
Pass = Callable[[str, Tree, Kind, str], Iterator[Edit]]


def composed(text: str) -> Iterator[Edit]:
    """A letter and its accent as one character, as keyboards write them; nothing else is normalised."""
    for start, end, one in letters_in_pieces(text):
        yield Edit(start, end, one, f"'{one}' is one character")


def letters(text: str, tree: Tree, kind: Kind, folder: str) -> Iterator[Edit]:
    """Letters and their accents as one character."""
    yield from composed(text)


def spaces(text: str, tree: Tree, kind: Kind, folder: str) -> Iterator[Edit]:
    """No spaces at the end of a line, except inside quotes and blocks, where they may mean something."""
    held = [(value.start, value.end) for value in _scalars(tree) if value.style]
    for match in _TRAILING.finditer(text):
        if not any(start <= match.start() < end for start, end in held):
            yield Edit(match.start(), match.end(), "", "no spaces at the end of a line")


def _scalars(tree: Tree) -> Iterator[Scalar]:
    if isinstance(tree, Scalar):
        yield tree
    else:
        for item in (*tree.keys.values(), *tree.values.values()) if isinstance(tree, Mapping) else tree.items:
            yield from _scalars(item)


def quotes(text: str, tree: Tree, kind: Kind, folder: str) -> Iterator[Edit]:
    """What YAML would read as a number, where words are meant, in quotes."""
    for value in values(text, tree, kind):
        scalar, marker = value.scalar, value.shape.marker
        if isinstance(scalar.value, int | float) and isinstance(marker, Marker) and marker.says not in _NUMBERS:
            yield Edit(scalar.start, scalar.end, quoted(scalar.text), f"{scalar.text} is text: quotes")


def dates(text: str, tree: Tree, kind: Kind, folder: str) -> Iterator[Edit]:
    """A date as year, month and day, where only one date can be meant."""
    for value in values(text, tree, kind):
        scalar = value.scalar
        if isinstance(value.shape.marker, DateMark) and isinstance(scalar.value, str) and (day := meant(scalar.text)):
            yield Edit(scalar.start, scalar.end, day, f"'{scalar.text}' is written {day}")


def blocks(text: str, tree: Tree, kind: Kind, folder: str) -> Iterator[Edit]:
    """A text that runs over lines or past the margin as a `>-` block."""
    for value in values(text, tree, kind):
        scalar = value.scalar
        if value.flow or not isinstance(value.shape.marker, Prose) or scalar.style in ("|", ">"):
            continue
        first, last = line_start(text, value.name), line_end(text, scalar.end)
        is_alone = not text[scalar.end : last].strip()  # a comment behind the value would become part of it
        is_long = "\n" in text[scalar.start : scalar.end] or last - first > WIDTH + 2
        lines = as_block(scalar.text, value.name - first + 2) if is_alone and is_long else []
        if lines and isinstance(scalar.value, str):
            yield Edit(scalar.start, scalar.end, "\n".join(lines), f"'{value.shape.name}' is a block")


def order(text: str, tree: Tree, kind: Kind, folder: str) -> Iterator[Edit]:
    """The fields of a record in the order of the dictionary; the order of records may mean something and stays."""
    for record in records(tree, kind):
        yield from _in_order(text, record, [name for name in fields_of(kind.model) if name in record.keys])


def _in_order(text: str, record: Mapping, wanted: list[str]) -> Iterator[Edit]:
    names = list(record.keys)
    if wanted == names or set(wanted) != set(names) or text.startswith("{", record.start):
        return
    places = [record.keys[name].start for name in names]
    indent = places[0] - line_start(text, places[0])
    ends = [line_end(text, max(end_of(record.values[name]) - 1, record.keys[name].end)) for name in names]
    begins = [places[0], *(line_start(text, place) for place in places[1:])]
    if any(place - begin != indent for place, begin in zip(places[1:], begins[1:], strict=True)):
        return
    leads = {name: text[end + 1 : begin] for name, end, begin in zip(names[1:], ends, begins[1:], strict=False)}
    if leads.get(wanted[0]):  # a comment above a field cannot go before the hyphen
        return
    body = {name: text[place:end] for name, place, end in zip(names, places, ends, strict=True)}
    lines = [f"{leads.get(name, '')}{' ' * indent if name != wanted[0] else ''}{body[name]}" for name in wanted]
    yield Edit(places[0], ends[-1], "\n".join(lines), f"fields in the order {', '.join(wanted)}")


def first_line(text: str, tree: Tree, kind: Kind, folder: str) -> Iterator[Edit]:
    """The line by which an editor finds the schema."""
    line = modeline(folder, kind.name)
    old = _MODELINE.match(text)
    if old is None:
        yield Edit(0, 0, f"{line}\n", "the first line names the schema")
    elif old.group() != line:
        yield Edit(0, old.end(), line, "the first line names the schema")


PASSES: tuple[Pass, ...] = (letters, quotes, dates, blocks, order, spaces, first_line)
