"""What the bytes of an image say of it: is it of the type its name says, whole, and how large?

In: the bytes of a file and the ending of its name. Out: width and height, or why there are none. Nothing is decoded: a
small file can stand for a picture that fills a machine's memory.
"""

import re
import struct
import zlib
from collections.abc import Callable, Mapping

Sides = tuple[int, int]
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_DAMAGED = "the image is damaged or cut short"


class NotAnImage(ValueError):
    """The bytes are no whole image of their type; the message says what is wrong with them."""


def sides(content: bytes, suffix: str) -> Sides:
    """Width and height of an image. Raises NotAnImage where the bytes are of another type, or not all there."""
    signature, read = _TYPES[suffix]
    if not signature.match(content):
        raise NotAnImage(f"this is no {suffix.removeprefix('.').upper()} image, whatever its name says")
    try:
        width, height = read(content)
    except (struct.error, IndexError):
        raise NotAnImage(_DAMAGED) from None
    if not width or not height:
        raise NotAnImage("the image has no width or no height")
    return width, height


def _png(content: bytes) -> Sides:
    """Walk the chunks, each of which has a checksum, to the one that ends the image."""
    width, height = struct.unpack_from(">II", content, 16)
    name, at, seen = b"", 8, set()
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", content, at)
        (sum_told,) = struct.unpack_from(">I", content, at + 8 + length)
        if zlib.crc32(content[at + 4 : at + 8 + length]) != sum_told:
            raise NotAnImage(_DAMAGED)
        seen.add(name)
        at += 12 + length
    if not {b"IHDR", b"IDAT"} <= seen:
        raise NotAnImage(_DAMAGED)
    return width, height


def _jpeg(content: bytes) -> Sides:
    """Walk the segments to the frame, which tells the sides."""
    at = 2
    while True:
        while content[at] == 0xFF and content[at + 1] == 0xFF:
            at += 1
        if content[at] != 0xFF:
            raise NotAnImage(_DAMAGED)
        if content[at + 1] in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            if b"\xff\xda" not in content[at:] or b"\xff\xd9" not in content[at:]:
                raise NotAnImage(_DAMAGED)
            return width, height
        (length,) = struct.unpack_from(">H", content, at + 2)
        at += 2 + max(length, 2)


def _gif(content: bytes) -> Sides:
    width, height = struct.unpack_from("<HH", content, 6)
    if b"," not in content[13:] or b";" not in content[13:]:  # a picture begins, and the file ends
        raise NotAnImage(_DAMAGED)
    return width, height


def _webp(content: bytes) -> Sides:
    (length,) = struct.unpack_from("<I", content, 4)
    if length + 8 > len(content):
        raise NotAnImage(_DAMAGED)
    form = content[12:16]
    if form == b"VP8X":
        return _three(content, 24) + 1, _three(content, 27) + 1
    if form == b"VP8L":
        (bits,) = struct.unpack_from("<I", content, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack_from("<HH", content, 26)
    return width & 0x3FFF, height & 0x3FFF


def _three(content: bytes, at: int) -> int:
    low, high = struct.unpack_from("<HB", content, at)
    return int(low) | int(high) << 16


_JPEG = re.compile(rb"\xff\xd8\xff"), _jpeg
_TYPES: Mapping[str, tuple[re.Pattern[bytes], Callable[[bytes], Sides]]] = {
    ".png": (re.compile(rb"\x89PNG\r\n\x1a\n"), _png),
    ".jpg": _JPEG,
    ".jpeg": _JPEG,
    ".gif": (re.compile(rb"GIF8[79]a"), _gif),
    ".webp": (re.compile(rb"RIFF[\s\S]{4}WEBPVP8[ LX]"), _webp),
}
