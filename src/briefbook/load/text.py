"""One file from the disk, as text that can be trusted to be text.

In: a path. Out: a `SourceFile`, or the findings that say why there is none. Files are read here and nowhere else, so
that limits, encodings and characters nobody can see are looked at once.
"""

import hashlib
import re
import stat
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

from briefbook.findings import Finding, Position

MAX_BYTES = 1_000_000
MAXSUSPECTS = 20  # a file of another sort has thousands, and the first say enough
_CONTROL = "\x00-\x08\x0b\x0c\r\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff"
_BIDI = "\u202a-\u202e\u2066-\u2069"
_INVISIBLE = "\u00ad\u180e\u200b\u2060-\u2064\ufeff\U000e0000-\U000e007f"
SUSPECT = re.compile(f"[{_CONTROL}{_BIDI}{_INVISIBLE}]")
_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)
CONTROL = re.compile(f"[{_CONTROL}]")
_IN_PIECES = re.compile(r"\S[\u0300-\u036f\u3099\u309a]+|[\u1100-\u11ff]+")
_ESCAPED = re.compile(f"[{_CONTROL}{_BIDI}{_INVISIBLE}\ud800-\udfff]")
_IS_BIDI = re.compile(f"[{_BIDI}]")
INVISIBLE = re.compile(f"[{_INVISIBLE}\u200c\u200d\u200e\u200f\u00a0\u2007\u202f]")


@dataclass(frozen=True)
class SourceFile:
    """The text of a file, with line ends made one, and the path by which findings name it."""

    path: str
    text: str

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def position(self, index: int) -> Position:
        """Turn an index into the text into a line and a column, both counted from 1."""
        line = bisect_right(self._starts, index) - 1
        return Position(self.path, line + 1, index - self._starts[line] + 1)

    def index(self, line: int, column: int) -> int:
        """Turn a line and a column, both counted from 0, into an index into the text."""
        return self._starts[min(line, len(self._starts) - 1)] + column


def character_name(character: str) -> str:
    """Name a character by code point and, where Unicode has one, by name."""
    name = unicodedata.name(character, "control character").lower()
    return f"U+{ord(character):04X} ({name})"


def read_source(path: Path, name: str, limit: int = MAX_BYTES) -> tuple[SourceFile | None, list[Finding]]:
    """Read one file of at most `limit` bytes. `name` is its path relative to the site's folder.

    Gives None for the file where it cannot be used at all.
    """
    raw, why = read_bytes(path, limit)
    if raw is None:
        return None, [Finding(Position(name), *why)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [_not_utf8(name, raw, error)]
    source = SourceFile(name, text.replace("\r\n", "\n"))
    return source, [*_suspects(source), *filter(None, [conflict_finding(source)])]


def unusable(path: Path) -> tuple[str, str] | None:
    """Say why a file cannot be read, and what to do about it, or nothing; a pipe would wait for ever."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return "this is not a regular file", "put an ordinary file in its place"
        with path.open("rb"):
            return None
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        return f"the file cannot be read: {reason}", "mend the link or the permissions"


def file_digest(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_bytes(path: Path, limit: int) -> tuple[bytes | None, tuple[str, str, str]]:
    """The bytes of a file of at most `limit` bytes, or None and why not: code, message, help."""
    if why := unusable(path):
        return None, ("unreadable-file", *why)
    size = path.stat().st_size
    if size > limit:
        message = f"the file has {size:,} bytes; the limit is {limit:,}"
        return None, ("file-too-large", message, "split it, or take out what does not belong there")
    return path.read_bytes(), ("", "", "")


def _not_utf8(name: str, raw: bytes, error: UnicodeDecodeError) -> Finding:
    line = raw.count(b"\n", 0, error.start) + 1
    line_start = raw.rfind(b"\n", 0, error.start) + 1
    column = len(raw[line_start : error.start].decode("utf-8", "replace")) + 1
    guess = "UTF-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "Latin-1 or Windows-1252"
    message = f"byte {error.start} (0x{raw[error.start]:02X}) is not UTF-8; the file looks like {guess}"
    return Finding(Position(name, line, column), "not-utf8", message, "save the file as UTF-8 in your editor")


def suspect_flaw(character: str) -> tuple[str, str]:
    """The code for such a character, and what is wrong with it: once, whether it was met in a file or in a value."""
    if _IS_BIDI.match(character):
        return "bidi-character", "can make text read otherwise than it is stored"
    if INVISIBLE.match(character):
        return "invisible-character", "cannot be seen"
    return "control-character", "does not belong in text"


def letters_in_pieces(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a letter and its accent are characters of their own, and the one (Unicode NFC) that keyboards write."""
    if not unicodedata.is_normalized("NFC", text):
        for match in _IN_PIECES.finditer(text):
            if (one := unicodedata.normalize("NFC", match.group())) != match.group():
                yield match.start(), match.end(), one


def control_finding(source: SourceFile, match: re.Match[str]) -> Finding:
    """Say at its place in a file that a character is no text, whether it was met while reading or while parsing."""
    character = match.group()
    code, what = suspect_flaw(character)
    is_bidi = code == "bidi-character"
    help_line = "delete it; right-to-left text needs no control characters" if is_bidi else "delete it"
    return Finding(source.position(match.start()), code, f"{character_name(character)} {what}", help_line)


def hidden(text: str, written: str) -> Iterator[tuple[str, str]]:
    """Code and message for each character no text should hold that `written` holds only as an escape."""
    for character in dict.fromkeys(_ESCAPED.findall(text)):
        if character not in written:
            code, what = suspect_flaw(character)
            yield code, f"an escape stands for {character_name(character)}, which {what}"


def conflict_finding(source: SourceFile) -> Finding | None:
    """Say that git left both sides of a conflict here: once, at its first mark, whoever meets it."""
    if not (match := _CONFLICT.search(source.text)):
        return None
    return Finding(
        source.position(match.start()),
        "merge-conflict",
        "git has left both sides of a conflict here, between its marks '<<<<<<<', '=======' and '>>>>>>>'",
        "keep what is right of the two sides, and take the three marks out",
    )


def _suspects(source: SourceFile) -> list[Finding]:
    return [control_finding(source, match) for match in islice(SUSPECT.finditer(source.text), MAXSUSPECTS)]
