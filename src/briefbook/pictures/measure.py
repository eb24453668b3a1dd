"""How wide words are, near enough to lay them out.

In: words and a size. Out: a width, or the words cut to one. No font is asked, because the web's reader chooses it:
the widths are those of Arial, which is a little wider than the font that the site ships, so that what fits here
fits there.
"""

import unicodedata

_WIDTHS = {
    0.24: "ijl'‘’|",
    0.29: "If.,:;!/\\[]t ·",
    0.37: '()r-{}"*“”',
    0.54: "csvxyzkJ",
    0.75: "wCDGHNOQRU",
    0.88: "mM&",
    1.02: "W@%—…",
}
_EM = {letter: em for em, letters in _WIDTHS.items() for letter in letters}
ELLIPSIS = "…"


def _em(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Cf", "Mn", "Me"):
        return 0.0
    if unicodedata.east_asian_width(letter) in ("W", "F"):
        return 1.05
    if letter in _EM:
        return _EM[letter]
    if ord(letter) < 0x250:
        return 0.7 if letter.isupper() else 0.565
    return 0.85 if letter.isupper() else 0.68


def width(words: str, size: float) -> float:
    """The width of words on one line."""
    return size * sum(map(_em, words))


def cut(words: str, size: float, room: float) -> str:
    """The words, or as many of them as there is room for, with a sign that more follows."""
    words = " ".join(words.split())
    if width(words, size) <= room:
        return words
    kept, used = 0, size * _em(ELLIPSIS)
    for letter in words:
        used += size * _em(letter)
        if used > room:
            break
        kept += 1
    whole = words[:kept].rstrip()
    at_word = whole.rpartition(" ")[0] if kept < len(words) and words[kept] != " " else whole
    shown = at_word if len(at_word) * 2 > len(whole) else whole
    return f"{shown.rstrip(' ,;:–-')}{ELLIPSIS}"
