"""A text's tree to plain values.

In: a `Node` and a place. Out: strings for words, and for everything else mappings of `type` and `children`. One method
a type of node, named after it. A note goes where it is called for, because print sets it at the foot of that page.
"""

from collections.abc import Callable
from typing import Any

from briefbook.addresses import SAFE_LINKS
from briefbook.prose import Node, plain_text
from briefbook.render.place import Place
from briefbook.render.views import View
from briefbook.words import Words

Leaf = dict[str, Any]
_MARKS = {"citation", "note", "note-again"}
_SHORT = 900  # letters; some ten lines


class Prose:
    """Writes texts at one place. `resolve` gives links for ids; `component` makes a call's component."""

    def __init__(
        self,
        place: Place,
        words: Words,
        resolve: Callable[[str], View],
        component: Callable[[str], Leaf] | None = None,
        image: Callable[[str], str] | None = None,
    ) -> None:
        """Take what depends on the place; `image` gives the document's name for a file beside the page."""
        self._place, self._words, self._resolve = place, words, resolve
        self._call, self._picture = component, image
        self._notes: dict[int, Node] = {}
        self._labels: dict[int, str] = {}
        self._aside = 0

    def render(self, node: Node) -> Any:
        """Write a node and everything in it."""
        if node.type == "document":
            self._notes, self._labels = _notes(node), {}
        return getattr(self, f"_{node.type}")(node)

    def line(self, node: Node) -> Any:
        """Write a text without the paragraph around it, if it is a single one."""
        blocks = node.children
        if len(blocks) == 1 and blocks[0].type == "paragraph":
            return self._inside(blocks[0])
        return self.render(node)

    def _inside(self, node: Node) -> list[Any]:
        written: list[Any] = []
        for child in (child for child in node.children if child.type != "footnotes"):
            part = self.render(child)
            if _type(part) in _MARKS and written and isinstance(written[-1], str):
                written[-1] = written[-1].rstrip()  # the mark of a note stands close to its word
            if isinstance(part, str) and part[:1].isalpha() and written and not isinstance(written[-1], str):
                written.append({"type": "joiner"})
            written.append(part)
        return written

    def _as_it_is(self, node: Node) -> Leaf:
        return {"type": node.type, "children": self._inside(node)}

    def _document(self, node: Node) -> Leaf:
        return {"type": "document", "children": _together(self._inside(node))}

    _paragraph = _item = _quote = _strong = _emphasis = _as_it_is
    _definitions = _term = _definition = _title = _as_it_is

    def _heading(self, node: Node) -> Leaf:
        words = plain_text(node, lambda name: str(self._resolve(name).title))
        if node.children and node.children[0].attributes.get("say"):
            words = self._words.say(words)
            node = Node("heading", (Node("text", (), words),), "", node.attributes)
        level = node.attributes["level"]
        self._place.level = level
        anchor = self._place.slug(words)
        self._place.heading(level, anchor, words)
        return {**self._beside(node), "level": level, "anchor": f"{self._place.page}#{anchor}"}

    def _beside(self, node: Node) -> Leaf:
        """Write what may not hold a note: its citations stand in brackets."""
        self._aside += 1
        written = self._as_it_is(node)
        self._aside -= 1
        return written

    def _list(self, node: Node) -> Leaf:
        return {**self._as_it_is(node), "ordered": node.attributes["ordered"], "start": int(node.attributes["start"])}

    def _rule(self, node: Node) -> Leaf:
        return {"type": "rule"}

    def _fence(self, node: Node) -> Leaf:
        return {"type": "fence", "text": node.text}

    def _code(self, node: Node) -> Leaf:
        return {"type": "code", "text": node.text}

    def _table(self, node: Node) -> Leaf:
        rows = [[self._cell(cell) for cell in row.children] for row in node.children]
        return {"type": "table", "head": rows[0], "rows": rows[1:]}

    def _cell(self, node: Node) -> Leaf:
        return {"children": self._inside(node), "align": node.attributes["align"]}

    def _admonition(self, node: Node) -> Leaf:
        return {**self._as_it_is(node), "tag": node.attributes["tag"].lower()}

    def _footnote_reference(self, node: Node) -> Leaf | str:
        note = self._beside(self._notes[node.attributes["number"]])["children"]
        if self._aside:
            return {"type": "aside", "children": note}
        number = node.attributes["number"]
        if number in self._labels:
            return {"type": "note-again", "href": self._labels[number]}
        self._labels[number] = f"{self._place.page}#{self._place.slug(f'note {number}')}"
        return {"type": "note", "anchor": self._labels[number], "children": note}

    def _component(self, node: Node) -> Leaf | str:
        return self._call(node.text) if self._call else ""

    def _text(self, node: Node) -> str:
        return node.text

    def _softbreak(self, node: Node) -> str:
        return " "

    def _break(self, node: Node) -> Leaf:
        return {"type": "break"}

    def _link(self, node: Node) -> Leaf:
        href = node.attributes["href"]
        return {**self._as_it_is(node), "href": href if href.startswith(SAFE_LINKS) else ""}

    def _image(self, node: Node) -> Leaf:
        source = self._picture(node.attributes["src"]) if self._picture else ""
        return {"type": "image", "src": source, "alt": node.attributes["alt"]}

    def _reference(self, node: Node) -> Leaf:
        link = self._resolve(node.attributes["target"])
        gone = [f" ({self._words.choice('withdrawn')})"] if link.withdrawn else []
        return {"type": "link", "href": link.href, "children": [*(self._inside(node) or [link.title]), *gone]}

    def _citation(self, node: Node) -> Leaf:
        cites = []
        for cited, locator in node.attributes["cites"]:
            link = self._resolve(cited)
            said = {"title": link.title, "short": link.short, "withdrawn": link.withdrawn}
            cites.append({"href": link.href, "locator": locator or "", **said})
        return {"type": "citation-aside" if self._aside else "citation", "cites": cites}


def _together(blocks: list[Any]) -> list[Any]:
    """Blocks, in which a heading holds fast to a paragraph with a note in it.

    Sticking is not enough: a line whose note finds no room goes to the next sheet and leaves the heading behind.
    """
    kept: list[Any] = []
    for block in blocks:
        if kept and _type(kept[-1]) == "heading" and _is_short_with_a_note(block):
            block = {"type": "together", "children": [kept.pop(), block]}
        kept.append(block)
    return kept


def _type(part: Any) -> str:
    return str(part.get("type", "")) if isinstance(part, dict) else ""


def _is_short_with_a_note(block: Any) -> bool:
    if _type(block) != "paragraph" or not any(_type(part) in _MARKS for part in block["children"]):
        return False
    return sum(len(part) for part in block["children"] if isinstance(part, str)) < _SHORT


def _notes(document: Node) -> dict[int, Node]:
    """The notes of a text by their numbers."""
    return {
        note.attributes["number"]: note
        for block in document.children
        if block.type == "footnotes"
        for note in block.children
    }
