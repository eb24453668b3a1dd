"""The lowest layer: what is wrong, where, and in which words.

In: a code, a place and two sentences, from any stage. Out: sorted findings, as text or for a program.
It stands apart, and below everything, so that every stage can speak the same language.
"""

from collections.abc import Callable, Sequence

from briefbook.findings.codes import CODES, Code
from briefbook.findings.finding import Finding, Position, in_order
from briefbook.findings.formats import as_json, as_text, summary_line
from briefbook.findings.github import as_github
from briefbook.findings.sarif import as_sarif

FORMATS: dict[str, Callable[[Sequence[Finding]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}

__all__ = ["CODES", "FORMATS", "Code", "Finding", "Position", "in_order", "summary_line"]
