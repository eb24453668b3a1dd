"""A folder replaced in one step, and one build at a time.

In: a finished folder and the place it belongs in. Out: the old or the new folder, whole, at any moment. On Linux the
two are exchanged by one system call (`renameat2`); elsewhere by two renames, of which the first can be undone by the
next run. Stands apart because nothing in it knows what a site is.
"""

import ctypes
import errno
import fcntl
import filecmp
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_AT_FDCWD, _EXCHANGE = -100, 2


class Busy(Exception):
    """Another build is at work; the message names its process."""


@contextmanager
def alone(target: Path) -> Iterator[None]:
    """Hold the lock of a folder. Raises Busy where another process holds it."""
    lock = target.with_name(f".{target.name}.lock")
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            raise Busy(f"another build is at work here (process {file.read().strip() or 'unknown'})") from None
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        yield


def beside(target: Path) -> Path:
    """The folder in which a new `target` is made; what an interrupted run left there is cleared away first."""
    recover(target)
    folder = target.with_name(f".{target.name}.new")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def recover(target: Path) -> None:
    """Undo the first of two renames that was not followed by the second."""
    old = target.with_name(f".{target.name}.old")
    if old.exists() and not target.exists():
        old.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def share_unchanged(new: Path, old: Path) -> int:
    """Hard-link every file of `new` that `old` has with the same bytes; give their number."""
    shared = 0
    if not old.is_dir():
        return shared
    for path in sorted(new.rglob("*")):
        twin = old / path.relative_to(new)
        if path.is_symlink() or not path.is_file() or not twin.is_file() or not filecmp.cmp(path, twin, shallow=False):
            continue
        link = path.with_name(f"{path.name}.link")
        try:
            link.hardlink_to(twin)
        except OSError:
            return shared
        link.replace(path)
        shared += 1
    return shared


def move_in(folder: Path, target: Path) -> list[Path]:
    """Move every file of `folder` to the same place in `target`. Gives the paths that were taken, and leaves those."""
    taken = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder)
        if (target / name).exists():
            taken.append(name)
            continue
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        path.rename(target / name)
    return taken


def put_in_place(new: Path, target: Path) -> None:
    """Make `new` the `target`, in one step where the system can.

    Raises NotADirectoryError where the target is a file or a link: it is left as it is.
    """
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise NotADirectoryError(f"{target} is not a folder")
    if not target.exists():
        new.rename(target)
        return
    if not _exchange(new, target):
        old = target.with_name(f".{target.name}.old")
        target.rename(old)
        new.rename(target)
        new = old
    shutil.rmtree(new, ignore_errors=True)


def _exchange(new: Path, target: Path) -> bool:
    """Exchange two folders by `renameat2`; False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    if call(_AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(target), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL, errno.EPERM):
        return False
    raise OSError(number, os.strerror(number), str(target))
