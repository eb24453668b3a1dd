"""Where a text stands, for whatever looks at texts.

In: a briefing, an owner, an index, a way from a node of a text to its place in the file. Out: findings and references
that know their place. Apart from the rules, because several files of them share it.
"""

from dataclasses import dataclass
from functools import partial

from briefbook.check.index import Index
from briefbook.check.references import Naming
from briefbook.findings import Finding
from briefbook.prose import Locator, Node


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a text stands: its briefing, how messages name its owner, and what may stand in it."""

    briefing: str
    label: str
    record: str
    index: Index
    locator: Locator
    page: bool = False

    def naming(self, node: Node, text: str, kinds: tuple[str, ...] = ()) -> Naming:
        """A reference that stands at a node."""
        place = partial(self.locator.find, *node.place)
        return Naming(self.index, self.briefing, text, kinds, place, self.label, self.record)

    def finding(self, node: Node, code: str, message: str, help_line: str = "") -> Finding:
        """A finding at a node."""
        return Finding(self.locator.find(*node.place), code, f"{self.label}: {message}", help_line, self.record)
