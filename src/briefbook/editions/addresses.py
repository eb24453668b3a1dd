"""Every address that a briefing published, and where what stood there is today.

In: a linked briefing and its history. Out: `Published`: the addresses in a list, the pages that have another address
now, and what stands nowhere any more or somewhere else, with the editions it was in. Ids that were given up are
followed through every edition, so that an address of the first one arrives although no record names its id any more.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from briefbook.editions.history import Step
from briefbook.editions.names import title_of
from briefbook.kinds import BY_NAME
from briefbook.kinds.editions import Edition
from briefbook.kinds.pages import STANDARD
from briefbook.link import Address, Briefing
from briefbook.load.snapshot import Model

PAGES = "pages"


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

    def has(self, address: Address) -> bool:
        """Whether an address was published."""
        return f"\n{_line(address)}\n" in f"\n{self.lines}\n"


def published(briefing: Briefing, steps: Sequence[Step]) -> Published:
    """Look for every address of every edition that still stands; `steps` come newest first."""
    releases = [(step.edition, step.now) for step in reversed(steps) if step.edition and step.now]
    stood = _stood(releases)
    heirs = _Heirs(briefing, [model for _, model in releases])
    found = [replace(one, now=heirs.of(name)) for name, one in stood]
    here = {page.path for page in briefing.pages}
    moved = dict(_moved(briefing, found, here))
    anchors: dict[str, list[Stood]] = {}
    for one in found:
        at = one.address.page if one.address.page in here else moved.get(one.address.page, one.address).page
        record = briefing.by_id.get(one.now)
        if one.address.anchor and not (record and record.address == Address(at, one.address.anchor)):
            anchors.setdefault(at, []).append(one)
    return Published(
        lines="\n".join(sorted(_line(one.address) for one in found)),
        moved=moved,
        pages=tuple(one for one in found if _is_page(one) and one.address.page not in here | moved.keys()),
        anchors={page: tuple(some) for page, some in anchors.items()},
    )


def _line(address: Address) -> str:
    return f"{address.page}#{address.anchor}" if address.anchor else address.page


def _is_page(one: Stood) -> bool:
    return not one.address.anchor


def _stood(releases: Sequence[tuple[Edition, Model]]) -> list[tuple[str, Stood]]:
    """Every address once, oldest first, with the id of what stood there last."""
    found: dict[Address, tuple[str, Stood]] = {}
    for number, (edition, model) in enumerate(releases):
        after = releases[number + 1][0] if number + 1 < len(releases) else None
        for name, here in _addresses(model, edition):
            before = found.get(here.address)
            first = before[1].first if before else edition
            found[here.address] = (name, replace(here, first=first, after=after))
    return list(found.values())


def _addresses(model: Model, edition: Edition) -> Iterator[tuple[str, Stood]]:
    """The addresses of one edition, each with the id of what stands there."""
    records = {_anchor(record["kind"], name): name for name, record in model["records"].items()}
    paths = {page["path"]: name for name, page in model["pages"].items()}
    for path, anchors in model["addresses"].items():
        name = paths.get(path) or _stem(path)
        made = path not in paths and name in STANDARD
        title = STANDARD[name].title if made else title_of(model, name)
        yield name, Stood(Address(path), PAGES, title, made, edition, edition)
        for anchor in anchors:
            name = records.get(anchor, "")
            kind = model["records"][name]["kind"] if name else ""
            title = title_of(model, name) if name else anchor
            yield name, Stood(Address(path, anchor), kind, title, False, edition, edition)


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


def _moved(briefing: Briefing, found: Sequence[Stood], here: set[str]) -> Iterator[tuple[str, Address]]:
    for one in found:
        there = briefing.pages_by_id.get(one.now) or briefing.by_id.get(one.now)
        if _is_page(one) and there and one.address.page not in here:
            yield one.address.page, there.address
