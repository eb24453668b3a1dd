"""RIS, as libraries and publishers write it.

In: text. Out: references. Source of the tags: the RIS specification of 2011 as reference managers read it.
"""

import re

from briefbook.edit.imports.reference import (
    MOST_OF_A_NOTE,
    ImportFailed,
    Reference,
    addresses,
    day,
    day_in_words,
    words,
)

_LINE = re.compile(r"([A-Z][A-Z0-9])  ?- ?(.*)\Z")
_TITLES, _AUTHORS = ("TI", "T1", "CT"), ("AU", "A1")
_PUBLISHERS = ("T2", "JF", "JO", "JA", "PB")


def read_ris(text: str) -> list[Reference]:
    """Read every entry between `TY` and `ER`.

    Raises ImportFailed where an entry does not begin with `TY`.
    """
    found: list[Reference] = []
    fields: dict[str, list[list[str]]] = {}  # each value in pieces, one a line
    last = ""
    for line in text.splitlines():
        match = _LINE.match(line.rstrip())
        if match is None:
            if last and line.strip():
                fields[last][-1].append(line.strip())
            continue
        last, value = match[1], match[2].strip()
        if last == "ER":
            found.append(_reference(fields))
            fields, last = {}, ""
        elif not fields and last != "TY":
            raise ImportFailed("an entry of RIS begins with 'TY  - '")
        else:
            fields.setdefault(last, []).append([value])
    return [*found, _reference(fields)] if fields else found


def _reference(pieces: dict[str, list[list[str]]]) -> Reference:
    fields = {tag: [" ".join(value) for value in values] for tag, values in pieces.items()}

    def first(*tags: str) -> str:
        return next((value for tag in tags for value in fields.get(tag, ()) if value), "")

    return Reference(
        key=words(first("ID")),
        type=words(first("TY")),
        title=words(first(*_TITLES)),
        publisher=words(first(*_PUBLISHERS)),
        authors=tuple(_name(name) for tag in _AUTHORS for name in fields.get(tag, ()) if name),
        published=_date(first("DA"), first("PY", "Y1")),
        dated=words(f"{first('DA')} {first('PY', 'Y1')}"),
        accessed=_date(first("Y2"), ""),
        urls=tuple(address for text in (*fields.get("UR", ()), *fields.get("L2", ())) for address in addresses(text)),
        doi=words(first("DO")),
        language=words(first("LA")),
        note=words(" ".join(fields.get("N1", ())), MOST_OF_A_NOTE),
    )


def _name(name: str) -> str:
    """`Family, Given, Suffix` in the order in which it is spoken."""
    family, _, rest = name.partition(",")
    given, _, suffix = rest.partition(",")
    return words(f"{given.strip()} {family.strip()} {suffix.strip()}")


def _date(date: str, year: str) -> str:
    """The date, `2026/03/02/`, as far as it is filled in; with the year, where it says only `May` or `12 May`."""
    known = _slashed(year)
    if found := _slashed(date) or day_in_words(date):
        return found
    return day_in_words(f"{date} {known}") or known


def _slashed(text: str) -> str:
    """Year, month and day between slashes; what stands in the fourth place is said in words, such as a season."""
    parts = [*re.split(r"[/-]", text.strip()), "", "", "", ""]
    year = day(*parts[:3])
    return (day_in_words(f"{parts[3]} {year}") if parts[3] and len(year) == len("2026") else "") or year
