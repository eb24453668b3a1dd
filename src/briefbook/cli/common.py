"""What several commands share: the option for the settings, reading them, and the verdict.

In: the path of the settings, or findings. Out: settings, or the end of the run with the code that says why.
"""

import sys
from pathlib import Path
from typing import Any

import click

from briefbook.findings import FORMATS, Finding

CONFIG = click.option(
    "--config", type=click.Path(path_type=Path, dir_okay=False), default=Path("mkdocs.yml"), show_default=True,
    help="The site's settings.",
)  # fmt: skip


def verdict(findings: tuple[Finding, ...], strict: bool) -> int:
    """0 where nothing stands in the way of publishing, else 1. Nothing but `strict` changes it."""
    return int(any(strict or finding.level == "error" for finding in findings))


def settings_of(config: Path) -> Any:
    """The site's settings; where they cannot be used, the findings are printed and the run ends with 1."""
    from briefbook.load import read_settings

    settings, findings = read_settings(config)
    if settings is None or verdict(tuple(findings), strict=False):
        click.echo(FORMATS["text"](findings), nl=False)
        sys.exit(1)
    return settings


def say_left_out(*trees: Any) -> None:
    """Say of each side of a comparison how much of it could not be compared, if anything."""
    for tree in trees:
        if tree.left_out:
            errors = f"{tree.left_out} error{'' if tree.left_out == 1 else 's'}"
            click.echo(f"{tree.label}: {errors} found by today's check; what cannot be read is left out.", err=True)
