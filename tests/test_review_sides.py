"""Reviews of one kind of change each, and of sides that cannot be read, as whole comments."""

import re
from pathlib import Path

import pytest
import yaml

from briefbook.kinds import KINDS
from briefbook.review.comment import comment
from briefbook.review.page import page
from tests.conftest import Site, _base
from tests.test_cli_diff import committed, git
from tests.test_editions_release import FIRST, run
from tests.test_review import of

FOLDER = Path(__file__).parent / "review"
# A picture of one grey pixel, and how grey it is after its end, where nobody looks.
PNG = (
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c6360000000020001e221bc330000000049454e44ae426082{}"
)
CASES = yaml.safe_load((FOLDER / "sides.yml").read_text(encoding="utf-8"))


@pytest.fixture
def sides(tmp_path: Path) -> tuple[Site, Site]:
    """Two equal sites."""
    base = _base(tuple(kind.name for kind in KINDS))
    return tuple(Site(tmp_path / name).write(base) for name in ("old", "new"))


def laid(sides: tuple[Site, Site], case: dict) -> tuple[Site, Site]:
    """Both sites as a case has them."""
    for site in sides:
        site.write({name: text for name, text in case.get("old", {}).items() if text or site is sides[0]})
    for former, name in case.get("move", {}).items():
        (sides[1].root / name).parent.mkdir(parents=True, exist_ok=True)
        (sides[1].root / former).rename(sides[1].root / name)
    sides[1].write(case.get("new", {}))
    return sides


@pytest.mark.parametrize("name", CASES)
def test_the_comment_reads_so(sides, name) -> None:
    text = comment(of(*laid(sides, CASES[name]), preview=""))
    assert text == (FOLDER / f"{name}.md").read_text(encoding="utf-8")


def test_a_page_that_moved_keeps_the_address_of_an_edition(sides) -> None:
    """The ledger leads on from there; an address that was in no edition is lost."""
    page_of = "---\ntitle: {}\n---\n\nLorries take the long way round.\n"
    for site in sides:
        site.write({"docs/bridge/analysis/traffic.md": page_of.format("Traffic")})
        assert run(site, *FIRST).exit_code == 0
        site.write({"docs/bridge/analysis/trains.md": page_of.format("Trains")})
    folder = sides[1].root / "docs/bridge"
    (folder / "analysis").rename(folder / "background")
    text = comment(of(*sides, preview=""))
    _, _, lost = text.partition("### Links from outside that break")
    assert "analysis/traffic" not in lost.partition("###")[0]
    assert "- page: bridge/analysis/trains\n" in lost
    assert "- page: bridge/analysis/index – **readers find a notice there**\n" in lost


def test_a_picture_that_changed_is_told_with_the_pages_that_show_it(sides) -> None:
    page_of = "---\ntitle: Traffic\n---\n\n![The bridge from above](bridge.png)\n"
    for site, colour in zip(sides, ("00", "ff"), strict=True):
        site.write({"docs/bridge/traffic.md": page_of})
        site.make({"docs/bridge/bridge.png": {"hex": PNG.format(colour)}})
    text = comment(of(*sides, preview="https://preview.example/"))
    link = "[bridge/bridge.png](<https://preview.example/bridge/bridge.png>)"
    assert f"### Changed (1)\n\n- image: {link}\n  - Changed\n  - Shown on: Traffic\n" in text
    assert "neither facts nor prose" not in text


def test_a_page_that_is_gone_is_shown_as_it_was(sides) -> None:
    sides[0].write({"docs/bridge/traffic.md": "---\ntitle: Traffic\n---\n\nLorries wait.\n"})
    html = page(of(*sides))
    assert "<del>Lorries wait.</del>" in html
    assert 'id="page-' in html.partition("Traffic")[2]


def test_of_a_page_only_what_differs_is_marked_as_such(sides) -> None:
    text = "---\ntitle: Traffic\n---\n\nLorries wait.\n\n{}\n\nNobody walks.\n"
    for site, words in zip(sides, ("One may drive.", "None may drive."), strict=True):
        site.write({"docs/bridge/traffic.md": text.format(words)})
    review = of(*sides)
    [rendered] = [one for one in review.pages if one.path == "bridge/traffic"]
    assert '<details class="review-page" id="page-1" open>' in page(review)
    assert rendered.marks == 1
    assert re.search(r'<p><span class="at"></span><del>One</del> may drive', rendered.before)
    assert re.search(r'<p><span class="at" id="page-\d+-1"></span><ins>None</ins> may drive', rendered.after)
    assert rendered.after.count('class="at"') == 1


HISTORIES = {
    "a merge": ["checkout -q -b side", "TITLE", "commit -qam side", "checkout -q main", "merge -q --no-ff side"],
    "no common ancestor": ["checkout -q --orphan other", "TITLE", "commit -qam other"],
}


@pytest.mark.parametrize("words", HISTORIES.values(), ids=HISTORIES)
def test_any_two_revisions_can_be_compared(full_site, words) -> None:
    committed(full_site)
    git(full_site.root, "tag", "old")
    config = full_site.root / "data/bridge/briefing.yml"
    for line in words:
        if line == "TITLE":
            config.write_text(config.read_text().replace("Northford", "Southford"))
        else:
            git(full_site.root, *line.split())
    old = "HEAD^1" if "merge" in words[-1] else "old"
    assert "~~Northford~~**Southford**" in run(full_site, "review", old, "HEAD").output


def test_a_shallow_clone_of_two_commits_is_enough(full_site, tmp_path) -> None:
    committed(full_site)
    for number in (1, 2):
        full_site.write({"docs/bridge/traffic.md": f"---\ntitle: Traffic\n---\n\nLorries wait {number} hours.\n"})
        committed(full_site, str(number))
    git(tmp_path, "clone", "-q", "--depth", "2", f"file://{full_site.root}", "clone")
    clone = Site(tmp_path / "clone")
    assert "Lorries wait ~~1~~**2** hours." in run(clone, "review", "HEAD^1", "HEAD").output
    assert "'git fetch --unshallow' brings the rest" in run(clone, "review", "HEAD^1^1", "HEAD").output


def test_settings_that_break_are_reviewed_all_the_same(full_site, tmp_path) -> None:
    committed(full_site)
    committed(full_site.write({"mkdocs.yml": "site_name: [\n"}), "Broken")
    done = run(full_site, "review", "HEAD^1", "HEAD", "--html", str(tmp_path / "review.html"))
    assert done.exit_code == 0
    assert "Nothing is compared." in (tmp_path / "review.html").read_text()
    assert "mkdocs.yml:2" in run(full_site, "review", "HEAD^1", "HEAD").output
