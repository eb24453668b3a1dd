"""Releasing and withdrawing: what is written, what is refused, and what is left when the process is killed."""

import datetime
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefbook.check import check
from briefbook.cli import cli
from briefbook.editions import canonical
from briefbook.load import load_site, read_settings
from briefbook.load.snapshot import (
    READERS,
    SnapshotError,
    names_in,
    read_snapshot,
    snapshot_bytes,
    snapshot_digest,
    snapshot_part,
)
from tests.test_editions_canonical import bridge
from tests.test_link import linked

HERE = Path(__file__).parent
FOLDER = "data/bridge/editions"
FIRST = ("release", "bridge", "--date", "2026-03-10", "--note", "The first edition.", "--major")


def run(site, *words: str):
    """Give a command in the folder of a site."""
    return CliRunner().invoke(cli, [*words, "--config", str(site.root / "mkdocs.yml")], catch_exceptions=False)


def editions(site) -> dict[str, bytes]:
    """The files among the editions, by name."""
    folder = site.root / FOLDER
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())} if folder.is_dir() else {}


def retitled(site, title: str):
    """Change one word of the briefing."""
    path = site.root / "data/bridge/briefing.yml"
    lines = path.read_text().splitlines(keepends=True)
    return site.write({"data/bridge/briefing.yml": "".join([f"title: {title}\n", *lines[1:]])})


def test_a_release_is_a_snapshot_and_an_entry(full_site) -> None:
    said = run(full_site, *FIRST)
    model = canonical(bridge(full_site))
    files = editions(full_site)
    assert (said.exit_code, set(files)) == (0, {"2026-03-10.json", "ledger.yml"})
    assert files["2026-03-10.json"] == snapshot_bytes(model)
    assert read_snapshot(files["2026-03-10.json"]) == model
    digest = hashlib.sha256(files["2026-03-10.json"].replace(b"\n", b"")).hexdigest()
    said = {"edition": "2026-03-10", "date": "2026-03-10", "significance": "major", "note": "The first edition."}
    sealed = json.dumps({**said, "digest": digest, "before": ""}, sort_keys=True, separators=(",", ":"))
    assert files["ledger.yml"].decode().splitlines()[1:] == [
        "- edition: 2026-03-10",
        "  date: 2026-03-10",
        "  significance: major",
        "  note: >-",
        "    The first edition.",
        f'  digest: "{digest}"',
        f'  seal: "{hashlib.sha256(sealed.encode()).hexdigest()}"',
    ]
    assert full_site.lines() == []
    lines = files["2026-03-10.json"].decode().splitlines()
    assert [line for line in lines if line.startswith('"closure":')] != []


def test_the_same_tree_gives_the_same_bytes(full_site, site_at, tmp_path) -> None:
    files = {str(p.relative_to(full_site.root)): p.read_text() for p in full_site.root.rglob("*") if p.is_file()}
    other = site_at(tmp_path / "elsewhere").write(dict(reversed(files.items())))
    run(full_site, *FIRST)
    run(other, *FIRST)
    assert editions(full_site) == editions(other) != {}


def test_editions_follow_each_other(full_site) -> None:
    run(full_site, *FIRST)
    run(retitled(full_site, "Two"), "release", "bridge", "--date", "2026-03-10", "--note", "A # word: 'x'", "--minor")
    run(retitled(full_site, "Three"), "release", "bridge", "--date", "2026-04-01", "--note", "long " * 50, "--minor")
    settings, _ = read_settings(full_site.root / "mkdocs.yml")
    checked, findings = check(load_site(settings))
    assert findings == ()
    listed = checked.editions["bridge"]
    assert [e.edition for e in listed] == ["2026-03-10", "2026-03-10.2", "2026-04-01"]
    assert [e.previous for e in listed] == [None, listed[0].digest, listed[1].digest]
    assert [e.note for e in listed] == ["The first edition.", "A # word: 'x'", ("long " * 50).strip()]
    assert [e.significance for e in listed] == ["major", "minor", "minor"]
    assert linked(full_site).briefing("bridge").updated == "2026-04-01"


def test_a_briefing_goes_on_after_its_first_edition(full_site) -> None:
    """The working tree knows more than the day of publication, and the next edition gives that a day of its own."""
    run(full_site, *FIRST)
    path = full_site.root / "data/bridge/briefing.yml"
    path.write_text(path.read_text().replace("facts_to: 2026-03-09", "facts_to: 2026-05-02"))
    assert full_site.lines() == []
    early = run(full_site, "release", "bridge", "--date", "2026-05-01", "--note", "More.", "--major")
    assert (early.exit_code, "cannot know facts of 2026-05-02" in early.output) == (2, True)
    assert run(full_site, "release", "bridge", "--date", "2026-05-02", "--note", "More.", "--major").exit_code == 0
    path.write_text(path.read_text().replace("status: living", "status: closed").replace("05-02", "05-03"))
    assert full_site.lines() == []


REFUSED = {
    "nothing has changed": (FIRST, "Nothing has changed since edition 2026-03-10", 1),
    "the date goes back": (
        ("release", "bridge", "--date", "2026-03-09", "--note", "x", "--major"),
        "edition '2026-03-09' is dated before the one it follows (2026-03-10)",
        2,
    ),
    "it would know its future": (
        ("release", "bridge", "--date", "2026-03-08", "--note", "x", "--major"),
        "an edition of 2026-03-08 cannot know facts of 2026-03-09",
        2,
    ),
    "no day": (("release", "bridge", "--date", "2026-04", "--note", "x", "--major"), "'2026-04' is no single day", 2),
    "no date": (("release", "bridge", "--date", "soon", "--note", "x", "--major"), "'soon'", 2),
    "no note": (
        ("release", "bridge", "--date", "2026-04-01", "--note", " \n", "--major"),
        "--note may not be empty",
        2,
    ),
    "a long note": (
        ("release", "bridge", "--date", "2026-04-01", "--note", "x" * 301, "--major"),
        "'note' has 301 characters; the limit is 300",
        2,
    ),
    "marks in the note": (
        ("release", "bridge", "--date", "2026-04-01", "--note", "[a][b]", "--major"),
        "'note' is plain words",
        2,
    ),
    "neither": (("release", "bridge", "--date", "2026-04-01", "--note", "x"), "--major or --minor", 2),
    "unknown briefing": (
        ("release", "brigde", "--date", "2026-04-01", "--note", "x", "--major"),
        "there is no briefing 'brigde'. Did you mean 'bridge'?",
        2,
    ),
    "no edition": (("withdraw", "bridge@2026-03-11", "--reason", "x"), "has no edition '2026-03-11'", 2),
    "no name": (("withdraw", "bridge", "--reason", "x"), "'bridge' names no edition", 2),
    "no reason": (("withdraw", "bridge@2026-03-10", "--reason", " "), "--reason may not be empty", 2),
    "no day of withdrawal": (
        ("withdraw", "bridge@2026-03-10", "--reason", "x", "--date", "then"),
        "'then': this is no date",
        2,
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_and_nothing_written(full_site, name) -> None:
    words, sentence, code = REFUSED[name]
    run(full_site, *FIRST)
    before = editions(full_site)
    if name != "nothing has changed":
        retitled(full_site, "Another")
    said = run(full_site, *words)
    assert (said.exit_code, sentence in said.output) == (code, True), said.output
    assert editions(full_site) == before


def test_refused_where_the_check_finds_errors(full_site) -> None:
    full_site.write({"data/bridge/terms.yml": "- id: pier\n  titel: Pier\n"})
    said = run(full_site, *FIRST)
    assert said.exit_code == 1
    assert "error[unknown-field]" in said.output
    assert said.output.endswith("Nothing was written.\n")
    assert editions(full_site) == {}


def test_a_dry_run_says_what_would_be_written(full_site) -> None:
    dry = run(full_site, *FIRST, "--dry-run")
    assert editions(full_site) == {}
    wet = run(full_site, *FIRST)
    assert dry.output.replace("Would release", "Released") == wet.output
    assert f"{FOLDER}/2026-03-10.json" in dry.output
    before = editions(full_site)
    run(full_site, "withdraw", "bridge@2026-03-10", "--reason", "x", "--dry-run")
    assert editions(full_site) == before


def test_a_withdrawal_leaves_a_notice(full_site) -> None:
    run(full_site, *FIRST)
    run(retitled(full_site, "Two"), "release", "bridge", "--date", "2026-03-11", "--note", "Second.", "--minor")
    before = editions(full_site)
    said = run(full_site, "withdraw", "bridge@2026-03-10", "--reason", "It named a witness.", "--date", "2026-04-02")
    assert said.exit_code == 0
    assert set(editions(full_site)) == {"2026-03-11.json", "ledger.yml"}
    notice = (
        rb"  withdrawn:\n    date: 2026-04-02\n    reason: >-\n      It named a witness.\n    seal: \"[0-9a-f]{64}\"\n"
    )
    after = editions(full_site)["ledger.yml"]
    assert re.sub(notice, b"", after, count=1) == before["ledger.yml"] != after
    assert full_site.lines() == []
    assert linked(full_site).briefing("bridge").updated == "2026-04-02"
    again = run(full_site, "withdraw", "bridge@2026-03-10", "--reason", "Again.")
    assert (again.exit_code, "has been withdrawn already, on 2026-04-02" in again.output) == (2, True)
    retitled(full_site, "The bridge at Northford")
    back = run(full_site, "release", "bridge", "--date", "2026-05-01", "--note", "x", "--minor")
    assert (back.exit_code, "edition 2026-03-10 said, which is withdrawn" in back.output) == (1, True)


def test_the_newest_edition_can_be_withdrawn_too_and_today_is_the_day(full_site) -> None:
    run(full_site, *FIRST)
    assert run(full_site, "withdraw", "bridge@2026-03-10", "--reason", "All of it was wrong.").exit_code == 0
    assert f"    date: {datetime.date.today().year}-".encode() in editions(full_site)["ledger.yml"]
    assert full_site.lines() == []
    run(retitled(full_site, "Right"), "release", "bridge", "--date", "2026-05-01", "--note", "Now.", "--major")
    assert full_site.lines() == []


EDITED = {
    "the note": ("The first edition.", "Nothing to see."),
    "the day": ("date: 2026-03-10", "date: 2026-03-09"),
    "the significance": ("significance: major", "significance: minor"),
    "the seal": ('seal: "', 'seal: "0'),
    "the note of the newest": ("Second.", "Third."),
    "the reason of a withdrawal": ("It named a witness.", "It was long."),
    "the day of a withdrawal": ("date: 2026-04-02", "date: 2026-04-03"),
}


@pytest.mark.parametrize("name", EDITED)
def test_an_entry_that_was_edited_is_seen(full_site, name) -> None:
    run(full_site, *FIRST)
    run(retitled(full_site, "Two"), "release", "bridge", "--date", "2026-03-11", "--note", "Second.", "--minor")
    run(full_site, "withdraw", "bridge@2026-03-11", "--reason", "It named a witness.", "--date", "2026-04-02")
    ledger = editions(full_site)["ledger.yml"].decode()
    assert full_site.lines() == []
    old, new = EDITED[name]
    full_site.write({f"{FOLDER}/ledger.yml": ledger.replace(old, new, 1)})
    assert "edition-chain" in {finding.code for finding in full_site.findings()}


def test_a_ledger_from_before_seals_stays_as_it_is_and_its_next_entry_holds_it(full_site) -> None:
    run(full_site, *FIRST)
    unsealed = re.sub(r"  seal: .*\n", "", editions(full_site)["ledger.yml"].decode())
    full_site.write({f"{FOLDER}/ledger.yml": unsealed})
    assert full_site.lines() == []
    run(retitled(full_site, "Two"), "release", "bridge", "--date", "2026-03-11", "--note", "Second.", "--minor")
    after = editions(full_site)["ledger.yml"].decode()
    assert (after.startswith(unsealed), after.count("  seal: ")) == (True, 1)
    assert full_site.lines() == []
    full_site.write({f"{FOLDER}/ledger.yml": after.replace("The first", "A first")})
    assert [finding.code for finding in full_site.findings()] == ["edition-chain"]


def test_the_newest_entry_taken_away_with_its_snapshot_is_for_git_and_the_published_site_to_tell(full_site) -> None:
    """No chain can tell: what is left is what the ledger was a day before. `publish` compares."""
    run(full_site, *FIRST)
    before = editions(full_site)
    run(retitled(full_site, "Two"), "release", "bridge", "--date", "2026-03-11", "--note", "Second.", "--minor")
    full_site.write({f"{FOLDER}/2026-03-11.json": None, f"{FOLDER}/ledger.yml": before["ledger.yml"].decode()})
    assert full_site.lines() == []


def test_a_page_may_have_its_old_name_again(full_site) -> None:
    page = "---\ntitle: A page\n{}---\n\nWords.\n"
    for name, former, day in (("one", "", "10"), ("two", "formerly: [one]\n", "11")):
        full_site.write({f"docs/bridge/{name}.md": page.format(former)})
        said = run(full_site, "release", "bridge", "--date", f"2026-03-{day}", "--note", "It.", "--minor")
        assert said.exit_code == 0, said.output
        full_site.write({f"docs/bridge/{name}.md": None})
    full_site.write({"docs/bridge/one.md": page.format("formerly: [two]\n")})
    assert full_site.lines() == []
    full_site.write({"docs/bridge/one.md": page.format(""), "docs/bridge/three.md": page.format("formerly: [two]\n")})
    assert any("[reused-id] the id 'one' named what is 'two' now" in line for line in full_site.lines())


def test_comments_and_other_line_ends_in_a_ledger_stay(full_site) -> None:
    run(full_site, *FIRST)
    text = editions(full_site)["ledger.yml"].decode()
    full_site.write({f"{FOLDER}/ledger.yml": f"{text}# a remark"})
    said = run(retitled(full_site, "Two"), "release", "bridge", "--date", "2026-03-11", "--note", "Two.", "--minor")
    assert said.exit_code == 0, said.output
    assert editions(full_site)["ledger.yml"].decode().startswith(f"{text}# a remark\n- edition: 2026-03-11\n")
    for name, content in editions(full_site).items():
        (full_site.root / FOLDER / name).write_bytes(content.replace(b"\n", b"\r\n"))
    assert full_site.lines() == []


def test_a_ledger_in_another_form_is_not_touched(full_site) -> None:
    run(full_site, *FIRST)
    digest = snapshot_digest(editions(full_site)["2026-03-10.json"])
    entry = f'edition: 2026-03-10, date: 2026-03-10, significance: major, note: One., digest: "{digest}"'
    full_site.write({f"{FOLDER}/ledger.yml": f"[{{{entry}}}]\n"})
    assert full_site.lines() == []
    for words in (
        ("release", "bridge", "--date", "2026-03-11", "--note", "Two.", "--minor"),
        ("withdraw", "bridge@2026-03-10", "--reason", "Wrong."),
    ):
        before = editions(full_site)
        said = run(retitled(full_site, "Two"), *words)
        assert (said.exit_code, "Nothing was written" in said.output) == (2, True), said.output
        assert editions(full_site) == before


KILLED = """
import os, signal, sys
from pathlib import Path
from briefbook.cli import cli
left = [int(sys.argv[1])]
def before(name, real):
    def step(*given, **named):
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*given, **named)
    return step
for owner, name in ((Path, "replace"), (Path, "unlink"), (os, "fsync")):
    setattr(owner, name, before(name, getattr(owner, name)))
cli(sys.argv[2:])
"""


def killed_at(site, step: int, words: tuple[str, ...]) -> bool:
    """Kill a command before one of its steps on the disk; tell whether it came so far."""
    command = [sys.executable, "-c", KILLED, str(step), *words, "--config", str(site.root / "mkdocs.yml")]
    ended = subprocess.run(command, capture_output=True, check=False, env=dict(os.environ)).returncode
    assert ended in (0, -signal.SIGKILL)
    return ended != 0


@pytest.mark.slow
def test_a_release_that_is_killed_is_finished_by_the_next(full_site) -> None:
    run(full_site, *FIRST)
    before = editions(full_site)
    retitled(full_site, "Two")
    words = ("release", "bridge", "--date", "2026-03-11", "--note", "Second.", "--minor")
    run(full_site, *words)
    whole = editions(full_site)
    seen, step = set(), 0
    while True:
        for path in (full_site.root / FOLDER).iterdir():
            path.unlink()
        full_site.write({f"{FOLDER}/{name}": content.decode() for name, content in before.items()})
        if not killed_at(full_site, step, words):
            break
        codes = {finding.code for finding in full_site.findings()}
        assert codes <= {"stray-snapshot"}
        there = {name for name in editions(full_site) if not name.startswith(".")}
        assert editions(full_site)["2026-03-10.json"] == before["2026-03-10.json"]
        seen.add((len(there), *codes))
        again = run(full_site, *words)
        assert again.exit_code == (0 if editions(full_site) == whole and "Released" in again.output else 1)
        assert {n: c for n, c in editions(full_site).items() if not n.startswith(".")} == whole
        step += 1
    assert seen == {(2,), (3, "stray-snapshot"), (3,)}
    assert step > 5


@pytest.mark.slow
def test_a_withdrawal_that_is_killed_is_finished_by_the_next(full_site) -> None:
    run(full_site, *FIRST)
    before = editions(full_site)
    words = ("withdraw", "bridge@2026-03-10", "--reason", "Wrong.", "--date", "2026-04-02")
    seen, step = set(), 0
    while True:
        full_site.write({f"{FOLDER}/{name}": content.decode() for name, content in before.items()})
        if not killed_at(full_site, step, words):
            break
        codes = {finding.code for finding in full_site.findings()}
        seen |= codes
        assert codes <= {"stray-snapshot"}
        run(full_site, *words)
        assert {name for name in editions(full_site) if not name.startswith(".")} == {"ledger.yml"}
        assert full_site.lines() == []
        step += 1
    assert (seen, step > 3) == ({"stray-snapshot"}, True)


def test_what_was_cut_short_between_its_two_steps_is_finished(full_site) -> None:
    run(full_site, *FIRST)
    whole = editions(full_site)
    full_site.write({f"{FOLDER}/ledger.yml": None})
    assert [finding.code for finding in full_site.findings()] == ["stray-snapshot"]
    assert run(full_site, *FIRST).exit_code == 0
    assert editions(full_site) == whole
    run(full_site, "withdraw", "bridge@2026-03-10", "--reason", "Wrong.")
    full_site.write({f"{FOLDER}/2026-03-10.json": whole["2026-03-10.json"].decode()})
    assert [finding.code for finding in full_site.findings()] == ["stray-snapshot"]
    assert run(full_site, "withdraw", "bridge@2026-03-10", "--reason", "Wrong.").exit_code == 0
    assert set(editions(full_site)) == {"ledger.yml"}


def test_a_stray_of_other_content_is_said_and_kept(full_site) -> None:
    run(full_site, *FIRST)
    snapshot = editions(full_site)["2026-03-10.json"].decode()
    full_site.write({f"{FOLDER}/ledger.yml": None})
    said = run(retitled(full_site, "Two"), *FIRST)
    assert (said.exit_code, "error[stray-snapshot]" in said.output) == (1, True)
    assert editions(full_site) == {"2026-03-10.json": snapshot.encode()}


def test_two_releases_at_once_do_not_both_write(full_site) -> None:
    from briefbook.editions.ledger import no_ledger, plan_release
    from briefbook.editions.store import Conflict, carry_out

    ledger = no_ledger(full_site.root / "data", "bridge", f"{FOLDER}/ledger.yml")
    one = plan_release(bridge(full_site), ledger, "2026-03-10", "One.", "major")
    two = plan_release(bridge(retitled(full_site, "Two")), ledger, "2026-03-10", "Two.", "major")
    carry_out(one.writing)
    before = editions(full_site)
    with pytest.raises(Conflict, match="changed meanwhile"):
        carry_out(two.writing)
    assert editions(full_site) == before


def test_a_second_writer_waits_for_nobody(full_site) -> None:
    import fcntl

    run(full_site, *FIRST)
    handle = os.open(full_site.root / FOLDER, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        said = run(retitled(full_site, "Two"), "release", "bridge", "--date", "2026-03-11", "--note", "x", "--minor")
    finally:
        os.close(handle)
    assert (said.exit_code, "another release of this briefing is at work" in said.output) == (1, True)


@pytest.mark.parametrize("number", sorted(READERS))
def test_a_snapshot_of_every_past_format_can_be_read(number) -> None:
    raw = (HERE / "snapshots" / f"format-{number}.json").read_bytes()
    model = read_snapshot(raw)
    assert model["format"] == max(READERS)
    assert model["briefing"] == "bridge"
    assert {record["kind"] for record in model["records"].values()} == set(model["order"]) - {"pages"}
    assert snapshot_digest(raw) == (HERE / "snapshots" / f"format-{number}.sha256").read_text().strip()


def test_the_newest_format_is_what_is_written_today(full_site) -> None:
    """When this fails, the canonical model has changed: that is a new format, with a reader of the old one."""
    raw = (HERE / "snapshots" / f"format-{max(READERS)}.json").read_bytes()
    page = "---\ntitle: Money\n---\n\nThe [closure][closure] costs *money* [@gazette-closure, p. 2].\n\n- One\n- Two\n"
    full_site.write({"docs/bridge/money.md": page})
    assert snapshot_bytes(canonical(bridge(full_site))) == raw


HOSTILE = {
    "nothing": b"",
    "bytes": b"\xff\xfe",
    "no object": b"[]",
    "no format": b"{}",
    "another format": b'{"format": 99}',
    "a format that is no number": b'{"format": "1"}',
    "true for 1": b'{"format": true}',
    "brackets": b"[" * 100_000,
    "deep": b'{"format":1,"fields":' + b'{"a":' * 300 + b"1" + b"}" * 301,
    "not a number": b'{"format": NaN}',
    "a number without end": b'{"format": ' + b"9" * 10_000 + b"}",
    "too little": b'{"format": 1, "briefing": "bridge"}',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_snapshot_is_said_and_not_followed(name) -> None:
    with pytest.raises(SnapshotError, match=r"^[a-z].*"):
        read_snapshot(HOSTILE[name])


def test_the_ids_of_a_snapshot_are_found_without_reading_the_rest(full_site) -> None:
    run(full_site, *FIRST)
    raw = editions(full_site)["2026-03-10.json"]
    order = read_snapshot(raw)["order"]
    assert (
        names_in(snapshot_part(raw, "order")) == names_in(snapshot_part(raw.replace(b"\n", b"\r\n"), "order")) == order
    )
    assert names_in(snapshot_part(raw, "addresses")) == read_snapshot(raw)["addresses"]
    for hostile in (
        b"",
        b'\n"order":{\n',
        b'\n"order":{\n' * 500_000,
        b'\n"order":{\n"a":1\n}',
        b'\n"order":{\n' + b"[" * 99999 + b"\n}",
    ):
        assert names_in(snapshot_part(hostile, "order")) == {}


@pytest.mark.parametrize(
    "broken",
    [
        ("records", {"closure": {"kind": "timeline"}}),
        ("records", {"closure": {"kind": 1, "fields": {}}}),
        ("pages", {"news": {"path": "x", "fields": {}, "tree": [1]}}),
        ("pages", {"news": {"path": "x", "fields": {}, "tree": [{"type": "a", "onload": "b"}]}}),
        ("pages", {"news": {"path": "x", "fields": {}, "tree": [{"type": "reference"}]}}),
        ("pages", {"news": {"path": "x", "fields": {}, "tree": [{"type": "citation", "attributes": {"cites": [1]}}]}}),
        ("order", {"pages": ["a"]}),
        ("order", {}),
        ("fields", {"title": None}),
        ("fields", {"title": {"source": 1, "tree": []}}),
        ("assets", {"a": 1}),
        ("more", {}),
    ],
)
def test_a_snapshot_of_another_shape_is_said(broken) -> None:
    from briefbook.editions import nothing

    name, value = broken
    with pytest.raises(SnapshotError, match="is not in the shape of format 1"):
        read_snapshot(snapshot_bytes({**nothing("bridge"), name: value}))
