"""The whole site as files: which there are, and what their text says as trees.

In: settings. Out: `Loaded`, frozen. Knows the layout (data by briefing, pages by briefing) and no kind of record.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefbook.findings import Finding, Position
from briefbook.load.config import Settings
from briefbook.load.editions import EDITIONS, LedgerFile, read_ledgers
from briefbook.load.own import OwnFile, own_files
from briefbook.load.text import SourceFile, read_source
from briefbook.load.tree import Mapping, Tree
from briefbook.load.yaml import read_yaml

MAX_DATA_BYTES = 10_000_000
_FENCE = re.compile(r"^---[ \t]*(?:\n|\Z)", re.MULTILINE)  # spaces at its end are not seen, and mean nothing
SHARED = "shared"
SCHEMA = "schema"  # what editors complete by; no briefing, and no records


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of `data/<briefing>/`: `kind` is its stem; `broken` where a syntax error ended the reading."""

    briefing: str
    kind: str
    source: SourceFile
    tree: Tree | None
    broken: bool


@dataclass(frozen=True, slots=True)
class PageFile:
    """A page of `docs/`: `briefing` is its folder or empty, `folders` what lies between, `body` where its text begins.

    `broken` where a mistake of syntax ended the reading of the front matter.
    """

    briefing: str
    folders: tuple[str, ...]
    stem: str
    source: SourceFile
    front: Mapping
    body: int
    broken: bool = False

    @property
    def text(self) -> str:
        """The Markdown under the front matter."""
        return self.source.text[self.body :]


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything that was read.

    `others` are paths, relative to `docs/`, of files that are no pages; `own` is what the site brings beside content.
    """

    settings: Settings
    briefings: tuple[str, ...]
    data: tuple[DataFile, ...]
    pages: tuple[PageFile, ...]
    others: tuple[str, ...]
    ledgers: tuple[LedgerFile, ...]
    own: tuple[OwnFile, ...]
    findings: tuple[Finding, ...]


def load_site(settings: Settings) -> Loaded:
    """Read every data file and page of a site."""
    findings: list[Finding] = []
    editions: list[Path] = []
    data = tuple(_data_files(settings, editions, findings))
    ledgers = tuple(read_ledgers(editions, settings, findings))
    pages, others = _pages(settings, findings)
    names = {file.briefing for file in data} - {SHARED}
    own = tuple(own_files(settings, findings))
    return Loaded(settings, tuple(sorted(names)), data, pages, others, ledgers, own, tuple(findings))


def is_passed_over(name: str) -> bool:
    """Whether a file is hidden, or one that an editor keeps beside what it has open: `x~`, `#x#`."""
    return name.startswith(".") or name.endswith("~") or (name.startswith("#") and name.endswith("#"))


def _files(top: Path, settings: Settings, findings: list[Finding]) -> Iterator[Path]:
    """Yield every file below a folder in a stable order; links are refused, hidden ones passed over."""

    def unreadable(error: OSError) -> None:
        if isinstance(error, FileNotFoundError) and Path(error.filename) == top:
            return  # a site needs neither prose nor data to be looked at
        reason = (error.strerror or "it cannot be read").lower()
        place, message = Position(settings.name(Path(error.filename))), f"the folder cannot be read: {reason}"
        findings.append(Finding(place, "unreadable-file", message, "mend its permissions"))

    for folder, folders, names in os.walk(top, onerror=unreadable):
        here = Path(folder)
        folders[:] = sorted(name for name in folders if not is_passed_over(name))
        for name in [*folders, *sorted(name for name in names if not is_passed_over(name))]:
            path = here / name
            if path.is_symlink():
                findings.append(
                    Finding(
                        Position(settings.name(path)),
                        "symbolic-link",
                        "links to other files are not followed",
                        "put the file itself here",
                    )
                )
                if name in folders:
                    folders.remove(name)
            elif name not in folders:
                yield path


def _data_files(settings: Settings, editions: list[Path], findings: list[Finding]) -> Iterator[DataFile]:
    """Read the data files; files of editions are put aside, because they hold no records."""
    for path in _files(settings.data, settings, findings):
        parts = path.relative_to(settings.data).parts
        is_yaml, name = path.suffix in (".yml", ".yaml"), settings.name(path)
        if parts[0] == SCHEMA or (len(parts) == 1 and not is_yaml):
            continue
        if len(parts) > 2 and parts[1] == EDITIONS:
            editions.append(path)
            continue
        if len(parts) != 2 or not is_yaml:
            findings.append(
                Finding(
                    Position(name),
                    "unknown-file",
                    f"'{path.name}' is no data file",
                    "data files end in .yml and lie directly in the briefing's folder",
                )
            )
            continue
        source, more = read_source(path, name, MAX_DATA_BYTES)
        findings += more
        if source is None:
            yield DataFile(parts[0], path.stem, SourceFile(name, ""), None, True)
            continue
        tree, more = read_yaml(source)
        findings[:] = [*_without_repeats(findings, more), *more]
        yield DataFile(parts[0], path.stem, source, tree, tree is None and bool(more))


def _without_repeats(findings: list[Finding], more: list[Finding]) -> Iterator[Finding]:
    """Leave out an invisible character that is reported as part of a field's name."""
    named = {finding.position for finding in more if finding.code == "invisible-in-key"}
    return (f for f in findings if f.code != "invisible-character" or f.position not in named)


def _pages(settings: Settings, findings: list[Finding]) -> tuple[tuple[PageFile, ...], tuple[str, ...]]:
    pages: list[PageFile] = []
    others: list[str] = []
    for path in _files(settings.docs, settings, findings):
        relative = path.relative_to(settings.docs)
        if any(relative.as_posix().startswith(f"{folder}/") for folder in settings.passthrough):
            continue
        if path.suffix != ".md":
            others.append(relative.as_posix())
        elif (page := _page(path, relative, settings, findings)) is not None:
            pages.append(page)
    return tuple(pages), tuple(others)


def _page(path: Path, relative: Path, settings: Settings, findings: list[Finding]) -> PageFile | None:
    source, more = read_source(path, settings.name(path))
    findings += more
    if source is None:
        return None
    front, body, more = _front_matter(source)
    findings[:] = [*_without_repeats(findings, more), *more]
    *folders, _ = relative.parts
    briefing, between = (folders[0], tuple(folders[1:])) if folders else ("", ())
    broken = bool(more) and not front.values
    return PageFile(briefing, between, path.stem, source, front, body, broken)


def _front_matter(source: SourceFile) -> tuple[Mapping, int, list[Finding]]:
    """Split off and read the front matter; its indexes stay those of the file."""
    text = source.text
    opened = _FENCE.match(text)
    if not opened:
        return Mapping(0), 0, []
    closed = _FENCE.search(text, opened.end())
    if not closed:
        return (
            Mapping(0),
            len(text),
            [
                Finding(
                    source.position(0),
                    "yaml-syntax",
                    "the front matter opens and does not close",
                    "close it with a line that holds only '---'",
                )
            ],
        )
    begins = opened.end() - 1
    tree, findings = read_yaml(source, " " * begins + text[begins : closed.start()])
    body = closed.end()
    if isinstance(tree, Mapping):
        return tree, body, findings
    if tree is not None:
        findings.append(
            Finding(
                source.position(4),
                "wrong-top-level",
                "the front matter is not a mapping of fields",
                "write 'title: ...', one field a line",
            )
        )
    return Mapping(0), body, findings
