"""`rename`: every reference and nothing else, in all styles of YAML, with the old id kept."""

import json

import pytest
from click.testing import CliRunner

from briefbook.check import check
from briefbook.cli import cli
from briefbook.edit.uses import uses
from briefbook.load import load_site, read_settings

SOURCE = """\
- id: gazette-closure
  publisher: Northford Gazette
  title: One
  type: news
  gaps: [author, published, url]
  read: full
  note: >-
    Its last field.
# Kept.
- id: gazette
  publisher: Gazette
  title: The gazette-closure in words
  type: news
  gaps: [author, published, url]
  read: full
"""
STYLES = """\
- id: plain
  term: gazette-closure
  definition: Plain [@gazette-closure] and gazette-closure.
- id: single
  term: '''gazette-closure'''
  definition: 'Single ''quotes'' [@gazette; @gazette-closure, para. 4] [a][gazette-closure]'
- id: double
  term: "gazette-closure"
  definition: "Double \\"quotes\\" \\u00e9 [the\\
    \\ source][gazette-closure] [@gazette-closure]"
- id: folded
  term: Folded
  definition: >-
    Folded [words
    that wrap][gazette-closure] and [the `gazette-closure`][bridge/gazette-closure],
    [@gazette-closure-two] is another.
- id: literal
  term: Literal
  definition: |
    - [][gazette-closure]
    - `[a][gazette-closure]` is code

    > [@gazette-closure;
    > @gazette]
  sources: ["gazette-closure", 'gazette-closure', gazette]
"""
PAGE = """\
---
title: gazette-closure
sources: [gazette-closure]
---

{{ source("gazette-closure") }}

{{ timeline(only="decision") }}

| gazette-closure | b |
|---|---|
| [a \\| b][gazette-closure] | x [@gazette-closure, p. 1; @gazette] |

The word gazette-closure stays. [gazette-closure][gazette-closure] does not.
"""
OTHER = {
    "data/tunnel/briefing.yml": None,
    "data/tunnel/terms.yml": "- id: gazette-closure\n  term: Mine\n"
    "  definition: '[][gazette-closure] [][bridge/gazette-closure]'\n",
}


@pytest.fixture
def bridge(monkeypatch, site):
    site.write({"data/bridge/sources.yml": SOURCE, "data/bridge/terms.yml": STYLES, "docs/bridge/note.md": PAGE})
    monkeypatch.chdir(site.root)
    return site


def _rename(*arguments: str):
    return CliRunner().invoke(cli, ["rename", *arguments])


def _uses(root) -> list[str]:
    found, _ = read_settings(root / "mkdocs.yml")
    return [use.text for use in uses(check(load_site(found))[0])]


def test_every_reference_is_changed_and_no_word(bridge) -> None:
    before = _uses(bridge.root)
    codes = [(finding.code, finding.position.line) for finding in bridge.findings()]
    assert before.count("gazette-closure") + before.count("bridge/gazette-closure") == 17
    done = _rename("gazette-closure", "closure-report")
    assert done.exit_code == 0, done.output
    expected = [name.replace("gazette-closure", "closure-report") if "two" not in name else name for name in before]
    assert _uses(bridge.root) == expected
    assert [(finding.code, finding.position.line) for finding in bridge.findings()] == codes
    texts = {path: (bridge.root / path).read_text() for path in ("data/bridge/terms.yml", "docs/bridge/note.md")}
    assert texts["docs/bridge/note.md"].count("gazette-closure") == 4
    assert "title: gazette-closure\n" in texts["docs/bridge/note.md"]
    assert "[a \\| b][closure-report] | x [@closure-report, p. 1; @gazette]" in texts["docs/bridge/note.md"]
    assert "`[a][gazette-closure]` is code" in texts["data/bridge/terms.yml"]
    assert "[the `gazette-closure`][bridge/closure-report]" in texts["data/bridge/terms.yml"]
    assert "term: '''gazette-closure'''\n" in texts["data/bridge/terms.yml"]


def test_the_old_id_is_kept_on_the_record(bridge) -> None:
    _rename("gazette-closure", "closure-report")
    expected = SOURCE.replace("- id: gazette-closure", "- id: closure-report")
    expected = expected.replace("last field.\n", "last field.\n  formerly: [gazette-closure]\n")
    assert (bridge.root / "data/bridge/sources.yml").read_text() == expected
    _rename("closure-report", "third")
    assert "formerly: [gazette-closure, closure-report]\n" in (bridge.root / "data/bridge/sources.yml").read_text()
    _rename("third", "gazette-closure")
    assert "formerly: [closure-report, third]\n" in (bridge.root / "data/bridge/sources.yml").read_text()
    assert "gazette-closure" in json.dumps(json.loads((bridge.root / "data/schema/bridge/records.json").read_text()))


def test_a_dry_run_changes_nothing(bridge) -> None:
    before = {path: path.read_bytes() for path in bridge.root.rglob("*") if path.is_file()}
    done = _rename("gazette-closure", "closure-report", "--dry-run")
    assert done.output.splitlines()[-1] == "4 files would be changed."
    assert "docs/bridge/note.md:6: gazette-closure becomes closure-report" in done.output
    assert {path: path.read_bytes() for path in bridge.root.rglob("*") if path.is_file()} == before


def test_another_briefing_has_ids_of_its_own(bridge, full_site) -> None:
    briefing = (full_site.root / "data/bridge/briefing.yml").read_text()
    bridge.write(OTHER | {"data/tunnel/briefing.yml": briefing})
    assert "say bridge/gazette-closure or tunnel/gazette-closure" in _rename("gazette-closure", "x").output
    assert _rename("bridge/gazette-closure", "closure-report").exit_code == 0
    text = (bridge.root / "data/tunnel/terms.yml").read_text()
    assert "'[][gazette-closure] [][bridge/closure-report]'" in text


def test_a_shared_record_is_renamed_where_it_is_meant(bridge, full_site) -> None:
    briefing = (full_site.root / "data/bridge/briefing.yml").read_text()
    bridge.write({
        "data/shared/terms.yml": "- {id: span, term: Span, definition: A part.}\n",
        "data/bridge/terms.yml": "- {id: a, term: A, definition: '[][span]'}\n",
        "data/tunnel/briefing.yml": briefing,
        "data/tunnel/terms.yml": "- {id: span, term: Own, definition: '[][shared/span] x'}\n"
        "- {id: b, term: B, definition: '[][span]'}\n",
    })  # fmt: skip
    assert _rename("shared/span", "arch").exit_code == 0
    assert "[][arch]" in (bridge.root / "data/bridge/terms.yml").read_text()
    text = (bridge.root / "data/tunnel/terms.yml").read_text()
    assert "[][shared/arch]" in text
    assert "[][span]" in text
    shared = (bridge.root / "data/shared/terms.yml").read_text()
    assert shared == "- {id: arch, term: Span, definition: A part., formerly: [span]}\n"


def test_a_component_is_changed_where_it_looks(bridge, full_site) -> None:
    briefing = (full_site.root / "data/bridge/briefing.yml").read_text()
    page = '---\ntitle: Seen\n---\n\n{{ event("closure", briefing="bridge") }}\n\n{{ event("closure") }}\n'
    bridge.write({
        "data/tunnel/briefing.yml": briefing,
        "data/tunnel/timeline.yml": (bridge.root / "data/bridge/timeline.yml").read_text(),
        "docs/tunnel/seen.md": page,
        "docs/bridge/back.md": page.replace("bridge", "tunnel"),
    })  # fmt: skip
    assert _rename("bridge/closure", "shut").exit_code == 0
    there = (bridge.root / "docs/tunnel/seen.md").read_text()
    assert there == page.replace('"closure", briefing', '"shut", briefing')
    back = (bridge.root / "docs/bridge/back.md").read_text()
    assert back == page.replace("bridge", "tunnel").replace('event("closure")', 'event("shut")')


def test_a_name_that_another_once_had_is_taken(bridge) -> None:
    bridge.write({"data/bridge/terms.yml": "- {id: pier, term: Pier, definition: A., formerly: [pillar]}\n"})
    done = _rename("council", "pillar")
    assert (done.exit_code, "'pier' was called 'pillar' once" in done.output) == (2, True)
    assert _rename("pier", "pillar").exit_code == 0


def test_a_page_moves_and_keeps_its_old_name(bridge) -> None:
    bridge.write({"docs/bridge/analysis/other.md": "---\ntitle: Other\nsee: [note]\n---\n\n[x y][note] note\n"})
    done = _rename("note", "remark")
    assert done.exit_code == 0, done.output
    assert not (bridge.root / "docs/bridge/note.md").exists()
    moved = (bridge.root / "docs/bridge/remark.md").read_text()
    assert moved == PAGE.replace("sources: [gazette-closure]\n", "sources: [gazette-closure]\nformerly: [note]\n")
    other = (bridge.root / "docs/bridge/analysis/other.md").read_text()
    assert other == "---\ntitle: Other\nsee: [remark]\n---\n\n[x y][remark] note\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["gazete-closure", "x"], "Did you mean 'gazette-closure'?"),
        (["gazette-closure", "gazette"], "the id 'gazette' is taken: it stands in data/bridge/sources.yml"),
        (["gazette-closure", "timeline"], "'timeline' is the name of a standard page"),
        (["gazette-closure", "Closure Report"], "'Closure Report' cannot be an id"),
        (["timeline", "events"], "'timeline' is a standard page, and its name is fixed"),
        (["gazette-closure", "gazette-closure"], "is taken"),
    ],
)
def test_wrong_usage_ends_with_2_and_changes_nothing(bridge, arguments, said) -> None:
    before = {path: path.read_bytes() for path in bridge.root.rglob("*") if path.is_file()}
    done = _rename(*arguments)
    assert done.exit_code == 2
    assert said.casefold() in done.output.casefold()
    assert {path: path.read_bytes() for path in bridge.root.rglob("*") if path.is_file()} == before


def test_a_file_that_cannot_be_read_stops_it(bridge) -> None:
    bridge.write({"data/bridge/unknowns.yml": "- id: [\n"})
    done = _rename("gazette-closure", "closure-report")
    assert done.exit_code == 1
    assert "data/bridge/unknowns.yml cannot be read" in done.output
    assert "closure-report" not in (bridge.root / "data/bridge/terms.yml").read_text()
