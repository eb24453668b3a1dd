"""One site in which nearly everything is wrong, and every line that is said about it, in order.

After a change on purpose: `python tests/test_awful.py` writes `expected.txt` anew; read the difference.
"""

from pathlib import Path

from briefbook.check import check
from briefbook.findings import in_order
from briefbook.findings.formats import as_text
from briefbook.load import load_site, read_settings

HERE = Path(__file__).parent / "sites/awful"


def _said() -> str:
    settings, findings = read_settings(HERE / "mkdocs.yml")
    assert settings is not None
    return as_text(in_order([*findings, *check(load_site(settings))[1]]))


def test_every_line_about_the_awful_site():
    assert _said().splitlines() == (HERE / "expected.txt").read_text(encoding="utf-8").splitlines()


def test_it_is_awful_in_many_ways():
    codes = {
        line.split("[")[1].split("]")[0] for line in _said().splitlines() if ": error[" in line or ": warning[" in line
    }
    assert len(codes) >= 75


if __name__ == "__main__":
    (HERE / "expected.txt").write_text(_said(), encoding="utf-8")
