"""The style of a book, in the colours of the site.

In: the tokens of the site's look, the colours of its pictures, and the book's own stylesheet. Out: one stylesheet.
Values are filled in here because many readers of books know no variables; fonts and sizes stay the reader's own.
"""

import re
from pathlib import Path

from briefbook.load.package import package_folder
from briefbook.tokens import tokens

PICTURES = Path("assets", "stylesheets", "pictures.css")
_USE = re.compile(r"var\(--bb-([a-z0-9-]+)\)")


def stylesheet(macros: Path, look: Path | None = None) -> str:
    """The stylesheet, with every token in it replaced by its value.

    `macros` and `look` are the site's own folders, whose files come before the package's and need not exist.
    """
    values = tokens(look)
    pictures = _first(look or package_folder("overrides"), package_folder("overrides"), PICTURES)
    book = _first(macros, package_folder("macros"), Path("epub", "book.css"))
    return _USE.sub(lambda use: values[use[1]], f"{pictures}\n{book}")


def _first(own: Path, ours: Path, name: Path) -> str:
    path = own / name if (own / name).is_file() else ours / name
    return path.read_text(encoding="utf-8")
