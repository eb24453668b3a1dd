"""Finding the commands in a document: lines of blocks marked `sh`, and code in a line that begins with a program.

In: Markdown. Out: commands in the order in which a reader meets them, each once. In the page of findings, which is
written from examples, a block has no mark, and what stands under "Wrong:" is not to be typed.
"""

import re
from collections.abc import Iterator

_PROGRAMS = (
    ". apt-get briefbook cd cp curl docker git make mv node npm npx pip pre-commit python python3 rclone rm sudo tr uv"
)
PROGRAMS = frozenset(_PROGRAMS.split())
_CODE = re.compile(
    r"^(?P<fence>`{3,})(?P<mark>\w*)\n(?P<block>.*?)^(?P=fence)$|`(?P<inline>(?:[^`\n]|\n(?!\n))+)`", re.DOTALL | re.M
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)  # which no reader sees
_NOTE = re.compile(r"\s{2,}#\s.*$")


def commands(document: str) -> tuple[str, ...]:
    """The commands of a document."""
    return tuple(dict.fromkeys(_commands(document)))


def unmarked(document: str) -> list[str]:
    """The first lines of the blocks that do not say what they hold."""
    return [m["block"].partition("\n")[0] for m in _CODE.finditer(document) if m["fence"] and not m["mark"]]


def _commands(document: str) -> Iterator[str]:
    document = _COMMENT.sub("", document)
    for match in _CODE.finditer(document):
        if match["inline"] and _is_command(match["inline"]):
            yield " ".join(match["inline"].split())
        elif match["mark"] == "sh":
            yield from _lines(match["block"])
        elif match["fence"] and not match["mark"]:
            is_wrong = document[: match.start()].rstrip().endswith("Wrong:")
            yield from (line for line in _lines(match["block"]) if not is_wrong and _is_command(line))


def _lines(block: str) -> Iterator[str]:
    """The lines as a shell takes them: those that go on joined, notes cut off."""
    for line in block.replace("\\\n", " ").splitlines():
        if command := " ".join(_NOTE.sub("", line).split()):
            yield command


def _is_command(text: str) -> bool:
    """Whether code in a line is to be typed: a program and what it is told, or one that needs to be told nothing."""
    first, _, rest = text.partition(" ")
    is_path = first.startswith((".venv/bin/", ".ci/", "bin/")) and not first.endswith("/")
    return is_path or (first in PROGRAMS and bool(rest or first == "make"))
