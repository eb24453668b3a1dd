"""The whole site in one file, to be read from disk.

In: a built site. Out: `downloads/offline.zip`, and the pages of the site with a link to it. The zip holds everything a
reader without network can use, PDF and EPUB included, so that every link inside it leads somewhere; it does not hold
itself, so its pages do not link to it. That link is written by the components as a comment (`<!--offline:...-->`):
left out of the zip, and opened in the web copy once the size is known.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from briefbook.archive import write_zip
from briefbook.link import Site
from briefbook.manifest import NAME, Entry, entry_of, manifest
from briefbook.render.downloads import Download
from briefbook.words import Words

BUNDLE = Download("ZIP", "downloads/offline.zip", "application/zip")
_ONLY_SERVED = {"404.html"}  # a web server answers with it; from a disk it is never seen, and its links need a server
_ASLEEP = re.compile(rb"<!--offline:(.*?)-->\n?", re.DOTALL)
_SIZE = b"%size%"
_AHEAD = re.compile(rb"<link rel=\"preload\"[^>]*>\n?")  # a browser refuses it from disk, and complains


def write_bundle(site: Site, built: Path, digests: Mapping[str, str]) -> None:
    """Write the zip of a built site into it, and wake the links to it."""
    path = built / BUNDLE.path
    size = write_zip(path, _files(built, digests))
    said = {one.id: Words(one.model.language).size(size).encode() for one in site.briefings}
    otherwise = Words(site.language).size(size).encode()
    for page in sorted(built.rglob("*.html")):
        content = page.read_bytes()
        words = said.get(page.relative_to(built).parts[0], otherwise)
        if _ASLEEP.search(content):
            page.write_bytes(_ASLEEP.sub(rb"\1\n", content).replace(_SIZE, words))


def _files(built: Path, digests: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Every file of the bundle in the order of names, then the manifest of just these."""
    entries: dict[str, Entry] = {}
    names = sorted(path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file())
    for name in names:
        if name in _ONLY_SERVED or name == BUNDLE.path:
            continue
        content = (built / name).read_bytes()
        if name.endswith(".html"):
            content = _AHEAD.sub(b"", _ASLEEP.sub(b"", content))
        entries[name] = entry_of(content)
        yield name, content
    yield NAME, manifest(entries, digests)
