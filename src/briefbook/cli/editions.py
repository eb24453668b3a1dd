"""The commands of editions: `release`, `withdraw` and `diff`.

In: words on the command line. Out: a new edition, a notice in place of an old one, or what changed between any two;
or why not, and nothing written.
"""

import datetime
import sys
from pathlib import Path
from typing import Any

import click

from briefbook.cli.common import CONFIG, say_left_out, settings_of, verdict
from briefbook.findings import FORMATS, Finding

DRY_RUN = click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")


@click.command()
@click.argument("briefing")
@click.option("--date", required=True, help="The day of the edition: 2026-03-10.")
@click.option("--note", required=True, help="What is new, in a sentence or two that readers will see.")
@click.option("--major", "significance", flag_value="major", help="Subscribers are told of it.")
@click.option("--minor", "significance", flag_value="minor", help="Small things, of which nobody need be told.")
@DRY_RUN
@CONFIG
def release(briefing: str, date: str, note: str, significance: str | None, dry_run: bool, config: Path) -> None:
    """Release the next edition of BRIEFING: keep what it says today, and enter it in the ledger.

    Nothing is written where nothing has changed, where the check finds errors, or where the date goes back or lies
    before the facts.
    """
    from briefbook.check import check
    from briefbook.editions.ledger import Refusal, plan_release
    from briefbook.link import link_site
    from briefbook.load import load_site

    if significance is None:
        raise click.UsageError("say whether it is --major or --minor")
    settings = settings_of(config)
    loaded = load_site(settings)
    ledger = _ledger(loaded, briefing)
    checked, findings = check(loaded)
    cut_short = _left_by_a_release(findings, ledger)
    _stop_at_errors(tuple(finding for finding in findings if finding is not cut_short))
    site = link_site(checked, settings.site_name)
    try:
        plan = plan_release(site.briefing(briefing), ledger, date, note, significance)
    except Refusal as error:
        _refuse(error)
    if cut_short and not _finishes(plan, ledger):
        _stop_at_errors((cut_short,))
    _tell_release(plan, settings, ledger, dry_run)
    if not dry_run:
        _write(plan.writing)


@click.command()
@click.argument("edition", metavar="BRIEFING@EDITION")
@click.option("--reason", required=True, help="Why, in words that readers will see.")
@click.option("--date", help="The day of the withdrawal.  [default: today]")
@DRY_RUN
@CONFIG
def withdraw(edition: str, reason: str, date: str | None, dry_run: bool, config: Path) -> None:
    """Take BRIEFING@EDITION back: its snapshot goes, and a notice with date, digest and reason stays."""
    from briefbook.editions.ledger import Refusal, plan_withdrawal
    from briefbook.load import load_site

    settings = settings_of(config)
    loaded = load_site(settings)
    briefing, at, name = edition.partition("@")
    if not at or not name:
        raise click.UsageError(f"'{edition}' names no edition; write it as briefing@2026-03-10")
    ledger = _ledger(loaded, briefing)
    _stop_at_errors(_of_the_ledger(ledger, name))
    try:
        plan = plan_withdrawal(ledger, name, date or datetime.date.today().isoformat(), reason)
    except Refusal as error:
        _refuse(error)
    gone = " and ".join(f"{settings.name(ledger.folder / file)} goes" for file in plan.writing.remove)
    click.echo(f"{briefing}@{name}: {'would be ' if dry_run else ''}withdrawn; its entry stays, {gone}.")
    if _says_the_same(loaded, plan.edition.digest):
        click.echo("The briefing itself still says what that edition said, and the next build would publish it.")
    if not dry_run:
        _write(plan.writing)


@click.command()
@click.argument("old")
@click.argument("new", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "html", "json"]),
    default="text",
    show_default=True,
)
@CONFIG
def diff(old: str, new: str | None, form: str, config: Path) -> None:
    """Say what changed from OLD to NEW, record by record and sentence by sentence.

    Each is a git revision, BRIEFING@EDITION, the folder of a site, or a snapshot file; NEW is the working tree unless
    it is given.
    """
    from briefbook.editions.find import NotFound, find, working_tree
    from briefbook.review import FORMATS as REPORTS
    from briefbook.review import pairs

    settings = settings_of(config)
    try:
        before = find(old, settings)
        after = find(new, settings) if new else working_tree(settings)
    except NotFound as error:
        raise click.UsageError(str(error)) from None
    say_left_out(before, after)
    click.echo(REPORTS[form](pairs(before, after)), nl=False)


def _ledger(loaded: Any, briefing: str) -> Any:
    """The ledger of a briefing, empty if it has no edition yet."""
    from briefbook.check.suggest import did_you_mean, sentence
    from briefbook.editions.ledger import no_ledger
    from briefbook.load.editions import EDITIONS, LEDGER

    if briefing not in loaded.briefings:
        help_line = did_you_mean(briefing, loaded.briefings, f"There are: {', '.join(loaded.briefings) or 'none'}.")
        raise click.UsageError(f"there is no briefing '{briefing}'. {sentence(help_line)}")
    found = next((ledger for ledger in loaded.ledgers if ledger.briefing == briefing), None)
    data = loaded.settings.data
    return found or no_ledger(data, briefing, loaded.settings.name(data / briefing / EDITIONS / LEDGER))


def _says_the_same(loaded: Any, digest: str) -> bool:
    """Whether a briefing says today what has this digest; one with errors is not published anyway."""
    from briefbook.check import check
    from briefbook.editions import digest as digest_of_today
    from briefbook.link import link_site

    checked, findings = check(loaded)
    if verdict(findings, strict=False):
        return False
    return any(digest_of_today(one) == digest for one in link_site(checked, "").briefings)


def _left_by_a_release(findings: tuple[Finding, ...], ledger: Any) -> Finding | None:
    """The finding of a snapshot without an entry, if it is the only one: this release may be about to finish it."""
    folder = Path(ledger.source.path).parent.as_posix()
    strays = [f for f in findings if f.code == "stray-snapshot" and Path(f.position.path).parent.as_posix() == folder]
    return strays[0] if len(strays) == 1 else None


def _finishes(plan: Any, ledger: Any) -> bool:
    left = ledger.snapshots.get(plan.edition.edition)
    return left is not None and left.digest == plan.edition.digest


def _of_the_ledger(ledger: Any, name: str) -> tuple[Finding, ...]:
    """What is wrong with a ledger, but for the snapshot of an edition that is being withdrawn."""
    from briefbook.check.ledger import check_ledger

    own = ledger.snapshots.get(name)
    _, findings = check_ledger(ledger)
    return tuple(f for f in findings if not (own and f.position.path == own.path and f.code == "stray-snapshot"))


def _stop_at_errors(findings: tuple[Finding, ...]) -> None:
    if verdict(findings, strict=False):
        click.echo(FORMATS["text"](findings), nl=False)
        click.echo("Nothing was written.")
        sys.exit(1)


def _refuse(error: Any) -> Any:
    if error.usage:
        raise click.UsageError(f"{error}. Nothing was written.") from None
    click.echo(f"{str(error)[:1].upper()}{str(error)[1:]}. Nothing was written.", err=True)
    sys.exit(1)


def _tell_release(plan: Any, settings: Any, ledger: Any, dry_run: bool) -> None:
    edition = plan.edition
    snapshot = settings.name(ledger.folder / f"{edition.edition}.json")
    said = f"{ledger.briefing}@{edition.edition}, {edition.significance}, digest {edition.digest[:12]}"
    click.echo(f"Would release {said}:" if dry_run else f"Released {said}:")
    click.echo(f"  {snapshot}  {len(plan.writing.write[f'{edition.edition}.json']):,} bytes")
    click.echo(f"  {ledger.source.path}  one entry")


def _write(writing: Any) -> None:
    from briefbook.editions.store import Conflict, carry_out

    try:
        carry_out(writing)
    except Conflict as error:
        raise click.ClickException(f"{error}. Nothing was written") from None
