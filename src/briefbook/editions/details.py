"""Where in a field the difference lies.

In: two values of a field, and its shape. Out: `Detail`s. Items of a list are told apart by what names them (an id, an
actor, a text), so that a list in another order is not a list of other things.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from briefbook.editions.change import Detail
from briefbook.editions.names import words_in
from briefbook.editions.sentences import Title, compare, likeness, sentences_of
from briefbook.link import shortened
from briefbook.model.base import Part
from briefbook.model.fields import Plain, Prose, Reference
from briefbook.model.shape import Field, fields_of

_ALIKE = 0.3
Pair = tuple[Any, Any]


@dataclass(frozen=True, slots=True)
class Reader:
    """Compares values; `title` names what a reference leads to."""

    title: Title

    def field(self, old: Any, new: Any, shape: Field) -> Iterator[Detail]:
        """The differences within one field; none where the whole value is the difference."""
        if shape.many:
            yield from self._items(old or [], new or [], shape)
        elif shape.part and old is not None and new is not None:
            yield from self.fields(old, new, shape.part)
        elif isinstance(shape.marker, Prose) and old is not None and new is not None:
            yield from self.trees(old["tree"], new["tree"])

    def fields(self, old: dict[str, Any], new: dict[str, Any], part: type[Part]) -> Iterator[Detail]:
        """The differences between two mappings."""
        for name, shape in fields_of(part).items():
            before, after = old.get(name), new.get(name)
            if before == after:
                continue
            inner = list(self.field(before, after, shape))
            for detail in inner:
                yield replace(detail, path=(name, *detail.path))
            if not inner:
                yield Detail(_type(before, after), (name,), before, after)

    def trees(self, old: list[Any], new: list[Any]) -> tuple[Detail, ...]:
        """The differences between two texts, by sentence."""
        return compare(sentences_of(old, self.title), sentences_of(new, self.title))

    def _items(self, old: list[Any], new: list[Any], shape: Field) -> Iterator[Detail]:
        if shape.part is None:
            yield from self._values(old, new, shape)
            return
        for before, after in _pairs(old, new, shape.part):
            if before is None or after is None:
                yield Detail(_type(before, after), (), before, after)
                continue
            label = self._label(after, shape.part)
            for detail in self.fields(before, after, shape.part):
                yield replace(detail, path=(label, *detail.path))

    def _values(self, old: list[Any], new: list[Any], shape: Field) -> Iterator[Detail]:
        if isinstance(shape.marker, Prose):
            yield from self.trees(*([node for text in texts for node in text["tree"]] for texts in (old, new)))
            return
        gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
        yield from (Detail("removed", (), value) for value in old if value in gone)
        yield from (Detail("added", (), None, value) for value in new if value in come)

    def _label(self, item: dict[str, Any], part: type[Part]) -> str:
        """The words that tell an item from the others of its list."""
        shapes = fields_of(part)
        telling = [name for name, shape in shapes.items() if isinstance(shape.marker, Plain | Prose | Reference)]
        name = next((n for n in ("label", _naming(part), *telling) if n in item and n in shapes), "")
        words = words_in(item.get(name, ""))
        is_reference = bool(name) and isinstance(shapes[name].marker, Reference)
        return shortened(self.title(words) if is_reference else words)


def steps(path: tuple[str, ...], shape: Field | None) -> Iterator[tuple[str, bool, Field | None]]:
    """A detail's path: each step, whether it names a field (else an item of a list), and the shape there."""
    is_item = bool(shape and shape.many and shape.part)
    for step in path:
        if is_item or shape is None or shape.part is None:
            yield step, False, shape
            is_item = False
            continue
        shape = fields_of(shape.part).get(step)
        yield step, True, shape
        is_item = bool(shape and shape.many and shape.part)


def fits(value: Any, shape: Field) -> bool:
    """Whether a value is what a field holds today; a snapshot may come from another time, or from anywhere."""
    if shape.many and not isinstance(value, list):
        return False
    return all(_fits(item, shape) for item in (value if shape.many else [value]))


def _fits(value: Any, shape: Field) -> bool:
    if shape.part:
        shapes = fields_of(shape.part)
        known = isinstance(value, dict) and set(value) <= set(shapes)
        needed = known and all(name in value for name, inner in shapes.items() if inner.required)
        return needed and all(fits(inner, shapes[name]) for name, inner in value.items())
    if isinstance(shape.marker, Prose):
        return isinstance(value, dict) and set(value) == {"source", "tree"}
    return isinstance(value, str | int | float)


def _type(old: Any, new: Any) -> str:
    return "added" if old is None else "removed" if new is None else "changed"


def _naming(part: type[Part]) -> str:
    """The field that names an item: the first that it cannot be without."""
    shapes = fields_of(part)
    return next((name for name, shape in shapes.items() if shape.required and not shape.many and not shape.part), "")


def _is_one_thing(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two items of other names may be one; of another id an item is another thing, unless its label stayed."""
    return "id" not in one or words_in(one.get("label", "")) == words_in(other.get("label", ""))


def _pairs(old: list[Any], new: list[Any], part: type[Part]) -> Iterator[Pair]:
    """Pair the items of two lists: the same, of the same name, alike; what is left came or went."""
    naming = _naming(part)
    left, waiting = list(old), list(new)
    found: list[Pair] = []
    tests = (
        lambda one, other: one == other,
        lambda one, other: bool(naming) and words_in(one[naming]) == words_in(other[naming]),
        lambda one, other: _is_one_thing(one, other) and likeness(words_in(one), words_in(other)) >= _ALIKE,
    )
    for test in tests:
        for item in list(waiting):
            twin = next((other for other in left if test(other, item)), None)
            if twin is not None:
                left.remove(twin)
                waiting.remove(item)
                found.append((twin, item))
    place = {id(item): number for number, item in enumerate(new)}
    yield from sorted(((b, a) for b, a in found if b != a), key=lambda pair: place[id(pair[1])])
    yield from ((item, None) for item in left)
    yield from ((None, item) for item in waiting)
