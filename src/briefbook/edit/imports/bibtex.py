"""BibTeX and BibLaTeX.

In: text. Out: references. Read in one pass without recursion, within limits: braces may be nested as deep as they like.
Macros (`@string`) and joining (`#`) are understood, TeX's commands for accents are turned into letters, and no other
command is run or kept.
"""

import re

from briefbook.edit.imports.reference import (
    MOST_OF_A_NOTE,
    ImportFailed,
    Reference,
    addresses,
    day,
    day_in_words,
    titled,
    words,
)
from briefbook.edit.imports.tex import address, plain
from briefbook.model.dates import try_date

_ENTRY = re.compile(r"(?<![\w.])@\s*(?P<type>[A-Za-z]+)\s*(?P<open>[{(])")
_FIELD = re.compile(r"\s*(?P<name>[A-Za-z][\w:-]*)\s*=\s*")
_KEY = re.compile(r"\s*(?P<key>[^\s,{}()\"=]*)\s*(?:,|(?=[})]))")
_JOIN = re.compile(r"\s*#\s*")
_BARE = re.compile(r"[\w:./-]+")
_PART = re.compile(r"(?<![a-z])(?P<name>family|given|prefix|suffix)\s*=\s*(?P<said>[^=]*?)\s*(?:,(?=[^,=]*=)|\Z)")
_ET_AL = re.compile(r",? et\.? al\.?\Z")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_URL = re.compile(r"\\url\s*\{(?P<url>[^{}]*)\}")


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


def _reference(kind: str, key: str, fields: dict[str, str]) -> Reference:
    def first(*names: str) -> str:
        return next((fields[name] for name in names if fields.get(name)), "")

    organised = ("journaltitle", "journal", "booktitle", "publisher", "organization", "institution", "school")
    told = first(*organised, "howpublished")
    names = _apart(_ET_AL.sub(" and others", " ".join(first("author").split())))
    return Reference(
        key=words(key),
        type=kind,
        title=titled(words(plain(first("title"))), words(plain(first("subtitle")))),
        publisher=words(plain(told)) if not _addresses(told) else "",
        authors=tuple(_name(name) for name in names if name != "others"),
        has_more_authors="others" in names,
        published=_date(fields),
        dated=words(plain(first("date", "year"))),
        accessed=day_in_words(words(plain(first("urldate")))),
        urls=tuple(_addresses(first("url")) or _addresses(first("howpublished", "note")) or _preprint(fields)),
        doi=words(address(first("doi"))),
        language=words(first("langid", "language")),
        note=words(plain(_URL.sub(r"\g<url>", first("note"))), MOST_OF_A_NOTE),
    )


def _addresses(text: str) -> list[str]:
    """The addresses in TeX's command for one, or those that stand alone."""
    named = [match["url"] for match in _URL.finditer(text)]
    alone = [text] if text.startswith(("https://", "http://", "www.")) else []
    return [found for field in named or alone for found in addresses(address(field))]


def _preprint(fields: dict[str, str]) -> list[str]:
    """Where a preprint lies, by its number."""
    server = (fields.get("archiveprefix") or fields.get("eprinttype") or "").casefold()
    number = words(fields.get("eprint", ""))
    return [f"https://arxiv.org/abs/{number}"] if server == "arxiv" and number else []


def _name(name: str) -> str:
    """A name in the order in which it is spoken; one in braces is an institution's, and stays whole."""
    if name.startswith("{") and _closing(name, 0) == len(name):
        return words(plain(name))
    if parts := {match["name"]: match["said"] for match in _PART.finditer(plain(name))}:
        return words(" ".join(parts.get(part, "") for part in ("given", "prefix", "family", "suffix")))
    family, comma, rest = plain(name).partition(",")
    suffix, _, given = rest.rpartition(",")
    return words(f"{given} {family} {suffix}" if comma else family)


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


def _date(fields: dict[str, str]) -> str:
    """The date of BibLaTeX, which is EDTF, or year, month and day, of which the month may hold the day as well."""
    said = words(address(fields.get("date", "")))
    if said:
        ends = "/".join(end.partition("T")[0] for end in said.split("/"))
        return ends if try_date(ends) else day_in_words(said)
    year, month, date = (words(plain(fields.get(name, ""))).strip(".,") for name in ("year", "month", "day"))
    if month and not month.isdigit():
        months = month.replace("/", "–")
        if found := day_in_words(f"{date} {months} {year}") or day_in_words(f"{months} {date} {year}"):
            return found
        month = next((text for text in month.split() if text.isdigit()), "")
    return day(year, month, date) or day_in_words(year)
