"""The commands that read and judge: `check` and `explain`.

In: words on the command line. Out: findings as text or for a program, and the exit code they deserve.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefbook.cli.changes import annotated, in_repository
from briefbook.cli.common import CONFIG, verdict
from briefbook.findings import CODES, FORMATS, Finding, in_order

if TYPE_CHECKING:
    from briefbook.load import Settings


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--fix", "fixes", is_flag=True, help="First put files in order; never changes what they say.")
@click.option("--format", "form", type=click.Choice(sorted(FORMATS)), default="text", show_default=True)
@click.option(
    "--changed", multiple=True, metavar="FILE",
    help="With --format github: a file of the contribution, as 'git diff --name-only' prints it. May be given often.",
)  # fmt: skip
@CONFIG
def check(
    paths: tuple[Path, ...], strict: bool, fixes: bool, form: str, changed: tuple[str, ...], config: Path
) -> None:
    """Find everything that is wrong, in one run; no site is built.

    PATHS, files or folders, limit what is shown, judged and put in order; the whole site is always read. The formats
    github and sarif give paths from the top of the repository, the others from the site's folder.

    With --fix, dates such as 2026-6-5, numbers without quotes, long texts that are no blocks, letters in two pieces,
    spaces at the end of lines and fields out of order are put right first, and the lists of ids that editors offer are
    brought up to date. Repaired as well is what can only be meant in one way: a line without its hyphen, colon or
    space, or moved in too far, a sentence that YAML reads as its own, ids without the brackets of their list, names
    and choices in capitals, yes for true, a source without the brackets of its citation. Comments and line ends stay.
    """
    from briefbook.check import check as run
    from briefbook.load import load_site, read_settings

    settings, findings = read_settings(config)
    shown: tuple[Finding, ...] = tuple(findings)
    if settings is not None:
        wanted = [_name_in(settings, path) for path in paths]
        if fixes:
            from briefbook.cli.fixing import fix

            fix(settings, lambda path: _is_wanted(path, wanted))
        _, rest = run(load_site(settings))
        shown = tuple(f for f in in_order([*findings, *rest]) if _is_wanted(f.position.path, wanted))
        for folder in settings.passthrough:
            click.echo(f"Trusted as code, and not checked: {settings.name(settings.docs)}/{folder}/", err=True)
    click.echo(_written(shown, form, changed, config.absolute().parent), nl=False)
    sys.exit(verdict(shown, strict))


def _written(findings: tuple[Finding, ...], form: str, changed: tuple[str, ...], root: Path) -> str:
    """The findings in a format; what a code host reads has its paths from the top of the repository."""
    if form == "github":
        return annotated(in_repository(findings, root), changed, root)
    return FORMATS[form](in_repository(findings, root) if form == "sarif" else findings)


def _name_in(settings: Settings, path: Path) -> str:
    """A path as findings name it; a folder around the site stands for the whole of it. What is no part is refused."""
    here = path.parent.resolve() / path.name if path.is_symlink() else path.resolve()
    root, *others = (folder.resolve() for folder in (settings.root, settings.docs, settings.data, settings.macros))
    if root.is_relative_to(here):
        return "."
    if not any(here.is_relative_to(folder) for folder in (root, *others)):
        raise click.UsageError(f"'{path}' is no part of the site in '{root}'")
    return Path(os.path.relpath(here, root)).as_posix()


def _is_wanted(path: str, wanted: list[str]) -> bool:
    """Whether a file is one of those that were named, or lies in one of the folders; without names all are."""
    return not wanted or any(name in (".", path) or path.startswith(f"{name}/") for name in wanted)


@click.command()
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
