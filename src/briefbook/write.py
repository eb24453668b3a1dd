"""Writing a text in one step.

In: a path and a text. Out: the file, whole; whoever reads it meanwhile sees the old one or the new one. Low in the
layers because whatever writes an editor's file writes it this way.
"""

import os
import re
import tempfile
from difflib import SequenceMatcher
from pathlib import Path

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_MARK = "\ufeff"  # some systems begin a file with it


def write_text(path: Path, text: str) -> None:
    """Write a file beside its place and put it there; rights are kept, folders made, line ends are single.

    Raises OSError, and leaves the old file as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = path.stat().st_mode if path.exists() else None
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    beside = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        beside.chmod(mode & 0o7777 if mode is not None else 0o666 & ~_umask())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def rewrite_text(path: Path, text: str) -> None:
    """Write a changed file with what an editor's system put into it: its line ends, and the mark at its beginning.

    `text` has single line ends. Raises OSError, and leaves the old file as it was.
    """
    old = path.read_bytes().decode("utf-8", "replace") if path.exists() else ""
    mark = _MARK if old.startswith(_MARK) else ""
    write_text(path, f"{mark}{ended_like(old.removeprefix(mark), text)}")


def ended_like(old: str, new: str) -> str:
    """`new` with the line ends of `old`, from which it came: each line's own, and those of the first for new lines."""
    before, after = _LINE.findall(old), new.split("\n")
    first = next((_end(line) for line in before if _end(line)), "\n")
    ends = [first] * (len(after) - 1)
    if len({_end(line) for line in before} - {""}) > 1:
        lines = [line.rstrip("\r\n") for line in before]
        for block in SequenceMatcher(None, lines, after).get_matching_blocks():
            for step in range(block.size):
                if block.b + step < len(ends):
                    ends[block.b + step] = _end(before[block.a + step]) or first
    return "".join(f"{line}{end}" for line, end in zip(after, [*ends, ""], strict=True))


def _end(line: str) -> str:
    return "\r\n" if line.endswith("\r\n") else "\n" if line.endswith("\n") else ""


def _umask() -> int:
    """What new files leave out of their rights; the system tells it only to whoever sets it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_if_changed(path: Path, text: str) -> bool:
    """Write a file where its text is another one; say whether it was."""
    try:
        if path.read_bytes() == text.encode("utf-8"):
            return False
    except OSError:
        pass
    write_text(path, text)
    return True
