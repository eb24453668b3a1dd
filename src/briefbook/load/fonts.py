"""Which characters a font can show, and how wide they are.

In: font files. Out: sets of code points, and widths by code point, read from the fonts' own tables and nothing else.
Apart from print, because `check` asks before anything is printed what can be, and pictures ask what fits.
"""

import struct
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

ENDINGS = (".ttf", ".otf", ".ttc")
IGNORED = frozenset(map(chr, (0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xAD, *range(0xFE00, 0xFE10), 0xFEFF)))
"""Characters that change others and are never seen themselves: nothing is missing where they are."""

_UNICODE = {(0, 3), (0, 4), (3, 1), (3, 10)}


class FontError(Exception):
    """A file that is no font this can read; the message names it."""


def fonts_in(folder: Path) -> list[Path]:
    """The font files of a folder, which need not exist, in order."""
    return sorted(path for path in folder.glob("*") if path.suffix.lower() in ENDINGS)


@cache
def coverage(path: Path) -> frozenset[int]:
    """The code points a font has a glyph for. Raises FontError where the file cannot be read as a font."""
    try:
        data = path.read_bytes()
        return frozenset(code for start in _maps(data) for code, _ in _glyphs(data, start))
    except (OSError, struct.error, IndexError) as error:
        raise FontError(f"{path.name} is no font that can be read: {error}") from None


@cache
def widths(path: Path) -> Mapping[int, float]:
    """How far the letters of one of our own fonts reach, by code point, as parts of its size."""
    data = path.read_bytes()
    starts = dict(_tables(data))
    (units,) = struct.unpack_from(">H", data, starts[b"head"] + 18)
    (count,) = struct.unpack_from(">H", data, starts[b"hhea"] + 34)
    wide = [wide for wide, _ in struct.iter_unpack(">Hh", data[starts[b"hmtx"] : starts[b"hmtx"] + 4 * count])]
    return {
        code: wide[min(glyph, count - 1)] / units  # the last width is that of all glyphs after it
        for start in _maps(data)
        for code, glyph in _glyphs(data, start)
    }


def _tables(data: bytes) -> Iterator[tuple[bytes, int]]:
    """The tables of a font and where they begin; of a collection, those of its first font."""
    begin = struct.unpack_from(">I", data, 12)[0] if data[:4] == b"ttcf" else 0
    (tables,) = struct.unpack_from(">H", data, begin + 4)
    for number in range(tables):
        tag, _, start, _ = struct.unpack_from(">4sIII", data, begin + 12 + 16 * number)
        yield tag, start


def _maps(data: bytes) -> Iterator[int]:
    """Where the maps from Unicode begin."""
    for start in (start for tag, start in _tables(data) if tag == b"cmap"):
        (count,) = struct.unpack_from(">H", data, start + 2)
        for entry in range(count):
            platform, encoding, offset = struct.unpack_from(">HHI", data, start + 4 + 8 * entry)
            if (platform, encoding) in _UNICODE:
                yield start + offset


def _glyphs(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    """The code points of a map, each with the number of its glyph."""
    (form,) = struct.unpack_from(">H", data, start)
    if form == 4:
        yield from _segments(data, start)
    elif form == 12:
        (groups,) = struct.unpack_from(">I", data, start + 12)
        for first, last, glyph in struct.iter_unpack(">III", data[start + 16 : start + 16 + 12 * groups]):
            yield from zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True)


def _segments(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Format 4: runs of code points, whose glyphs follow from a difference or stand in a list; glyph 0 is none."""
    (twice,) = struct.unpack_from(">H", data, start + 6)
    ends, begins = start + 14, start + 16 + twice
    for at in range(0, twice, 2):
        last, first, delta, offset = (
            struct.unpack_from(">H", data, base + at)[0] for base in (ends, begins, begins + twice, begins + 2 * twice)
        )
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                place = begins + 2 * twice + at + offset + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", data, place)
            glyph = (glyph + delta) & 0xFFFF if glyph or not offset else 0
            if glyph:
                yield code, glyph
