"""Published versions in a real browser: the selector keeps the reader's place, or says that it is not there."""

import shutil

import pytest

from briefbook.manifest import digests_in, write_manifest
from briefbook.publish import store_of
from tests.browser.chrome import served
from tests.browser.conftest import ROOT, build
from tests.publishing import put

pytestmark = pytest.mark.browser
PAGE = "putin-refusal/timeline.html"
TOP = "document.querySelector('h1').getBoundingClientRect().top"


@pytest.fixture(scope="module")
def versions(shipped, tmp_path_factory):
    """The shipped site as it is, and a newer one in which a record has another id and a page is gone."""
    folder = tmp_path_factory.mktemp("versions")
    newer = shutil.copytree(shipped, folder / "newer")
    page = newer / PAGE
    page.write_text(page.read_text().replace('id="event-refusal"', 'id="event-other"'))
    (newer / "putin-refusal" / "terms.html").unlink()
    write_manifest(newer, digests_in((newer / "manifest.json").read_bytes()))
    store = store_of(str(folder / "published"), folder)
    put(store, shipped, "2026-06-05", "latest")
    put(store, newer, "2026-10-01")
    put(store, newer, "2026-11-23", "latest")
    with served(folder / "published") as address:
        yield address


def choose(page, name: str) -> None:
    page.locator(".versions summary").click()
    page.locator(".versions li a", has_text=name).click()


@pytest.fixture
def page(opened):
    """A page that must not complain: neither of a script, nor of what the policy forbids."""
    made, said = opened(viewport={"width": 1280, "height": 900}), []
    made.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    made.on("pageerror", lambda error: said.append(str(error)))
    yield made
    assert [text for text in said if "404" not in text] == []


def test_the_top_leads_to_the_latest(page, versions) -> None:
    page.goto(versions)
    page.wait_for_url("**/latest/index.html")


def test_an_old_version_says_so_and_leads_to_the_newest(page, versions) -> None:
    page.goto(f"{versions}2026-06-05/{PAGE}")
    assert "version of 5 June 2026" in page.locator(".versions").inner_text()
    page.get_by_role("link", name="Read the newest version").click()
    page.wait_for_url(f"**/latest/{PAGE}")


def test_the_selector_keeps_page_and_place(page, versions) -> None:
    page.goto(f"{versions}2026-06-05/{PAGE}#event-open-letter")
    choose(page, "2026-11-23")
    page.wait_for_url(f"**/latest/{PAGE}#event-open-letter")
    choose(page, "2026-06-05")
    page.wait_for_url(f"**/2026-06-05/{PAGE}#event-open-letter")


def test_a_place_that_is_not_there_is_said(page, versions) -> None:
    page.goto(f"{versions}2026-06-05/{PAGE}#event-refusal")
    choose(page, "2026-11-23")
    page.wait_for_url(f"**/latest/{PAGE}")
    assert page.get_by_role("status").filter(has_text="not in this version").is_visible()


def test_a_page_that_is_not_there_is_said(page, versions) -> None:
    page.goto(f"{versions}2026-06-05/putin-refusal/terms.html")
    choose(page, "2026-10-01")
    page.wait_for_url("**/2026-10-01/index.html")
    assert page.get_by_role("status").filter(has_text="is not in this version").is_visible()


def test_a_page_that_the_newest_has_no_more_leads_back(page, versions) -> None:
    page.goto(f"{versions}2026-06-05/putin-refusal/terms.html")
    choose(page, "2026-11-23")
    page.wait_for_url("**/latest/putin-refusal/terms.html")
    assert "not in the newest version" in page.locator("h1").inner_text()
    page.get_by_role("link", name="5 June 2026").click()
    page.wait_for_url("**/2026-06-05/putin-refusal/terms.html")


def test_the_selector_of_the_theme_keeps_the_page(page, tmp_path) -> None:
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    settings = (ROOT / "mkdocs.yml").read_text().replace("  custom_dir: overrides\n", "")
    settings = settings.replace("\nextra:\n", "\nextra:\n  theme_script: true\n")
    store = store_of(str(tmp_path / "published"), tmp_path)
    for version, title in (("2026-06-05", "Older"), ("2026-11-23", "Newer")):
        named = settings.replace("site_name: Briefbook", f"site_name: {title}\nsite_url: https://a.example/latest/")
        (tmp_path / "mkdocs.yml").write_text(named)
        build(tmp_path, tmp_path / "site")
        put(store, tmp_path / "site", version, "latest")
    with served(tmp_path / "published") as address:
        page.goto(f"{address}2026-06-05/{PAGE}#event-refusal")
        page.locator(".md-version__link", has_text="2026-11-23").dispatch_event("click")
        page.wait_for_url(f"**/2026-11-23/{PAGE}#event-refusal")
        assert page.title().endswith("Newer")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("version", ["latest", "2026-06-05"])
def test_the_selector_moves_nothing_when_it_comes(opened, versions, width, version) -> None:
    page = opened(viewport={"width": width, "height": 900})
    held = []
    page.route("**/versions.json", lambda route: held.append(route))
    page.goto(f"{versions}{version}/{PAGE}")
    page.evaluate("document.fonts.ready")
    before = page.evaluate(TOP)
    held[0].continue_()
    page.locator(".versions summary").wait_for()
    assert page.evaluate(TOP) == before


def test_without_scripts_the_notice_is_there_and_nothing_else(opened, versions) -> None:
    page = opened(java_script_enabled=False)
    page.goto(f"{versions}2026-06-05/{PAGE}")
    assert page.get_by_role("link", name="Read the newest version").is_visible()
    page.goto(f"{versions}latest/{PAGE}")
    assert not page.locator(".versions").is_visible()
