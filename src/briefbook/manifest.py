"""The manifest: every file of a site with its hash, and whether a copy still agrees with it.

In: a built folder, or somebody's copy of one. Out: `manifest.json`, or findings. A copy and its manifest come from
elsewhere and may be hostile, so no path is ever opened because a manifest names it: the folder is walked, links are
not followed, and what is found is compared with what is named.
"""

import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from briefbook import __version__
from briefbook.findings import Finding, Position, in_order

NAME = "manifest.json"
FORMAT = 1
MAX_BYTES = 100_000_000
_HALF = re.compile(r"[\ud800-\udc7f\udd00-\udfff]")  # of a pair; the rest stands for bytes that are no UTF-8
_HASH = re.compile(r"[0-9a-f]{64}")
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    """What a manifest says of a file."""

    size: int
    sha256: str


def entry_of(content: bytes) -> Entry:
    """The entry of a file with this content."""
    return Entry(len(content), hashlib.sha256(content).hexdigest())


def manifest(files: Mapping[str, Entry], digests: Mapping[str, str], notices: Sequence[str] = ()) -> bytes:
    """The text of a manifest: files by path, the digest of each briefing by its id.

    `notices` are pages that stand in the place of others, which were published and are gone.
    """
    told = {
        "format": FORMAT,
        "briefbook": __version__,
        "briefings": dict(digests),
        "files": {name: {"sha256": entry.sha256, "size": entry.size} for name, entry in files.items()},
    }
    told |= {"notices": sorted(notices)} if notices else {}
    return f"{json.dumps(told, indent=1, sort_keys=True)}\n".encode("ascii")


def write_manifest(folder: Path, digests: Mapping[str, str], notices: Sequence[str] = ()) -> None:
    """Write the manifest of a built folder into it."""
    files = {name: _hashed(path) for name, path, _ in _walk(folder) if name != NAME}
    (folder / NAME).write_bytes(manifest(files, digests, notices))


def digests_in(content: bytes) -> dict[str, str]:
    """The digest of each briefing, as a manifest that was verified tells them."""
    told = json.loads(content).get("briefings", {})
    return {str(name): str(digest) for name, digest in told.items()} if isinstance(told, dict) else {}


def notices_in(content: bytes) -> frozenset[str]:
    """The pages of a verified site that stand in the place of others."""
    told = json.loads(content).get("notices", [])
    return frozenset(map(str, told)) if isinstance(told, list) else frozenset()


def files_named(folder: Path) -> frozenset[str] | None:
    """The files that the manifest of a built folder names; None where there is none of ours."""
    try:
        return frozenset(_read(folder / NAME))
    except (OSError, ValueError):
        return None


def verify_copy(folder: Path) -> tuple[Finding, ...]:
    """Compare a folder with the manifest in it. Paths in findings are relative to the folder."""
    try:
        named = _read(folder / NAME)
    except FileNotFoundError:
        message = f"there is no {NAME} here"
        return (Finding(Position(NAME), "no-manifest", message, "name the folder that holds index.html of the copy"),)
    except (OSError, ValueError) as error:
        return (Finding(Position(NAME), "bad-manifest", f"the manifest cannot be used: {error}", "fetch it again"),)
    return in_order(_differences(folder, named))


def _differences(folder: Path, named: Mapping[str, Entry]) -> Iterator[Finding]:
    left = dict(named)
    for name, path, plain in _walk(folder):
        if name == NAME:
            continue
        entry = left.pop(name, None)
        if entry is None or not plain:
            what = "the manifest does not name this file" if plain else "this is a link or a device, and no file"
            yield Finding(Position(name), "extra-file", what, "it is not part of the site; take it away")
            continue
        yield from _changed(name, path, entry)
    for name in left:
        yield Finding(Position(name), "missing-file", "the manifest names this file, and it is not here", "fetch it")


def _changed(name: str, path: Path, entry: Entry) -> Iterator[Finding]:
    try:
        size = path.stat().st_size
        if size != entry.size:
            why = f"it has {size:,} bytes, and had {entry.size:,} when it was published"
        elif _hashed(path).sha256 != entry.sha256:
            why = "its content is not what was published, though its size is"
        else:
            return
    except OSError as error:
        yield Finding(Position(name), "unreadable-file", f"it cannot be read: {error.strerror}", "look at its rights")
        return
    yield Finding(Position(name), "changed-file", why, "fetch it again")


def _walk(folder: Path) -> Iterator[tuple[str, Path, bool]]:
    """Everything below a folder that is no folder, links unfollowed; the last value is False for what is no file."""
    for here, folders, names in os.walk(folder):
        linked = [name for name in folders if Path(here, name).is_symlink()]
        for name in sorted([*names, *linked]):
            path = Path(here, name)
            yield path.relative_to(folder).as_posix(), path, stat.S_ISREG(path.lstat().st_mode)


def _hashed(path: Path) -> Entry:
    total, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            total.update(chunk)
            size += len(chunk)
    return Entry(size, total.hexdigest())


def _read(path: Path) -> dict[str, Entry]:
    """The files a manifest names. Raises ValueError, with a sentence a person can read, where it is none."""
    mode = path.lstat().st_mode
    if not stat.S_ISREG(mode):
        raise ValueError("it is a link or a folder, and no file")
    if path.stat().st_size > MAX_BYTES:
        raise ValueError(f"it is larger than {MAX_BYTES:,} bytes")
    try:
        told = json.loads(path.read_bytes())
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except ValueError:
        raise ValueError("it is no JSON") from None
    if not isinstance(told, dict) or told.get("format") != FORMAT or not isinstance(told.get("files"), dict):
        raise ValueError(f"it is no manifest of format {FORMAT}")
    return {name: _entry(name, value) for name, value in told["files"].items()}


def _entry(name: str, value: Any) -> Entry:
    path = PurePosixPath(name)
    if (
        not name
        or "\0" in name
        or _HALF.search(name)
        or path.is_absolute()
        or ".." in path.parts
        or path.as_posix() != name
    ):
        raise ValueError(f"'{name[:200]}' is no path inside a site")
    if not isinstance(value, dict) or not isinstance(size := value.get("size"), int) or isinstance(size, bool):
        raise ValueError(f"the size of '{name[:200]}' is no number")
    if not isinstance(sha256 := value.get("sha256"), str) or not _HASH.fullmatch(sha256):
        raise ValueError(f"the hash of '{name[:200]}' is none")
    return Entry(size, sha256)
