"""Letters in two pieces: an accent that is a character of its own.

In: what was loaded. Out: a finding a file. It looks the same and is not: a search for the word, a title that is
compared, the next edition would each take it for another. What is quoted stays as it stands, so nothing is changed
silently on the way to a page; `check --fix` writes such letters as one.
"""

from collections.abc import Iterator

from briefbook.findings import Finding
from briefbook.load import Loaded
from briefbook.load.text import SourceFile, letters_in_pieces


def in_pieces(loaded: Loaded) -> Iterator[Finding]:
    """Find the files in which letters stand in pieces; at the first of them, with how many there are."""
    for source in (*(file.source for file in loaded.data), *(page.source for page in loaded.pages)):
        yield from _in_file(source)


def _in_file(source: SourceFile) -> Iterator[Finding]:
    found = list(letters_in_pieces(source.text))
    if found:
        start, end, one = found[0]
        others = len(found) - 1
        more = f", as {others} other letter{'s are' if others > 1 else ' is'} of this file" if others else ""
        message = f"'{one}' is written as {end - start} characters, a letter and its accent{more}"
        help_line = "type it anew, or run 'briefbook check --fix'"
        yield Finding(source.position(start), "letter-in-pieces", message, help_line)
