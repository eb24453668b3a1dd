"""What a reader takes home: said on the pages, complete, and with the same digest in every form."""

import hashlib
import io
import json
import re
import zipfile
from pathlib import Path

import pikepdf
import pytest

from briefbook.editions import digest_of
from briefbook.manifest import verify_copy
from briefbook.verify import verify
from tests.building import THEME, contents, here

LINK = re.compile(r'href="([^"]*downloads/[^"]*)"[^>]*>([^<]*)<')


@pytest.fixture(scope="session")
def unpacked(shipped, tmp_path_factory) -> Path:
    """The zip of the shipped site, unpacked."""
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(shipped / "downloads/offline.zip") as archive:
        archive.extractall(folder)
    return folder


def links(page: Path) -> dict[str, str]:
    return dict(LINK.findall(page.read_text(encoding="utf-8")))


def test_pages_name_what_can_be_taken_home_with_its_size(shipped) -> None:
    epub = (shipped / "downloads/putin-refusal.epub").stat().st_size
    bundle = (shipped / "downloads/offline.zip").stat().st_size
    for name in ("index", "about"):
        said = links(shipped / f"putin-refusal/{name}.html")
        assert said["../downloads/putin-refusal.epub"] == f"EPUB, {round(epub / 1000)} kB"
        assert said["../downloads/offline.zip"] == f"ZIP, {round(bundle / 1e6, 1):g} MB"
    assert "downloads/offline.zip" in links(shipped / "index.html")
    assert links(shipped / "putin-refusal/timeline.html") == {}


def test_the_zip_is_a_whole_site_without_itself(shipped, unpacked) -> None:
    assert verify(unpacked) == []
    assert verify_copy(unpacked) == ()
    web, zipped = contents(shipped), contents(unpacked)
    assert web.keys() - zipped.keys() == {"404.html", "downloads/offline.zip"}
    other = {name for name in zipped if zipped[name] != web[name]}
    assert other == {"index.html", "putin-refusal/index.html", "putin-refusal/about.html", "manifest.json"}
    assert not any(b"offline.zip" in text or b"%size%" in text for text in zipped.values())
    assert not any(b"<!--offline" in text or b"%size%" in text for name, text in web.items() if name.endswith(".html"))


def test_the_site_agrees_with_its_manifest(shipped) -> None:
    assert verify_copy(shipped) == ()
    assert json.loads((shipped / "manifest.json").read_text())["files"].keys() == contents(shipped).keys() - {
        "manifest.json"
    }


def test_one_digest_in_every_form(shipped, unpacked) -> None:
    told = json.loads((shipped / "api/briefings/putin-refusal.json").read_text(encoding="utf-8"))
    digest = told["digest"]
    assert digest_of(told["model"]) == digest
    for folder in (shipped, unpacked):
        assert json.loads((folder / "manifest.json").read_text())["briefings"] == {"putin-refusal": digest}
        about = (folder / "putin-refusal/about.html").read_text(encoding="utf-8")
        assert f'<meta name="briefbook:digest" content="{digest}">' in about
        assert f">{digest}</code>" in about
    with pikepdf.open(shipped / "downloads/putin-refusal.pdf") as printed:
        attached = printed.attachments["briefing.json"].get_file().read_bytes()
    assert hashlib.sha256(attached).hexdigest() == digest
    with zipfile.ZipFile(shipped / "downloads/putin-refusal.epub") as book:
        assert f"urn:sha256:{digest}" in book.read("EPUB/package.opf").decode()
        assert digest in book.read("EPUB/cover.xhtml").decode()


def test_zips_keep_no_trace_of_the_machine(shipped) -> None:
    for name, first in (("offline.zip", "_headers"), ("putin-refusal.epub", "mimetype")):
        with zipfile.ZipFile(shipped / "downloads" / name) as archive:
            entries = archive.infolist()
        assert {(e.date_time, e.create_system, e.external_attr, e.extra) for e in entries} == {
            ((1980, 1, 1, 0, 0, 0), 3, 0o100644 << 16, b"")
        }
        names = [entry.filename for entry in entries]
        assert names[0] == first
        assert len(names) == len(set(names))
    assert entries[0].compress_type == zipfile.ZIP_STORED


@pytest.mark.parametrize(
    ("flags", "left"),
    [
        (("--no-epub",), {"bridge.pdf", "offline.zip"}),
        (("--no-pdf", "--no-zip"), {"bridge.epub"}),
        (("--no-epub", "--no-pdf", "--no-zip"), set()),
    ],
)
def test_what_is_not_wanted_leaves_no_trace(themed, flags, left) -> None:
    done = here("build", *flags, cwd=themed.root)
    assert done.returncode == 0, done.stdout + done.stderr
    site = themed.root / "site"
    assert {path.name for path in site.glob("downloads/*")} == left
    for page in ("bridge/index.html", "bridge/about.html"):
        assert {Path(href).name for href in links(site / page)} == left
    assert verify_copy(site) == ()


def test_a_file_of_the_site_is_not_written_over(themed) -> None:
    themed.write({"docs/downloads/bridge.epub": "mine"})
    done = here("build", cwd=themed.root)
    assert done.returncode == 1
    assert (
        "downloads/bridge.epub:1:1: error[same-output] a file of yours has the place of one that is made" in done.stdout
    )
    assert not (themed.root / "site").exists()


@pytest.fixture
def themed(site):
    """A small site with the theme that a build needs."""
    text = (site.root / "mkdocs.yml").read_text()
    return site.write({"mkdocs.yml": text + THEME})


def test_sizes_are_said_in_the_language_of_the_briefing(themed) -> None:
    text = (themed.root / "data/bridge/briefing.yml").read_text().replace("language: en", "language: de")
    themed.write({"data/bridge/briefing.yml": text})
    assert here("build", cwd=themed.root).returncode == 0
    said = links(themed.root / "site/bridge/index.html")
    assert re.fullmatch(r"ZIP, \d+(,\d)? [kM]B", said["../downloads/offline.zip"])


def test_a_component_that_is_not_well_formed_stops_the_epub_with_its_page(themed) -> None:
    themed.write({"macros/web/bottom_line.html.jinja": "{% macro bottom_line(view) %}<p>a<b>c</p>{% endmacro %}"})
    done = here("build", cwd=themed.root)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "bridge/index: mismatched tag near" in done.stderr
    assert "Nothing was built." in done.stderr
    assert here("build", "--no-epub", cwd=themed.root).returncode == 0


def test_a_zip_can_be_read_back(shipped) -> None:
    for name in ("offline.zip", "putin-refusal.epub"):
        with zipfile.ZipFile(io.BytesIO((shipped / "downloads" / name).read_bytes())) as archive:
            assert archive.testzip() is None
