"""From a reference to a source of ours.

In: a reference, and ids that are taken. Out: the values of a source. What is missing is named in `gaps`; how much was
read is nobody's to say but the editor's, so it says `not-read`.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from briefbook.edit.imports.reference import MOST_OF_A_NOTE, Reference, words
from briefbook.model.dates import try_date

_TYPES = {
    "news": {"article-newspaper", "article-magazine", "news", "mgzn"},
    "report": {
        "report",
        "techreport",
        "rprt",
        "govdoc",
        "manual",
        "article",
        "article-journal",
        "journal-article",
        "jour",
        "inproceedings",
        "conf",
        "cpaper",
        "paper-conference",
        "proceedings-article",
        "posted-content",
        "thesis",
        "phdthesis",
        "mastersthesis",
        "thes",
        "dissertation",
    },
    "web-page": {"webpage", "web", "online", "electronic", "elec", "www", "post-weblog", "blog"},
    "broadcast": {"broadcast", "motion_picture", "video", "audio", "movie", "sound"},
    "interview": {"interview"},
    "speech": {"speech"},
    "post": {"post"},
    "dataset": {"dataset", "data"},
    "book": {
        "book",
        "chapter",
        "inbook",
        "incollection",
        "mvbook",
        "collection",
        "chap",
        "edbook",
        "book-chapter",
        "monograph",
        "edited-book",
    },
    "law": {"legislation", "bill", "legal_case", "treaty", "stat", "jurisdiction", "legal"},
}
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?\Z")
_NAMES = {
    "english": "en", "eng": "en", "british": "en-GB", "ukenglish": "en-GB", "american": "en-US", "usenglish": "en-US",
    "german": "de", "ngerman": "de", "deu": "de", "ger": "de", "french": "fr", "fra": "fr", "fre": "fr",
    "russian": "ru", "rus": "ru", "ukrainian": "uk", "ukr": "uk", "spanish": "es", "spa": "es", "italian": "it",
    "ita": "it", "polish": "pl", "pol": "pl", "dutch": "nl", "nld": "nl", "portuguese": "pt", "por": "pt",
    "turkish": "tr", "tur": "tr", "arabic": "ar", "ara": "ar", "hebrew": "he", "heb": "he", "chinese": "zh",
    "zho": "zh", "chi": "zh", "japanese": "ja", "jpn": "ja",
}  # fmt: skip
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`\[\]]+\Z", re.IGNORECASE)
_DOI = re.compile(
    r"(?:doi:\s*|(?:https?://)?(?:dx\.|www\.)?doi\.org/)?(10\.\d{4,9}/[^\s<>\"{}|\\^`\[\]]+)\Z", re.IGNORECASE
)
_MARK = re.compile(r"[\\`*_{}\[\]<>@$#~!&|]")
_LIKE_AN_ADDRESS = re.compile(r"(?:https?://|www\.)[\w-]+\.\S+\Z", re.IGNORECASE)
_MOST_ADDRESSES = 3
_SCHEME = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_MARKUP = re.compile(r"\{[{%#!:]|\$\{|-8<-|[<>]|\]\(|\]\[|\[@")


def to_source(reference: Reference, taken: set[str]) -> dict[str, Any]:
    """The values of a source; fields that the reference leaves open are left out and named."""
    published, accessed = reference.published, reference.accessed
    if _is_before(accessed, published):
        accessed = ""  # one of the two is wrong, and it is not ours to say which
    url, others = _url(reference)
    source: dict[str, Any] = {
        "id": _id(reference, taken),
        "publisher": _clean(reference.publisher) or "Not named",
        "title": _clean(reference.title),
        "type": next((ours for ours, theirs in _TYPES.items() if reference.type.lower() in theirs), "other"),
        "author": [name for name in map(_clean, reference.authors) if name],
        "published": published,
        "url": url,
        "accessed": accessed,
        "language": _language(reference.language),
        "read": "not-read",
    }
    if not source["title"]:
        source["located"] = False
    gaps = [name for name in ("author", "published", "url", "title") if not source[name]]
    kept = {name: value for name, value in source.items() if value not in ("", [], None)}
    note = " ".join(_notes(reference, url, others))
    return {**kept, **({"gaps": gaps} if gaps else {}), **({"note": note} if note else {})}


def _notes(reference: Reference, url: str, others: list[str]) -> Iterator[str]:
    """What has no field of its own, in words; the marks of Markdown are only signs there."""
    if not _clean(reference.publisher):
        yield "The publisher is not named in the file this was taken from."
    if reference.dated and not reference.published:
        yield f"The file gives its date as “{_escaped(words(reference.dated, 40))}”, which is no day, month or year."
    if reference.has_more_authors:
        yield "It has more authors than the file names."
    for other in others[:_MOST_ADDRESSES]:
        yield f"The file {'also ' if url else ''}gives the address “{_escaped(words(other, 100))}”."
    most = MOST_OF_A_NOTE
    while len(text := _escaped(words(reference.note, most))) > MOST_OF_A_NOTE:
        most -= 50
    if text:
        yield text


def _escaped(text: str) -> str:
    return _MARK.sub(r"\\\g<0>", text)


def signs(source: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """By what a source is known again: its address, or its title with author, date and publisher."""
    url = _SCHEME.sub("", str(source.get("url") or "")).rstrip("/").casefold()
    title = str(source.get("title") or "").casefold()
    author = next(iter(source.get("author") or ()), "").casefold()
    rest = (author, str(source.get("published") or ""), str(source.get("publisher") or "").casefold())
    return [*([(url,)] if url else []), *([(title, *rest)] if title else [])]


def _clean(text: str) -> str:
    """Words that may stand in a plain field: what a template or HTML could read is taken out."""
    return " ".join(_MARKUP.sub(" ", text).split())


def _is_before(first: str, second: str) -> bool:
    """Whether one date is over before another begins."""
    one, two = try_date(first), try_date(second)
    return bool(one and two and one.latest and two.earliest and one.latest < two.earliest)


def _url(reference: Reference) -> tuple[str, list[str]]:
    """The address, and what else the file gives as one; a DOI has one form, by which twins are known."""
    dois = [match[1] for text in (*reference.urls, reference.doi) if (match := _DOI.match(text)) and match[1].isascii()]
    found = [url for url in reference.urls if _ADDRESS.match(url) and url.isascii() and not _DOI.match(url)]
    found += [f"https://doi.org/{dois[0]}"] if dois else []
    named = [url for url in reference.urls if _LIKE_AN_ADDRESS.match(url)]
    return (found[0] if found else ""), [url for url in named if url not in found[:1] and not _DOI.match(url)]


def _language(text: str) -> str:
    text = text.replace("_", "-")
    return _NAMES.get(text.lower(), "") or (text if _LANGUAGE.match(text) else "")


def _id(reference: Reference, taken: set[str]) -> str:
    """An id from the key, or from author and title; a number is added where it is taken."""
    is_name = "://" not in reference.key and re.search(r"[^\W\d_]", reference.key)  # neither an address nor a number
    named = [reference.key] if is_name else [*reference.authors[:1], reference.title]
    text = "".join(c for c in unicodedata.normalize("NFKD", " ".join(named)) if c.isascii()).lower()
    text = re.sub(r"([a-z])([0-9])|([0-9])([a-z])", r"\1\3-\2\4", text)
    stem = "-".join(re.findall(r"[a-z0-9]+", text)[:8])[:60].strip("-") or "source"
    name, number = stem, 2
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    return name
