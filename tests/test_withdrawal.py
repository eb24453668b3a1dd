"""An edition that is taken back: its notice is in every form of the site, and nothing that only it said is in any."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pikepdf
import pytest

from tests.pdf_reading import read
from tests.test_editions_release import FIRST, editions, retitled, run
from tests.test_moved import MATERIAL

SECRET, REASON = "Marigold Quayle", "It named a witness."


@pytest.fixture
def withdrawn(full_site) -> Path:
    """The built site of a briefing whose second edition, with a name in its text and its note, was withdrawn."""
    run(full_site.write({"mkdocs.yml": MATERIAL}), *FIRST)
    retitled(full_site, f"The bridge of {SECRET}")
    note = f"What {SECRET} saw."
    run(full_site, "release", "bridge", "--date", "2026-04-01", "--note", note, "--major")
    said = run(full_site, "withdraw", "bridge@2026-04-01", "--reason", REASON, "--date", "2026-04-02")
    assert said.output.endswith("still says what that edition said, and the next build would publish it.\n")
    run(retitled(full_site, "Third"), "release", "bridge", "--date", "2026-05-01", "--note", "Third.", "--minor")
    assert SECRET.encode() in editions(full_site)["ledger.yml"]  # sealed; it is not published
    command = [sys.executable, "-m", "briefbook", "build"]
    done = subprocess.run(command, cwd=full_site.root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return full_site.root / "site"


def texts(folder: Path) -> dict[str, str]:
    """Everything a reader or a program can read of a site, by path: pages, books, print, data."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix in (".html", ".json", ".js", ".atom", ".ics", ".xml"):
            found[name] = path.read_text(encoding="utf-8")
        elif path.suffix in (".epub", ".zip"):
            with zipfile.ZipFile(path) as bundle:
                found[name] = "".join(_text(one, bundle.read(one)) for one in bundle.namelist())
        elif path.suffix == ".pdf":
            found[name] = _printed(path.read_bytes())
    return found


def _text(name: str, content: bytes) -> str:
    return _printed(content) if name.endswith(".pdf") else content.decode("utf-8", "replace")


def _printed(content: bytes) -> str:
    pdf = pikepdf.open(io.BytesIO(content))
    attached = [file.get_file().read_bytes().decode() for file in pdf.attachments.values()]
    return "".join([*attached, " ".join(read(pdf).text.split())])


def test_the_notice_is_in_every_form_and_nothing_else_of_it(withdrawn) -> None:
    found = texts(withdrawn)
    assert [name for name, text in found.items() if SECRET in text or "Quayle" in text] == []
    telling = {name for name, text in found.items() if REASON in text}
    assert telling == {
        *("bridge/changes.html", "bridge/changes.atom", "bridge/changes.json"),
        *("feeds/changes.atom", "feeds/changes.json", "api/index.json"),
        *("downloads/bridge.epub", "downloads/bridge.pdf", "downloads/offline.zip"),
    }
    for name in ("downloads/bridge.epub", "downloads/bridge.pdf", "bridge/index.html", "api/briefings/bridge.json"):
        assert "Third" in found[name], name  # a leak would be seen
    [briefing] = json.loads(found["api/index.json"])["briefings"]
    gone = briefing["editions"][1]
    assert (gone["note"], gone["withdrawn"]["reason"], len(gone["digest"])) == ("", REASON, 64)
    assert [one["note"] for one in briefing["editions"]][::2] == ["The first edition.", "Third."]
