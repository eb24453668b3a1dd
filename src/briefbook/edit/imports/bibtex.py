"""BibTeX and BibLaTeX.

In: text. Out: references. Read in one pass without recursion, within limits: braces may be nested as deep as they like.
Macros (`@string`) and joining (`#`) are understood, TeX's commands for accents are turned into letters, and no other
command is run or kept.
"""

import re
import unicodedata
from collections.abc import Iterator

from briefbook.edit.imports.reference import MOST_OF_A_NOTE, ImportFailed, Reference, day, words

_ENTRY = re.compile(r"(?<![\w.])@\s*(?P<type>[A-Za-z]+)\s*(?P<open>[{(])")
_FIELD = re.compile(r"\s*(?P<name>[A-Za-z][\w:-]*)\s*=\s*")
_KEY = re.compile(r"\s*(?P<key>[^\s,{}()\"=]*)\s*,?")
_JOIN = re.compile(r"\s*#\s*")
_BARE = re.compile(r"[\w:./-]+")
_ACCENT = re.compile(r"\\(?P<mark>[`'^\"~=.uvHckr])\s*(?:\{\s*\\?(?P<braced>[A-Za-z])\s*\}|\\?(?P<bare>[A-Za-z]))")
_MARKS = "`'^\"~=.uvHckr"
_COMBINING = dict(
    zip(_MARKS, "\u0300\u0301\u0302\u0308\u0303\u0304\u0307\u0306\u030c\u030b\u0327\u0328\u030a", strict=True)
)
_LETTERS = {
    "ss": "ß", "o": "ø", "O": "Ø", "ae": "æ", "AE": "Æ", "aa": "å", "AA": "Å", "l": "ł", "L": "Ł", "i": "i", "j": "j",
}  # fmt: skip
_LETTER = re.compile(r"\\(ss|ae|AE|aa|AA|o|O|l|L|i|j)(?![A-Za-z])\s*(?:\{\})?")
_COMMAND = re.compile(r"\\[A-Za-z]+\*?\s*|\\(?=[^A-Za-z])")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_URL = re.compile(r"\\url\s*\{(?P<url>[^{}]*)\}")
_DASHES = re.compile(r"-{2,3}")


def read_bibtex(text: str) -> list[Reference]:
    """Read every entry; comments and preambles are passed over.

    Raises ImportFailed where an entry does not close.
    """
    macros = {name: name for name in _MONTHS}
    found: list[Reference] = []
    position = 0
    while match := _ENTRY.search(text, position):
        kind = match["type"].lower()
        position = match.end()
        if kind in ("comment", "preamble"):
            position = _closing(text, match.end() - 1)
        elif kind == "string":
            fields, position = _fields(text, match.end(), macros)
            macros |= fields
        else:
            key = _KEY.match(text, match.end())
            fields, position = _fields(text, key.end() if key else match.end(), macros)
            found.append(_reference(kind, key["key"] if key else "", fields))
    return found


def _closing(text: str, start: int) -> int:
    """The index after the bracket that closes the one at `start`."""
    opening, depth = text[start], 0
    closing = "}" if opening == "{" else ")"
    for index in range(start, len(text)):
        if text[index] == opening and text[index - 1 : index] != "\\":
            depth += 1
        elif text[index] == closing and text[index - 1 : index] != "\\":
            depth -= 1
            if not depth:
                return index + 1
    raise ImportFailed(f"a bracket opens in line {text.count(chr(10), 0, start) + 1} and does not close")


def _fields(text: str, position: int, macros: dict[str, str]) -> tuple[dict[str, str], int]:
    """The fields of an entry from after its key, and the index after its end."""
    fields: dict[str, str] = {}
    while match := _FIELD.match(text, position):
        pieces, position = _value(text, match.end(), macros)
        fields.setdefault(match["name"].lower(), pieces)
        while position < len(text) and text[position] in ", \t\r\n":
            position += 1
    while position < len(text) and text[position].isspace():
        position += 1
    if position >= len(text) or text[position] not in "})":
        line = text.count("\n", 0, position) + 1
        raise ImportFailed(f"an entry does not close, or a field has no value, in line {line}")
    return fields, position + 1


def _value(text: str, position: int, macros: dict[str, str]) -> tuple[str, int]:
    """A value: pieces in braces, in quotes or bare, joined by `#`."""
    pieces = []
    while position < len(text):
        if text[position] == "{":
            end = _closing(text, position)
            pieces.append(text[position + 1 : end - 1])
        elif text[position] == '"':
            end = _quote(text, position)
            pieces.append(text[position + 1 : end - 1])
        elif bare := _BARE.match(text, position):
            end = bare.end()
            pieces.append(macros.get(bare.group().lower(), bare.group()))
        else:
            break
        joined = _JOIN.match(text, end)
        position = joined.end() if joined else end
        if not joined:
            break
    return "".join(pieces), position


def _quote(text: str, start: int) -> int:
    """The index after the quote that closes the one at `start`; inside braces a quote is a quote."""
    depth = 0
    for index in range(start + 1, len(text)):
        depth += (text[index] == "{") - (text[index] == "}")
        if text[index] == '"' and depth <= 0:
            return index + 1
    raise ImportFailed(f"a quote opens in line {text.count(chr(10), 0, start) + 1} and does not close")


def _plain(text: str) -> str:
    """TeX as words: accents as letters, dashes as dashes, commands and braces gone."""
    text = _ACCENT.sub(lambda m: unicodedata.normalize("NFC", (m["braced"] or m["bare"]) + _COMBINING[m["mark"]]), text)
    text = _LETTER.sub(lambda match: _LETTERS[match[1]], text)
    text = _COMMAND.sub("", text.replace("~", " ").replace("``", "“").replace("''", "”"))
    return _DASHES.sub(lambda match: "–" if len(match.group()) == 2 else "—", text.replace("{", "").replace("}", ""))


def _reference(kind: str, key: str, fields: dict[str, str]) -> Reference:
    def first(*names: str) -> str:
        return next((fields[name] for name in names if fields.get(name)), "")

    organised = ("journaltitle", "journal", "booktitle", "publisher", "organization", "institution", "howpublished")
    return Reference(
        key=words(key),
        type=kind,
        title=words(_plain(first("title"))),
        publisher=words(_plain(first(*organised)) if "\\url" not in first(*organised) else ""),
        authors=tuple(_names(first("author"))),
        published=_date(fields),
        dated=words(_plain(first("date", "year"))),
        accessed=day(*[*first("urldate").split("-"), "", ""][:3]),
        url=words((first("url") or _address(first("howpublished", "note"))).replace("\\", ""), 2000),
        doi=words(first("doi")),
        language=words(first("langid", "language")),
        note=words(_plain(_URL.sub(r"\g<url>", first("note"))), MOST_OF_A_NOTE),
    )


def _address(text: str) -> str:
    """The address in TeX's command for one, or one that stands alone."""
    match = _URL.search(text)
    return match["url"] if match else text if text.startswith(("https://", "http://")) else ""


def _names(text: str) -> Iterator[str]:
    for name in _apart(" ".join(text.split())):
        if name.startswith("{"):
            yield words(_plain(name))
            continue
        family, comma, rest = _plain(name).partition(",")
        suffix, _, given = rest.rpartition(",")
        yield words(f"{given} {family} {suffix}" if comma else family)


def _apart(text: str) -> list[str]:
    """The names of a list; an `and` in braces belongs to a name."""
    names, depth = [""], 0
    for piece in re.split(r"( and |[{}])", text):
        depth += (piece == "{") - (piece == "}")
        if piece == " and " and not depth:
            names.append("")
        else:
            names[-1] += piece
    return [name for name in names if name]


def _date(fields: dict[str, str]) -> tuple[int, ...]:
    if fields.get("date"):
        return day(*[*fields["date"].split("/")[0].split("-"), "", ""][:3])
    month = fields.get("month", "").strip().lower()
    number = _MONTHS.index(month[:3]) + 1 if month[:3] in _MONTHS else month
    return day(fields.get("year", ""), number, fields.get("day", ""))
