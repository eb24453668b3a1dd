"""Folders replaced in one step."""

import os

import pytest

from briefbook import exchange
from briefbook.exchange import Busy, alone, beside, put_in_place, share_unchanged


def tree(folder, **files):
    for name, text in files.items():
        path = folder / name.replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def names(folder) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("one_step", [True, False])
def test_new_takes_the_place_of_old_and_nothing_is_left(tmp_path, monkeypatch, one_step) -> None:
    if not one_step:
        monkeypatch.setattr(exchange, "_exchange", lambda new, target: False)
    target = tree(tmp_path / "site", a_txt="old", gone_txt="x")
    new = tree(beside(target), a_txt="new")
    put_in_place(new, target)
    assert names(target) == {"a.txt"}
    assert (target / "a.txt").read_text() == "new"
    assert names(tmp_path) == {"site"}


def test_first_time_there_is_nothing_to_exchange(tmp_path) -> None:
    target = tmp_path / "deep" / "site"
    put_in_place(tree(beside(target), a_txt="new"), target)
    assert names(target) == {"a.txt"}


def test_what_an_interrupted_run_left_is_healed(tmp_path) -> None:
    target = tmp_path / "site"
    tree(tmp_path / ".site.old", a_txt="old")
    tree(tmp_path / ".site.new", half_txt="half")
    new = beside(target)
    assert (target / "a.txt").read_text() == "old"
    assert names(new) == set()
    assert names(tmp_path) == {"site", ".site.new"}


def test_unchanged_files_are_shared_and_never_written(tmp_path) -> None:
    target = tree(tmp_path / "site", same_txt="same", other_txt="before")
    inode = (target / "same.txt").stat().st_ino
    new = tree(beside(target), same_txt="same", other_txt="after", more_txt="more")
    assert share_unchanged(new, target) == 1
    put_in_place(new, target)
    assert (target / "same.txt").stat().st_ino == inode
    assert {p.name: p.read_text() for p in target.iterdir()} == {
        "same.txt": "same",
        "other.txt": "after",
        "more.txt": "more",
    }


@pytest.mark.parametrize("make", ["file", "link"])
def test_a_target_that_is_no_folder_is_left_alone(tmp_path, make) -> None:
    target, aside = tmp_path / "site", tree(tmp_path / "aside", a_txt="kept")
    if make == "file":
        target.write_text("mine")
    else:
        target.symlink_to(aside)
    with pytest.raises(NotADirectoryError):
        put_in_place(tree(tmp_path / "new", a_txt="new"), target)
    assert (aside / "a.txt").read_text() == "kept"
    assert target.is_symlink() or target.read_text() == "mine"


def test_only_one_build_at_a_time(tmp_path) -> None:
    with alone(tmp_path / "site"), pytest.raises(Busy, match=f"process {os.getpid()}"), alone(tmp_path / "site"):
        pass
    with alone(tmp_path / "site"):
        pass
