"""Drafts: marked in a preview, and in nothing that is published, in whatever form, not even by name."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
import yaml
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from briefbook.kinds import BY_NAME, LISTS
from tests.building import here
from tests.conftest import Site
from tests.pdf_reading import read
from tests.test_generated import _Text as PLAIN_DATES

WORD = "zanzibar"  # in every draft, in its id and in its words, and nowhere else
CONFIG = """\
site_name: The bridge
site_url: https://bridge.example/
use_directory_urls: false
theme: material
plugins: [briefbook]
"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>\n'
PAGE = """\
---
title: The plan of Zanzibar
summary: What zanzibar plans.
formerly: [zanzibar-once]
status: {status}
---

## Zanzibar first

A plan of [the closure][closure]. Zanzibar [@gazette-closure].

![A zanzibar plan](zanzibar.svg)
"""


def _draft(kind, name: str = "") -> str:
    """The example of a kind as a draft of another record, with the word in its id and in its title."""
    [record, *_] = yaml.load(kind.example, PLAIN_DATES)
    for other in ("aliases", "native", "formerly"):
        record.pop(other, None)
    record |= {
        "id": f"{WORD}-{name or kind.css}",
        kind.title: f"{record.get(kind.title, '')} Zanzibar",
        "status": "draft",
    }
    if "url" in record:
        record["url"] += "/another"
    return yaml.safe_dump([record], allow_unicode=True, sort_keys=False)


@pytest.fixture
def drafted(full_site) -> Site:
    """The site with the example of every kind, and beside each a draft; draft pages, in and out of the briefing."""
    for kind in LISTS:
        path = full_site.root / f"data/bridge/{kind.name}.yml"
        path.write_text(f"{path.read_text(encoding='utf-8')}{_draft(kind)}", encoding="utf-8")
    full_site.write(
        {
            "docs/bridge/zanzibar.md": PAGE.format(status="draft"),
            "docs/bridge/analysis/zanzibar-why.md": PAGE.format(status="draft")
            .replace("(zan", "(../zan")
            .replace("zanzibar-once", "zanzibar-why-once"),
            "docs/bridge/zanzibar.svg": PICTURE,
            **dict.fromkeys(("docs/bridge/zanzibar.md~", "docs/#zanzibar-top.md#"), PAGE),  # as an editor leaves them
            **dict.fromkeys(("data/bridge/terms.yml~", "data/bridge/#terms.yml#"), "- id: zanzibar\n"),
            "docs/zanzibar-top.md": "---\ntitle: Zanzibar on top\nstatus: draft\n---\n\nZanzibar.\n",
            "data/shared/terms.yml": _draft(BY_NAME["terms"], "shared"),
            "mkdocs.yml": CONFIG,
        }
    )
    return full_site


def _published(site: Site) -> None:
    """The same with the drafts published: what a reader would then find."""
    for path in [*site.root.glob("data/*/*.yml"), *site.root.glob("docs/**/*.md")]:
        status = "open" if path.stem == "unknowns" else "current"
        path.write_text(path.read_text(encoding="utf-8").replace("status: draft\n", f"status: {status}\n"))


def _run(site: Site, *words: str) -> None:
    done = here(*words, cwd=site.root)
    assert done.returncode == 0, done.stdout + done.stderr


def _texts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """What a file says, archives and documents opened; its name first."""
    yield name, name
    if name.endswith((".zip", ".epub")):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for inner in archive.namelist():
                yield from _texts(f"{name}/{inner}", archive.read(inner))
    elif name.endswith(".pdf"):
        with pikepdf.Pdf.open(io.BytesIO(content)) as pdf:
            outline = [str(item.title) for item in pdf.open_outline().root]
            yield name, " ".join([read(pdf).text, str(pdf.docinfo), *outline])
    else:
        yield name, content.decode("utf-8", "replace")


def _said(root: Path) -> set[str]:
    """The files of a folder that say the word, those in archives as well."""
    files = (path for path in root.rglob("*") if path.is_file())
    texts = (pair for path in files for pair in _texts(path.relative_to(root).as_posix(), path.read_bytes()))
    return {name for name, text in texts if WORD in text.casefold()}


RELEASE = ("release", "bridge", "--date", "2026-03-10", "--note", "The first edition.", "--major")


@pytest.mark.slow
def test_nothing_that_is_published_has_a_draft(drafted) -> None:
    _run(drafted, *RELEASE)
    _run(drafted, "build")
    assert _said(drafted.root / "site") == set()
    assert _said(drafted.root / "data/bridge/editions") == set()
    assert (drafted.root / "site/downloads/bridge.pdf").is_file()


FORMS = """\
bridge/timeline.html bridge/analysis/zanzibar-why.html bridge/zanzibar.html bridge/zanzibar.svg zanzibar-top.html
bridge/zanzibar-once.html bridge/previews.js search/documents/0.js search/words/0.js sitemap.xml manifest.json
api/briefings/bridge.json bridge/timeline.ics bridge/timeline.json downloads/bridge.pdf
downloads/bridge.epub/EPUB/site/bridge/timeline.html downloads/offline.zip/bridge/zanzibar.html
downloads/offline.zip/downloads/bridge.pdf"""


@pytest.mark.slow
def test_what_is_published_is_found_in_every_form(drafted) -> None:
    """The canary: the same records and pages, no longer drafts."""
    _published(drafted)
    _run(drafted, *RELEASE)
    _run(drafted, "build")
    said = _said(drafted.root / "site")
    assert {name for name in FORMS.split() if name not in said} == set(), sorted(said)
    assert "2026-03-10.json" in _said(drafted.root / "data/bridge/editions")


def preview(site: Site, command: str = "serve") -> Path:
    """The pages as a preview makes them, or as MkDocs itself builds them."""
    config = load_config(str(site.root / "mkdocs.yml"))
    config.plugins.on_startup(command=command, dirty=False)
    mkdocs_build(config)
    return site.root / "site"


def test_a_preview_shows_and_marks_them(drafted) -> None:
    built = preview(drafted)
    page = (built / "bridge/zanzibar.html").read_text(encoding="utf-8")
    assert "<strong>Draft</strong> This page is not published: a preview alone shows it." in page
    assert ">The plan of Zanzibar (draft)</a>" in (built / "bridge/news.html").read_text(encoding="utf-8")
    assert (built / "bridge/zanzibar.svg").is_file()
    shown = {path.name: path.read_text(encoding="utf-8") for path in built.glob("bridge/*.html")}
    mark = "<strong>Draft</strong> Not published: a preview alone shows it."
    for kind in LISTS:
        places = [text for text in shown.values() if f'id="{kind.css}-{WORD}-{kind.css}"' in text]
        assert places, kind.name
        assert all(mark in text for text in places), kind.name
    assert mark not in shown["zanzibar.html"]
    index = "".join(path.read_text(encoding="utf-8") for path in built.glob("search/**/*.js"))
    assert "closure" in index
    assert WORD not in index


def test_mkdocs_itself_publishes_none(drafted) -> None:
    assert _said(preview(drafted, "build")) == set()


def test_a_picture_that_a_page_shows_as_well_is_published(drafted) -> None:
    news = "---\ntitle: News\n---\n\n![The plan](zanzibar.svg)\n"
    drafted.write({"docs/bridge/news.md": news})
    assert _said(preview(drafted, "build")) == {
        "bridge/zanzibar.svg", "bridge/news.html", "api/briefings/bridge.json",
    }  # fmt: skip


def test_the_list_for_editors_says_what_is_a_draft(drafted) -> None:
    _run(drafted, "generate")
    offers = json.loads((drafted.root / "data/schema/bridge/records.json").read_text())["ids"]["timeline"]["anyOf"]
    assert [offer["description"][-8:] for offer in offers if WORD in offer.get("const", "")] == [" (draft)"]
