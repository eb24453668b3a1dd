"""What a page says of itself to programs: only what is stated, whole, and never more than data."""

import json
import re
from dataclasses import replace

import pytest

from briefbook.kinds import BY_NAME, KINDS
from briefbook.linked_data import exact, linked_data
from briefbook.verify import verify
from tests.building import here
from tests.conftest import CONFIG, INDEX, Site
from tests.test_editions_canonical import linked
from tests.test_feeds import HOSTILE, URL, hostile, released
from tests.test_render import pages
from tests.test_verify import POLICY, folder

DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
PAGE = "---\ntitle: How it was built\nsources: [gazette-closure]\n---\n\nIn [stages][closure].\n"


def data(whole, name: str, url: str = "") -> dict:
    briefing = whole.briefing("bridge")
    text = linked_data(whole, briefing.pages_by_id[name], briefing, "d" * 64, url)
    return json.loads(text) if text else {}


def test_the_overview_is_an_article_of_analysis(full_site) -> None:
    told = data(linked(full_site), "index")
    assert told["@type"] == "AnalysisNewsArticle"
    assert told["headline"] == "The bridge at Northford"
    assert (told["datePublished"], told["dateModified"], told["inLanguage"]) == ("2026-03-10", "2026-03-10", "en")
    assert told["author"] == [{"name": "Local desk"}]
    assert told["identifier"]["value"] == "d" * 64
    assert told["url"] == "index.html"
    assert told["isPartOf"] == {"@type": "WebSite", "name": "The bridge", "url": "../index.html"}
    [correction] = told["correction"]
    assert (correction["datePublished"], correction["text"][:18]) == ("2026-03-09", "An earlier version")
    assert told["citation"][0]["publisher"] == {"name": "Northford Gazette"}


def test_what_is_not_stated_is_not_said(site) -> None:
    path = site.root / "data/bridge/briefing.yml"
    text = path.read_text()
    path.write_text(text[: text.index("authors:")].replace("published: 2026-03-10\n", ""))
    told = data(linked(site), "index")
    assert not {"author", "datePublished", "dateModified", "correction", "license", "copyrightNotice"} & told.keys()


def test_rights_are_said_and_a_licence_only_where_the_words_lead_to_one(site) -> None:
    path = site.root / "data/bridge/briefing.yml"
    text = path.read_text()
    path.write_text(f"{text}rights: All rights reserved\n")
    assert "license" not in data(linked(site), "index")
    path.write_text(f'{text}rights: "[CC BY](https://a.example/by)"\n')
    told = data(linked(site), "index")
    assert (told["copyrightNotice"], told["license"]) == ("CC BY", "https://a.example/by")


def test_a_page_of_background_cites_what_it_leans_on_and_belongs_to_the_briefing(site) -> None:
    site.write({"docs/bridge/background/history.md": PAGE, "docs/bridge/analysis/why.md": PAGE})
    told = data(linked(site), "history")
    assert (told["@type"], told["headline"]) == ("BackgroundNewsArticle", "How it was built")
    assert [one["name"] for one in told["citation"]] == ["Bridge closed after cracks are found"]
    assert told["isPartOf"]["@id"] == "../index.html"
    assert data(linked(site), "why")["@type"] == "AnalysisNewsArticle"
    assert data(linked(site), "timeline") == {}
    assert data(linked(site), "history", URL)["url"] == f"{URL}bridge/background/history.html"


@pytest.mark.parametrize("url", ["", URL])
def test_nothing_in_it_ends_the_block(full_site, url) -> None:
    whole = hostile(released(full_site))
    briefing = whole.briefing("bridge")
    page = replace(briefing.pages_by_id["index"], title=HOSTILE)
    text = linked_data(whole, page, briefing, "d" * 64, url)
    assert not set(text) & set("<>&\u2028")
    assert json.loads(text)["headline"] == HOSTILE


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-06-05", "2026-06-05"),
        ("2026-06", "2026-06"),
        ("2026", "2026"),
        ("2026-06-05T23:30+03:00", "2026-06-05"),
        *((loose, "") for loose in ("2026-06~", "2026-22", "202X", "2026-XX", "2026-01/2026-02", "", None)),
    ],
)
def test_only_a_date_that_is_exact_is_given(text, said) -> None:
    assert exact(text) == said


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"x_html": f'{POLICY}<script type="application/ld+json">{{"url": "gone.html"}}</script>'}, "broken-link"),
        (
            {"x_html": f'{POLICY}<script type="application/ld+json">{{"url": "index.html#b"}}</script>'},
            "missing-anchor",
        ),
        ({"x_html": f'{POLICY}<script type="application/ld+json">{{"name": </script>'}, "broken-data"),
        ({"x_html": f'{POLICY}<script type="application/ld+json">{{"@id": "{URL}gone.html"}}</script>'}, "broken-link"),
        ({"b__changes_atom": "<feed>"}, "broken-data"),
        (
            {"b__changes_atom": '<feed xmlns="http://www.w3.org/2005/Atom"><link href="gone.html"/></feed>'},
            "broken-link",
        ),
        (
            {"feeds__changes_json": json.dumps({"items": [{"content_html": f'<a href="{URL}gone.html">x</a>'}]})},
            "broken-link",
        ),
        ({"feeds__changes_json": "{"}, "broken-data"),
    ],
)
def test_what_is_wrong_in_data_is_found_like_in_pages(tmp_path, files, found) -> None:
    assert [finding.code for finding in verify(folder(tmp_path, **files), URL)] == [found]


def test_data_that_leads_somewhere_or_elsewhere_is_left_alone(tmp_path) -> None:
    sound = {"@id": f"{URL}index.html#a", "url": "index.html", "citation": {"url": "https://b.example/gone"}}
    html = f'{POLICY}<script type="application/ld+json">{json.dumps(sound)}</script>'
    assert verify(folder(tmp_path, x_html=html), URL) == []


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A site that says where it is read, built by the command."""
    files = {f"data/bridge/{kind.name}.yml": kind.example for kind in KINDS}
    config = CONFIG.replace("  - search\n", "") + f"site_url: {URL}\ntheme: {{name: material}}\n"
    site = Site(tmp_path_factory.mktemp("linked")).write({"mkdocs.yml": config, "docs/index.md": INDEX, **files})
    done = here("build", "--no-pdf", "--no-epub", cwd=site.root)
    assert done.returncode == 0, done.stdout + done.stderr
    return site.root / "site"


def test_a_built_page_has_one_block_and_names_its_feeds(built) -> None:
    page = (built / "bridge/index.html").read_text(encoding="utf-8")
    [block] = DATA.findall(page)
    assert json.loads(block)["@id"] == f"{URL}bridge/index.html"
    heads = re.findall(r'<link rel="alternate feed" type="([^"]*)" title="([^"]*)" href="([^"]*)">', page)
    assert heads == [
        ("application/atom+xml", "The bridge at Northford: changes (Atom)", "changes.atom"),
        ("application/feed+json", "The bridge at Northford: changes (JSON Feed)", "changes.json"),
        ("application/atom+xml", "The bridge: changes (Atom)", "../feeds/changes.atom"),
        ("application/feed+json", "The bridge: changes (JSON Feed)", "../feeds/changes.json"),
    ]


def test_readers_find_feed_calendar_and_data_where_they_look(built) -> None:
    for page, href in (
        ("changes", "changes.atom"),
        ("timeline", "timeline.ics"),
        ("about", "../api/briefings/bridge.json"),
    ):
        assert f'<a href="{href}"' in (built / f"bridge/{page}.html").read_text(encoding="utf-8")
        assert (built / "bridge" / href).resolve().is_file()


def test_where_no_files_are_made_none_are_offered(full_site) -> None:
    made = pages(full_site)
    assert not [name for name, html in made.items() if "data-files" in html or "api/briefings" in html]


def test_a_month_of_publication_is_no_day_and_builds(tmp_path) -> None:
    briefing = BY_NAME["briefing"].example.replace("published: 2026-03-10", "published: 2026-04~")
    config = f"site_name: X\nsite_url: {URL}\nuse_directory_urls: false\nplugins: [briefbook]\n"
    site = Site(tmp_path).write({"mkdocs.yml": f"{config}theme: material\n", "data/bridge/briefing.yml": briefing})
    done = here("build", "--no-pdf", "--no-epub", "--no-zip", cwd=site.root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "<loc>" in (site.root / "site/sitemap.xml").read_text()
    assert "<lastmod>" not in (site.root / "site/sitemap.xml").read_text()


def test_the_map_of_the_site_has_dates_of_content(built) -> None:
    text = (built / "sitemap.xml").read_text(encoding="utf-8")
    rows = re.findall(r"<url><loc>([^<]*)</loc><lastmod>([^<]*)</lastmod></url>", text)
    assert (f"{URL}bridge/timeline.html", "2026-03-10") in rows
    assert (f"{URL}index.html", "2026-03-10") in rows
    assert {day for _, day in rows} == {"2026-03-10"}
    assert len(rows) == text.count("<url>")
