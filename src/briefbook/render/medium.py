"""What a medium must be able to do.

In: nothing. Out: two protocols. Apart from the media so that views and components are made without knowing them.
"""

from collections.abc import Callable
from typing import Any, Protocol

from briefbook.pictures import Drawing
from briefbook.prose import Node
from briefbook.render.place import Place
from briefbook.render.views import View
from briefbook.words import Words


class Writer(Protocol):
    """Writes parsed texts at one place."""

    def render(self, node: Node) -> Any:
        """A text, whole."""

    def line(self, node: Node) -> Any:
        """A text without the paragraph around it, if it is a single one."""


class Medium(Protocol):
    """Web, print, or another."""

    def component(self, name: str, view: View) -> Any:
        """A component in its finished form."""

    def picture(self, drawing: Drawing, described_by: str = "") -> Any:
        """A drawing in its finished form; `described_by` is the anchor of what says the same in words."""

    def writer(self, place: Place, words: Words, link: Callable[[str], View]) -> Writer:
        """What writes the texts of fields at a place."""
