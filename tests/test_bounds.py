"""The edges: inputs that once ended a run, said less than was written, or took a time that grew with their square."""

import re
from collections import Counter

import pytest

from briefbook.check import check
from briefbook.link import link_site
from briefbook.load import load_site, read_settings
from briefbook.pictures.ruler import make_ruler
from briefbook.web import Renderer
from briefbook.words import Words


def page(site, name: str) -> str:
    """A page of the site, as HTML."""
    settings, _ = read_settings(site.root / "mkdocs.yml")
    checked, _ = check(load_site(settings))
    linked = link_site(checked, "")
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
