"""The style of the page of a review, which stands in the page itself.

In: nothing. Out: the text of the sheet. Apart from the page because the site it is put into has to allow it, by hash.
"""

from collections.abc import Mapping

from briefbook.load.package import package_folder
from briefbook.tokens import tokens


def sheet() -> str:
    """The tokens, those of the dark where the reader's machine wants it, and the sheet of this page."""
    own = package_folder("macros") / "web" / "review.css"
    light, dark = (_root(tokens(dark=dark)) for dark in (False, True))
    return f"{light}@media screen and (prefers-color-scheme: dark) {{\n{dark}}}\n{own.read_text(encoding='utf-8')}"


def _root(found: Mapping[str, str]) -> str:
    return ":root {" + "".join(f" --bb-{name}: {value};" for name, value in found.items()) + " }\n"
