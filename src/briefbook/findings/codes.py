"""The table of codes: one row a code, kept as data in `codes.yml` beside this file.

In: nothing. Out: `CODES`, a mapping from code to its level, meaning and a wrong and a right example. Read on first
use only: a clean run needs no table.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True)
class Code:
    """A row of the table. `level` is `error` or `warning`; `wrong` and `right` are short extracts of a file."""

    name: str
    level: str
    title: str
    cause: str
    wrong: str
    right: str


@cache
def _rows() -> dict[str, Code]:
    text = Path(__file__).with_name("codes.yml").read_text(encoding="utf-8")
    rows = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # our own file, shipped with us
    return {name: Code(name, **row) for name, row in rows.items()}


class _Table(Mapping[str, Code]):
    def __getitem__(self, name: str) -> Code:
        return _rows()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(_rows())

    def __len__(self) -> int:
        return len(_rows())


CODES: Mapping[str, Code] = _Table()
