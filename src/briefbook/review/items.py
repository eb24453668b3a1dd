"""The items of a review: what a section lists, in the shape that comment and page write.

In: words, links, lines. Out: views. Apart from `assess`, which decides what is told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefbook.render.views import View, values_of


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, and what stands under it. `empty` is said where there is nothing, if that is worth saying."""

    id: str
    title: str
    items: tuple[View, ...]
    empty: str = ""


def item(
    noun: str,
    title: str,
    name: str = "",
    *,
    href: str = "",
    address: str = "",
    briefing: str = "",
    note: str = "",
    lines: Sequence[View] = (),
    links: Sequence[View] = (),
    shown: str = "",
) -> View:
    """One thing of which something is told. `shown` is the place on the page where it stands before and after."""
    return View(
        noun=noun, title=title, id=name, href=href, address=address, briefing=briefing, note=note,
        lines=tuple(lines), links=tuple(links), shown=shown,
    )  # fmt: skip


def said(lead: str, text: str, sign: str = "kept", note: str = "") -> View:
    """A line as those that tell of changes."""
    piece = View(sign=sign, text=text, gap="")
    return View(lead=lead, pieces=(piece,), note=note, gained=(), lost=(), is_led=bool(lead))


def merged(items: Iterable[View]) -> tuple[View, ...]:
    """The items, each once: a record that several briefings share is told of once, with all their titles."""
    found: dict[object, list[View]] = {}
    for number, one in enumerate(items):
        key = (one.noun, one.id, one.title, one.note, tuple(map(_words, one.lines))) if one.id else number
        found.setdefault(key, []).append(one)
    return tuple(map(_one, found.values()))


def _one(same: Sequence[View]) -> View:
    briefings = ", ".join(dict.fromkeys(one.briefing for one in same if one.briefing))
    return View(**{**values_of(same[0]), "briefing": briefings})


def _words(line: View) -> tuple[object, ...]:
    return line.lead, line.note, tuple((piece.sign, piece.text) for piece in line.pieces), line.gained, line.lost


def counted(number: int, noun: str) -> str:
    """A number of things."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
