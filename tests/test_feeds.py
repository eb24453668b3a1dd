"""Feeds, calendars and timelines: read by other people's libraries, alike in every build, honest about dates."""

import datetime
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise

import feedparser
import icalendar
import jsonschema
import pytest

from briefbook.editions.history import Histories
from briefbook.feeds import feed_files, offered
from briefbook.feeds.entries import NEWEST
from briefbook.feeds.links import in_feed
from briefbook.feeds.names import fit
from briefbook.link import Site
from briefbook.prose import Node
from tests.test_editions_canonical import linked
from tests.test_editions_pages import SECOND
from tests.test_editions_release import FIRST, retitled, run

URL = "https://a.example/sub/"
THIRD = ("release", "bridge", "--date", "2026-05-01", "--note", "The survey is done.", "--major")
WITHDRAW = ("withdraw", "bridge@2026-05-01", "--reason", "The survey was of another bridge.", "--date", "2026-05-02")
TERMS = "- id: pier\n  term: Pier\n  definition: The upright that carries a span.\n"
HOSTILE = "A </script><!-- & \"'; \\, ]]> <b>\n line\r\nBEGIN:VEVENT ü漢\u2028\x00 end"


def files(site, url: str = "") -> dict[str, bytes]:
    return dict(feed_files(linked(site), site.root / "macros", url, Histories()))


def atom(site, url: str = "", name: str = "bridge/changes.atom"):
    read = feedparser.parse(files(site, url)[name])
    assert not read.bozo, read.bozo_exception
    return read


def released(site):
    """Three editions, of which the second is minor."""
    run(site, *FIRST)
    site.write({"data/bridge/terms.yml": TERMS})
    run(site, *SECOND)
    run(retitled(site, "The bridge, surveyed"), *THIRD)
    return site


def events(site, timeline: str, url: str = "") -> dict[str, icalendar.Event]:
    content = files(site.write({"data/bridge/timeline.yml": timeline}), url)["bridge/timeline.ics"]
    found = icalendar.Calendar.from_ical(content).walk("VEVENT")
    return {str(event["SUMMARY"]): event for event in found}


def days(found: icalendar.Event) -> list[str]:
    """The first day, and the one after the last."""
    return [found[name].dt.isoformat() for name in ("DTSTART", "DTEND") if name in found]


def event(name: str, date: str, certainty: str = "reported") -> str:
    return (
        f"- id: {name}\n  date: '{date}'\n  title: {name.title()}\n  text: It happened.\n"
        f"  type: decision\n  certainty: {certainty}\n  sources: [gazette-closure]\n"
    )


def test_an_empty_ledger_gives_a_feed_to_follow_and_nothing_in_it(site) -> None:
    read = atom(site)
    assert (read.version, read.entries) == ("atom10", [])
    assert read.feed.title == "The bridge at Northford: changes"
    assert read.feed.updated == "2026-03-10T00:00:00Z"
    told = json.loads(files(site)["feeds/changes.json"])
    assert (told["version"], told["items"]) == ("https://jsonfeed.org/version/1.1", [])
    assert "home_page_url" not in told


ITEM = {
    "type": "object",
    "required": ["id", "title", "content_html", "date_published", "date_modified", "language"],
    "properties": {
        **{key: {"type": "string", "minLength": 1} for key in ("id", "title", "summary", "content_html", "language")},
        **{key: {"type": "string", "format": "date-time"} for key in ("date_published", "date_modified")},
        "url": {"type": "string", "pattern": "^https://"},
        "authors": {"type": "array", "items": {"type": "object", "required": ["name"]}},
        "tags": {"type": "array", "items": {"type": "string"}},
    },
    "additionalProperties": False,
}
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        **{key: {"type": "string", "minLength": 1} for key in ("title", "language")},
        **{key: {"type": "string", "pattern": "^https://"} for key in ("home_page_url", "feed_url")},
        "items": {"type": "array", "items": ITEM},
    },
    "additionalProperties": False,
}
"""What JSON Feed 1.1 asks of the fields that we write, and no other field."""


@pytest.mark.parametrize("url", ["", URL])
@pytest.mark.parametrize("name", ["bridge/changes.json", "feeds/changes.json"])
def test_a_json_feed_has_the_form_of_one(full_site, url, name) -> None:
    told = json.loads(files(released(full_site), url)[name])
    jsonschema.validate(told, JSON_FEED, format_checker=jsonschema.FormatChecker())
    assert len({item["id"] for item in told["items"]}) == len(told["items"]) == 3
    assert all(("url" in item) == bool(url) for item in told["items"])
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**told, "items": [{**told["items"][0], "id": 1}]}, JSON_FEED)


def test_only_major_editions_and_corrections_are_told(full_site) -> None:
    found = [(entry.title, entry.published) for entry in atom(released(full_site)).entries]
    assert found == [
        ("The bridge, surveyed: Edition of 1 May 2026", "2026-05-01T00:00:00Z"),
        ("The bridge, surveyed: Edition of 10 March 2026", "2026-03-10T00:00:00Z"),
        ("The bridge, surveyed: Correction, 9 March 2026", "2026-03-09T00:00:00Z"),
    ]


def test_an_entry_tells_what_changed_since_the_major_edition_before(full_site) -> None:
    newest, first, correction = atom(released(full_site)).entries
    said = newest.content[0].value
    assert said.startswith("<p>The survey is done.</p>")
    assert "What changed since the edition of 10 March 2026" in said
    assert "The upright that carries a span<del> of the bridge</del>." in said  # came with the minor one between
    assert "What changed since" not in first.content[0].value
    assert "it was in millimetres" in correction.content[0].value


def test_a_withdrawn_edition_says_so_and_no_more(full_site) -> None:
    before = atom(released(full_site)).entries[0]
    run(full_site, *WITHDRAW)
    after = atom(full_site).entries[0]
    assert after.id == before.id
    assert (after.published, after.updated) == ("2026-05-01T00:00:00Z", "2026-05-02T00:00:00Z")
    assert after.title.endswith("Edition of 1 May 2026, withdrawn")
    assert "<strong>Withdrawn</strong> 2 May 2026: The survey was of another bridge." in after.content[0].value
    assert "The survey is done." not in after.content[0].value


def test_a_withdrawn_record_is_taken_back_in_every_form(full_site) -> None:
    for name in ("corrections", "timeline"):
        path = full_site.root / f"data/bridge/{name}.yml"
        first, rest = path.read_text().split("\n", 1)
        gone = "  status: withdrawn\n  withdrawn: {date: 2026-03-12, reason: It was of another bridge.}\n"
        path.write_text(f"{first}\n{gone}{rest}")
    [entry] = atom(full_site).entries
    assert entry.title.endswith("Correction, 9 March 2026, withdrawn")
    assert entry.updated == atom(full_site).feed.updated == "2026-03-12T00:00:00Z"
    assert "<strong>Withdrawn</strong> 12 March 2026: It was of another bridge." in entry.content[0].value
    assert "millimetres" not in entry.content[0].value
    [event_] = icalendar.Calendar.from_ical(files(full_site)["bridge/timeline.ics"]).walk("VEVENT")
    assert str(event_["STATUS"]) == "CANCELLED"
    assert str(event_["DESCRIPTION"]) == "Withdrawn, 12 March 2026: It was of another bridge."
    assert "bridge/timeline.json" not in files(full_site)


def test_identifiers_stay_whatever_else_changes(full_site) -> None:
    for url in ("", URL):
        read = atom(released(full_site) if not url else full_site, url)
        names = [read.feed.id, *(entry.id for entry in read.entries)]
        assert len(set(names)) == len(names)
        again = atom(retitled(full_site, "Another title"), url)
        assert [again.feed.id, *(entry.id for entry in again.entries)] == names
    assert names == [
        f"{URL}bridge/changes.atom",
        "tag:a.example,2026-05-01:bridge/2026-05-01",
        "tag:a.example,2026-03-10:bridge/2026-03-10",
        "tag:a.example,2026-03-09:bridge/corrections/width-of-crack",
    ]


def test_without_an_address_nothing_pretends_to_have_one(full_site) -> None:
    released(full_site)
    for name, content in files(full_site).items():
        if name.endswith(("changes.atom", "changes.json")):
            assert list(in_feed(name, content)) == []
    assert b"URL" not in files(full_site)["bridge/timeline.ics"]


def test_with_an_address_all_links_are_whole(full_site) -> None:
    made = files(released(full_site), URL)
    links = [link for name in made if "changes" in name for link in in_feed(name, made[name])]
    assert f"{URL}bridge/changes.html#edition-2026-05-01" in links
    assert f"{URL}bridge/terms.html#term-pier" in links
    assert f"{URL}bridge/timeline.html#event-closure" in links
    assert all(link.startswith(URL) for link in links)


def test_several_briefings_share_a_feed_newest_first(full_site) -> None:
    released(full_site)
    other = {
        f"data/mill/{path.name}": path.read_text() for path in sorted((full_site.root / "data/bridge").glob("*.yml"))
    }
    full_site.write(other)
    run(full_site, "release", "mill", "--date", "2026-04-15", "--note", "The mill too.", "--major")
    whole = atom(full_site, name="feeds/changes.atom")
    assert [entry.published[:10] for entry in whole.entries] == [
        "2026-05-01", "2026-04-15", "2026-03-10", "2026-03-09", "2026-03-09",
    ]  # fmt: skip
    assert len({entry.id for entry in whole.entries}) == 5
    assert len(atom(full_site, name="mill/changes.atom").entries) == 2
    items = json.loads(files(full_site)["feeds/changes.json"])["items"]
    assert [item["id"] for item in items] == [entry.id for entry in whole.entries]
    own = json.loads(files(full_site, URL)["mill/changes.json"])
    assert (own["feed_url"], own["home_page_url"]) == (f"{URL}mill/changes.json", f"{URL}mill/changes.html")
    assert [item["id"] for item in own["items"]] == [
        entry.id for entry in atom(full_site, URL, "mill/changes.atom").entries
    ]
    assert {name for name, found in offered(linked(full_site)).items() if found} == {"", "bridge", "mill"}


def test_a_feed_has_an_end(full_site) -> None:
    record = "- id: n{0}\n  date: 2026-03-{1:02}\n  type: update\n  records: [closure]\n  text: Number {0}.\n"
    rows = "".join(record.format(number, number % 28 + 1) for number in range(NEWEST + 9))
    full_site.write({"data/bridge/corrections.yml": rows})
    days = [entry.published for entry in atom(full_site).entries]
    assert (len(days), days) == (NEWEST, sorted(days, reverse=True))


def test_a_site_without_briefings_has_no_feeds() -> None:
    empty = Site("Empty", (), ())
    assert (list(feed_files(empty, None, "", Histories())), offered(empty)) == ([], {"": ()})


def test_a_day_is_a_day_and_a_month_is_left_out_and_said(site) -> None:
    rows = [event("day", "2026-03-02"), event("month", "2026-02"), event("year", "2025"), event("near", "2026-03-01~")]
    rows += [event("span", "2026-01-30/2026-02-02"), event("loose", "2026-01/2026-02"), event("open", "2025-01-01/..")]
    rows += [event("coming", "2026-06-01", "scheduled")]
    found = events(site, "".join(rows))
    assert sorted(found) == ["Coming", "Day", "Near", "Span"]
    assert days(found["Day"]) == ["2026-03-02", "2026-03-03"]
    assert days(found["Span"]) == ["2026-01-30", "2026-02-03"]
    assert [str(found[name].get("STATUS")) for name in ("Coming", "Near", "Day")] == ["TENTATIVE", "TENTATIVE", "None"]
    assert str(found["Near"]["DESCRIPTION"]).startswith("about 1 March 2026. It happened.")
    assert found["Day"]["DTSTAMP"].dt == datetime.datetime(2026, 3, 10, tzinfo=datetime.UTC)
    whole = icalendar.Calendar.from_ical(files(site)["bridge/timeline.ics"])
    assert str(whole["DESCRIPTION"]).endswith("Not known to the day and left out here: 4.")


def test_the_calendar_ends_with_the_days(site) -> None:
    found = events(site, event("last", "9999-12-31", "scheduled") + event("first", "0001-01-01"))
    assert days(found["Last"]) == ["9999-12-31"]
    assert days(found["First"]) == ["0001-01-01", "0001-01-02"]


def test_an_event_keeps_its_identifier_and_leads_to_its_page(site) -> None:
    [one] = events(site, event("day", "2026-03-02"), URL).values()
    assert str(one["UID"]) == "day.bridge@a.example"
    assert str(one["URL"]) == f"{URL}bridge/timeline.html#event-day"


def test_a_briefing_without_days_has_no_calendar(site) -> None:
    site.write({"data/bridge/timeline.yml": event("month", "2026-02")})
    assert "bridge/timeline.ics" not in files(site)
    assert [file.label for file in offered(linked(site))["bridge"]] == ["Atom", "JSON Feed", "TimelineJS"]
    site.write({"data/bridge/timeline.yml": event("open", "../2026-02")})
    assert set(files(site)) == {
        f"{folder}/changes.{form}" for folder in ("bridge", "feeds") for form in ("atom", "json")
    }


def test_a_player_is_given_dates_as_precise_as_they_are(site) -> None:
    rows = [event("day", "2026-03-02"), event("month", "2026-02"), event("decade", "198X"), event("open", "2025-01/..")]
    site.write({"data/bridge/timeline.yml": "".join(rows)})
    told = {one["unique_id"]: one for one in json.loads(files(site)["bridge/timeline.json"])["events"]}
    assert told["day"]["start_date"] == {"year": 2026, "month": 3, "day": 2}
    assert "end_date" not in told["day"]
    assert (told["month"]["start_date"], told["month"]["display_date"]) == ({"year": 2026, "month": 2}, "February 2026")
    assert (told["decade"]["start_date"], told["decade"]["end_date"]) == ({"year": 1980}, {"year": 1989})
    assert (told["open"]["start_date"], "end_date" in told["open"]) == ({"year": 2025, "month": 1}, False)


def hostile(site) -> Site:
    """The linked site with a text in it that no check would let through; a snapshot of another time may have it."""
    whole = linked(site)
    briefing = whole.briefing("bridge")
    text = Node("document", (Node("text", (), HOSTILE),))

    def spoilt(record):
        named = {"title": HOSTILE} if hasattr(record.model, "title") else {}
        model = record.model.model_copy(update=named)
        return replace(record, model=model, title=HOSTILE, texts=dict.fromkeys(record.texts, text))

    records = {kind: tuple(map(spoilt, found)) for kind, found in briefing.records.items()}
    editions = tuple(edition.model_copy(update={"note": HOSTILE}) for edition in briefing.editions)
    briefing = replace(
        briefing,
        model=briefing.model.model_copy(update={"title": HOSTILE, "topics": (HOSTILE,)}),
        texts=dict.fromkeys(briefing.texts, text),
        records=records,
        by_id={record.id: record for found in records.values() for record in found},
        editions=editions,
    )
    return replace(whole, name=HOSTILE, briefings=(briefing,))


@pytest.mark.parametrize("url", ["", URL])
def test_hostile_text_is_text_in_every_form(full_site, url) -> None:
    made = dict(feed_files(hostile(released(full_site)), full_site.root / "macros", url, Histories()))
    for name in ("bridge/changes.atom", "feeds/changes.atom"):
        root = ET.fromstring(made[name])
        assert len(root.findall("{http://www.w3.org/2005/Atom}entry")) == 3
        for html in root.iter("{http://www.w3.org/2005/Atom}content"):
            assert "&lt;/script&gt;&lt;!--" in html.text
            assert "<b>" not in html.text
    for name in ("bridge/changes.json", "feeds/changes.json"):
        items = json.loads(made[name])["items"]
        assert len(items) == 3
        assert all("<b>" not in item["content_html"] for item in items)
    calendar = icalendar.Calendar.from_ical(made["bridge/timeline.ics"])
    assert [len(calendar.walk(part)) for part in ("VCALENDAR", "VEVENT")] == [1, 1]
    assert "BEGIN:VEVENT ü漢" in str(calendar.walk("VEVENT")[0]["SUMMARY"])
    told = json.loads(made["bridge/timeline.json"])
    assert "&lt;b&gt;" in told["events"][0]["text"]["headline"]
    assert "<" not in json.dumps(told)


def test_lines_of_a_calendar_are_folded_between_characters(site) -> None:
    site.write({"data/bridge/timeline.yml": event("day", "2026-03-02").replace("It happened", "漢字ü, " * 60)})
    lines = files(site)["bridge/timeline.ics"].split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    assert [line.decode() for line in lines]  # none of them ends within a character
    assert any(line.startswith(b" ") and before for before, line in pairwise(lines))


def test_what_no_form_can_hold_is_marked_as_lost() -> None:
    assert fit("a\x00b\ud800c\uffffd\tü漢\U0001f600") == "a\ufffdb\ufffdc\ufffdd\tü漢\U0001f600"


def test_the_same_bytes_again(full_site, monkeypatch) -> None:
    made = files(released(full_site), URL)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert files(full_site, URL) == made
    assert b"1970" not in b"".join(made.values())
