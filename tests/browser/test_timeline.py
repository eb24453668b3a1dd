"""Choosing events: by mouse and keyboard, in list and picture, and from an address that anybody may have written."""

import pytest

from briefbook.pictures import measure

pytestmark = pytest.mark.browser
PAGE = "putin-refusal/timeline.html"
HOSTILE = "?who=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&what=constructor#event-nothing%22%3E"


@pytest.fixture
def page(opened, address):
    made = opened(viewport={"width": 1280, "height": 900})
    made.goto(address + PAGE)
    made.locator(".timeline-filter").wait_for()
    return made


LABELS = """() => [...document.querySelectorAll('.picture-wide text')].map(text =>
    [text.textContent, +text.getAttribute('font-size'), text.matches('[font-weight]'), text.getComputedTextLength()])"""


def test_words_are_as_wide_as_they_are_taken_for(page) -> None:
    page.evaluate("document.fonts.ready")
    labels = page.evaluate(LABELS)
    assert len(labels) > 10
    wrong = [label for label in labels if abs(measure.width(*label[:3]) / label[3] - 1) > 0.02]
    assert wrong == []
    assert abs(measure.width(labels[0][0], labels[0][1] * 1.1, labels[0][2]) / labels[0][3] - 1) > 0.02


def field(page, name: str):
    """One of the two fields of the choice."""
    return page.locator(".timeline-filter").get_by_label(name)


def shown(page) -> tuple[list[str], list[str]]:
    """The events that the list and the picture show."""
    items = page.locator("ol.timeline > li:visible").evaluate_all("all => all.map(one => one.dataset.event)")
    marks = page.locator(".picture-wide a:visible").evaluate_all(
        "all => all.map(one => one.href.baseVal.split('#event-')[1])"
    )
    return items, marks


def test_a_choice_holds_for_list_and_picture_and_is_told(page) -> None:
    everything, marks = shown(page)
    assert everything == marks
    field(page, "Who").select_option(label="Vladimir Putin")
    chosen, marks = shown(page)
    assert chosen == marks == ["open-letter", "refusal"]
    status = page.locator(".timeline-filter [role=status]")
    assert status.inner_text() == f"Shown: 2 of {len(everything)} events"
    field(page, "What").select_option("strike")
    assert shown(page) == ([], [])
    field(page, "Who").select_option("")
    assert set(shown(page)[0]) == {"attacks-on-held-land", "st-petersburg-strike"}


def test_the_keyboard_is_enough_and_the_choice_stands_in_the_address(page) -> None:
    field(page, "Who").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert "who=" in page.url
    assert "what=" in page.url
    before = shown(page)
    page.reload()
    page.locator(".timeline-filter").wait_for()
    assert shown(page) == before


def test_a_link_to_an_event_that_is_not_shown_shows_it(page) -> None:
    field(page, "Who").select_option(label="SpaceX")
    assert shown(page)[0] == ["starlink-block"]
    page.evaluate("location.hash = 'event-refusal'")
    page.locator("#event-refusal").wait_for()
    assert len(shown(page)[0]) > 10
    assert "who=" not in page.url


def test_an_address_cannot_say_anything(opened, address) -> None:
    page = opened()
    said = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{address}{PAGE}{HOSTILE}")
    page.locator(".timeline-filter").wait_for()
    assert said == []
    assert page.locator(".md-content img[src=x]").count() == 0
    assert len(shown(page)[0]) > 10


def test_marks_are_reached_by_keyboard_and_lead_to_their_event(page) -> None:
    page.locator(".picture-wide a").nth(10).focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#event-refusal")


def test_one_picture_at_a_time(opened, address) -> None:
    for wide, there, gone in ((360, "narrow", "wide"), (1280, "wide", "narrow")):
        page = opened(viewport={"width": wide, "height": 900})
        page.goto(address + PAGE)
        assert page.locator(f".picture-{there} svg").first.is_visible()
        assert page.locator(f".picture-{gone} svg").first.is_hidden()


def test_labels_stay_inside_their_picture_in_the_font_that_stands_in(opened, address) -> None:
    common = """() => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync('.picture { font-family: "Briefbook Sans Arial" !important }')
      document.adoptedStyleSheets.push(sheet)
    }"""
    out = """() => [...document.querySelectorAll('.picture text')].filter(text => {
      const box = text.getBBox(), all = text.ownerSVGElement.viewBox.baseVal
      return box.width && (box.x < -1 || box.x + box.width > all.width + 1)
    }).map(text => text.textContent)"""
    for width in (360, 1280):
        page = opened(viewport={"width": width, "height": 900})
        for name in (PAGE, "putin-refusal/estimates.html"):
            page.goto(address + name)
            page.evaluate(common)
            assert page.evaluate(out) == []
