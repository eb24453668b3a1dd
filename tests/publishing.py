"""What the tests of publishing share: small built sites, a repository, and a look at what is published."""

import json
import subprocess
from pathlib import Path

from briefbook.manifest import verify_copy, write_manifest
from briefbook.publish import Wanted, publish, read_source

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{text}</title></head>
<body><h1 id="{text}">{text}</h1></body></html>
"""


def built(folder: Path, *pages: str, text: str = "first") -> Path:
    """A built site with a home page, these pages and a style, and its manifest."""
    for name in ("index.html", *pages):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE.format(text=text))
    (folder / "style.css").write_text("h1 { color: black }")
    write_manifest(folder, {"bridge": "0" * 64})
    return folder


def put(store, site: Path, version: str, *aliases: str, **more) -> list[str]:
    """Publish, and give the lines that were told."""
    told: list[str] = []
    publish(store, Wanted(version, read_source(site), aliases), told.append, **more)
    return told


def listed(store) -> list[str]:
    return [entry["version"] for entry in json.loads(store.read("versions.json"))]


def whole(folder: Path) -> None:
    """Every copy in a folder agrees with its manifest."""
    copies = [path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")]
    assert copies
    for copy in copies:
        assert verify_copy(copy) == (), copy


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def unpacked(repository: Path, branch: str, folder: Path) -> Path:
    """What a branch holds, as files."""
    folder.mkdir()
    archive = subprocess.run(["git", "archive", branch], cwd=repository, capture_output=True, check=True).stdout
    subprocess.run(["tar", "-x", "-C", folder], input=archive, check=True)
    return folder
