"""Snapshots of editions: their bytes, and the model that they hold.

In: a canonical model, or the bytes of a snapshot file. Out: the other one. A snapshot is canonical JSON with a line
end put before each record, so that people and `git diff` can read it; without its line ends it is the very bytes of
which the digest was taken. Formats of the past are read here, each by a reader of its number, and brought to the
newest in memory; the file stays as it was. Low in the layers because `check` reads snapshots too.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

FORMAT = 1
MAX_DEPTH = 200
Model = dict[str, Any]
_BY_LINE = ("records", "pages", "order", "assets", "addresses", "fields")
_NAMES = ("formerly", "see", "sources")  # fields that are lists of ids wherever they stand at the top
_HALF = re.compile("[\ud800-\udfff]")
_FORMAT_LINE = re.compile(rb'^"format":(\d{1,9}),$', re.MULTILINE)


class SnapshotError(ValueError):
    """A snapshot that cannot be read; the message is for the editor."""


def canonical_json(model: Mapping[str, Any]) -> bytes:
    """The bytes of a canonical model: UTF-8, sorted keys, no white space, text as it was given."""
    return _json(model).encode("utf-8")


def digest_of(model: Mapping[str, Any]) -> str:
    """The SHA-256 of a canonical model, in hexadecimal."""
    return hashlib.sha256(canonical_json(model)).hexdigest()


def snapshot_bytes(model: Mapping[str, Any]) -> bytes:
    """The canonical model as a file, a record a line."""
    parts = [
        f"{_json(name)}:{_lines(model[name]) if name in _BY_LINE else _json(model[name])}" for name in sorted(model)
    ]
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode("utf-8")


def _lines(values: Mapping[str, Any]) -> str:
    rows = [f"{_json(name)}:{_json(values[name])}" for name in sorted(values)]
    return "{\n" + ",\n".join(rows) + "\n}" if rows else "{}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def snapshot_digest(raw: bytes) -> str:
    """The digest of the model in a snapshot file: of its bytes without line ends, which nothing has to parse."""
    return hashlib.sha256(_unix(raw).replace(b"\n", b"")).hexdigest()


def snapshot_format(raw: bytes) -> int:
    """The format that a snapshot file says it has, or 0; found without reading the rest."""
    match = _FORMAT_LINE.search(_unix(raw))
    return int(match[1]) if match else 0


def snapshot_part(raw: bytes, name: str) -> bytes:
    """One part of a snapshot as it stands there, found without reading the rest; nothing where it is not found.

    The part `order` has every id in it, by kind, and `addresses` every address.
    """
    head, text = f'\n"{name}":'.encode(), _unix(raw)
    begin = text.find(head + b"{\n")  # looked for, and not matched: a hostile file may begin it a million times
    end = text.find(b"\n}", begin) if begin >= 0 else -1
    return text[begin + len(head) : end + 2] if end >= 0 else b""


def names_in(part: bytes) -> dict[str, list[str]]:
    """What one of those parts says: lists of names, by name."""
    try:
        told = json.loads(part or b"{}")
    except (ValueError, RecursionError):
        return {}
    return told if _each(told, _texts) else {}


def _unix(raw: bytes) -> bytes:
    """The bytes with single line ends: a checkout may have doubled them."""
    return raw.replace(b"\r\n", b"\n")


def read_snapshot(raw: bytes) -> Model:
    """Read a snapshot of any format there has been, as a model of the newest.

    Raises SnapshotError where the bytes are no such snapshot, whatever else they are.
    """
    try:
        model = json.loads(raw.decode("utf-8"), parse_constant=_no_number)
        if b"\\u" in raw and _HALF.search(_json(model)):
            raise SnapshotError("half of a pair of characters stands in it, which is no text")
    except UnicodeDecodeError:
        raise SnapshotError("this is not UTF-8") from None
    except SnapshotError:
        raise
    except (ValueError, RecursionError):
        raise SnapshotError("this is not JSON") from None
    if not isinstance(model, dict) or "format" not in model:
        raise SnapshotError("this is no snapshot of a briefing: it says no format")
    number = model["format"]
    if type(number) is not int or number not in READERS:
        raise SnapshotError(f"format {str(number)[:20]!r} is not known here; this briefbook reads {_known()}")
    return READERS[number](model)


def _no_number(name: str) -> Any:
    raise ValueError(name)


def _known() -> str:
    return ", ".join(map(str, sorted(READERS)))


def _format_1(model: Model) -> Model:
    bad = "it" if _depth(model) > MAX_DEPTH else next(_misshapen(model), "")
    if bad:
        raise SnapshotError(f"this is no whole snapshot: {bad} is not in the shape of format 1")
    return model


READERS: Mapping[int, Callable[[Model], Model]] = {1: _format_1}

_SHAPE: Mapping[str, Callable[[Any], bool]] = {
    "format": lambda value: value == 1,
    "briefing": lambda value: isinstance(value, str),
    "fields": lambda value: _fields(value),
    "records": lambda value: _each(value, lambda row: _has(row, kind=_text, fields=_named)),
    "pages": lambda value: _each(value, lambda row: _has(row, path=_text, fields=_named, tree=_tree)),
    "order": lambda value: _each(value, _texts),
    "assets": lambda value: _each(value, _text),
    "addresses": lambda value: _each(value, _texts),
}


def _misshapen(model: Model) -> Iterator[str]:
    yield from (f"'{name}'" for name in [*_SHAPE, *model] if name not in _SHAPE or name not in model)
    unsound = [name for name, is_sound in _SHAPE.items() if not is_sound(model[name])]
    yield from (f"'{name}'" for name in unsound)
    if not unsound and model["order"] != _orders_of(model):
        yield "'order'"


def _orders_of(model: Model) -> Model:
    """The order as it must be, going by what there is to put in order: nothing left out, nothing twice."""
    of_kind = {name: record["kind"] for name, record in model["records"].items()}
    of_kind |= dict.fromkeys(model["pages"], "pages")
    kinds = {"pages", *of_kind.values()}
    named = {kind: list(dict.fromkeys(model["order"].get(kind, []))) for kind in kinds}
    return {kind: names for kind, names in named.items() if {n for n, k in of_kind.items() if k == kind} == set(names)}


def _depth(value: Any) -> int:
    level, depth = [value], 0
    while level:
        depth += 1
        level = [
            inner
            for item in level
            for inner in (item.values() if isinstance(item, dict) else item if isinstance(item, list) else ())
        ]
    return depth


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_text, value))


def _each(value: Any, test: Callable[[Any], bool]) -> bool:
    return isinstance(value, dict) and all(map(test, value.values()))


def _has(value: Any, **tests: Callable[[Any], bool]) -> bool:
    return isinstance(value, dict) and set(value) == set(tests) and all(test(value[n]) for n, test in tests.items())


def _named(value: Any) -> bool:
    """The fields of a record or page, whose former and cited ids others follow."""
    return _fields(value) and all(_texts(value[name]) for name in _NAMES if name in value)


def _fields(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_value, value.values()))


def _value(value: Any) -> bool:
    if isinstance(value, dict) and set(value) == {"source", "tree"}:
        return _text(value["source"]) and _tree(value["tree"])
    if isinstance(value, dict):
        return _fields(value)
    return all(map(_value, value)) if isinstance(value, list) else value is not None


def _tree(value: Any) -> bool:
    return isinstance(value, list) and all(map(_node, value))


def _node(value: Any) -> bool:
    if isinstance(value, str):
        return True
    if not isinstance(value, dict) or not _text(value.get("type")):
        return False
    known = set(value) <= {"type", "attributes", "text", "children"}
    attributes = value.get("attributes", {})
    sound = known and isinstance(attributes, dict) and _text(value.get("text", ""))
    return sound and _marked(value["type"], attributes) and _tree(value.get("children", []))


def _marked(type_: str, attributes: Model) -> bool:
    """Whether a reference or a citation says to what."""
    if type_ == "citation":
        cites = attributes.get("cites")
        return isinstance(cites, list) and all(_texts(cite) and len(cite) == 2 for cite in cites)
    return type_ != "reference" or _text(attributes.get("target"))
