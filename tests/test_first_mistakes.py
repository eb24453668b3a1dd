"""Typical first mistakes are fixed from the message alone: place, cause, and what to write instead.

Each row puts one mistake into a valid site. The test knows no more than the finding says: it goes to the place, does
what the help line says, and the check passes.
"""

import re

import pytest

from briefbook.findings import Finding

BLOCK = "text: >-\n    Cracks found in a pier lead the council to close the crossing."
TIMELINE, SOURCES, NOTE = "data/bridge/timeline.yml", "data/bridge/sources.yml", "docs/bridge/note.md"
PAGE = "---\ntitle: Note\n---\n\n{}\n"
# File, what stands there, the mistake in its place, the code, and the words of the cause.
MISTAKES = [
    (TIMELINE, "certainty: confirmed", "certanty: confirmed", "unknown-field", "there is no field 'certanty'"),
    (TIMELINE, "type: decision", "type: desicion", "unknown-choice", "'type' cannot be 'desicion'"),
    (TIMELINE, "[gazette-closure]", "[gazete-closure]", "unknown-source", "cites 'gazete-closure'"),
    (TIMELINE, "actors: [council]", "actors: council", "wrong-type", "'actors' is text, and a list is expected"),
    (TIMELINE, "date: 2026-03-02", "date: 2026-3-2", "bad-date", "'2026-3-2'"),
    (TIMELINE, "date: 2026-03-02", "date: 2 March 2026", "bad-date", "'2 March 2026'"),
    (TIMELINE, "title: The council closes the bridge", "title: 2026", "needs-quotes", "2026 is read as a number"),
    (TIMELINE, "title: The council closes the bridge", "title: The end: gone", "unquoted-text", "reads as its own"),
    (TIMELINE, "title: The council closes the bridge", "title: Bridge #5", "cut-off-text", "' #' begins a comment"),
    (TIMELINE, BLOCK, "text: [Cracks][gazette-closure] found: closed", "unquoted-text", "as its own"),
    (TIMELINE, "- id: closure", "-id: closure", "field-syntax", "a space is missing after the hyphen"),
    (TIMELINE, "- id: closure", "– id: closure", "field-syntax", "U+2013 (en dash) stands where"),
    (TIMELINE, "type: decision", "type:decision", "field-syntax", "a space is missing after the colon"),
    (TIMELINE, "  type: decision", "   type: decision", "indentation", "indented by 3 spaces, and 2 would fit"),
    (TIMELINE, "  type: decision", "\ttype: decision", "tab", "a tab stands where spaces are expected"),
    (TIMELINE, "    Cracks found", "  Cracks found", "indentation", "indented by 2 spaces, and 4 would fit"),
    (TIMELINE, "[gazette-closure]", "[gazette-closure", "yaml-syntax", "a list opens here and does not close"),
    (TIMELINE, "text: >-\n    Cracks", "text: > Cracks", "field-syntax", "the text begins on the next line"),
    (TIMELINE, "title: The council closes the bridge", "title: 'The council's bridge'", "unquoted-text", "as its own"),
    (TIMELINE, "date: 2026-03-02", "date: 13.02.2026", "bad-date", "'13.02.2026'"),
    (TIMELINE, "type: decision", "type: decision\n  place: Northford", "wrong-type", "'place' is text, and a mapping"),
    (TIMELINE, "[gazette-closure]", "[Northford Gazette]", "unknown-source", "'Northford Gazette', which is no id"),
    (SOURCES, "read: full", "read: full\n  located: yes", "wrong-type", "'located' is text, and true or false"),
    (NOTE, None, PAGE.format("[how it began][closur]"), "unknown-reference", "names 'closur'"),
    (NOTE, None, PAGE.format("It is closed @gazette-closure."), "citation-form", "is not a citation"),
    (NOTE, None, PAGE.format("[the closure](closure.md)"), "link-by-path", "'closure.md' is a path"),
    (NOTE, None, PAGE.format("{{ timelin() }}"), "unknown-component", "timelin"),
]  # fmt: skip


def repaired(text: str, finding: Finding) -> str:
    """Do what the help line says, at the place of the finding, and nothing else."""
    lines = text.split("\n")
    line, column = finding.position.line - 1, finding.position.column - 1
    here, rest = lines[line][:column], lines[line][column:]
    if ":\n" in finding.help:  # whole lines
        lines[line : line + 1] = finding.help.split(":\n", 1)[1].split("\n")
    elif near := re.match(r"did you mean '([^']+)'\?", finding.help):
        wrong = next(word for word in re.findall(r"'([^']+)'", finding.message)[::-1] if word in rest)
        lines[line] = here + rest.replace(wrong, near[1], 1)
    elif field := re.match(r"write (\w+): (.+)", finding.help):
        lines[line] = f"{lines[line][: len(lines[line]) - len(lines[line].lstrip())]}{field[1]}: {field[2]}"
    elif link := re.match(r"write \[words\](\[[\w-]+\])", finding.help):
        lines[line] = here + re.sub(r"\]\([^)]*\)", f"]{link[1]}", rest, count=1)
    elif cite := re.match(r"write (\[@[\w-]+\])", finding.help):
        lines[line] = here + rest.replace(cite[1][1:-1], cite[1], 1)
    elif value := re.match(r"write ([\d-]+)", finding.help):
        lines[line] = here + value[1]
    return "\n".join(lines)


@pytest.mark.parametrize(("path", "right", "wrong", "code", "cause"), MISTAKES)
def test_a_first_mistake_is_fixed_from_its_message(site, path, right, wrong, code, cause) -> None:
    old = (site.root / path).read_text() if right else wrong
    text = old.replace(right, wrong, 1) if right else wrong
    assert right is None or text != old
    site.write({path: text})
    found = site.findings()
    assert [finding.code for finding in found] == [code]
    [finding] = found
    assert finding.position.path == path
    assert cause in finding.message
    site.write({path: repaired(text, finding)})
    assert site.lines() == []


def test_there_are_more_than_ten_kinds_of_mistakes() -> None:
    assert len({code for *_, code, _ in MISTAKES}) >= 10
