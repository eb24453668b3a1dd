"""JSON Schemas of the data files, in the words of draft 7, which editors know best.

In: the kinds. Out: one schema a kind, as plain values. Pydantic writes them; added is what the markers say of a value's
form, and taken out is what would contradict the check: an optional field may be left out, but it may not be empty.
"""

from collections.abc import Iterator
from typing import Any

from briefbook.kinds import KINDS
from briefbook.model.base import Part
from briefbook.model.dates import FORMS
from briefbook.model.fields import Address, DateMark, Identifier, LanguageTag, Marker, Reference
from briefbook.model.kind import Kind
from briefbook.model.shape import Field, fields_of
from briefbook.offers import DRAFT, Schema

ID = "[a-z0-9]+(-[a-z0-9]+)*"
_DAY = r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(-([0-9]{2}|XX)(-([0-9]{2}|XX)(T[0-9:]{5,8}(Z|[+-][0-9:]{5})?)?)?)?[?~%]?"
# What a value's form is, and what an editor says where it has another ("patternErrorMessage" is no word of draft 7, and
# the language servers that do not know it pass over it).
_FORMS: dict[type[Marker], tuple[str, str]] = {
    Identifier: (f"^{ID}$", "an id is lowercase words with hyphens, such as 'open-letter'"),
    Reference: (f"^({ID}/)?{ID}$", "this is no id; one is lowercase words with hyphens, such as 'open-letter'"),
    DateMark: (rf"^(({_DAY})|(({_DAY})|\.\.)?/(({_DAY})|\.\.)?)$", f"a date is one of: {FORMS}"),
    Address: (r"^[hH][tT][tT][pP][sS]?://\S+$", "a full address begins with https://"),
    LanguageTag: (
        r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-[a-z0-9]{5,8})*$",
        "a language is a tag such as 'en', 'uk' or 'zh-Hant'",
    ),
}


def schemas() -> dict[str, Schema]:
    """One schema a kind, by the kind's name."""
    return {kind.name: _schema(kind) for kind in KINDS}


def _schema(kind: Kind) -> Schema:
    record = _cleaned(kind.model.model_json_schema(by_alias=True))
    definitions = record.pop("$defs", {})
    for model in {kind.model, *_parts(kind.model)}:
        _add_forms(record if model is kind.model else definitions[model.__name__], model)
    title = {"$schema": DRAFT, "title": kind.name, "description": kind.says}
    body = {"type": "array", "items": record} if kind.is_list else record
    return {**body, **title, "definitions": definitions} if definitions else {**body, **title}


def _parts(model: type[Part]) -> Iterator[type[Part]]:
    for shape in fields_of(model).values():
        if shape.part:
            yield shape.part
            yield from _parts(shape.part)


def _add_forms(schema: Schema, model: type[Part]) -> None:
    """Add to each value the form that its marker asks for."""
    for name, shape in fields_of(model).items():
        if form := _form(shape):
            value = schema["properties"][name]
            pattern, message = form
            (value["items"] if shape.many else value).update(pattern=pattern, patternErrorMessage=message)


def _form(shape: Field) -> tuple[str, str] | None:
    if isinstance(shape.marker, Reference) and shape.marker.words:
        return None
    return _FORMS.get(type(shape.marker)) if shape.marker else None


def _cleaned(value: Any) -> Any:
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, str):
        return value.replace("#/$defs/", "#/definitions/")
    if not isinstance(value, dict):
        return value
    options = [option for option in value.get("anyOf", ()) if option != {"type": "null"}]
    if len(options) == 1:
        value = {**{name: part for name, part in value.items() if name != "anyOf"}, **options[0]}
    if value.get("default", 0) in (None, []):
        value = {name: part for name, part in value.items() if name != "default"}
    return {name: _cleaned(part) for name, part in value.items() if not (name == "title" and isinstance(part, str))}
