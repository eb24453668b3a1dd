"""The golden cases of the diff: each file of `diff/` is a small edit, and everything a reviewer is told of it.

`old` and `new` are laid over the site with the example of every kind. `changes` are type, part, kind, id and field of
each change; `text` is what `briefbook diff` prints.
"""

from pathlib import Path

import pytest
import yaml

from briefbook.editions import TYPES, apply, canonical
from briefbook.editions.find import Tree
from briefbook.kinds import KINDS
from briefbook.review import FORMATS, Pair, pairs
from tests.conftest import Site, _base
from tests.test_link import linked

CASES = sorted((Path(__file__).parent / "diff").glob("*.yml"))


def tree(site: Site, label: str) -> Tree:
    """The briefings of a site, as one side of a comparison."""
    return Tree(label, {briefing.id: canonical(briefing) for briefing in linked(site).briefings})


def compared(old: Site, new: Site) -> tuple[Pair, ...]:
    """Two sites side by side."""
    return pairs(tree(old, "old"), tree(new, "new"))


def typed(found: tuple[Pair, ...]) -> list[str]:
    """The changes, a line each."""
    return [
        " ".join(filter(None, [change.type, change.part, change.kind, change.id, change.field]))
        for pair in found
        for change in pair.changes
    ]


def sites(tmp_path: Path, case: dict) -> tuple[Site, Site]:
    base = _base(tuple(kind.name for kind in KINDS))
    old, new = (Site(tmp_path / side).write(base).write(case.get(side, {})) for side in ("old", "new"))
    return old, new


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_gives_exactly_these_changes(path, tmp_path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    found = compared(*sites(tmp_path, case))
    assert typed(found) == case["changes"].splitlines()
    assert FORMATS["text"](found) == case["text"]
    assert apply(found[0].changes, found[0].old) == found[0].new


def test_every_type_of_change_has_a_case() -> None:
    said = {line.split()[0] for path in CASES for line in yaml.safe_load(path.read_text())["changes"].splitlines()}
    assert said == set(TYPES)
