"""The command line: words in, exit codes out.

In: arguments. Out: text for a person or a program, and one of four exit codes: 0 clean, 1 findings at error level,
2 usage, 3 a bug of ours. Modules that a command does not need are not imported for it.
"""

import gc
import sys
from pathlib import Path
from typing import Any

import click

from briefbook import __version__
from briefbook.findings import CODES, FORMATS, Finding, in_order

CONFIG = click.option(
    "--config", type=click.Path(path_type=Path, dir_okay=False), default=Path("mkdocs.yml"), show_default=True,
    help="The site's settings.",
)  # fmt: skip


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="briefbook")
def cli() -> None:
    """Living briefings: checked, linked and printed from data and prose."""


def verdict(findings: tuple[Finding, ...], strict: bool) -> int:
    """0 where nothing stands in the way of publishing, else 1. Nothing but `strict` changes it."""
    return int(any(strict or finding.level == "error" for finding in findings))


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--format", "form", type=click.Choice(sorted(FORMATS)), default="text", show_default=True)
@CONFIG
def check(paths: tuple[Path, ...], strict: bool, form: str, config: Path) -> None:
    """Find everything that is wrong, in one run; no site is built.

    PATHS, files or folders, limit what is shown and judged; the whole site is always read.
    """
    from briefbook.check import check as run
    from briefbook.load import load_site, read_settings

    settings, findings = read_settings(config)
    shown: tuple[Finding, ...] = tuple(findings)
    if settings is not None:
        _, rest = run(load_site(settings))
        shown = in_order([*findings, *rest])
        for folder in settings.passthrough:
            click.echo(f"Trusted as code, and not checked: {settings.name(settings.docs)}/{folder}/", err=True)
        wanted = [settings.name(path.absolute()) for path in paths]
        shown = tuple(f for f in shown if not wanted or any(_within(f.position.path, name) for name in wanted))
    click.echo(FORMATS[form](shown), nl=False)
    sys.exit(verdict(shown, strict))


def _within(path: str, name: str) -> bool:
    return name == "." or path == name or path.startswith(f"{name}/")


@cli.command()
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path),
    help="Where the site goes.  [default: site_dir of the settings]",
)
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@CONFIG
def build(site_dir: Path | None, strict: bool, config: Path) -> None:
    """Build everything, verify it, and put it in place in one step.

    The old site stays until the new one is whole; after an error nothing has changed.
    """
    from briefbook.build import TargetError
    from briefbook.build import build as run
    from briefbook.door import EngineError
    from briefbook.exchange import Busy

    settings = _settings(config)
    target = (site_dir or settings.site).absolute()
    try:
        built = run(settings, target, lambda line: click.echo(line, err=True), strict=strict)
    except Busy as error:
        raise click.ClickException(str(error)) from None
    except TargetError as error:
        raise click.UsageError(str(error)) from None
    except EngineError as error:
        click.echo(f"MkDocs stopped:\n{error}\nNothing was built.", err=True)
        sys.exit(1)
    if built.findings:
        click.echo(FORMATS["text"](built.findings), nl=False)
    if verdict(built.findings, strict):
        click.echo("Nothing was built.")
        sys.exit(1)
    click.echo(f"{settings.name(target)}: {built.pages} pages, {built.shared} files unchanged.")


@cli.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Host and port to serve at.")
@CONFIG
def serve(address: str, config: Path) -> None:
    """Show the site as it will be, and again after every save."""
    from briefbook.door import serve_with_mkdocs

    serve_with_mkdocs(_settings(config), address)


def _settings(config: Path) -> Any:
    from briefbook.load import read_settings

    settings, findings = read_settings(config)
    if settings is None or verdict(tuple(findings), strict=False):
        click.echo(FORMATS["text"](findings), nl=False)
        sys.exit(1)
    return settings


@cli.command()
@CONFIG
def generate(config: Path) -> None:
    """Write anew what follows from the list of kinds: JSON Schemas and the data dictionary."""
    from briefbook.generate import generated, generated_here

    root = config.absolute().parent
    files = {**generated(), **(generated_here() if (root / "src" / "briefbook").is_dir() else {})}
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        click.echo(name)


@cli.command()
@click.argument("code")
def explain(code: str) -> None:
    """Say what a finding's CODE means, with a wrong and a right example."""
    row = CODES.get(code)
    if row is None:
        from briefbook.check.suggest import nearest

        near = nearest(code, CODES)
        raise click.UsageError(f"there is no code '{code}'." + (f" Did you mean '{near}'?" if near else ""))
    click.echo(
        f"{row.name} ({row.level}): {row.title}\n\n{row.cause}\n\n"
        f"Wrong:\n\n{_indented(row.wrong)}\n\nRight:\n\n{_indented(row.right)}"
    )


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.rstrip().splitlines())


def main() -> None:
    """Run the command line; a bug of ours ends with a short message and code 3, never with a traceback."""
    gc.set_threshold(200_000, 50, 50)  # a run makes many small values and few circles: looking less often saves a fifth
    try:
        cli(standalone_mode=True)
    except (SystemExit, KeyboardInterrupt):
        raise
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:  # the last door: whatever comes here is a bug of ours
        import tempfile
        import traceback

        with tempfile.NamedTemporaryFile("w", suffix=".txt", prefix="briefbook-", delete=False) as report:
            traceback.print_exc(file=report)
        click.echo(
            f"This is a mistake in briefbook, not in your files: {type(error).__name__}. Details are in {report.name}",
            err=True,
        )
        sys.exit(3)
