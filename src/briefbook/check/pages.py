"""Pages: their names, front matter, headings, images and components.

In: page files. Out: `PageEntry`s and findings.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from briefbook.check.claims import vague_attributions
from briefbook.check.components import check_component
from briefbook.check.entries import PageEntry
from briefbook.check.images import beside, check_image
from briefbook.check.index import ID_HELP, Index, bad_id, proper
from briefbook.check.leaves import leaves, parsed
from briefbook.check.scene import Scene
from briefbook.check.shape import shape
from briefbook.check.text import check_text
from briefbook.findings import Finding, Position
from briefbook.kinds.pages import STANDARD, FrontMatter
from briefbook.load import Loaded, PageFile
from briefbook.prose import Locator, Node, parse_text, plain_text, walk

_HALF = re.compile(r"(?:[a-z]+:(?: .*)?\n(?:[ -].*\n)*)+---\n")
_LATE = re.compile(r"(?:\s+-{3,}|-{4,}|[–—]+-*)[ \t]*\n[a-z]+:")
_HEADING = re.compile(r"^# +([^\n:#]+?) *$", re.MULTILINE)
_WINDOWS = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)\Z")


def page_id(file: PageFile) -> str:
    """A page is referred to by its stem; the index of a folder within a briefing by the folder's name."""
    return file.folders[-1] if file.stem == "index" and file.folders else file.stem


def read_page(file: PageFile) -> tuple[PageEntry, list[Finding]]:
    """Parse a page and check its front matter."""
    name = page_id(file)
    body = parse_text("" if _is_half(file) else file.text)  # else all of the front matter would be blamed as a text
    marked = tuple(leaves(file.front, FrontMatter))
    entry = PageEntry(file, name, None, body, marked, parsed(marked))
    if file.broken or (file.briefing and not file.front.values and name in STANDARD):
        return entry, []
    if not file.front.values:
        return entry, [without_front_matter(file, entry.label)]
    shaped = shape(file.source, file.front, FrontMatter, entry.label, name)
    entry.front = shaped.model
    return entry, list(shaped.findings)


def _is_half(file: PageFile) -> bool:
    """Whether the first of the two lines around the front matter is lost."""
    return not file.body and bool(_HALF.match(file.source.text))


def without_front_matter(file: PageFile, label: str) -> Finding:
    """A page needs a title, which stands between two lines of `---`; the first of the two is easily lost."""
    text = file.source.text
    if _is_half(file):
        message, lines = f"{label}: the front matter closes and does not open", ["---", text.split("\n")[0]]
    elif _LATE.match(text):
        message, lines = f"{label}: the front matter does not begin in the first line with three hyphens", ["---"]
    else:
        heading = _HEADING.search(text)
        message, lines = f"{label} has no front matter, and so no title", ["---", "title: ...", "---"]
        lines[1] = f"title: {heading[1]}" if heading else lines[1]
    return Finding(Position(file.source.path), "missing-field", message, "begin the file with:\n" + "\n".join(lines))


def check_names(loaded: Loaded) -> Iterator[Finding]:
    """Check that every page's path makes an address that holds on every disk and in every browser."""
    for file in loaded.pages:
        position = Position(file.source.path)
        for part in (*file.folders, file.stem):
            if bad_id(part) or _WINDOWS.match(part):
                yield Finding(position, "bad-page-name", f"'{part}' cannot be part of an address", _renamed(part, file))
        if file.briefing and file.briefing not in loaded.briefings:
            yield Finding(
                position,
                "page-without-briefing",
                f"there is no briefing '{file.briefing}' in data/",
                f"add data/{file.briefing}/briefing.yml, or move the page",
            )


def _renamed(part: str, file: PageFile) -> str:
    if _WINDOWS.match(part):
        return "choose another name: Windows keeps this one for itself"
    name = proper(part)
    return f"rename it to {name}{'.md' if part == file.stem else ''}; {ID_HELP}" if name else ID_HELP


def check_page(page: PageEntry, index: Index, docs: Path) -> Iterator[Finding]:
    """Check the body of a page."""
    scene = Scene(page.briefing, page.label, "", index, Locator.of_page(page.file.source, page.file.body), page=True)
    yield from check_text(page.body, scene, page.file.text)
    yield from _headings(page.body, scene)
    yield from vague_attributions(page.file.text, scene)
    for node in walk(page.body):
        if node.type == "component":
            yield from check_component(node, scene)
        elif node.type == "image":
            yield from check_image(node, scene, beside(page, docs), docs)


def _headings(body: Node, scene: Scene) -> Iterator[Finding]:
    level, seen = 1, set()
    for node in walk(body):
        if node.type != "heading":
            continue
        here, words = node.attributes["level"], plain_text(node).strip().casefold()
        if here == 1:
            yield scene.finding(
                node, "second-title", "the title of a page stands in its front matter", "begin headings with '##'"
            )
        elif here > level + 1:
            yield scene.finding(
                node,
                "heading-jump",
                f"a heading of level {here} follows one of level {level}",
                f"use {'#' * (level + 1)}",
            )
        if words in seen:
            yield scene.finding(
                node,
                "same-heading",
                f"a second heading reads '{words}'",
                "word them so that a link can tell them apart",
            )
        seen.add(words)
        level = max(here, 2)
