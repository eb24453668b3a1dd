"""A site for programs: its briefings as files of JSON, the list of them, their schemas; and the feeds.

In: the linked site and what was made of it. Out: `api/index.json`; `api/briefings/<briefing>.json`, which holds the
digest and the model it is the digest of; `api/schema/*.json`. Each names its schema and the number of its format.
What `feeds` makes is written from here too, so that every door to the engine makes and offers the same files.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from briefbook.api.schemas import BRIEFING_FORMAT, INDEX_FORMAT, schemas
from briefbook.editions import canonical, canonical_json, digest_of
from briefbook.editions.history import Histories
from briefbook.feeds import feed_files
from briefbook.feeds import offered as offered_feeds
from briefbook.kinds.editions import Edition
from briefbook.link import Briefing, Site
from briefbook.load import Settings
from briefbook.render.downloads import WHOLE_SITE, Download, Downloads, together
from briefbook.render.spoken import spoken

LIST, LIST_SCHEMA = "api/index.json", "schema/index.json"


def write_json(briefing: Briefing, folder: Path) -> str:
    """Write the JSON of a briefing into `folder`. Gives its digest."""
    digest, content = _briefing_json(briefing)
    path = folder / data_path(briefing)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return digest


def data_path(briefing: Briefing) -> str:
    """Where the JSON of a briefing lies in the site."""
    return f"api/briefings/{briefing.id}.json"


def offered(site: Site) -> Downloads:
    """What there is for programs, as pages offer it."""
    data = {one.id: (Download("JSON", data_path(one), "application/json", use="data"),) for one in site.briefings}
    return together(offered_feeds(site), data)


def _briefing_json(briefing: Briefing) -> tuple[str, bytes]:
    model = canonical(briefing)
    digest = digest_of(model)
    head = b'{"$schema":"../schema/briefing.json","format":%d' % BRIEFING_FORMAT
    return digest, b'%s,"digest":"%s","model":%s}\n' % (head, digest.encode(), canonical_json(model))


def write_rest(
    site: Site, settings: Settings, made: Downloads, digests: Mapping[str, str], folder: Path, histories: Histories
) -> None:
    """Write all but the JSON of briefings into `folder`. `made` are the files there are beside the pages."""
    for name, content in _rest(site, settings, made, digests, histories):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def all_files(site: Site, settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Every file for programs by its path, where nothing else is made beside the pages."""
    digests = {}
    for briefing in site.briefings:
        digests[briefing.id], content = _briefing_json(briefing)
        yield data_path(briefing), content
    yield from _rest(site, settings, offered(site), digests, Histories())


def _rest(
    site: Site, settings: Settings, made: Downloads, digests: Mapping[str, str], histories: Histories
) -> Iterator[tuple[str, bytes]]:
    yield LIST, _dumped(_index(site, made, digests, settings.site_url))
    for name, schema in schemas().items():
        yield f"api/schema/{name}.json", _dumped(schema)
    yield from feed_files(site, settings.macros, settings.site_url, histories)


def _dumped(value: Any) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, indent=1)}\n".encode()


def _index(site: Site, made: Downloads, digests: Mapping[str, str], site_url: str) -> dict[str, Any]:
    return {
        "$schema": LIST_SCHEMA,
        "format": INDEX_FORMAT,
        "site": site.name,
        "address": site_url or None,
        "schemas": [f"api/schema/{name}.json" for name in schemas()],
        "files": [_file(file) for file in made.get(WHOLE_SITE, ()) if file.use != "keep"],
        "briefings": [_listed(one, made.get(one.id, ()), digests[one.id]) for one in site.briefings],
    }


def _listed(briefing: Briefing, made: tuple[Download, ...], digest: str) -> dict[str, Any]:
    model = briefing.model
    return {
        "id": briefing.id,
        "title": model.title,
        "subtitle": model.subtitle,
        "summary": spoken(briefing, briefing.texts[("summary",)]),
        "language": model.language,
        "status": model.status,
        "published": model.published,
        "updated": briefing.updated or None,
        "facts_to": model.facts_to,
        "topics": list(model.topics),
        "digest": digest,
        "page": f"{briefing.pages_by_id['index'].path}.html",
        "data": data_path(briefing),
        "files": [_file(file) for file in made if file.use != "data"],
        "editions": list(map(_edition, briefing.editions)),
    }


def _edition(edition: Edition) -> dict[str, Any]:
    """An edition as its ledger has it; of a withdrawn one the notice, and no longer the note."""
    told = edition.model_dump(mode="json")
    return {**told, "note": ""} if edition.withdrawn else told


def _file(file: Download) -> dict[str, Any]:
    return {"label": file.label, "use": file.use, "media_type": file.media_type, "path": file.path}
