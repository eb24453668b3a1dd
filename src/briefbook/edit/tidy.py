"""`check --fix`: the same facts in the form this project writes, and what a message alone can put right.

In: a loaded site. Out: new texts, with what was done to each. A file is changed only where reading it afterwards gives
what it gave before, and keeps every comment; a second run finds nothing to do.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from briefbook.edit.edits import Edit, applied
from briefbook.edit.names import names, plain_name
from briefbook.edit.passes import PASSES, Pass, composed
from briefbook.edit.repairs import (
    CITED,
    choice_meant,
    choices,
    citations,
    cited_in_page,
    in_front_matter,
    lists,
    lone_references,
    mended,
)
from briefbook.edit.values import Value, records, values
from briefbook.findings.formats import printable
from briefbook.kinds import BY_NAME
from briefbook.load import Loaded, Mapping, PageFile, Scalar, Tree
from briefbook.load.site import SHARED, front_matter
from briefbook.load.text import SourceFile
from briefbook.load.yaml import read_yaml
from briefbook.model.fields import DateMark
from briefbook.model.kind import Kind
from briefbook.model.worded import meant


@dataclass(frozen=True, slots=True)
class Tidied:
    """A file whose form was changed: its place, its new text, and a line for each thing done."""

    path: Path
    text: str
    done: tuple[str, ...]


def tidied(loaded: Loaded) -> Iterator[Tidied]:
    """Yield every file of a site that is not in its form; one whose syntax cannot be mended is left alone."""
    root = loaded.settings.root
    known = {name: _sources(loaded, name) for name in ("", SHARED, *loaded.briefings)}
    for file in loaded.data:
        kind = BY_NAME.get(file.kind)
        source, done = mended(file.source) if file.broken else (file.source, [])
        is_read = file.tree is not None or bool(done)
        if kind and source.path.endswith(".yml") and is_read:
            text, more = _data(source, kind, file.briefing, known[file.briefing])
            yield from _changed(root, file.source, text, [*done, *more])
    for page in loaded.pages:
        yield from _changed(root, page.source, *_page(page, known.get(page.briefing, frozenset())))


def _sources(loaded: Loaded, briefing: str) -> frozenset[str]:
    """The ids of the sources that a text of this briefing may cite."""
    files = (file for file in loaded.data if file.kind == "sources" and file.briefing in (briefing, SHARED))
    found = (record.values.get("id") for file in files for record in records(file.tree, BY_NAME["sources"]))
    return frozenset(value.text for value in found if isinstance(value, Scalar))


def _page(page: PageFile, sources: frozenset[str]) -> tuple[str, list[str]]:
    """The text of a page with its front matter mended, its letters composed and its sources cited."""
    source, done = mended(page.source, in_front_matter) if page.broken else (page.source, [])
    if page.broken and not done:
        return source.text, []
    edits = list(composed(source.text))
    done += _lines(source, edits)
    source = SourceFile(source.path, applied(source.text, edits))
    _, body, _ = front_matter(source)
    cited = list(cited_in_page(source.text, body, sources))
    return applied(source.text, cited), [*done, *_lines(source, cited)]


def _changed(root: Path, source: SourceFile, text: str, done: list[str]) -> Iterator[Tidied]:
    if done:
        yield Tidied(root / source.path, text, tuple(map(printable, done)))


def _data(source: SourceFile, kind: Kind, folder: str, sources: frozenset[str]) -> tuple[str, list[str]]:
    """The text after all passes: names first, because what a value says depends on the name of its field."""
    source, done = _named(source, kind, folder)
    source, more = _passed(source, (lists, choices, partial(_cited, sources), *PASSES), kind, folder)
    return source.text, [*done, *more]


def _named(source: SourceFile, kind: Kind, folder: str) -> tuple[SourceFile, list[str]]:
    """The text with the names of its fields put right, unless a value would be another."""
    tree, _ = read_yaml(source)
    edits = list(names(source.text, tree, kind, folder)) if tree else []
    after = SourceFile(source.path, applied(source.text, edits))
    now, _ = read_yaml(after)
    is_same = tree is not None and now is not None and _plain(tree, {}) == _plain(now, {})
    return (after, _lines(source, edits)) if is_same else (source, [])


def _passed(source: SourceFile, passes: tuple[Pass, ...], kind: Kind, folder: str) -> tuple[SourceFile, list[str]]:
    """The text after some passes, unless it would say anything else than before."""
    before, done = source, []
    for put_right in passes:
        tree, _ = read_yaml(source)
        edits = list(put_right(source.text, tree, kind, folder)) if tree else []
        done += _lines(source, edits)
        source = SourceFile(source.path, applied(source.text, edits))
    return (source, done) if says_the_same(before, source, kind) else (before, [])


def _cited(sources: frozenset[str], text: str, tree: Tree, kind: Kind, folder: str) -> Iterator[Edit]:
    yield from citations(text, tree, kind, sources)


def _lines(source: SourceFile, edits: list[Edit]) -> list[str]:
    return [f"{source.path}:{source.position(edit.start).line}: {edit.says}" for edit in edits]


def says_the_same(before: SourceFile, after: SourceFile, kind: Kind) -> bool:
    """Whether two texts hold the same values and the same comments, whatever their form."""
    return _meaning(before, kind) == _meaning(after, kind)


def _meaning(source: SourceFile, kind: Kind) -> tuple[Any, list[Any], Counter[str]]:
    text = _composed(source.text)
    tree, findings = read_yaml(SourceFile(source.path, text))
    found = list(values(text, tree, kind)) if tree else []
    said = {value.scalar.start: _said(text, value) for value in found}
    comments = Counter(
        line.strip()
        for line in text.splitlines()
        if line.lstrip().startswith("#") and not line.startswith("# yaml-language-server:")
    )
    return (_plain(tree, said) if tree else None), [finding.code for finding in findings], comments


def _composed(text: str) -> str:
    return applied(text, composed(text))


def _said(text: str, value: Value) -> str | list[str]:
    """What a value says, in whichever of the forms it is that are put right."""
    if found := lone_references(text, value):
        return found
    words = value.scalar.text
    if isinstance(value.shape.marker, DateMark):
        return meant(words) or words
    return choice_meant(value) or CITED.sub(r"\1", words)


def _plain(tree: Tree, said: dict[int, str | list[str]]) -> Any:
    if isinstance(tree, Scalar):
        return said.get(tree.start, tree.text)
    if isinstance(tree, Mapping):
        return {plain_name(name): _plain(value, said) for name, value in tree.values.items()}
    return [_plain(item, said) for item in tree.items]
