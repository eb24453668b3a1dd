"""The commands about published versions: `publish` and `versions`.

In: a built site and a name, or a store. Out: the site among the versions there, or the list of them; or why not.
"""

import datetime
import json
import re
import sys
from pathlib import Path
from typing import Any

import click

from briefbook.cli.common import CONFIG

TO = click.option(
    "--to", required=True, metavar="DIR|git:BRANCH", help="A folder, or a branch of the repository around this folder."
)
REMOTE = click.option(
    "--remote",
    default="",
    help="Where the branch is pushed.  [default: what git has configured for the branch, if any]",
)


@click.command()
@TO
@click.option("--version", "name", required=True, metavar="V", help="The version's name, such as 2026-11-23.")
@click.option("--alias", "aliases", multiple=True, help="Another name for it: latest. May be given often.")
@click.option(
    "--site-dir", type=click.Path(path_type=Path, file_okay=False), default=Path("site"), show_default=True,
    help="The built site.",
)  # fmt: skip
@click.option("--existing", is_flag=True, help="The version is there already: only give it the aliases.")
@click.option("--withdraw", "reason", default="", metavar="REASON", help="Put a notice in place of the version.")
@click.option("--as-it-is", is_flag=True, help="Publish the site though the files beside it say something else.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@REMOTE
@CONFIG
def publish(
    to: str,
    name: str,
    aliases: tuple[str, ...],
    site_dir: Path,
    existing: bool,
    reason: str,
    as_it_is: bool,
    dry_run: bool,
    remote: str,
    config: Path,
) -> None:
    """Put a built site among the published versions.

    A version never changes: the same site again is nothing to do, another one is refused. latest/ is a copy of the
    version that has the alias, and '--existing --alias latest' gives it to an older one. A site that is not what the
    files around it say (it was not built again) is refused; one from elsewhere is taken as it is. What was interrupted
    is finished by running it again.
    """
    from briefbook.publish import Refused, Wanted, read_source, store_of
    from briefbook.publish import publish as run
    from briefbook.publish.names import bad_name

    if why := next(filter(None, map(bad_name, (name, *(alias for alias in aliases if alias != "latest")))), ""):
        raise click.UsageError(why)
    if existing + bool(reason) == 2 or (reason and aliases):
        raise click.UsageError("--withdraw stands alone; set aliases before or after")
    if existing and not aliases:
        raise click.UsageError("--existing only sets aliases: say --alias latest")
    _apart(to, site_dir)
    try:
        source = None if existing or reason else read_source(site_dir)
        if source and not as_it_is:
            _agrees(source, config)
        day = datetime.date.today().isoformat() if reason else ""
        wanted = Wanted(name, source, aliases, reason, day, _words_of(config))
        told: list[str] = []
        shelf = run(store_of(to, Path.cwd(), remote), wanted, _telling(told), dry_run=dry_run)
    except (Refused, OSError) as error:
        _refuse(error)
    if dry_run:
        click.echo("Nothing was done." if told else "There is nothing to do.")
    else:
        done = "is withdrawn" if reason else "is published"
        click.echo(f"{to}: {name} {done if told else 'was there already'}; {_counted(shelf)}.")
        _say_what_latest_is(shelf, name)


@click.command()
@TO
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@REMOTE
def versions(to: str, form: str, remote: str) -> None:
    """List the published versions, newest first, as they are there and whatever versions.json says."""
    from briefbook.publish import Refused, look, store_of
    from briefbook.publish.roots import versions_json

    try:
        store = store_of(to, Path.cwd(), remote)
        store.begin(dry_run=True)
        shelf = look(store)
    except Refused as error:
        _refuse(error)
    if form == "json":
        click.echo(json.dumps(json.loads(versions_json(shelf)), indent=2))
        return
    for copy in shelf.versions:
        withdrawn = (
            f"  withdrawn {copy.record.date}: {copy.record.reason}" if copy.record and copy.record.reason else ""
        )
        aliases = ", ".join(shelf.aliases(copy.name))
        said = f" [{aliases}]" if aliases else ""
        click.echo(f"{copy.name}{said}  {len(copy.pages)} pages{withdrawn}")


def _telling(told: list[str]) -> Any:
    def tell(line: str) -> None:
        told.append(line)
        click.echo(line, err=True)

    return tell


def _agrees(source: Any, config: Path) -> None:
    """Refuse a site that lies among the files it was built from, and is not what they say."""
    from briefbook.load import read_settings
    from briefbook.publish import Refused
    from briefbook.publish.agreement import differences

    settings, _ = read_settings(config) if config.is_file() else (None, [])
    if settings is None or not source.folder.resolve().is_relative_to(settings.root.resolve()):
        return
    if different := list(differences(settings, source)):
        what = "; ".join(different)
        raise Refused(f"{source.folder} is not what the files say: {what}. Build it again, or say --as-it-is")


def _words_of(config: Path) -> tuple[tuple[str, str], ...]:
    """The catalogues of the site whose settings these are, so that notices speak as its pages do."""
    from briefbook.load import own_catalogues, read_settings

    settings, _ = read_settings(config) if config.is_file() else (None, [])
    return own_catalogues(settings) if settings else ()


def _say_what_latest_is(shelf: Any, name: str) -> None:
    """Say where readers are led, if it is not to what was just published."""
    from briefbook.publish.names import LATEST, age

    latest, own = shelf.of(LATEST), shelf.of(name)
    if latest and own and not own.reason and age(latest.version) < age(name):
        click.echo(f"latest/ still shows {latest.version}: '--version {name} --existing --alias latest' moves it.")


def _apart(to: str, site: Path) -> None:
    """Refuse a store inside the site or around it: the next build would replace one with the other."""
    if to.startswith("git:"):
        return
    if mistyped := re.fullmatch(r"\w+:(.+)", to):
        raise click.UsageError(
            f"'{to}' is no store: a branch is 'git:{mistyped[1]}', and a folder of that name './{to}'"
        )
    store, built = Path(to).resolve(), site.resolve()
    if store.is_relative_to(built) or built.is_relative_to(store):
        raise click.UsageError(f"{to} and the built site {site} lie in each other; publish to a folder of its own")


def _counted(shelf: Any) -> str:
    number = len(shelf.versions)
    return f"{number} version{'' if number == 1 else 's'} there"


def _refuse(error: Exception) -> Any:
    text = str(error)
    if text.split(" ", 1)[0].isalpha():  # a folder keeps its name
        text = f"{text[:1].upper()}{text[1:]}"
    click.echo(f"{text}. What was there is as it was.", err=True)
    sys.exit(1)
