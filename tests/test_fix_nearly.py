"""Lines that were nearly right: `check --fix` writes them as they were meant, and a second run has nothing to do."""

import pytest

from briefbook.model.kind import modeline
from tests.test_fix import _files

NEARLY = {
    "-id: closure": "- id: closure",
    "• id: closure": "- id: closure",
    "  type:decision": "  type: decision",
    "  type = decision": "  type: decision",
    "\ttype: decision": "  type: decision",
    " type: decision": "  type: decision",
    "  text: >- It closes.": "  text: >-\n    It closes.",
    "  sources: [gazette-closure": "  sources: [gazette-closure]",
    "  sources: gazette-closure; other": "  sources: [gazette-closure, other]",
    "  // a remark": "  # a remark",
    "  title: It is 'shut': so": "  title: >-\n    It is 'shut': so",
    "  date: 2-3 March 2026": "  date: 2026-03-02/2026-03-03",
}


@pytest.mark.parametrize("line", NEARLY)
def test_a_line_that_was_nearly_right_is_mended(site, line) -> None:
    """The record has another of its kind before it, from which the names of fields are known."""
    before = "- id: crack\n  date: 2026-03-01\n  title: A crack\n  type: other\n"
    own = line if "id: closure" in line else f"- id: closure\n{line}"
    meant = NEARLY[line] if "id: closure" in line else f"- id: closure\n{NEARLY[line]}"
    head = f"{modeline('bridge', 'timeline')}\n{before}"
    site.write({"data/bridge/timeline.yml": f"{head}{own}\n  certainty: confirmed\n"})
    text = _files(site.root)["data/bridge/timeline.yml"]
    assert sorted(text.splitlines()) == sorted(f"{head}{meant}\n  certainty: confirmed\n".splitlines())
    site.write({"data/bridge/timeline.yml": text})
    assert "data/bridge/timeline.yml" not in _files(site.root)


def test_truth_is_written_as_yaml_of_today_writes_it(site) -> None:
    path = site.root / "data/bridge/sources.yml"
    site.write({"data/bridge/sources.yml": path.read_text().rstrip("\n") + "\n  located: Yes\n"})
    assert "  located: true\n" in _files(site.root)["data/bridge/sources.yml"]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("title: Note: the second\n", "title: >-\n  Note: the second\n"),
        (" title: Note\nsummary: A note.\n", "title: Note\nsummary: A note.\n"),
        ("title: Note\nsummary:A note.\n", "title: Note\nsummary: A note.\n"),
        ("title: Note\n\tsummary: A note.\n", "title: Note\nsummary: A note.\n"),
    ],
)
def test_the_front_matter_of_a_page_is_mended_too(site, wrong, right) -> None:
    site.write({"docs/bridge/note.md": f"---\n{wrong}---\n\nAs @gazette-closure says.\n"})
    text = _files(site.root)["docs/bridge/note.md"]
    assert text == f"---\n{right}---\n\nAs [@gazette-closure] says.\n"
    site.write({"docs/bridge/note.md": text})
    assert "docs/bridge/note.md" not in _files(site.root)


def test_a_field_is_never_moved_into_a_text(site) -> None:
    """What comes after it cannot be read; as words of the text above it, it could."""
    text = "- id: closure\n  text: >-\n    It is shut.\n  actors:\n    *a: &b ?\n  type: decision\n"
    site.write({"data/bridge/timeline.yml": f"{modeline('bridge', 'timeline')}\n{text}"})
    assert "data/bridge/timeline.yml" not in _files(site.root)


def test_names_of_fields_are_written_as_the_dictionary_has_them(site) -> None:
    wrong = (
        "- id: closure\n  Date: 2 March 2026\n  TITLE: Shut\n  “text”: It is shut.\n  type: decision\n"
        "  certainty: confirmed\n  Led to: [closure]\n  place:\n    Name: Northford\n  led_too: [x]\n  Place: twice\n"
    )
    site.write({"data/bridge/timeline.yml": f"{modeline('bridge', 'timeline')}\n{wrong}"})
    text = _files(site.root)["data/bridge/timeline.yml"]
    for line in (
        "  date: 2026-03-02",
        "  title: Shut",
        "  text: It is shut.",
        "  led_to: [closure]",
        "    name: Northford",
    ):
        assert line in text.splitlines()
    assert "  led_too: [x]\n" in text  # may be another word
    assert "  Place: twice\n" in text  # which of the two is right?
