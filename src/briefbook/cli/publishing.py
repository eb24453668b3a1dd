"""The commands about published versions: `publish` and `versions`.

In: a built site and a name, or a store. Out: the site among the versions there, or the list of them; or why not.
"""

import datetime
import json
import sys
from pathlib import Path
from typing import Any

import click

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
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@REMOTE
def publish(
    to: str,
    name: str,
    aliases: tuple[str, ...],
    site_dir: Path,
    existing: bool,
    reason: str,
    dry_run: bool,
    remote: str,
) -> None:
    """Put a built site among the published versions.

    A version never changes: the same site again is nothing to do, another one is refused. latest/ is a copy of the
    version that has the alias, and '--existing --alias latest' gives it to an older one. What was interrupted is
    finished by running it again.
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
        wanted = Wanted(name, source, aliases, reason, datetime.date.today().isoformat() if reason else "")
        told: list[str] = []
        shelf = run(store_of(to, Path.cwd(), remote), wanted, _telling(told), dry_run=dry_run)
    except (Refused, OSError) as error:
        _refuse(error)
    if dry_run:
        click.echo("Nothing was done." if told else "There is nothing to do.")
    else:
        click.echo(f"{to}: {name} {'is published' if told else 'was there already'}; {_counted(shelf)}.")


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


def _apart(to: str, site: Path) -> None:
    """Refuse a store inside the site or around it: the next build would replace one with the other."""
    if to.startswith("git:"):
        return
    store, built = Path(to).resolve(), site.resolve()
    if store.is_relative_to(built) or built.is_relative_to(store):
        raise click.UsageError(f"{to} and the built site {site} lie in each other; publish to a folder of its own")


def _counted(shelf: Any) -> str:
    number = len(shelf.versions)
    return f"{number} version{'' if number == 1 else 's'} there"


def _refuse(error: Exception) -> Any:
    click.echo(f"{str(error)[:1].upper()}{str(error)[1:]}. What was there is as it was.", err=True)
    sys.exit(1)
