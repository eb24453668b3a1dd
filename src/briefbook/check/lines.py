"""Lines that were meant as something and are printed as they stand: a heading, an item, a table, a component.

In: a block of a parsed text, and the lines of the text. Out: findings with the repaired line. Apart from `slips`, which
looks at words within a block: here the block is not what it was meant to be.
"""

import re
from collections.abc import Iterator

from briefbook.kinds.pages import COMPONENTS
from briefbook.prose import Node

_HEADING = re.compile(r"(?P<lead>[ \t>]*)(?P<mark>#{2,6})(?P<words>[^\W\d_].*)")
_ITEM = re.compile(r"(?P<lead>[ \t>]*)(?P<mark>[-*+\u2022\u2013])(?P<words>[^\W\d_].*)")
_BULLET = re.compile(r"(?P<lead>[ \t>]*)(?P<mark>[\u2022\u2013\u00b7]) +(?P<words>\S.*)")
_ROW = re.compile(r"[ \t>]*\|.*\|\s*\Z")
_CALL = re.compile(rf"(?: {{4,}}|\t)\s*(?P<call>\{{\{{-? *(?:{'|'.join(COMPONENTS)})\(.*)")

Slip = tuple[Node, str, str, str]  # a stand-in at the place, the code, the message and the help line


def misread(node: Node, lines: list[str]) -> Iterator[Slip]:
    """Find a line that is not what it was meant to be: the code, the message and the help line, at its place."""
    line = lines[node.place[0]] if node.place[0] < len(lines) else ""
    if node.type == "fence":
        if match := _CALL.match(line):
            message = "the spaces before this component make an example of it, which is printed as it stands"
            yield node, "printed-marks", message, f"write {match['call'].strip()}"
    elif node.type == "paragraph":
        yield from _begun(node, line)
        following = lines[node.place[0] + 1] if node.place[0] + 1 < len(lines) else ""
        if _ROW.match(line) and _ROW.match(following):
            message = "this is printed as it stands: below the heads of a table a line of hyphens is missing"
            columns = max(line.strip(" \t>").strip("|").count("|") + 1, 1)
            yield node, "printed-marks", message, f"write it as:\n{line.rstrip()}\n|{' --- |' * columns}"


def _begun(node: Node, line: str) -> Iterator[Slip]:
    """A heading or an item without the space behind its mark, or with a mark that Markdown does not know."""
    for pattern in (_HEADING, _ITEM, _BULLET):
        match = pattern.match(line)
        if match is None or _is_emphasis(match):
            continue
        mark = match["mark"] if match["mark"] in "-*+" or match["mark"].startswith("#") else "-"
        message = f"'{match['mark']}' is printed as it stands: "
        message += "a space is missing behind it" if mark == match["mark"] else "an item begins with a hyphen"
        yield node, "printed-marks", message, f"write {mark} {match['words'].rstrip()}"
        return


def _is_emphasis(match: re.Match[str]) -> bool:
    """Whether a star at the beginning opens words that another one closes."""
    return match["mark"] == "*" and "*" in match["words"]
