"""Templates of print: can the engine read one?

In: the text of a template. Out: findings at its lines. The engine is handed the one text behind a word that ends the
run at once: it has to read the whole and does nothing of what stands there, so no file or package is asked for.
"""

import re
from collections.abc import Iterator
from importlib.util import find_spec

from briefbook.findings import Finding
from briefbook.load.text import SourceFile

_ERROR = re.compile(r"^error: (?P<says>.+)\n\s*┌─ \S+:(?P<line>\d+):(?P<column>\d+)$", re.MULTILINE)
_STOP = "#return\n"
_STOPPED = "cannot return outside of function"
_PACKAGE = re.compile(r'"@[\w-]+/[^"]*"?')


def print_syntax(source: SourceFile) -> Iterator[Finding]:
    """Check a template of print, where the engine is installed: mistakes of syntax, and packages from elsewhere."""
    for match in _PACKAGE.finditer(source.text):
        message = f"{match.group()} would be fetched from elsewhere"
        help_line = "put its files beside this one, and import them by name"
        yield Finding(source.position(match.start()), "template-syntax", message, help_line)
    for index, says in _errors(source) if find_spec("typst") else ():
        message = f"this is no template: {says}"
        yield Finding(source.position(index), "template-syntax", message, "see the line, and those before it")


def _errors(source: SourceFile) -> Iterator[tuple[int, str]]:
    import typst

    try:
        typst.compile(f"{_STOP}{source.text}".encode())
    except typst.TypstError as error:
        lines: dict[int, tuple[int, str]] = {}  # of several on one line, the first: the others follow from it
        for match in _ERROR.finditer(error.diagnostic):
            if match["says"] != _STOPPED:
                line = int(match["line"]) - 2
                lines.setdefault(line, (source.index(line, int(match["column"])), match["says"]))
        yield from lines.values()
