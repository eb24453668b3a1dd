"""The format of the data, and the way from an older one to this.

In: a site's folder. Out: new texts, step by step. A site says its format in `data/FORMAT`; where it says nothing it is
the first. A step is a function over one file's text, and is never changed once it has been released.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefbook.load import Settings
from briefbook.load.site import MAX_DATA_BYTES
from briefbook.load.text import read_source

FORMAT_FILE = "data/FORMAT"
CURRENT = 1


class FormatError(ValueError):
    """The format of a site cannot be worked with; the message is for its owner."""


@dataclass(frozen=True, slots=True)
class Step:
    """From one format to the next. `change` takes a kind's name and a file's text and gives the new text."""

    to: int
    says: str
    change: Callable[[str, str], str]


STEPS: tuple[Step, ...] = ()


def format_of(settings: Settings) -> int:
    """The format a site says it has.

    Raises FormatError where what it says is no number.
    """
    path = settings.data / "FORMAT"
    if not path.exists():
        return 1
    text = path.read_text(encoding="utf-8", errors="replace").strip()
    if not (text.isascii() and text.isdigit()):
        raise FormatError(f"{settings.name(path)} holds '{text[:20]}', and a number is expected")
    return int(text)


def steps_from(found: int, steps: Sequence[Step] = STEPS, current: int = CURRENT) -> tuple[Step, ...]:
    """The steps that lead from a format to the current one.

    Raises FormatError where the site is newer than this program.
    """
    if found > current:
        raise FormatError(f"this site has format {found}, and this briefbook knows {current}: install a newer one")
    return tuple(step for step in steps if found < step.to <= current)


def upgraded(settings: Settings, steps: Sequence[Step]) -> Iterator[tuple[Path, str]]:
    """Yield every data file that the steps change, with its new text; the format's own file comes last.

    Raises FormatError where a file cannot be read.
    """
    for path in sorted(settings.data.glob("*/*.yml")):
        if path.is_symlink():
            continue
        source, findings = read_source(path, settings.name(path), MAX_DATA_BYTES)
        if source is None:
            raise FormatError(f"{settings.name(path)}: {findings[0].message}; {findings[0].help}")
        text = old = source.text
        for step in steps:
            text = step.change(path.stem, text)
        if text != old:
            yield path, text
    if steps:
        yield settings.data / "FORMAT", f"{steps[-1].to}\n"
