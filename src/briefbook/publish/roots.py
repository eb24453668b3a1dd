"""The files at the top, beside the versions.

In: what is on the shelf. Out: each file and what must be in it, derived anew every time, so that one that is missing,
broken or edited by hand is put right: the list that the theme's selector and mike read, the page that leads on, what a
host says of all copies together, and the page for addresses that lead nowhere.
"""

import json

from briefbook.policy import headers_file
from briefbook.publish.dress import NOT_FOUND, undressed, words_of
from briefbook.publish.names import LATEST
from briefbook.publish.notices import leading_on
from briefbook.publish.shelf import HEADERS, Reader, Refused, Shelf

LIST = "versions.json"
INDEX = "index.html"
_LEADS_ON = b'http-equiv="refresh"'
_CACHING = """\
/{LIST}
  Cache-Control: no-cache
/{LATEST}/*
  Cache-Control: no-cache
"""


def versions_json(shelf: Shelf) -> bytes:
    """The list of versions, newest first."""
    told = []
    for copy in shelf.versions:
        entry: dict[str, object] = {"version": copy.name, "title": copy.name, "aliases": shelf.aliases(copy.name)}
        if copy.record and copy.record.reason:
            entry["properties"] = {"withdrawn": True}
        told.append(entry)
    return f"{json.dumps(told, indent=2)}\n".encode("ascii")


def root_files(shelf: Shelf, store: Reader, catalogues: tuple[tuple[str, str], ...] = ()) -> dict[str, bytes]:
    """Every file at the top by its name, `versions.json` last: who reads a name in it finds the version there."""
    target = _newest(shelf)
    if target is None:
        return {LIST: versions_json(shelf)}
    words = words_of(store.read(f"{target}/{INDEX}") or b"", catalogues)
    files = {".nojekyll": b"", INDEX: leading_on(f"{target}/", words)}
    if scripts := frozenset().union(*(copy.scripts for copy in shelf.copies.values())):
        files[HEADERS] = (headers_file(scripts) + _CACHING.format(LIST=LIST, LATEST=LATEST)).encode("utf-8")
    not_found = store.read(f"{LATEST}/{NOT_FOUND}")
    if not_found is not None and LATEST in shelf.copies and f"/{LATEST}/assets/".encode() in not_found:
        files[NOT_FOUND] = undressed(not_found)
    return files | {LIST: versions_json(shelf)}


def check_index(store: Reader) -> None:
    """Refuse to publish among something that is no shelf of versions."""
    index = store.read(INDEX)
    if index is not None and _LEADS_ON not in index:
        raise Refused(f"there is an {INDEX} here that is not ours; publish into a folder or branch of its own")


def _newest(shelf: Shelf) -> str | None:
    if LATEST in shelf.copies:
        return LATEST
    standing = (copy.name for copy in shelf.versions if not (copy.record and copy.record.reason))
    return next(standing, None)
