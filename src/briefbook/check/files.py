"""Files beside the pages: images and downloads, which go to the site as they are.

In: what was loaded. Out: findings at the files themselves, whether a page uses them or not. What is not known to be
harmless is refused: a host may run what it knows, and so may a browser.
"""

from collections.abc import Iterator
from pathlib import Path

from briefbook.check.drawings import drawing_flaw
from briefbook.check.heads import NotAnImage, sides
from briefbook.findings import Finding, Position
from briefbook.load import Loaded
from briefbook.load.text import unusable

MAX_BYTES, MAX_SIDE = 2_000_000, 6_000
TYPES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg")
_PAGES = (".markdown", ".mdown", ".mkdn", ".mkd", ".md")  # what MkDocs would render past our parser
_ACTIVE_TYPES = (
    ".html", ".htm", ".xhtml", ".xht", ".shtml", ".shtm", ".stm", ".xml", ".xsl", ".xslt", ".mht", ".mhtml", ".js",
    ".mjs", ".cjs", ".wasm", ".svgz", ".swf", ".php", ".cgi", ".hta",
)  # fmt: skip
_HARMLESS = frozenset({  # no type that ends in +xml: a browser takes that for a page
    *TYPES, ".avif", ".bmp", ".heic", ".ico", ".tif", ".tiff",
    ".pdf", ".epub", ".txt", ".rtf", ".doc", ".docx", ".odt", ".ppt", ".pptx", ".odp",
    ".csv", ".tsv", ".xls", ".xlsx", ".ods", ".json", ".jsonl", ".geojson", ".kmz", ".parquet",
    ".yml", ".yaml", ".toml", ".bib", ".ris", ".ics", ".vcf", ".asc", ".sig", ".tex",
    ".zip", ".gz", ".bz2", ".xz", ".7z", ".tar", ".tgz",
    ".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav", ".flac", ".mp4", ".m4v", ".webm", ".ogv", ".mov", ".vtt", ".srt",
    ".css", ".woff", ".woff2", ".ttf", ".otf", ".webmanifest",
})  # fmt: skip
_BY_NAME = frozenset({"CNAME", "LICENSE", "LICENCE", "COPYING", "README", "_redirects"})

_WRITTEN = {
    "_headers": "take yours away, and tell the host in its own settings what it should say besides",
    "manifest.json": "rename yours; a web app's may be called app.webmanifest",
}


def check_files(loaded: Loaded) -> Iterator[Finding]:
    """Check every file under `docs/` that is no page."""
    for name in loaded.others:
        path = loaded.settings.docs / name
        place = Position(loaded.settings.name(path))
        suffix = path.suffix.lower()
        if name.startswith("templates/"):
            message = f"MkDocs leaves out what lies in {loaded.settings.name(loaded.settings.docs)}/templates/"
            yield Finding(place, "unknown-file", message, "rename the folder")
        elif name in _WRITTEN:
            message = f"the build writes a file '{name}' itself"
            yield Finding(place, "same-output", message, _WRITTEN[name])
        elif flaw := _name_flaw(path.name, suffix):
            yield Finding(place, "unknown-file", *flaw)
        elif why := unusable(path):
            yield Finding(place, "unreadable-file", *why)
        elif suffix in TYPES:
            yield from _image(path, suffix, place)


def _name_flaw(name: str, suffix: str) -> tuple[str, str] | None:
    """What is wrong with a file by its name, and what to do about it."""
    if suffix in _PAGES:
        return f"'{name}' is no page here", "pages end in .md"
    elsewhere = "or name its folder under 'passthrough' in mkdocs.yml"
    if suffix in _ACTIVE_TYPES:
        return f"'{name}' could run code in a reader's browser", f"write a page, {elsewhere}"
    if suffix not in _HARMLESS and name not in _BY_NAME:
        what = f"files ending in '{suffix}'" if suffix else "files without an ending"
        message = f"{what} do not go to the site"
        return message, f"save '{name}' as a usual type, such as .pdf, .csv or .zip, {elsewhere}"
    return None


def _image(path: Path, suffix: str, place: Position) -> Iterator[Finding]:
    size = path.stat().st_size
    if size > MAX_BYTES:
        message = f"the image has {size:,} bytes; the limit is {MAX_BYTES:,}"
        yield Finding(place, "image-too-large", message, "make it smaller")
        return
    content = path.read_bytes()
    if suffix == ".svg":
        if flaw := drawing_flaw(content):
            help_line = "export it as plain SVG, without scripts, links or entities"
            yield Finding(place, "unsafe-svg", flaw, help_line)
        return
    try:
        width, height = sides(content, suffix)
    except NotAnImage as error:
        yield Finding(place, "image-type", str(error), "export it once more, or name it after what it is")
        return
    if max(width, height) > MAX_SIDE:
        message = f"the image measures {width:,} by {height:,} pixels; the limit is {MAX_SIDE:,}"
        yield Finding(place, "image-too-large", message, "make it smaller")
