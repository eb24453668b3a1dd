"""What a site brings of its own beside content: its words, its components, its look.

In: settings. Out: `OwnFile`s, read as text. Where a folder is the package's own, as in a checkout, there is nothing to
read: what ships is looked at by the tests.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from briefbook.findings import Finding
from briefbook.load.config import Settings
from briefbook.load.package import package_folder
from briefbook.load.text import SourceFile, read_source


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file of `words`, `macros` or `overrides`; `name` is its path in that folder."""

    folder: str
    name: PurePosixPath
    source: SourceFile


def own_catalogues(settings: Settings) -> tuple[tuple[str, str], ...]:
    """The texts of a site's own words, each with its language, for whoever reads nothing else of the site."""
    return tuple((file.name.stem, file.source.text) for file in own_files(settings, []) if file.folder == "words")


_PATTERNS = {
    "words": ("*.po",),
    "macros": ("web/*", "pdf/*", "epub/*"),
    "overrides": ("**/*.html", "assets/stylesheets/tokens.css"),
}


def own_files(settings: Settings, findings: list[Finding]) -> Iterator[OwnFile]:
    """Read every file of a site's own that has a meaning to us."""
    for folder, patterns in _PATTERNS.items():
        top: Path = getattr(settings, folder)
        if not top.is_dir() or top.samefile(package_folder(folder)):
            continue
        for path in sorted({path for pattern in patterns for path in top.glob(pattern) if path.is_file()}):
            source, more = read_source(path, settings.name(path))
            findings += more
            if source is not None:
                yield OwnFile(folder, PurePosixPath(path.relative_to(top).as_posix()), source)
