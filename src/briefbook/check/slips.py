"""Slips in Markdown: words that would be lost, and marks that would be printed as they stand.

In: a node of a parsed text, and the lines of the text. Out: findings with the repaired words. Apart from `text`, whose
findings are about what must not stand in a text; nothing here is forbidden, it only does not do what was meant. What
is escaped is meant, and so the marks are looked for in the lines and not in the tree, which has forgotten backslashes.
"""

import re
from collections.abc import Iterator

from briefbook.check.index import Index
from briefbook.check.lines import Slip, misread
from briefbook.kinds.pages import COMPONENTS
from briefbook.prose import Node
from briefbook.prose.locate import cell_begins

_LEAD = re.compile(r"[ \t>]*")
_TICK = re.compile(r"\[[ xX]\] (?=\S)")
_BRACKETED = re.compile(r"(?:\[(?P<words>[^\[\]]+)\] )?\[(?P<id>[a-z0-9][a-z0-9/-]*)\]")
_OPENS = re.compile(r"(?:(?<!\S)|(?<=[(\"'“‘]))(?P<mark>\*\*|~~)(?P<word>[^\s*~]+)")
_CLOSES = re.compile(r"(?P<word>[^\s*~]+)(?P<mark>\*\*)(?=[\s.,;:!?)\"'”’]|\Z)")
_HALF_CALL = re.compile(rf"\{{ *(?P<call>(?:{'|'.join(COMPONENTS)})\([^(){{}}]*\)) *\}}")
_LOOSE = re.compile(r"(?<![\w*])\*\* +(?P<words>[^*\n]*[^\W\d_][^*\n]*?) +\*\*(?![\w*])")
_UNCLOSED = re.compile(r"\[(?P<words>[^\[\]]+)\]\[(?P<id>[a-z0-9][a-z0-9/-]*)(?![\]\w/-])")
_SPACED = re.compile(r"\[ *@ +(?P<id>[a-z0-9][a-z0-9/-]*) *\]")
_CODE = re.compile(r"(`+).*?\1")
_BOX = re.compile(r"(?P<marker>!!!|\?\?\?\+?) *(?P<type>[\w -]*?) *\"?(?P<title>[^\"]*)\"?\s*\Z")


def slips(node: Node, lines: list[str], briefing: str, index: Index) -> Iterator[Slip]:
    """Find what a node loses or prints raw: a stand-in at its place, the code, the message and the help line."""
    if node.type == "text":
        if "[" in node.text:
            yield from _brackets(node, lines, briefing, index)
            yield from _open_ended(node, lines, briefing, index)
        if "**" in node.text or "~~" in node.text:
            yield from _marks(node, lines)
        if match := _HALF_CALL.fullmatch(node.text):
            message = "a component stands between two braces on each side"
            yield node, "component-syntax", message, f"write {{{{ {match['call']} }}}}"
    elif node.type in ("paragraph", "fence"):
        yield from misread(node, lines)
    elif node.type == "item":
        yield from _tick(node, lines)
    elif node.type == "table":
        yield from _lost_cells(node, lines)
    elif node.type == "admonition":
        yield from _box(node, lines)


def _line(node: Node, lines: list[str]) -> str:
    return lines[node.place[0]] if node.place[0] < len(lines) else ""


def _there(node: Node, lines: list[str], shown: str) -> Node | None:
    """A stand-in at the very words of a text, or nothing where backslashes stand among them: then they are meant."""
    line = _CODE.sub(lambda match: " " * len(match.group()), _line(node, lines))
    match = re.search(rf"(?<![\\\]]){re.escape(shown)}(?![\[(])", line)  # not the second bracket of a reference
    return Node("text", place=(node.place[0], match.start())) if match else None


def _brackets(node: Node, lines: list[str], briefing: str, index: Index) -> Iterator[Slip]:
    for match in _BRACKETED.finditer(node.text):
        there = _there(node, lines, match.group())
        target = index.find(briefing, match["id"]) if there else None
        if there is None or target is None:
            continue
        is_source = target.kind == "sources" and not match["words"]
        help_line = f"write [@{match['id']}]" if is_source else f"write [{match['words'] or 'words'}][{match['id']}]"
        if match["words"]:
            yield there, "bracketed-id", "a space stands between the two brackets of a reference", help_line
        else:
            message = (
                f"[{match['id']}] is printed with its brackets, and {'cites' if is_source else 'links to'} nothing"
            )
            meant = f"\\[{match['id']}\\]"
            yield there, "bracketed-id", message, f"{help_line}, or {meant} where the brackets are meant"


def _open_ended(node: Node, lines: list[str], briefing: str, index: Index) -> Iterator[Slip]:
    """A reference whose second bracket does not close, a citation with a space in it."""
    for match in (*_UNCLOSED.finditer(node.text), *_SPACED.finditer(node.text)):
        column = _line(node, lines).find(match.group())
        target = index.find(briefing, match["id"])
        if column < 0 or target is None:
            continue
        there = Node("text", place=(node.place[0], column))
        if match.re is _UNCLOSED:
            message, meant = "the second bracket of this reference does not close", f"[{match['words']}][{match['id']}]"
        else:
            message, meant = "a space stands within this citation, and it cites nothing", f"[@{match['id']}]"
        yield there, "bracketed-id", message, f"write {meant}"


def _marks(node: Node, lines: list[str]) -> Iterator[Slip]:
    for match in _LOOSE.finditer(node.text):
        if there := _there(node, lines, match.group()):
            message = "'**' is printed as it stands: no space may stand within the marks"
            yield there, "printed-marks", message, f"write **{match['words']}**"
    for match in (*_OPENS.finditer(node.text), *_CLOSES.finditer(node.text)):
        if there := _there(node, lines, match.group()):
            mark, word = match["mark"], match["word"].strip(".,;:!?()'\"“”‘’")
            help_line = f"write **{word}**, with the marks on both sides, or \\*\\* where the stars are meant"
            if mark == "~~":
                help_line = "take the marks out; what an edition said before stands in its changes"
            yield there, "printed-marks", f"'{mark}' is printed as it stands here", help_line


def _tick(node: Node, lines: list[str]) -> Iterator[Slip]:
    line = _line(node, lines)
    match = re.match(rf"[ \t>]*(?P<bullet>[-*+]|\d+[.)]) +{_TICK.pattern}", line)
    if match:
        rest = line[match.end() :]
        message = f"'{line[match.end('bullet') : match.end()].strip()}' is printed as it stands: nothing can be ticked"
        yield node, "printed-marks", message, f"write {match['bullet']} {rest}"


def _lost_cells(node: Node, lines: list[str]) -> Iterator[Slip]:
    count = len(node.children[0].children) if node.children else 0
    for row in node.children[1:]:
        line = _line(row, lines)
        lead = _LEAD.match(line).end()  # type: ignore[union-attr]
        begins = [lead + begin for begin in cell_begins(line[lead:])]
        lost = line[begins[count] :].rstrip().removesuffix("|").strip() if len(begins) > count else ""
        if lost:
            there = Node("text", place=(row.place[0], begins[count]))
            message = f"the table has {count} column{'s' if count > 1 else ''}, and '{lost}' in this row would be lost"
            help_line = "name another column in the table's first line, or write '\\|' for the sign"
            yield there, "lost-cells", message, help_line


def _box(node: Node, lines: list[str]) -> Iterator[Slip]:
    line, title = _line(node, lines).rstrip(), node.attributes["title"]
    lead = _LEAD.match(line).group()  # type: ignore[union-attr]
    match = _BOX.match(line[len(lead) :])
    if '"' in title and match:
        message = "the title of this box would be printed with its quotation marks"
        help_line = f'write {match["marker"]} {match["type"] or "note"} "{match["title"].strip()}"'
        yield node, "box-title", message, help_line
    if all(child.type == "title" for child in node.children):
        after = lines[node.place[0] + 1].strip() if node.place[0] + 1 < len(lines) else ""
        message = "this box is empty: what belongs into it is indented by four spaces"
        yield node, "empty-box", message, f"write it as:\n{line}\n{lead}    {after or '...'}"
