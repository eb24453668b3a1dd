"""Old addresses in a real browser: the reader arrives at the place, or at a notice that can be seen."""

import shutil

import pytest

from briefbook.kinds import KINDS
from tests.browser.chrome import Watch, served
from tests.browser.test_html import JAR, JAVA, messages
from tests.conftest import Site
from tests.conftest import _base as base
from tests.test_tombstones import after_two_editions, built

pytestmark = pytest.mark.browser
HEADED = "---\ntitle: A second look, elsewhere\n---\n\nWords.\n\n## A heading\n\nWords.\n\n" + "More.\n\n" * 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("addresses")).write(base(tuple(kind.name for kind in KINDS)))
    after_two_editions(site).write({"docs/bridge/background/second.md": HEADED})
    done = built(site, "--no-epub", "--no-zip")
    assert done.returncode == 0, done.stdout + done.stderr
    return site.root / "site"


@pytest.fixture(scope="module")
def site_address(folder):
    with served(folder) as address:
        yield address


def test_a_page_that_moved_leads_on_to_the_place(opened, site_address) -> None:
    page = opened()
    watch = Watch(page, site_address)
    page.goto(f"{site_address}bridge/analysis/second.html#a-heading")
    page.wait_for_url("**/bridge/background/second.html#a-heading")
    watch.look()
    assert watch.troubles == []


def test_without_scripts_it_leads_on_to_the_page(opened, site_address) -> None:
    page = opened(java_script_enabled=False)
    page.goto(f"{site_address}bridge/analysis/second.html#a-heading")
    page.wait_for_url("**/bridge/background/second.html")


@pytest.mark.parametrize("scripts", [True, False])
def test_who_follows_a_link_to_a_record_that_is_gone_sees_its_notice(opened, site_address, scripts) -> None:
    page = opened(java_script_enabled=scripts, viewport={"width": 360, "height": 640})
    page.goto(f"{site_address}bridge/timeline.html#event-early-closure")
    notice = page.locator("#event-early-closure")
    assert "Closed early" in notice.inner_text()
    top = notice.bounding_box()["y"]
    assert 0 < top < 640
    notice.get_by_role("link").click()
    page.wait_for_url("**/bridge/unknowns.html#unknown-load-of-the-pier")


def test_a_page_that_is_gone_says_so_and_leads_on(opened, site_address) -> None:
    page = opened()
    watch = Watch(page, site_address)
    page.goto(f"{site_address}bridge/analysis/first.html")
    assert "no longer part of the briefing" in page.locator(".lead").inner_text()
    page.get_by_role("link", name="To the overview of the briefing").click()
    page.wait_for_url("**/bridge/index.html")
    watch.look()
    assert watch.troubles == []


@pytest.mark.skipif(JAVA is None or not JAR.exists(), reason="java or the Nu HTML checker (npm) is not installed")
def test_the_pages_are_valid(folder, tmp_path) -> None:
    names = ("analysis/second", "analysis/first", "analysis/costs", "timeline", "terms")
    for name in names:
        shutil.copy(folder / f"bridge/{name}.html", tmp_path / f"{name.replace('/', '-')}.html")
    said = messages(*sorted(tmp_path.iterdir()))
    assert [one["message"] for one in said if one["type"] != "info"] == []
