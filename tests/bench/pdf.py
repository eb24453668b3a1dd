"""How long print takes, beside the MkDocs plugins that print too: part of `make bench`.

    python tests/bench/pdf.py [ROUNDS]

Measured are one document in a process that has set others before (warm), in a process of its own (cold), each by the
processor's time of one thread and by the clock with all cores, as one document is set in a build of its own; and
twenty times as many different ones by as many processes as there are cores, from which five thousand are reckoned. The
sample is the shipped briefing, whole, and its first pages, some thirteen sheets. The plugins get the same pages, as
MkDocs pages, in an environment that is thrown away; one that cannot be installed or does not run is passed over with
its reason.
"""

import os
import pickle
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from briefbook.check import check
from briefbook.editions import canonical, canonical_json, digest_of
from briefbook.link import link_site
from briefbook.load import load_site, read_settings
from briefbook.pdf.document import Document, Imprint, Setter, living
from briefbook.pdf.engine import Job, alone, set_document
from briefbook.pdf.glyphs import NOT_SHOWN
from briefbook.pdf.press import Kept, press
from briefbook.pdf.printer import job_of
from briefbook.pdf.templates import Templates
from briefbook.web import Renderer

ROOT = Path(__file__).parents[2]
SHEETS, ALL = 13, 5000
PLUGINS = {"mkdocs-to-pdf": "to-pdf", "mkdocs-with-pdf": "with-pdf"}
COLD = "import pickle,sys; from briefbook.pdf.engine import set_document; set_document(*pickle.load(sys.stdin.buffer))"
CLOCK = """import pickle, sys, time
from briefbook.pdf.engine import set_document
jobs, fonts = pickle.load(sys.stdin.buffer)
for job in jobs:
    start = time.perf_counter()
    set_document(job, fonts)
    print(time.perf_counter() - start)"""


def sheets_in(content: bytes) -> int:
    """How many sheets a PDF has."""
    return len(pikepdf.open(BytesIO(content)).pages)


def other(document: Document, number: int) -> Document:
    """A document of the same length whose texts say their words in another order, so that nothing is remembered."""
    value = {**document.value, "title": f"Copy {number}", "parts": _turned(document.value["parts"], number)}
    return replace(document, name=f"d{number}", value=value)


def _turned(value: Any, number: int) -> Any:
    if isinstance(value, list):
        return [_turned(part, number) for part in value]
    if isinstance(value, dict):
        return {name: part if name in NOT_SHOWN else _turned(part, number) for name, part in value.items()}
    if not isinstance(value, str) or value.count(" ") < 3:  # shorter ones may be choices
        return value
    first, *words, last = value.split(" ")  # the ends stay, because links stand beside them
    return " ".join([first, *words[number % len(words) :], *words[: number % len(words)], last])


def cut(document: Document, templates: Templates, fonts: tuple[str, ...]) -> Document:
    """The first pages of a document, as many as fill the sheets of the sample, with their share of the model in it."""
    share = (
        len(document.model) * SHEETS // sheets_in(set_document(job_of(templates, document, "briefing"), fonts).content)
    )
    document = replace(document, model=document.model[:share])
    parts: list[Any] = []
    best = document
    for part in document.value["parts"]:
        for page in part["pages"]:
            parts = [*parts, {"title": "", "pages": [page]}]
            shorter = replace(document, value=living({**document.value, "parts": parts}))
            if sheets_in(set_document(job_of(templates, shorter, "briefing"), fonts).content) > SHEETS:
                return best
            best = shorter
    return best


def warm(templates: Templates, document: Document, fonts: tuple[str, ...], rounds: int) -> Iterator[float]:
    """Seconds for one document after another."""
    for number in range(rounds + 1):
        job = job_of(templates, other(document, number), "briefing")
        start = time.process_time()
        set_document(job, fonts)
        if number:
            yield time.process_time() - start


def cold(job: Job, fonts: tuple[str, ...], rounds: int) -> Iterator[float]:
    """Seconds for a process that sets one document and ends."""
    given = pickle.dumps((job, fonts))
    for _ in range(rounds):
        start = _spent()
        subprocess.run([sys.executable, "-c", COLD], input=given, check=True, capture_output=True)
        yield _spent() - start


def _spent() -> float:
    """What the processes that have ended took, finer than `os.times` tells it."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def by_the_clock(jobs: list[Job], fonts: tuple[str, ...]) -> Iterator[float]:
    """Seconds on the clock for one document after another, in a process that may use all cores."""
    around = {name: value for name, value in os.environ.items() if name != "RAYON_NUM_THREADS"}
    command = [sys.executable, "-c", CLOCK]
    given = pickle.dumps((jobs, fonts))
    done = subprocess.run(command, input=given, check=True, capture_output=True, env=around)
    yield from list(map(float, done.stdout.split()))[1:]


def cold_by_the_clock(job: Job, fonts: tuple[str, ...], rounds: int) -> Iterator[float]:
    """Seconds on the clock for a process that sets one document and ends."""
    around = {name: value for name, value in os.environ.items() if name != "RAYON_NUM_THREADS"}
    given = pickle.dumps((job, fonts))
    for _ in range(rounds):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", COLD], input=given, check=True, capture_output=True, env=around)
        yield time.perf_counter() - start


def tell(what: str, seconds: float, note: str = "") -> None:
    """Print a line of the table."""
    print(f"{what:<44}{seconds * 1000:>9.0f} ms  {note}", flush=True)


def many(templates: Templates, document: Document, count: int) -> None:
    """So many documents by all cores."""
    workers = os.cpu_count() or 1
    jobs = [job_of(templates, other(document, number), "briefing") for number in range(count)]
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        size = sum(
            len(sheets.content) for _, sheets in press(jobs, templates, Kept.of(Path(folder), templates), workers)
        )
        took = time.perf_counter() - start
    note = f"{workers} processes; {ALL} would take {took * ALL / count / 60:.1f} min; {size // count // 1000} kB each"
    tell(f"{count} documents in a pool, each", took / count, note)


def peers(pages: dict[str, str]) -> None:
    """The plugins on the same pages, in an environment of their own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "docs").mkdir()
        for path, text in pages.items():
            (folder / "docs" / path).write_text(text, encoding="utf-8")
        subprocess.run([sys.executable, "-m", "venv", folder / "v"], check=True)
        install = [folder / "v/bin/pip", "install", "--quiet", "mkdocs-material", *PLUGINS]
        done = subprocess.run(install, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"the plugins cannot be installed: {done.stderr.strip().splitlines()[-1]}")
            return
        plain = _built(folder, "")
        for plugin, option in PLUGINS.items():
            took = _built(folder, f"plugins:\n  - {option}\n")
            if isinstance(took, str) or isinstance(plain, str):
                print(f"{plugin} does not run: {took if isinstance(took, str) else plain}")
            else:
                tell(f"{plugin}, beyond a plain build", took - plain, f"({plain:.1f} s without it)")


def _built(folder: Path, more: str) -> float | str:
    (folder / "mkdocs.yml").write_text(f"site_name: Same\ntheme: {{name: material, font: false}}\n{more}")
    start = time.perf_counter()
    done = subprocess.run(
        [folder / "v/bin/mkdocs", "build", "-q"], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode or (more and not list((folder / "site").rglob("*.pdf"))):
        return (done.stderr.strip().splitlines() or ["it made no PDF"])[-1]
    return time.perf_counter() - start


def main(rounds: int) -> None:
    """Measure and print."""
    alone()  # as each process of the pool
    settings, _ = read_settings(ROOT / "mkdocs.yml")
    assert settings is not None
    site = link_site(check(load_site(settings))[0], settings.site_name)
    briefing = site.briefings[0]
    templates = Templates.of(settings.macros)
    fonts = tuple(map(str, templates.fonts))
    setter = Setter(site, settings, templates)
    model = canonical(briefing)
    start = time.process_time()
    document = setter.document(briefing, Imprint("", digest_of(model), canonical_json(model)))
    tell("the document's values, from the model", time.process_time() - start, "CPU")
    short = cut(document, templates, fonts)
    for name, sample in (("its first pages", short), ("the shipped briefing", document)):
        made = set_document(job_of(templates, sample, "briefing"), fonts).content
        note = f"CPU; {sheets_in(made)} sheets, {len(made) // 1000} kB"
        tell(f"{name}, warm", statistics.median(warm(templates, sample, fonts, rounds)), note)
        job = job_of(templates, sample, "briefing")
        tell(f"{name}, cold", statistics.median(cold(job, fonts, rounds)), note)
        jobs = [job_of(templates, other(sample, number), "briefing") for number in range(rounds + 1)]
        tell(f"{name}, warm", statistics.median(by_the_clock(jobs, fonts)), "on the clock, all cores")
        tell(f"{name}, cold", statistics.median(cold_by_the_clock(job, fonts, rounds)), "on the clock, all cores")
    many(templates, short, 20 * rounds)
    renderer = Renderer(site, settings.macros)
    pages = {f"{page.id}.md": f"# {page.title}\n\n{renderer.page(page, briefing).html}" for page in briefing.pages}
    peers(pages)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
