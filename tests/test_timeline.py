"""The timeline: its picture says what its list says, coming events stand apart, and what led to an event is shown."""

import re
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest

from briefbook.link.order import led_from
from briefbook.render.timeline import earliest, in_sum, latest
from briefbook.words import Words
from tests.test_render import pages

TIMELINE = """\
- {{id: cracks, before: [closure], title: Cracks are found, text: In a pier., type: other, certainty: reported,
   actors: [council], led_to: [closure], sources: [gazette-closure]}}
- {{id: closure, date: 2026-03-02, title: {title}, text: The crossing closes., type: decision, certainty: confirmed,
   actors: [council], led_to: [survey], sources: [gazette-closure]}}
- {{id: survey, date: 2026-03-05/.., title: The survey, text: Divers look., type: operation, certainty: reported,
   sources: [gazette-closure]}}
- {{id: reopening, date: 2026-05~, title: Reopening, text: One lane., type: other, certainty: scheduled,
   sources: [gazette-closure]}}
"""


@pytest.fixture
def bridge(full_site):
    """Writes the timeline of the bridge with a title of its own, and gives the pages."""

    def write(title: str = "The council closes the bridge", **files: str):
        full_site.write({"data/bridge/timeline.yml": TIMELINE.format(title=title), **files})
        return pages(full_site)

    return write


class Elements(HTMLParser):
    """Every element with its attributes, as they stand."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.all: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs) -> None:
        self.all.append((tag, dict(attrs)))

    def of(self, name: str, **wanted: str) -> list[dict[str, str | None]]:
        return [
            found
            for tag, found in self.all
            if tag == name and all(value in (found.get(key) or "").split() for key, value in wanted.items())
        ]


def test_picture_and_list_say_the_same(bridge) -> None:
    made = bridge()["bridge/timeline"]
    listed = [item["data-event"] for item in Elements(made).of("li") if "data-event" in item]
    drawn = [mark["href"] for mark in Elements(made).of("a", **{"class": "moment"})]
    assert listed == ["cracks", "closure", "survey", "reopening"]
    assert drawn == [f"#event-{name}" for name in listed] * 2
    titles = re.findall(r'<a href="[^"]*" class="moment[^"]*"><title>([^<]*)</title>', made)[:4]
    assert titles == [
        "Undated: Cracks are found (reported)",
        "2 March 2026: The council closes the bridge (confirmed)",
        "since 5 March 2026: The survey (reported)",
        "about May 2026: Reopening (scheduled)",
    ]


def test_picture_has_a_name_and_leads_to_its_text_form(bridge) -> None:
    found = Elements(bridge()["bridge/timeline"])
    pictures = [svg for svg in found.of("svg") if "timeline-picture" in (svg["class"] or "")]
    assert [svg["role"] for svg in pictures] == ["group", "group"]
    assert {svg["aria-label"] for svg in pictures} == {
        "4 events from 2 March 2026 to about May 2026; 1 of them undated."
    }
    [told] = found.of("p", id=pictures[0]["aria-describedby"] or "")
    assert told


def test_coming_events_stand_at_the_end_under_their_own_heading(bridge) -> None:
    made = bridge()["bridge/timeline"]
    before, heading, after = made.partition('<h2 id="still-to-come">Still to come</h2>')
    assert heading
    assert ('id="event-survey"' in before, 'id="event-reopening"' in before) == (True, False)
    assert '<h3 id="event-reopening"' in after
    assert '<ol class="timeline coming" start="4">' in after


def test_events_show_what_led_to_them_and_what_they_led_to(bridge) -> None:
    made = bridge()["bridge/timeline"]
    closure = made[made.index('id="event-closure"') : made.index('id="event-survey"')]
    assert re.search(r"Brought about by</dt> <dd><a [^>]*#event-cracks", closure)
    assert re.search(r"Led to</dt> <dd><a [^>]*#event-survey", closure)
    events = [SimpleNamespace(id=name, model=SimpleNamespace(led_to=to)) for name, to in (("a", ["c"]), ("b", ["c"]))]
    assert led_from(events) == {"c": ("a", "b")}


def test_a_page_with_the_timeline_twice_has_no_id_twice(bridge) -> None:
    made = bridge(**{"docs/bridge/extra.md": "---\ntitle: E\n---\n\n{{ timeline() }}\n\n{{ timeline() }}\n"})
    ids = [found["id"] for _, found in Elements(made["bridge/extra"]).all if found.get("id")]
    assert len(ids) == len(set(ids))
    assert "timeline-picture-2" in ids
    marks = {mark["href"] for mark in Elements(made["bridge/extra"]).of("a", **{"class": "moment"})}
    assert marks == {f"#event-{name}" for name in ("cracks", "closure", "survey", "reopening")}


def test_a_hostile_title_is_a_word_in_list_picture_and_data(bridge) -> None:
    made = bridge("""'A " onload=alert(1) \\x27 &amp; ]]> {shown} x=y'""")["bridge/timeline"]
    assert made.count("onload=alert(1)") > 4  # the heading, and twice a label and a full name
    assert all("onload" not in found for _, found in Elements(made).all)


@pytest.mark.parametrize("call", ['timeline(only="scheduled")', "timeline(limit=1)"])
def test_a_single_event_needs_no_picture(bridge, call: str) -> None:
    made = bridge(**{"docs/bridge/extra.md": f"---\ntitle: E\n---\n\n{{{{ {call} }}}}\n"})["bridge/extra"]
    assert "timeline-picture" not in made
    assert made.count("data-event=") == 1


def event(name: str, date: str | None = None, after=(), before=()) -> SimpleNamespace:
    return SimpleNamespace(id=name, date=date, after=after, before=before)


def test_an_undated_event_lies_between_those_it_is_known_to_follow_and_precede() -> None:
    events = {
        one.id: one
        for one in (
            event("a", "2026-01-01"),
            event("b", "2026-02"),
            event("c", None, ["a"], ["b"]),
            event("d", None, ["c"]),
            event("e", "2026-05-01", ["d"]),
            event("f", None, ["a", "b"], ["e"]),
            event("x", None, ["y"]),
            event("y", None, ["x"]),
        )
    }
    spans = {name: (str(earliest(one, events)), str(latest(one, events))) for name, one in events.items()}
    assert spans["c"] == ("2026-01-01", "2026-02-28")
    assert spans["d"] == ("2026-01-01", "2026-05-01")
    assert spans["f"] == ("2026-02-01", "2026-05-01")
    assert spans["x"] == ("None", "None")


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        (["2026-03-02", "2026-03-02"], "2 events, 2 March 2026."),
        (["2022/..", "2026-06"], "2 events from 2022 to June 2026."),
        (["../2026", None], "2 events; 1 of them undated."),
        (["202X", "2021-01-01/2021-02-01", None, None], "4 events, the 2020s; 2 of them undated."),
    ],
)
def test_a_picture_in_one_sentence(dates, words: str) -> None:
    assert in_sum([event("a", date) for date in dates], Words("en")) == words
