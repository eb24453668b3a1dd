"""A report of changes, for a reviewer or a program.

In: pairs of models. Out: text, Markdown, an HTML fragment or JSON. An output like the others: it arranges what
`render.changes` says, and reads no file of a site.
"""

from collections.abc import Callable, Sequence

from briefbook.review.data import diff_schema, to_json
from briefbook.review.report import Pair, pairs, to_html, to_markdown, to_text

FORMATS: dict[str, Callable[[Sequence[Pair]], str]] = {
    "text": to_text,
    "markdown": to_markdown,
    "html": to_html,
    "json": to_json,
}

__all__ = ["FORMATS", "Pair", "diff_schema", "pairs"]
