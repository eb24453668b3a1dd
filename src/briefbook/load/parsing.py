"""The parser of YAML, asked for events alone.

In: a text. Out: its events, or the first error. Apart from the reader so that a repair can be tried before it is said.
"""

from collections.abc import Iterator
from typing import Any

import yaml

_LOADER = getattr(yaml, "CLoader", yaml.Loader)  # events only: nothing is ever constructed


def events(text: str) -> Iterator[Any]:
    """Yield the parser's events.

    Raises yaml.YAMLError where the text is not YAML.
    """
    yield from yaml.parse(text, Loader=_LOADER)


def error_in(text: str) -> yaml.YAMLError | None:
    """The error at which reading a text ends, or nothing."""
    try:
        for _ in events(text):
            pass
    except yaml.YAMLError as error:
        return error
    return None


def begun_at(text: str, line: int) -> set[str]:
    """The values and names that begin on a line, counted from 0, as far as the text can be read."""
    found = set()
    try:
        for event in events(text):
            if isinstance(event, yaml.ScalarEvent) and event.start_mark and event.start_mark.line == line:
                found.add(event.value)
    except yaml.YAMLError:
        pass
    return found


def line_of(error: yaml.YAMLError) -> int:
    """The line, counted from 0, that a parser gave up: where it stood, or the words it had taken for a name."""
    is_name = "expected ':'" in str(getattr(error, "problem", ""))
    mark = getattr(error, "context_mark" if is_name else "problem_mark", None)
    return mark.line if mark else 0
