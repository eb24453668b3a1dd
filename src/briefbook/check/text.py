"""Texts: what must not stand in one, and whether its references, citations and links hold.

In: a parsed text with its places. Out: findings. The same rules serve pages and fields; a `Scene` says which it is.
"""

import re
from collections.abc import Callable, Iterator

from briefbook.check.entries import Leaf
from briefbook.check.links import check_address
from briefbook.check.nested import nested
from briefbook.check.problems import problems, shortened
from briefbook.check.references import check_reference
from briefbook.check.scene import Scene
from briefbook.check.slips import slips
from briefbook.findings import Finding
from briefbook.load.text import INVISIBLE, hidden
from briefbook.prose import Node, plain_text, walk

_VAGUE_LINK = re.compile(r"(click )?here|(this |the )?(link|page)|this|read more|more|source\Z", re.IGNORECASE)
_INCLUDE = re.compile(r"^[ \t;]*-{1,}8<-{1,}|\{![^{}\n]*!\}", re.MULTILINE)


def check_text(root: Node, scene: Scene, raw: str) -> Iterator[Finding]:
    """Check a text. `raw` is its Markdown."""
    lines, nodes = raw.split("\n"), list(walk(root))
    for node in nodes:
        if node.type in _RULES:
            yield from _RULES[node.type](node, scene)
        for there, code, message, help_line in slips(node, lines, scene.briefing, scene.index):
            yield scene.finding(there, code, message, help_line)
        if node.type == "text" and "&" in raw:
            yield from (scene.finding(node, *said, "take the escape out") for said in hidden(node.text, raw))
    yield from problems((node for node in nodes if node.type == "problem"), scene)
    yield from nested(root, scene)
    for _, here in places(_INCLUDE, raw):
        yield scene.finding(
            here,
            "file-include",
            "files cannot be drawn into a text",
            "write the text here, or refer to a page by its name",
        )


def wordless(root: Node, leaf: Leaf, scene: Scene) -> Iterator[Finding]:
    """Find a text of marks alone, such as a line across; one of spaces alone is found as a value."""
    if INVISIBLE.sub("", leaf.scalar.text).strip() and not any(map(_speaks, walk(root))):
        message = f"'{leaf.shape.name}' holds no words"
        yield scene.finding(root, "blank-text", message, "fill it in, or take the line out")


def _speaks(node: Node) -> bool:
    """Whether a node shows something by itself."""
    if node.type in ("text", "code", "fence"):
        return bool(INVISIBLE.sub("", node.text).strip())
    return node.type in ("reference", "citation", "component", "image", "problem")


def places(pattern: re.Pattern[str], raw: str, *, wrapped: bool = False) -> Iterator[tuple[re.Match[str], Node]]:
    """Find a pattern in a text; each match comes with a stand-in for a node at its place.

    With `wrapped`, a space of the pattern may be a line end in the text.
    """
    line, start = 0, 0
    for match in pattern.finditer(raw.replace("\n", " ") if wrapped else raw):
        line += raw.count("\n", start, match.start())
        start = match.start()
        yield match, Node("text", place=(line, start - (raw.rfind("\n", 0, start) + 1)))


def _citation(node: Node, scene: Scene) -> Iterator[Finding]:
    for cited, _ in node.attributes["cites"]:
        yield from check_reference(scene.naming(node, cited, ("sources",)))


def _fence(node: Node, scene: Scene) -> Iterator[Finding]:
    if not node.attributes["closed"]:
        yield scene.finding(
            node,
            "unclosed-fence",
            "a code block opens here and does not close",
            "close it with the same marks on a line of their own",
        )


def _heading(node: Node, scene: Scene) -> Iterator[Finding]:
    if not plain_text(node, str).strip():
        yield scene.finding(node, "empty-heading", "this heading has no words", "give it some, or take it out")
    else:
        yield from _only_on_pages(node, scene)


def _only_on_pages(node: Node, scene: Scene) -> Iterator[Finding]:
    if not scene.page:
        name = {"footnote_reference": "a footnote", "image": "an image"}.get(node.type, f"a {node.type}")
        message, help_line = f"a text field cannot hold {name}", "say it in the text, or move it to a page"
        yield scene.finding(node, "not-in-text-field", message, help_line)


def _reference(node: Node, scene: Scene) -> Iterator[Finding]:
    target = node.attributes["target"]
    if not target:
        yield scene.finding(
            node, "empty-reference", "this reference names nothing", "put an id into the second bracket: [words][id]"
        )
        return
    yield from check_reference(scene.naming(node, target))
    yield from _words(node, scene)


def _link(node: Node, scene: Scene) -> Iterator[Finding]:
    href = node.attributes["href"]
    yield from check_address(node, href, shortened(href), scene)
    if not plain_text(node).strip():
        yield scene.finding(node, "empty-link-text", "this link has no words", "say what is behind it")
    yield from _words(node, scene)


def _words(node: Node, scene: Scene) -> Iterator[Finding]:
    words = plain_text(node).strip()
    if words and _VAGUE_LINK.fullmatch(words):
        yield scene.finding(
            node,
            "vague-link-text",
            f"'{words}' does not say what is behind the link",
            "link words that mean something by themselves",
        )


def _table(node: Node, scene: Scene) -> Iterator[Finding]:
    header = node.children[0].children if node.children else ()
    if header and not any(plain_text(cell).strip() for cell in header):
        yield scene.finding(node, "table-header", "this table has no headings", "name the columns in its first line")


_RULES: dict[str, Callable[[Node, Scene], Iterator[Finding]]] = {
    "citation": _citation,
    "component": _only_on_pages,
    "fence": _fence,
    "footnote_reference": _only_on_pages,
    "heading": _heading,
    "image": _only_on_pages,
    "link": _link,
    "reference": _reference,
    "table": _table,
}
