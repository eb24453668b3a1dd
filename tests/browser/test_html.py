"""Every page is HTML as the standard has it, by the Nu HTML checker."""

import json
import shutil
import subprocess
import warnings
from collections import Counter
from pathlib import Path

import pytest

JAR = Path(__file__).parent / "node_modules/vnu-jar/build/dist/vnu.jar"
JAVA = shutil.which("java")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(JAVA is None, reason="java is not installed"),
    pytest.mark.skipif(not JAR.exists(), reason="the Nu HTML checker is not installed (npm)"),
]


def messages(*paths: Path) -> list[dict]:
    """What the checker says of all files, asked once."""
    command = [JAVA, "-jar", str(JAR), "--format", "json", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    return json.loads(done.stderr)["messages"]


def test_no_page_has_an_error(shipped, pages) -> None:
    said = messages(*(shipped / name for name in pages))
    errors = [f"{one['url']}:{one.get('lastLine')}: {one['message']}" for one in said if one["type"] != "info"]
    assert errors == []
    # It takes a file on disk for a stranger to its own folder, so what it says of the policy is left to the browser.
    rest = Counter(one["message"] for one in said if "Content Security Policy" not in one["message"])
    for message, count in rest.items():
        warnings.warn(f"{count} times: {message}", stacklevel=1)


def test_a_planted_mistake_is_found(tmp_path) -> None:
    (tmp_path / "page.html").write_text("<!doctype html><html lang=en><title>A</title><p><div id='a b'></p></html>")
    assert {one["type"] for one in messages(tmp_path / "page.html")} == {"error"}
