"""The files of a site that are neither facts nor prose: settings, look, ledger, and whatever else lies beside them.

In: settings. Out: those files, each with a digest; and, of two sides, what a reviewer is told of them. The model
knows nothing of them, and yet they decide what readers see: a change that touches nothing else is not nothing.
"""

import os
import subprocess
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path, PurePosixPath

from briefbook.load import Settings
from briefbook.load.text import file_digest

_NOT_OURS = frozenset([".git", ".venv", ".cache", "__pycache__", "node_modules"])
_NAMED = 20  # paths in a line, and lines of the settings, beyond which they are counted


@dataclass(frozen=True, slots=True)
class Group:
    """Files of one sort that are otherwise: the paths that came, changed and went; of the settings, the lines too."""

    title: str
    come: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    lines: tuple[tuple[str, str], ...] = ()


def files_beside(settings: Settings) -> Mapping[str, str]:
    """The files by sort and path, such as `look/macros/web/event.html.jinja`; a link counts as where it leads."""
    found = {}
    for path in _files(settings):
        sort = _sort(settings, path)
        whole = settings.root / path
        if sort and whole.is_symlink():
            found[f"{sort}/{path}"] = str(whole.readlink())
        elif sort and whole.is_file():
            found[f"{sort}/{path}"] = file_digest(whole)
    return found


def otherwise(
    old: Mapping[str, str], new: Mapping[str, str], shown: Collection[str], texts: tuple[str, str]
) -> Iterator[Group]:
    """What differs, sort by sort. `shown` are pictures that the models know; `texts` are those of the settings."""
    known = {name for name in old.keys() | new.keys() if _path(name) not in shown}
    for sort, title in _TITLES.items():
        names = sorted(name for name in known if name.startswith(f"{sort}/"))
        come = tuple(_path(name) for name in names if name not in old)
        gone = tuple(_path(name) for name in names if name not in new)
        changed = tuple(_path(name) for name in names if name in old and name in new and old[name] != new[name])
        if come or gone or changed:
            yield Group(title, come, changed, gone, tuple(_lines(*texts)) if sort == "settings" else ())


def named(paths: Sequence[str]) -> str:
    """Paths in a line; the first of many, and how many more there are."""
    more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
    return ", ".join(paths[:_NAMED]) + more


_TITLES = {
    "settings": "The settings: they are of every page",
    "look": "The look: pages may look or read otherwise where no word of theirs has changed",
    "trusted": "Pages left to the engine, which are trusted as code",
    "ledger": "The ledger of editions",
    "other": "Everything else: no part of what readers see",
}


def _path(name: str) -> str:
    return name.partition("/")[2]


def _sort(settings: Settings, path: str) -> str:
    """The sort of a file; nothing for what the models hold, and for lists that follow from them."""
    whole = settings.root / path
    if whole == settings.config:
        return "settings"
    if any(whole.is_relative_to(folder) for folder in (settings.macros, settings.overrides, settings.words)):
        return "look"
    if whole.is_relative_to(settings.docs):
        return _of_docs(settings, PurePosixPath(whole.relative_to(settings.docs).as_posix()))
    if whole.is_relative_to(settings.data):
        parts = whole.relative_to(settings.data).parts
        if parts[0] == "schema" or (len(parts) == 2 and whole.suffix == ".yml"):
            return ""
        return "ledger" if len(parts) > 2 and parts[1] == "editions" else "other"
    return "other"


def _of_docs(settings: Settings, path: PurePosixPath) -> str:
    if any(path.is_relative_to(folder) for folder in settings.passthrough):
        return "trusted"
    return "" if path.suffix == ".md" else "look"


def _files(settings: Settings) -> list[str]:
    """Every file that belongs to the site, as git knows it; without git, all but what tools leave behind."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, cwd=settings.root, capture_output=True, check=False)
    except OSError:
        done = None
    if done and done.returncode == 0 and done.stdout:
        return sorted({os.fsdecode(name) for name in done.stdout.split(b"\0") if name})
    return sorted(_walked(settings))


def _walked(settings: Settings) -> Iterator[str]:
    for top, folders, names in os.walk(settings.root):
        here = Path(top)
        folders[:] = [name for name in folders if name not in _NOT_OURS and here / name != settings.site]
        own = (name for name in names if not name.startswith(f".{settings.site.name}."))
        yield from ((here / name).relative_to(settings.root).as_posix() for name in own)


def _lines(old: str, new: str) -> Iterator[tuple[str, str]]:
    """The lines of the settings that went and came, each with the sign of that."""
    found = [
        ("out" if line.startswith("-") else "in", line[1:].strip())
        for line in unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm="")
        if not line.startswith(("---", "+++", "@@"))
    ]
    yield from found[:_NAMED]
