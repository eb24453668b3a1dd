"""Findings as text and as JSON.

In: sorted findings. Out: a string. Text from files is escaped so that no path or title can move the cursor,
colour the terminal or speak to a build service.
"""

import json
import re
from collections.abc import Sequence

from briefbook.findings.finding import Finding

_COMMAND = re.compile(r"^(\s*):(?=:)|#(?=#\[)")


def printable(text: str) -> str:
    """Show line ends, controls and other characters that cannot be seen as escapes.

    A build service reads `::` at the start of a line, and `##[` anywhere, as a command; there the first sign is shown
    as an escape too.
    """
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
    return _COMMAND.sub(lambda match: f"{match[1] or ''}\\x{ord(match[0][-1]):02x}", shown)


def _text(finding: Finding) -> str:
    place = finding.position
    head = f"{printable(place.path)}:{place.line}:{place.column}: {finding.level}[{finding.code}]"
    lines = [f"{head} {printable(finding.message)}"]
    lines += [f"    help: {printable(line)}" for line in finding.help.splitlines()[:1]]
    lines += [f"          {printable(line)}" for line in finding.help.splitlines()[1:]]
    return "\n".join(lines)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def summary_line(findings: Sequence[Finding]) -> str:
    """Count errors, warnings and files in one sentence."""
    if not findings:
        return "No findings."
    levels = [finding.level for finding in findings]
    errors, warnings = levels.count("error"), levels.count("warning")
    counts = [_count(n, noun) for n, noun in ((errors, "error"), (warnings, "warning")) if n]
    files = len({finding.position.path for finding in findings})
    return f"{' and '.join(counts)} in {_count(files, 'file')}."


def as_text(findings: Sequence[Finding]) -> str:
    """Write one finding after another, then a line that counts them."""
    return "\n".join([*map(_text, findings), summary_line(findings)]) + "\n"


def as_json(findings: Sequence[Finding]) -> str:
    """Write the shape that other programs may rely on: `findings` and `summary`."""
    rows = [
        {
            "path": finding.position.path,
            "line": finding.position.line,
            "column": finding.position.column,
            "level": finding.level,
            "code": finding.code,
            "record": finding.record or None,
            "message": finding.message,
            "help": finding.help or None,
        }
        for finding in findings
    ]
    levels = [finding.level for finding in findings]
    summary = {"errors": levels.count("error"), "warnings": levels.count("warning")}
    return json.dumps({"findings": rows, "summary": summary}, ensure_ascii=True, indent=2) + "\n"
