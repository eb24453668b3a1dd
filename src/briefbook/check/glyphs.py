"""Characters that print cannot show.

In: what was loaded. Out: findings. The web borrows a font from its reader's machine; paper has only the fonts that were
put into it. What none of them has is printed as its name, and said here first. Chinese, Japanese and Korean are passed
over: their fonts come with an extra, and what is installed must not change the verdict.
"""

import unicodedata
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from briefbook.findings import Finding, Position
from briefbook.load import Loaded
from briefbook.load.fonts import IGNORED, FontError, coverage, fonts_in
from briefbook.load.package import package_folder
from briefbook.load.text import SourceFile, character_name
from briefbook.load.tree import Scalar, Sequence, Tree

FONTS = Path("pdf", "fonts")
# What every face of ours has, so that most texts need no font opened: Latin-1, Cyrillic, the marks of a good typist.
PLAIN = frozenset(map(chr, chain(range(0x80), range(0xA0, 0x100), range(0x400, 0x460), (0x490, 0x491)))) | frozenset(
    "–—‘’“”…€№"
)
_CJK = (
    (0x1100, 0x11FF), (0x2E80, 0x30FF), (0x3130, 0x318F), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
    (0xAC00, 0xD7AF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF),
)  # fmt: skip


def unprintable(loaded: Loaded) -> Iterator[Finding]:
    """Find every character that no font of print has, once a text."""
    suspect = [(source, scalar) for source, scalar in _texts(loaded) if set(scalar.text) - PLAIN]
    if not suspect:
        return
    covered: set[int] = set()
    for path in (*fonts_in(package_folder("macros") / FONTS), *fonts_in(loaded.settings.macros / FONTS)):
        try:
            covered |= coverage(path)
        except FontError as error:
            place = Position(loaded.settings.name(path))
            yield Finding(place, "unreadable-file", str(error), "put a TrueType or OpenType font there, or none")
    for source, scalar in suspect:
        for character in sorted(set(scalar.text) - PLAIN - IGNORED):
            if ord(character) not in covered and not _is_said_elsewhere(character):
                at = source.text.find(character, scalar.start, scalar.end)
                yield _finding(source.position(at if at >= 0 else scalar.start), character)


def _texts(loaded: Loaded) -> Iterator[tuple[SourceFile, Scalar]]:
    """Everything that is printed; the body of a page counts as one value."""
    for file in loaded.data:
        if file.tree is not None and _may_hold(file.source.text):
            yield from ((file.source, scalar) for scalar in _scalars(file.tree))
    for page in loaded.pages:
        if _may_hold(page.source.text):
            yield from ((page.source, scalar) for scalar in _scalars(page.front))
            yield page.source, Scalar(page.text, None, page.body, len(page.source.text))


def _may_hold(text: str) -> bool:
    """Whether a file can say more than ASCII, by letters or by escapes."""
    return not text.isascii() or "\\" in text


def _scalars(tree: Tree) -> Iterator[Scalar]:
    """The values of a tree; an id is printed nowhere."""
    if isinstance(tree, Scalar):
        yield tree
        return
    parts = tree.items if isinstance(tree, Sequence) else [v for name, v in tree.values.items() if name != "id"]
    for part in parts:
        yield from _scalars(part)


def _is_said_elsewhere(character: str) -> bool:
    """Whether it is a control or a mark of direction, which is a finding of its own, or comes with the extra."""
    if unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp"):
        return True
    return any(first <= ord(character) <= last for first, last in _CJK)


def _finding(place: Position, character: str) -> Finding:
    return Finding(
        place,
        "unprintable-character",
        f"{character_name(character)} is in none of the fonts of the PDF",
        "the PDF has its name there; say it in words, or add a font in macros/pdf/fonts/",
    )
