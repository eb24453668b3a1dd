"""The command `rename`.

In: an id and its new form. Out: every file that names it, each changed in one step.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefbook.cli.common import CONFIG, settings_of

if TYPE_CHECKING:
    from briefbook.edit.rename import Renamed
    from briefbook.load import Settings


@click.command()
@click.argument("old", metavar="ID")
@click.argument("new")
@click.option("--dry-run", is_flag=True, help="Only show what would be changed.")
@CONFIG
def rename(old: str, new: str, dry_run: bool, config: Path) -> None:
    """Give the record or page ID the id NEW, everywhere it is named.

    References, citations and components are changed in data and on pages, words in sentences are not. The record keeps
    its old id under 'formerly', so that links from outside still arrive. Where several briefings have the id, say
    briefing/ID.
    """
    from briefbook.check import check
    from briefbook.edit.rename import RenameError, renamed
    from briefbook.load import load_site

    settings = settings_of(config)
    loaded = load_site(settings)
    checked, _ = check(loaded)
    broken = [file.source.path for file in loaded.data if file.broken]
    broken += [page.source.path for page in loaded.pages if page.broken]
    if broken:
        raise click.ClickException(f"{broken[0]} cannot be read, and may name the id; 'briefbook check' says why")
    try:
        change = renamed(settings, checked, old, new)
    except RenameError as error:
        raise click.UsageError(str(error)) from None
    for line in change.done:
        click.echo(line)
    if not dry_run:
        _write(settings, change)
    count = len(change.texts)
    click.echo(f"{count} file{'' if count == 1 else 's'} {'would be' if dry_run else ''} changed.".replace("  ", " "))


def _write(settings: Settings, change: Renamed) -> None:
    from briefbook.offers import renew
    from briefbook.write import rewrite_text

    try:
        for path, text in change.texts.items():
            rewrite_text(settings.root / path, text)
        if change.moved:
            (settings.root / change.moved[0]).rename(settings.root / change.moved[1])
        renew(settings)
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}; run it again to finish") from None
