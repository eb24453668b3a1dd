"""Who in the site links to one of its own addresses in full, as one does to a heading, which has no id to refer to.

In: a linked site, and the address where it is read. Out: for each address written so, the titles of what writes it.
Apart from the mentions, which are references by id and are checked.
"""

from collections.abc import Iterable, Iterator, Mapping

from briefbook.link import Site
from briefbook.prose import Node, walk


def linking(site: Site, address: str) -> Mapping[str, tuple[str, ...]]:
    """The titles of the pages and records that link to an address, by the address as it goes on after `address`."""
    found: dict[str, dict[str, None]] = {}
    for title, roots in _texts(site) if address else ():
        for target in _targets(roots, address):
            found.setdefault(target, {})[title] = None
    return {target: tuple(titles) for target, titles in found.items()}


def _texts(site: Site) -> Iterator[tuple[str, Iterable[Node]]]:
    for page in site.pages:
        yield page.title, (page.body,)
    for briefing in site.briefings:
        yield briefing.model.title, briefing.texts.values()
        yield from ((page.title, (page.body,)) for page in briefing.pages)
        yield from ((record.title, record.texts.values()) for record in briefing.by_id.values())


def _targets(roots: Iterable[Node], address: str) -> Iterator[str]:
    for root in roots:
        for node in walk(root):
            if node.type == "link" and node.attributes["href"].startswith(address):
                yield node.attributes["href"].removeprefix(address)
