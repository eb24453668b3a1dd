"""TeX as words: accents as letters, dashes as dashes, commands and braces gone.

In: a value of BibTeX. Out: the words in it. No command is run; apart from `bibtex`, which reads entries and fields and
nothing of what is in them.
"""

import re
import unicodedata

_BRACED = r"\{\s*\\?(?P<braced>[A-Za-z])\s*\}"
_ACCENT = re.compile(rf"\\(?P<mark>[`'^\"~=.])\s*(?:{_BRACED}|\\?(?P<bare>[A-Za-z]))")
_LETTERED = re.compile(rf"\\(?P<mark>[uvHckrdb])(?:\s*{_BRACED}|\s+\\?(?P<bare>[A-Za-z]))")  # not the `u` of `\url`
_COMBINING = dict(
    zip(
        "`'^\"~=.uvHckrdb",
        "\u0300\u0301\u0302\u0308\u0303\u0304\u0307\u0306\u030c\u030b\u0327\u0328\u030a\u0323\u0331",
        strict=True,
    )
)
_NAMED = {
    "ss": "ß", "o": "ø", "O": "Ø", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "l": "ł", "L": "Ł",
    "i": "i", "j": "j", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "textendash": "–",
    "textemdash": "—", "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“", "textquotedblright": "”",
    "guillemotleft": "«", "guillemotright": "»", "textasciitilde": "~", "sim": "~", "textbackslash": "/", "ldots": "…",
    "textellipsis": "…", "dots": "…", "textdegree": "°", "texteuro": "€", "euro": "€", "pounds": "£", "S": "§",
    "textregistered": "®", "texttrademark": "™", "times": "×", "alpha": "\u03b1", "beta": "β", "gamma": "\u03b3",
    "delta": "δ", "epsilon": "ε", "lambda": "λ", "mu": "μ", "pi": "π", "sigma": "σ", "tau": "τ", "omega": "ω",
    "textunderscore": "_", "slash": "/",
}  # fmt: skip
_LETTER = re.compile(rf"\\({'|'.join(sorted(_NAMED, key=len, reverse=True))})(?![A-Za-z])\s*(?:\{{\}})?")
_SPACE = re.compile(r"\\[,;:>! ]|\\\\|(?<!\\)~")
_COMMAND = re.compile(r"\\[A-Za-z]+\*?\s*|\\(?=[^A-Za-z])")
_MATH = re.compile(r"(?<!\\)\$(?P<inside>[^$]*)(?<!\\)\$")
_LOW_OR_HIGH = re.compile(r"[_^]\s*(?=[{\w])")
_DASHES = re.compile(r"-{2,3}")


def plain(text: str) -> str:
    """The words of a value."""
    text = _LETTERED.sub(_letter, _ACCENT.sub(_letter, text))
    text = _MATH.sub(lambda match: _LOW_OR_HIGH.sub("", match["inside"]), text)
    text = _LETTER.sub(lambda match: _NAMED[match[1]], _SPACE.sub(" ", text))
    text = _COMMAND.sub("", text.replace("``", "“").replace("''", "”"))
    return _DASHES.sub(lambda match: "–" if len(match.group()) == 2 else "—", text.replace("{", "").replace("}", ""))


def _letter(match: re.Match[str]) -> str:
    """A letter with its accent."""
    return unicodedata.normalize("NFC", (match["braced"] or match["bare"]) + _COMBINING[match["mark"]])


def address(text: str) -> str:
    """A web address, in which signs that mean something to TeX were escaped; a tilde is one there, and no space."""
    text = re.sub(r"\\(?:~|textasciitilde)\s*(?:\{\})?|\$\\sim\$", "~", text)
    return re.sub(r"\\(?=[^A-Za-z])", "", text.replace("{", "").replace("}", ""))
