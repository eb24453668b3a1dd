"""The commands that make something from the whole site: `build`, `serve` and `generate`.

In: words on the command line. Out: a site in its place, a preview, or files that follow from the list of kinds.
"""

import errno
import os
import socket
import sys
from pathlib import Path

import click

from briefbook.cli.common import CONFIG, settings_of, verdict
from briefbook.cli.progress import Progress
from briefbook.findings import FORMATS


@click.command()
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path),
    help="Where the site goes.  [default: site_dir of the settings]",
)
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--no-epub", is_flag=True, help="Make no EPUB.")
@click.option("--no-pdf", is_flag=True, help="Make no PDF.")
@click.option("--no-zip", is_flag=True, help="Make no zip of the whole site.")
@click.option(
    "--jobs",
    type=click.IntRange(1),
    help="How many PDFs are set at once.  [default: the number of cores]",
)
@CONFIG
def build(
    site_dir: Path | None, strict: bool, no_epub: bool, no_pdf: bool, no_zip: bool, jobs: int | None, config: Path
) -> None:
    """Build everything, verify it, and put it in place in one step.

    The old site stays until the new one is whole; after an error nothing has changed.
    """
    from briefbook.build import TargetError, Wanted
    from briefbook.build import build as run
    from briefbook.door import EngineError
    from briefbook.exchange import Busy
    from briefbook.pdf.engine import PrintError
    from briefbook.pdf.templates import TemplateError
    from briefbook.tokens import LookError
    from briefbook.web import ComponentError

    settings = settings_of(config)
    target = (site_dir or settings.site).absolute()
    wanted = Wanted(epub=not no_epub, pdf=not no_pdf, zip=not no_zip, jobs=jobs or os.cpu_count() or 1)
    told = Progress()
    try:
        built = run(settings, target, told.line, strict=strict, wanted=wanted, count=told.count)
    except Busy as error:
        raise click.ClickException(str(error)) from None
    except TargetError as error:
        raise click.UsageError(str(error)) from None
    except EngineError as error:
        click.echo(f"MkDocs stopped:\n{error}\nNothing was built.", err=True)
        sys.exit(1)
    except LookError as error:
        click.echo(f"The look cannot be used: {error}\nNothing was built.", err=True)
        sys.exit(1)
    except (ComponentError, PrintError, TemplateError) as error:
        click.echo(f"A component cannot be rendered: {error}\nNothing was built.", err=True)
        sys.exit(1)
    if built.findings:
        click.echo(FORMATS["text"](built.findings), nl=False)
    if verdict(built.findings, strict):
        click.echo("Nothing was built.")
        sys.exit(1)
    click.echo(f"{settings.name(target)}: {built.pages} pages, {built.shared} files unchanged.")


@click.command()
@click.option(
    "--address",
    envvar="BRIEFBOOK_ADDRESS",
    show_envvar=True,
    default="127.0.0.1:8000",
    show_default=True,
    help="Host and port to serve at.",
)
@CONFIG
def serve(address: str, config: Path) -> None:
    """Show the site as it will be, drafts included, and again after every save."""
    host, port = _free(address)
    settings = settings_of(config)
    from briefbook.door import serve_with_mkdocs

    serve_with_mkdocs(settings, (host, port), click.echo)


def _free(address: str) -> tuple[str, int]:
    """The host and port of an address at which nobody else serves. Ends the run where it is none."""
    host, _, port = address.rpartition(":")
    host = host.strip("[]")
    if not (host and port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise click.UsageError(f"'{address}' is no address: write host and port, such as 127.0.0.1:8001")
    try:
        family, kind, *_, place = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(place)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise click.UsageError(f"port {port} is in use; try --address {host}:{int(port) % 65535 + 1}") from None
        raise click.UsageError(f"nothing can be served at '{address}': {error.strerror}") from None
    return host, int(port)


@click.command()
@CONFIG
def generate(config: Path) -> None:
    """Write anew what follows from the list of kinds, and the lists of ids that editors offer.

    These are the JSON Schemas, the settings and snippets for editors, and the data dictionary. A list of ids is left as
    it is where a file of the site cannot be read.
    """
    from briefbook.generate import generated, generated_here
    from briefbook.load import read_settings
    from briefbook.offers import renew

    root = config.absolute().parent
    settings, _ = read_settings(config)
    data = settings.name(settings.data) if settings else "data"
    files = {**generated(data), **(generated_here() if (root / "src" / "briefbook").is_dir() else {})}
    for name, text in files.items():
        path = root / name
        whole = _beside_theirs(path, name, text)
        if whole is None:
            click.echo(f"{name} cannot be read as plain JSON and was left as it is", err=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(whole, encoding="utf-8")
        click.echo(name)
    for name in renew(settings) if settings else ():
        click.echo(name)


def _beside_theirs(path: Path, name: str, text: str) -> str | None:
    """The text of a file, with what its owner wrote where it is theirs as well; None where that cannot be read."""
    from briefbook.generate import MERGED, merged

    if name not in MERGED or not path.exists():
        return text
    try:
        return merged(path.read_text(encoding="utf-8"), text)
    except (OSError, UnicodeDecodeError):
        return None
