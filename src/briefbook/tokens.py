"""The design tokens, for media that know no style sheet.

In: the site's own folder of the look. Out: the custom properties `--bb-*` of the first `:root` block of `tokens.css`,
by name without the prefix: the light ones, which paper takes too; the dark ones for pages that the theme does not
reach. The site's own `tokens.css` comes before the package's, and its `site.css` before both; a token that they leave
out is the package's. One place for colours, shared by screen and print.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from briefbook.load.package import package_folder

FILE = Path("assets", "stylesheets", "tokens.css")
OWN = FILE.with_name("site.css")
"""The sheet of a site's own, read after all of ours: the place for tokens of another value, and for more."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ROOT = re.compile(r"(?:^|[\s,}]):root\b[^{}]*\{([^{}]*)\}")
_DARK = re.compile(r"(?:^|[\s,}])\[data-md-color-scheme=\"slate\"\]\s*\{([^{}]*)\}")
_TOKEN = re.compile(r"--bb-([a-z0-9-]+)\s*:\s*([^;]+?)\s*(?:;|\Z)")


class LookError(Exception):
    """A file of the site's look that cannot be used; the message names it, the line, and what is wrong there."""


def read_look(folder: Path, name: Path) -> str:
    """The text of a file of the look. Raises LookError where it is no UTF-8."""
    raw = (folder / name).read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise LookError(f"{folder.name}/{name.as_posix()}:{line}: this is not UTF-8; save the file as UTF-8") from None


def tokens(own: Path | None = None, *, dark: bool = False) -> Mapping[str, str]:
    """The tokens of a site, or those exchanged in the dark; `own` is its folder of the look, which need not exist."""
    found: dict[str, str] = {}
    files = [(package_folder("overrides"), FILE), *(((own, FILE), (own, OWN)) if own else ())]
    for folder, name in files:
        if (folder / name).is_file():
            found |= read_tokens(read_look(folder, name), dark=dark)
    return MappingProxyType(found)


def read_tokens(style: str, *, dark: bool = False) -> dict[str, str]:
    """The tokens of a style sheet's first block for the root, or of its first for the dark."""
    block = (_DARK if dark else _ROOT).search(_COMMENT.sub("", style))
    return {name: " ".join(value.split()) for name, value in _TOKEN.findall(block[1].strip())} if block else {}
