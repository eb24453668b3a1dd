"""A text's tree to HTML.

In: a `Node` and a place. Out: markup. One method a type of node, named after it; a type without one is a bug of ours.
Everything is escaped; there is no rule for HTML, because `check` has refused it.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from briefbook.addresses import SAFE_LINKS
from briefbook.leftovers import written
from briefbook.prose import Node, plain_text
from briefbook.render.place import Place
from briefbook.render.views import View
from briefbook.words import Words


class Prose:
    """Renders texts at one place. `resolve` gives links for ids; `component` renders a call."""

    def __init__(
        self,
        place: Place,
        words: Words,
        resolve: Callable[[str], View],
        component: Callable[[str], Markup] | None = None,
    ) -> None:
        """Take what depends on the place."""
        self._place, self._words, self._resolve, self._call = place, words, resolve, component
        self._notes: dict[int, tuple[str, str]] = {}

    def render(self, node: Node) -> Markup:
        """Render a node and everything in it."""
        return getattr(self, f"_{node.type}")(node)  # type: ignore[no-any-return]

    def line(self, node: Node) -> Markup:
        """Render a text without the paragraph around it, if it is a single one."""
        blocks = node.children
        if len(blocks) == 1 and blocks[0].type == "paragraph":
            return self._inside(blocks[0])
        return self.render(node)

    def _inside(self, node: Node) -> Markup:
        return Markup("").join(self.render(child) for child in node.children)

    def _element(self, name: str, node: Node, **attributes: Any) -> Markup:
        given = Markup("").join(
            Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), value)
            for key, value in attributes.items()
            if value not in (None, "")
        )
        return Markup("<{0}{1}>{2}</{0}>").format(Markup(name), given, self._inside(node))

    _document = _inside

    def _paragraph(self, node: Node) -> Markup:
        if node.attributes.get("tight"):
            return self._inside(node)
        return self._element("p", node) + "\n"

    def _heading(self, node: Node) -> Markup:
        words = plain_text(node, lambda name: str(self._resolve(name).title))
        if node.children and node.children[0].attributes.get("say"):
            words = self._words.say(words)
            node = Node("heading", (Node("text", (), words),), "", node.attributes)
        level = node.attributes["level"]
        self._place.level = level
        anchor = self._place.slug(words)
        self._place.heading(level, anchor, words)
        return self._element(f"h{level}", node, id=anchor) + "\n"

    def _list(self, node: Node) -> Markup:
        start = node.attributes["start"]
        name = "ol" if node.attributes["ordered"] else "ul"
        return self._element(name, node, start=start if start != 1 else None) + "\n"

    def _item(self, node: Node) -> Markup:
        return self._element("li", node) + "\n"

    def _quote(self, node: Node) -> Markup:
        return self._element("blockquote", node) + "\n"

    def _rule(self, node: Node) -> Markup:
        return Markup("<hr>\n")

    def _fence(self, node: Node) -> Markup:
        return Markup("<pre><code>{}</code></pre>\n").format(node.text)

    def _table(self, node: Node) -> Markup:
        head, body = node.children[:1], node.children[1:]
        rows = [Markup("").join(self.render(row) for row in part) for part in (head, body)]
        return Markup(
            '<div class="table-scroll" tabindex="0" role="region" aria-label="{}">'
            "<table><thead>{}</thead><tbody>{}</tbody></table></div>\n"
        ).format(self._words.say("Table"), *rows)

    def _row(self, node: Node) -> Markup:
        return self._element("tr", node)

    def _cell(self, node: Node) -> Markup:
        name = "th" if node.attributes["header"] and node.children else "td"
        align = node.attributes["align"]
        scope = "col" if name == "th" else None
        return self._element(name, node, scope=scope, class_=f"align-{align}" if align else None)

    def _definitions(self, node: Node) -> Markup:
        return self._element("dl", node) + "\n"

    def _term(self, node: Node) -> Markup:
        return self._element("dt", node)

    def _definition(self, node: Node) -> Markup:
        return self._element("dd", node)

    def _admonition(self, node: Node) -> Markup:
        tag = node.attributes["tag"].lower()
        if node.attributes["fold"]:
            title = next((self._inside(child) for child in node.children if child.type == "title"), Markup(""))
            rest = Markup("").join(self.render(child) for child in node.children if child.type != "title")
            return Markup('<details class="{}"><summary>{}</summary>{}</details>\n').format(tag, title, rest)
        return self._element("div", node, class_=f"admonition {tag}", role="note") + "\n"

    def _title(self, node: Node) -> Markup:
        return self._element("p", node, class_="admonition-title")

    def _footnotes(self, node: Node) -> Markup:
        title = self._words.say("Notes")
        return Markup(
            '<section class="footnotes" role="doc-endnotes" aria-label="{}"><ol>\n{}</ol></section>\n'
        ).format(title, self._inside(node))

    def _footnote(self, node: Node) -> Markup:
        note, mark = self._anchors(node.attributes["number"])
        back = Markup('<a class="footnote-back" href="#{}" role="doc-backlink" aria-label="{}">↩</a>').format(
            mark, self._words.say("Back to the text")
        )
        return Markup('<li id="{}">{} {}</li>\n').format(note, self._inside(node), back)

    def _anchors(self, number: int) -> tuple[str, str]:
        """The anchors of a note and of its first mark; headings may have taken the plain ones."""
        if number not in self._notes:
            self._notes[number] = self._place.slug(f"note {number}"), self._place.slug(f"note mark {number}")
        return self._notes[number]

    def _footnote_reference(self, node: Node) -> Markup:
        number = node.attributes["number"]
        note, anchor = self._anchors(number)
        mark = Markup("") if node.attributes["use"] else Markup(' id="{}"').format(anchor)
        return Markup('<sup class="footnote-mark"{}><a href="#{}" role="doc-noteref">{}</a></sup>').format(
            mark, note, number
        )

    def _component(self, node: Node) -> Markup:
        return self._call(node.text) if self._call else Markup("")

    def _text(self, node: Node) -> Markup:
        return written(node.text)

    def _softbreak(self, node: Node) -> Markup:
        return Markup("\n")

    def _break(self, node: Node) -> Markup:
        return Markup("<br>\n")

    def _emphasis(self, node: Node) -> Markup:
        return self._element("em", node)

    def _strong(self, node: Node) -> Markup:
        return self._element("strong", node)

    def _code(self, node: Node) -> Markup:
        return Markup("<code>{}</code>").format(node.text)

    def _link(self, node: Node) -> Markup:
        href = node.attributes["href"]
        return self._element("a", node, href=href if href.startswith(SAFE_LINKS) else None, class_="external")

    def _image(self, node: Node) -> Markup:
        source = quote(node.attributes["src"], safe="/:@!$&'()*+,;=~")  # a file's name, and no address yet
        return Markup('<img src="{}" alt="{}" loading="lazy">').format(source, node.attributes["alt"])

    def _reference(self, node: Node) -> Markup:
        link = self._resolve(node.attributes["target"])
        words = self._inside(node) if node.children else written(link.title)
        gone = self._gone(link)
        if not link.href:  # a page that was withdrawn has left a notice, and no place of its own
            return words + gone
        return Markup('<a class="reference to-{}" href="{}">{}</a>{}').format(link.kind, link.href, words, gone)

    def _citation(self, node: Node) -> Markup:
        cites = []
        for cited, locator in node.attributes["cites"]:
            link = self._resolve(cited)
            tail = Markup(", {}").format(written(locator)) if locator else Markup("")
            short, gone = written(link.short), self._gone(link)
            cites.append(Markup('<a href="{}" title="{}">{}</a>{}{}').format(link.href, link.title, short, gone, tail))
        return Markup('<span class="citation">[{}]</span>').format(Markup("; ").join(cites))

    def _gone(self, link: View) -> Markup:
        """Behind the name of what has been withdrawn."""
        said = self._words.choice("withdrawn")
        return Markup(' <span class="mark gone">{}</span>').format(said) if link.withdrawn else Markup("")
