"""The command `diff`: what may be compared, in which forms, and what is said of what cannot be found."""

import json
import subprocess
from html.parser import HTMLParser

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from briefbook.cli import cli
from briefbook.kinds import BY_NAME
from briefbook.review import FORMATS, diff_schema
from tests.test_diff import CASES, compared, sites
from tests.test_editions_release import FIRST, editions, retitled, run

GIT = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "a"), ("EMAIL", "a@a.example"))
}


def git(folder, *words: str) -> str:
    import os

    hidden = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(["git", *words], cwd=folder, env=os.environ | GIT | hidden, capture_output=True, check=True)
    return done.stdout.decode()


def committed(site, message: str = "One"):
    """Put a site's folder under git, or its present state into it."""
    if not (site.root / ".git").exists():
        git(site.root, "init", "-q", "-b", "main")
    git(site.root, "add", "-A")
    git(site.root, "commit", "-q", "-m", message)
    return site


TITLE = "  Title: The bridge at [-Northford-]{+Southford+}"


def test_a_revision_against_the_working_tree(full_site) -> None:
    committed(full_site)
    before = git(full_site.root, "status", "--porcelain")
    retitled(full_site, "The bridge at Southford")
    said = run(full_site, "diff", "HEAD")
    assert (said.exit_code, said.stderr) == (0, "")
    assert said.output.splitlines() == [
        "The bridge at Southford: HEAD → working tree",
        "",
        "Briefing: The bridge at Southford",
        TITLE,
    ]
    assert git(full_site.root, "status", "--porcelain") == before + " M data/bridge/briefing.yml\n"
    assert run(full_site, "diff", "main", "HEAD").output == "Nothing has changed.\n"


def test_a_site_in_a_folder_of_a_repository(full_site, tmp_path) -> None:
    top = tmp_path / "top"
    top.mkdir()
    full_site.root.rename(top / "site")
    site = type(full_site)(top / "site")
    git(top, "init", "-q", "-b", "main")
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", "One")
    assert TITLE in run(retitled(site, "The bridge at Southford"), "diff", "HEAD").output.splitlines()


def test_an_edition_a_folder_and_a_snapshot_file(full_site, site_at, tmp_path) -> None:
    files = {str(p.relative_to(full_site.root)): p.read_text() for p in full_site.root.rglob("*") if p.is_file()}
    other = retitled(site_at(tmp_path / "other").write(files), "The bridge at Southford")
    run(full_site, *FIRST)
    snapshot = str(full_site.root / "data/bridge/editions/2026-03-10.json")
    retitled(full_site, "The bridge at Southford")
    for old, new in (
        ("bridge@2026-03-10", None),
        (snapshot, None),
        (snapshot, str(other.root)),
        ("bridge@2026-03-10", str(other.root)),
    ):
        said = run(full_site, "diff", *filter(None, [old, new]))
        assert (said.exit_code, said.output.splitlines()[3:]) == (0, [TITLE]), (old, new)
    assert run(full_site, "diff", snapshot, "bridge@2026-03-10").output == "Nothing has changed.\n"


def test_a_briefing_that_one_side_has_not(full_site) -> None:
    committed(full_site)
    text = (full_site.root / "data/bridge/briefing.yml").read_text()
    full_site.write({"data/ferry/briefing.yml": text.replace("The bridge", "The ferry")})
    said = run(full_site, "diff", "HEAD").output
    assert said.startswith("The ferry at Northford: HEAD → working tree\n")
    assert "Title: {+The ferry at Northford+}" in said
    assert "Title: [-The ferry at Northford-]" in run(full_site, "diff", str(full_site.root), "HEAD").output


def test_a_tree_with_errors_is_compared_as_far_as_it_goes(full_site) -> None:
    full_site.write(
        {"data/bridge/terms.yml": "- id: pier\n  titel: Pier\n- id: span\n  term: Span\n  definition: X.\n"}
    )
    committed(full_site)
    full_site.write({"data/bridge/terms.yml": "- id: pier\n  term: Pier\n  definition: Upright.\n"})
    said = run(full_site, "diff", "HEAD")
    assert said.exit_code == 0
    assert said.stderr == "HEAD: 3 errors found by today's check; what cannot be read is left out.\n"
    assert "Term: Pier (pier)\n  New: {+Upright.+}" in said.stdout
    assert "Term: Span (span)\n  Removed: [-X.-]" in said.stdout


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("HAED", "there is no folder, file, edition or git revision 'HAED'. Did you mean 'HEAD'?"),
        ("mian", "Did you mean 'main'?"),
        ("brigde@2026-03-10", "Did you mean 'bridge@2026-03-10'?"),
        (
            "bridge@2026-03-11",
            "briefing 'bridge' has no edition '2026-03-11'. Did you mean '2026-03-10'? It has 2026-03",
        ),
        ("--upload-pack=x", "No such option"),
        ("docs", "docs is no folder of a site: there is no mkdocs.yml here"),
        ("mkdocs.yml", "mkdocs.yml: this is not JSON"),
        ("HEAD:data", "there is no folder, file, edition or git revision 'HEAD:data'"),
    ],
)
def test_what_cannot_be_found_is_said_with_the_nearest(full_site, monkeypatch, name, sentence) -> None:
    run(full_site, *FIRST)
    committed(full_site)
    monkeypatch.chdir(full_site.root)
    said = CliRunner().invoke(cli, ["diff", name])
    assert (said.exit_code, sentence in said.output) == (2, True), said.output


UNREADABLE = {
    "a picture": {"docs/bridge/note.md": "---\ntitle: Note\n---\n\n![A map](map.png)\n"},
    "a picture elsewhere": {"docs/bridge/note.md": "---\ntitle: Note\n---\n\n![A map](../../../map.png)\n"},
    "a component": {"docs/bridge/note.md": "---\ntitle: Note\n---\n\n{{ timeline( }}\n"},
    "a date": {
        "data/bridge/corrections.yml": "- {id: c, date: soon, type: correction, records: [closure], text: Wrong.}\n",
        "data/bridge/timeline.yml": BY_NAME["timeline"].example.replace("2026", "June 4, 2026"),
    },
}


@pytest.mark.parametrize("files", UNREADABLE.values(), ids=list(UNREADABLE))
@pytest.mark.parametrize("command", ["diff", "review"])
def test_what_cannot_be_linked_is_left_out_and_said(site, files, command) -> None:
    site.write(files)
    committed(site)
    site.write({"data/bridge/terms.yml": BY_NAME["terms"].example})
    for name in ("docs/bridge/note.md", "data/bridge/corrections.yml"):
        (site.root / name).unlink(missing_ok=True)
    there = run(site, command, "HEAD")
    assert (there.exit_code, "what cannot be read is left out" in there.output) == (0, True), there.output
    site.write(files)
    here = run(site, command, "HEAD")
    assert (here.exit_code, "what cannot be read is left out" in here.output) == (0, True), here.output


def test_a_withdrawn_edition_says_so(full_site) -> None:
    run(full_site, *FIRST)
    run(full_site, "withdraw", "bridge@2026-03-10", "--reason", "It named a witness.")
    said = run(full_site, "diff", "bridge@2026-03-10")
    assert (said.exit_code, "was withdrawn: It named a witness." in said.output) == (2, True)


def test_without_git_a_revision_is_not_found(full_site, monkeypatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert run(full_site, "diff", "HEAD").exit_code == 2


def test_a_revision_without_a_site_says_so(full_site) -> None:
    (full_site.root / "mkdocs.yml").rename(full_site.root / "kept")
    committed(full_site)
    (full_site.root / "kept").rename(full_site.root / "mkdocs.yml")
    said = run(full_site, "diff", "HEAD")
    assert (said.exit_code, "revision HEAD holds no site here" in said.output) == (2, True)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_json_holds_to_its_schema(path, tmp_path) -> None:
    import yaml

    found = compared(*sites(tmp_path, yaml.safe_load(path.read_text())))
    report = json.loads(FORMATS["json"](found))
    validator = Draft202012Validator(diff_schema())
    Draft202012Validator.check_schema(diff_schema())
    assert list(validator.iter_errors(report)) == []
    changes = report["briefings"][0]["changes"]
    assert len(changes) == len(found[0].changes) > 0
    changes[0]["type"] = "mended"
    assert list(validator.iter_errors(report)) != []


class _Tags(HTMLParser):
    """Collects the tags and the words of a text, and whether every tag is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.words = ""

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.tags.add(tag)
        assert [name for name, _ in attrs if name not in ("class", "href")] == []

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words += data


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_html_is_a_fragment_with_the_same_words(path, tmp_path) -> None:
    import yaml

    case = yaml.safe_load(path.read_text())
    found = compared(*sites(tmp_path, case))
    parser = _Tags()
    parser.feed(FORMATS["html"](found))
    assert parser.open == []
    assert parser.tags <= {"article", "h2", "p", "section", "h3", "span", "a", "ul", "li", "ins", "del"}
    shown = "".join(parser.words.split()).casefold()
    for group in found[0].view().groups:
        for line in group.lines:
            for piece in line.pieces:
                assert "".join(piece.text.split()).casefold() in shown


def test_markdown_says_hostile_words_as_words(tmp_path) -> None:
    import yaml

    from briefbook.prose import parse_text, plain_text, walk

    [path] = [path for path in CASES if path.stem == "hostile"]
    case = yaml.safe_load(path.read_text())
    text = FORMATS["markdown"](compared(*sites(tmp_path, case))).replace("\u2060", "")
    root = parse_text(text.replace("~~", ""))
    assert {node.type for node in walk(root)} <= {
        "document", "heading", "paragraph", "list", "item", "text", "strong", "softbreak",
    }  # fmt: skip
    assert "Pier & *co* ~~x~~ &lt; \\ #1".replace("~~", "") in plain_text(root).replace("~~", "")


def test_nothing_in_a_title_reaches_the_terminal() -> None:
    from briefbook.review.report import printable

    assert printable("a\x1b[31m\nb\u202e") == "a\\u001b[31m b\\u202e"


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_a_report_is_the_same_every_time(full_site, form) -> None:
    run(full_site, *FIRST)
    retitled(full_site, "The bridge at Southford")
    words = ("diff", "bridge@2026-03-10", "--format", form)
    assert run(full_site, *words).output == run(full_site, *words).output != ""
    assert len(editions(full_site)) == 2
