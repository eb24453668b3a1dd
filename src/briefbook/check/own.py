"""What a site brings of its own beside content: words, components, look.

In: what was loaded, and the records. Out: findings at the file that is wrong. A template is read and never run; what
it does with its view is seen when it is rendered.
"""

import io
import re
from collections.abc import Iterator, Sequence

from briefbook.check.entries import Entry
from briefbook.check.sheets import print_syntax
from briefbook.check.suggest import did_you_mean
from briefbook.findings import Finding, Position
from briefbook.load import Loaded
from briefbook.load.own import OwnFile
from briefbook.load.package import package_folder
from briefbook.load.text import SourceFile

_TOKEN = re.compile(r"(--bb-[a-z0-9-]+)\s*:")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_VALUE = re.compile(r"%(?:\((\w+)\)s|(.?))")
_PO_LINE = re.compile(r'(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)\s*)?"(?:[^"\\]|\\.)*")?')
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def check_own(loaded: Loaded) -> Iterator[Finding]:
    """Check every file of a site's own that has a meaning to us."""
    used = "".join(file.source.text for file in loaded.own if file.folder == "macros")
    for file in loaded.own:
        if file.folder == "words":
            yield from _catalogue(file)
        elif file.folder == "macros":
            yield from _name(file, used)
        if file.name.name.endswith((".jinja", ".html")):
            yield from _syntax(file.source)
        elif file.name.name.endswith(".typ"):
            yield from print_syntax(file.source)
        elif file.name.name == "tokens.css":
            yield from _tokens(file)


def without_words(loaded: Loaded, entries: tuple[Entry, ...]) -> Iterator[Finding]:
    """A briefing in a language in which nobody has said what components print."""
    there = {path.stem for path in package_folder("words").glob("*.po")}
    there |= {file.name.stem for file in loaded.own if file.folder == "words"}
    for entry in entries:
        if entry.kind.is_list or entry.model is None or "language" in entry.bad:
            continue
        language = entry.model.language.partition("-")[0]
        if language not in there and _LANGUAGE.fullmatch(language):  # what is no language is a finding of its own
            yield Finding(
                entry.place(("language",)),
                "no-catalogue",
                f"there are no words in '{language}': what components print stays English",
                f"'briefbook words {language}' writes words/{language}.po to fill in",
            )


def _catalogue(file: OwnFile) -> Iterator[Finding]:
    """A catalogue can be read, and each phrase has the values of its English."""
    from babel.messages.pofile import PoFileError, read_po

    if not _LANGUAGE.fullmatch(file.name.stem):
        message = f"'{file.name.stem}' is no language"
        yield Finding(file.source.position(0), "bad-catalogue", message, "name it after a language: de.po, uk.po")
    for number, line in enumerate(file.source.text.splitlines(), 1):  # where babel would guess
        if not _PO_LINE.fullmatch(line.strip()):
            place, help_line = Position(file.source.path, number), 'write msgid "..." and msgstr "..."'
            yield Finding(place, "bad-catalogue", "this is no line of a catalogue", help_line)
            return
    try:
        phrases = read_po(io.StringIO(file.source.text), abort_invalid=True)
    except (PoFileError, ValueError) as error:
        help_line = "compare it with what 'briefbook words' writes"
        yield Finding(file.source.position(0), "bad-catalogue", f"this is no catalogue: {error}", help_line)
        return
    for phrase in phrases:
        english, said = _texts(phrase.id), _texts(phrase.string)
        known = frozenset().union(*map(_values, english))
        if any(english) and known and any(text and not _values(text) <= known for text in said):
            place = Position(file.source.path, phrase.lineno or 1)
            message = f"the words for '{english[0]}' have a value that the English has not"
            help_line = f"the values are {', '.join(sorted(known))}; '%%' is a per cent"
            yield Finding(place, "bad-catalogue", message, help_line)


def _texts(words: str | Sequence[str] | None) -> list[str]:
    """A phrase, or its singular and plurals."""
    return [words] if isinstance(words, str) else list(words or ())


def _values(text: str) -> frozenset[str]:
    """The values a phrase is filled with; a per cent that begins none counts as one that nobody has."""
    found = _VALUE.finditer(text)
    return frozenset(f"%({name[1]})s" if name[1] else f"%{name[2]}" for name in found if name[2] != "%")


def _name(file: OwnFile, used: str) -> Iterator[Finding]:
    """A component's file has the name of one, or another file of the site's own imports it."""
    ours = package_folder("macros") / file.name.parent
    known = sorted(path.name for path in ours.iterdir() if path.is_file())
    if file.name.name in known or f'"{file.name.name}"' in used or f"'{file.name.name}'" in used:
        return
    message = f"no component is called '{file.name.name}', so nothing shows this file"
    near = did_you_mean(file.name.name, known)
    yield Finding(file.source.position(0), "unknown-template", message, near or f"there are {', '.join(known)}")


def _syntax(source: SourceFile) -> Iterator[Finding]:
    from jinja2 import Environment, TemplateSyntaxError

    try:
        Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse(source.text)
    except TemplateSyntaxError as error:
        message = f"this is no template: {error.message}"
        yield Finding(
            Position(source.path, error.lineno), "template-syntax", message, "see the line, and those before it"
        )


def _tokens(file: OwnFile) -> Iterator[Finding]:
    """A `tokens.css` of a site's own takes the place of ours, so it says all that ours says."""
    ours = (package_folder("overrides") / file.name).read_text(encoding="utf-8")
    said = set(_TOKEN.findall(_COMMENT.sub("", file.source.text)))
    if missing := [name for name in dict.fromkeys(_TOKEN.findall(_COMMENT.sub("", ours))) if name not in said]:
        more = f" and {len(missing) - 1} others" if len(missing) > 1 else ""
        yield Finding(
            file.source.position(0),
            "missing-token",
            f"this file takes the place of ours and leaves out {missing[0]}{more}",
            "put what is your own into site.css beside it, which is read after ours, and take this file away",
        )
