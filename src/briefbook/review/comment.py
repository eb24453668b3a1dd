"""A review as one Markdown comment, which a code host takes up to a length.

In: a `Review`. Out: Markdown. What does not fit is cut from the end, which weighs least, and what was cut is counted.
Words of the contribution are words and nothing else: no markup, nobody called by name, no command.
"""

from collections.abc import Iterator

from briefbook.render.views import View
from briefbook.review.assess import Review
from briefbook.review.items import Section
from briefbook.review.report import escaped, markdown_line

LIMIT = 64_000  # bytes; the host takes 65,536 characters, and whoever posts it may add a line
_ITEM = 2_000
_ROOM = 120  # for the sentence that says what of a section was left out
_TITLE = "## What this changes"


def comment(review: Review, limit: int = LIMIT) -> str:
    """The comment, of at most `limit` bytes."""
    head = [_TITLE, "", escaped(review.summary), "", f"{escaped(review.before.label)} → {escaped(review.after.label)}"]
    for warning in review.warnings:
        head += ["", f"**{escaped(warning)}**"]
    if quiet := " ".join(section.empty for section in review.sections if section.empty and not section.items):
        head += ["", quiet]
    shown = [section for section in review.sections if section.items]
    left = limit - _size(head) - sum(_size(_heading(section)) + _ROOM for section in shown)
    parts = ["\n".join(head)]
    for section in shown:
        body = list(_fitting(section, left, full=bool(review.preview)))
        left -= _size(body)
        parts.append("\n".join([*_heading(section), *body]))
    return "\n\n".join(parts) + "\n"


def _heading(section: Section) -> list[str]:
    return [f"### {section.title} ({len(section.items)})", ""]


def _fitting(section: Section, left: int, *, full: bool) -> Iterator[str]:
    """The items for which there is room, and how many there was none for."""
    for number, item in enumerate(section.items):
        lines = list(_shortened(list(_item(item, full))))
        left -= _size(lines)
        if left < 0:
            yield f"- … and {len(section.items) - number} more, left out here; the page of this review has all."
            return
        yield from lines


def _shortened(lines: list[str]) -> Iterator[str]:
    """The lines of an item for which there is room beside others; the rest is counted, and no line is cut."""
    left = _ITEM - _size(lines[:1])
    yield lines[0]
    for number, line in enumerate(lines[1:], 1):
        left -= _size([line])
        if left < 0:
            rest = len(lines) - number
            which = f"… and {rest} more" if number > 1 else "too long for a comment" if rest == 1 else f"{rest} lines"
            yield f"  - {which}; the page of this review has {'it' if rest == 1 else 'them'}"
            return
        yield line


def _item(item: View, linked: bool) -> Iterator[str]:
    name = f"[{escaped(item.title)}](<{item.href}>)" if item.href and linked else escaped(item.title)
    where = f" `{item.address}`" if item.address and not linked else ""
    before = " · ".join(escaped(word) for word in (item.briefing, item.noun) if word)
    known = f" ({escaped(item.id)})" if item.id and item.id != item.title else ""
    note = f" – **{escaped(item.note)}**" if item.note else ""
    yield f"- {before}{': ' if before else ''}{name}{known}{where}{note}"
    for line in item.lines:
        yield f"  - {markdown_line(line)}"
    for link in item.links:
        yield from (f"  {line}" for line in _item(link, linked))


def _size(lines: list[str]) -> int:
    return sum(len(line.encode("utf-8")) + 1 for line in lines)
