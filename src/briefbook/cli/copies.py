"""The command about copies of a site: `verify`.

In: a folder that somebody downloaded or unpacked. Out: what differs from what was published, and an exit code.
"""

import sys
from pathlib import Path

import click

from briefbook.cli.common import verdict
from briefbook.findings import FORMATS


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--format", "form", type=click.Choice(sorted(FORMATS)), default="text", show_default=True)
def verify(folder: Path, form: str) -> None:
    """Compare a copy of a site with its manifest.

    FOLDER is an unpacked offline.zip or a mirrored site. Files that are missing, changed or not part of the site are
    named, one finding each.
    """
    from briefbook.manifest import verify_copy

    findings = verify_copy(folder)
    click.echo(FORMATS[form](findings), nl=False)
    sys.exit(verdict(findings, strict=False))
