"""What readers see of editions: the page of changes, and the newest edition on the overview."""

from briefbook.editions.history import history
from tests.test_editions_canonical import bridge
from tests.test_editions_release import FIRST, retitled, run
from tests.test_moved import MATERIAL
from tests.test_render import pages

SECOND = ("release", "bridge", "--date", "2026-04-01", "--note", "A pier is explained & dated.", "--minor")
TERMS = "- id: pier\n  term: Pier\n  definition: The upright that carries a span.\n"


def second(site):
    """A site with two editions."""
    run(site, *FIRST)
    site.write({"data/bridge/terms.yml": TERMS})
    assert run(site, *SECOND).exit_code == 0
    return site


def test_history_goes_from_edition_to_edition_and_to_today(full_site) -> None:
    assert history(bridge(full_site)) == ()
    run(full_site, *FIRST)
    [step] = history(bridge(full_site))
    assert (step.edition.edition, step.before, step.changes) == ("2026-03-10", None, ())
    second(full_site)
    steps = history(bridge(full_site))
    assert [step.edition.edition for step in steps] == ["2026-04-01", "2026-03-10"]
    assert [(c.type, c.id, c.field) for c in steps[0].changes] == [("reworded", "pier", "definition")]
    today = history(bridge(retitled(full_site, "Today")))
    assert (today[0].edition, [c.field for c in today[0].changes]) == (None, ["title"])
    assert today[1:] == steps


def test_a_build_compares_two_editions_once_whoever_asks(full_site, monkeypatch, tmp_path) -> None:
    """Pages, book, print and feeds all tell what changed: one comparison for each step, and one for the feed's."""
    from briefbook.build import Wanted, build
    from briefbook.editions import history as module
    from briefbook.load import read_settings

    second(full_site.write({"mkdocs.yml": MATERIAL}))
    run(retitled(full_site, "Third"), "release", "bridge", "--date", "2026-05-01", "--note", "Third.", "--major")
    retitled(full_site, "Today")
    compared = []
    monkeypatch.setattr(module, "diff", lambda old, new: compared.append((old["fields"], new["fields"])) or ())
    settings, _ = read_settings(full_site.root / "mkdocs.yml")
    assert build(settings, tmp_path / "built", print, wanted=Wanted(zip=False)).pages
    titles = sorted((old["title"], new["title"]) for old, new in compared)
    name = "The bridge at Northford"
    assert titles == [(name, name), (name, "Third"), (name, "Third"), ("Third", "Today")]


def test_the_models_of_few_briefings_are_held_and_the_changes_of_all(full_site, monkeypatch) -> None:
    from dataclasses import replace

    from briefbook.editions import history as module

    second(full_site)
    read, briefings = [], [replace(bridge(full_site), id=f"bridge-{n}") for n in range(6)]
    monkeypatch.setattr(module, "read_snapshot", lambda raw, real=module.read_snapshot: read.append(1) or real(raw))
    histories = module.Histories()
    for _ in range(2):
        for one in briefings:
            assert len(histories.of(one)) == 3  # the third because it has another id today
    assert histories.of(briefings[-1])[1].changes is histories.of(briefings[0])[1].changes
    assert len(read) == 2 * (6 + 6 + 1)  # each asked for after four others is read again


def test_a_withdrawn_edition_is_a_step_without_models_and_the_next_compares_with_the_one_before(full_site) -> None:
    second(full_site)
    run(retitled(full_site, "Third"), "release", "bridge", "--date", "2026-05-01", "--note", "Third.", "--major")
    run(full_site, "withdraw", "bridge@2026-04-01", "--reason", "Wrong.", "--date", "2026-05-02")
    steps = history(bridge(full_site))
    assert [(step.edition.edition, step.now is None) for step in steps] == [
        ("2026-05-01", False),
        ("2026-04-01", True),
        ("2026-03-10", False),
    ]
    assert sorted(c.field for c in steps[0].changes) == ["definition", "title"]
    page = pages(full_site)["bridge/changes"]
    assert "Withdrawn" in page
    assert "Wrong." in page


def test_the_page_of_changes_tells_them_newest_first(full_site) -> None:
    page = pages(second(full_site))["bridge/changes"]
    assert page.index("Edition of 1 April 2026") < page.index("Edition of 10 March 2026")
    assert 'id="edition-2026-04-01"' in page
    assert "A pier is explained &amp; dated." in page
    assert '<a href="terms.html#term-pier">Pier</a>' in page
    assert "The upright that carries a span<del> of the bridge</del>." in page
    assert "Nothing has changed since." not in page
    assert "Not in an edition yet" not in page
    assert "Not in an edition yet" in pages(retitled(full_site, "Today"))["bridge/changes"]


def test_the_overview_names_the_newest_edition_and_what_it_changed(full_site) -> None:
    assert "Changed:" not in pages(full_site)["bridge/index"]
    overview = pages(second(full_site))["bridge/index"]
    assert "A pier is explained &amp; dated." in overview
    assert 'Changed: <a class="to-term" href="terms.html#term-pier">Pier</a>' in overview


def test_without_editions_the_page_says_so(site) -> None:
    assert "Nothing has changed since." in pages(site)["bridge/changes"]


def test_the_second_edition_of_the_shipped_briefing_dates_an_event_and_the_third_corrects() -> None:
    from pathlib import Path

    from briefbook.editions import diff
    from briefbook.load.snapshot import read_snapshot

    folder = Path(__file__).parent.parent / "data/putin-refusal/editions"
    days = ("2026-06-05", "2026-11-23", "2026-11-25")
    first, second, third = (read_snapshot((folder / f"{day}.json").read_bytes()) for day in days)
    said = {(change.type, change.id, change.field) for change in diff(first, second)}
    assert {
        ("re-dated", "starlink-block", "date"),
        ("source-gained", "starlink-block", "sources"),
        ("added", "cnn-starlink", ""),
    } <= said
    assert "2026-02-05" not in (folder / "2026-06-05.json").read_text(encoding="utf-8")
    said = {(change.type, change.id, change.field) for change in diff(second, third)}
    assert {("certainty", "open-letter"), ("certainty", "refusal"), ("type", "starlink-block")} <= {
        (field, name) for _, name, field in said
    }
    assert len([change for change in diff(second, third) if change.kind == "corrections"]) == 5
