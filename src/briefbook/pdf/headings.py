"""The headings of a document that a link can name.

In: the plain values of a document. Out: names and titles. Apart from what makes places of the names (`leads`), because
a process that sets documents needs none of our kinds, and loads faster without them.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from briefbook.kinds import LISTS

_NAME = re.compile(r"[\w/#.-]+", re.ASCII)  # what stands in a PDF as it is, so that both ends are spelled alike
_HEADLESS = frozenset(kind.css for kind in LISTS if not kind.headed)


def headings(value: Any) -> Mapping[str, str]:
    """The headings of a document that can be named, with their titles."""
    return dict(sorted((name, title) for name, title in _headings(value) if _NAME.fullmatch(name)))


def _headings(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for part in value:
            yield from _headings(part)
    elif isinstance(value, dict):
        anchor, is_page = value.get("anchor"), value.get("component") == "page"
        if isinstance(anchor, str) and anchor and "level" in value and value.get("kind") not in _HEADLESS:
            yield anchor, str(value.get("heading") or value.get("title") or _words(value.get("children", [])))
        if is_page:
            yield value["view"]["anchor"], str(value["view"]["title"])
        for part in value.values():
            yield from _headings(part)


def _words(value: Any) -> str:
    """The words of a text that is a tree."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(map(_words, value))
    return _words(value.get("children", [])) if isinstance(value, dict) else ""
