"""The engine, and the only place that knows it.

In: the templates and the values of one document. Out: the bytes of a PDF or a PNG. The engine sees these, the
document's pictures and the fonts: no other folder of the machine, no font of the system, no clock. It is imported on
first use, because most runs of the program print nothing; and what this module imports itself is little, because a
process that sets one document would spend a third of its time on the rest (dataclasses, paths, metadata).
"""

import datetime
import os
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Literal, NamedTuple

from briefbook.pdf.leads import LostLead
from briefbook.pdf.pack import packed

PACKAGE = "typst"
IMAGES = "images/"  # where the files beside pages lie in a document, by their paths in the site
STANDARDS = ("ua-1", "a-3a")  # for readers with and without eyes, and for archives; the model travels inside
_WAYS: tuple[Mapping[str, Any], ...] = ({"pdf_standards": list(STANDARDS)}, {}, {"pdf_tags": False})
_NONE: Mapping[str, Any] = {}


class PrintError(Exception):
    """A document the engine refuses; the message is what it says, with the template and line where it can."""


class UnreadableImage(PrintError):
    """An image that the engine cannot decode; `path` is its place in the site."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return f"{self.path}: this image cannot be decoded; export it once more"


class Job(NamedTuple):
    """One document to be set: `templates` by name, of which `main` is read first; `titles` of what its links can name.

    `values` are handed over as text under their names: a file would be read as a template first, which takes as long as
    setting it. `pictures` are files, because they are bytes.
    """

    name: str
    templates: Mapping[str, bytes]
    day: tuple[int, int, int]
    form: Literal["pdf", "png"] = "pdf"
    values: Mapping[str, str] = _NONE
    pictures: Mapping[str, bytes] = _NONE
    titles: Mapping[str, str] = _NONE


def available() -> bool:
    """Whether the engine is installed; asked without importing it."""
    from importlib.util import find_spec

    return find_spec(PACKAGE) is not None


def version() -> str:
    """The engine's version: another one may set another page."""
    from importlib import metadata

    return metadata.version(PACKAGE)


def _folders(fonts: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(map(os.path.dirname, fonts)))


def alone() -> None:
    """Set documents with one thread from now on: where each core has a process, threads only wait for one another."""
    os.environ["RAYON_NUM_THREADS"] = "1"


@cache
def _fonts(paths: Sequence[str]) -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=_folders(paths))


class Sheets(NamedTuple):
    """A document as it was set. `fault` says what kept it from being archival, or nothing."""

    content: bytes
    fault: str = ""


def set_document(job: Job, fonts: tuple[str, ...]) -> Sheets:
    """Set one document.

    The engine refuses the whole for one offence against a standard. What `check` could not foresee costs the document
    the standard, and where the engine stumbles over its own tags these too, but not its existence. Raises PrintError
    where the engine refuses even that, and UnreadableImage where it does for the sake of one.
    """
    if job.form == "png":
        return Sheets(_compiled(job, fonts, format="png", ppi=72))
    fault = last = ""
    for options in _WAYS:
        try:
            return Sheets(_finished(job, fonts, **options), fault)
        except PrintError as error:
            last = str(error)
            fault = fault or last
    if path := _unreadable_image(job, fonts):
        raise UnreadableImage(path)
    raise PrintError(last)


def _unreadable_image(job: Job, fonts: tuple[str, ...]) -> str:
    """Which image the engine cannot decode, found by setting each alone; nothing if it can decode them all."""
    import json

    for name, content in job.pictures.items():
        main = f'#image({json.dumps("/" + name, ensure_ascii=False)}, alt: "")'.encode()
        try:
            _compiled(job._replace(templates={"main": main}, values={}, pictures={name: content}), fonts)
        except PrintError:
            return name.removeprefix(IMAGES)
    return ""


def _finished(job: Job, fonts: tuple[str, ...], **options: Any) -> bytes:
    """The document with its links led and its objects packed; a link that cannot be led is left to the engine."""
    try:
        return packed(_compiled(job, fonts, **options), job.titles)
    except LostLead:
        plain = job._replace(values={**job.values, "named": "{}"}, titles={})
        return packed(_compiled(plain, fonts, **options), plain.titles)


def _compiled(job: Job, fonts: tuple[str, ...], **options: Any) -> bytes:
    """The document as the engine makes it, in a folder of its pictures; without any, in that of the fonts."""
    if not job.pictures:
        return _set(job, fonts, _folders(fonts)[0], options)
    from pathlib import Path
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="briefbook-") as folder:
        for name, content in job.pictures.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return _set(job, fonts, folder, options)


def _set(job: Job, fonts: tuple[str, ...], root: str, options: Mapping[str, Any]) -> bytes:
    import typst

    moment = datetime.datetime(*job.day, tzinfo=datetime.UTC)
    given = {"root": root, "font_paths": _fonts(fonts), "sys_inputs": dict(job.values), "timestamp": moment}
    try:
        made = typst.compile(dict(job.templates), **given, **options)
    except typst.TypstError as error:
        raise PrintError(_said(error)) from None
    except RuntimeError as error:  # a file that its reader does not survive, such as an image cut short
        raise PrintError(f"the engine stopped at a file it was given: {error}") from None
    return bytes(made[0] if isinstance(made, list) else made)


def _said(error: Any) -> str:
    """What the engine says, in a line: the sentence, where in the templates, its first hint."""
    at = re.search(r"([\w-]+\.typ:\d+)", error.diagnostic.rpartition("error:")[2])
    parts = [f"{at[1]}:" if at else "", error.message, *(f"({hint})" for hint in error.hints[:1])]
    return " ".join(" ".join(filter(None, parts)).split())
