"""What a failed rendering leaves in a page, and how a text that only looks like it is written.

In: words. Out: markup that shows them. Apart from whatever writes markup and from `verify`, which looks for leftovers:
both must mean the same. Words of a text that would pass for a leftover have their first letter written as a number, so
that what is left of a template still stands out, on a page that speaks of templates too.
"""

import re

from markupsafe import Markup, escape

LEFTOVER = re.compile(r"\{[{%]|Undefined|Traceback \(most recent|jinja2\.")
_looks = LEFTOVER.search


def written(words: str) -> Markup:
    """Words as markup, escaped, and told apart from a leftover."""
    return Markup(LEFTOVER.sub(_numbered, str(escape(words)))) if _looks(words) else escape(words)


def finished(value: object) -> object:
    """What a template is about to write: words that look like a leftover as markup, all else as it is."""
    return written(value) if value.__class__ is str and _looks(value) else value


def _numbered(match: re.Match[str]) -> str:
    found = match.group()
    return f"&#{ord(found[0])};{found[1:]}"
