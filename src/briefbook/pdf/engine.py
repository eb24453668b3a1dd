"""The engine, and the only place that knows it.

In: the templates and the values of one document. Out: the bytes of a PDF or a PNG. The engine sees these, the
document's pictures and the fonts: no folder of the machine, no font of the system, no clock. It is imported on first
use, because most runs of the program print nothing.
"""

import datetime
import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from briefbook.pdf.leads import LostLead
from briefbook.pdf.pack import packed

PACKAGE = "typst"
IMAGES = "images/"  # where the files beside pages lie in a document, by their paths in the site
STANDARDS = ("ua-1", "a-3a")  # for readers with and without eyes, and for archives; the model travels inside


class PrintError(Exception):
    """A document the engine refuses; the message is what it says, with the template and line where it can."""


@dataclass(frozen=True, slots=True)
class Job:
    """One document to be set: `templates` by name, of which `main` is read first; `titles` of what its links can name.

    `values` are handed over as text under their names: a file would be read as a template first, which takes as long as
    setting it. `pictures` are files, because they are bytes.
    """

    name: str
    templates: Mapping[str, bytes]
    day: tuple[int, int, int]
    form: Literal["pdf", "png"] = "pdf"
    values: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)


def available() -> bool:
    """Whether the engine is installed; asked without importing it."""
    return find_spec(PACKAGE) is not None


def version() -> str:
    """The engine's version: another one may set another page."""
    return metadata.version(PACKAGE)


@cache
def _fonts(paths: Sequence[str]) -> Any:
    import typst

    folders = dict.fromkeys(str(Path(path).parent) for path in paths)
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders))


@dataclass(frozen=True, slots=True)
class Sheets:
    """A document as it was set. `fault` says what kept it from being archival, or nothing."""

    content: bytes
    fault: str = ""


def set_document(job: Job, fonts: tuple[str, ...]) -> Sheets:
    """Set one document.

    The engine refuses the whole for one offence against a standard. What `check` could not foresee costs the document
    the standard and not its existence. Raises PrintError where the engine refuses even that.
    """
    if job.form == "png":
        return Sheets(_compiled(job, fonts, format="png", ppi=72))
    try:
        return Sheets(_finished(job, fonts, pdf_standards=list(STANDARDS)))
    except PrintError as error:
        try:
            return Sheets(_finished(job, fonts), str(error))
        except PrintError as again:
            raise PrintError(_unreadable_image(job, fonts) or str(again)) from None


def _unreadable_image(job: Job, fonts: tuple[str, ...]) -> str:
    """Which image the engine cannot decode, found by setting each alone; nothing if it can decode them all."""
    for name, content in job.pictures.items():
        main = f'#image({json.dumps("/" + name, ensure_ascii=False)}, alt: "")'.encode()
        try:
            _compiled(replace(job, templates={"main": main}, values={}, pictures={name: content}), fonts)
        except PrintError:
            return f"{name.removeprefix(IMAGES)}: this image cannot be decoded; export it once more"
    return ""


def _finished(job: Job, fonts: tuple[str, ...], **options: Any) -> bytes:
    """The document with its links led and its objects packed; a link that cannot be led is left to the engine."""
    try:
        return packed(_compiled(job, fonts, **options), job.titles)
    except LostLead:
        plain = replace(job, values={**job.values, "named": "{}"}, titles={})
        return packed(_compiled(plain, fonts, **options), plain.titles)


def _compiled(job: Job, fonts: tuple[str, ...], **options: Any) -> bytes:
    import typst

    options |= {"font_paths": _fonts(fonts), "timestamp": datetime.datetime(*job.day, tzinfo=datetime.UTC)}
    with tempfile.TemporaryDirectory(prefix="briefbook-") as folder:
        for name, content in job.pictures.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        try:
            made = typst.compile(dict(job.templates), root=folder, sys_inputs=dict(job.values), **options)
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
