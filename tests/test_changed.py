"""What changed lately, where it is read: at the top of the pages that show it, at the record, and nowhere else."""

import re
from html import unescape

import pytest
import yaml

from briefbook.editions import canonical, diff
from briefbook.editions.chronicle import chronicle_of
from briefbook.editions.history import Histories
from briefbook.kinds import LISTS
from briefbook.render.changes import Telling
from briefbook.words import Words
from tests.test_editions_canonical import bridge
from tests.test_editions_pages import second
from tests.test_editions_release import run
from tests.test_every_field import whole
from tests.test_generated import _Text
from tests.test_link import linked
from tests.test_render import pages

COUNCIL = "data/bridge/actors.yml"
THIRD = ("release", "bridge", "--date", "2026-05-01", "--note", "The council has a new name.", "--minor")
QUOTED = '---\ntitle: Who\n---\n\nHere is\n\n{{ actor("council") }}\n\nand no more.\n'
LISTED = '---\ntitle: All\n---\n\n{{ glance("actors") }}\n'
APART = "---\ntitle: Apart\n---\n\nA page about the [council][council], which it does not show.\n"
SCHEDULED = """\
- id: meeting
  date: 2027-01-01
  title: The council meets
  text: It meets.
  actors: [council]
  type: meeting
  certainty: scheduled
  sources: [gazette-closure]
"""
LINE = re.compile(r'<p class="changed"[^>]*>(.*?)</p>', re.DOTALL)
MARK = re.compile(r'<span class="changed-mark"[^>]*>(?:<a href="([^"]*)">)?([^<]*)')


def renamed(site, name: str):
    """Give the council another name."""
    text = (site.root / COUNCIL).read_text()
    return site.write({COUNCIL: re.sub(r"  name: .*", f"  name: {name}", text)})


@pytest.fixture
def third(full_site):
    """A site with three editions; the third changed an actor, and pages that show it, list it, or only name it."""
    full_site.write(
        {f"docs/bridge/{name}.md": text for name, text in {"quoted": QUOTED, "listed": LISTED, "apart": APART}.items()}
    )
    renamed(second(full_site), "Northford council")
    assert run(full_site, *THIRD).exit_code == 0
    return full_site


def lines(html: str) -> list[str]:
    """The lines at the top of a page, as words."""
    return [" ".join(unescape(re.sub(r"<[^>]+>", "", line)).split()) for line in LINE.findall(html)]


def marks(html: str) -> list[tuple[str, str]]:
    """The marks on a page: where each leads, and its words."""
    return MARK.findall(html)


def anchors(html: str) -> set[str]:
    return set(re.findall(r' id="([^"]+)"', html))


def test_a_changed_actor_shows_on_every_page_that_shows_it_and_on_no_other(third) -> None:
    made = pages(third)
    said = "Changed in the edition of 1 May 2026: Northford council"
    told = {path: lines(html) for path, html in made.items() if lines(html)}
    assert told == {"bridge/actors": [said], "bridge/quoted": [said], "bridge/listed": [said]}
    marked = {path: marks(html) for path, html in made.items() if marks(html)}
    mark = ("changes.html#change-2026-05-01_council", "Changed 1 May 2026")
    assert marked == {"bridge/actors": [mark], "bridge/quoted": [mark], "bridge/listed": [mark]}


def test_what_changed_an_edition_ago_is_marked_no_longer(third) -> None:
    made = pages(third)
    assert "pier" in (change.id for step in chronicle_of(bridge(third)).steps for change in step.changes)
    assert (lines(made["bridge/terms"]), marks(made["bridge/terms"])) == ([], [])


def test_what_is_in_no_edition_yet_says_so_and_comes_before_the_newest_edition(third) -> None:
    third.write({"data/bridge/terms.yml": "- id: pier\n  term: Pier\n  definition: A stone upright.\n"})
    third.write({"docs/bridge/both.md": "---\ntitle: Both\n---\n\n{{ actors() }}\n\n{{ terms() }}\n"})
    made = pages(third)
    assert lines(made["bridge/both"]) == [
        "Not in an edition yet: this page · Pier",
        "Changed in the edition of 1 May 2026: Northford council",
    ]
    assert marks(made["bridge/terms"]) == [
        ("changes.html#change-unreleased_pier", "Changed, not in an edition yet"),
    ]
    [overview] = re.findall(r'<ul class="latest">.*?</ul>', made["bridge/index"], re.DOTALL)
    shown = " ".join(unescape(re.sub(r"<[^>]+>", "", overview)).split())
    assert shown.index("Not in an edition yet: Both · Pier") < shown.index("1 May 2026") < shown.index("Changed: ")
    renamed(third, "The council")
    assert marks(pages(third)["bridge/actors"])[0][1] == "Changed, not in an edition yet"


def test_something_new_is_called_new(third) -> None:
    third.write({"data/bridge/terms.yml": "- id: span\n  term: Span\n  definition: What a pier carries.\n"})
    third.write(
        {
            "data/bridge/terms.yml": (third.root / "data/bridge/terms.yml").read_text()
            + ("- id: pier\n  term: Pier\n  definition: The upright that carries a span.\n")
        }
    )
    assert marks(pages(third)["bridge/terms"]) == [
        ("changes.html#change-unreleased_span", "New, not in an edition yet"),
    ]


def test_a_page_of_prose_says_that_its_own_sentences_changed(third) -> None:
    third.write({"docs/bridge/apart.md": APART.replace("does not show", "never shows")})
    made = pages(third)
    assert lines(made["bridge/apart"]) == ["Not in an edition yet: this page"]
    assert '<a class="to-change" href="changes.html#change-unreleased_apart">this page</a>' in made["bridge/apart"]
    assert "change-unreleased_apart" in anchors(made["bridge/changes"])


def test_a_changed_text_of_the_briefing_shows_on_the_page_that_has_it(third) -> None:
    path = third.root / "data/bridge/briefing.yml"
    third.write({"data/bridge/briefing.yml": f"{path.read_text()}method: We asked.\n"})
    made = pages(third)
    assert lines(made["bridge/about"]) == ["Not in an edition yet: method"]
    assert 'href="changes.html#change-unreleased">method</a>' in made["bridge/about"]
    assert "change-unreleased" in anchors(made["bridge/changes"])


def test_pages_that_list_changes_have_no_line_and_the_list_no_mark_of_itself(third) -> None:
    third.write(
        {
            "data/bridge/corrections.yml": (third.root / "data/bridge/corrections.yml").read_text()
            + ("- id: again\n  date: 2026-05-02\n  type: update\n  records: [closure]\n  text: Said again.\n")
        }
    )
    made = pages(third)
    assert (lines(made["bridge/index"]), lines(made["bridge/changes"])) == ([], [])
    assert marks(made["bridge/changes"]) == []
    assert (lines(made["bridge/corrections"]), marks(made["bridge/corrections"])) == ([], [])  # each has a date
    latest = made["bridge/index"][made["bridge/index"].index('<ul class="latest">') :]
    assert "Said again." in latest
    assert "#correction-again" not in latest[: latest.index("</ul>")]


def test_a_long_list_is_cut_and_counted(third) -> None:
    terms = "".join(f"- id: term-{n}\n  term: Term {n}\n  definition: Words.\n" for n in range(5))
    third.write({"data/bridge/terms.yml": terms + (third.root / "data/bridge/terms.yml").read_text()})
    assert lines(pages(third)["bridge/terms"]) == ["Not in an edition yet: Term 0 · Term 1 · Term 2 and 2 more"]


def test_without_two_editions_nothing_is_marked(full_site) -> None:
    assert not any(lines(html) + marks(html) for html in pages(full_site).values())


def test_a_withdrawn_edition_marks_nothing(third) -> None:
    run(third, "withdraw", "bridge@2026-05-01", "--reason", "Wrong.", "--date", "2026-05-02")
    found = pages(third)
    assert lines(found["bridge/actors"]) == ["Not in an edition yet: Northford council"]
    assert lines(found["bridge/terms"]) == ["Changed in the edition of 1 April 2026: Pier"]


def test_whatever_changes_of_a_record_has_an_entry_to_lead_to(full_site) -> None:
    for kind in LISTS:
        path = f"data/bridge/{kind.name}.yml"
        records = [*yaml.load((full_site.root / path).read_text(), _Text), whole(kind)]
        full_site.write({path: yaml.safe_dump(records, allow_unicode=True, sort_keys=False)})
    new = canonical(bridge(full_site))
    tried = 0
    for name, record in new["records"].items():
        for field in record["fields"]:
            less = {**record, "fields": {key: value for key, value in record["fields"].items() if key != field}}
            old = {**new, "records": {**new["records"], name: less}}
            for before, after in ((old, new), (new, old)):
                groups = Telling(Words("en"), before, after, anchor=str).groups(diff(before, after))
                assert [group.anchor for group in groups] == [name], field
                tried += 1
    assert tried > 200


def test_an_editor_s_own_page_of_changes_without_a_list_is_not_led_to(third) -> None:
    third.write({"docs/bridge/changes.md": "---\ntitle: Changes\n---\n\nAsk us.\n"})
    made = pages(third)
    assert marks(made["bridge/actors"]) == [("", "Changed 1 May 2026")]
    assert "#change-" not in "".join(made.values())
    third.write({"docs/bridge/changes.md": "---\ntitle: Changes\n---\n\nSee below.\n\n{{ changes() }}\n"})
    made = pages(third)
    assert marks(made["bridge/actors"])[0][0].partition("#")[2] in anchors(made["bridge/changes"])


def test_a_record_of_another_briefing_is_marked_by_its_own_editions(third) -> None:
    model = (third.root / "data/bridge/briefing.yml").read_text()
    third.write({
        "data/ferry/briefing.yml": model,
        "docs/ferry/who.md": '---\ntitle: Who\n---\n\n{{ actors(briefing="bridge") }}\n',
    })  # fmt: skip
    made = pages(third)["ferry/who"]
    assert marks(made) == [("../bridge/changes.html#change-2026-05-01_council", "Changed 1 May 2026")]
    assert lines(made) == []


def test_the_history_is_worked_out_once_a_briefing_and_not_once_a_page(third, monkeypatch) -> None:
    asked = []
    real = Histories._steps
    monkeypatch.setattr(Histories, "_steps", lambda self, one: asked.append(one.id) or real(self, one))
    assert len(pages(third)) > 15
    assert asked == ["bridge"]


def test_print_says_it_too(third) -> None:
    from briefbook.load import read_settings
    from briefbook.pdf.document import Imprint, Setter
    from briefbook.pdf.templates import Templates

    settings, _ = read_settings(third.root / "mkdocs.yml")
    site = linked(third)
    document = Setter(site, settings, Templates.of(settings.macros)).document(site.briefing("bridge"), Imprint())
    [page] = [
        sheet["view"]
        for part in document.value["parts"]
        for sheet in part["pages"]
        if sheet["view"]["anchor"] == "bridge/actors"
    ]
    assert [(line["title"], line["href"]) for line in page["changed"]] == [
        ("Changed in the edition of 1 May 2026", "bridge/changes#edition-2026-05-01")
    ]
    assert '"text": "Changed 1 May 2026", "href": "bridge/changes#change-2026-05-01_council"' in str(page).replace(
        "'", '"'
    )


def test_what_rests_on_a_change_is_listed_with_its_sentence_and_once(third) -> None:
    renamed(third, "The town council")
    changes = pages(third)["bridge/changes"]
    entries = re.findall(
        r'<section class="change-group" id="change-[0-9a-z-]+_council">.*?</section>', changes, re.DOTALL
    )
    newest, older = entries
    assert "What rests on it" in newest
    assert "A page about the council, which it does not show." in newest
    assert '<a href="apart.html">Apart</a>' in newest
    assert '<a href="timeline.html#event-closure">' in newest
    assert "What rests on it" not in older


def test_a_sentence_of_a_page_is_reached_at_its_heading(third) -> None:
    third.write({"docs/bridge/apart.md": f"{APART}\n## Still to come\n\nThe [council][council] will meet.\n"})
    third.write({"data/bridge/timeline.yml": (third.root / "data/bridge/timeline.yml").read_text() + SCHEDULED})
    changes = pages(third)["bridge/changes"]
    [entry] = re.findall(r'id="change-2026-05-01_council">.*?</section>', changes, re.DOTALL)
    assert '<a href="apart.html">Apart</a>' in entry
    assert re.search(r'<a href="apart.html#still-to-come">Apart: Still to come</a>.*?<q [^>]*>The council will', entry)
    third.write(
        {"docs/bridge/apart.md": f"{APART}\n{{{{ timeline() }}}}\n\n## Still to come\n\nThe [council][council].\n"}
    )
    made = pages(third)
    assert 'href="apart.html#still-to-come"' in made["bridge/changes"]
    assert {"still-to-come", "still-to-come-2"} <= anchors(made["bridge/apart"])


def test_few_places_stand_open_and_many_are_folded(third) -> None:
    third.write({"data/bridge/terms.yml": "- id: pier\n  term: Pier\n  definition: A stone upright.\n"})
    for number in (3, 4):
        third.write({"docs/bridge/piers.md": f"---\ntitle: Piers\n---\n\n{'The [pier][pier] holds. ' * number}\n"})
        sentences = [f"The [pier][pier] holds for the {n}th time." for n in range(number)]
        third.write({"docs/bridge/piers.md": f"---\ntitle: Piers\n---\n\n{' '.join(sentences)}\n"})
        changes = pages(third)["bridge/changes"]
        [entry] = re.findall(r'id="change-unreleased_pier">.*?</section>', changes, re.DOTALL)
        assert entry.count("<q ") == number
        assert ("<details" in entry) == (number > 3)


def test_a_correction_shown_at_a_record_is_no_place_that_discusses_it(full_site) -> None:
    made = pages(full_site)["bridge/timeline"]
    [event] = re.findall(r'<article class="record event.*?</article>', made, re.DOTALL)
    assert event.count("it was in millimetres") == 1
