"""Corrections and withdrawals at the record they touch: on the web, in print, in the book, with links both ways."""

import re

import pytest
import yaml

from briefbook.kinds import LISTS
from briefbook.load import read_settings
from briefbook.pdf.document import Imprint, Setter
from briefbook.pdf.templates import Templates
from tests.test_generated import _Text
from tests.test_link import linked
from tests.test_render import pages

NOTE = re.compile(r'<div class="notice correction-notice" role="note">(.*?)</div>', re.DOTALL)
QUOTED = '---\ntitle: Two days\n---\n\n{{ event("closure") }}\n\nThe end.\n'
MORE = """\
- id: quoted-page
  date: 2026-03-11
  type: clarification
  records: [two-days, closure]
  text: >-
    The page and [the closure][closure] meant the road, and not the path [@gazette-closure].
- id: taken-back
  date: 2026-03-12
  type: correction
  records: [closure]
  text: Never mind.
  status: withdrawn
  withdrawn: {date: 2026-03-13, reason: It was right all along.}
"""


@pytest.fixture
def corrected(full_site):
    """A site with three corrections: of an event, of the event and a page, and one that was taken back."""
    path = "data/bridge/corrections.yml"
    text = (full_site.root / path).read_text()
    return full_site.write({path: text + MORE, "docs/bridge/two-days.md": QUOTED})


def notes(html: str) -> list[str]:
    return NOTE.findall(html)


def test_a_correction_stands_at_its_record_wherever_that_is_shown(corrected) -> None:
    made = pages(corrected)
    [newer, older] = notes(made["bridge/timeline"])
    assert '<a href="corrections.html#correction-quoted-page">Clarification of 11 March 2026</a>' in newer
    assert '<a href="corrections.html#correction-width-of-crack">Correction of 9 March 2026</a>' in older
    assert "it was in millimetres" in older
    assert [title in made["bridge/two-days"] for title in ("Clarification of 11", "Correction of 9")] == [True, True]
    told = {path for path, html in made.items() if notes(html)}
    assert told == {"bridge/timeline", "bridge/two-days"}


def test_a_correction_of_a_page_stands_at_its_top(corrected) -> None:
    page = pages(corrected)["bridge/two-days"]
    head = page[: page.index("</header>")]
    [note] = notes(head)
    assert "meant the road" in note
    assert len(notes(page)) == 3


def test_the_page_of_changes_leads_to_the_corrections_and_tells_none_itself(corrected) -> None:
    page = pages(corrected)["bridge/changes"]
    assert '<p>What was wrong: <a class="to-page" href="corrections.html">Corrections</a></p>' in page
    assert 'id="correction-' not in page


def test_the_page_of_corrections_has_all_of_them_and_leads_back(corrected) -> None:
    page = pages(corrected)["bridge/corrections"]
    assert [f'id="correction-{name}"' in page for name in ("width-of-crack", "quoted-page", "taken-back")] == [True] * 3
    touched = re.findall(r"<dt>Touches</dt> <dd>(.*?)</dd>", page)
    assert [re.findall(r'href="([^"]*)"', links) for links in touched] == [
        ["timeline.html#event-closure"],
        ["two-days.html", "timeline.html#event-closure"],
        ["timeline.html#event-closure"],
    ]
    assert "It was right all along." in page


def test_a_correction_that_was_taken_back_is_shown_at_no_record(corrected) -> None:
    made = pages(corrected)
    assert "Never mind." not in "".join(notes(made["bridge/timeline"]) + notes(made["bridge/two-days"]))


def test_print_and_book_have_the_same_notes(corrected, tmp_path) -> None:
    from briefbook.epub import Bindery
    from briefbook.web import Renderer

    settings, _ = read_settings(corrected.root / "mkdocs.yml")
    site = linked(corrected)
    [briefing] = site.briefings
    document = Setter(site, settings, Templates.of(settings.macros)).document(briefing, Imprint())
    sheets = {sheet["view"]["anchor"]: sheet["view"] for part in document.value["parts"] for sheet in part["pages"]}
    shown = str(sheets["bridge/timeline"])
    assert shown.index("Clarification of 11 March 2026") < shown.index("Correction of 9 March 2026")
    assert "'href': 'bridge/corrections#correction-width-of-crack'" in shown
    assert [note["title"] for note in sheets["bridge/two-days"]["corrections"]] == ["Clarification of 11 March 2026"]
    Bindery(settings, site, Renderer(site, settings.macros)).write(briefing, tmp_path)
    import zipfile

    with zipfile.ZipFile(tmp_path / "downloads/bridge.epub") as book:
        assert len(notes(book.read("EPUB/site/bridge/timeline.html").decode())) == 2


GONE = {"status": "withdrawn", "withdrawn": {"date": "2026-04-02", "reason": "The survey was misread."}}
SHOWN_ON = {kind.name: f"bridge/{kind.page}" for kind in LISTS}


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.name)
def test_a_withdrawn_record_of_every_kind_keeps_its_place_with_a_notice(full_site, kind) -> None:
    path = f"data/bridge/{kind.name}.yml"
    [first, *rest] = yaml.load((full_site.root / path).read_text(), _Text)
    records = [{**first, **GONE}, *rest]
    quoted = f'---\ntitle: Quoted\n---\n\n{{{{ {kind.singular}("{first["id"]}") }}}}\n'
    full_site.write({path: yaml.safe_dump(records, sort_keys=False), "docs/bridge/quoted.md": quoted})
    made = pages(full_site)
    for page in (SHOWN_ON[kind.name], "bridge/quoted"):
        assert made[page].count("The survey was misread.") == 1, page
    listed = f'---\ntitle: Listed\n---\n\n{{{{ glance("{kind.name}") }}}}\n'
    row = pages(full_site.write({"docs/bridge/quoted.md": listed}))["bridge/quoted"]
    assert '<span class="mark gone">withdrawn</span>' in row


@pytest.mark.parametrize(
    ("kind", "call"),
    [("positions", "position_table()"), ("dilemmas", "dilemma_table()"), ("scenarios", "watch()")],
)
def test_a_table_says_which_of_its_rows_are_withdrawn(full_site, kind, call) -> None:
    path = f"data/bridge/{kind}.yml"
    [first, *rest] = yaml.load((full_site.root / path).read_text(), _Text)
    full_site.write({"docs/bridge/table.md": f"---\ntitle: Table\n---\n\n{{{{ {call} }}}}\n"})
    mark = '<span class="mark gone">withdrawn</span>'
    assert mark not in pages(full_site)["bridge/table"]
    full_site.write({path: yaml.safe_dump([{**first, **GONE}, *rest], sort_keys=False)})
    assert mark in pages(full_site)["bridge/table"]


def test_the_first_things_a_reader_meets_hold_nothing_that_was_withdrawn(corrected) -> None:
    path = corrected.root / "data/bridge/key_points.yml"
    [first, *rest] = yaml.load(path.read_text(), _Text)
    assert "stays closed" in pages(corrected)["index"].partition("Key points")[2]
    corrected.write({"data/bridge/key_points.yml": yaml.safe_dump([{**first, **GONE}, *rest], sort_keys=False)})
    made = pages(corrected)
    assert "stays closed" not in made["index"].partition("Key points")[2]
    [latest] = re.findall(r'<ul class="latest">.*?</ul>', made["bridge/index"], re.DOTALL)
    assert ["Never mind." in latest, "meant the road" in latest] == [False, True]


def test_what_is_withdrawn_says_so_wherever_it_is_named(full_site) -> None:
    path = full_site.root / "data/bridge/sources.yml"
    [first, *rest] = yaml.load(path.read_text(), _Text)
    full_site.write({"data/bridge/sources.yml": yaml.safe_dump([{**first, **GONE}, *rest], sort_keys=False)})
    full_site.write(
        {"docs/bridge/prose.md": "---\ntitle: P\n---\n\nSo [@gazette-closure] and [that][gazette-closure].\n"}
    )
    made = pages(full_site)
    mark = ' <span class="mark gone">withdrawn</span>'
    assert f"</a>{mark}]</span> and " in made["bridge/prose"]
    assert f">that</a>{mark}." in made["bridge/prose"]
    assert re.search(rf"<dt>Sources</dt> <dd><a [^>]*>[^<]*</a>{mark}</dd>", made["bridge/timeline"])


def test_a_withdrawn_page_is_named_in_words_and_led_to_by_nothing(full_site) -> None:
    gone = "---\ntitle: Old\nstatus: withdrawn\nwithdrawn: {date: 2026-04-02, reason: It was wrong.}\n---\n\nWords.\n"
    full_site.write(
        {"docs/bridge/old.md": gone, "docs/bridge/new.md": "---\ntitle: New\n---\n\nSee [it][old], [][old].\n"}
    )
    mark = ' <span class="mark gone">withdrawn</span>'
    assert f"<p>See it{mark}, Old{mark}.</p>" in pages(full_site)["bridge/new"]


def test_a_withdrawn_page_of_the_whole_site_is_named_in_words_too(full_site) -> None:
    gone = "---\ntitle: Old\nstatus: withdrawn\nwithdrawn: {date: 2026-04-02, reason: It was wrong.}\n---\n\nWords.\n"
    full_site.write(
        {
            "docs/old.md": gone,
            "docs/new.md": "---\ntitle: New\n---\n\nSee [it][old], [][old].\n",
            "docs/bridge/new.md": "---\ntitle: New\n---\n\nSee [it][/old], [][/old].\n",
        }
    )
    made = pages(full_site)
    mark = ' <span class="mark gone">withdrawn</span>'
    assert [f"<p>See it{mark}, Old{mark}.</p>" in made[path] for path in ("new", "bridge/new")] == [True, True]


def test_a_withdrawn_briefing_says_so_on_every_page(full_site) -> None:
    path = full_site.root / "data/bridge/briefing.yml"
    text = path.read_text().replace("status: living", "status: withdrawn")
    full_site.write(
        {"data/bridge/briefing.yml": f"{text}withdrawn: {{date: 2026-04-02, reason: It named a witness.}}\n"}
    )
    made = {path: html for path, html in pages(full_site).items() if path.startswith("bridge/")}
    assert len(made) > 10
    assert [path for path, html in made.items() if "It named a witness." not in html] == []
