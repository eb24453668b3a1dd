"""Linking: order, mentions, addresses, what is shared and what stays behind."""

from itertools import permutations
from types import SimpleNamespace

import pytest

from briefbook.check import check
from briefbook.link import Address, link_site
from briefbook.link.mentions import uses_in_text
from briefbook.link.order import in_time
from briefbook.load import load_site, read_settings
from briefbook.prose import parse_text


def linked(site):
    """Link a site that must be free of errors."""
    settings, _ = read_settings(site.root / "mkdocs.yml")
    checked, findings = check(load_site(settings))
    assert [finding for finding in findings if finding.level == "error"] == []
    return link_site(checked, settings.site_name)


def event(name, date=None, after=(), before=()):
    return SimpleNamespace(id=name, model=SimpleNamespace(date=date, after=after, before=before))


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([event("b", "2026-02"), event("a", "2026-01-05")], "a b"),
        ([event("c", after=("a",)), event("a", "2026-01"), event("b", "2026-02")], "a c b"),
        ([event("z", before=("a",)), event("a", "2026-01"), event("b", "2025-01")], "b z a"),
        (
            [
                event("d", after=("c",)),
                event("c", after=("a",)),
                event("a", "2026-01"),
                event("b", "2026-02"),
            ],
            "a c d b",
        ),
        ([event("a", "2026-01", after=("b",)), event("b", "2026-01")], "b a"),
        ([event("m", after=("a",), before=("b",)), event("a", "2026-01"), event("b", "2026-03")], "a m b"),
        ([event("o", "../2020"), event("a", "2026")], "o a"),
        ([event("c", "2026-05"), event("z", before=("a",)), event("a", "2026-01")], "z a c"),
        (
            [event("c", "2026-05"), event("z", before=("y",)), event("y", before=("c",)), event("d", "2026-01")],
            "d z y c",
        ),
        ([event("b", "2026-03-01T23:00Z"), event("a", "2026-03-01T09:00Z"), event("c", "2026-03-02")], "a b c"),
        ([event("b", "2026-03-01T10:00Z"), event("a", "2026-03-01T11:30+03:00"), event("d", "2026-03-01")], "d a b"),
        (
            [event("b", before=("c",)), event("c", after=("a",)), event("a", "2026-01"), event("old", "1990")],
            "old a b c",
        ),
        ([event("x", after=("elsewhere",)), event("a", "2026")], "x a"),
    ],
)
def test_events_stand_in_order_of_time(events, expected) -> None:
    assert " ".join(e.id for e in in_time(events)) == expected


def test_order_depends_on_the_file_only_for_ties() -> None:
    events = [event("a", "2026-01"), event("b", "2026-02"), event("c", after=("a",)), event("d", "2026-03")]
    assert {" ".join(e.id for e in in_time(order)) for order in permutations(events)} == {"a c b d"}
    assert [e.id for e in in_time([event("q", "2026"), event("p", "2026")])] == ["q", "p"]


def test_a_reference_is_recorded_with_its_sentence() -> None:
    root = parse_text("First. The [closure][closure] came [@gazette].\n\n- An item on [][pier].\n")
    uses = [(use.target, use.sentence) for use in uses_in_text(root, {"pier": "Pier"}.get)]
    assert uses == [
        ("closure", "The closure came."),
        ("gazette", "The closure came."),
        ("pier", "An item on Pier."),
    ]


def test_links_go_both_ways(full_site) -> None:
    full_site.write(
        {
            "docs/bridge/analysis/money.md": "---\ntitle: Money\n---\n\nThe [closure][closure] costs.\n\n"
            '{{ dilemma("open-or-wait") }}\n'
        }
    )
    briefing = linked(full_site).briefing("bridge")
    mentions = briefing.by_id["closure"].mentions
    assert (mentions[0].title, mentions[0].kind, mentions[0].sentence) == (
        "Money",
        "page",
        "The closure costs.",
    )
    assert mentions[0].address == Address("bridge/analysis/money")
    assert ("key_point", "The bridge stays closed until the survey is done.") in [
        (m.kind, m.sentence) for m in mentions
    ]
    page = briefing.pages_by_id["money"]
    assert page.leans_on == ("closure", "open-or-wait")
    assert [m.title for m in briefing.by_id["open-or-wait"].mentions if m.kind == "page"] == ["Money"]


def test_records_have_their_place_on_the_page_of_their_kind(full_site) -> None:
    records = linked(full_site).briefing("bridge").by_id
    assert records["closure"].address == Address("bridge/timeline", "event-closure")
    assert records["bridge-stays-closed"].address == Address("bridge/index", "key-point-bridge-stays-closed")
    assert records["closed-past-summer"].address == Address("bridge/outlook", "judgement-closed-past-summer")
    assert records["gazette-closure"].title == "Bridge closed after cracks are found"


def test_titles_taken_from_text_are_plain_and_short(full_site) -> None:
    long = "word " * 60
    full_site.write({"data/bridge/key_points.yml": f"- id: long\n  text: See the [closure][closure], {long}\n"})
    title = linked(full_site).briefing("bridge").by_id["long"].title
    assert title.startswith("See the closure, word")
    assert title.endswith("…")
    assert len(title) <= 91


def test_shared_records_show_where_they_are_used(site) -> None:
    site.write(
        {
            "data/shared/actors.yml": "- id: region\n  name: The region\n  type: state\n  members: [county]\n"
            "- id: county\n  name: The county\n  type: state\n- id: unused\n  name: Unused\n  type: state\n"
            "- id: town\n  name: The town\n  type: state\n",
            "data/bridge/terms.yml": "- id: pier\n  term: Pier\n"
            "  definition: Paid for by [a][town] and [b][region] and [c][town].\n",
        }
    )
    records = linked(site).briefing("bridge").by_id
    assert {"region", "county", "town"} <= set(records)
    assert "unused" not in records
    assert records["region"].address == Address("bridge/actors", "actor-region")


def test_drafts_stay_behind(site) -> None:
    site.write(
        {
            "data/bridge/terms.yml": "- id: pier\n  term: Pier\n  definition: Upright.\n  status: draft\n",
            "docs/bridge/secret.md": "---\ntitle: Secret\nstatus: draft\n---\n\nNot yet.\n",
        }
    )
    briefing = linked(site).briefing("bridge")
    assert "pier" not in briefing.by_id
    assert "secret" not in briefing.pages_by_id
    assert "terms" not in briefing.pages_by_id


def test_pages_follow_the_briefing_s_order_and_none_is_lost(full_site) -> None:
    full_site.write(
        {
            "docs/bridge/background/river.md": "---\ntitle: The river\nshort: River\n---\n\nWater.\n",
            "docs/bridge/analysis/money.md": "---\ntitle: Money\n---\n\nCosts.\n",
            "docs/bridge/conclusion.md": "---\ntitle: In the end\n---\n\nClosed.\n",
            "docs/bridge/extra.md": "---\ntitle: Extra\n---\n\nMore.\n",
        }
    )
    sections = [(s.title, s.made, [p.id for p in s.pages]) for s in linked(full_site).briefing("bridge").sections]
    assert sections == [
        ("", False, ["index", "news", "timeline", "positions", "dilemmas"]),
        ("Background", True, ["background", "river"]),
        ("Analysis", True, ["analysis", "money"]),
        ("", False, ["conclusion", "extra", "outlook"]),
        ("Reference", True, ["unknowns", "estimates", "actors", "terms", "sources"]),
        ("This briefing", True, ["about", "changes", "corrections"]),
    ]
    text = (full_site.root / "data/bridge/briefing.yml").read_text()
    full_site.write({"data/bridge/briefing.yml": f"{text}pages:\n  - title: First\n    pages: [money, index]\n"})
    listed = linked(full_site).briefing("bridge").sections
    assert (listed[0].title, listed[0].made, [p.id for p in listed[0].pages]) == (
        "First",
        False,
        ["money", "index"],
    )
    assert len([p for s in listed for p in s.pages]) == sum(len(pages) for _, _, pages in sections)


def test_a_page_with_a_standard_name_replaces_it(full_site) -> None:
    full_site.write({"docs/bridge/timeline.md": "All of it:\n\n{{ timeline() }}\n"})
    page = linked(full_site).briefing("bridge").pages_by_id["timeline"]
    assert (page.title, page.made) == ("Timeline", False)


def test_standard_pages_exist_only_where_there_is_something_to_show(site) -> None:
    assert set(linked(site).briefing("bridge").pages_by_id) == {
        "index", "news", "timeline", "actors", "sources", "about", "changes", "corrections",
    }  # fmt: skip


def test_updated_is_the_latest_correction(full_site) -> None:
    briefing = linked(full_site).briefing("bridge")
    assert (briefing.model.published, briefing.updated) == ("2026-03-10", "2026-03-10")
    full_site.write(
        {
            "data/bridge/corrections.yml": "- id: fix\n  date: 2026-04-01\n  type: update\n"
            "  records: [closure]\n  text: New.\n"
        }
    )
    assert linked(full_site).briefing("bridge").updated == "2026-04-01"
