"""The addresses in what programs read, so that they can be followed like those in pages.

In: the text of a feed, or of a block of JSON-LD. Out: the addresses in it. Raises ValueError where it cannot be read,
which is a finding of its own.
"""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

_ATOM = "{http://www.w3.org/2005/Atom}"
_NAMES = ("@id", "url", "home_page_url", "feed_url")


def is_feed(name: str) -> bool:
    """Whether a file of the site, by its path, is one of our feeds."""
    return name.endswith(("/changes.atom", "/changes.json"))


def in_feed(name: str, content: bytes) -> Iterator[str]:
    """The addresses in a feed."""
    yield from _in_atom(content) if name.endswith(".atom") else in_json(content)


def _in_atom(content: bytes) -> Iterator[str]:
    try:
        root = ElementTree.fromstring(content)
    except ElementTree.ParseError as error:
        raise ValueError(str(error)) from None
    for link in root.iter(f"{_ATOM}link"):
        yield link.get("href", "")
    for html in root.iter(f"{_ATOM}content"):
        yield from _in_html(html.text or "")


def in_json(content: bytes | str) -> Iterator[str]:
    """The addresses in a JSON Feed or in JSON-LD."""
    try:
        told = json.loads(content)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    yield from _in_value(told)


def _in_value(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else ():
        yield from _in_value(item)
    for name, item in value.items() if isinstance(value, dict) else ():
        if name in _NAMES and isinstance(item, str):
            yield item
        elif name == "content_html" and isinstance(item, str):
            yield from _in_html(item)
        else:
            yield from _in_value(item)


def _in_html(html: str) -> list[str]:
    reader = _Links()
    reader.feed(html)
    reader.close()
    return reader.found


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name == "href"]
