"""Versions in a folder.

In: copies made beside. Out: each in its place in one step. Whenever the process is ended, every version that was there
is there, whole; the next run clears away what was begun.
"""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefbook.exchange import Busy, alone, put_in_place, recover
from briefbook.publish.names import LATEST
from briefbook.publish.shelf import Refused

_STAGE = ".publish.new"
_LOCK = "publish"  # becomes .publish.lock
PATIENCE = 120.0


@contextmanager
def alone_in(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock of a folder of versions, after waiting for whoever has it."""
    end = time.monotonic() + patience
    while True:
        lock = alone(folder / _LOCK)
        try:
            lock.__enter__()
            break
        except Busy:
            if time.monotonic() > end:
                raise Refused(f"another publication is at work in {folder}, and does not end") from None
            time.sleep(0.05)
    try:
        yield
    finally:
        lock.__exit__(None, None, None)


class FolderStore:
    """A folder on this machine."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; it need not exist yet."""
        self._folder = folder

    def __str__(self) -> str:
        """How it is called in messages."""
        return str(self._folder)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep others out."""
        with alone_in(self._folder):
            yield

    def begin(self, dry_run: bool) -> None:
        """Heal what was interrupted."""
        if self._folder.exists() and not self._folder.is_dir():
            raise Refused(f"{self._folder} is not a folder")
        if (self._folder / LATEST).is_symlink():
            raise Refused(f"{self._folder / LATEST} is a link; take it away, and it becomes a copy")
        if dry_run or not self._folder.is_dir():
            return
        for old in self._folder.glob(".*.old"):
            recover(old.with_name(old.name[1:-4]))

    def folders(self) -> list[str]:
        """The folders at its top."""
        if not self._folder.is_dir():
            return []
        found = [path for path in self._folder.iterdir() if path.is_dir() and not path.is_symlink()]
        return sorted(path.name for path in found if not path.name.startswith("."))

    def paths(self, folder: str) -> list[str]:
        """The files of one."""
        top = self._folder / folder
        found = (path for path in top.rglob("*") if path.is_file() and not path.is_symlink())
        return sorted(path.relative_to(top).as_posix() for path in found)

    def read(self, path: str) -> bytes | None:
        """One file."""
        try:
            return (self._folder / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None

    @contextmanager
    def stage(self) -> Iterator[Path]:
        """A folder on the same disk, cleared before and after."""
        stage = self._folder / _STAGE
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir(parents=True)
        try:
            yield stage
        finally:
            shutil.rmtree(stage, ignore_errors=True)

    def place(self, folder: Path, name: str) -> None:
        """Put a copy in place."""
        try:
            put_in_place(folder, self._folder / name)
        except NotADirectoryError as error:
            raise Refused(str(error)) from None

    def write(self, name: str, content: bytes) -> None:
        """Put a file in place."""
        beside = self._folder / f".{name}.part"
        beside.write_bytes(content)
        beside.replace(self._folder / name)

    def finish(self, message: str) -> None:
        """Everything is in its place already."""
