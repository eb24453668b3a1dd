"""Print as a typographer looks at it: nothing runs over the edge of a sheet, nothing stands alone at its foot."""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import typst

from briefbook.kinds import KINDS
from briefbook.pdf.engine import set_document
from briefbook.pdf.printer import job_of
from briefbook.pdf.templates import Templates
from tests.conftest import Site, _base
from tests.pdf_reading import Run, painted
from tests.test_pdf import ROOT, Copy, printed, squeezed, tags

TOP, FOOT, SIDE, WIDE = 22, 297 - 24, 28, 210  # millimetres, from the top and from the left
FONTS = tuple(map(str, Templates.of(ROOT / "none").fonts))
WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk"


@pytest.fixture(scope="module")
def shipped() -> Copy:
    """The shipped briefing, printed once."""
    return printed(ROOT)


@cache
def runs_of(pdf: Any) -> dict[int, list[Run]]:
    """What is painted on each sheet."""
    return {number: painted(page) for number, page in enumerate(pdf.pages, 1)}


def outside(pdf: Any) -> list[tuple[int, Run]]:
    """What a reader reads and stands outside the margins, by sheet; the cover has margins of its own."""
    there = ((number, run) for number, runs in runs_of(pdf).items() for run in runs if number > 1)
    return [
        (number, run)
        for number, run in there
        if run.read and run.words.strip() and not (TOP <= run.top < FOOT + 0.1 and SIDE - 1 <= run.left <= WIDE - SIDE)
    ]


def sheets_with(pdf: Any, words: str) -> list[int]:
    """The sheets on which these words are painted, tagged or not."""
    wanted = squeezed(words)
    return [number for number, runs in runs_of(pdf).items() if wanted in squeezed("".join(run.words for run in runs))]


def begun(copy: Copy) -> Iterator[tuple[str, int, float]]:
    """Every page of the site with the sheet it begins on, and how far down."""
    numbers = {page.objgen: number for number, page in enumerate(copy.pdf.pages, 1)}
    for tag in tags(copy, "H1"):
        number = numbers[_sheet(tag).objgen]
        runs = runs_of(copy.pdf)[number]
        yield tag.text, number, min(run.top for run in runs if run.words and tag.text.startswith(run.words))


def _sheet(tag: Any) -> Any:
    return tag.element.Pg if "/Pg" in tag.element else tag.element.K[0].Pg


# The shipped briefing


def test_the_shipped_briefing_keeps_to_its_margins(shipped) -> None:
    assert outside(shipped.pdf) == []


def test_a_page_begins_where_a_good_part_of_it_has_room(shipped) -> None:
    places = list(begun(shipped))
    assert len(places) > 20
    assert [place for place in places if place[2] > FOOT - 30] == []
    parts = {part["pages"][0]["view"]["title"] for part in shipped.document.value["parts"][1:]}
    middle = [place for place in places if place[0] in parts and place[2] > TOP + 10]
    assert middle, "no part begins below another in the shipped briefing: nothing is tested here"
    assert [place for place in middle if place[2] > FOOT - 115] == []


@pytest.mark.parametrize("name", ["shipped", "long"])
def test_no_heading_stands_alone_at_the_foot_of_a_sheet(name, request) -> None:
    assert alone_at_the_foot(request.getfixturevalue(name)) == []


def test_a_heading_stays_with_lines_whose_note_has_no_room(full_site) -> None:
    full_site.write({"docs/bridge/note.md": "---\ntitle: Note\nsummary: Words.\n---\n\n" + _noted(range(300))})
    assert alone_at_the_foot(printed(full_site.root)) == []


def _noted(numbers: range) -> str:
    """Headings, each with some lines; two of three have a note, so that a note comes to stand at every height."""
    text = []
    for n in numbers:
        note = f"\n\n[^{n}]: {'So it is said in many words, ' * 8}" if n % 3 else ""
        text.append(f"## Title {n}\n\nA word{f'[^{n}]' if note else ''}. {'More. ' * (n * 37 % 97)}{note}\n\n")
    return "".join(text)


def alone_at_the_foot(copy: Copy) -> list[str]:
    """The headings after which a reader must turn the sheet."""
    leaves = [tag for tag in copy.tree.walk() if tag.text.strip() and "/Pg" in tag.element]
    followed = [(tag, after) for tag, after in pairwise(leaves) if tag.name in ("H1", "H2", "H3", "H4")]
    assert len(followed) > 100
    return [tag.text for tag, after in followed if tag.element.Pg.objgen != after.element.Pg.objgen]


def test_a_table_on_two_sheets_has_its_head_on_both(shipped) -> None:
    [first] = [tag for tag in tags(shipped, "Table") if "Ways out" in tag.text and "Keep up the claim" in tag.text]
    on = sheets_with(shipped.pdf, "Ways out: for (+)")
    assert len(on) == 2
    assert on[1] == on[0] + 1
    assert first.text.count("Ways out") == 1, "what is repeated is not read twice"


def test_a_table_of_few_lines_stands_on_one_sheet(full_site) -> None:
    table = "| Bridge | Pier |\n|---|---|\n" + "| Northford | Middle |\n" * 6
    text = "".join(f"{'A word. ' * words}\n\n{table}\n" for words in range(20, 220, 10))
    full_site.write({"docs/bridge/note.md": f"---\ntitle: Note\nsummary: Words.\n---\n\n{text}"})
    copy = printed(full_site.root)
    tables = [tag for tag in tags(copy, "Table") if "Northford" in tag.text and "Middle" in tag.text]
    assert len(tables) == 20
    assert [len(_sheets(tag)) for tag in tables] == [1] * 20
    assert len({sheet for tag in tables for sheet in _sheets(tag)}) > 3


def _sheets(tag: Any) -> set[Any]:
    """The sheets on which something of it is painted."""
    return {inner.element.Pg.objgen for inner in tag.walk() if "/Pg" in inner.element}


def test_the_mark_of_a_note_stands_close_to_its_word(shipped) -> None:
    marked = [pair for tag in tags(shipped, "P") for pair in pairwise(tag.parts) if _is_mark(pair[1])]
    assert len(marked) > 10
    assert [before for before, _ in marked if isinstance(before, str) and before.endswith(" ")] == []


def _is_mark(part: Any) -> bool:
    return not isinstance(part, str) and part.text.strip().isdigit()


def test_a_note_of_its_own_words_begins_beside_its_number(full_site) -> None:
    note = "---\ntitle: Note\nsummary: Words.\n---\n\nA word[^a].\n\n[^a]: Nobody said so.\n\n    Nor since.\n"
    full_site.write({"docs/bridge/note.md": note})
    runs = [run for page in printed(full_site.root).pdf.pages for run in painted(page)]
    [first] = [run for run in runs if run.words.startswith("Nobody said so")]
    [second] = [run for run in runs if run.words.startswith("Nor since")]
    assert [run.words for run in runs if abs(run.top - first.top) < 2 and run.left < first.left]
    assert second.top > first.top + 2


def test_an_event_says_what_brought_it_about(shipped) -> None:
    text = squeezed(shipped.tree.text)
    events = {event.id: event for event in shipped.briefing.records["timeline"]}
    followed = {later: event.title for event in events.values() for later in event.model.led_to}
    assert len(followed) == 3
    for later, title in followed.items():
        begins = text.index(squeezed(events[later].title))
        assert squeezed(f"Brought about by {title}") in text[begins:]


# What is longer than a sheet

OTHERS = ("ferrymen", "shopkeepers", "farmers", "pupils", "anglers")
MADE_UP = "  support: {why: own-analysis, note: Made up.}\n"


def _option(name: str, gains: int, costs: int) -> str:
    lines = [f"    - id: {name}\n      label: The way {name} of {WORD}\n"]
    lines += ["      gains:\n"] * bool(gains) + [f"        - text: So much {name}{n}.\n" for n in range(gains)]
    lines += ["      costs:\n"] + [f"        - text: So dear {name}{n}.\n" for n in range(costs)]
    return "".join(lines)


def _dilemma(name: str, options: list[str]) -> str:
    head = f"- id: {name}\n  holder: council\n  question: What of {name}?\n  why: It must be.\n  options:\n"
    return head + "".join(options) + MADE_UP


def _position(name: str) -> str:
    wants = " ".join(f"They want {n}." for n in range(40))
    stance = f"wants: {wants}, precondition: {wants}, rules_out: {wants}, basis: stated"
    stances = "".join(f"    - {{actor: {actor}, {stance}}}\n" for actor in ("council", *OTHERS))
    return f"- id: {name}\n  issue: Who wants {name}\n  stances:\n{stances}" + MADE_UP


def _event(number: int) -> str:
    text = " ".join(f"So it went {n}." for n in range(900 if number == 50 else 3))
    return (
        f"- id: event-{number}\n  date: {1900 + number}-01-02\n  title: Number {number} of very many events in a row\n"
        f"  text: {text}\n  actors: [council]\n  type: decision\n  certainty: confirmed\n{MADE_UP}"
    )


def _files() -> dict[str, str | None]:
    files = _base(tuple(kind.name for kind in KINDS))
    files["data/bridge/dilemmas.yml"] += _dilemma("many", [_option("a", 60, 1), _option("b", 0, 1)])
    files["data/bridge/dilemmas.yml"] += _dilemma("twelve", [_option(f"o{n}", n % 4, 2) for n in range(12)])
    files["data/bridge/timeline.yml"] += "".join(map(_event, range(100)))
    files["data/bridge/actors.yml"] += "".join(f"- {{id: {name}, name: The {name}, type: group}}\n" for name in OTHERS)
    files["data/bridge/positions.yml"] += _position("much") + _position("more")
    briefing = files["data/bridge/briefing.yml"]
    title = briefing.partition("title: ")[2].partition("\n")[0]
    files["data/bridge/briefing.yml"] = briefing.replace(title, f"{WORD} " + "and so on " * 20, 1)
    return files


@pytest.fixture(scope="module")
def long(tmp_path_factory) -> Copy:
    """A briefing whose records, tables, picture, title and words are longer than is good."""
    site = Site(tmp_path_factory.mktemp("long")).write(_files())
    assert [line for line in site.lines() if "error" in line] == []
    return printed(site.root)


def test_what_is_longer_than_a_sheet_goes_on_on_the_next(long) -> None:
    assert long.sheets.fault == ""
    assert outside(long.pdf) == []
    text = squeezed(long.tree.text)
    assert [n for n in range(60) if squeezed(f"So much a{n}.") not in text] == []
    assert [n for n in range(900) if squeezed(f"So it went {n}.") not in text] == []


def test_many_ways_out_stand_in_lines_of_three(long) -> None:
    tables = [tag for tag in tags(long, "Table") if "Ways out" in tag.text]
    assert len(tables) == 1
    rows = [[cell for cell in row.parts if not isinstance(cell, str)] for row in tables[0].walk() if row.name == "TR"]
    assert max(map(len, rows)) == 4


def test_a_cover_is_one_sheet_whatever_is_on_it(long) -> None:
    assert sheets_with(long.pdf, "Contents")[0] == 2


def test_a_picture_longer_than_a_sheet_is_said_in_words(long, shipped) -> None:
    assert "13 events from" in shipped.tree.text
    assert any("events from" in str(tag.element.get("/Alt", "")) for tag in tags(shipped, "Figure"))
    assert "events from" in long.tree.text
    assert not any("events from" in str(tag.element.get("/Alt", "")) for tag in tags(long, "Figure"))


def test_words_over_the_foot_of_a_sheet_are_seen(long) -> None:
    never = _templates(long, "whole.typ", b"breakable: not was-whole(query(edge), most)", b"breakable: false")
    sheets = set_document(job_of(never, long.document, "briefing"), FONTS)
    assert len(outside(pikepdf.open(BytesIO(sheets.content)))) > 10


COVER = b"#let cover(book) ="
MORE_EACH_TIME = COVER + b" context { for n in range(query(metadata).len() + 1) [#metadata(n)] }\n#let cover-of(book) ="


@pytest.mark.parametrize(("cover", "comes_to_rest"), [(COVER, True), (MORE_EACH_TIME, False)])
def test_what_depends_on_the_last_setting_comes_to_rest(long, cover, comes_to_rest) -> None:
    job = job_of(_templates(long, "cover.typ", COVER, cover), long.document, "briefing")
    given = {"root": str(ROOT), "font_paths": [str(Path(FONTS[0]).parent)], "sys_inputs": dict(job.values)}
    _, warnings = typst.compile_with_warnings(dict(job.templates), **given)
    assert any("converge" in str(warning) for warning in warnings) is not comes_to_rest


def _templates(copy: Copy, name: str, before: bytes, after: bytes) -> Templates:
    """The templates, one of them with other words in it."""
    templates = Templates.of(copy.settings.macros)
    assert before in templates.files[name]
    return Templates({**templates.files, name: templates.files[name].replace(before, after)}, templates.fonts)
