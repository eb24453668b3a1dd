"""The watch of a preview: every change once it has settled, whatever happens to the folders meanwhile."""

import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from briefbook.door.watch import Watch


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file."""
    (tmp_path / "here").mkdir()
    (tmp_path / "here/one.yml").write_text("1")
    return tmp_path / "here"


def watching(places) -> tuple[Watch, threading.Semaphore]:
    """A watch that is not begun, and what counts the changes it tells of."""
    told = threading.Semaphore(0)
    watch = Watch(places)
    watch.schedule(SimpleNamespace(on_any_event=lambda event: told.release()), "")
    return watch, told


def ended(watch: Watch) -> None:
    watch.stop()
    watch.join()


def test_what_was_saved_before_it_began_is_told(folder) -> None:
    watch, told = watching(lambda: [folder])
    (folder / "one.yml").write_text("22")
    watch.start()
    assert told.acquire(timeout=20)
    assert not told.acquire(timeout=0.4)
    ended(watch)


def test_a_folder_may_come_and_go(folder) -> None:
    watch, told = watching(lambda: [folder, folder.parent / "later"])
    watch.start()
    (folder.parent / "later/in").mkdir(parents=True)
    (folder.parent / "later/in/two.yml").write_text("2")
    assert told.acquire(timeout=20)
    folder.rename(folder.parent / "away")
    assert told.acquire(timeout=20)
    (folder.parent / "away").rename(folder)
    assert told.acquire(timeout=20)
    ended(watch)


def test_what_editors_leave_and_what_cannot_be_asked_is_passed_over(folder) -> None:
    asked = []

    def places() -> list[Path]:
        asked.append(1)
        if len(asked) == 2:
            raise FileNotFoundError
        return [folder]

    watch, told = watching(places)
    watch.start()
    for name in (".one.yml.swp", "one.yml~", "#one.yml#"):
        (folder / name).write_text("x")
    (folder / ".#one.yml").symlink_to("me@host.12")
    assert not told.acquire(timeout=0.6)
    (folder / "one.yml").write_text("333")
    assert told.acquire(timeout=20)
    assert len(asked) > 2
    ended(watch)
