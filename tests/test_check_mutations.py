"""Whatever bytes a file holds, checking it ends in findings or in none, never in an error of ours."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefbook.findings import FORMATS, Finding

ROOT = Path(__file__).parent.parent
# What upsets parsers more than a random byte does.
PIECES = [
    b'[', b']', b'{{', b'}}', b'{%', b'---\n', b'\n', b'\n\n', b'  ', b'\t', b'- ', b': ', b' #', b"'", b'"',
    b'\\', b'|', b'>', b'&a ', b'*a', b'<<: *a', b'!!set ', b'<b>', b'<!--', b'```', b'[^1]', b'[^1]: ', b'[@',
    b'][', b'](', b'\xff', b'\x00', b'\xe2\x80\xae', b'\xc2\x85', b'\xe2\x80\xa8', b'\xf0\x9f\x98\x80',
    b'| a |\n|---|\n', b'!!! note\n', b'\n:   ', b'~', b'null', b'0x', b'1e999', b'2026-02-30', b'https://[',
    b'://', b'../', b'true: ', b'? ', b'%', b'${', b'\r', b'=', b'1. ', b'> ',
]  # fmt: skip
EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 12), st.one_of(st.sampled_from(PIECES), st.binary(max_size=4))),
    min_size=1,
    max_size=6,
)


def _mutated(raw: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    for place, length, piece in edits:
        at = int(place * len(raw))
        raw = raw[:at] + piece + raw[at + length :]
    return raw


def _check(site) -> None:
    findings = site.findings()
    assert all(isinstance(finding, Finding) and finding.position.line > 0 for finding in findings)
    for form in FORMATS.values():
        form(findings).encode("utf-8")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(edits=EDITS, data=st.data())
def test_mutated_examples(full_site, edits, data):
    names = sorted(path.relative_to(full_site.root) for path in full_site.root.rglob("*.*") if path.is_file())
    path = full_site.root / data.draw(st.sampled_from(names))
    raw = path.read_bytes()
    try:
        path.write_bytes(_mutated(raw, edits))
        _check(full_site)
    finally:
        path.write_bytes(raw)


@pytest.fixture
def real_site(tmp_path, site_at):
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return site_at(tmp_path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(edits=EDITS, data=st.data())
def test_mutated_pages_of_the_real_site(real_site, edits, data):
    path = data.draw(st.sampled_from(sorted((real_site.root / "docs/putin-refusal").rglob("*.md"))))
    raw = path.read_bytes()
    try:
        path.write_bytes(_mutated(raw, edits))
        _check(real_site)
    finally:
        path.write_bytes(raw)
