"""Twenty mistakes in five files of the real site give twenty findings in one run, each at its line and column."""

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TIMELINE, SOURCES, TERMS = (f"data/putin-refusal/{kind}.yml" for kind in ("timeline", "sources", "terms"))
NEWS = "docs/putin-refusal/news.md"
# File, what stands there, what is put in its place, the code, and from where in the new text the finding points.
MISTAKES = [
    ("mkdocs.yml", "site_dir: site\n", "site_dir: site\nsite_dir: other\n", "duplicate-key", "site_dir: other"),
    (TERMS, "- id: ", "- id: [\n- id: ", "yaml-syntax", None),
    (TIMELINE, "date: 2022-02-24", "date: 2022-02-30", "bad-date", "2022-02-30"),
    (TIMELINE, "type: operation", "type: operatoin", "unknown-choice", "operatoin"),
    (TIMELINE, "led_to: [grinding-war]", "ledto: [grinding-war]", "unknown-field", "ledto"),
    (
        TIMELINE,
        "- id: legitimacy-denied\n  after: [invasion]",
        "- id: legitimacy-denied\n  after: [invasoin]",
        "unknown-reference",
        "invasoin",
    ),
    (
        TIMELINE,
        "[meeting of the presidents][meet-or-refuse]",
        "[meeting of the presidents][meet-or-refse]",
        "unknown-reference",
        "[meeting of the presidents][meet-or-refse]",
    ),
    (TIMELINE, "- id: grinding-war\n", "- id: grinding-war\n  formerly: [Old_War]\n", "bad-id", "Old_War"),
    (
        SOURCES,
        "- id: guardian-rejects\n  publisher: The Guardian\n",
        "- id: guardian-rejects\n",
        "missing-field",
        "id: guardian-rejects",
    ),
    (SOURCES, "published: 2026-06-03\n", "published: 2026-06-03\n  located: 'no'\n", "wrong-type", "'no'"),
    (SOURCES, "title: The Russia-Ukraine War Report Card, June 3, 2026\n", "title: 2026\n", "needs-quotes", "2026\n"),
    (
        SOURCES,
        "- id: up-no-point\n",
        "- {id: guardian-letter, publisher: A, title: B, type: news, read: full, "
        "gaps: [author, published, url]}\n- id: up-no-point\n",
        "duplicate-id",
        "guardian-letter",
    ),
    (NEWS, "short: News\n", "short: News #1\n", "cut-off-text", "#1"),
    (
        NEWS,
        "[guardian-letter, reuters-no-reason",
        "[guardian-leter, reuters-no-reason",
        "unknown-source",
        "guardian-leter",
    ),
    (NEWS, "## The offer", "#### The offer", "heading-jump", "#### The offer"),
    (NEWS, "[Vladimir Putin][putin]", "[here][putin]", "vague-link-text", "[here]"),
    (NEWS, "[@guardian-letter]", "@guardian-letter", "citation-form", "@guardian-letter"),
    (
        NEWS,
        '{{ statement("third-country-possible") }}',
        '{{ statment("third-country-possible") }}',
        "unknown-component",
        "{{ statment",
    ),
    (
        NEWS,
        "[the current line][current-line]",
        "[the current line](javascript:x)",
        "forbidden-link",
        "[the current line](",
    ),
    (NEWS, "## The door left ajar", "## The <b>door left ajar", "raw-html", "<b>"),
]


@pytest.fixture
def copy(tmp_path, site_at):
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return site_at(tmp_path)


def _place(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def test_the_shipped_site_has_no_findings(copy):
    assert copy.lines() == []


def test_twenty_mistakes_give_twenty_findings(copy):
    wanted, texts = set(), {}
    for path, old, new, _, _ in MISTAKES:
        text = texts.get(path) or (copy.root / path).read_text(encoding="utf-8")
        assert old in text, (path, old)
        texts[path] = text.replace(old, new, 1)
    for path, _, new, code, mark in MISTAKES:
        index = texts[path].index(new) + new.index(mark) if mark else texts[path].index("[\n") + len("[\n")
        wanted.add((path, *_place(texts[path], index), code))
    copy.write(texts)
    found = [(f.position.path, f.position.line, f.position.column, f.code) for f in copy.findings()]
    assert sorted(found) == sorted(wanted)
    assert len(found) == len(MISTAKES) == 20
    assert len(texts) == 5
