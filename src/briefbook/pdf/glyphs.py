"""What no font can show, said in words.

In: a text and the characters the fonts cover. Out: a text that can be printed: `[grinning face]` in the place of the
picture. The engine refuses a whole document for one such character; a reader is better served by its name.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any

from briefbook.load.fonts import IGNORED

_LONG = 30
NOT_SHOWN = {
    "anchor",
    "component",
    "css",
    "digest",
    "href",
    "iso",
    "kind",
    "language",
    "permalink",
    "src",
    "svg",
    "type",
    "url",
    "value",
}
_WORD = re.compile(rf"[^\s\u200b]{{{_LONG},}}")


class Printable:
    """Makes texts printable. `covered` are the code points that some font of the document has."""

    def __init__(self, covered: Iterable[int]) -> None:
        """Take what can be shown."""
        self._covered = frozenset(covered)
        self._made: dict[str, str] = {}  # most texts of a document are titles, which stand wherever they are linked to
        self.missing: set[str] = set()

    def text(self, text: str) -> str:
        """The text with names for what cannot be shown, and with places to break in words longer than a line."""
        made = self._made.get(text)
        if made is None:
            made = self._made[text] = self._printable(text)
        return made

    def _printable(self, text: str) -> str:
        lacking = {one for one in set(text) if ord(one) not in self._covered and one not in "\n\t"}
        if lacking:
            self.missing |= {character for character in lacking if character not in IGNORED}
            text = "".join(spoken(one) if one in lacking else one for one in text)
        return _WORD.sub(_breakable, text) if len(text) > _LONG else text

    def everywhere(self, value: Any) -> Any:
        """A document with every text in it made printable; addresses and names of templates stay as they are."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.everywhere(part) for part in value]
        if isinstance(value, dict):
            return {name: part if name in NOT_SHOWN else self.everywhere(part) for name, part in value.items()}
        return value


def _breakable(found: re.Match[str]) -> str:
    word = found.group()
    return "\u200b".join(word[at : at + 10] for at in range(0, len(word), 10))


@cache
def spoken(character: str) -> str:
    """The name of a character in brackets; of one without a telling name, its number."""
    if character in IGNORED:
        return ""
    name = unicodedata.name(character, "").lower()
    number = f"U+{ord(character):04X}"
    return f"[{number}]" if not name or name.endswith(number.removeprefix("U+").lower()) else f"[{name}]"
