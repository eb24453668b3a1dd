"""Images on pages: is there one, is it described? Whether the file itself is safe is asked in `files`.

In: an image node. Out: findings.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from briefbook.check.entries import Checked, PageEntry
from briefbook.check.files import TYPES
from briefbook.check.scene import Scene
from briefbook.findings import Finding
from briefbook.prose import Locator, Node, walk


def beside(page: PageEntry, docs: Path) -> Path:
    """The folder at which the paths of a page's images begin."""
    return docs / page.briefing / Path(*page.file.folders)


def undecodable(checked: Checked, image: Path) -> Iterator[Finding]:
    """Every place that shows an image of which the engine that sets documents has found that nobody can decode it."""
    for page in (page for pages in checked.pages.values() for page in pages):
        locator = Locator.of_page(page.file.source, page.file.body)
        for node in walk(page.body):
            if (
                node.type == "image"
                and (beside(page, checked.docs) / node.attributes["src"]).resolve() == image.resolve()
            ):
                message = f"{page.label}: the image '{node.attributes['src']}' cannot be decoded"
                yield Finding(locator.find(*node.place), "image-type", message, "export it once more")


def check_image(node: Node, scene: Scene, folder: Path, docs: Path) -> Iterator[Finding]:
    """Check one image of a page that lies in `folder`."""
    source = node.attributes["src"]
    if not node.attributes["alt"].strip():
        yield scene.finding(
            node,
            "image-alt",
            "this image has no description",
            "describe it between the first brackets: ![what it shows](file)",
        )
    if re.match(r"[a-z][a-z0-9+.-]*:|//|/", source, re.IGNORECASE):
        yield scene.finding(
            node, "external-image", "images lie in the site itself", "save the file beside the page and name it there"
        )
        return
    path = (folder / source).resolve()
    if not path.is_relative_to(docs.resolve()) or not os.path.isfile(path):  # noqa: PTH113 - a name too long is no file, and no error
        yield scene.finding(
            node, "missing-image", f"there is no image '{source}' here", "paths begin at the page's own folder"
        )
        return
    if path.suffix.lower() not in TYPES:
        yield scene.finding(
            node, "image-type", f"'{path.suffix}' is no image type used here", f"one of: {', '.join(TYPES)}"
        )
