"""What a code host wants to know of findings: where in the repository they are, and which are of this contribution.

In: the environment of GitHub Actions, and what was said on the command line. Out: findings with paths as the host knows
them; a summary appended to its file. They order and repeat what is found, and never change the verdict.
"""

import os
import posixpath
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from briefbook.findings import Finding
from briefbook.findings.github import as_github, as_summary


def in_repository(findings: Sequence[Finding], root: Path) -> tuple[Finding, ...]:
    """The findings of the site in `root`, with paths from the top of the repository that holds it.

    A host shows a finding beside the line it is about, and knows files by their path from there. The top is the nearest
    folder with `.git`; else what a build service calls the workspace; else the site's own folder.
    """
    root = root.resolve()
    inside = os.path.relpath(root, _top(root) or root)
    if inside == os.curdir:
        return tuple(findings)
    folder = Path(inside).as_posix()
    return tuple(_moved(finding, folder) for finding in findings)


def _top(root: Path) -> Path | None:
    """The top of the repository, or None where nothing says where it is."""
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            return folder
    workspace = os.environ.get("GITHUB_WORKSPACE")
    return Path(workspace).resolve() if workspace and root.is_relative_to(Path(workspace).resolve()) else None


def _moved(finding: Finding, folder: str) -> Finding:
    place = finding.position
    return replace(finding, position=replace(place, path=posixpath.normpath(posixpath.join(folder, place.path))))


def annotated(findings: Sequence[Finding], changed: Sequence[str], root: Path) -> str:
    """The findings as annotations; the whole list also goes into the summary of the step, where there is one.

    Paths, those of `changed` too, are from the top of the repository.
    """
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

    command = ["git", "diff", "--name-only", "-z", "--end-of-options", f"origin/{base}...HEAD"]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError):
        return []
    return [name.decode("utf-8", "replace") for name in done.stdout.split(b"\0") if name]
