"""What a reader has without an account: a larger text, what is new, copying, keys; and none of it without scripts."""

import json

import pytest

from tests.browser.test_axe import AXE, violations

pytestmark = pytest.mark.browser
TIMELINE = "putin-refusal/timeline.html"
SEEN = f"briefbook / seen /{TIMELINE}"


@pytest.fixture
def timeline(opened, address):
    """The timeline, with the clipboard allowed."""
    page = opened(viewport={"width": 1000, "height": 700})
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address + TIMELINE)
    return page


def visited(page, **changes: str | None) -> None:
    """Make the page's last visit one at which some records said something else, or were not there."""
    seen = json.loads(page.evaluate("key => localStorage.getItem(key)", SEEN)) | changes
    seen = {name: digest for name, digest in seen.items() if digest}
    page.evaluate(
        "([key, seen]) => { sessionStorage.clear(); localStorage.setItem(key, seen) }", [SEEN, json.dumps(seen)]
    )
    page.reload()


def test_a_first_visit_marks_nothing_and_a_second_neither(timeline) -> None:
    assert timeline.locator("[data-digest]").count() > 5
    timeline.evaluate("sessionStorage.clear()")
    timeline.reload()
    assert timeline.locator(".mark.news, .news-notice").count() == 0


def test_what_changed_since_the_last_visit_is_marked_and_listed(timeline) -> None:
    visited(timeline, **{"event-refusal": "another", "event-open-letter": None})
    marks = timeline.locator(".record:has(.mark.news)")
    assert marks.locator(".mark.news").all_inner_texts() == [
        "New since your last visit",
        "Changed since your last visit",
    ]
    links = timeline.locator(".news-notice a")
    assert [link.get_attribute("href") for link in links.all()] == ["#event-open-letter", "#event-refusal"]
    timeline.reload()  # within one visit they stay
    assert timeline.locator(".mark.news").count() == 2
    timeline.get_by_role("button", name="I have seen these").click()
    timeline.reload()
    assert timeline.locator(".mark.news, .news-notice").count() == 0


def test_nothing_is_remembered_where_a_reader_does_not_want_it(timeline) -> None:
    timeline.keyboard.press("?")
    timeline.get_by_role("checkbox", name="Mark what is new").uncheck()
    assert timeline.evaluate("key => localStorage.getItem(key)", SEEN) is None
    timeline.reload()
    assert timeline.evaluate("key => localStorage.getItem(key)", SEEN) is None


def test_what_was_seen_can_be_forgotten(timeline) -> None:
    timeline.keyboard.press("?")
    timeline.get_by_role("button", name="Forget what I have seen").click()
    assert timeline.evaluate("Object.keys(localStorage).filter(key => key.includes('seen'))") == []


def test_a_larger_text_is_kept_and_is_there_before_the_page_is(timeline, address) -> None:
    size = "parseFloat(getComputedStyle(document.querySelector('.record-text')).fontSize)"
    normal = timeline.evaluate(size)
    timeline.get_by_role("button", name="Reading").click()
    timeline.get_by_role("radio", name="Largest").check()
    assert timeline.evaluate(size) > normal * 1.3
    timeline.route("**/theme.js", lambda route: route.abort())  # what comes later has no part in it
    timeline.goto(f"{address}putin-refusal/actors.html")
    assert timeline.evaluate("document.documentElement.dataset.textSize") == "largest"
    assert timeline.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_largest_text_fits_a_small_phone(opened, address) -> None:
    phone = opened(viewport={"width": 320, "height": 640})
    phone.add_init_script("localStorage.setItem('briefbook / text-size', '\"largest\"')")
    for name in ("index.html", "putin-refusal/index.html", TIMELINE, "putin-refusal/positions.html"):
        phone.goto(address + name)
        assert phone.evaluate("document.documentElement.dataset.textSize") == "largest"
        assert phone.evaluate("document.documentElement.scrollWidth") <= 320, name


def test_a_link_and_a_citation_are_copied(timeline, address) -> None:
    record = timeline.locator(".record:has(#event-refusal)")
    record.get_by_role("button", name="Copy link").click()
    assert timeline.evaluate("navigator.clipboard.readText()") == f"{address}{TIMELINE}#event-refusal"
    record.get_by_role("button", name="Copy citation").click()
    record.get_by_role("button", name="Copied").nth(1).wait_for()
    said = timeline.evaluate("navigator.clipboard.readText()")
    title = timeline.locator("#event-refusal").inner_text()
    assert said == f"{title}. The meeting Putin would not take. Facts to 5 June 2026. {address}{TIMELINE}#event-refusal"


def test_a_source_is_cited_as_itself(timeline, address) -> None:
    timeline.goto(f"{address}putin-refusal/sources.html")
    record = timeline.locator(".record:has(#source-reuters-no-reason)")
    record.hover()
    record.get_by_role("button", name="Copy citation").click()
    said = timeline.evaluate("navigator.clipboard.readText()")
    title = timeline.locator("#source-reuters-no-reason").inner_text()
    assert said.startswith(f"{title}. Reuters. ")


def test_keys_lead_from_record_to_record_and_from_page_to_page(timeline) -> None:
    first, second = (timeline.locator("[data-digest]").nth(at).get_attribute("id") for at in (0, 1))
    focused = "document.activeElement.id"
    timeline.keyboard.press("j")
    assert timeline.evaluate(focused) == first
    timeline.keyboard.press("j")
    assert timeline.evaluate(focused) == second
    timeline.keyboard.press("k")
    assert timeline.evaluate(focused) == first
    timeline.keyboard.press("s")
    timeline.wait_for_url("**/sources.html")
    timeline.keyboard.press("p")
    timeline.wait_for_url("**/terms.html")


def test_the_box_lists_every_key_and_closes(timeline) -> None:
    timeline.keyboard.press("?")
    box = timeline.get_by_role("dialog", name="Reading")
    keys = box.locator("kbd").all_inner_texts()
    assert {"/", "?", "j", "k", "n", "p", "o", "t", "s"} <= set(keys)
    assert all(box.locator("dd").all_inner_texts())
    timeline.keyboard.press("Escape")
    assert not box.is_visible()


def test_single_keys_can_be_switched_off(timeline) -> None:
    timeline.keyboard.press("?")
    timeline.get_by_role("checkbox", name="Use single keys").uncheck()
    timeline.get_by_role("button", name="Close").click()
    timeline.keyboard.press("s")
    timeline.keyboard.press("?")
    timeline.wait_for_timeout(200)
    assert timeline.url.endswith(TIMELINE)
    assert timeline.locator("dialog[open]").count() == 0


def test_a_key_pressed_while_writing_is_a_letter(timeline) -> None:
    timeline.keyboard.press("/")
    timeline.keyboard.type("js?")
    assert timeline.locator("dialog.search input").input_value() == "js?"
    assert timeline.url.split("?")[0].endswith(TIMELINE)


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed (npm)")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_box_and_the_marks_have_no_violation(timeline, scheme) -> None:
    timeline.emulate_media(color_scheme=scheme)
    timeline.set_viewport_size({"width": 360, "height": 700})
    visited(timeline, **{"event-refusal": "another", "event-open-letter": None})
    assert violations(timeline) == []
    timeline.keyboard.press("?")
    assert violations(timeline) == []


def test_without_storage_a_page_still_works(opened, address) -> None:
    page = opened()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error.stack)))
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })")
    page.route("**/theme.js", lambda route: route.abort())  # the theme's own scripts do ask for it
    page.goto(address + TIMELINE)
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Reading").is_visible()
    assert [error for error in errors if "conveniences" in error] == []


def test_none_of_it_is_there_without_scripts(opened, address) -> None:
    page = opened(java_script_enabled=False)
    page.goto(address + TIMELINE)
    assert page.locator(".copying, .conveniences-open, dialog.conveniences").count() == 0
    assert "Copy link" not in page.locator("body").inner_text()
