"""Editions and the published versions that show them: nothing is lost between them, and what is taken back is."""

import json
import re

import pytest

from briefbook.manifest import write_manifest
from briefbook.publish import Refused, Wanted, publish, read_source, store_of
from briefbook.publish.ledgers import ledgers_in
from tests.publishing import PAGE, built, put, whole

FIRST, SECOND = ("2026-06-05", "a" * 64), ("2026-11-23", "b" * 64)
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)">')
GONE = {"date": "2026-12-01", "reason": "It named <a witness>."}


def edition(name: str, digest: str, withdrawn=None):
    return {"edition": name, "digest": digest, "withdrawn": withdrawn}


def listing(site, *editions, digest: str = "b" * 64, notices=(), more=()):
    """A built site whose index lists these editions of a briefing, which says what has this digest."""
    (site / "api").mkdir(exist_ok=True)
    told = {"briefings": [{"id": "bridge", "editions": list(editions)}]}
    (site / "api/index.json").write_text(json.dumps(told))
    for name in notices:
        page = PAGE.format(text="gone").replace("</body>", "<!--older versions--><p>on</p></body>")
        (site / name).write_text(page)
    write_manifest(site, {"bridge": digest, **dict.fromkeys(more, "c" * 64)}, notices)
    return site


@pytest.fixture
def sites(tmp_path):
    one = listing(built(tmp_path / "one", "news.html", "old.html", text="one"), edition(*FIRST), digest=FIRST[1])
    two = listing(built(tmp_path / "two", "news.html"), edition(*FIRST), edition(*SECOND), notices=["old.html"])
    return one, two


@pytest.fixture
def store(tmp_path):
    return store_of(str(tmp_path / "published"), tmp_path)


def test_a_notice_under_latest_leads_to_the_versions_that_show_the_page(tmp_path, store, sites) -> None:
    put(store, sites[0], "2026-06-05", "latest")
    put(store, sites[1], "2026-11-23", "latest")
    notice = store.read("latest/old.html").decode()
    assert '<a href="../2026-06-05/old.html">5 June 2026</a>' in notice
    assert notice.index("older versions, kept as they were") < notice.index("<p>on</p>")
    assert b"kept as they were:" not in store.read("2026-11-23/old.html")
    put(store, sites[1], "2026-11-24", "latest")
    assert store.read("latest/old.html").decode().count("<li>") == 1
    whole(tmp_path / "published")


def test_a_version_published_late_is_named_in_the_notice_too(store, sites) -> None:
    put(store, sites[1], "2026-11-23", "latest")
    assert b"kept as they were:" not in store.read("latest/old.html")
    put(store, sites[0], "2026-06-05")
    assert b'href="../2026-06-05/old.html"' in store.read("latest/old.html")


def test_a_withdrawn_edition_takes_the_version_back_that_shows_it(tmp_path, store, sites) -> None:
    put(store, sites[0], "2026-06-05", "latest")
    third = listing(built(tmp_path / "three", "news.html"), edition(*FIRST, GONE), edition(*SECOND), digest=SECOND[1])
    told = put(store, third, "2026-12-01", "latest")
    assert "2026-06-05/ gives way to a notice" in told
    notice = store.read("2026-06-05/old.html").decode()
    assert "It named &lt;a witness&gt;." in notice
    assert "1 December 2026" in notice
    assert b'<h1 id="one">' not in store.read("2026-06-05/index.html")
    assert store.read("2026-06-05/api/index.json") is None
    assert b"It was withdrawn." in store.read("latest/old.html")
    assert json.loads(store.read("versions.json"))[1]["properties"] == {"withdrawn": True}
    assert put(store, third, "2026-12-01", "latest") == []
    whole(tmp_path / "published")


def test_the_latest_is_not_taken_back_under_the_readers_feet(tmp_path, store, sites) -> None:
    put(store, sites[0], "2026-06-05", "latest")
    third = listing(built(tmp_path / "three", "news.html"), edition(*FIRST, GONE), edition(*SECOND))
    with pytest.raises(Refused, match="give another version the alias first"):
        put(store, third, "2026-12-01")


def test_a_version_with_other_briefings_in_it_stays_and_the_person_is_told(tmp_path, store, sites) -> None:
    put(store, listing(sites[0], edition(*FIRST), digest=FIRST[1], more=["ferry"]), "2026-06-05")
    third = listing(built(tmp_path / "three"), edition(*FIRST, GONE), edition(*SECOND), more=["ferry"])
    told = put(store, third, "2026-12-01", "latest")
    assert [line for line in told if "--version 2026-06-05 --withdraw REASON" in line]
    assert b"one" in store.read("2026-06-05/news.html")
    assert told[-1] in put(store, third, "2026-12-01", "latest", dry_run=True)


def test_a_ledger_that_lost_its_newest_entry_is_not_published(tmp_path, store, sites) -> None:
    put(store, sites[1], "2026-11-23", "latest")
    cut = listing(built(tmp_path / "cut", "news.html", text="cut"), edition(*FIRST), digest=FIRST[1])
    with pytest.raises(Refused, match=r"lists bridge@2026-11-23, and the ledger of this site does not"):
        put(store, cut, "2026-12-01", "latest")
    other = listing(built(tmp_path / "other", text="other"), edition(*FIRST), edition(SECOND[0], "d" * 64))
    with pytest.raises(Refused, match=r"lists bridge@2026-11-23"):
        put(store, other, "2026-12-01", "latest")
    put(store, cut, "2026-06-05")  # an older site under an older name has lost nothing
    publish(store, Wanted("2026-06-05", aliases=("latest",)), lambda line: None)


@pytest.mark.parametrize(
    "index", [b"", b"{", b"[]", b'{"briefings": 1}', b'{"briefings": [{"id": "a"}]}', b"[" * 99999]
)
def test_what_is_no_list_of_editions_lists_none(index) -> None:
    assert ledgers_in(index) == {}


def test_the_index_of_a_real_site_is_read(full_site) -> None:
    from briefbook.api import all_files
    from briefbook.load import read_settings
    from tests.test_editions_release import FIRST as RELEASE
    from tests.test_editions_release import run
    from tests.test_link import linked

    run(full_site, *RELEASE)
    settings, _ = read_settings(full_site.root / "mkdocs.yml")
    site = linked(full_site)
    listed = ledgers_in(dict(all_files(site, settings))["api/index.json"])
    assert {name: one.digest for name, one in listed["bridge"].items()} == {
        "2026-03-10": site.briefings[0].editions[0].digest
    }


def test_the_notices_of_a_source_are_none_of_its_pages(sites) -> None:
    source = read_source(sites[1])
    assert (source.notices, "old.html" in source.pages, "news.html" in source.pages) == ({"old.html"}, False, True)


def test_every_canonical_address_of_every_copy_is_there(tmp_path, store, sites) -> None:
    put(store, sites[1], "2026-11-23", "latest")
    put(store, listing(built(tmp_path / "new", "only-new.html"), edition(*FIRST), edition(*SECOND)), "2026-11-30")
    put(store, sites[0], "2026-06-05")
    seen = set()
    for path in (tmp_path / "published").rglob("*.html"):
        for href in CANONICAL.findall(path.read_text()):
            assert (path.parent / href).is_file(), (path, href)
            seen.add(path.relative_to(tmp_path / "published").as_posix())
    assert {"2026-06-05/old.html", "2026-11-30/only-new.html", "2026-11-23/old.html", "latest/news.html"} <= seen
