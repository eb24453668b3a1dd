"""Images: is there one, is it safe, is it described?

In: an image node. Out: findings. Sizes are read from the file's head; nothing is decoded.
"""

import re
import struct
from collections.abc import Iterator
from pathlib import Path

from briefbook.check.text import Scene
from briefbook.findings import Finding
from briefbook.prose import Node

MAX_BYTES, MAX_SIDE = 2_000_000, 6_000
TYPES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg")
_ACTIVE = re.compile(
    rb"<\s*(script|foreignObject|iframe|object|embed|set|animate\w*|handler)\b|\bon\w+\s*=|javascript:|<!ENTITY|<!DOCTYPE"
    rb"|(href|src)\s*=\s*[\"']?\s*(https?:|//|data:)|@import|url\(\s*[\"']?\s*(https?:|//)",
    re.IGNORECASE,
)


def check_image(node: Node, scene: Scene, folder: Path, docs: Path) -> Iterator[Finding]:
    """Check one image of a page that lies in `folder`."""
    source = node.attributes["src"]
    if not node.attributes["alt"].strip():
        yield scene.finding(node, "image-alt", "this image has no description", "describe it between the first brackets: ![what it shows](file)")
    if re.match(r"[a-z][a-z0-9+.-]*:|//|/", source, re.IGNORECASE):
        yield scene.finding(node, "external-image", "images lie in the site itself", "save the file beside the page and name it there")
        return
    path = (folder / source).resolve()
    if not path.is_relative_to(docs.resolve()) or not path.is_file():
        yield scene.finding(node, "missing-image", f"there is no image '{source}' here", "paths begin at the page's own folder")
        return
    yield from _file(node, scene, path)


def _file(node: Node, scene: Scene, path: Path) -> Iterator[Finding]:
    size = path.stat().st_size
    if path.suffix.lower() not in TYPES:
        yield scene.finding(node, "image-type", f"'{path.suffix}' is no image type used here", f"one of: {', '.join(TYPES)}")
    elif size > MAX_BYTES:
        yield scene.finding(node, "image-too-large", f"the image has {size:,} bytes; the limit is {MAX_BYTES:,}", "make it smaller")
    elif path.suffix.lower() == ".svg":
        if _ACTIVE.search(path.read_bytes()):
            yield scene.finding(node, "unsafe-svg", "this drawing holds more than a drawing", "export it as plain SVG, without scripts, links or entities")
    elif max(sides := _sides(path)) > MAX_SIDE:
        yield scene.finding(node, "image-too-large", f"the image measures {sides[0]:,} by {sides[1]:,} pixels; the limit is {MAX_SIDE:,}", "make it smaller")


def _sides(path: Path) -> tuple[int, int]:
    """Width and height of a PNG or GIF, from its head; (0, 0) for what is not told there."""
    with path.open("rb") as file:
        head = file.read(32)
    if head.startswith(b"\x89PNG") and len(head) >= 24:
        width, height = struct.unpack(">II", head[16:24])
        return width, height
    if head.startswith(b"GIF8") and len(head) >= 10:
        width, height = struct.unpack("<HH", head[6:10])
        return width, height
    return 0, 0
