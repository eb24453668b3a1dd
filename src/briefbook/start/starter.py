"""A new site and a new briefing, from the files beside this one.

In: a name and a title. Out: texts by path, and a way to write those that are missing. The example is a whole small
briefing that passes the check, because a form that is filled in says more than an empty one.
"""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import briefbook
from briefbook import __version__
from briefbook.edit.upgrade import CURRENT, FORMAT_FILE
from briefbook.edit.writing import inline
from briefbook.generate import generated
from briefbook.model.kind import modeline

EXAMPLE = "bridge"
_FORMS = (".github/ISSUE_TEMPLATE/", ".github/PULL_REQUEST_TEMPLATE/")
_TITLE = "The bridge at Northford"


def site_files(*, example: bool) -> dict[str, str]:
    """Every file of a new site, with the example's briefing or without."""
    own = {path: text for path, text in _texts() if example or EXAMPLE not in path.split("/")}
    lock = {"requirements.txt": f"briefbook[pdf]=={__version__}\n", FORMAT_FILE: f"{CURRENT}\n"}
    return {**generated(), **own, **lock}


def briefing_files(folder: str, title: str = "", *, example: bool) -> dict[str, str]:
    """The files of a new briefing: the example under another name, or no more than it cannot do without."""
    found = {}
    for path, text in _texts():
        if EXAMPLE in path.split("/") and (example or path.endswith("briefing.yml")):
            renamed = path.replace(f"/{EXAMPLE}/", f"/{folder}/")
            found[renamed] = text.replace(modeline(EXAMPLE, Path(path).stem), modeline(folder, Path(path).stem))
    name = f"data/{folder}/briefing.yml"
    if not example:
        found[name] = _BARE.format(line=modeline(folder, "briefing"))
    if title:
        found[name] = found[name].replace(f"title: {_TITLE}\n", f"title: {inline(title)}\n", 1)
    return found


def write_missing(root: Path, texts: dict[str, str]) -> Iterator[tuple[str, bool]]:
    """Write what is not there; yield each path and whether it was written. Nothing is ever overwritten.

    Raises OSError where a file cannot be written, or a folder on the way is a link that leads out of `root`.
    """
    top = root.resolve()
    for name, text in sorted(texts.items()):
        path = root / name
        if not path.parent.resolve().is_relative_to(top):
            raise OSError(0, "a link leads out of the folder", str(path.parent))
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except FileExistsError:
            yield name, False
        else:
            yield name, True


def _texts() -> Iterator[tuple[str, str]]:
    """The files beside this one, data with the line by which an editor finds its schema, and the forms of our own."""
    for path, file in _walk(_forms(), ".github/"):
        if path.startswith(_FORMS) and not path.endswith("/code.md"):
            yield path, file.read_text(encoding="utf-8")
    for path, file in _walk(files("briefbook.start").joinpath("files")):
        text = file.read_text(encoding="utf-8")
        if path.startswith("data/"):
            _, folder, name = path.split("/")
            text = f"{modeline(folder, Path(name).stem)}\n{text}"
        yield path, text


def _forms() -> Traversable:
    """The forms for issues and pull requests: in the package, or, in a checkout, those of the repository."""
    inside = files("briefbook").joinpath("forms")
    return inside if inside.is_dir() else Path(briefbook.__file__).parents[2] / ".github"


def _walk(folder: Traversable, before: str = "") -> Iterator[tuple[str, Traversable]]:
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        name = (
            f"{before}{file.name}".replace("dot-", ".", 1) if file.name.startswith("dot-") else f"{before}{file.name}"
        )
        if file.is_dir():
            yield from _walk(file, f"{name}/")
        else:
            yield name, file


_BARE = """\
{line}
title: The bridge at Northford
bottom_line: >-
  The answer in brief.
summary: >-
  One or two sentences for lists and search engines.
status: living
language: en
facts_to: 2026-01-01
"""
