"""The page of a review: it shows what differs, the whole when asked, and leads to each place; all without scripts."""

import pytest

from briefbook.kinds import KINDS
from briefbook.review.page import page
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
def review(opened, tmp_path):
    """The page of a change of one word, opened."""
    base = _base(tuple(kind.name for kind in KINDS))
    old, new = (Site(tmp_path / name).write(base) for name in ("old", "new"))
    for site, hours in ((old, "two"), (new, "three")):
        site.write({"docs/bridge/traffic.md": TRAFFIC.format(hours=hours)})
    path = tmp_path / "review.html"
    path.write_text(page(of(old, new, preview="")), encoding="utf-8")
    here = opened(viewport={"width": 360, "height": 800})
    here.goto(path.as_uri())
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
