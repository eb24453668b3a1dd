"""The look in a browser: fonts, light and dark, the menu of a phone, the contents, paper, and the page for no page."""

import re

import pytest

from tests.browser.conftest import build
from tests.conftest import CONFIG

pytestmark = pytest.mark.browser
LOADED = "[...document.fonts].filter(face => face.status === 'loaded').map(face => `${face.family} ${face.weight}`)"
SCHEME = "document.body.dataset.mdColorScheme"
PHONE = {"width": 360, "height": 640}


def test_text_is_set_in_our_fonts_and_other_scripts_bring_theirs(opened, address) -> None:
    page = opened()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}putin-refusal/conclusion.html", wait_until="networkidle")
    assert {'"Briefbook Serif" 400', '"Briefbook Sans" 400', '"Briefbook Sans" 600'} <= {
        re.sub('^"?(Briefbook S[a-z]+)"? ', r'"\1" ', face) for face in page.evaluate(LOADED)
    }
    assert not any("cyrillic" in url for url in asked)
    page.goto(f"{address}putin-refusal/actors.html", wait_until="networkidle")
    assert any("serif-400-cyrillic" in url for url in asked)


def test_light_and_dark_are_chosen_and_kept(opened, address) -> None:
    page = opened(viewport=PHONE, color_scheme="light")
    page.goto(address)
    assert page.evaluate(SCHEME) == "default"
    for wanted in ("default", "slate"):  # from what the machine wants to light, and then to dark
        page.locator("form[data-md-component=palette] label:visible").click()
        assert page.evaluate(SCHEME) == wanted
    page.goto(f"{address}putin-refusal/timeline.html")
    assert page.evaluate(SCHEME) == "slate"
    assert page.locator("form[data-md-component=palette] label:visible").count() == 1


def test_what_the_machine_wants_is_followed_at_once(opened, address) -> None:
    page = opened(color_scheme="light")
    page.goto(address)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"{SCHEME} === 'slate'")


def test_the_menu_is_worked_by_keys(opened, address) -> None:
    page = opened(viewport=PHONE)
    page.goto(f"{address}putin-refusal/timeline.html")
    menu = page.get_by_role("button", name="Navigation")
    assert menu.get_attribute("aria-expanded") == "false"
    menu.focus()
    page.keyboard.press("Enter")
    assert menu.get_attribute("aria-expanded") == "true"
    assert page.evaluate("document.activeElement.className") == "site-nav-link"
    page.locator(".site-nav-link[aria-current=page]").wait_for()
    page.keyboard.press("Escape")
    assert menu.get_attribute("aria-expanded") == "false"


def test_a_phone_has_the_contents_in_the_page_and_a_wide_screen_beside_it(opened, address) -> None:
    page = opened(viewport=PHONE)
    page.goto(f"{address}putin-refusal/unknowns.html")
    page.locator("details.contents summary").click()
    link = page.locator("details.contents a").nth(2)
    link.click()
    assert page.url.endswith(link.get_attribute("href"))
    page.set_viewport_size({"width": 1280, "height": 800})
    assert not page.locator("details.contents").is_visible()
    page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    page.locator(".md-nav--secondary [aria-current]").wait_for()


def test_the_skip_link_leads_to_the_title(opened, address) -> None:
    page = opened()
    page.goto(f"{address}putin-refusal/sources.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "md-skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#page-title")


def test_paper_has_the_text_and_nothing_to_press(opened, address) -> None:
    page = opened()
    page.goto(f"{address}putin-refusal/index.html")
    page.emulate_media(media="print")
    for gone in (".md-header", ".md-sidebar", ".trail", ".turn", ".copying", ".conveniences-open", "details.mentions"):
        assert not page.locator(gone).first.is_visible(), gone
    assert page.locator(".key-points .record-foot").first.is_visible()  # folded on a screen, open here
    page.goto(f"{address}putin-refusal/index.html")
    page.evaluate(
        "document.querySelector('.md-content p').innerHTML = '<a class=external href=https://a.example/x>x</a>'"
    )
    written = "getComputedStyle(document.querySelector('a.external'), '::after').content"
    assert page.evaluate(written) == '" (" attr(href) ")"' or "https://a.example/x" in page.evaluate(written)


def test_paper_says_where_it_comes_from_and_keeps_a_choice_whole(opened, address) -> None:
    page = opened()
    page.goto(f"{address}putin-refusal/dilemmas.html")
    assert not page.locator(".imprint").is_visible()
    page.emulate_media(media="print")
    assert "The meeting Putin would not take · Facts to 5 June 2026" in page.locator(".imprint").inner_text()
    shown = "name => getComputedStyle(document.querySelector(name)).display"
    assert [page.evaluate(shown, name) for name in (".options", ".option")] == ["block", "block"]


@pytest.mark.parametrize("size", [{"width": 1280, "height": 800}, PHONE])
def test_the_menu_begins_where_the_reader_is(opened, address, size) -> None:
    page = opened(viewport=size)
    page.goto(f"{address}putin-refusal/sources.html")
    if size == PHONE:
        page.locator("label.md-header__button[for=__drawer]").click()
    here = page.locator(".site-nav [aria-current=page]")
    assert here.evaluate("entry => entry.closest('.md-sidebar__scrollwrap').scrollTop") > 0
    top = here.evaluate("entry => entry.getBoundingClientRect().top")
    assert 0 < top < size["height"] - 20
    assert page.evaluate("scrollY") == 0


def test_certainty_has_one_sign_in_picture_and_list(opened, address) -> None:
    page = opened()
    page.goto(f"{address}putin-refusal/timeline.html")
    style = """of => {
        const sign = getComputedStyle(of, "::before")
        return [sign.backgroundImage, sign.backgroundColor, sign.borderStyle]
    }"""
    reported = page.locator(".certainty-reported .mark.certainty").first.evaluate(style)
    confirmed = page.locator(".certainty-confirmed .mark.certainty").first.evaluate(style)
    assert reported == ["none", "rgba(0, 0, 0, 0)", "solid"]  # a ring, as it is drawn
    assert (confirmed[0], confirmed[1] != reported[1]) == ("none", True)  # a disc
    assert page.locator(".timeline-picture circle.reported").first.get_attribute("class")


def test_a_page_for_no_page_has_the_conveniences(opened, address) -> None:
    page = opened()
    page.goto(f"{address}no/such/page.html")
    page.keyboard.press("?")
    assert page.get_by_role("dialog").locator("kbd").all_inner_texts() == ["/", "?", "j", "k"]
    assert page.locator(".conveniences-open").is_visible()


def test_an_address_without_a_page_leads_on_from_any_depth_and_below_any_folder(site, tmp_path) -> None:
    theme = "theme:\n  name: material\n"
    for site_url, root in (("", "/"), ("site_url: https://a.example/sub/\n", "/sub/")):
        site.write({"mkdocs.yml": CONFIG + theme + site_url})
        build(site.root, tmp_path / "built")
        page = (tmp_path / "built/404.html").read_text(encoding="utf-8")
        addresses = re.findall(r'(?:href|src)="([^"#][^"]*)"', page)
        assert len(addresses) > 10
        assert [one for one in addresses if not one.startswith((root, "https:"))] == []
        assert f'href="{root}index.html"' in page or f'href="{root}"' in page or f'href="{root}."' in page
