"""The command line: words in, exit codes out.

In: arguments. Out: text for a person or a program, and one of four exit codes: 0 clean, 1 findings at error level,
2 usage, 3 a bug of ours. Each file beside this one holds the commands that change for one reason; modules that a
command does not need are not imported for it.
"""

import gc
import sys

import click

from briefbook import __version__
from briefbook.cli.adding import add, import_sources
from briefbook.cli.checking import check, explain
from briefbook.cli.copies import verify
from briefbook.cli.editions import diff, release, withdraw
from briefbook.cli.making import build, generate, serve
from briefbook.cli.merging import merge
from briefbook.cli.publishing import publish, versions
from briefbook.cli.renaming import rename
from briefbook.cli.reviewing import review
from briefbook.cli.starting import doctor, init, new, upgrade, words


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="briefbook")
def cli() -> None:
    """Living briefings: checked, linked and printed from data and prose."""


COMMANDS = (
    init,
    new,
    add,
    import_sources,
    rename,
    merge,
    words,
    upgrade,
    doctor,
    check,
    explain,
    build,
    serve,
    release,
    withdraw,
    diff,
    review,
    generate,
    publish,
    versions,
    verify,
)
for command in COMMANDS:
    cli.add_command(command)


def main() -> None:
    """Run the command line; a bug of ours ends with a short message and code 3, never with a traceback."""
    gc.set_threshold(2_000_000, 50, 50)  # a run makes many small values and few circles: hardly looking saves a fifth
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
