"""How a long run says how far it is.

In: lines, and counts of what is done. Out: text on the second stream: on a terminal a counter that is written over, in
a file or a log a line at each tenth, so that nobody has to read a thousand of them.
"""

import sys

import click

_CLEAR = "\r\033[K"


class Progress:
    """Tells a person or a log what a run is doing."""

    def __init__(self) -> None:
        """Find out once who reads."""
        self._terminal = sys.stderr.isatty()
        self._tenth = 0

    def line(self, text: str) -> None:
        """A stage begins."""
        self._tenth = 0
        click.echo(text, err=True)

    def count(self, done: int, total: int) -> None:
        """So many of so many are done."""
        if self._terminal:
            end = _CLEAR if done == total else ""
            click.echo(f"{_CLEAR}  {done} of {total}{end}", err=True, nl=False)
        elif total >= 20 and done * 10 // total > self._tenth:
            self._tenth = done * 10 // total
            click.echo(f"  {done} of {total}", err=True)
