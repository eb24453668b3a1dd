"""Findings: their order, and how they are printed."""

import json

import pytest

from briefbook.findings import Finding, Position, in_order, summary_line
from briefbook.findings.formats import as_json, as_text, printable


def _finding(path="a.yml", line=1, column=1, code="bad-date", message="Words.", help_line="", record=""):
    return Finding(Position(path, line, column), code, message, help_line, record)


def test_order_is_by_place_then_code_and_words_without_repeats():
    first = _finding(line=2, column=9)
    second = _finding(line=10, column=1, code="anchor")
    third = _finding(line=10, column=1, code="bad-date", message="A")
    fourth = _finding(line=10, column=1, code="bad-date", message="B")
    fifth = _finding(path="b.yml")
    assert in_order([fifth, fourth, third, second, first, third]) == (first, second, third, fourth, fifth)


def test_the_level_comes_from_the_table():
    assert _finding(code="bad-date").level == "error"
    assert _finding(code="source-gap").level == "warning"
    with pytest.raises(KeyError):
        _ = _finding(code="no-such-code").level


def test_text_has_the_place_first_and_the_help_under_it():
    said = as_text(
        [_finding(line=3, column=5, help_line="write:\n- id: a\n  b: c"), _finding(code="source-gap", path="b.yml")]
    )
    assert said.splitlines() == [
        "a.yml:3:5: error[bad-date] Words.",
        "    help: write:",
        "          - id: a",
        "            b: c",
        "b.yml:1:1: warning[source-gap] Words.",
        "1 error and 1 warning in 2 files.",
    ]


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ([], "No findings."),
        (["bad-date"], "1 error in 1 file."),
        (["bad-date", "anchor"], "2 errors in 1 file."),
        (["source-gap"], "1 warning in 1 file."),
        (["source-gap", "same-address", "anchor"], "1 error and 2 warnings in 1 file."),
    ],
)
def test_the_last_line_counts(codes, said):
    assert summary_line([_finding(code=code) for code in codes]) == said


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain – ’é ж", "plain – ’é ж"),
        ("a\nb\tc\r", "a\\nb\\tc\\r"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("\u202eturned\u200b", "\\u202eturned\\u200b"),
        ("half \ud800", "half \\ud800"),
        ("::error::x", "\\x3a:error::x"),
        ("  ::error::x", "  \\x3a:error::x"),
        ("a ::error::x", "a ::error::x"),
        ("a ##[error]x", "a \\x23#[error]x"),
    ],
)
def test_nothing_in_a_text_can_move_the_cursor_or_speak_to_a_build_service(text, shown):
    assert printable(text) == shown


def test_json_has_the_shape_that_others_rely_on():
    findings = [_finding(help_line="Help.", record="r", message="Half \ud800."), _finding(code="source-gap")]
    assert json.loads(as_json(findings)) == {
        "findings": [
            {"path": "a.yml", "line": 1, "column": 1, "level": "error", "code": "bad-date", "record": "r",
             "message": "Half \ud800.", "help": "Help."},
            {"path": "a.yml", "line": 1, "column": 1, "level": "warning", "code": "source-gap", "record": None,
             "message": "Words.", "help": None},
        ],
        "summary": {"errors": 1, "warnings": 1},
    }  # fmt: skip
    assert as_json(findings).isascii()
