"""Loading: what is read, how plain values are typed, and what a site's settings mean."""

import os
from pathlib import Path

import pytest

from briefbook.load import load_site, read_settings
from briefbook.load.text import SourceFile, read_source
from briefbook.load.tree import Mapping, Scalar, at, plain, typed
from briefbook.load.yaml import read_yaml


def _read(text: str):
    return read_yaml(SourceFile("a.yml", text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None), ("~", None), ("null", None), ("Null", None), ("nULL", "nULL"),
        ("true", True), ("False", False), ("TRUE", True), ("yes", "yes"), ("no", "no"), ("on", "on"), ("y", "y"),
        ("0", 0), ("-12", -12), ("+3", 3), ("007", 7), ("0o17", 15), ("0x1F", 31), ("0b11", "0b11"), ("1_000", "1_000"),
        ("1.5", 1.5), ("1.", 1.0), (".5", 0.5), ("1e3", 1000.0), ("-1.5E-2", -0.015), ("1e400", float("inf")),
        (".inf", float("inf")), ("-.INF", float("-inf")), ("12:30:45", "12:30:45"), ("2026-06-04", "2026-06-04"),
        ("22:22", "22:22"), ("1.2.3", "1.2.3"), ("-", "-"), (".", "."), ("+", "+"), ("9" * 500, float("inf")),
    ],
)  # fmt: skip
def test_plain_values_follow_the_core_schema_of_yaml_1_2(text, value):
    assert typed(text) == value
    assert type(typed(text)) is type(value)


def test_not_a_number_is_none():
    assert typed(".nan") != typed(".nan")


def test_a_tree_knows_its_places():
    tree, findings = _read("a: [1, {b: 'c'}]\nd:\n  - e\n")
    assert findings == []
    assert plain(tree) == {"a": [1, {"b": "c"}], "d": ["e"]}
    assert at(tree, ("a", 1, "b")) == Scalar("c", "c", 11, 14, "'")
    assert at(tree, ("d", 0)).start == 24
    assert at(tree, ("d", 5, "x")).start == 22  # as far as the path leads
    assert tree.keys["d"].start == 17


def test_what_is_quoted_is_text():
    tree, _ = _read("{a: '1', b: \"true\", c: |-\n  2\n}\n".replace("c: |-\n  2\n", "c: 'null'"))
    assert plain(tree) == {"a": "1", "b": "true", "c": "null"}


def test_an_empty_file_holds_nothing():
    assert _read("") == (None, [])
    assert _read("# words\n") == (None, [])


def test_twenty_levels_are_enough_and_one_more_is_not():
    assert _read("[" * 20 + "]" * 20)[1] == []
    tree, [finding] = _read("[" * 21 + "]" * 21)
    assert (tree, finding.code, finding.position.column) == (None, "nested-too-deep", 21)


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ("a: [b\nc: d\n", (1, 4), "yaml-syntax"),
        ("a: {b: c\n", (1, 4), "yaml-syntax"),
        ("a: b: c\n", (1, 4), "unquoted-text"),
        ("- a: @b\n", (1, 6), "unquoted-text"),
        ("- a: `b\n", (1, 6), "unquoted-text"),
        ("a: 'b' c\n", (1, 4), "unquoted-text"),
        ("a: [b] c\n", (1, 4), "unquoted-text"),
        ("a: {b: c} d\n", (1, 4), "unquoted-text"),
        ("a:\n  - b\n c: d\n", (3, 2), "indentation"),
        ("a: 'b\n", (1, 4), "unclosed-quote"),
        ('a: "b\nc: d\n', (1, 4), "unclosed-quote"),
        ('a: "\\q"\n', (1, 5), "bad-escape"),
        ("a:\n\tb: c\n", (2, 1), "tab"),
        ("\ta: b\n", (1, 1), "tab"),
        ("- a\n-\tb: c\n\td: e\n", (2, 2), "tab"),
        ("a: |x\n  b\n", (1, 5), "field-syntax"),
        ("%YAML 3.0\n---\na: b\n", (1, 1), "yaml-syntax"),
        ("a\nb: c\n", (2, 2), "yaml-syntax"),
    ],
)
def test_a_mistake_of_syntax_is_one_finding_at_its_place(text, place, code):
    tree, findings = _read(text)
    assert tree is None
    assert [(f.code, (f.position.line, f.position.column)) for f in findings] == [(code, place)]


def test_a_byte_order_mark_and_other_line_ends_change_nothing(tmp_path):
    path = tmp_path / "a.yml"
    path.write_bytes(b"\xef\xbb\xbfa: b\r\nc: d\r\n")
    source, findings = read_source(path, "a.yml")
    assert (source.text, findings) == ("a: b\nc: d\n", [])


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_a_file_that_may_not_be_read(tmp_path):
    path = tmp_path / "a.yml"
    path.write_text("a: b\n")
    path.chmod(0)
    source, [finding] = read_source(path, "a.yml")
    assert (source, finding.code) == (None, "unreadable-file")
    assert finding.message == "the file cannot be read: permission denied"


def test_a_file_that_is_not_there(tmp_path):
    source, [finding] = read_source(tmp_path / "a.yml", "a.yml")
    assert (source, finding.message) == (None, "the file cannot be read: no such file or directory")


def test_only_the_first_of_many_odd_characters_are_named(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("\x01" * 500)
    assert len(read_source(path, "a.md")[1]) == 20


def test_settings(tmp_path):
    for name in ("pages/blog", "pages/old", "facts"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: A\ndocs_dir: pages\nsite_dir: out\nplugins:\n  - search\n  - briefbook:\n      data_dir: facts\n"
        "      passthrough: [blog/, old]\ntheme: !ENV [A, b]\n"
    )
    settings, findings = read_settings(tmp_path / "mkdocs.yml")
    assert findings == []
    assert (settings.site_name, settings.docs.name, settings.site.name) == ("A", "pages", "out")
    assert (settings.data.name, settings.passthrough) == ("facts", ("blog", "old"))
    assert settings.name(tmp_path / "pages" / "a.md") == "pages/a.md"


def test_settings_that_are_no_mapping(tmp_path):
    (tmp_path / "mkdocs.yml").write_text("- a\n")
    settings, [finding] = read_settings(tmp_path / "mkdocs.yml")
    assert (settings, finding.code, finding.position.line) == (None, "wrong-top-level", 1)


def test_what_is_read_of_a_site(site):
    site.write(
        {
            "docs/bridge/background/pier.md": "---\ntitle: Pier\n---\nWords.\n",
            "docs/bridge/index.md": "Words.\n",
            "docs/bridge/pier.png": "x",
            "docs/blog/post.md": "<b>",
            "docs/.hidden.md": "x",
            "docs/.folder/x.md": "x",
            "data/README.md": "x",
            "data/schema/a.json": "{}",
            "data/bridge/editions/ledger.yml": "[]\n",
            "data/shared/terms.yml": "[]\n",
            "mkdocs.yml": "plugins:\n  - briefbook: {passthrough: [blog]}\n",
        }
    )
    loaded = load_site(read_settings(site.root / "mkdocs.yml")[0])
    assert loaded.findings == ()
    assert loaded.briefings == ("bridge",)
    assert [(f.briefing, f.kind) for f in loaded.data] == [
        *(("bridge", kind) for kind in ("actors", "briefing", "sources", "timeline")),
        ("shared", "terms"),
    ]
    pages = {page.source.path: (page.briefing, page.folders, page.stem, page.text) for page in loaded.pages}
    assert pages == {
        "docs/index.md": ("", (), "index", "\n{{ briefings() }}\n"),
        "docs/bridge/index.md": ("bridge", (), "index", "Words.\n"),
        "docs/bridge/background/pier.md": ("bridge", ("background",), "pier", "Words.\n"),
    }
    assert loaded.others == ("bridge/pier.png",)


@pytest.mark.parametrize(
    ("text", "front", "body"),
    [
        ("---\ntitle: A\n---\nB", {"title": "A"}, "B"),
        ("---\ntitle: A\n---", {"title": "A"}, ""),
        ("---\n---\nB", {}, "B"),
        ("B\n---\n", {}, "B\n---\n"),
        ("----\nB", {}, "----\nB"),
        ("---\ntitle: A\n", {}, ""),
        ("---\n- A\n---\nB", {}, "B"),
    ],
)
def test_front_matter(site, text, front, body):
    site.write({"docs/bridge/note.md": text})
    loaded = load_site(read_settings(site.root / "mkdocs.yml")[0])
    page = next(page for page in loaded.pages if page.stem == "note")
    assert isinstance(page.front, Mapping)
    assert (plain(page.front), page.text) == (front, body)


def test_a_loop_of_folders_is_not_followed(site):
    (site.root / "docs/bridge").mkdir()
    (site.root / "docs/bridge/again").symlink_to(Path("../../docs"))
    assert [line.split(": ")[1] for line in site.lines() if "error" in line] == [
        "error[symbolic-link] links to other files are not followed"
    ]


def test_a_folder_that_cannot_be_read_is_not_passed_over(site, monkeypatch) -> None:
    site.write({"data/quay/terms.yml": "[]\n"})
    scan = os.scandir

    def refuse(folder):
        if str(folder).endswith("data/quay"):
            raise PermissionError(13, "Permission denied", str(folder))
        return scan(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    assert site.lines() == [
        "data/quay:1:1: error[unreadable-file] the folder cannot be read: permission denied",
        "    help: mend its permissions",
    ]


def test_a_site_may_bring_a_language_of_its_own(site):
    theme = "theme:\n  name: material\n  custom_dir: look\n  language: xx\n"
    site.write({"mkdocs.yml": f"{(site.root / 'mkdocs.yml').read_text()}{theme}"})
    assert [finding.code for finding in site.findings()] == ["bad-setting"]
    site.write({"look/partials/languages/xx.html": ""})
    assert site.lines() == []
