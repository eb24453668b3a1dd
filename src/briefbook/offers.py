"""What an editor's completion offers: the records and pages there are, as schemas beside those of the kinds.

In: a checked site. Out: a text a folder of `data/`, for `data/schema/<folder>/records.json`. Ids are offered and never
demanded, so a list that has fallen behind marks nothing as wrong. One line an id, each ending in a comma, so that two
lists merge line by line. Apart from `generate` because it follows from a site, and the door renews it while serving.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from briefbook.check import Checked, Entry, PageEntry, check, standard_stems
from briefbook.kinds import BY_NAME, KINDS, LISTS
from briefbook.kinds.pages import STANDARD
from briefbook.load import Settings, load_site
from briefbook.load.site import SHARED
from briefbook.model.base import Part
from briefbook.model.fields import Reference
from briefbook.model.kind import Kind
from briefbook.model.shape import Field, fields_of
from briefbook.write import write_if_changed

DRAFT = "http://json-schema.org/draft-07/schema#"
PAGES = "pages"
_WIDEST = 90
_MARKS = re.compile(r"\[@[^\]]*\]|\]\[[^\]]*\]|[\[\]*_`]")
_COMMENT = "The records and pages there are; briefbook writes this file anew, and nothing depends on it."
Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Offer:
    """An id that may be referred to, and what it names."""

    id: str
    says: str


def record_schemas(checked: Checked) -> dict[str, str]:
    """The text of every `records.json`, by its folder in `data/`."""
    folders = [name for name in checked.entries if name and (name != SHARED or checked.entries[name])]
    return {name: _text(name, _offers(checked, name), SHARED in folders) for name in folders}


def refresh(settings: Settings, checked: Checked) -> list[str]:
    """Bring every `records.json` up to date; give the names of those that were not.

    Raises OSError where one cannot be written.
    """
    paths = {settings.data / "schema" / name / "records.json": text for name, text in record_schemas(checked).items()}
    return [settings.name(path) for path, text in paths.items() if write_if_changed(path, text)]


def renew(settings: Settings) -> list[str]:
    """Read and check a site, and bring its lists up to date; not where a file cannot be read, whose ids would be lost.

    Raises OSError where a list cannot be written.
    """
    loaded = load_site(settings)
    if any(file.broken for file in loaded.data) or any(page.broken for page in loaded.pages):
        return []
    return refresh(settings, check(loaded)[0])


def _offers(checked: Checked, folder: str) -> dict[str, list[Offer]]:
    """What a folder has, by kind, each list in the order of ids."""
    found: dict[str, dict[str, Offer]] = {kind.name: {} for kind in LISTS}
    for entry in checked.entries[folder]:
        if entry.kind.is_list and entry.id:
            found[entry.kind.name][entry.id] = Offer(entry.id, _says(entry))
    found[PAGES] = {page.id: Offer(page.id, _page_says(page)) for page in checked.pages.get(folder, ())}
    if folder != SHARED:
        for stem in standard_stems(checked, folder):
            found[PAGES].setdefault(stem, Offer(stem, f"page: {STANDARD[stem].title}"))
    return {kind: [offers[name] for name in sorted(offers)] for kind, offers in found.items()}


def _says(entry: Entry) -> str:
    """What an id names, in a line: its kind, its title, and whether it is a draft."""
    named = entry.tree.values.get(entry.kind.title)
    title = " ".join(_MARKS.sub("", str(getattr(named, "text", ""))).split())
    shown = title if len(title) <= _WIDEST else f"{title[: _WIDEST - 1]}…"
    draft = " (draft)" if getattr(entry.model, "status", "") == "draft" else ""
    return f"{entry.kind.singular.replace('_', ' ')}: {shown or entry.id}{draft}"


def _page_says(page: PageEntry) -> str:
    title = (page.front.title if page.front else None) or (STANDARD[page.id].title if page.id in STANDARD else page.id)
    return f"page: {title}"


def _text(folder: str, offers: Mapping[str, list[Offer]], has_shared: bool) -> str:
    """Write the file by hand where lines matter, and by the library where they do not."""
    shared = has_shared and folder != SHARED
    lists = [_list(kind, offers[kind], shared and _may_be_shared(kind)) for kind in offers]
    every = [{"$ref": f"#/ids/{kind}"} for kind in offers]
    words = {"anyOf": [{"$ref": "#/ids/actors"}, {"type": "string"}]}
    lists += [f'"any": {json.dumps({"anyOf": every})}', f'"actors-or-words": {json.dumps(words)}']
    files = [f'"{kind.name}": {json.dumps(_file(kind))}' for kind in KINDS if folder != SHARED or kind.shared]
    head = [f'"$schema": {json.dumps(DRAFT)}', f'"$comment": {json.dumps(_COMMENT)}']
    body = ",\n".join([*head, *files, '"ids": {\n' + ",\n".join(lists) + "\n}"])
    return f"{{\n{body}\n}}\n"


def _may_be_shared(kind: str) -> bool:
    return kind in BY_NAME and BY_NAME[kind].shared


def _list(kind: str, offers: list[Offer], shared: bool) -> str:
    lines = [json.dumps({"const": offer.id, "description": offer.says}, ensure_ascii=False) for offer in offers]
    if shared:
        lines.append(json.dumps({"$ref": f"../{SHARED}/records.json#/ids/{kind}"}))
    lines.append(json.dumps({"type": "string"}))
    return f'"{kind}": {{"anyOf": [\n' + ",\n".join(lines) + "\n]}"


def _file(kind: Kind) -> Schema:
    """The schema of one file: that of its kind, with ids for its references."""
    body = {"$ref": f"../{kind.name}.json"}
    ids = _ids(kind.model)
    return {"allOf": [body, {"items": ids} if kind.is_list else ids]} if ids else {"allOf": [body]}


def _ids(model: type[Part]) -> Schema:
    """The ids that a model's fields may name, as far down as there are any."""
    properties = dict(_properties(model))
    return {"properties": properties} if properties else {}


def _properties(model: type[Part]) -> Iterator[tuple[str, Schema]]:
    for name, shape in fields_of(model).items():
        inner = _ids(shape.part) if shape.part else _reference(shape)
        if inner:
            yield name, {"description": shape.description, **({"items": inner} if shape.many else inner)}


def _reference(shape: Field) -> Schema:
    if not isinstance(shape.marker, Reference):
        return {}
    if len(shape.marker.kinds) > 1:
        return {"anyOf": [{"$ref": f"#/ids/{kind}"} for kind in shape.marker.kinds]}
    name = next(iter(shape.marker.kinds), "any")
    return {"$ref": f"#/ids/{name}{'-or-words' if shape.marker.words else ''}"}
