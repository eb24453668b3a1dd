"""The commands that begin something or look at what is there: `init`, `new`, `words`, `doctor`, `upgrade`.

In: a folder or a name. Out: files that were not there, or lines about an installation.
"""

import re
import sys
from pathlib import Path

import click

from briefbook.cli.common import CONFIG, settings_of


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
def init(folder: Path) -> None:
    """Make a whole new site in DIR: settings, an example briefing, workflow and editor settings.

    What is there already is kept as it is; only missing files are added. A folder that has a briefing gets no example.
    """
    from briefbook.load import read_settings
    from briefbook.offers import renew
    from briefbook.start.starter import site_files, write_missing

    has_briefing = any(folder.glob("data/*/briefing.yml"))
    try:
        results = list(write_missing(folder, site_files(example=not has_briefing)))
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}") from None
    written = [name for name, is_new in results if is_new]
    kept = [name for name, is_new in results if not is_new]
    for name in kept:
        click.echo(f"kept: {name}")
    click.echo(f"{len(written)} files written to {folder}.")
    settings, _ = read_settings(folder / "mkdocs.yml")
    if settings is not None:
        renew(settings)
    click.echo(f"Next: cd {folder}, then 'briefbook check' and 'briefbook serve'.")


@click.command()
@click.argument("briefing")
@click.option("--title", default="", help="What the briefing is called.")
@click.option("--bare", is_flag=True, help="Only briefing.yml, without the example's records.")
@CONFIG
def new(briefing: str, title: str, bare: bool, config: Path) -> None:
    """Begin a BRIEFING: its folder's name, lowercase words with hyphens.

    It begins as a small invented example that passes the check, to be written over record by record.
    """
    from briefbook.check.index import ID_HELP, bad_id
    from briefbook.kinds.pages import RESERVED_BRIEFINGS
    from briefbook.offers import renew
    from briefbook.start.starter import briefing_files, write_missing

    settings = settings_of(config)
    if why := bad_id(briefing):
        raise click.UsageError(f"{why}: {ID_HELP}")
    if briefing in RESERVED_BRIEFINGS:
        raise click.UsageError(f"no briefing can be called '{briefing}': the site needs that address")
    places = {"data": settings.data, "docs": settings.docs}
    for place in places.values():
        if (place / briefing).exists():
            raise click.UsageError(f"{settings.name(place / briefing)} is there already")
    try:
        for path, text in sorted(briefing_files(briefing, title, example=not bare).items()):
            top, _, rest = path.partition("/")
            for _ in write_missing(places[top], {rest: text}):
                click.echo(settings.name(places[top] / rest))
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}") from None
    renew(settings)


@click.command()
@click.argument("language")
@CONFIG
def words(language: str, config: Path) -> None:
    """Write words/LANGUAGE.po: what components print, to be filled in for this site; 'de', or 'en' to change a word.

    What stands in it already is kept, and phrases that are new are added.
    """
    from babel import UnknownLocaleError

    from briefbook.generate.translation import to_fill_in
    from briefbook.write import write_text

    path = settings_of(config).words / f"{language}.po"
    try:
        if not re.fullmatch("[a-z]{2,3}", language):
            raise ValueError
        text, empty = to_fill_in(language, path.read_text(encoding="utf-8") if path.is_file() else "")
    except (UnknownLocaleError, ValueError):
        raise click.UsageError(f"'{language}' is no language: write 'de', 'uk' or 'en'") from None
    path.parent.mkdir(exist_ok=True)
    write_text(path, text)
    click.echo(f"words/{path.name}: {empty} phrases to fill in; what is left empty is said as before")


@click.command()
@CONFIG
def doctor(config: Path) -> None:
    """Say what is installed and what is missing; ends with 1 where a site cannot be built."""
    from briefbook.load import read_settings
    from briefbook.start.doctor import examined

    settings, _ = read_settings(config)
    lines = list(examined(settings))
    width = max(len(line.name) for line in lines)
    for line in lines:
        mark = "ok " if line.good else "NO " if line.needed else "-  "
        click.echo(f"{mark} {line.name:<{width}}  {line.found}")
        if not line.good:
            click.echo(f"    {' ' * width}  {line.help}")
    sys.exit(int(any(line.needed and not line.good for line in lines)))


@click.command()
@click.option("--dry-run", is_flag=True, help="Only show what would be changed.")
@CONFIG
def upgrade(dry_run: bool, config: Path) -> None:
    """Bring the data of a site to the format of this briefbook."""
    from briefbook.edit.upgrade import FormatError, format_of, steps_from, upgraded
    from briefbook.write import rewrite_text

    settings = settings_of(config)
    try:
        found = format_of(settings)
        steps = steps_from(found)
    except FormatError as error:
        raise click.ClickException(str(error)) from None
    if not steps:
        click.echo(f"The data has format {found}, which is the current one. There is nothing to do.")
        return
    for step in steps:
        click.echo(f"to format {step.to}: {step.says}")
    try:
        changes = list(upgraded(settings, steps))
    except FormatError as error:
        raise click.ClickException(str(error)) from None
    for path, text in changes:
        click.echo(f"{'would change' if dry_run else 'changed'}: {settings.name(path)}")
        if not dry_run:
            rewrite_text(path, text)
