"""Whole sites, built by the real engine: complete, strict, the same everywhere, and never half there."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest
from jinja2 import FileSystemLoader

from briefbook.door.theme import ThemeFolders
from briefbook.exchange import alone
from briefbook.kinds import BY_NAME
from briefbook.kinds.pages import STANDARD
from tests.building import ENV, PAGES_ALONE, ROOT, THEME, contents, here, run
from tests.conftest import Site, _base

BESIDE_PAGES = ("manifest.json",)  # what only `briefbook build` makes


def test_the_shipped_site_is_complete(shipped) -> None:
    pages = {p.relative_to(shipped).as_posix() for p in shipped.rglob("*.html")}
    standard = {
        f"putin-refusal/{'/'.join([s, 'index']) if s in ('background', 'analysis') else s}.html" for s in STANDARD
    }
    assert standard | {"index.html", "404.html", "putin-refusal/conclusion.html"} <= pages
    assert len([p for p in pages if p.startswith("putin-refusal/background/")]) >= 1 + 4
    assert len([p for p in pages if p.startswith("putin-refusal/analysis/")]) >= 1 + 6


def test_every_record_of_the_shipped_site_has_one_place(shipped) -> None:
    from briefbook.check import check
    from briefbook.link import link_site
    from briefbook.load import load_site, read_settings

    settings, _ = read_settings(ROOT / "mkdocs.yml")
    checked, _ = check(load_site(settings))
    records = link_site(checked, "").briefings[0].by_id.values()
    assert len(records) > 100
    for record in records:
        page = (shipped / f"{record.address.page}.html").read_text(encoding="utf-8")
        assert page.count(f'id="{record.anchor}"') == 1, record.id


def test_no_page_asks_another_host_for_anything(shipped) -> None:
    for path in shipped.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        fetched = re.findall(r"<(?:script|img|iframe)[^>]* src=\"?(https?:|//)|<link[^>]*href=\"?https?://fonts", text)
        assert fetched == [], path.name


def test_mkdocs_itself_builds_the_pages_strictly_and_alike(tmp_path) -> None:
    assert here("build", *PAGES_ALONE, "--site-dir", str(tmp_path / "ours"), cwd=ROOT).returncode == 0
    done = run("mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site"))
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    ours = {name: text for name, text in contents(tmp_path / "ours").items() if not name.startswith(BESIDE_PAGES)}
    theirs = contents(tmp_path / "site")
    assert [name for name in sorted(ours.keys() | theirs.keys()) if ours.get(name) != theirs.get(name)] == []


def test_the_same_bytes_anywhere(shipped, tmp_path) -> None:
    elsewhere = tmp_path / "an other – folder"
    for name in ("data", "docs", "overrides", "macros"):
        shutil.copytree(ROOT / name, elsewhere / name)
    shutil.copy(ROOT / "mkdocs.yml", elsewhere)
    done = run("briefbook", "build", cwd=elsewhere, TZ="Asia/Tokyo", LC_ALL="C", PYTHONHASHSEED="7")
    assert done.returncode == 0, done.stdout + done.stderr
    ours, theirs = contents(shipped), contents(elsewhere / "site")
    assert [name for name in sorted(ours.keys() | theirs.keys()) if ours.get(name) != theirs.get(name)] == []


def navigation(page: Path) -> str:
    return re.search(r'<nav class="site-nav".*?</nav>', page.read_text(encoding="utf-8"), re.DOTALL).group()


def test_navigation_costs_the_same_at_any_number_of_briefings(full_site, tmp_path) -> None:
    sizes = []
    for count in (1, 12):
        for number in range(2, count + 1):
            for path in sorted((full_site.root / "data/bridge").glob("*.yml")):
                full_site.write({f"data/bridge-{number}/{path.name}": path.read_text()})
        target = tmp_path / f"site-{count}"
        done = here("build", *PAGES_ALONE, "--site-dir", str(target), cwd=full_site.root)
        assert done.returncode == 0, done.stdout + done.stderr
        sizes.append(
            [len(navigation(target / name)) for name in ("bridge/timeline.html", "bridge/index.html", "index.html")]
        )
        assert len(list(target.glob("bridge*/timeline.html"))) == count
    assert sizes[0] == sizes[1]


@pytest.fixture(autouse=True)
def material(request) -> None:
    """Sites that are built have the theme, which sites that are only checked can do without."""
    for name in {"site", "full_site"} & set(request.fixturenames):
        site = request.getfixturevalue(name)
        site.write({"mkdocs.yml": (site.root / "mkdocs.yml").read_text() + THEME})


@pytest.fixture(scope="session")
def small(tmp_path_factory) -> Path:
    """The small site of the fixture `site`, built once."""
    site = Site(tmp_path_factory.mktemp("small")).write(_base(("briefing", "actors", "sources", "timeline")))
    site.write({"mkdocs.yml": (site.root / "mkdocs.yml").read_text() + THEME})
    assert here("build", *PAGES_ALONE, cwd=site.root).returncode == 0
    return site.root


@pytest.fixture
def built(site, small) -> Path:
    """The small site with what was built of it."""
    shutil.copytree(small / "site", site.root / "site")
    return site.root


@pytest.mark.parametrize("words", [("briefbook", "build"), ("mkdocs", "build"), ("mkdocs", "build", "-q")])
def test_an_error_leaves_the_old_site_as_it_was(site, built, words) -> None:
    before = contents(built / "site")
    site.write({"data/bridge/terms.yml": "- id: pier\n  titel: x\n"})
    done = run(*words, cwd=built)
    assert done.returncode == 1
    assert "data/bridge/terms.yml:2:3: error[unknown-field]" in done.stdout + done.stderr
    assert "Nothing was built." in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert contents(built / "site") == before


def test_strict_refuses_what_is_only_a_warning(site, built) -> None:
    site.write({"docs/bridge/extra.md": "---\ntitle: Extra\n---\n\nReportedly so.\n"})
    assert here("build", *PAGES_ALONE, cwd=built).returncode == 0
    assert here("build", "--strict", *PAGES_ALONE, cwd=built).returncode == 1


def test_a_component_of_the_site_that_fails_is_no_half_site(site, built) -> None:
    before = contents(built / "site")
    site.write({"macros/web/event.html.jinja": "{% macro event(view) %}{{ view.nothing }}{% endmacro %}"})
    done = here("build", *PAGES_ALONE, cwd=built)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "event.html.jinja" in done.stdout + done.stderr
    assert contents(built / "site") == before


def test_unchanged_files_are_shared_with_the_site_before(site, built) -> None:
    before = {name: (built / "site" / name).stat().st_ino for name in contents(built / "site")}
    site.write({"data/bridge/terms.yml": "- id: pier\n  term: Pier\n  definition: Upright.\n"})
    assert here("build", *PAGES_ALONE, cwd=built).returncode == 0
    same = {name for name, inode in before.items() if (built / "site" / name).stat().st_ino == inode}
    assert "404.html" in same
    assert (built / "site/bridge/terms.html").exists()
    assert [p.name for p in built.glob(".site.*")] == [".site.lock"]


def test_a_wrong_date_of_the_build_is_said_and_not_guessed(site, built) -> None:
    before = contents(built / "site")
    done = here("build", *PAGES_ALONE, cwd=built, SOURCE_DATE_EPOCH="abc")
    assert (done.returncode, "SOURCE_DATE_EPOCH is 'abc'" in done.stderr) == (1, True)
    assert contents(built / "site") == before


def test_two_builds_at_once(site, built) -> None:
    with alone(built / "site"):
        done = here("build", *PAGES_ALONE, cwd=built)
    assert (done.returncode, f"process {os.getpid()}" in done.stderr) == (1, True)


def test_a_target_that_is_no_folder_is_a_usage_error(site, built) -> None:
    (built / "file").write_text("mine")
    assert here("build", "--site-dir", "file", cwd=built).returncode == 2
    assert (built / "file").read_text() == "mine"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_end_it_clears_up(site, built, number) -> None:
    before = contents(built / "site")
    process = subprocess.Popen(
        [sys.executable, "-m", "briefbook", "build"], cwd=built, env=ENV, stderr=subprocess.PIPE, text=True
    )
    for line in process.stderr:
        if line.startswith("Rendering"):
            break
    process.send_signal(number)
    assert process.wait(timeout=60) == 128 + number
    assert contents(built / "site") == before
    assert not (built / ".site.new").exists()


@pytest.mark.slow
def test_killed_at_any_moment_the_site_is_whole(site, built) -> None:
    old = contents(built / "site")
    text = (built / "data/bridge/timeline.yml").read_text().replace("closes", "shuts")
    site.write({"data/bridge/timeline.yml": text})
    assert here("build", "--site-dir", "expected", cwd=built).returncode == 0
    new = contents(built / "expected")
    states = []
    for step in range(20):
        process = subprocess.Popen(
            [sys.executable, "-m", "briefbook", "build"], cwd=built, env=ENV, stderr=subprocess.DEVNULL
        )
        time.sleep(0.05 + step * 0.08)
        process.kill()
        process.wait()
        states.append(contents(built / "site"))
        assert states[-1] in (old, new), f"torn at step {step}"
    assert here("build", cwd=built).returncode == 0
    assert contents(built / "site") == new
    assert [p.name for p in built.glob(".site.*")] == [".site.lock"]


def test_a_folder_left_to_mkdocs_is_rendered_by_it_and_named_as_trusted(site) -> None:
    text = (
        (site.root / "mkdocs.yml")
        .read_text()
        .replace("  - briefbook\n", "  - briefbook:\n      passthrough: [notes]\n")
    )
    site.write({"mkdocs.yml": text, "docs/notes/raw.md": "# Raw\n\n<b id=mine>{{ seven }}</b>\n"})
    checked = here("check", cwd=site.root)
    assert (checked.returncode, checked.stdout) == (0, "No findings.\n")
    assert checked.stderr == "Trusted as code, and not checked: docs/notes/\n"
    run("mkdocs", "build", "--strict", cwd=site.root)
    assert '<b id="mine">' in (site.root / "site/notes/raw.html").read_text().replace("id=mine", 'id="mine"')


@pytest.mark.parametrize(
    ("target", "why"),
    [
        (".", "the site would lie over mkdocs.yml"),
        ("..", "the site would lie over mkdocs.yml"),
        ("docs", "the site would lie over docs"),
        ("data/bridge", "the site would lie over data"),
        ("letters", "holds something that is no site"),
    ],
)
def test_what_is_no_site_is_never_replaced(site, target, why) -> None:
    site.write({"letters/to-mother.txt": "Dear"})
    before = contents(site.root)
    done = here("build", *PAGES_ALONE, "--site-dir", target, cwd=site.root)
    assert (done.returncode, why in done.stderr) == (2, True), done.stderr
    assert contents(site.root) == before


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"thesis.txt": "Ten years", "index.html": "<p>Mine"}, "holds a site that briefbook did not build"),
        ({"manifest.json": '{"name": "An app"}', "index.html": "<p>Mine"}, "holds a site that briefbook did not build"),
        ({"index.html": "", "versions.json": "[]"}, "holds published versions, which a build would take away"),
        ({"index.html": "", "v1/published.json": "{}"}, "holds published versions, which a build would take away"),
        ({"index.html": "", "published.json": "{}"}, "holds published versions, which a build would take away"),
    ],
)
def test_what_only_looks_like_a_site_of_ours_is_never_replaced(site, files, why) -> None:
    site.write({f"out/{name}": text for name, text in files.items()})
    before = contents(site.root)
    done = run("briefbook", "build", *PAGES_ALONE, "--site-dir", "out", cwd=site.root)
    assert (done.returncode, why in done.stderr) == (2, True), done.stderr
    assert contents(site.root) == before


def test_a_file_put_into_a_built_site_is_never_lost(site, built) -> None:
    site.write({"site/thesis.txt": "Ten years"})
    done = run("briefbook", "build", *PAGES_ALONE, cwd=site.root)
    assert (done.returncode, "holds 'thesis.txt', which no build put there" in done.stderr) == (2, True), done.stderr
    assert (site.root / "site/thesis.txt").read_text() == "Ten years"


def test_a_site_that_mkdocs_built_is_replaced(site) -> None:
    assert run("mkdocs", "build", cwd=site.root).returncode == 0
    assert run("briefbook", "build", *PAGES_ALONE, cwd=site.root).returncode == 0


def test_the_page_of_a_review_is_nothing_that_a_build_must_keep(site) -> None:
    for _ in range(2):
        assert here("build", *PAGES_ALONE, cwd=site.root).returncode == 0
        assert not (site.root / "site/review.html").exists()
        (site.root / "site/review.html").write_text("<!doctype html>\n")


def test_an_empty_folder_may_become_a_site(site) -> None:
    (site.root / "out").mkdir()
    assert here("build", *PAGES_ALONE, "--site-dir", "out", cwd=site.root).returncode == 0


def test_plain_words_are_never_taken_for_a_reference(site) -> None:
    site.write(
        {
            "data/bridge/estimates.yml": """\
- id: cost
  measure: Cost
  unit: pounds
  counts: Works
  values:
    - {point: 5, attributed_to: Council/Region}
  sources: [gazette-closure]
"""
        }
    )
    assert here("build", *PAGES_ALONE, cwd=site.root).returncode == 0
    assert "according to: Council/Region" in (site.root / "site/bridge/estimates.html").read_text(encoding="utf-8")


def test_what_a_site_leaves_out_is_nothing_that_is_made(site) -> None:
    text = (site.root / "mkdocs.yml").read_text()
    site.write({"mkdocs.yml": f"{text}exclude_docs: |\n  terms.md\n  timeline.md\n  bridge/previews.js\n  notes.pdf\n"})
    site.write({"data/bridge/terms.yml": BY_NAME["terms"].example, "docs/bridge/notes.pdf": "%PDF-"})
    done = run("briefbook", "build", *PAGES_ALONE, cwd=site.root)
    assert done.returncode == 0, done.stdout + done.stderr
    there = {name: (site.root / f"site/bridge/{name}").exists() for name in ("terms.html", "previews.js", "notes.pdf")}
    assert there == {"terms.html": True, "previews.js": True, "notes.pdf": False}


@pytest.mark.parametrize("home", [None, "---\ntitle: Soon\nstatus: draft\n---\n"])
def test_a_site_without_pages_of_its_own_is_made_from_the_data(site, home) -> None:
    site.write({"docs/index.md": home})
    if home is None:
        (site.root / "docs").rmdir()
    done = here("build", *PAGES_ALONE, cwd=site.root)
    assert done.returncode == 0, done.stdout + done.stderr
    made = (site.root / "site/index.html").read_text(encoding="utf-8")
    assert re.search(r"<h1[^>]*>Briefings</h1>", made)
    assert 'href="bridge/index.html">The bridge at Northford</a>' in made


def test_of_the_theme_only_what_begins_with_a_dot_is_not_listed() -> None:
    """MkDocs leaves those files out itself; to be spared the list of them is a tenth of a preview's time."""
    folder = Path(find_spec("material").origin).parent / "templates"
    whole = FileSystemLoader(folder).list_templates()
    listed = [path for path in whole if not any(part.startswith(".") for part in path.split("/")[:-1])]
    assert (ThemeFolders(folder).list_templates(), len(whole) > 10 * len(listed) > 0) == (listed, True)
