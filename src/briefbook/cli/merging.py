"""The command `merge`, which git calls for a data file that two people have changed.

In: three files. Out: the merged one in the second's place, or, where a person must decide, what git itself would write.
"""

import sys
from pathlib import Path

import click


@click.command()
@click.argument("base", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("ours", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("theirs", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def merge(base: Path, ours: Path, theirs: Path) -> None:
    """Merge two versions of a data file record by record; the result replaces OURS.

    Made for git: two people add a record to the same file, and both stay. Told to git once in a clone:

    git config merge.briefbook.driver "briefbook merge %O %A %B"
    """
    import subprocess

    from briefbook.edit.merge import merged
    from briefbook.load.site import MAX_DATA_BYTES
    from briefbook.load.text import read_source
    from briefbook.write import rewrite_text

    sources = [read_source(path, path.name, MAX_DATA_BYTES)[0] for path in (base, ours, theirs)]
    text = merged(*(source.text for source in sources if source)) if all(sources) else None
    if text is not None:
        rewrite_text(ours, text)
        return
    done = subprocess.run(["git", "merge-file", ours, base, theirs], check=False)
    sys.exit(min(done.returncode, 1))
