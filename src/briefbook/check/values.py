"""Single values: ids, dates, addresses, languages, and text as text.

In: a leaf. Out: findings at its place. One generator a marker; `CHECKS` maps the marker's type to it.
"""

import re
from collections.abc import Callable, Iterator

from briefbook.addresses import is_address
from briefbook.check.addresses import address_flaws
from briefbook.check.entries import Leaf
from briefbook.check.index import bad_id, id_help
from briefbook.findings import Finding
from briefbook.load.text import INVISIBLE, SUSPECT, SourceFile, character_name
from briefbook.model.dates import FORMS, parse_date
from briefbook.model.fields import Address, DateMark, Identifier, LanguageTag, Plain, Prose, Reference
from briefbook.model.worded import could_be, meant, yearless
from briefbook.prose.locate import scalar_indexes

_CUT = re.compile(r"[ \t]+#")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?(-[a-z0-9]{5,8})*\Z")
_MARKUP = re.compile(r"\{[{%#!:]|\$\{|-8<-|<[A-Za-z/?!][^>\s]*>?|\]\(|\]\[|\[@|\*\*(?=\S)")
_WITHIN = re.compile(r"https?://[^\s<>\"()\[\]]+(?=[>)\]\"])")
_UNKNOWN = {
    "unknown",
    "n.d.",
    "n. d.",
    "undated",
    "no date",
    "date unknown",
    "none",
    "n/a",
    "tbd",
    "tba",
    "?",
    "-",
    "--",
}
_NO_SPACES = "an address has no spaces: copy it anew, or write %20 for each"
_WHOLE = "write the full address, beginning with https://"

Said = tuple[int, str, str, str]


def _identifier(leaf: Leaf, text: str) -> Iterator[Said]:
    if why := bad_id(text):
        yield 0, "bad-id", why, id_help(text)


def _date(leaf: Leaf, text: str) -> Iterator[Said]:
    try:
        parse_date(text)
    except ValueError as error:
        yield 0, "bad-date", f"'{text[:40]}': {error}", _date_help(text)


def _date_help(text: str) -> str:
    if said := meant(text):
        return f"write {said}"
    if text.strip().casefold() in _UNKNOWN:
        return "leave the field out: what is not known stays empty"
    if both := could_be(text):
        return f"write {' or '.join(both)}, whichever is meant"
    if day := yearless(text):
        return f"write it with its year: {day}"
    return f"write one of: {FORMS}"


def _language(leaf: Leaf, text: str) -> Iterator[Said]:
    if not _LANGUAGE.match(text):
        otherwise = "write a tag such as 'en', 'uk' or 'zh-Hant'"
        tag = _tag_of(text)
        yield 0, "bad-language", f"'{text}' is no language tag", f"write {tag}" if tag else otherwise


def _tag_of(name: str) -> str:
    """The tag of a language that is named in English, or nothing."""
    from babel import Locale

    said = name.strip().casefold()
    if _LANGUAGE.match(tag := name.replace("_", "-")):
        return tag
    return next((str(tag) for tag, words in Locale("en").languages.items() if words.casefold() == said), "")


def _address(leaf: Leaf, text: str) -> Iterator[Said]:
    found = _WITHIN.findall(text)
    whole = f"write {found[0]}" if len(found) == 1 and found[0] != text else _NO_SPACES if " " in text else _WHOLE
    for code, message, help_line in address_flaws(text, whole):
        yield 0, code, message, help_line
    if text.endswith((",", ";")):
        yield 0, "bad-address", f"'{text[:60]}' ends with a '{text[-1]}'", f"write {text.rstrip(',;')}"
    if is_address(text) and not text.startswith("http"):
        yield 0, "bad-address", f"'{text[:60]}' is no web address", _WHOLE


def _text(leaf: Leaf, text: str) -> Iterator[Said]:
    if not INVISIBLE.sub("", text).strip():
        yield 0, "blank-text", f"'{leaf.shape.name}' holds only spaces", "fill it in, or take the line out"


def _plain(leaf: Leaf, text: str) -> Iterator[Said]:
    yield from _text(leaf, text)
    if "\n" in text.strip():
        yield text.index("\n"), "more-than-a-line", f"'{leaf.shape.name}' runs over several lines", "keep it to one"
    if match := _MARKUP.search(text):
        yield (
            match.start(),
            "markup-in-plain",
            f"'{leaf.shape.name}' is plain words; '{match.group()}' has no meaning there",
            ("say it in words; links and citations belong into text fields"),
        )


def _line(leaf: Leaf, text: str) -> Iterator[Said]:
    yield from _text(leaf, text)
    if isinstance(leaf.shape.marker, Prose) and not leaf.shape.marker.blocks and "\n" in text.strip():
        yield (
            text.index("\n"),
            "more-than-a-line",
            f"'{leaf.shape.name}' runs over several lines",
            "keep it to one paragraph",
        )


def _reference(leaf: Leaf, text: str) -> Iterator[Said]:
    marker = leaf.shape.marker
    if isinstance(marker, Reference) and marker.words and bad_id(text):
        yield from _plain(leaf, text)


def _nothing(leaf: Leaf, text: str) -> Iterator[Said]:
    yield from ()


CHECKS: dict[type, Callable[[Leaf, str], Iterator[Said]]] = {
    Identifier: _identifier,
    DateMark: _date,
    LanguageTag: _language,
    Address: _address,
    Plain: _plain,
    Prose: _line,
    Reference: _reference,
}


def check_value(leaf: Leaf, source: SourceFile, label: str, record: str) -> Iterator[Finding]:
    """Check one value by its marker."""
    text = leaf.scalar.text
    check = CHECKS.get(type(leaf.shape.marker), _nothing)
    for offset, code, message, help_line in check(leaf, text):
        place = source.position(leaf.scalar.start if not offset else _index(source, leaf, offset))
        yield Finding(place, code, f"{label}: {message}", help_line, record)
    if isinstance(leaf.shape.marker, Plain | Prose | Reference) and not leaf.scalar.style:
        yield from _cut_off(leaf, source, label, record)
    is_told = isinstance(leaf.shape.marker, Address | Reference)  # for texts, where they are read
    if is_told and (match := INVISIBLE.search(text)) and not SUSPECT.search(match.group()):
        place = source.position(leaf.scalar.start)
        yield Finding(
            place,
            "invisible-character",
            f"{label}: '{leaf.shape.name}' contains {character_name(match.group())}",
            "type it anew",
            record,
        )


def _index(source: SourceFile, leaf: Leaf, offset: int) -> int:
    return scalar_indexes(source.text, leaf.scalar)[offset]


def _cut_off(leaf: Leaf, source: SourceFile, label: str, record: str) -> Iterator[Finding]:
    match = _CUT.match(source.text, leaf.scalar.end)
    if not match:
        return
    line_start = source.text.rfind("\n", 0, leaf.scalar.start) + 1
    line_end = source.text.find("\n", leaf.scalar.end)
    value = source.text[leaf.scalar.start : line_end if line_end >= 0 else None].rstrip()
    lead = source.text[line_start : leaf.scalar.start]
    quoted = value.replace("'", "''")
    yield Finding(
        source.position(match.end() - 1),
        "cut-off-text",
        f"{label}: '{leaf.shape.name}' is cut off here: ' #' begins a comment",
        f"put the text in quotes:\n{lead}'{quoted}'" if lead.strip() else "put the text in quotes",
        record,
    )
