"""Zip files that are the same wherever and whenever they are made.

In: names and bytes, in the order in which they shall stand. Out: a zip file. Dates are fixed, and no trace of the
machine is kept. Apart because EPUB and the bundle of the whole site are both zips.
"""

import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

_DATE = (1980, 1, 1, 0, 0, 0)
_LEVEL = 6
_PACKED = {".epub", ".gif", ".gz", ".jpeg", ".jpg", ".pdf", ".png", ".webp", ".woff", ".woff2", ".zip"}
_AS_IT_IS = {"mimetype"}  # what says that a zip is an EPUB is read without unpacking


def write_zip(path: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write a zip with these files, one after another. Gives its size."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system = 3  # Unix, on every machine: otherwise a zip says where it was made
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_STORED if _is_packed(name) else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, compresslevel=_LEVEL)
    return path.stat().st_size


def _is_packed(name: str) -> bool:
    return name in _AS_IT_IS or PurePosixPath(name).suffix.lower() in _PACKED
