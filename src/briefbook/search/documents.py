"""What can be found: every record, every page, and every section of a page under its own heading.

In: a linked site. Out: documents, each with the address a reader is led to. The words come from the model and not from
built pages, so navigation and footers are no result, and a record is found by what it says and by every name it has.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from briefbook.link import Address, Briefing, Page, Record, Site
from briefbook.model.base import Part
from briefbook.model.fields import Plain, Prose, Reference
from briefbook.model.kind import Path
from briefbook.model.shape import Field, fields_of
from briefbook.prose import Node, plain_text
from briefbook.render.figures import figure_words
from briefbook.render.passages import passages
from briefbook.words import Words

NAMES = ("native", "aliases")
DATES = ("date", "published")
APART = " · "
_OVERVIEW = ("title", "subtitle", "bottom_line", "summary", "state_of_play", "topics")
_SPACE_BEFORE_MARK = re.compile(r" (?=[.,])")

Named = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to find. `kind` and `date` are words for the reader; `names` are other words for the title.

    `figures` are those of an estimate, with the language's marks between the digits and without.
    """

    address: Address
    title: str
    kind: str
    date: str = ""
    names: str = ""
    text: str = ""
    figures: str = ""


def documents(site: Site, briefing: Briefing | None) -> Iterator[Document]:
    """The documents of a briefing, or of the pages that belong to none."""
    words = Words(briefing.model.language if briefing else site.language, site.catalogues)
    reader = _Reader(partial(_title_of, site, briefing))
    for page in briefing.pages if briefing else site.pages:
        if not page.draft:
            yield from _of_page(page, briefing, words, reader)
    if briefing:
        for record in (record for records in briefing.records.values() for record in records):
            if not record.draft:
                yield _of_record(record, words, reader)


def _title_of(site: Site, briefing: Briefing | None, target: str) -> str:
    """The title of what a reference names, or nothing for plain words that name nothing."""
    known = site.find(briefing, target)
    return known.title if known else ""


def _of_record(record: Record, words: Words, reader: "_Reader") -> Document:
    pieces = dict(reader.fields(record.model, record.texts))
    title = pieces.pop((record.kind.title,), "") or record.title
    date = next(filter(None, (getattr(record.model, name, None) for name in DATES)), "")
    return Document(
        address=record.address,
        title=title,
        kind=words.say(record.kind.singular.replace("_", " ")),
        date=words.date(date) if date else "",
        names=APART.join([*(text for path, text in pieces.items() if path[0] in NAMES), *_figures(record, words)]),
        figures=" ".join([*_figures(record, words), *_digits(record)]),
        text=_row(text for path, text in pieces.items() if path[0] not in NAMES and text != title),
    )


def _figures(record: Record, words: Words) -> Iterator[str]:
    """The figures of an estimate: a reader who has met one looks for what it counts."""
    values = record.model.values if record.kind.name == "estimates" else ()
    yield from dict.fromkeys(figure_words(value, words) for value in values)


def _digits(record: Record) -> Iterator[str]:
    """The same figures as somebody types them who leaves the marks out."""
    for value in record.model.values if record.kind.name == "estimates" else ():
        yield from (f"{end:.16g}" for end in (value.point, value.low, value.high) if end is not None)


def _row(texts: Iterable[str]) -> str:
    """Texts of several fields in a row: a mark between them where the one before does not end a sentence."""
    row = ""
    for text in texts:
        row += f"{'' if not row else ' ' if row[-1] in '.!?…' else APART}{text}"
    return row


def _of_page(page: Page, briefing: Briefing | None, words: Words, reader: "_Reader") -> Iterator[Document]:
    """A page, and each of its sections; the text of a section is found under its heading, as `web` names it."""
    reserved = frozenset(record.anchor for record in briefing.by_id.values()) if briefing else frozenset()
    title = words.say(page.title) if page.made else page.title
    parts = [page.said, *_of_briefing(page, briefing, reader)]
    if briefing and page.id == "index":
        title = briefing.model.title
    for number, passage in enumerate(passages(page, reserved, words, reader.named)):
        texts = [plain_text(block, reader.named) for block in passage.blocks]
        named, names = (passage.heading, title) if passage.heading else (title, "")
        text = _joined(texts if number else [*parts, *texts])
        yield Document(passage.address, named, words.say("page"), names=names, text=text)


def _joined(parts: Iterable[str]) -> str:
    """Texts on one line; where a citation was left out, its space goes too."""
    return _SPACE_BEFORE_MARK.sub("", " ".join(" ".join(parts).split()))


def _of_briefing(page: Page, briefing: Briefing | None, reader: "_Reader") -> Iterator[str]:
    """What the briefing says of itself: the answer on its overview, authors and method on the page about it."""
    if briefing is None or page.id not in ("index", "about"):
        return
    for path, text in reader.fields(briefing.model, briefing.texts):
        if path[0] != "pages" and (path[0] in _OVERVIEW) == (page.id == "index"):
            yield text


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the words of a record by the markers of its fields, as views are made. `named` gives titles for ids."""

    named: Named

    def fields(self, model: Part, texts: Mapping[Path, Node], path: Path = ()) -> Iterator[tuple[Path, str]]:
        """Each text of a model with its path."""
        for name, shape in fields_of(type(model)).items():
            value = getattr(model, shape.attribute)
            for index, item in enumerate(value or ()) if shape.many else ():
                yield from self._value(item, shape, texts, (*path, name, index))
            if value is not None and not shape.many:
                yield from self._value(value, shape, texts, (*path, name))

    def _value(self, value: Any, shape: Field, texts: Mapping[Path, Node], path: Path) -> Iterator[tuple[Path, str]]:
        marker = shape.marker
        if shape.part:
            yield from self.fields(value, texts, path)
        elif isinstance(marker, Prose):
            yield path, _joined([plain_text(texts[path], self.named)])
        elif isinstance(marker, Plain):
            yield path, str(value)
        elif isinstance(marker, Reference) and marker.kinds == ("actors",):
            yield path, self.named(value) or value
