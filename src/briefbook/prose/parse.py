"""Text to tree.

In: Markdown. Out: a `Node` of type `document`. One parser, made once: CommonMark with tables, footnotes, definition
lists, admonitions and our own marks. HTML is recognised and every link accepted, so that `check` can point at them.
"""

import re
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from briefbook.prose.locate import InlinePlaces, Places, line_places
from briefbook.prose.syntax import briefbook_syntax
from briefbook.prose.tree import Node

MAX_NESTING = 30
_NAMES = {
    "blockquote": "quote", "bullet_list": "list", "ordered_list": "list", "list_item": "item", "tr": "row",
    "th": "cell", "td": "cell", "dl": "definitions", "dt": "term", "dd": "definition", "admonition_title": "title",
    "footnote_block": "footnotes", "em": "emphasis", "code_inline": "code", "code_block": "fence", "hr": "rule",
    "hardbreak": "break", "footnote_ref": "footnote_reference",
}  # fmt: skip
_RUN_OF_BRACKETS = re.compile(r"(?:!?\[){30,}")
_MARK = re.compile(r"[\n\r\0\\`*_\[\]<&^{$@~]")  # without one of these, nothing in a line means more than it says
_MORE_THAN_A_LINE = re.compile(r"[\n^]|\[{20}|\s\Z")
_TRANSPARENT = {"thead", "tbody"}


class _State(StateInline):
    """Remembers where each token began, in its `map`: inline tokens have none, and plugins write over `meta`."""

    def push(self, ttype: str, tag: str, nesting: Any) -> Token:
        token = super().push(ttype, tag, nesting)
        token.map = [self.pos, self.pos]
        return token

    def pushPending(self) -> Token:
        begins = self.pos - len(self.pending)
        token = super().pushPending()
        token.map = [max(begins, 0), self.pos]
        return token


class _Inline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


@cache
def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": True, "maxNesting": MAX_NESTING})
    md.inline = _Inline()
    md.inline.ruler.disable(["linkify"])
    md.inline.ruler.disable(["strikethrough"])
    md.enable("table")
    md.use(footnote_plugin).use(deflist_plugin).use(admon_plugin).use(briefbook_syntax)
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return md


def parse_text(text: str) -> Node:
    """Parse a text with blocks. Places are lines and columns of `text`.

    A single line that begins with a letter can only be a paragraph, and most fields are one: it is spared the search
    for blocks, which would find none.
    """
    if text[:1].isalpha() and not _MORE_THAN_A_LINE.search(text):
        return Node("document", (Node("paragraph", parse_line(text).children),))
    return parse_blocks(text)


def parse_blocks(text: str) -> Node:
    """Parse a text with blocks, whatever it looks like."""
    env: dict[str, Any] = {}
    text, runs = _without_runs(text)
    tokens = _parser().parse(text, env)
    lines = text.split("\n")
    children = _nodes(tokens, lines)
    return Node("document", (*children, *_unused_footnotes(env, lines), *runs))


def parse_line(text: str) -> Node:
    """Parse one line of Markdown: marks within it, and no blocks. Most titles and labels have none."""
    if text and not _MARK.search(text):
        return Node("document", (Node("text", (), text),))
    return parse_marks(text)


def parse_marks(text: str) -> Node:
    """Parse one line of Markdown, whatever it looks like."""
    text, runs = _without_runs(text)
    tokens, lines = _parser().parseInline(text), text.split("\n")
    children = _nodes(tokens[0].children or [], lines, line_places(text))
    return Node("document", (*children, *runs))


def _without_runs(text: str) -> tuple[str, list[Node]]:
    """Blank out long runs of opening brackets, on which the parser would spend a time that grows with their square."""
    runs = [
        Node("problem", (), "", {"code": "nested-too-deep"}, (before.count("\n"), len(before) - before.rfind("\n") - 1))
        for match in _RUN_OF_BRACKETS.finditer(text)
        for before in [text[: match.start()]]
    ]
    return (_RUN_OF_BRACKETS.sub(lambda match: "x" * len(match.group()), text), runs) if runs else (text, runs)


def _unused_footnotes(env: dict[str, Any], lines: list[str]) -> list[Node]:
    refs = env.get("footnotes", {}).get("refs", {})
    unused = [label.removeprefix(":") for label, number in refs.items() if number < 0]
    found = []
    for label in unused:
        mark = f"[^{label}]"
        line = next((number for number, text in enumerate(lines) if text.lstrip("> \t").startswith(f"{mark}:")), 0)
        found.append(Node("problem", (), mark, {"code": "unused-footnote"}, (line, 0)))
    return found


def _nodes(tokens: list[Token], lines: list[str], inline: Places | None = None) -> list[Node]:
    """Fold a flat run of tokens into nodes. `inline` finds their places, if they are inline."""
    stack: list[tuple[Token | None, list[Node]]] = [(None, [])]
    cell = -1
    for token in tokens:
        name = token.type.removesuffix("_open").removesuffix("_close")
        if name in _TRANSPARENT or name == "footnote_anchor":
            continue
        if token.type == "tr_open":
            cell = -1
        if token.type in ("th_open", "td_open"):
            cell += 1
        if token.level >= MAX_NESTING - 2 and token.nesting >= 0:
            stack[-1][1].append(Node("problem", (), "", {"code": "nested-too-deep"}, _place(token, lines, inline)))
        if token.type == "inline":
            token.meta["cell"] = cell if _in_table(stack) else None
            stack[-1][1].extend(_nodes(token.children or [], lines, InlinePlaces(token, lines)))
        elif token.nesting == 1:
            stack.append((token, []))
        elif token.nesting == -1:
            opened, children = stack.pop()
            if opened is not None:
                stack[-1][1].append(_node(opened, tuple(children), lines, inline))
        else:
            stack[-1][1].append(_node(token, (), lines, inline))
    return stack[0][1]


def _in_table(stack: list[tuple[Token | None, list[Node]]]) -> bool:
    return any(token is not None and token.type in ("th_open", "td_open") for token, _ in stack)


def _place(token: Token, lines: list[str], inline: Places | None) -> tuple[int, int]:
    if inline is not None:
        return inline(token.map[0] if token.map else 0)
    if not token.map:
        return (0, 0)
    line = lines[token.map[0]] if token.map[0] < len(lines) else ""
    return token.map[0], len(line) - len(line.lstrip())


def _node(token: Token, children: tuple[Node, ...], lines: list[str], inline: Places | None) -> Node:
    name = token.type.removesuffix("_open")
    place = _place(token, lines, inline)
    if name == "link" and place[1]:
        place = (place[0], place[1] - (token.markup != "autolink"))
    if name in ("html_block", "html_inline"):
        return Node("problem", (), token.content.strip(), {"code": "raw-html"}, place)
    if name == "problem":
        return Node("problem", (), token.content, {"code": token.meta["code"]}, place)
    text = token.content if not children and name != "admonition" else ""
    return Node(_NAMES.get(name, name), children, text, _attributes(name, token, lines), place)


def _attributes(name: str, token: Token, lines: list[str]) -> dict[str, Any]:
    if name == "heading":
        return {"level": int(token.tag[1])}
    if name in ("bullet_list", "ordered_list"):
        return {"ordered": name == "ordered_list", "start": token.attrs.get("start", 1)}
    if name == "paragraph":
        return {"tight": True} if token.hidden else {}
    if name in ("th", "td"):
        style = str(token.attrs.get("style", ""))
        return {"header": name == "th", "align": style.removeprefix("text-align:")}
    if name in ("fence", "code_block"):
        last = lines[token.map[1] - 1].strip() if token.map and token.map[1] <= len(lines) else ""
        closed = name == "code_block" or (
            token.map is not None
            and token.map[1] - token.map[0] > 1
            and last.strip(last[:1]) == ""
            and last.startswith(token.markup)
        )
        return {"language": token.info.strip().split(" ")[0], "closed": closed}
    if name == "admonition":
        return {"tag": str(token.meta["tag"]), "title": token.content, "fold": token.markup[:1] == "?"}
    if name == "link":
        return {"href": str(token.attrs.get("href", ""))}
    if name == "image":
        return {"src": str(token.attrs.get("src", "")), "alt": token.content}
    if name == "reference":
        return {"target": token.meta["target"]}
    if name == "citation":
        return {"cites": token.meta["cites"]}
    if name in ("footnote", "footnote_ref"):
        return {"number": token.meta["id"] + 1, "use": token.meta.get("subId", 0)}
    return {}
