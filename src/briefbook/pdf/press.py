"""The press: many documents, set by several processes, and none set twice.

In: jobs. Out: their bytes, in order. What a document is made from (its own files, the templates, the fonts, the version
of the engine) gives a key; the last document of each name is kept with its key, and used again while the key holds. A
kept file that is damaged, or a folder that cannot be written, costs time and changes nothing else.
"""

import contextlib
import hashlib
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from briefbook.pdf.engine import Job, Sheets, alone, set_document, version
from briefbook.pdf.templates import Templates

_HEAD = 64 + 64  # a key, and the digest of what follows
_IN_HAND = 4  # documents that wait for each process: enough to keep it busy, few enough to hold in memory


@dataclass(frozen=True)
class Kept:
    """Documents kept from the last run. `folder` need not exist."""

    folder: Path
    foundation: str

    @classmethod
    def of(cls, folder: Path, templates: Templates) -> "Kept":
        """The documents that were made with these templates and fonts, by this version of the engine."""
        return cls(folder, f"{version()} {templates.digest}")

    def key(self, job: Job) -> str:
        """One number for everything a document is made from."""
        total = hashlib.sha256(f"{self.foundation} {job.form} {job.day}".encode())
        values = {name: text.encode() for name, text in job.values.items()}
        for part in (job.templates, values, job.pictures):
            total.update(b"\f")
            for name, text in sorted(part.items()):
                total.update(f"\0{name}\0{len(text)}\0".encode() + text)
        return total.hexdigest()

    def get(self, job: Job, key: str) -> Sheets | None:
        """The document of that key, if it is there and whole."""
        try:
            kept = self._path(job).read_bytes()
        except OSError:
            return None
        head, content = kept[:_HEAD].decode("ascii", "replace"), kept[_HEAD:]
        return Sheets(content) if head == key + hashlib.sha256(content).hexdigest() else None

    def put(self, job: Job, key: str, content: bytes) -> None:
        """Keep a document in the place of the last one of its name; where that cannot be, nothing is kept."""
        path = self._path(job)
        beside = path.with_name(f"{path.name}.{os.getpid()}")
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes((key + hashlib.sha256(content).hexdigest()).encode() + content)
            beside.replace(path)

    def _path(self, job: Job) -> Path:
        return self.folder / job.form / job.name


def press(jobs: Iterable[Job], templates: Templates, kept: Kept, workers: int) -> Iterator[tuple[Job, Sheets]]:
    """Set documents, in order. Raises PrintError where the engine refuses one."""
    fonts = tuple(map(str, templates.fonts))
    with contextlib.ExitStack() as stack:
        pool = stack.enter_context(_pool(workers)) if workers > 1 else None
        queue = (_begun(job, kept, fonts, pool) for job in jobs)
        waiting = list(islice(queue, workers * _IN_HAND if pool else 1))
        while waiting:
            job, key, sheets = waiting.pop(0)
            if not isinstance(sheets, Sheets):
                sheets = sheets()
                if not sheets.fault:
                    kept.put(job, key, sheets.content)
            yield job, sheets
            waiting += islice(queue, 1)


def _begun(
    job: Job, kept: Kept, fonts: tuple[str, ...], pool: ProcessPoolExecutor | None
) -> tuple[Job, str, Sheets | Callable[[], Sheets]]:
    """A job with its key, and its document or a way to wait for it."""
    key = kept.key(job)
    sheets = kept.get(job, key)
    if sheets is not None:
        return job, key, sheets
    if pool is None:
        return job, key, lambda: set_document(job, fonts)
    future: Future[Sheets] = pool.submit(set_document, job, fonts)
    return job, key, future.result


def _pool(workers: int) -> ProcessPoolExecutor:
    """Processes of their own beginnings: the engine has threads, and a fork would inherit their locks."""
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=alone)
