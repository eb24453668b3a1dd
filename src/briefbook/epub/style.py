"""The style of a book, in the colours of the site.

In: the tokens of the site's look and the book's own stylesheet. Out: one stylesheet. Values are filled in here because
many readers of books know no variables; fonts and sizes stay the reader's own.
"""

import re
from pathlib import Path

from briefbook.load.package import package_folder

_TOKEN = re.compile(r"(--[\w-]+):\s*([^;]+);")
_USE = re.compile(r"var\((--[\w-]+)\)")


def stylesheet(own: Path) -> str:
    """The stylesheet, with every token in it replaced by its value; a site's own comes before the package's."""
    tokens: dict[str, str] = {}
    for name, value in _TOKEN.findall(
        (package_folder("overrides") / "assets/stylesheets/tokens.css").read_text("utf-8")
    ):
        tokens.setdefault(name, value)  # the light scheme stands first
    shadow = own / "epub" / "book.css"
    path = shadow if shadow.is_file() else package_folder("macros") / "epub" / "book.css"
    return _USE.sub(lambda use: tokens[use[1]], path.read_text("utf-8"))
