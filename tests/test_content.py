"""The shipped briefing: complete, honest about its gaps, and clean."""

from pathlib import Path

import pytest

from briefbook.check import check
from briefbook.link import link_site
from briefbook.load import load_site, read_settings

ROOT = Path(__file__).parents[1]
TITLES = {
    "Putin says he currently sees no reason to meet Ukraine's Zelenskiy": "Reuters",
    "Putin rejects Zelenskyy's offer to meet and reaffirms Ukraine war aims": "The Guardian",
    "Zelenskyy calls for face-to-face negotiations in letter to Putin": "The Guardian",
    "Putin says in response to Zelenskyy's letter that he sees no point in meeting": "Ukrainska Pravda",
    "The Russia-Ukraine War Report Card, June 3, 2026": "Russia Matters",
    "Ukraine targets St. Petersburg again after Putin rejects Zelenskyy's offer for direct talks": "AP",
    "Russian troops cut off from Starlink after thousands of terminals blocked": "Ukrainska Pravda",
    "Public mobile networks are being weaponized for combat drone operations": "Help Net Security",
}


@pytest.fixture(scope="module")
def briefing():
    settings, _ = read_settings(ROOT / "mkdocs.yml")
    checked, findings = check(load_site(settings))
    assert findings == ()
    return link_site(checked, "").briefing("putin-refusal")


def test_every_reference_is_there_with_its_publisher(briefing) -> None:
    sources = [record.model for record in briefing.records["sources"]]
    held = {(source.title or "").replace("’", "'"): source.publisher for source in sources}
    assert {title: held.get(title) for title in TITLES} == TITLES
    missing = [source for source in sources if not source.located]
    assert [(source.publisher, source.title) for source in missing] == [("RFE/RL", None)]


def test_nothing_is_said_of_a_source_that_is_not_known(briefing) -> None:
    for record in briefing.records["sources"]:
        source = record.model
        if (source.title or "").replace("’", "'") in TITLES:
            assert (source.url, source.author, source.accessed) == (None, (), None)
            assert source.published in (None, "2026-06-03")
            assert source.read == "title-only"


def test_only_what_is_dated_has_a_date(briefing) -> None:
    dated = {record.id: record.model.date for record in briefing.records["timeline"] if record.model.date}
    assert dated == {
        "invasion": "2022-02-24",
        "starlink-block": "2026-02-05",
        "open-letter": "2026-06-04",
        "refusal": "2026-06-05",
    }


def test_dilemmas_say_what_each_option_costs_whom(briefing) -> None:
    dilemmas = {record.id: record.model for record in briefing.records["dilemmas"]}
    assert {"meet-or-refuse", "freeze-or-fight", "give-ground", "victory-talk", "which-table", "settle-or-hold"} <= set(
        dilemmas
    )
    for dilemma in dilemmas.values():
        assert all(option.costs and all(cost.bearer for cost in option.costs) for option in dilemma.options)
    assert dilemmas["settle-or-hold"].holder in ("zelenskyy", "ukraine")


def test_estimates_are_kept_apart_and_attributed(briefing) -> None:
    estimates = {record.id: record.model for record in briefing.records["estimates"]}
    [deaths], [casualties] = (estimates[name].values for name in ("russian-deaths", "russian-casualties"))
    assert (deaths.point, deaths.qualifier) == (500_000, "approaching")
    assert (casualties.low, casualties.high, casualties.range) == (1_000_000, 1_500_000, "across-sources")
    assert deaths.attributed_to
    assert all(estimate.caveat and estimate.counts for estimate in estimates.values())


def test_likelihood_and_confidence_stay_unstated_where_nobody_stated_them(briefing) -> None:
    stated = [r.id for r in briefing.records["judgements"] if r.model.likelihood != "unstated" or r.model.confidence]
    assert stated == ["refusal-foreseen"]


def test_every_actor_from_a_cyrillic_country_has_its_own_name(briefing) -> None:
    for name, native in {"zelenskyy": "Володимир Зеленський", "putin": "Владимир Путин", "ukraine": "Україна"}.items():
        assert native in [one.text for one in briefing.by_id[name].model.native]


def test_everything_is_connected(briefing) -> None:
    alone = [
        r.id
        for r in briefing.by_id.values()
        if not r.mentions and r.kind.name not in ("key_points", "statements", "corrections")
    ]
    assert alone == []
