"""How a field is written, for whoever wrote something else in its place.

In: a field's shape, and the value that stands there. Out: what is expected, and a help line, which shows the field with
the words that stand there wherever they can be kept. Apart from `shape`, which finds that a value is of the wrong type.
"""

import re
from typing import Any

from briefbook.load import Mapping, Scalar, Tree
from briefbook.load.text import SourceFile
from briefbook.model.dates import try_date
from briefbook.model.fields import DateMark, Identifier, Reference
from briefbook.model.shape import Field, fields_of
from briefbook.model.worded import meant

_GROUPED = re.compile(r"-?(?:\d+|\d{1,3}(?:[ ,'’_\u00a0\u202f]\d{3})+)(?:\.\d+)?\Z")
_BETWEEN = re.compile(r"\s*[,;\uff0c\u3001\u2022]\s*(?:and\s+)?|\s+and\s+|\s+(?=-\w)")
_AROUND = "[](){}\uff3b\uff3d\uff08\uff09\u2192\u2022-> "
_ID = re.compile(r"(?:[a-z0-9-]+/)?[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_TRUTH = dict.fromkeys(("true", "yes", "y", "on"), "true") | dict.fromkeys(("false", "no", "n", "off"), "false")


def truth_meant(text: str) -> str:
    """What a word means where true or false is expected, or nothing: `yes`, `off`, "false" in quotes."""
    return _TRUTH.get(text.strip().casefold(), "")


def ids_in(text: str) -> list[str]:
    """The ids that were written as one value: `one, two`, `one; two`, `one and two`, `[one]` in quotes."""
    parts = [part.strip(_AROUND) for part in _BETWEEN.split(text.strip(_AROUND)) if part.strip(_AROUND)]
    return parts if parts and all(map(_ID.match, parts)) else []


def expected(kind: str, value: Any, shape: Field, there: Tree, source: SourceFile) -> tuple[str, str]:
    """What a field holds, by what was wrong with its value, and how it is written."""
    name = shape.name
    lines = source.text[there.start : there.end].split("\n") if _is_short(there) else []
    words = (", " if shape.many and not shape.part else " ").join(line.strip() for line in lines if line.strip())
    if kind == "tuple_type":
        example = f"write {name}: [first, second], or one '- ' a line"
        if shape.part and isinstance(there, Mapping) and there.keys:
            return "a list", f"begin each of its items with a hyphen: - {next(iter(there.keys))}: ..."
        return "a list", (_written_out(shape, there, words, source) if shape.part else _listed(shape, words)) or example
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        example = "put its fields on lines of their own, indented"
        return "a mapping of fields", _written_out(shape, there, words, source) or example
    if kind.startswith("float"):
        digits = _digits(value)
        return "a number", f"write digits alone: {digits}" if digits else "write digits alone, such as 500000"
    if kind.startswith("bool"):
        truth = truth_meant(str(value))
        return "true or false", f"write {name}: {truth}" if truth else f"write {name}: true or {name}: false"
    return "text", f"write {name}: '{words}'" if words and "'" not in words else f"write {name}: followed by one text"


def _is_short(tree: Tree) -> bool:
    """Whether a value is one of a line: a word or several, or names in braces that say nothing."""
    if isinstance(tree, Mapping):
        return bool(tree.end) and all(isinstance(v, Scalar) and v.start == v.end for v in tree.values.values())
    return isinstance(tree, Scalar) and "\n" not in tree.text


def _listed(shape: Field, words: str) -> str:
    """A list of one line, where a single value stands; of ids only where ids were written."""
    if not words:
        return ""
    if isinstance(shape.marker, Reference | Identifier):
        found = ids_in(words.strip("\"'"))
        return (
            f"write {shape.name}: [{', '.join(found)}]" if found else f"write {shape.name}: [id], with the id of each"
        )
    words = words.removeprefix("{").removesuffix("}")
    return f"write {shape.name}: [{words if len(words) <= 40 else f'{words[:39]}…'}]"


def _written_out(shape: Field, there: Tree, words: str, source: SourceFile) -> str:
    """A field that has fields of its own, with the words where they belong; nothing where they span lines."""
    line = source.text[source.text.rfind("\n", 0, there.start) + 1 : there.start]
    lead, named, rest = line.rpartition(f"{shape.name}:")
    if not words or not named or rest.strip() or lead.strip(" -"):
        return ""
    hyphen = "- " if shape.many else ""
    indent = " " * (len(lead) + 2)
    lines = [f"{name}: {value}" for name, value in _filled(shape, words).items()]
    under = [f"{indent}{hyphen if not number else ' ' * len(hyphen)}{text}" for number, text in enumerate(lines)]
    return "\n".join(["write it as:", f"{lead}{shape.name}:", *under])


def _filled(shape: Field, words: str) -> dict[str, str]:
    """The fields that a part must have, with the words in the first that can hold them; the others are left open."""
    needed = {name: field for name, field in fields_of(shape.part).items() if field.required} if shape.part else {}
    holds = [(name, held) for name, field in needed.items() if (held := _held(field, words))]
    special = [pair for pair in holds if pair[1] != words or needed[pair[0]].choices]
    chosen, held = [*special, *holds, ("", "")][0]
    return {name: held if name == chosen else "..." for name in needed}


def _held(field: Field, words: str) -> str:
    """The words as a field would write them, or nothing where it cannot hold them."""
    if field.choices:
        choice = re.sub(r"[ _]", "-", words.casefold())
        return choice if choice in field.choices else ""
    if isinstance(field.marker, DateMark):
        return meant(words) or (words if try_date(words) else "")
    if isinstance(field.marker, Identifier):
        return words if field.name != "id" and _ID.match(words) else ""
    return "" if field.many or field.part else words


def _digits(value: Any) -> str:
    """The number that a text is, without what parts its thousands; or nothing."""
    if not isinstance(value, str) or not _GROUPED.match(value):
        return ""
    return re.sub(r"[^\d.-]", "", value)
