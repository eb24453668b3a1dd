"""The commands that write an editor's records: `add` and `import-sources`.

In: words on the command line, or answers. Out: changed files, each in one step, and what is still missing.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefbook.cli.common import CONFIG, settings_of, verdict
from briefbook.findings import FORMATS, Finding

if TYPE_CHECKING:
    from briefbook.load import Settings
    from briefbook.model.kind import Kind

_EXAMPLE = """\b
Example:
  briefbook add event bridge --id survey --title "The survey is in" \\
    --field date=2026-04-01 --field type=publication --field sources=gazette-survey
"""


@click.command(epilog=_EXAMPLE)
@click.argument("kind")
@click.argument("briefing")
@click.option("--id", "name", help="The record's id: lowercase words with hyphens.")
@click.option("--title", help="What the record is called; the field that names its kind is filled with it.")
@click.option(
    "--field", "fields", multiple=True, metavar="NAME=VALUE",
    help="A field. Lists: actors=a,b. Fields of fields: place.name=Kyiv, options.0.label=Wait. May be given often.",
)  # fmt: skip
@CONFIG
def add(kind: str, briefing: str, name: str | None, title: str | None, fields: tuple[str, ...], config: Path) -> None:
    """Add a record of a KIND (event, source, actor ...) to a BRIEFING.

    What a complete record has and was not given is asked for, where somebody can answer. The record goes to the end of
    its file; everything else there stays as it is.
    """
    from briefbook.edit.add import AddError, given, record_text

    settings, row = settings_of(config), _kind(kind)
    _existing(settings, briefing)
    pairs = [_pair(field) for field in fields]
    pairs += [("id", name)] if name else []
    pairs += [(row.title, title)] if title else []
    try:
        values = _asked(row, given(row, pairs))
        append(settings, briefing, row, {str(values["id"]): record_text(row, values)})
    except AddError as error:
        raise click.UsageError(str(error)) from None
    _say_what_is_missing(settings, briefing, row, {str(values["id"])})


@click.command("import-sources")
@click.argument("briefing")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Only show the records.")
@CONFIG
def import_sources(briefing: str, file: Path, dry_run: bool, config: Path) -> None:
    """Add the references of FILE to the sources of a BRIEFING.

    FILE is CSL-JSON (.json), BibTeX (.bib) or RIS (.ris), as reference managers export them. What it does not say is
    named in 'gaps', and nothing is guessed. A source that is there already, by its address or by its title with author,
    date and publisher, is passed over.
    """
    from briefbook.edit.add import AddError, record_text
    from briefbook.edit.imports import ImportFailed, signs, sources_from

    settings, row = settings_of(config), _kind("sources")
    _existing(settings, briefing)
    try:
        text = _text_of(file.resolve() if file.is_symlink() else file, str(file))
        found = sources_from(text or "", file.suffix, set(_taken(settings, briefing)))
    except AddError as error:
        raise click.ClickException(str(error)) from None
    except ImportFailed as error:
        raise click.ClickException(f"{file}: {error}") from None
    known = _known(settings, briefing)
    records: dict[str, str] = {}
    for source in found:
        twin = next((known[sign] for sign in signs(source) if sign in known), "")
        if twin:
            click.echo(f"passed over: {source.get('url') or source['title']} is there already, as '{twin}'")
        else:
            records[source["id"]] = record_text(row, source)
            known |= dict.fromkeys(signs(source), source["id"])
    if dry_run:
        click.echo("".join(records.values()), nl=False)
        return
    try:
        append(settings, briefing, row, records)
    except AddError as error:
        raise click.ClickException(str(error)) from None
    _say_what_is_missing(settings, briefing, row, set(records))


def _known(settings: Settings, briefing: str) -> dict[tuple[str, ...], str]:
    """By what each source that is there is known again, with its id."""
    from briefbook.check import check
    from briefbook.edit.imports import signs
    from briefbook.load import load_site
    from briefbook.load.site import SHARED

    checked, _ = check(load_site(settings))
    entries = [*checked.entries.get(SHARED, ()), *checked.entries.get(briefing, ())]
    models = [entry.model for entry in entries if entry.kind.name == "sources" and entry.model is not None]
    return {sign: model.id for model in models for sign in signs(dict(model))}


def _kind(word: str) -> Kind:
    from briefbook.check.suggest import did_you_mean, sentence
    from briefbook.kinds import LISTS

    rows = {name: kind for kind in LISTS for name in (kind.name, kind.singular, kind.css)}
    rows |= {kind.singular.replace("_", " "): kind for kind in LISTS}  # as messages call it
    if word not in rows:
        known = ", ".join(kind.singular for kind in LISTS)
        hint = sentence(did_you_mean(word, rows, f"Kinds are {known}."))
        raise click.UsageError(f"there is no kind '{word}'. {hint}")
    return rows[word]


def _existing(settings: Settings, briefing: str) -> None:
    from briefbook.check.suggest import did_you_mean, sentence

    folders = sorted(path.parent.name for path in settings.data.glob("*/*.yml"))
    if briefing not in folders:
        hint = sentence(did_you_mean(briefing, folders, f"'briefbook new {briefing}' makes one."))
        raise click.UsageError(f"there is no briefing '{briefing}' in {settings.name(settings.data)}/. {hint}")


def _pair(field: str) -> tuple[str, str]:
    name, equals, value = field.partition("=")
    if not equals or not name:
        raise click.UsageError(f"'{field}' is not of the form NAME=VALUE")
    return name, value


def _asked(kind: Kind, values: dict[str, Any]) -> dict[str, Any]:
    """Ask for what was not given; without anybody to ask, only the id cannot be done without."""
    from briefbook.cli.asking import answers, ask_a_person
    from briefbook.edit.add import AddError, given

    if sys.stdin.isatty():
        return values | given(kind, answers(kind, set(values), ask_a_person))
    if "id" not in values:
        raise AddError("a record needs an id: --id words-with-hyphens")
    return values


def append(settings: Settings, briefing: str, kind: Kind, records: dict[str, str]) -> None:
    """Put records at the end of their file and bring the lists of ids up to date.

    Raises AddError where an id is taken or the file cannot be added to.
    """
    from briefbook.check.index import ID_HELP, bad_id
    from briefbook.edit.add import AddError, appended
    from briefbook.load.site import SHARED
    from briefbook.offers import renew
    from briefbook.write import rewrite_text

    if briefing == SHARED and not kind.shared:
        raise AddError(f"{kind.name}.yml cannot be shared; add the record to the briefing that tells of it")
    taken = _taken(settings, briefing)
    if not records:
        return
    for name in records:
        if why := bad_id(name):
            raise AddError(f"{why}: {ID_HELP}")
        if name in taken:
            raise AddError(f"the id '{name}' is taken: it stands in {taken[name]}")
    path = settings.data / briefing / f"{kind.name}.yml"
    old = _text_of(path, settings.name(path))
    rewrite_text(path, appended(old, briefing, kind, records.values()))
    renew(settings)
    for name in records:
        click.echo(f"{settings.name(path)}: added {kind.singular.replace('_', ' ')} '{name}'")


def _text_of(path: Path, name: str) -> str | None:
    from briefbook.edit.add import AddError
    from briefbook.load.site import MAX_DATA_BYTES
    from briefbook.load.text import read_source

    if path.is_symlink():
        raise AddError(f"{name} is a link to another file, and those are not followed")
    if not path.exists():
        return None
    source, findings = read_source(path, name, MAX_DATA_BYTES)
    if source is None:
        raise AddError(f"{name}: {findings[0].message}; {findings[0].help}")
    return source.text


def _taken(settings: Settings, briefing: str) -> dict[str, str]:
    """Every id that a new record of a briefing cannot have, with where it stands."""
    from briefbook.check import check, standard_stems
    from briefbook.load import load_site
    from briefbook.load.site import SHARED

    checked, _ = check(load_site(settings))
    taken = dict.fromkeys(standard_stems(checked, briefing), "the standard pages") if briefing != SHARED else {}
    taken |= {page.id: page.file.source.path for page in checked.pages.get(briefing, ())}
    entries = [*checked.entries.get(SHARED, ()), *checked.entries.get(briefing, ())]
    return taken | {entry.id: f"{entry.file.source.path}:{entry.position().line}" for entry in entries if entry.id}


def _say_what_is_missing(settings: Settings, briefing: str, kind: Kind, names: set[str]) -> None:
    """Check the site and end with 1 where the new records have mistakes."""
    from briefbook.check import check
    from briefbook.load import load_site

    _, findings = check(load_site(settings))
    path = settings.name(settings.data / briefing / f"{kind.name}.yml")
    ours: tuple[Finding, ...] = tuple(f for f in findings if f.record in names and f.position.path == path)
    if ours:
        click.echo("Still missing:")
        click.echo(FORMATS["text"](ours), nl=False)
    sys.exit(verdict(ours, strict=False))
