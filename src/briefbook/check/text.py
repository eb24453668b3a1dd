"""Texts: what must not stand in one, and whether its references, citations and links hold.

In: a parsed text with its places. Out: findings. The same rules serve pages and fields; a `Scene` says which it is.
"""

import re
from collections.abc import Iterator

from briefbook.check.entries import Leaf
from briefbook.check.links import OUT, check_address
from briefbook.check.nested import nested
from briefbook.check.references import check_reference
from briefbook.check.scene import Scene
from briefbook.check.slips import slips
from briefbook.findings import Finding
from briefbook.kinds.pages import COMPONENTS
from briefbook.load.text import INVISIBLE, hidden
from briefbook.prose import Node, plain_text, read_call, repaired_call, walk

_VAGUE_LINK = re.compile(r"(click )?here|(this |the )?(link|page)|this|read more|more|source\Z", re.IGNORECASE)
_TAG = re.compile(r"<(?P<ends>/?)(?P<name>[A-Za-z][\w-]*|!--)")
_CITED = re.compile(r"@[\w./-]*\w")
_CITES = re.compile(r"\[\s*(@[\w./-]*\w(?:\s*(?:,|&|\band\b)?\s*@[\w./-]*\w)+)\s*\]\Z")
_NO_CALL = re.compile(r"\{%-? *\w+\([^{}]*\) *-?%\}|\{\{ *\w+\([^{}]*\) *\}?")
_CALL = re.compile(r"\{\{-? *\w+\(")
_INCLUDE = re.compile(r"^[ \t;]*-{1,}8<-{1,}|\{![^{}\n]*!\}", re.MULTILINE)
_PROBLEMS = {
    "braces": ("{text} would be a template's code; texts are never executed",
               "take it out, or put it between backticks if it is an example"),
    "raw-html": ("HTML is not allowed: {text}", "use Markdown; write '&lt;' for the sign itself"),
    "forbidden-link": ("links may not begin with '{text}', however it is written", OUT),
    "citation-form": ("{text} is not a citation in the form used here",
                      "write [@source-id], [@one; @two] or [@source-id, para. 4]"),
    "undefined-footnote": ("the note {text} has no text", "add a line '{text}: ...' at the end of the page"),
    "unused-footnote": ("the note {text} is never used", "put its mark into a sentence, or take it out"),
    "malformed-link": ("this does not end a link: {text}",
                       "an address has no spaces, and a link holds no other link and no citation"),
    "repeated-footnote": ("the note {text} has a text already", "keep one of the two, or give this one another name"),
    "link-definition": ("link definitions are not used here: {text}", "put the address into the sentence: [words](https://...)"),
    "nested-too-deep": ("lists, quotes or brackets are nested too deep here", "use fewer levels"),
}  # fmt: skip
_INSTEAD_OF = {
    "br": "end the line with a backslash, or leave an empty line for a new paragraph",
    "b": "write **words**", "strong": "write **words**", "i": "write *words*", "em": "write *words*",
    "a": "write [words](https://...), or [words][id] for a record or page", "img": "write ![what it shows](file)",
    "p": "leave an empty line between paragraphs", "li": "begin each item with '- '", "ul": "begin each item with '- '",
    "h2": "write '## ' before the words", "h3": "write '### ' before the words",
    "!--": "take it out: what is not for readers does not stand in a text",
}  # fmt: skip


def check_text(root: Node, scene: Scene, raw: str) -> Iterator[Finding]:
    """Check a text. `raw` is its Markdown."""
    lines, opened = raw.split("\n"), set[str]()
    for node in walk(root):
        if not _is_said(node, opened):
            yield from _node(node, scene)
        for there, code, message, help_line in slips(node, lines, scene.briefing, scene.index):
            yield scene.finding(there, code, message, help_line)
        if node.type == "text" and "&" in raw:
            yield from (scene.finding(node, *said, "take the escape out") for said in hidden(node.text, raw))
    yield from nested(root, scene)
    for _, here in places(_INCLUDE, raw):
        yield scene.finding(
            here,
            "file-include",
            "files cannot be drawn into a text",
            "write the text here, or refer to a page by its name",
        )


def _is_said(node: Node, opened: set[str]) -> bool:
    """Whether a tag only ends what one before it began, of which that one's finding tells; notes what a tag begins."""
    tag = _TAG.match(node.text) if node.type == "problem" and node.attributes["code"] == "raw-html" else None
    if tag is None:
        return False
    opened |= set() if tag["ends"] else {tag["name"].casefold()}
    return bool(tag["ends"]) and tag["name"].casefold() in opened


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


def _node(node: Node, scene: Scene) -> Iterator[Finding]:
    if node.type == "problem":
        message, help_line = _PROBLEMS[node.attributes["code"]]
        shown = _shown(node.text)
        if shown.startswith("@"):
            help_line = "write [{text}]"
        elif cites := _CITES.match(node.text):
            help_line = f"write [{'; '.join(_CITED.findall(cites[1]))}]"
        elif tag := _TAG.match(shown):
            help_line = _INSTEAD_OF.get(tag["name"].casefold(), help_line)
        elif scene.page and (meant := _call_meant(shown)):
            message, help_line = "{text} is not between two braces on each side", f"write {meant}"
        elif scene.page and _CALL.match(shown):
            message = "{text} stands within a text, and a component alone on its line"
            help_line = "put it on a line of its own, or between backticks if it is an example"
        yield scene.finding(
            node, node.attributes["code"], message.format(text=shown), help_line.replace("{text}", shown)
        )
    elif node.type == "reference":
        yield from _reference(node, scene)
    elif node.type == "citation":
        for cited, _ in node.attributes["cites"]:
            yield from check_reference(scene.naming(node, cited, ("sources",)))
    elif node.type == "link":
        yield from _link(node, scene)
    elif node.type == "fence" and not node.attributes["closed"]:
        yield scene.finding(
            node,
            "unclosed-fence",
            "a code block opens here and does not close",
            "close it with the same marks on a line of their own",
        )
    elif node.type == "table":
        yield from _table(node, scene)
    elif node.type == "heading" and not plain_text(node, str).strip():
        yield scene.finding(node, "empty-heading", "this heading has no words", "give it some, or take it out")
    elif not scene.page and node.type in ("heading", "component", "image", "footnote_reference"):
        yield _not_in_fields(node, scene)


def _call_meant(shown: str) -> str:
    """The component that was meant where its braces are others: `{% timeline() %}`, `{{ timeline() }`; or nothing."""
    if not _NO_CALL.fullmatch(shown):
        return ""
    meant = repaired_call(shown)
    return meant if meant and read_call(meant).name in COMPONENTS else ""


def _not_in_fields(node: Node, scene: Scene) -> Finding:
    name = {"footnote_reference": "a footnote", "image": "an image"}.get(node.type, f"a {node.type}")
    return scene.finding(
        node, "not-in-text-field", f"a text field cannot hold {name}", "say it in the text, or move it to a page"
    )


def _shown(text: str) -> str:
    first = text.split("\n")[0]
    return first if len(first) <= 50 else f"{first[:49]}…"


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
    yield from check_address(node, href, _shown(href), scene)
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
