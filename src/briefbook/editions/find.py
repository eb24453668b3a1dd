"""Finding what is to be compared.

In: a name as a person writes it: a folder, a snapshot file, `briefing@edition`, or a git revision. Out: a `Tree`: the
models found there, by briefing. A tree of another time is read leniently: what today's check cannot accept is left
out, and its number told.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from briefbook.check import Checked, Entry, PageEntry, check
from briefbook.check.ledger import check_ledger
from briefbook.check.suggest import did_you_mean, sentence
from briefbook.editions.canonical import canonical
from briefbook.editions.ledger import snapshot_of
from briefbook.findings import Finding, in_order
from briefbook.kinds import BRIEFING
from briefbook.link import Site, link_site
from briefbook.load import Loaded, Settings, load_site, read_settings
from briefbook.load.editions import MAX_SNAPSHOT_BYTES
from briefbook.load.site import SHARED
from briefbook.load.snapshot import Model, SnapshotError, read_snapshot
from briefbook.load.text import read_bytes
from briefbook.model.dates import try_date
from briefbook.model.fields import DateMark

# What a page cannot be linked with: its pictures and components are looked up then.
_OF_NO_USE = frozenset({"missing-image", "external-image", "image-type", "component-syntax"})


Look = Callable[[Settings, Checked, Site], None]


class NotFound(Exception):
    """What was named is not there, or cannot be read; the message says what is."""


class NoSite(NotFound):
    """What was named is there, and holds no site, or one whose settings cannot be used: `findings` say why."""

    def __init__(self, message: str, findings: Sequence[Finding]) -> None:
        """Keep what was found, for whoever goes on without that side."""
        super().__init__(message)
        self.findings = tuple(findings)


@dataclass(frozen=True, slots=True)
class Tree:
    """The models of one side. `label` is how a report calls it; `left_out` counts errors whose records are not in it.

    `whole` is false where only one briefing was asked for. Of files there are also the linked `site`, what the check
    finds in them, and what of them could not be read: path and id, or no id for a whole file. A snapshot has none.
    """

    label: str
    models: Mapping[str, Model]
    left_out: int = 0
    whole: bool = True
    site: Site | None = None
    findings: tuple[Finding, ...] = ()
    unread: frozenset[tuple[str, str]] = frozenset()


def find(name: str, settings: Settings, look: Look | None = None) -> Tree:
    """Find one side of a comparison. Raises NotFound where there is no such thing.

    `look` is called where there are files, and while they are there: those of a revision are gone afterwards.
    """
    path = Path(name)
    if path.is_dir():
        return _site(path, settings, name, f"{name} is no folder of a site", look)
    if path.is_file():
        return _snapshot(path, name)
    briefing, at, edition = name.partition("@")
    loaded = load_site(settings)
    if at and briefing in loaded.briefings:
        return _edition(loaded, briefing, edition)
    return _revision(name, settings, loaded, look)


def working_tree(settings: Settings, look: Look | None = None) -> Tree:
    """What lies in the folder now."""
    return _site(settings.root, settings, "working tree", "there is no site here", look)


def _site(folder: Path, settings: Settings, label: str, otherwise: str, look: Look | None) -> Tree:
    found, findings = read_settings(folder / settings.config.name)
    if found is None:
        raise NoSite(f"{otherwise}: {findings[0].message}", findings)
    return _tree(load_site(found), found, findings, label, look)


def _snapshot(path: Path, name: str) -> Tree:
    raw, why = read_bytes(path, MAX_SNAPSHOT_BYTES)
    if raw is None:
        raise NotFound(f"{name}: {why[1]}")
    try:
        model = read_snapshot(raw)
    except SnapshotError as error:
        raise NotFound(f"{name}: {error}") from None
    return Tree(name, {model["briefing"]: model}, whole=False)


def _edition(loaded: Loaded, briefing: str, edition: str) -> Tree:
    ledger = next((ledger for ledger in loaded.ledgers if ledger.briefing == briefing), None)
    entries, _ = check_ledger(ledger) if ledger else ((), [])
    names = [entry.edition.edition for entry in entries]
    if edition not in names:
        known = f"It has {', '.join(names)}." if names else "It has none yet."
        help_line = sentence(did_you_mean(edition, names, known))
        raise NotFound(f"briefing '{briefing}' has no edition '{edition}'. {help_line}")
    entry = entries[names.index(edition)]
    if entry.edition.withdrawn:
        raise NotFound(f"edition {edition} of '{briefing}' was withdrawn: {entry.edition.withdrawn.reason}")
    try:
        return Tree(f"{briefing}@{edition}", {briefing: snapshot_of(entry)}, whole=False)
    except (KeyError, SnapshotError):
        raise NotFound(f"the snapshot of {briefing}@{edition} cannot be read; run 'briefbook check'") from None


def _revision(name: str, settings: Settings, loaded: Loaded, look: Look | None) -> Tree:
    commit = _git(settings.root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if commit is None:
        raise NotFound(f"there is no folder, file, edition or git revision '{name}'.{_nearest(name, settings, loaded)}")
    with _checked_out(settings.root, commit.strip(), name) as folder:
        return _site(folder, settings, name, f"revision {name} holds no site here", look)


def _nearest(name: str, settings: Settings, loaded: Loaded) -> str:
    if (_git(settings.root, "rev-parse", "--is-shallow-repository") or "").strip() == "true":
        return " This clone has a part of the history only; 'git fetch --unshallow' brings the rest."
    refs = _git(settings.root, "for-each-ref", "--format=%(refname:short)") or ""
    editions = [
        f"{ledger.briefing}@{entry.edition.edition}" for ledger in loaded.ledgers for entry in check_ledger(ledger)[0]
    ]
    near = did_you_mean(name, ["HEAD", *refs.split(), *editions, *(f"{briefing}@" for briefing in loaded.briefings)])
    return f" {sentence(near)}" if near else ""


@contextmanager
def _checked_out(root: Path, commit: str, name: str) -> Iterator[Path]:
    """The folder of the site as it was in a commit, in a place of its own; index and files here stay as they are."""
    top = Path(tempfile.mkdtemp(prefix="briefbook-"))
    try:
        own_index = {**os.environ, "GIT_INDEX_FILE": str(top / "index")}
        prefix = (_git(root, "rev-parse", "--show-prefix") or "").strip()
        files = top / "files"
        read = _git(root, "read-tree", commit, env=own_index)
        written = _git(root, "checkout-index", "--all", f"--prefix={files}/", env=own_index)
        if read is None or written is None:
            raise NotFound(f"git cannot give the files of {name}")
        yield files / prefix
    finally:
        shutil.rmtree(top, ignore_errors=True)


def _git(folder: Path, *words: str, env: Mapping[str, str] | None = None) -> str | None:
    """What git answers, or None where it cannot, or is not there."""
    try:
        done = subprocess.run(["git", *words], cwd=folder, env=env, capture_output=True, check=False)
    except OSError:
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def _tree(loaded: Loaded, settings: Settings, of_settings: Sequence[Finding], label: str, look: Look | None) -> Tree:
    checked, findings = check(loaded)
    errors = sum(1 for finding in findings if finding.level == "error")
    usable = _usable(checked, findings) if errors else checked
    site = link_site(usable, settings.site_name)
    if look:
        look(settings, usable, site)
    return Tree(
        label,
        {briefing.id: canonical(briefing) for briefing in site.briefings},
        errors,
        site=site,
        findings=in_order([*of_settings, *findings]),
        unread=_unread(loaded, checked, usable, findings) if errors else frozenset(),
    )


def _unread(
    loaded: Loaded, checked: Checked, usable: Checked, findings: Sequence[Finding]
) -> frozenset[tuple[str, str]]:
    """What stands in the files and cannot be used: path and id, and no id where that is true of the whole file."""
    there = frozenset(_standing(checked))
    read = {path for path, _ in there}
    errors = {finding.position.path for finding in findings if finding.level == "error"}
    whole = {file.source.path for file in loaded.data if file.broken} | (errors - read)
    whole |= {page.source.path for page in loaded.pages if page.broken}
    return (there - frozenset(_standing(usable))) | {(path, "") for path in whole}


def _standing(checked: Checked) -> Iterator[tuple[str, str]]:
    for entries in checked.entries.values():
        yield from ((entry.file.source.path, entry.id) for entry in entries)
    for pages in checked.pages.values():
        yield from ((page.file.source.path, page.id) for page in pages)


def _usable(checked: Checked, findings: tuple[Finding, ...]) -> Checked:
    """What can be linked of a tree with errors: whole records and pages, each id once, briefings with their file."""
    entries = {}
    for name, found in checked.entries.items():
        whole = (entry for entry in found if entry.model is not None and not entry.bad)
        sound = [entry for entry in whole if entry.kind is BRIEFING or not _misdated(entry)]
        entries[name] = tuple({entry.id or str(number): entry for number, entry in enumerate(sound)}.values())
    usable = {
        name: found
        for name, found in entries.items()
        if not checked.entries[name] or name in ("", SHARED) or any(entry.kind is BRIEFING for entry in found)
    }
    unsound = {finding.position.path for finding in findings if finding.code in _OF_NO_USE}
    pages = {
        name: tuple(page for page in found if page.file.source.path not in unsound and not _misdated(page))
        for name, found in checked.pages.items()
    }
    return replace(checked, entries=usable, pages=pages)


def _misdated(owner: Entry | PageEntry) -> bool:
    """Whether a date in it cannot be read, so that nothing can be put in order by it."""
    dates = (leaf for leaf in owner.leaves if isinstance(leaf.shape.marker, DateMark))
    return any(try_date(leaf.scalar.text) is None for leaf in dates)
