"""Every address that a briefing published, and where what stood there is today.

In: a linked briefing and its history. Out: `Published`: the addresses in a list, the pages that have another address
now, and what stands nowhere any more or somewhere else, with the editions it was in. Ids that were given up are
followed through every edition, so that an address of the first one arrives although no record names its id any more.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from briefbook.editions.history import Step
from briefbook.editions.names import title_of
from briefbook.kinds import BY_NAME
from briefbook.kinds.editions import Edition
from briefbook.kinds.pages import RESERVED_BRIEFINGS, STANDARD
from briefbook.link import Address, Briefing
from briefbook.load.snapshot import Model, names_in, snapshot_part

PAGES = "pages"
# What may become a file: a snapshot comes with a contribution, and may name any path.
_PAGE = re.compile(r"[a-z0-9-]{1,80}(?:/[a-z0-9-]{1,80})+")
_PLACE = re.compile(r"[a-z0-9-]{1,120}")


@dataclass(frozen=True, slots=True)
class Stood:
    """What stood at an address: its kind and title, the first and last edition that had it, and the one after.

    `now` is the id of the record or page that it is today, or nothing. `made` tells whether the title is ours to say.
    """

    address: Address
    kind: str
    title: str
    made: bool
    first: Edition
    last: Edition
    after: Edition | None = None
    now: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """The addresses of a briefing. `lines` has every one of them, `page` or `page#anchor`, a line each.

    `moved` are pages with another address today, `pages` those that are gone, and `anchors` what is not where it was,
    by the page on which a reader who follows the old address arrives.
    """

    lines: str = ""
    moved: Mapping[str, Address] = field(default_factory=dict)
    pages: tuple[Stood, ...] = ()
    anchors: Mapping[str, tuple[Stood, ...]] = field(default_factory=dict)


def published(briefing: Briefing, steps: Sequence[Step]) -> Published:
    """Look for every address of every edition that still stands; `steps` come newest first."""
    releases = [(step.edition, step.now) for step in reversed(steps) if step.edition and step.now]
    spans = _spans([model for _, model in releases])
    here = _here(briefing)
    found = list(
        _elsewhere(briefing, releases, {address: span for address, span in spans.items() if address not in here})
    )
    moved = dict(_moved(briefing, found))
    anchors: dict[str, list[Stood]] = {}
    for one in found:
        at = moved.get(one.address.page, one.address).page
        if one.address.anchor and Address(at, one.address.anchor) not in here:
            anchors.setdefault(at, []).append(one)
    return Published(
        lines="\n".join(sorted(map(_line, spans))),
        moved=moved,
        pages=tuple(one for one in found if not one.address.anchor and one.address.page not in moved),
        anchors={page: tuple(some) for page, some in anchors.items()},
    )


def all_there(briefing: Briefing) -> Published | None:
    """The same where every address is where it was, which needs no more of an edition than its addresses."""
    files = (briefing.snapshots[one.edition] for one in briefing.editions if one.edition in briefing.snapshots)
    parts = [snapshot_part(file.read_bytes(), "addresses") for file in files]
    spans = _spans([{"addresses": names_in(part)} for part in parts])
    here = _here(briefing)
    return Published("\n".join(sorted(map(_line, spans)))) if all(parts) and here.issuperset(spans) else None


def _here(briefing: Briefing) -> set[Address]:
    """Every address of today."""
    return {page.address for page in briefing.pages} | {record.address for record in briefing.by_id.values()}


def _line(address: Address) -> str:
    return f"{address.page}#{address.anchor}" if address.anchor else address.page


def _spans(models: Sequence[Model]) -> dict[Address, tuple[int, int]]:
    """Every address once, oldest first, with the numbers of the first and the last model that have it."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for number, model in enumerate(models):
        for page, anchors in model["addresses"].items():
            if not _PAGE.fullmatch(page) or page.partition("/")[0] in RESERVED_BRIEFINGS:
                continue
            for key in ((page, ""), *((page, anchor) for anchor in anchors if _PLACE.fullmatch(anchor))):
                found[key] = (found[key][0] if key in found else number, number)
    return {Address(*key): span for key, span in found.items()}


def _elsewhere(
    briefing: Briefing, releases: Sequence[tuple[Edition, Model]], spans: Mapping[Address, tuple[int, int]]
) -> Iterator[Stood]:
    """What stood at addresses that are none today."""
    heirs = _Heirs(briefing, [model for _, model in releases])
    for address, (first, last) in spans.items():
        model = releases[last][1]
        name, kind, title, made = _told(model, address)
        after = releases[last + 1][0] if last + 1 < len(releases) else None
        yield Stood(address, kind, title, made, releases[first][0], releases[last][0], after, heirs.of(name))


def _told(model: Model, address: Address) -> tuple[str, str, str, bool]:
    """The id of what stood at an address, its kind and title, and whether the title is ours to say."""
    if address.anchor:
        for name, record in model["records"].items():
            if _anchor(record["kind"], name) == address.anchor:
                return name, record["kind"], title_of(model, name), False
        return "", "", address.anchor, False  # of a kind that there is no more
    for name, page in model["pages"].items():
        if page["path"] == address.page:
            return name, PAGES, title_of(model, name), False
    stem = _stem(address.page)
    return stem, PAGES, STANDARD[stem].title if stem in STANDARD else stem, stem in STANDARD


def _anchor(kind: str, name: str) -> str:
    return f"{BY_NAME[kind].css}-{name}" if kind in BY_NAME else ""


def _stem(path: str) -> str:
    """The id of a page without a file: its name, or that of the folder it opens."""
    *folders, name = path.split("/")[1:]
    return folders[-1] if folders and name == "index" else name


class _Heirs:
    """Which id took over from which, in every edition and today."""

    def __init__(self, briefing: Briefing, models: Sequence[Model]) -> None:
        self.here = {*briefing.by_id, *briefing.pages_by_id}
        self.heirs: dict[str, str] = {}
        for model in models:
            for part in ("records", PAGES):
                for name, owner in model[part].items():
                    self.took_over(name, _formers(owner["fields"]))
        for record in briefing.by_id.values():
            self.took_over(record.id, record.model.formerly)
        for page in briefing.pages:
            self.took_over(page.id, page.formerly)

    def took_over(self, name: str, formers: Sequence[str]) -> None:
        self.heirs |= dict.fromkeys(formers, name)

    def of(self, name: str) -> str:
        """The id by which something is known today; empty where it is not."""
        seen: set[str] = set()
        while name not in self.here and name in self.heirs and name not in seen:
            seen.add(name)
            name = self.heirs[name]
        return name if name in self.here else ""


def _formers(fields: Mapping[str, Any]) -> list[str]:
    formers = fields.get("formerly", [])
    return [name for name in formers if isinstance(name, str)] if isinstance(formers, list) else []


def _moved(briefing: Briefing, found: Sequence[Stood]) -> Iterator[tuple[str, Address]]:
    for one in found:
        there = briefing.pages_by_id.get(one.now) or briefing.by_id.get(one.now)
        if there and not one.address.anchor:
            yield one.address.page, there.address
