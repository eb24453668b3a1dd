"""Every address that was published is there, leads on, or arrives at a notice: in every form of the site."""

import re
import zipfile
from dataclasses import replace

import pytest

from briefbook.check import check
from briefbook.editions.addresses import all_there, published
from briefbook.editions.history import history
from briefbook.kinds import KINDS
from briefbook.link import Address
from briefbook.manifest import verify_copy
from tests.building import here
from tests.conftest import Site
from tests.conftest import _base as base
from tests.test_editions_canonical import bridge
from tests.test_editions_release import retitled, run
from tests.test_link import linked
from tests.test_moved import MATERIAL

SHARED = "- id: girder\n  term: Girder\n  definition: What a span rests on.\n"
MERGED = (
    "- id: early-closure\n  date: 2026-03-01\n  title: Closed early\n  text: >-\n    It shut.\n  type: other\n"
    "  certainty: confirmed\n  sources: [gazette-closure]\n"
)
BEFORE = {
    "mkdocs.yml": MATERIAL.replace("site_name", "site_url: https://a.example/sub/\nsite_name"),
    "data/shared/terms.yml": SHARED,
    "docs/bridge/analysis/first.md": "---\ntitle: A first look\n---\n\nA [girder][girder] and [x y][closure].\n",
    "docs/bridge/analysis/second.md": "---\ntitle: A second look\n---\n\n## A heading\n\nWords.\n",
    "docs/bridge/analysis/costs.md": "---\ntitle: The costs & more\n---\n\nWords.\n",
    "docs/bridge/analysis/bars.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>',
}
AFTER = {
    "docs/bridge/analysis/first.md": None,
    "docs/bridge/analysis/second.md": None,
    "docs/bridge/background/second.md": "---\ntitle: A second look, elsewhere\n---\n\nWords.\n",
    "docs/bridge/analysis/costs.md": (
        "---\ntitle: The costs & more\nstatus: withdrawn\nwithdrawn:\n  date: 2026-04-02\n"
        "  reason: The figures were those of *another* bridge.\n---\n\nSecret figures.\n\n![Bars](bars.svg)\n"
    ),
}


def release(site, day: str):
    said = run(site, "release", "bridge", "--date", day, "--note", f"Of {day}.", "--major")
    assert said.exit_code == 0, said.output
    return site


def merged(site):
    """An event becomes part of an unknown: a record of another kind names its id."""
    path = "data/bridge/unknowns.yml"
    text = (site.root / path).read_text(encoding="utf-8")
    site.write({path: f"{text.rstrip()}\n  formerly: [early-closure]\n"})
    events = (site.root / "data/bridge/timeline.yml").read_text(encoding="utf-8")
    return site.write({"data/bridge/timeline.yml": events.replace(MERGED, "")})


def after_two_editions(full_site):
    """Two editions, after which two pages go, one is withdrawn, one moves, and two records lose their places."""
    events = (full_site.root / "data/bridge/timeline.yml").read_text(encoding="utf-8")
    full_site.write({**BEFORE, "data/bridge/timeline.yml": events + MERGED})
    release(full_site, "2026-03-10")
    release(retitled(full_site, "Two"), "2026-03-11")
    return merged(full_site.write(AFTER))


def built(site, *words: str):
    return here("build", "--no-pdf", *words, cwd=site.root)


@pytest.fixture
def changed(full_site):
    return after_two_editions(full_site)


@pytest.fixture(scope="module")
def site_folder(tmp_path_factory):
    """The built site, which tests only read."""
    site = Site(tmp_path_factory.mktemp("tombstones")).write(base(tuple(kind.name for kind in KINDS)))
    done = built(after_two_editions(site))
    assert done.returncode == 0, done.stdout + done.stderr
    return site.root / "site"


def test_every_address_of_every_edition_is_known_with_what_became_of_it(changed) -> None:
    told = published(bridge(changed), history(bridge(changed)))
    assert told.moved == {"bridge/analysis/second": Address("bridge/background/second")}
    gone = {one.address.page: (one.title, one.first.edition, one.last.edition, one.after) for one in told.pages}
    assert gone["bridge/analysis/first"] == ("A first look", "2026-03-10", "2026-03-11", None)
    assert gone.keys() == {f"bridge/analysis/{name}" for name in ("first", "costs", "index")}
    assert [(one.address.anchor, one.now) for one in told.anchors["bridge/timeline"]] == [
        ("event-early-closure", "load-of-the-pier")
    ]
    assert [(one.address.anchor, one.now, one.title) for one in told.anchors["bridge/terms"]] == [
        ("term-girder", "", "Girder")
    ]
    assert {"bridge/timeline", "bridge/timeline#event-closure"} < set(told.lines.splitlines())


def test_pages_that_are_gone_say_so_in_the_look_of_the_site(site_folder) -> None:
    gone = (site_folder / "bridge/analysis/first.html").read_text(encoding="utf-8")
    assert '<h1 id="page-title">A first look</h1>' in gone
    assert "Published in the editions of 10 March 2026 to 11 March 2026." in gone
    assert '<a href="../changes.html#unreleased">Not here since the newest edition</a>' in gone
    assert 'href="../index.html">To the overview of the briefing</a>' in gone
    assert '<meta name="robots" content="noindex">' in gone
    assert "tombstones.css" in gone
    withdrawn = (site_folder / "bridge/analysis/costs.html").read_text(encoding="utf-8")
    assert "The figures were those of <em>another</em> bridge." in withdrawn
    assert "Secret figures" not in withdrawn
    assert not (site_folder / "bridge/analysis/bars.svg").exists()


def test_pages_and_records_that_moved_are_arrived_at(site_folder) -> None:
    moved = (site_folder / "bridge/analysis/second.html").read_text(encoding="utf-8")
    assert '<meta http-equiv="refresh" content="0; url=../background/second.html">' in moved
    assert '<script src="../../assets/javascripts/moved.js">' in moved
    timeline = (site_folder / "bridge/timeline.html").read_text(encoding="utf-8")
    assert re.search(r'<li id="event-early-closure">.*Now: <a href="unknowns.html#unknown-load-of-the-pier">', timeline)
    terms = (site_folder / "bridge/terms.html").read_text(encoding="utf-8")
    assert re.search(r'<li id="term-girder"><span class="noun">term</span> .*Girder', terms)
    assert terms.index('id="term-pier"') < terms.index('id="term-girder"')
    assert 'class="tombstones"' not in (site_folder / "bridge/actors.html").read_text(encoding="utf-8")


def test_what_moved_is_told_as_that_and_not_as_an_address_that_went(site_folder) -> None:
    told = (site_folder / "bridge/changes.html").read_text(encoding="utf-8")
    assert "bridge/<del>analysis</del>" in told.replace(" ", "")
    assert "<del>bridge/analysis/second</del>" not in told
    assert "<del>bridge/analysis/index</del>" in told  # the folder's own page went with its last page


def test_notices_are_in_the_zip_and_in_no_search_or_map(site_folder, tmp_path) -> None:
    assert "analysis" not in (site_folder / "sitemap.xml").read_text(encoding="utf-8")
    assert "background/second.html" in (site_folder / "sitemap.xml").read_text(encoding="utf-8")
    found = "".join(path.read_text(encoding="utf-8") for path in (site_folder / "search").rglob("*.js"))
    assert "background/second" in found
    assert "analysis/first" not in found
    assert "girder" not in found.casefold()
    assert verify_copy(site_folder) == ()
    with zipfile.ZipFile(site_folder / "downloads/offline.zip") as bundle:
        for name in ("bridge/analysis/first.html", "bridge/analysis/second.html", "assets/javascripts/moved.js"):
            assert bundle.read(name) == (site_folder / name).read_bytes()
        bundle.extractall(tmp_path)
    assert verify_copy(tmp_path) == ()


def test_a_template_that_leaves_an_address_out_stops_the_build(changed) -> None:
    changed.write({"macros/web/tombstones.html.jinja": "{% macro tombstones(view) %}{% endmacro %}"
                   "{% macro notices(items) %}{% endmacro %}"})  # fmt: skip
    done = built(changed, "--no-zip", "--no-epub")
    assert done.returncode == 1
    lost = [line for line in done.stdout.splitlines() if "lost-address" in line]
    assert [line.partition(": error")[0] for line in lost] == ["bridge/terms.html:1:1", "bridge/timeline.html:1:1"]
    assert "'bridge/terms.html#term-girder' was published once, and leads nowhere now" in lost[0]


def test_an_address_goes_on_through_editions_that_forgot_it(full_site) -> None:
    """One becomes two becomes three; the last names two alone, and what the first edition published still arrives."""
    page = "---\ntitle: {}\n{}---\n\nWords.\n"
    full_site.write({"docs/bridge/one.md": page.format("One", "")})
    release(full_site, "2026-03-10")
    full_site.write({"docs/bridge/one.md": None, "docs/bridge/two.md": page.format("Two", "formerly: [one]\n")})
    release(full_site, "2026-03-11")
    full_site.write({"docs/bridge/two.md": None, "docs/bridge/three.md": page.format("Three", "formerly: [two]\n")})
    briefing = bridge(full_site)
    assert published(briefing, history(briefing)).moved == {
        "bridge/one": Address("bridge/three"),
        "bridge/two": Address("bridge/three"),
    }


def test_what_was_never_published_leaves_nothing(full_site) -> None:
    full_site.write({"docs/bridge/one.md": "---\ntitle: One\n---\n\nWords.\n"})
    full_site.write({"docs/bridge/one.md": None})
    briefing = bridge(full_site)
    assert published(briefing, history(briefing)).lines == ""


def test_another_folder_leads_on_from_the_old_one(full_site) -> None:
    """The folder of a briefing is in every address of it."""
    release(full_site.write({"docs/bridge/analysis/first.md": "---\ntitle: A look\n---\n\nWords.\n"}), "2026-03-10")
    for name in ("data", "docs"):
        (full_site.root / name / "bridge").rename(full_site.root / name / "span")
    briefing = linked(full_site).briefing("span")
    told = published(briefing, history(briefing))
    assert told.moved["bridge/index"] == Address("span/index")
    assert told.moved["bridge/analysis/first"] == Address("span/analysis/first")
    assert told.moved.keys() == {line for line in told.lines.splitlines() if "#" not in line}
    assert (told.pages, told.anchors) == ((), {})


@pytest.mark.parametrize(
    "page", ["../evil", "bridge/../../evil", "/etc/evil", "evil", "assets/javascripts/evil", "bridge/E", "bridge/a\nb"]
)
def test_a_snapshot_that_names_paths_elsewhere_makes_no_page_there(full_site, page) -> None:
    release(full_site, "2026-03-10")
    briefing = bridge(full_site)
    [step] = history(briefing)
    hostile = {**step.now, "addresses": {page: [], "bridge/gone": ["a b", '"><b>', "fine"]}}
    told = published(briefing, [replace(step, now=hostile)])
    assert told.lines.splitlines() == ["bridge/gone", "bridge/gone#fine"]
    assert [one.address for one in told.pages] == [Address("bridge/gone")]


def test_ids_that_take_over_from_each_other_in_a_circle_end(full_site) -> None:
    release(full_site.write({"docs/bridge/one.md": "---\ntitle: One\n---\n\nWords.\n"}), "2026-03-10")
    full_site.write({"docs/bridge/one.md": None})
    briefing = bridge(full_site)
    step = history(briefing)[-1]
    pages = {name: {"path": f"bridge/{name}", "fields": {"formerly": [other]}, "tree": []}
             for name, other in (("one", "two"), ("two", "one"))}  # fmt: skip
    told = published(briefing, [replace(step, now={**step.now, "pages": pages})])
    assert [one.address.page for one in told.pages] == ["bridge/one"]


def test_where_nothing_is_gone_no_edition_is_read(full_site, monkeypatch) -> None:
    release(full_site, "2026-03-10")
    briefing = bridge(retitled(full_site, "Another title"))
    told = all_there(briefing)
    assert told == published(briefing, history(briefing))
    assert "bridge/timeline#event-closure" in told.lines.splitlines()
    full_site.write({"data/bridge/terms.yml": "- id: other\n  term: Other\n  definition: Words.\n"})
    monkeypatch.setattr("tests.test_link.check", lambda loaded: (check(loaded)[0], ()))
    assert all_there(bridge(full_site)) is None
