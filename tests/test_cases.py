"""The golden cases: each file of `cases/` is a small mistake and every line an editor reads about it.

`files` are laid over the site of the fixture `site` (null takes one away), `make` says what a text cannot.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from briefbook.findings import CODES

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases").glob("*.yml"))
SOURCES = sorted((HERE.parent / "src/briefbook").rglob("*.py"))
# Said about the built site, or about a copy of it, by `verify` and `manifest`, and tested there.
OF_THE_BUILT_SITE = {
    *("broken-data", "broken-link", "duplicate-anchor", "inline-script", "inline-style"),
    *("leftover", "lost-address", "missing-anchor", "no-policy", "same-output", "third-party"),
    *("bad-manifest", "changed-file", "extra-file", "missing-file", "no-manifest"),
}


def _read(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_gives_exactly_these_findings(path, site):
    case = _read(path)
    site.write(case.get("files", {})).make(case.get("make", {}))
    assert site.lines() == case["findings"].splitlines()


@pytest.mark.parametrize("code", sorted(set(CODES) - OF_THE_BUILT_SITE))
def test_every_code_has_a_case_of_its_name(code):
    assert f"[{code}]" in _read(HERE / "cases" / f"{code}.yml")["findings"]


def test_the_untouched_site_has_no_findings(site, full_site):
    assert site.lines() == []
    assert full_site.lines() == []


def test_every_code_of_the_table_is_said_somewhere():
    text = "".join(path.read_text(encoding="utf-8") for path in SOURCES)
    assert [code for code in CODES if f'"{code}"' not in text and code not in OF_THE_BUILT_SITE] == []


def _codes_said_in(path: Path) -> Iterator[str]:
    """Codes as they are handed to a finding or flaw, set on a problem in a text, or returned in a tuple with words."""
    at = {"Finding": 1, "Flaw": 0, "say": 1, "stop": 1, "finding": 1, "_problem": 1, "says": 0}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        said: list[ast.expr | None] = []
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            said = node.args[at[name] : at[name] + 1] if name in at else []
        elif isinstance(node, ast.Dict):
            said = [v for k, v in zip(node.keys, node.values, strict=True) if getattr(k, "value", "") == "code"]
        elif isinstance(node, ast.Tuple) and path.name in ("shape.py", "values.py"):
            said = [item for item in node.elts[:2] if "-" in str(getattr(item, "value", ""))]
        yield from (str(item.value) for item in said if isinstance(item, ast.Constant))


def test_every_code_that_is_said_stands_in_the_table():
    said = {code for path in SOURCES for code in _codes_said_in(path)}
    assert len(said) > 100
    assert said - set(CODES) == set()


def test_every_row_of_the_table_is_filled_and_in_order():
    assert list(CODES) == sorted(CODES)
    for row in CODES.values():
        assert row.level in ("error", "warning")
        assert row.title.endswith(".")
        assert row.cause.endswith(".")
        assert row.wrong.strip() != row.right.strip() != ""
