"""Files beside the pages: images and downloads, which go to the site as they are.

In: what was loaded. Out: findings at the files themselves, whether a page uses them or not. Sizes are read from a
file's head; nothing is decoded.
"""

import re
import struct
from collections.abc import Iterator
from pathlib import Path

from briefbook.findings import Finding, Position
from briefbook.load import Loaded
from briefbook.load.text import unusable

MAX_BYTES, MAX_SIDE = 2_000_000, 6_000
TYPES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg")
_PAGES = (".markdown", ".mdown", ".mkdn", ".mkd", ".md")  # what MkDocs would render past our parser
_ACTIVE_TYPES = (".html", ".htm", ".xhtml", ".xml", ".xsl", ".js", ".mjs", ".wasm", ".svgz", ".swf")
_ACTIVE = re.compile(
    rb"<\s*(script|foreignObject|iframe|object|embed|set|animate\w*|handler)\b|\bon\w+\s*=|javascript:|<!ENTITY|<!DOCTYPE"
    rb"|(href|src)\s*=(?!\s*[\"']?\s*#)|@import|url\((?!\s*[\"']?\s*#)|\0",
    re.IGNORECASE,
)


def check_files(loaded: Loaded) -> Iterator[Finding]:
    """Check every file under `docs/` that is no page."""
    for name in loaded.others:
        path = loaded.settings.docs / name
        place = Position(loaded.settings.name(path))
        suffix = path.suffix.lower()
        if suffix in _PAGES:
            yield Finding(place, "unknown-file", f"'{path.name}' is no page here", "pages end in .md")
        elif suffix in _ACTIVE_TYPES:
            message = f"'{path.name}' could run code in a reader's browser"
            yield Finding(
                place, "unknown-file", message, "write a page, or name its folder under 'passthrough' in mkdocs.yml"
            )
        elif why := unusable(path):
            yield Finding(place, "unreadable-file", *why)
        elif suffix in TYPES:
            yield from _image(path, suffix, place)


def _image(path: Path, suffix: str, place: Position) -> Iterator[Finding]:
    size = path.stat().st_size
    if size > MAX_BYTES:
        yield Finding(
            place, "image-too-large", f"the image has {size:,} bytes; the limit is {MAX_BYTES:,}", "make it smaller"
        )
        return
    content = path.read_bytes()
    if suffix == ".svg":
        if _ACTIVE.search(content):
            yield Finding(
                place,
                "unsafe-svg",
                "this drawing holds more than a drawing",
                "export it as plain SVG, without scripts, links or entities",
            )
    elif max(sides := _sides(content)) > MAX_SIDE:
        message = f"the image measures {sides[0]:,} by {sides[1]:,} pixels; the limit is {MAX_SIDE:,}"
        yield Finding(place, "image-too-large", message, "make it smaller")


def _sides(head: bytes) -> tuple[int, int]:
    """Width and height of a PNG or GIF; (0, 0) for what is not told at the head of the file."""
    if head.startswith(b"\x89PNG") and len(head) >= 24:
        width, height = struct.unpack(">II", head[16:24])
        return width, height
    if head.startswith(b"GIF8") and len(head) >= 10:
        width, height = struct.unpack("<HH", head[6:10])
        return width, height
    return 0, 0
