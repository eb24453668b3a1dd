"""The marks that are ours: references, citations, components, and what must not stand in a text.

In: the parser's states. Out: tokens that `parse` turns into nodes. Each rule has the signature that markdown-it-py
asks for; `silent` means look and do not touch.
"""

import re
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from briefbook.addresses import code_in

_BRACKET = re.compile(r"[\[\]]")
_NAMES_A_SOURCE = re.compile(r"(?<![\w.\\])@[A-Za-z0-9]")
_CITE = re.compile(r"@(?P<id>[A-Za-z0-9][\w./-]*?)(?:,\s+(?P<locator>\S.*))?\Z", re.DOTALL)
_NOT_WORDS = re.compile(r"[{}<>]")
_BARE = re.compile(r"@[A-Za-z][\w-]*")
_BRACES = re.compile(
    r"\{\{.*?(?:\}\}|\Z)|\{%.*?(?:%\}|\Z)|\{#.*?(?:#?\}|\Z)|\{:.*?(?:\}|\Z)|\$\{.*?(?:\}|\Z)", re.DOTALL
)
_ODD_HTML = re.compile(r"</?[A-Za-z][^<>\n]*>")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")
_TARGET = re.compile(r"\[(?P<target>[^\[\]\n]*)\]")
_LINK_TARGET = re.compile(r"\]\((?P<to>[^()]*)\)?")
_LINK_END = re.compile(r"\](?:\(\s*<?(?:https?:|mailto:)[^()]*\)?|\[[^\[\]\n]+\])", re.IGNORECASE)
_FOOTNOTE_TEXT = re.compile(r"\[\^(?P<label>[^\]\s]+)\]:")
_DEFINITION = re.compile(r"\[(?!\^|@)[^\[\]]+\]:\s*\S")


def _problem(state: StateInline, code: str, text: str, silent: bool, shown: str = "") -> bool:
    if not silent:
        token = state.push("problem", "", 0)
        token.content = shown or text
        token.meta["code"] = code
    state.pos += len(text)
    return True


def braces(state: StateInline, silent: bool) -> bool:
    """Catch template marks: nothing in a text is ever executed, so they are a mistake or an attempt."""
    if state.src[state.pos] not in "{$":
        return False
    match = _BRACES.match(state.src, state.pos)
    return bool(match) and _problem(state, "braces", match.group(), silent)  # type: ignore[union-attr]


def citation(state: StateInline, silent: bool) -> bool:
    """Read `[@a]`, `[@a; @b]` and `[@a, para. 4]`."""
    if state.src[state.pos] != "[":
        return False
    begins = state.pos + 1
    closed = _BRACKET.search(state.src, begins, state.posMax)  # looked for first, once: most brackets are no citations
    if not closed or closed.group() == "[" or state.src.startswith("(", closed.end()):
        return False
    if not _NAMES_A_SOURCE.search(state.src, begins, closed.start()):
        return False
    body, whole = state.src[begins : closed.start()], state.src[state.pos : closed.end()]
    if _NOT_WORDS.search(body):
        return _problem(state, "citation-form", whole, silent)
    cites = [_CITE.match(part.strip()) for part in body.split(";")]
    if not all(cite and not _NAMES_A_SOURCE.search(cite["locator"] or "") for cite in cites):
        return _problem(state, "citation-form", whole, silent)
    if not silent:
        token = state.push("citation", "", 0)
        token.content = whole
        token.meta["cites"] = tuple((cite["id"], (cite["locator"] or "").strip()) for cite in cites if cite)
    state.pos = closed.end()
    return True


def bare_citation(state: StateInline, silent: bool) -> bool:
    """Catch `@a` outside of brackets, which Pandoc knows and we do not."""
    if state.src[state.pos] != "@" or (
        state.pos and (state.src[state.pos - 1].isalnum() or state.src[state.pos - 1] in "._")
    ):
        return False
    match = _BARE.match(state.src, state.pos)
    return bool(match) and _problem(state, "citation-form", match.group(), silent)  # type: ignore[union-attr]


def odd_html(state: StateInline, silent: bool) -> bool:
    """Catch what looks like HTML and is none by the book; a browser may be less strict than the book."""
    if state.src[state.pos] != "<":
        return False
    match = _ODD_HTML.match(state.src, state.pos, state.posMax)
    return bool(match) and _problem(state, "raw-html", match.group(), silent)  # type: ignore[union-attr]


def odd_link(state: StateInline, silent: bool) -> bool:
    """Catch the end of what was meant as a link and is none by the book, as a link to code with a tab in it."""
    if state.src[state.pos] != "]":
        return False
    match = _LINK_TARGET.match(state.src, state.pos, state.posMax)
    if match and (scheme := code_in(match["to"])):
        return _problem(state, "forbidden-link", match.group(), silent, scheme)
    match = _LINK_END.match(state.src, state.pos, state.posMax)
    return bool(match) and _problem(state, "malformed-link", match.group(), silent)  # type: ignore[union-attr]


def undefined_footnote(state: StateInline, silent: bool) -> bool:
    """Catch a footnote mark that the footnote rule before this one did not know."""
    if not state.src.startswith("[^", state.pos):
        return False
    match = _FOOTNOTE.match(state.src, state.pos)
    return bool(match) and _problem(state, "undefined-footnote", match.group(), silent)  # type: ignore[union-attr]


def reference(state: StateInline, silent: bool) -> bool:
    """Read `[words][id]` and `[][id]`."""
    start = state.pos
    if state.src[start] != "[" or state.src[start + 1 : start + 2] in ("^", "@"):
        return False
    if state.src.startswith("[]", start):
        end = start + 1
    else:
        end = state.md.helpers.parseLinkLabel(state, start, True)
        state.pos = start
    match = _TARGET.match(state.src, end + 1) if end > 0 else None
    if not match or match.end() > state.posMax:
        return False
    if not silent:
        token = state.push("reference_open", "", 1)
        token.meta["target"] = match["target"].strip()
        maximum, state.pos, state.posMax = state.posMax, start + 1, end
        state.linkLevel += 1
        state.md.inline.tokenize(state)
        state.linkLevel -= 1
        state.pos, state.posMax = match.end(), maximum
        state.push("reference_close", "", -1)
    state.pos = match.end()
    return True


def component(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a component that stands alone on its line."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]].rstrip()
    if not (line.startswith("{{") and line.endswith("}}")) or state.is_code_block(start) or "}}" in line[2:-2]:
        return False
    if not silent:
        token = state.push("component", "", 0)
        token.content, token.map = line, [start, start + 1]
        state.line = start + 1
    return True


def link_definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Catch `[x]: address`, which would hide an address from its sentence."""
    first = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or not _DEFINITION.match(state.src, first, state.eMarks[start]):
        return False
    if not silent:
        token = state.push("problem", "", 0)
        token.content, token.map = state.src[first : state.eMarks[start]], [start, start + 1]
        token.meta["code"] = "link-definition"
        state.line = start + 1
    return True


def repeated_footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Catch a second text for a note, which would take the place of the first."""
    match = _FOOTNOTE_TEXT.match(state.src, state.bMarks[start] + state.tShift[start], state.eMarks[start])
    known = state.env.get("footnotes", {}).get("refs", {})
    if not match or state.is_code_block(start) or f":{match['label']}" not in known:
        return False
    if not silent:
        token = state.push("problem", "", 0)
        token.content, token.map = match.group()[:-1], [start, start + 1]
        token.meta["code"] = "repeated-footnote"
        state.line = start + 1
    return True


def briefbook_syntax(md: MarkdownIt) -> None:
    """Teach a parser our marks; call it after the footnote plugin, whose rules come first."""
    interrupts: Any = {"alt": ["paragraph", "blockquote", "list"]}
    md.block.ruler.before("fence", "component", component, interrupts)
    md.block.ruler.before("footnote_def", "repeated_footnote", repeated_footnote)
    md.block.ruler.at("reference", link_definition)
    for character in "@$":
        md.inline.add_terminator_char(character)
    for name, rule in (
        ("braces", braces),
        ("citation", citation),
        ("bare_citation", bare_citation),
        ("reference", reference),
    ):
        md.inline.ruler.before("link", name, rule)
    md.inline.ruler.after("html_inline", "odd_html", odd_html)
    md.inline.ruler.after("image", "odd_link", odd_link)
    md.inline.ruler.after("footnote_ref", "undefined_footnote", undefined_footnote)
