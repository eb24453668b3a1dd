"""The passages of a page: what stands before its first heading, and under each.

In: a page. Out: `Passage`s, each with the address at which a link reaches it: an anchor is made of a heading's words as
every medium makes it. Where a component on the page has taken those words first, a link arrives at the component.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from briefbook.link import Address, Page
from briefbook.prose import Node, plain_text, walk
from briefbook.render.place import Place
from briefbook.words import Words


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading, or none, and the blocks under it."""

    address: Address
    heading: str
    blocks: tuple[Node, ...]


def passages(page: Page, reserved: Collection[str], words: Words, named: Callable[[str], str]) -> Iterator[Passage]:
    """The passages of a page, in reading order.

    `reserved` are anchors of records, which headings give way to; `named` gives titles for references.
    """
    place = Place(page.path, frozenset(reserved))
    address, heading, blocks = page.address, "", list[Node]()
    for block in page.body.children:
        titles = [_title(node, words, named) for node in walk(block) if node.type == "heading"]
        anchors = [place.slug(title) for title in titles]
        if block.type == "heading":
            yield Passage(address, heading, tuple(blocks))
            address, heading, blocks = Address(page.path, anchors[0]), titles[0], []
        else:
            blocks.append(block)
    yield Passage(address, heading, tuple(blocks))


def _title(node: Node, words: Words, named: Callable[[str], str]) -> str:
    text = plain_text(node, named)
    return words.say(text) if node.children and node.children[0].attributes.get("say") else text
