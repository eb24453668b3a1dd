"""The ledgers of editions as files: `data/<briefing>/editions/`.

In: the paths found there. Out: a `LedgerFile` a briefing: the tree of `ledger.yml`, and of each snapshot its digest
and format, without parsing it. What they mean is asked in `check`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from briefbook.findings import Finding, Position
from briefbook.load.config import Settings
from briefbook.load.snapshot import snapshot_digest, snapshot_format, snapshot_part
from briefbook.load.text import SourceFile, read_bytes, read_source
from briefbook.load.tree import Tree
from briefbook.load.yaml import read_yaml

EDITIONS = "editions"
LEDGER = "ledger.yml"
MAX_SNAPSHOT_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class SnapshotFile:
    """A snapshot: the path by which findings name it, where it is, the digest of what it holds, its format.

    `order` is the part of it that has its ids.
    """

    path: str
    file: Path
    digest: str
    format: int
    order: bytes = b""


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """The editions of one briefing. `broken` where the ledger could not be read; snapshots are by edition."""

    briefing: str
    folder: Path
    source: SourceFile
    tree: Tree | None = None
    broken: bool = False
    snapshots: Mapping[str, SnapshotFile] = field(default_factory=dict)


def read_ledgers(paths: Iterable[Path], settings: Settings, findings: list[Finding]) -> Iterator[LedgerFile]:
    """Read what lies in the folders of editions."""
    by_briefing: dict[str, list[Path]] = defaultdict(list)
    for path in paths:
        by_briefing[path.relative_to(settings.data).parts[0]].append(path)
    for briefing, files in by_briefing.items():
        yield _ledger(briefing, files, settings, findings)


def _ledger(briefing: str, paths: list[Path], settings: Settings, findings: list[Finding]) -> LedgerFile:
    folder = settings.data / briefing / EDITIONS
    source, tree, broken = SourceFile(settings.name(folder / LEDGER), ""), None, False
    snapshots: dict[str, SnapshotFile] = {}
    for path in paths:
        name = settings.name(path)
        if path == folder / LEDGER:
            read, more = read_source(path, name)
            source = read or source
            tree, rest = read_yaml(source)
            findings += [*more, *rest]
            broken = read is None or (tree is None and bool(rest))
        elif path.parent == folder and path.suffix == ".json":
            raw, why = read_bytes(path, MAX_SNAPSHOT_BYTES)
            if raw is None:
                findings.append(Finding(Position(name), *why))
            told = (
                (snapshot_digest(raw), snapshot_format(raw), snapshot_part(raw, "order"))
                if raw is not None
                else ("", 0)
            )
            snapshots[path.stem] = SnapshotFile(name, path, *told)
        else:
            message = f"'{path.name}' is no part of a ledger"
            help_line = f"in {EDITIONS}/ there are {LEDGER} and the snapshots it names, and nothing else"
            findings.append(Finding(Position(name), "unknown-file", message, help_line))
    return LedgerFile(briefing, folder, source, tree, broken, snapshots)
