"""What `check --fix` does before it looks: files in the project's form, lists of ids brought up to date.

In: settings. Out: changed files, and a line for each thing done. Said on the error stream, because findings for a
program may stand on the other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from briefbook.load import Settings


def fix(settings: Settings, is_meant: Callable[[str], bool]) -> None:
    """Put files of a site in order, where that changes nothing they say; `is_meant` tells which, by path."""
    from briefbook.edit.tidy import tidied
    from briefbook.load import load_site
    from briefbook.offers import renew
    from briefbook.write import rewrite_text

    try:
        for changed in tidied(load_site(settings)):
            if not is_meant(settings.name(changed.path)):
                continue
            rewrite_text(changed.path, changed.text)
            for line in changed.done:
                click.echo(f"fixed: {line}", err=True)
        for name in renew(settings):
            click.echo(f"fixed: {name}: brought up to date", err=True)
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}") from None
