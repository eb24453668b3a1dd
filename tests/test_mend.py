"""What the theme writes wrong: each mend is still needed, and leaves nothing of it."""

from pathlib import Path

import pytest
from mkdocs.utils import get_theme_dir

from briefbook.door.mend import MENDS, mend

THEME = Path(get_theme_dir("material"))
WRITTEN = "".join((THEME / name).read_text(encoding="utf-8") for name in ("base.html", "partials/toc.html"))


def test_a_page_is_in_the_language_and_direction_of_its_text() -> None:
    page = '<!doctype html>\n<html lang="en" class="no-js"><body dir="ltr" class="a"><p lang="en" dir="ltr">'
    said = page.replace('html lang="en"', 'html lang="ar"').replace('body dir="ltr"', 'body dir="rtl"')
    assert mend(page, "ar", "rtl") == said
    assert mend(page) == page
    assert '<html lang="' in WRITTEN
    assert '<body dir="' in WRITTEN


@pytest.mark.parametrize(("wrong", "right"), MENDS)
def test_each_mend_is_still_needed(wrong, right) -> None:
    assert wrong in WRITTEN
    assert wrong not in mend(WRITTEN)
    assert right in mend(WRITTEN)
