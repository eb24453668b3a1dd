"""`check --fix`: the same facts in the form this project writes.

In: a loaded site. Out: new texts, with what was done to each. A file is changed only where reading it afterwards gives
what it gave before, and keeps every comment; a second run finds nothing to do.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefbook.edit.edits import Edit, applied
from briefbook.edit.passes import PASSES, composed
from briefbook.edit.values import values
from briefbook.findings.formats import printable
from briefbook.kinds import BY_NAME
from briefbook.load import DataFile, Loaded, Mapping, Scalar, Tree
from briefbook.load.text import SourceFile
from briefbook.load.yaml import read_yaml
from briefbook.model.dates import meant
from briefbook.model.fields import DateMark
from briefbook.model.kind import Kind


@dataclass(frozen=True, slots=True)
class Tidied:
    """A file whose form was changed: its place, its new text, and a line for each thing done."""

    path: Path
    text: str
    done: tuple[str, ...]


def tidied(loaded: Loaded) -> Iterator[Tidied]:
    """Yield every file of a site that is not in its form; one with a mistake of syntax is left alone."""
    root = loaded.settings.root
    for file in loaded.data:
        kind = BY_NAME.get(file.kind)
        if kind and file.source.path.endswith(".yml") and not file.broken and file.tree is not None:
            yield from _changed(root, file.source, *_data(file, kind))
    for page in loaded.pages:
        edits = list(composed(page.source.text)) if not page.broken else []
        yield from _changed(root, page.source, applied(page.source.text, edits), _lines(page.source, edits))


def _changed(root: Path, source: SourceFile, text: str, done: list[str]) -> Iterator[Tidied]:
    path = root / source.path
    if path.read_bytes() != source.text.encode("utf-8"):  # a mark at its beginning, or line ends of another system
        done = [f"{source.path}: line ends, or a mark at the beginning", *done]
        if text and not text.endswith("\n"):
            text += "\n"
    if done:
        yield Tidied(path, text, tuple(map(printable, done)))


def _data(file: DataFile, kind: Kind) -> tuple[str, list[str]]:
    """The text after all passes, unless it would say anything else than before."""
    source, done = file.source, []
    for put_right in PASSES:
        tree, _ = read_yaml(source)
        edits = list(put_right(source.text, tree, kind, file.briefing)) if tree else []
        done += _lines(source, edits)
        source = SourceFile(source.path, applied(source.text, edits))
    if not says_the_same(file.source, source, kind):
        return file.source.text, []
    return source.text, done


def _lines(source: SourceFile, edits: list[Edit]) -> list[str]:
    return [f"{source.path}:{source.position(edit.start).line}: {edit.says}" for edit in edits]


def says_the_same(before: SourceFile, after: SourceFile, kind: Kind) -> bool:
    """Whether two texts hold the same values and the same comments, whatever their form."""
    return _meaning(before, kind) == _meaning(after, kind)


def _meaning(source: SourceFile, kind: Kind) -> tuple[Any, list[Any], Counter[str]]:
    tree, findings = read_yaml(SourceFile(source.path, _composed(source.text)))
    found = list(values(source.text, tree, kind)) if tree else []
    dates = {value.scalar.start for value in found if isinstance(value.shape.marker, DateMark)}
    comments = Counter(
        line.strip()
        for line in _composed(source.text).splitlines()
        if line.lstrip().startswith("#") and not line.startswith("# yaml-language-server:")
    )
    return (_plain(tree, dates) if tree else None), [finding.code for finding in findings], comments


def _composed(text: str) -> str:
    return applied(text, composed(text))


def _plain(tree: Tree, dates: set[int]) -> Any:
    if isinstance(tree, Scalar):
        return (meant(tree.text) or tree.text) if tree.start in dates else tree.text
    if isinstance(tree, Mapping):
        return {name: _plain(value, dates) for name, value in tree.values.items()}
    return [_plain(item, dates) for item in tree.items]
