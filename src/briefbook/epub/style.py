"""The style of a book, in the colours of the site.

In: the tokens of the site's look, the colours of its pictures, and the book's own stylesheet. Out: one stylesheet.
Values are filled in here because many readers of books know no variables; fonts and sizes stay the reader's own.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from briefbook.load.package import package_folder
from briefbook.tokens import LookError, read_look, tokens

PICTURES = Path("assets", "stylesheets", "pictures.css")
_USE = re.compile(r"var\(--bb-([a-z0-9-]+)\)")


def stylesheet(macros: Path, look: Path | None = None) -> str:
    """The stylesheet, with every token in it replaced by its value.

    `macros` and `look` are the site's own folders, whose files come before the package's and need not exist.
    """
    values = tokens(look)
    pictures = _filled(look or package_folder("overrides"), package_folder("overrides"), PICTURES, values)
    book = _filled(macros, package_folder("macros"), Path("epub", "book.css"), values)
    return f"{pictures}\n{book}"


def _filled(own: Path, ours: Path, name: Path, values: Mapping[str, str]) -> str:
    """The site's own file or the package's, filled in. Raises LookError where it asks for a token that is not there."""
    folder = own if (own / name).is_file() else ours
    text = read_look(folder, name)
    unknown = next((use for use in _USE.finditer(text) if use[1] not in values), None)
    if unknown:
        place = f"{folder.name}/{name.as_posix()}:{text.count(chr(10), 0, unknown.start()) + 1}"
        raise LookError(f"{place}: there is no token '--bb-{unknown[1]}'; tokens.css has all there are")
    return _USE.sub(lambda use: values[use[1]], text)
