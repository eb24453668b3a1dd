"""Reading many objects of git without a process for each.

In: names of objects, such as `COMMIT:path`. Out: their bytes. One `git cat-file --batch` answers all of them; it is
begun with the first question and ends with the last user of this.
"""

import subprocess
from contextlib import suppress
from pathlib import Path
from typing import IO, cast

_NOT_THERE = (b"missing", b"ambiguous")


class Objects:
    """The objects of one repository."""

    def __init__(self, repository: Path) -> None:
        """Take the repository; nothing is begun yet."""
        self._repository = repository
        self._process: subprocess.Popen[bytes] | None = None

    def blob(self, name: str) -> bytes | None:
        """The content of a file; None where there is none of this name."""
        if "\n" in name:
            return None
        asked, answers = self._pipes()
        asked.write(name.encode("utf-8", "surrogateescape") + b"\n")
        asked.flush()
        head = answers.readline().rstrip(b"\n")
        if head.endswith(_NOT_THERE) or not head:
            return None
        _, type_, size = head.rsplit(b" ", 2)
        content = answers.read(int(size) + 1)[:-1]
        return content if type_ == b"blob" else None

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process and process.stdin and process.stdout:
            with suppress(OSError):
                process.stdin.close()
            process.wait()
            process.stdout.close()

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._process is None:
            command = ("git", "cat-file", "--batch")
            self._process = subprocess.Popen(
                command, cwd=self._repository, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        return cast("IO[bytes]", self._process.stdin), cast("IO[bytes]", self._process.stdout)
