"""What a briefing says, in the one form of saying it, and the digest of that.

In: a linked `Briefing`. Out: the canonical model (plain values of JSON), its bytes, and their SHA-256. It depends on
content only: not on files and folders, comments, quotes, line ends, places or the order of files. Pages made from the
data are not in it, beyond their addresses, because they say nothing of their own.

    format     1
    briefing   the id
    fields     of briefing.yml, by the editor's names; a text is {"source": ..., "tree": [...]}
    records    by id: {"kind": ..., "fields": {...}}, shared ones in use included
    pages      those with a file, by id: {"path": ..., "fields": front matter, "tree": [...]}
    order      the ids of the records by kind, and of the pages, in the order in which they are shown
    assets     the images on the pages: path to SHA-256
    addresses  every address published: page to its anchors
"""

import re
from collections.abc import Mapping
from typing import Any

from briefbook.editions.tree import to_json
from briefbook.link import Briefing, Page, Record
from briefbook.load.snapshot import FORMAT, Model, digest_of
from briefbook.model.base import Part
from briefbook.model.fields import Prose
from briefbook.model.kind import Path
from briefbook.model.shape import fields_of
from briefbook.prose import Node, parse_line, parse_text

_WRAPPED = re.compile(r"(?<=[^\n])[ \t]*\n[ \t]*(?=[^\n])")


def canonical(briefing: Briefing) -> Model:
    """The canonical model of a briefing, in the newest format."""
    pages = {page.id: page for page in briefing.pages if not page.made}
    order = {kind: [record.id for record in records] for kind, records in briefing.records.items()}
    return {
        "format": FORMAT,
        "briefing": briefing.id,
        "fields": _fields(briefing.model, briefing.texts),
        "records": {record.id: _record(record) for record in briefing.by_id.values()},
        "pages": {page.id: _page(page) for page in pages.values()},
        "order": {**order, "pages": list(pages)},
        "assets": {name: digest for page in pages.values() for name, digest in page.images},
        "addresses": _addresses(briefing),
    }


def digest(briefing: Briefing) -> str:
    """The digest of a briefing: the same in every output, and different whenever a reader could tell a difference."""
    return digest_of(canonical(briefing))


def _record(record: Record) -> Model:
    fields = _fields(record.model, record.texts)
    del fields["id"]
    return {"kind": record.kind.name, "fields": fields}


def _page(page: Page) -> Model:
    values = {
        "title": page.title,
        "short": page.short if page.short != page.title else "",
        "summary": page.summary,
        "formerly": list(page.formerly),
        "sources": list(page.sources),
        "see": list(page.see),
    }
    fields = {name: value for name, value in values.items() if value}
    return {"path": page.path, "fields": fields, "tree": to_json(page.body.children)}


def _addresses(briefing: Briefing) -> dict[str, list[str]]:
    anchors: dict[str, list[str]] = {page.path: [] for page in briefing.pages}
    for record in briefing.by_id.values():
        anchors.setdefault(record.address.page, []).append(record.address.anchor)
    return {page: sorted(found) for page, found in anchors.items()}


def _fields(part: Part, texts: Mapping[Path, Node], at: Path = ()) -> dict[str, Any]:
    """The fields that say something, by the editor's names; what is left out and what is a default are the same."""
    found: dict[str, Any] = {}
    for name, shape in fields_of(type(part)).items():
        value = getattr(part, shape.attribute)
        info = type(part).model_fields[shape.attribute]
        if value is None or value == () or (not info.is_required() and value == info.get_default()):
            continue
        here = (*at, name)
        if shape.many:
            found[name] = [_value(item, shape.marker, texts, (*here, index)) for index, item in enumerate(value)]
        else:
            found[name] = _value(value, shape.marker, texts, here)
    return found


def _value(value: Any, marker: object, texts: Mapping[Path, Node], at: Path) -> Any:
    if isinstance(value, Part):
        return _fields(value, texts, at)
    if isinstance(marker, Prose):
        return _text(value, marker, texts[at])
    if isinstance(value, float) and value.is_integer():
        return int(value)  # 5 and 5.0 are one number, and JSON writes it as a person would
    return value


def _text(source: str, marker: Prose, root: Node) -> Model:
    """A text as its tree and as Markdown; where its lines were wrapped is no part of it, unless it means something."""
    tree = to_json(root.children)
    unwrapped = _WRAPPED.sub(" ", source.strip())
    if unwrapped != source:
        parse = parse_text if marker.blocks else parse_line
        source = unwrapped if to_json(parse(unwrapped).children) == tree else source
    return {"source": source, "tree": tree}
