"""A copy held against its manifest: every difference is named, and no manifest can lead out of its folder."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefbook.findings.formats import as_text
from briefbook.manifest import NAME, verify_copy, write_manifest

FILES = {"index.html": "<p>home</p>", "bridge/index.html": "<p>bridge</p>", "a b/ü.txt": "x"}
HASH = "0" * 64


@pytest.fixture
def copy(tmp_path) -> Path:
    """A sound copy of a small site."""
    folder = tmp_path / "copy"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    write_manifest(folder, {"bridge": HASH})
    return folder


def lines(folder: Path) -> list[str]:
    return [line for line in as_text(verify_copy(folder)).splitlines() if not line.startswith("    help:")][:-1]


def test_a_manifest_names_every_file_but_itself(copy) -> None:
    told = json.loads((copy / NAME).read_text())
    assert (told["format"], told["briefings"], sorted(told["files"])) == (1, {"bridge": HASH}, sorted(FILES))
    assert list(told["files"]) == sorted(told["files"])
    assert told["files"]["index.html"]["size"] == len(FILES["index.html"])
    assert verify_copy(copy) == ()


def test_every_difference_is_named(copy) -> None:
    (copy / "index.html").write_text("<p>h0me</p>")
    (copy / "bridge/index.html").write_text("<p>longer bridge</p>")
    (copy / "a b/ü.txt").unlink()
    (copy / "bridge/new.html").write_text("")
    assert lines(copy) == [
        "a b/ü.txt:1:1: error[missing-file] the manifest names this file, and it is not here",
        "bridge/index.html:1:1: error[changed-file] it has 20 bytes, and had 13 when it was published",
        "bridge/new.html:1:1: error[extra-file] the manifest does not name this file",
        "index.html:1:1: error[changed-file] its content is not what was published, though its size is",
    ]


def test_links_and_devices_are_not_followed(copy, tmp_path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/key").write_text("key")
    (copy / "out").symlink_to(tmp_path / "secret")
    (copy / "index.html").unlink()
    (copy / "index.html").symlink_to(copy / "bridge/index.html")
    os.mkfifo(copy / "pipe")
    assert lines(copy) == [
        "index.html:1:1: error[extra-file] this is a link or a device, and no file",
        "out:1:1: error[extra-file] this is a link or a device, and no file",
        "pipe:1:1: error[extra-file] this is a link or a device, and no file",
    ]


def entry(name: str, **changes: object) -> str:
    return json.dumps({"format": 1, "files": {name: {"sha256": HASH, "size": 1, **changes}}})


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (entry("../../etc/passwd"), "'../../etc/passwd' is no path inside a site"),
        (entry("/etc/passwd"), "'/etc/passwd' is no path inside a site"),
        (entry("a/../../b"), "'a/../../b' is no path inside a site"),
        (entry("a//b"), "'a//b' is no path inside a site"),
        (entry("a\0b"), "is no path inside a site"),
        (entry("\ud800.txt"), "is no path inside a site"),
        (entry(""), "'' is no path inside a site"),
        (entry("a", size="1"), "the size of 'a' is no number"),
        (entry("a", size=True), "the size of 'a' is no number"),
        (entry("a", sha256="xyz"), "the hash of 'a' is none"),
        (json.dumps({"format": 1, "files": {"a": 5}}), "the size of 'a' is no number"),
        (json.dumps({"format": 2, "files": {}}), "it is no manifest of format 1"),
        (json.dumps({"format": 1, "files": []}), "it is no manifest of format 1"),
        ("[]", "it is no manifest of format 1"),
        ("{", "it is no JSON"),
        ("\udcff", "it is no JSON"),
        ("[" * 200_000, "it is nested too deeply"),
    ],
)
def test_a_manifest_that_cannot_be_used_is_said(copy, text, why) -> None:
    (copy / NAME).write_bytes(text.encode("utf-8", "surrogateescape"))
    [finding] = verify_copy(copy)
    assert finding.code == "bad-manifest"
    assert why in finding.message


def test_a_manifest_beyond_all_measure_is_not_read(copy) -> None:
    with (copy / NAME).open("wb") as file:
        file.truncate(200_000_000)
    assert "larger than 100,000,000 bytes" in verify_copy(copy)[0].message


def test_a_manifest_that_is_a_link_is_not_read(copy, tmp_path) -> None:
    (copy / NAME).rename(tmp_path / NAME)
    (copy / NAME).symlink_to(tmp_path / NAME)
    assert "it is a link or a folder, and no file" in verify_copy(copy)[0].message


def command(*words: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "briefbook", "verify", *words], capture_output=True, text=True, timeout=60
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout


def test_the_command_says_it_by_its_exit_code(copy, tmp_path) -> None:
    assert command(str(copy)) == (0, "No findings.\n")
    (copy / "index.html").unlink()
    code, told = command(str(copy), "--format", "json")
    assert (code, json.loads(told)["findings"][0]["code"]) == (1, "missing-file")
    code, told = command(str(tmp_path))
    assert (code, "error[no-manifest] there is no manifest.json here" in told) == (1, True)
    assert command(str(tmp_path / "nowhere"))[0] == 2
    assert command(str(copy / NAME))[0] == 2
