"""The names of versions: which are allowed, and which is newer.

In: a word from the command line, or the names of folders. Out: why a name cannot be used; an order. Apart because a
name becomes a folder, part of an address and a word on a command line of git, and must be harmless as each.
"""

import re
from collections.abc import Iterable

LATEST = "latest"
_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,99}", re.ASCII)
_PIECE = re.compile(r"\d+|[^\W\d_]+", re.ASCII)
_EARLY = {"alpha", "beta", "dev", "pre", "rc"}
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
_RESERVED = {
    LATEST, "versions.json", "index.html", "404.html", "manifest.json", "published.json", "robots.txt", "sitemap.xml",
    "cname", *_DEVICES,
}  # fmt: skip


def bad_name(name: str, taken: Iterable[str] = ()) -> str:
    """Why a version or alias cannot have this name beside those that are taken; empty where it can."""
    if not _NAME.fullmatch(name):
        return f"'{name}' is no name: letters, digits, '.', '_' and '-', beginning with a letter or digit"
    if name.endswith((".", ".lock")):
        return f"'{name}' ends in what some disks or git will not keep"
    if name.casefold() in _RESERVED or name.casefold().split(".")[0] in _DEVICES:
        return f"'{name}' is a name that something else needs"
    for other in taken:
        if other != name and other.casefold() == name.casefold():
            return f"'{name}' and '{other}' are one folder on many disks"
    return ""


def age(name: str) -> tuple[tuple[int, int | str], ...]:
    """A key by which older names come first: by numbers where there are numbers, and `1.0-rc1` before `1.0`."""
    return (*map(_piece, _PIECE.findall(name.casefold())), (1, 0), (0, name))


def _piece(text: str) -> tuple[int, int | str]:
    if text.isdigit():
        return (3, int(text))
    return (0 if text in _EARLY else 2, text)
