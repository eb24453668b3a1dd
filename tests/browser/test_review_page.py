"""The page of a review: it shows what differs, the whole when asked, and leads to each place; all without scripts."""

import shutil

import pytest

from briefbook.kinds import KINDS
from briefbook.review.page import page
from tests.browser.chrome import served
from tests.conftest import Site, _base
from tests.test_review import of

pytestmark = pytest.mark.browser

TRAFFIC = """\
---
title: Traffic
---

## Lorries

Lorries wait.

## Cars

Cars wait {hours} hours.

## Feet

Nobody walks.
"""


@pytest.fixture
def written(tmp_path):
    """The page of a change of one word."""
    base = _base(tuple(kind.name for kind in KINDS))
    old, new = (Site(tmp_path / name).write(base) for name in ("old", "new"))
    for site, hours in ((old, "two"), (new, "three")):
        site.write({"docs/bridge/traffic.md": TRAFFIC.format(hours=hours)})
    path = tmp_path / "review.html"
    path.write_text(page(of(old, new, preview="")), encoding="utf-8")
    return path


@pytest.fixture
def review(opened, written):
    """The page, opened."""
    here = opened(viewport={"width": 360, "height": 800})
    here.goto(written.as_uri())
    return here


def seen(here) -> list[str]:
    """What is seen of the page as it is now, with the headings."""
    after = here.locator(".review-sides article").nth(1)
    found = after.evaluate(
        "e => [...e.querySelectorAll('h2, p')].filter(e => e.checkVisibility()).map(e => e.innerText)"
    )
    return [text for text in found if text != "After"]


def test_only_what_differs_is_shown_until_somebody_asks(review) -> None:
    assert seen(review) == ["Lorries", "Cars", "Cars wait three hours."]
    review.check(".review-whole")
    assert {"Lorries wait.", "Feet", "Nobody walks."} < set(seen(review))


def test_each_place_is_led_to_and_nothing_is_wider_than_the_screen(review) -> None:
    review.click(".review-places a")
    assert review.evaluate("document.querySelector(':target').closest('p').innerText") == "Cars wait three hours."
    assert review.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_beside_a_site_the_page_has_its_look_under_the_policy_of_the_site(opened, written, shipped, tmp_path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    for file in (shipped / "_headers", written):
        shutil.copy(file, site)
    with served(site) as address:
        here = opened()
        here.goto(f"{address}review.html")
        assert here.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(253, 253, 251)"
