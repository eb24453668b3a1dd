"""What the theme writes wrong: each mend is still needed, and leaves nothing of it."""

from pathlib import Path

import pytest
from mkdocs.utils import get_theme_dir

from briefbook.door.mend import MENDS, mend

THEME = Path(get_theme_dir("material"))
WRITTEN = "".join((THEME / name).read_text(encoding="utf-8") for name in ("base.html", "partials/toc.html"))


@pytest.mark.parametrize(("wrong", "right"), MENDS)
def test_each_mend_is_still_needed(wrong, right) -> None:
    assert wrong in WRITTEN
    assert wrong not in mend(WRITTEN)
    assert right in mend(WRITTEN)
