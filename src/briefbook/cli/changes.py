"""Which files a contribution touches, and where a build service wants its summary.

In: the environment of GitHub Actions, and what was said on the command line. Out: paths relative to the site's folder;
a summary appended to its file. They order and repeat what is found, and never change the verdict.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from briefbook.findings import Finding
from briefbook.findings.github import as_github, as_summary


def annotated(findings: Sequence[Finding], changed: Sequence[str], root: Path) -> str:
    """The findings as annotations; the whole list also goes into the summary of the step, where there is one."""
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        try:
            with Path(summary).open("a", encoding="utf-8") as file:
                file.write(as_summary(findings))
        except OSError:
            pass  # the log still has all of it
    return as_github(findings, frozenset(changed or _since_base(root)))


def _since_base(root: Path) -> list[str]:
    """The files changed since the branch that a pull request is against; none where git cannot tell."""
    base = os.environ.get("GITHUB_BASE_REF")
    if not base:
        return []
    import subprocess

    command = ["git", "diff", "--name-only", "--relative", "-z", "--end-of-options", f"origin/{base}...HEAD"]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError):
        return []
    return [name.decode("utf-8", "replace") for name in done.stdout.split(b"\0") if name]
