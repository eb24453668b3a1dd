"""Printing a site: which documents there are, and where they go.

In: settings, a linked site, a folder. Out: `downloads/<briefing>.pdf` and `assets/cards/<briefing>.png` in that folder,
and what was made. Told as a story here, so that what is done for each document can be read elsewhere.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from briefbook.editions import canonical, canonical_json, digest_of
from briefbook.editions.history import Histories
from briefbook.link import Briefing, Site
from briefbook.load import Settings
from briefbook.load.text import character_name
from briefbook.pdf.document import Document, Imprint, Setter
from briefbook.pdf.engine import Job, available
from briefbook.pdf.headings import headings
from briefbook.pdf.press import Kept, press
from briefbook.pdf.templates import Templates
from briefbook.render.downloads import Download

CACHE = Path(".cache", "briefbook", "print")
_FEWEST = 8  # with less to set than this, starting processes takes longer than it saves
_PLACES = {"pdf": "downloads/{}.pdf", "png": "assets/cards/{}.png"}


@dataclass(frozen=True, slots=True)
class Printed:
    """What was printed of a briefing: its PDF, and the path of its card."""

    briefing: str
    pdf: Download
    card: str


def print_site(
    settings: Settings,
    site: Site,
    folder: Path,
    workers: int,
    tell: Callable[[str], None],
    count: Callable[[int, int], None],
    histories: Histories | None = None,
) -> Iterator[Printed]:
    """Print every briefing into `folder`; where the engine is not installed, say so and print none.

    `tell` receives a line at each stage, `count` how many documents are done. Raises TemplateError and PrintError where
    a template cannot be used.
    """
    if not available():
        tell("No PDF is made: the extra 'pdf' is not installed (--no-pdf says that none is wanted)")
        return
    total = 2 * len(site.briefings)
    tell(f"Printing {total // 2} PDF and as many cards")
    templates = Templates.of(settings.macros)
    kept = Kept.of(settings.root / CACHE, templates)
    missing: dict[str, frozenset[str]] = {}
    jobs = _jobs(Setter(site, settings, templates, histories=histories or Histories()), missing)
    workers = min(workers, total) if total >= _FEWEST else 1
    for done, (job, sheets) in enumerate(press(jobs, templates, kept, workers), 1):
        path = _PLACES[job.form].format(job.name)
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(sheets.content)
        count(done, total)
        if job.form == "pdf":
            for line in _said(sheets.fault, missing[job.name]):
                tell(f"{job.name}: {line}")
            download = Download("PDF", path, "application/pdf", len(sheets.content))
            yield Printed(job.name, download, _PLACES["png"].format(job.name))


def _said(fault: str, missing: frozenset[str]) -> Iterator[str]:
    if fault:
        yield f"the PDF is not archival: {fault}"
    if missing:
        yield f"in the PDF, no font has {', '.join(map(character_name, sorted(missing)))}; words stand in for it"


def _jobs(setter: Setter, missing: dict[str, frozenset[str]]) -> Iterator[Job]:
    """The documents, each made when its turn comes, so that a thousand of them need not be held at once."""
    for briefing in setter.site.briefings:
        model = canonical(briefing)
        digest = digest_of(model)
        document = setter.document(briefing, Imprint(_edition(briefing, digest), digest, canonical_json(model)))
        missing[briefing.id] = document.missing
        yield job_of(setter.templates, document, "briefing")
        yield job_of(setter.templates, setter.card(briefing), "card")


def _edition(briefing: Briefing, digest: str) -> str:
    """The edition that says what the briefing says now, or nothing: a copy never claims to be one that it is not."""
    same = (one.edition for one in briefing.editions if one.digest == digest and not one.withdrawn)
    return next(same, "")


def job_of(templates: Templates, document: Document, name: str) -> Job:
    """A document, with the template that is to set it."""
    main = f'#import "say.typ": document-value\n#import "{name}.typ": {name}\n#{name}(document-value)\n'.encode()
    titles = headings(document.value)
    values = {"document": document.json, "named": json.dumps(titles, ensure_ascii=False), "model": document.model}
    form: Literal["pdf", "png"] = "pdf" if name == "briefing" else "png"
    return Job(document.name, {**templates.files, "main": main}, document.day, form, values, document.pictures, titles)
