"""Where a page stands, and what comes before and after it; what the conveniences are told."""

import re

from briefbook.web import Renderer
from tests.test_link import linked

BRIEFING = """\
title: The bridge
bottom_line: It stays open.
summary: A bridge.
status: living
language: en
facts_to: 2026-05-02
pages:
  - pages: [index, timeline]
  - title: Reference
    pages: [sources, actors, about]
"""


def page(site, path: str, **files: str) -> str:
    """The HTML of one page of a briefing whose navigation is known."""
    site.write({"data/bridge/briefing.yml": BRIEFING} | files)
    made = linked(site)
    briefing = made.briefings[0]
    return Renderer(made, site.root / "macros").page(briefing.pages_by_id[path], briefing).html


def links(html: str, css: str) -> list[tuple[str, str]]:
    part = re.search(rf'<nav class="{css}".*?</nav>', html, re.DOTALL)
    found = re.findall(r'<a[^>]*href="([^"]+)"[^>]*>(.*?)</a>', part[0], re.DOTALL) if part else []
    return [(href, re.sub(r"<[^>]+>", "", words)) for href, words in found]


def test_the_trail_leads_from_the_top_and_ends_with_the_place_in_the_section(site) -> None:
    html = page(site, "actors")
    assert links(html, "trail") == [("../index.html", "The bridge"), ("index.html", "The bridge")]
    assert "<li>Reference, 2 of 3</li>" in html


def test_the_overview_stands_right_below_the_top(site) -> None:
    assert links(page(site, "index"), "trail") == [("../index.html", "The bridge")]


def test_a_page_says_the_name_that_led_to_it_where_its_title_does_not(site) -> None:
    front = "---\ntitle: What the pier can bear\nshort: {}\n---\n\nLittle.\n"
    html = page(site, "load", **{"docs/bridge/load.md": front.format("The survey")})
    assert re.search(r'<p class="short-title">The survey</p>\s*<h1', html)
    assert "short-title" not in page(site, "load", **{"docs/bridge/load.md": front.format("The pier")})
    assert "short-title" not in page(site, "timeline")


def test_the_page_at_the_top_has_no_trail_and_nothing_to_turn_to(site) -> None:
    made = linked(site)
    html = Renderer(made, site.root / "macros").page(made.pages[0], None).html
    assert 'class="trail"' not in html
    assert 'class="turn"' not in html


def test_the_next_page_is_named_with_its_section(site) -> None:
    assert links(page(site, "timeline"), "turn") == [
        ("index.html", "Previous Overview"),
        ("sources.html", "Next · Reference Sources"),
    ]
    assert links(page(site, "index"), "turn") == [("timeline.html", "Next Timeline")]


def test_the_title_can_be_reached_and_its_anchor_is_taken(site) -> None:
    own = "---\ntitle: The end\n---\n\n## Page title\n\nWords.\n"
    html = page(site, "conclusion", **{"docs/bridge/conclusion.md": own})
    assert '<h1 id="page-title">The end</h1>' in html
    assert '<h2 id="page-title-2">' in html


def test_a_page_of_many_sections_has_contents_on_a_phone_and_one_of_few_has_none(site) -> None:
    many = "---\ntitle: The end\n---\n\n## One\n\nA.\n\n## Two\n\nB.\n\n## Three\n\nC.\n"
    html = page(site, "conclusion", **{"docs/bridge/conclusion.md": many})
    assert '<li><a href="#two">Two</a></li>' in html
    assert 'class="contents"' not in page(
        site, "conclusion", **{"docs/bridge/conclusion.md": many.replace("## Two\n", "")}
    )


def test_a_record_has_its_digest_at_home_and_it_follows_what_is_said(site) -> None:
    digest = re.compile(r'id="event-[a-z-]+" data-digest="([0-9a-f]{12})"')
    before = digest.findall(page(site, "timeline"))
    text = (site.root / "data/bridge/timeline.yml").read_text()
    assert digest.findall(page(site, "timeline", **{"data/bridge/timeline.yml": f"# A comment.\n{text}"})) == before
    title = re.search(r"title: (.*)", text)[1]
    changed = text.replace(f"title: {title}", "title: Something else", 1)
    after = digest.findall(page(site, "timeline", **{"data/bridge/timeline.yml": changed}))
    assert len(before) == len(after)
    assert before != after


def test_the_overview_says_when_it_came_out_and_what_was_corrected_last(site) -> None:
    assert "Not published yet." in page(site, "index")
    published = f"{BRIEFING}published: 2026-05-03\n"
    html = page(site, "index", **{"data/bridge/briefing.yml": published})
    assert "First published. Nothing has been corrected since." in html


def test_the_keys_lead_to_pages_that_exist(site) -> None:
    html = page(site, "actors")
    keys = dict(re.findall(r'<a data-key="(.)" href="([^"]+)">', html))
    assert keys == {"o": "index.html", "t": "timeline.html", "s": "sources.html"}
    assert 'data-facts-to="Facts to 2 May 2026"' in html


def test_keys_are_listed_where_they_do_something(site) -> None:
    made = linked(site)
    renderer = Renderer(made, site.root / "macros")
    inside = page(site, "timeline")
    home, nowhere = renderer.page(made.pages[0], None).html, renderer.conveniences_box()
    assert re.findall(r'<li data-key="(.)">', inside) == ["/", "?", "j", "k", "n", "p"]
    assert (
        re.findall(r'<li data-key="(.)">', home) == re.findall(r'<li data-key="(.)">', nowhere) == ["/", "?", "j", "k"]
    )


def test_a_sheet_of_paper_says_what_it_is_part_of(site) -> None:
    site.write({"data/bridge/briefing.yml": BRIEFING})
    made = linked(site)
    renderer = Renderer(made, site.root / "macros")
    timeline = made.briefings[0].pages_by_id["timeline"]
    assert renderer.page(timeline, made.briefings[0]).imprint == "The bridge · The bridge · Facts to 2 May 2026"
    assert renderer.page(made.pages[0], None).imprint == "The bridge"


def test_the_doors_of_the_home_page_have_the_names_of_the_navigation(site) -> None:
    news = "---\ntitle: What the town heard\nshort: News\n---\n\nLittle.\n"
    site.write(
        {"data/bridge/briefing.yml": BRIEFING.replace("timeline]", "news, timeline]"), "docs/bridge/news.md": news}
    )
    made = linked(site)
    html = Renderer(made, site.root / "macros").page(made.pages[0], None).html
    doors = re.search(r'<p class="doors">(.*?)</p>', html, re.DOTALL)
    assert doors
    assert re.findall(r">([^<>]+)</a>", doors[1])[0] == "News"
