"""The build, told as a story: check, link, outputs, pages, zip, manifest, verify, exchange.

In: settings. Out: a site in its place, or findings and the old site untouched. Whatever fails, and whenever the
process is ended, the folder that readers see is the old site or the new one, whole. Print and EPUB are made before
the pages, which state their size; the zip after them, because it holds them.
"""

import json
import shutil
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from briefbook.api import LIST, LIST_SCHEMA, offered, write_json, write_rest
from briefbook.check import check
from briefbook.check.images import undecodable
from briefbook.exchange import alone, beside, move_in, put_in_place, share_unchanged
from briefbook.findings import Finding, Position, in_order
from briefbook.link import Site, link_site
from briefbook.load import Settings, load_site
from briefbook.manifest import NAME, files_named, write_manifest
from briefbook.offline import BUNDLE, write_bundle
from briefbook.pdf.engine import UnreadableImage
from briefbook.render.downloads import WHOLE_SITE, Download, Downloads, together
from briefbook.render.origin import origin_of
from briefbook.verify import verify
from briefbook.web import Renderer

REVIEW = "review.html"  # the page of a review, which a reviewer puts into the site so that its links work
Tell = Callable[[str], None]
Count = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which files are made beside the pages; print may use `jobs` processes at once."""

    epub: bool = True
    pdf: bool = True
    zip: bool = True
    jobs: int = 1


EVERYTHING = Wanted()
_OF_A_STORE = ("versions.json", "published.json", "*/published.json")


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to. `pages` and `shared` count files; nothing was exchanged if there are errors."""

    findings: tuple[Finding, ...]
    pages: int = 0
    shared: int = 0


class TargetError(Exception):
    """The folder for the site cannot be replaced; the message says why."""


def build(
    settings: Settings,
    target: Path,
    tell: Tell,
    *,
    strict: bool = False,
    wanted: Wanted = EVERYTHING,
    count: Count = lambda done, total: None,
) -> Built:
    """Build a site into `target`.

    Raises Busy where another build is at work, TargetError where the target is not for us to replace, and EngineError
    where the engine stops. `tell` receives a line at each stage, `count` how many of the documents are printed.
    """
    _check_target(settings, target)
    with alone(target):
        tell("Reading and checking")
        checked, findings = check(load_site(settings))
        if any(strict or finding.level == "error" for finding in findings):
            return Built(findings)
        site = link_site(checked, settings.site_name)
        new = beside(target)
        with _ended_by_signal():
            try:
                broken = _make(settings, site, wanted, new, tell, count)
                return Built((*findings, *broken)) if broken else _exchange(new / "site", target, findings)
            except UnreadableImage as error:
                return Built(in_order([*findings, *undecodable(checked, settings.root / error.path)]))
            finally:
                shutil.rmtree(new, ignore_errors=True)


def _check_target(settings: Settings, target: Path) -> None:
    """Refuse, before anything is done, to put a site where something else would be lost."""
    here = target.resolve()
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise TargetError(f"{target} is not a folder")
    for source in (settings.config, settings.docs, settings.data, settings.macros):
        if source.resolve().is_relative_to(here) or here.is_relative_to(source.resolve()):
            raise TargetError(f"the site would lie over {settings.name(source)}, which it is made from")
    if target.is_dir() and any(target.iterdir()) and (why := _keeps(target)):
        raise TargetError(f"{target} holds {why}; name another folder, or empty this one")


def _keeps(target: Path) -> str:
    """What a folder holds that no build made, or made and must not replace; nothing where it is a built site.

    MkDocs alone writes no manifest; its site is known by the list of briefings.
    """
    published = next((name for name in _OF_A_STORE for _ in target.glob(name)), "")
    if published:
        return "published versions, which a build would take away"
    if not (target / "index.html").is_file():
        return "something that is no site"
    named = files_named(target)
    if named is None:
        return "" if _is_listed(target / LIST) else "a site that briefbook did not build"
    top = {NAME, REVIEW, *(name.partition("/")[0] for name in named)}
    stranger = next((path.name for path in sorted(target.iterdir()) if path.name not in top), "")
    return f"'{stranger}', which no build put there" if stranger else ""


def _is_listed(path: Path) -> bool:
    """Whether a file is a list of briefings as we write it."""
    try:
        told = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(told, dict) and told.get("$schema") == LIST_SCHEMA


def _make(settings: Settings, site: Site, wanted: Wanted, new: Path, tell: Tell, count: Count) -> list[Finding]:
    """Make the whole site in `new / "site"`. Gives what is wrong with it."""
    from briefbook.door import build_with_mkdocs

    beside_pages, built = new / "outputs", new / "site"
    digests = {briefing.id: write_json(briefing, beside_pages) for briefing in site.briefings}
    renderer = Renderer(site, settings.macros, digests=digests, origin=origin_of(settings))
    made, cards = _outputs(settings, site, renderer, wanted, beside_pages, tell, count)
    downloads = together(made, offered(site))
    write_rest(site, settings, downloads, digests, beside_pages, renderer.histories)
    tell(f"Rendering {sum(len(one.pages) for one in site.briefings) + len(site.pages)} pages")
    build_with_mkdocs(settings, site, built, renderer.with_downloads(downloads), cards)
    taken = move_in(beside_pages, built)
    if wanted.zip:
        tell("Packing the whole site")
        write_bundle(site, built, digests)
    write_manifest(built, digests, [f"{gone.path}.html" for gone in renderer.tombstones()])
    tell("Verifying every link and anchor")
    promised = (line for one in site.briefings for line in renderer.published(one).lines.splitlines())
    return [*map(_taken, taken), *verify(built, settings.site_url, promised)]


def _taken(path: Path) -> Finding:
    message, help_line = "a file of yours has the place of one that is made", "rename yours, or move it"
    return Finding(Position(path.as_posix()), "same-output", message, help_line)


def _outputs(
    settings: Settings, site: Site, renderer: Renderer, wanted: Wanted, folder: Path, tell: Tell, count: Count
) -> tuple[Downloads, Mapping[str, str]]:
    """Make the files that stand beside the pages, and say which there are; and the cards by briefing."""
    made: dict[str, list[Download]] = {briefing.id: [] for briefing in site.briefings}
    made[WHOLE_SITE] = [BUNDLE] if wanted.zip else []
    cards = {}
    if wanted.pdf:
        from briefbook.pdf.printer import print_site

        for printed in print_site(settings, site, folder, wanted.jobs, tell, count, renderer.histories):
            made[printed.briefing].append(printed.pdf)
            cards[printed.briefing] = printed.card
    if wanted.epub:
        from briefbook.epub import Bindery

        tell(f"Binding {len(site.briefings)} EPUB")
        bindery = Bindery(settings, site, renderer)
        for briefing in site.briefings:
            made[briefing.id].append(bindery.write(briefing, folder))
    return {name: tuple(files) for name, files in made.items()}, cards


def _exchange(new: Path, target: Path, findings: tuple[Finding, ...]) -> Built:
    pages = sum(1 for _ in new.rglob("*.html"))
    shared = share_unchanged(new, target)
    put_in_place(new, target)
    return Built(findings, pages, shared)


@contextmanager
def _ended_by_signal() -> Iterator[None]:
    """Turn a request to end into an exception, so that what was begun is cleared away."""

    def end(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
