"""Any earlier edition beside what is read now: a page for each, the same as the diff, and promised to nobody."""

import io
import json
import re
import zipfile
from html import unescape

import pytest

from briefbook.editions import canonical, diff
from briefbook.editions.chronicle import chronicle_of
from briefbook.load.snapshot import read_snapshot
from briefbook.render.changes import Telling
from briefbook.web import Renderer
from briefbook.words import Words
from tests.test_build import contents
from tests.test_build import run as command
from tests.test_changed import renamed, third  # noqa: F401  (a fixture)
from tests.test_editions_canonical import bridge
from tests.test_editions_release import FIRST, editions, retitled, run
from tests.test_link import linked
from tests.test_render import pages

CONFIG = "site_name: B\nsite_url: https://b.example/\ntheme:\n  name: material\nplugins:\n  - briefbook\n"
GROUP = re.compile(r'<section class="change-group"(?: id="([^"]*)")?>(.*?)</section>', re.DOTALL)
LINES = re.compile(r'<ul class="change-lines">(.*?)</ul>', re.DOTALL)


def compared(site) -> dict[str, str]:
    """The pages of comparison, by path."""
    model = linked(site)
    renderer = Renderer(model, site.root / "macros")
    briefing = model.briefing("bridge")
    return {page.path: renderer.page(page, briefing).html for page in renderer.compare_pages(briefing)}


def said(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def told(html: str) -> list[tuple[str, str]]:
    """What a page tells: each entry's anchor, and its words."""
    return [(anchor, "".join(said(LINES.search(body)[1]).split())) for anchor, body in GROUP.findall(html)]


def expected(then, now, name: str) -> list[tuple[str, str]]:
    """What the diff says, in the same form."""
    groups = Telling(Words("en"), then, now).groups(diff(then, now))
    found = []
    for group in groups:
        words = [
            f"{line.lead if line.is_led else ''}{''.join(p.gap + p.text for p in line.pieces)}{line.note}"
            f"{''.join(line.gained)}{''.join(line.lost)}"
            for line in group.lines
        ]
        anchor = f"change-{name}_{group.id}" if group.id else f"change-{name}"
        found.append((anchor if group.noun not in ("image", "address") else "", "".join("".join(words).split())))
    return found


def test_the_page_of_an_edition_is_the_diff_to_what_is_read_now(third) -> None:  # noqa: F811
    made = compared(third)
    assert list(made) == ["bridge/changes/since-2026-04-01", "bridge/changes/since-2026-03-10"]
    now = canonical(bridge(third))
    for name in ("2026-04-01", "2026-03-10"):
        then = read_snapshot(editions(third)[f"{name}.json"])
        page = made[f"bridge/changes/since-{name}"]
        assert told(page) == expected(then, now, name) != []
    assert "council" in {change.id for change in diff(read_snapshot(editions(third)["2026-04-01.json"]), now)}


def test_what_is_in_no_edition_yet_is_compared_with_the_newest_too(third) -> None:  # noqa: F811
    retitled(third, "Today")
    made = compared(third)
    path, page = next(iter(made.items()))
    assert path == "bridge/changes/since-2026-05-01"
    assert "beside what is in no edition yet" in page
    assert told(page) == [("change-2026-05-01", "TitleThebridgeatNorthfordToday")]


def test_a_withdrawn_edition_has_no_page_and_no_link(third) -> None:  # noqa: F811
    run(third, "withdraw", "bridge@2026-04-01", "--reason", "Wrong.", "--date", "2026-05-02")
    assert list(compared(third)) == ["bridge/changes/since-2026-03-10"]
    changes = pages(third)["bridge/changes"]
    assert "since-2026-04-01" not in changes
    assert 'href="changes/since-2026-03-10.html"' in changes


def test_with_the_newest_withdrawn_the_one_before_is_what_is_compared_with(third) -> None:  # noqa: F811
    run(third, "withdraw", "bridge@2026-05-01", "--reason", "Wrong.", "--date", "2026-05-02")
    assert [one.newest.edition for one in chronicle_of(bridge(third)).comparisons] == [None, None]
    renamed(third, "Northford town council")
    one = chronicle_of(bridge(third)).comparisons[-1]
    assert (one.edition.edition, one.newest.edition.edition) == ("2026-03-10", "2026-04-01")


@pytest.mark.parametrize("gone", ["", "2026-03-10", "2026-04-01", "2026-05-01"])
@pytest.mark.parametrize("today", ["", "Today"])
def test_the_pages_that_are_made_are_those_that_are_led_to(third, gone, today) -> None:  # noqa: F811
    if gone:
        run(third, "withdraw", f"bridge@{gone}", "--reason", "Wrong.", "--date", "2026-05-02")
    if today:
        retitled(third, today)
    [line] = re.findall(r'<p class="compare"[^>]*>.*?</p>', pages(third)["bridge/changes"])
    assert [f"bridge/{href}" for href in re.findall(r'href="([^"]*)\.html"', line)] == list(compared(third))


def test_two_editions_of_a_day_are_told_apart(third) -> None:  # noqa: F811
    for title in ("Again", "And again"):
        retitled(third, title)
        assert run(third, "release", "bridge", "--date", "2026-05-01", "--note", f"{title}.", "--minor").exit_code == 0
    [line] = re.findall(r'<p class="compare"[^>]*>.*?</p>', pages(third)["bridge/changes"])
    assert "1 May 2026, no. 2 · 1 May 2026 · 1 April 2026" in said(line)
    assert ">Since the edition of 1 May 2026, no. 2</h1>" in compared(third)["bridge/changes/since-2026-05-01-2"]


def test_an_edition_that_said_the_same_says_so(third) -> None:  # noqa: F811
    renamed(third, "Northford town council")
    run(third, "release", "bridge", "--date", "2026-06-01", "--note", "Back again.", "--minor")
    assert "Nothing has changed since." in compared(third)["bridge/changes/since-2026-04-01"]


def test_the_changes_and_the_overview_lead_there_and_each_page_to_the_others(third) -> None:  # noqa: F811
    made = pages(third)
    for name in ("changes", "index"):
        [line] = re.findall(r'<p class="compare"[^>]*>.*?</p>', made[f"bridge/{name}"])
        assert re.findall(r'href="([^"]*)"', line) == [
            f"changes/since-{day}.html" for day in ("2026-04-01", "2026-03-10")
        ]
    page = compared(third)["bridge/changes/since-2026-03-10"]
    [line] = re.findall(r'<p class="compare"[^>]*>.*?</p>', page)
    assert (re.findall(r'href="([^"]*)"', line), said(line)) == (
        ["since-2026-04-01.html"],
        "Compare with edition: 1 April 2026 · 10 March 2026",
    )
    assert '<a href="../changes.html">Changes</a>' in page


def test_one_edition_that_still_says_what_is_read_has_nothing_to_compare(full_site) -> None:
    run(full_site, *FIRST)
    assert compared(full_site) == {}
    assert 'class="compare"' not in pages(full_site)["bridge/changes"]


def test_a_page_of_that_name_stays_the_editor_s(third) -> None:  # noqa: F811
    third.write({"docs/bridge/changes/since-2026-03-10.md": "---\ntitle: Mine\n---\n\nMy own words.\n"})
    assert list(compared(third)) == ["bridge/changes/since-2026-05-01", "bridge/changes/since-2026-04-01"]


def test_no_editor_may_call_the_component(third) -> None:  # noqa: F811
    third.write({"docs/bridge/mine.md": '---\ntitle: Mine\n---\n\n{{ compare("2026-03-10") }}\n'})
    assert any("unknown-component" in line for line in third.lines())


def test_it_is_built_and_verified_and_left_out_of_search_sitemap_books_and_promises(third) -> None:  # noqa: F811
    third.write({"mkdocs.yml": CONFIG})
    done = command("briefbook", "build", "--no-pdf", "--site-dir", str(third.root / "site"), cwd=third.root)
    assert done.returncode == 0, done.stdout + done.stderr
    built = contents(third.root / "site")
    name = "bridge/changes/since-2026-03-10.html"
    assert b'<meta name="robots" content="noindex">' in built[name]
    assert b"noindex" not in built["bridge/changes.html"]
    assert b"since-" not in built["sitemap.xml"]
    assert b"bridge/changes.html" in built["sitemap.xml"]
    assert not any(b"since-" in text for path, text in built.items() if path.startswith("search/"))
    assert not any("since-" in address for address in canonical(bridge(third))["addresses"])
    assert name in json.loads(built["manifest.json"])["files"]
    with zipfile.ZipFile(io.BytesIO(built["downloads/bridge.epub"])) as book:
        texts = {path: book.read(path).decode() for path in book.namelist() if path.endswith("html")}
    assert [path for path, text in texts.items() if "changes/since-" in text] == []
    assert 'class="changed-mark"' in texts["EPUB/site/bridge/actors.html"]
