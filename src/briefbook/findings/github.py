"""Findings as annotations of GitHub Actions.

In: sorted findings, and the paths a contribution touches. Out: workflow commands, one a line, and after them, as text,
what the host would not show: it takes ten errors and ten warnings a step. Apart from the formats for its escapes: a
title from a file must not speak to the runner.
"""

from collections.abc import Collection, Sequence

from briefbook.findings.finding import Finding
from briefbook.findings.formats import as_text, printable, summary_line

AT_MOST = 10
_SUMMARY_LIMIT = 900_000  # the host refuses summaries of more than 1 MiB
_LINE_ENDS = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_ALL = str.maketrans({**_LINE_ENDS, ":": "%3A", ",": "%2C"})
_SOME = str.maketrans(_LINE_ENDS)


def as_github(findings: Sequence[Finding], changed: Collection[str] = ()) -> str:
    """Write the first ten errors and warnings as annotations, those in changed files before the others."""
    shown = [finding for level in ("error", "warning") for finding in _first(findings, level, changed)]
    rest = [finding for finding in findings if finding not in shown]
    lines = [*map(_annotation, shown), as_text(rest).rstrip("\n") if rest else "", summary_line(findings)]
    return "\n".join(filter(None, lines)) + "\n"


def as_summary(findings: Sequence[Finding]) -> str:
    """Write everything as Markdown for the summary of a step, inside a fence that no text of a finding can close."""
    text = as_text(findings)
    if len(text.encode()) > _SUMMARY_LIMIT:
        text = f"{text.encode()[:_SUMMARY_LIMIT].decode(errors='ignore')}\n… the rest is in the log.\n"
    fence = "`" * (max((len(run) for run in _backticks(text)), default=2) + 1)
    fence = max(fence, "```", key=len)
    return f"### briefbook check\n\n{summary_line(findings)}\n\n{fence}text\n{text}{fence}\n"


def _backticks(text: str) -> list[str]:
    return "".join(c if c == "`" else " " for c in text).split()


def _first(findings: Sequence[Finding], level: str, changed: Collection[str]) -> list[Finding]:
    ours = [finding for finding in findings if finding.level == level]
    return sorted(ours, key=lambda finding: finding.position.path not in changed)[:AT_MOST]


def _annotation(finding: Finding) -> str:
    place = finding.position
    words = "\n".join(printable(line) for line in [finding.message, *finding.help.splitlines()])
    path = printable(place.path).translate(_ALL)
    where = f"file={path},line={place.line},col={place.column},title={finding.code.translate(_ALL)}"
    return f"::{finding.level} {where}::{words.translate(_SOME)}"
