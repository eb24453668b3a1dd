"""Records and pages as `check` holds them: the tree with its places, the model, the parsed texts.

In: nothing. Out: the values that pass between the rules, and on to `link`.
"""

from collections.abc import Mapping as ReadOnly
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from briefbook.findings import Position
from briefbook.kinds.editions import Edition
from briefbook.kinds.pages import FrontMatter
from briefbook.load import DataFile, Mapping, PageFile, Scalar, Tree
from briefbook.load.tree import as_written, at
from briefbook.model.kind import Kind, Path
from briefbook.model.shape import Field
from briefbook.prose import Node


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value of a record: its path, its field's shape, and where it stands."""

    path: Path
    shape: Field
    scalar: Scalar


@dataclass(slots=True)
class Entry:
    """A record. `model` is None where too little of it is well formed; `bad` names the fields that are not."""

    kind: Kind
    file: DataFile
    index: int
    tree: Mapping
    id: str = ""
    model: Any = None
    bad: frozenset[str] = frozenset()
    leaves: tuple[Leaf, ...] = ()
    texts: dict[Path, Node] = field(default_factory=dict)

    @property
    def briefing(self) -> str:
        """The folder the record lies in."""
        return self.file.briefing

    @property
    def label(self) -> str:
        """How a message names it: by id, or by its number in the file."""
        noun = self.kind.singular.replace("_", " ")
        if not self.kind.is_list:
            return f"{noun} '{self.briefing}'"
        return f"{noun} '{self.id}'" if self.id else f"{noun} {self.index + 1}"

    def place(self, path: Path) -> Position:
        """The place of a field, by its path in the model, which knows no empty items."""
        return self.position(at(self.tree, as_written(self.tree, path)))

    def position(self, tree: Tree | None = None) -> Position:
        """The place of a tree in the file, or of the record itself."""
        return self.file.source.position((tree or self.tree).start)


@dataclass(slots=True)
class PageEntry:
    """A page with a file. `id` is its stem, or its folder's name for a folder's index."""

    file: PageFile
    id: str
    front: FrontMatter | None
    body: Node
    leaves: tuple[Leaf, ...] = ()
    texts: dict[Path, Node] = field(default_factory=dict)

    @property
    def briefing(self) -> str:
        """The folder the page lies in; empty for a page of the whole site."""
        return self.file.briefing

    @property
    def label(self) -> str:
        """How a message names it."""
        return f"page '{self.id}'"


@dataclass(frozen=True, slots=True)
class Checked:
    """What `link` takes up: all records and pages by briefing, in the order of their files.

    `docs` is the folder that holds the images; `editions` are those of the ledgers, oldest first, and
    `snapshots` the files that say what each of them said. `catalogues` are the texts of the site's own words, each with
    its language.
    """

    entries: ReadOnly[str, tuple[Entry, ...]]
    pages: ReadOnly[str, tuple[PageEntry, ...]]
    docs: FilePath
    editions: ReadOnly[str, tuple[Edition, ...]]
    snapshots: ReadOnly[str, ReadOnly[str, FilePath]]
    catalogues: tuple[tuple[str, str], ...] = ()
