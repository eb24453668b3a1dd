"""The catalogue of words, gathered from where they are used.

In: the components' templates, the code that renders and the kinds. Out: `words/en.po`, in which each English phrase
stands for itself. A translator copies it, names it after the language and fills in the rest.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import write_po
from jinja2.ext import babel_extract

import briefbook
from briefbook.kinds import KINDS, LISTS
from briefbook.kinds.editions import Edition
from briefbook.kinds.pages import HOME, STANDARD_PAGES, FrontMatter
from briefbook.load.package import package_folder
from briefbook.model.base import Part
from briefbook.model.shape import fields_of
from briefbook.pdf.templates import phrases

_HEAD = """\
# Every word that a component prints. The English phrase is the key; another language is another file.
# Written by `make generate` from the templates, the code that renders and the kinds.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: en\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
_KEYWORDS = ("say", "count", "choice")
_SPEAKERS = (
    "words",
    "pictures",
    "render",
    "web",
    "epub",
    "search",
    "feeds",
    "publish",
)  # the parts of the package that print words


def catalogue() -> str:
    """The text of `en.po`."""
    phrases = Catalog(locale="en")
    found = {phrase for phrase in _phrases() if phrase[0]}
    for message, context in sorted(found, key=lambda pair: (str(pair[1] or ""), str(pair[0]))):
        phrases.add(message, context=context)
    written = io.BytesIO()
    write_po(written, phrases, omit_header=True, no_location=True, width=0)
    return f"{_HEAD}{written.getvalue().decode('utf-8').strip()}\n"


def _phrases() -> Iterator[tuple[str | tuple[str, str], str | None]]:
    for path in sorted(package_folder("macros").glob("*/*.jinja")):
        with path.open("rb") as file:
            yield from map(_phrase, babel_extract(file, _KEYWORDS, [], {}))
    for path in sorted((package_folder("macros") / "pdf").glob("*.typ")):
        for function, phrase in phrases(path.read_text(encoding="utf-8")):
            yield phrase, "choice" if function == "choice" else None
    package = Path(briefbook.__file__).parent
    for path in (path for folder in _SPEAKERS for path in sorted((package / folder).glob("*.py"))):
        with path.open("rb") as file:
            yield from map(_phrase, extract_python(file, {"say": None, "count": None, "choice": None}, [], {}))
    for page in (HOME, *STANDARD_PAGES):
        yield from ((words, None) for words in (page.title, *(part.heading for part in page.parts)) if words)
    yield from ((kind.singular.replace("_", " "), None) for kind in LISTS)
    for kind in KINDS:
        yield from ((choice, "choice") for choice in _choices(kind.model))
    yield from ((choice, "choice") for choice in _choices(Edition))
    models: list[type[Part]] = [FrontMatter, *(kind.model for kind in KINDS)]
    for model in models:
        yield from ((name.replace("_", " "), None) for name in _names(model))


def _phrase(found: Any) -> tuple[str | tuple[str, str], str | None]:
    _, function, message, _ = found
    if function == "choice":
        return str(message), "choice"
    if isinstance(message, tuple | list):
        words = [word for word in message if isinstance(word, str)]
        return ((words[0], words[1]) if function == "count" and words else "".join(words[:1])), None
    return message or "", None


def _choices(model: type[Part]) -> Iterator[str]:
    for shape in fields_of(model).values():
        yield from shape.choices
        if shape.part:
            yield from _choices(shape.part)


def _names(model: type[Part]) -> Iterator[str]:
    """The names of fields, by which a report of changes calls them."""
    for name, shape in fields_of(model).items():
        yield name
        if shape.part:
            yield from _names(shape.part)
