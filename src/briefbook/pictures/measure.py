"""How wide words are, near enough to lay them out.

In: words and a size. Out: a width, or the words cut to one. The widths are those of the font that pictures are set in,
on pages and in print; what stands in until it has arrived is stretched to the same. A letter that it lacks comes from a
font that nobody knows, and is taken for a wide one.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache

from briefbook.load.fonts import widths
from briefbook.load.package import package_folder

ELLIPSIS = "…"


@cache
def _widths(bold: bool) -> Mapping[int, float]:
    style = "Bold" if bold else "Regular"
    return widths(package_folder("macros") / "pdf" / "fonts" / f"BriefbookSans-{style}.ttf")


def _em(letter: str, bold: bool = False) -> float:
    known = _widths(bold).get(ord(letter))
    if known is not None:
        return known
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Cf", "Mn", "Me"):
        return 0.0
    if unicodedata.east_asian_width(letter) in ("W", "F"):
        return 1.05
    return 0.85 if letter.isupper() else 0.68


def width(words: str, size: float, bold: bool = False) -> float:
    """The width of words on one line."""
    return size * sum(_em(letter, bold) for letter in words)


def cut(words: str, size: float, room: float, bold: bool = False) -> str:
    """The words, or as many of them as there is room for, with a sign that more follows."""
    words = " ".join(words.split())
    if width(words, size, bold) <= room:
        return words
    kept, used = 0, size * _em(ELLIPSIS, bold)
    for letter in words:
        used += size * _em(letter, bold)
        if used > room:
            break
        kept += 1
    whole = words[:kept].rstrip()
    at_word = whole.rpartition(" ")[0] if kept < len(words) and words[kept] != " " else whole
    shown = at_word if len(at_word) * 2 > len(whole) else whole
    return f"{shown.rstrip(' ,;:–-')}{ELLIPSIS}"
