"""The copies, made in a folder where nobody sees them yet.

In: a step of a plan, the built site, the store. Out: a folder with the whole copy: its pages dressed, its record, and a
manifest made anew, so that `briefbook verify` holds for it. `latest/` is made from the version as it was published and
from nothing else, so that any version can become the latest again.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from briefbook.manifest import NAME, write_manifest
from briefbook.publish.dress import Face, dressed, language_of, mapped, undressed, with_older
from briefbook.publish.notices import gone_page, leading_on, older_versions, withdrawn_page
from briefbook.publish.plan import Plan, Step
from briefbook.publish.shelf import RECORD, Refused, Store, record_text
from briefbook.publish.source import MADE, Source

_FILES = Path(__file__).parent / "files"
Files = Iterator[tuple[str, bytes]]


def make_copy(step: Step, plan: Plan, store: Store, source: Source | None, folder: Path) -> None:
    """Make the copy of one step in an empty folder."""
    folder.mkdir(parents=True)
    _write(folder, _own_files())
    if step.type == "version" and source:
        _write(folder, _version(step, plan, source))
    elif step.type == "latest":
        _write(folder, _latest(step, store))
    elif step.type == "withdrawn":
        _write(folder, _withdrawn(step, store))
    else:
        index = store.read(f"{step.record.version}/index.html") or b""
        _write(folder, [("index.html", leading_on(f"../{step.record.version}/", language_of(index)))])
    _write(folder, [(RECORD, record_text(step.record))])
    write_manifest(folder, step.record.briefings)


def _version(step: Step, plan: Plan, source: Source) -> Files:
    face = Face(step.name, latest=False, has_latest=plan.has_latest)
    for path, content in source.contents():
        yield path, dressed(content, path, face) if path.endswith(".html") else _other(path, content)


def _other(path: str, content: bytes) -> bytes:
    return mapped(content) if path == "sitemap.xml" else content


def _latest(step: Step, store: Store) -> Files:
    version = step.record.version
    face, gone = Face(version, latest=True, has_latest=True), dict(step.record.gone)
    for path in store.paths(version):
        if path in (RECORD, NAME) or path.startswith(MADE):
            continue
        content = _there(store, f"{version}/{path}")
        if path in gone:
            content = with_older(content, older_versions(path, gone.pop(path), language_of(content)))
        yield path, dressed(undressed(content), path, face) if path.endswith(".html") else content
    language = language_of(store.read(f"{version}/index.html") or b"")
    for path, versions in gone.items():
        yield path, gone_page(path, versions, language)


def _withdrawn(step: Step, store: Store) -> Files:
    record = step.record
    for path in store.paths(step.name):
        if path.endswith(".html"):
            language = language_of(_there(store, f"{step.name}/{path}"))
            yield path, withdrawn_page(path, step.name, record.reason, record.date, language)


def _own_files() -> Files:
    for path in sorted(_FILES.iterdir()):
        yield f"{MADE}{path.name}", path.read_bytes()


def _there(store: Store, path: str) -> bytes:
    content = store.read(path)
    if content is None:
        raise Refused(f"{path} went away while it was read")
    return content


def _write(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    for path, content in files:
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
