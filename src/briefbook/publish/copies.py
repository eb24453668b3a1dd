"""The copies, made in a folder where nobody sees them yet.

In: a step of a plan, the built site, the store. Out: a folder with the whole copy: its pages dressed, its record, and a
manifest made anew, so that `briefbook verify` holds for it. `latest/` is made from the version as it was published and
from nothing else, so that any version can become the latest again.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from briefbook.manifest import NAME, write_manifest
from briefbook.publish.dress import Face, dressed, mapped, undressed, with_older, words_of
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
        _write(folder, _latest(step, plan, store))
    elif step.type == "withdrawn":
        _write(folder, _withdrawn(step, plan, store))
    else:
        index = store.read(f"{step.record.version}/index.html") or b""
        _write(folder, [("index.html", leading_on(f"../{step.record.version}/", words_of(index, plan.catalogues)))])
    _write(folder, [(RECORD, record_text(step.record))])
    write_manifest(folder, step.record.briefings)


def _version(step: Step, plan: Plan, source: Source) -> Files:
    face = Face(step.name, latest=False, has_latest=plan.has_latest)
    for path, content in source.contents():
        is_page = path.endswith(".html")
        yield path, dressed(content, path, face, plan.catalogues) if is_page else _other(path, content)


def _other(path: str, content: bytes) -> bytes:
    return mapped(content) if path == "sitemap.xml" else content


def _latest(step: Step, plan: Plan, store: Store) -> Files:
    version = step.record.version
    face, gone = Face(version, latest=True, has_latest=True), dict(step.record.gone)
    for path in store.paths(version):
        if path in (RECORD, NAME) or path.startswith(MADE):
            continue
        content = _there(store, f"{version}/{path}")
        if path in gone:
            content = with_older(content, older_versions(path, gone.pop(path), words_of(content, plan.catalogues)))
        is_page = path.endswith(".html")
        yield path, dressed(undressed(content), path, face, plan.catalogues) if is_page else content
    words = words_of(store.read(f"{version}/index.html") or b"", plan.catalogues)
    for path, versions in gone.items():
        yield path, gone_page(path, versions, words)


def _withdrawn(step: Step, plan: Plan, store: Store) -> Files:
    record = step.record
    for path in store.paths(step.name):
        if path.endswith(".html"):
            words = words_of(_there(store, f"{step.name}/{path}"), plan.catalogues)
            yield path, withdrawn_page(path, step.name, record.reason, record.date, words)


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
