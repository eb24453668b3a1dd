"""The edges: inputs that once ended a run, said less than was written, or took a time that grew with their square."""

import random
import re
import time
from collections import Counter
from types import SimpleNamespace

import pytest
from mkdocs.exceptions import PluginError

from briefbook.check import check
from briefbook.door.reading import use_no_clock
from briefbook.editions.canonical import canonical
from briefbook.epub.style import stylesheet
from briefbook.link import Site, link_site
from briefbook.link.mentions import uses_in_text
from briefbook.link.order import in_time
from briefbook.load import load_site, read_settings
from briefbook.load.snapshot import SnapshotError, read_snapshot, snapshot_bytes
from briefbook.pdf.templates import TemplateError
from briefbook.pdf.templates import Templates as PrintTemplates
from briefbook.pictures.lanes import pack
from briefbook.pictures.ruler import make_ruler
from briefbook.prose import parse_text, sentences
from briefbook.tokens import LookError
from briefbook.web import ComponentError, Renderer, Templates
from briefbook.words import Words


def linked_in(site) -> Site:
    """The site, linked."""
    settings, _ = read_settings(site.root / "mkdocs.yml")
    checked, _ = check(load_site(settings))
    return link_site(checked, "")


def page(site, name: str) -> str:
    """A page of the site, as HTML."""
    settings, _ = read_settings(site.root / "mkdocs.yml")
    linked = linked_in(site)
    [briefing] = linked.briefings
    return str(Renderer(linked, settings.macros).page(briefing.pages_by_id[name], briefing).html)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.00025, "0.00025"),
        (1.23456, "1.23456"),
        (1_000_000_000_000_000, "1,000,000,000,000,000"),
        (-0.0, "0"),
        (1e25, "1E25"),
        (5e-324, "5E-324"),
    ],
)
def test_a_number_is_printed_with_all_its_digits(value, said) -> None:
    assert Words("en").number(value) == said


@pytest.mark.parametrize(
    "values", [(1e15, -1e15), (1e-9,), (1e-9, 1e15), (1e15, 1e15 + 0.125), (1e-9, 1.1e-9), (0.1, 0.1 + 1e-17)]
)
def test_every_figure_that_check_accepts_has_its_place_on_a_ruler(values) -> None:
    ruler = make_ruler(values, 14, 600, lambda value: 30.0)
    assert all(14 <= ruler.x(value) <= 600 for value in values)
    assert 2 <= len(ruler.ticks) < 30


NOTES = """---
title: Note
---

## Note 1

One[^1], two[^2] and one again[^1].

## Note 2

## Note mark 1

[^1]: First.
[^2]: Second.
"""
ABOUT = "---\ntitle: About\n---\n\n## Method\n\nMore.\n\n{{ about() }}\n\n## Limits\n\n## Sources in sum\n"


@pytest.mark.parametrize(("name", "text"), [("note", NOTES), ("about", ABOUT)])
def test_headings_take_no_anchor_of_notes_and_components(full_site, name, text) -> None:
    method = "method: By hand.\ndisclaimer: Invented.\n"
    briefing = (full_site.root / "data/bridge/briefing.yml").read_text()
    full_site.write({f"docs/bridge/{name}.md": text, "data/bridge/briefing.yml": f"{briefing}{method}"})
    html = page(full_site, name)
    twice = [anchor for anchor, count in Counter(re.findall(r' id="([^"]+)"', html)).items() if count > 1]
    assert twice == []
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(re.findall(r' id="([^"]+)"', html))
    assert ('id="note-1"' if name == "note" else 'id="method-2"') in html


def test_a_picture_is_addressed_by_the_name_of_its_file(site) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    site.write({f"docs/bridge/{name}.svg": drawing for name in ("a#b", "50% ?")})
    site.write({"docs/bridge/note.md": "---\ntitle: Note\n---\n\n![One](a#b.svg) ![Two](<50% ?.svg>)\n"})
    assert site.lines() == []
    assert re.findall(r'src="([^"]+)"', page(site, "note")) == ["a%23b.svg", "50%25%20%3F.svg"]


@pytest.mark.parametrize("given", ["99999999999999", "9" * 5000, "253402300800", "abc"])
def test_no_second_is_later_than_dates_are(given, monkeypatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    with pytest.raises(PluginError, match=f"SOURCE_DATE_EPOCH is '{given[:40]}'"):
        use_no_clock(Site("", (), ()))


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('"title":"The council', '"title":"\\ud800 The council', "half of a pair of characters"),
        ('"sources":["gazette-closure"]', '"sources":7', "'records' is not in the shape of format 1"),
        ('"sources":["gazette-closure"]', '"formerly":7', "'records' is not in the shape of format 1"),
    ],
)
def test_a_snapshot_of_another_shape_is_refused(site, old, new, why) -> None:
    raw = snapshot_bytes(canonical(linked_in(site).briefings[0]))
    assert old.encode() in raw
    read_snapshot(raw)
    with pytest.raises(SnapshotError, match=why):
        read_snapshot(raw.replace(old.encode(), new.encode()))


def test_a_macro_that_calls_itself_is_said(tmp_path) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "web/event.html.jinja").write_text("{% macro event(v) %}{{ event(v) }}{% endmacro %}")
    with pytest.raises(ComponentError, match=r"event\.html\.jinja:\d+: it calls itself without end"):
        Templates(tmp_path, Words("en")).render("event", None)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("tokens.css", b":root{\n--bb-ink:#caf\xe9}", r"tokens\.css:2: this is not UTF-8"),
        ("pictures.css", b".a{}\n.b{fill:var(--bb-nope)}", r"pictures\.css:2: there is no token '--bb-nope'"),
    ],
)
def test_a_look_that_cannot_be_used_is_said(tmp_path, name, content, why) -> None:
    folder = tmp_path / "look/assets/stylesheets"
    folder.mkdir(parents=True)
    (folder / name).write_bytes(content)
    with pytest.raises(LookError, match=f"^look/assets/stylesheets/{why}"):
        stylesheet(tmp_path, tmp_path / "look")


def test_a_template_of_print_in_another_encoding_is_said(tmp_path) -> None:
    (tmp_path / "pdf").mkdir()
    (tmp_path / "pdf/event.typ").write_bytes(b"#let event(v) = [\ncaf\xe9]")
    with pytest.raises(TemplateError, match=r"macros/pdf/event\.typ:2: this is not UTF-8"):
        PrintTemplates.of(tmp_path)


def _as_said(stretches, apart: float) -> list[int]:
    """Lanes by the plain rule: each stretch in the first lane in which it touches nothing."""
    lanes: list[list[tuple[float, float]]] = []
    chosen = []
    for left, right in stretches:
        free = (n for n, lane in enumerate(lanes) if all(right + apart <= a or b + apart <= left for a, b in lane))
        number = next(free, len(lanes))
        lanes += [[]] if number == len(lanes) else []
        lanes[number].append((left, right))
        chosen.append(number)
    return chosen


def test_lanes_are_those_of_the_plain_rule() -> None:
    chance = random.Random(7)
    for _ in range(200):
        starts = [chance.choice((chance.uniform(-50, 400), chance.randint(-5, 50) * 8.0)) for _ in range(20)]
        stretches = [(left, left + chance.choice((0, 8.0, 64.0, chance.uniform(0, 150)))) for left in starts]
        assert pack(stretches, 5) == _as_said(stretches, 5)


def _many_events(count: int) -> None:
    model = SimpleNamespace(date="2026-05-01", after=(), before=())
    in_time([SimpleNamespace(id=str(number), model=model) for number in range(count)])


@pytest.mark.parametrize(
    ("work", "count"),
    [
        (lambda count: parse_text("See [" + " @a" * count), 20_000),
        (lambda count: sentences("Intro " + "A. B. " * count), 20_000),
        (lambda count: list(uses_in_text(parse_text("Word one [two][closure] three. " * count), str)), 3_000),
        (lambda count: pack([(n % 18 * 40.0, n % 18 * 40.0 + 120) for n in range(count)], 8), 6_000),
        (_many_events, 6_000),
    ],
    ids=["brackets", "sentences", "references", "lanes", "events"],
)
def test_the_cost_does_not_grow_with_the_square(work, count) -> None:
    """Each of these took from five seconds to minutes at this size, and takes a fraction of one."""
    begun = time.process_time()
    work(count)
    assert time.process_time() - begun < 4
