"""Boards: what is compared stands in one order, every cell says whose it is, and nothing needs its colour."""

import re

import pytest

from tests.test_render import pages
from tests.test_timeline import Elements

POSITIONS = """\
- id: who-pays
  issue: Who pays
  stances:
    - {actor: council, wants: The region pays., basis: stated}
    - {actor: region, wants: A loan., precondition: A survey first., rules_out: A gift., basis: inferred}
  sources: [gazette-closure]
- id: who-decides
  issue: Who decides
  stances:
    - {actor: region, rules_out: A vote., basis: reported}
    - {actor: council, basis: unstated, note: Nobody has said.}
    - {actor: firm, wants: To be asked., basis: stated}
  sources: [gazette-closure]
"""
ACTORS = """\
- {id: region, name: The region, type: state}
- {id: firm, name: The firm, type: organisation}
"""
DILEMMAS = """\
- id: second
  holder: council
  question: Wait, hurry or ask?
  why: Nobody knows.
  options:
    - {id: wait, label: Wait, gains: [{text: Calm.}, {text: Savings.}], costs: [{text: Time.}, {text: Trade.}]}
    - {id: hurry, label: Hurry, costs: [{text: Risk.}]}
    - {id: ask, label: Ask, costs: [{text: A fee.}]}
  state: {chosen: hurry, firm: true}
  support: {why: own-analysis, note: Ours.}
"""
SCENARIO = """\
- id: late
  title: It is late
  path: The survey is late.
  indicators:
    - {text: A firm is named., points: away, status: not-seen}
    - {text: No firm bids., points: towards, status: seen}
    - {text: A fee is set., points: towards, status: partly-seen}
  support: {why: own-analysis, note: Ours.}
"""
ESTIMATES = """\
- id: repair-cost
  measure: Trade lost
  unit: pounds a week
  counts: Takings of the high street
  values:
    - {point: 9000, qualifier: approaching, attributed_to: council}
    - {low: 7000, high: 12000, range: across-sources, attributed_to: Two surveys}
  sources: [gazette-closure]
"""


@pytest.fixture
def made(full_site) -> dict[str, str]:
    """The pages of a briefing that has something to compare."""
    full_site.write({"data/bridge/positions.yml": POSITIONS, "data/bridge/estimates.yml": ESTIMATES})
    for name, more in (("actors", ACTORS), ("dilemmas", DILEMMAS), ("scenarios", SCENARIO)):
        path = full_site.root / f"data/bridge/{name}.yml"
        path.write_text(path.read_text() + more)
    return pages(full_site)


def rows(html: str, table: str) -> list[list[str]]:
    """The cells of a table as a person reads them."""
    inside = html[html.index(f'class="{table}') :]
    body = inside[inside.index("<tbody>") : inside.index("</tbody>")]
    found = []
    for row in body.split("</tr>")[:-1]:
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        found.append([" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells])
    return found


def test_positions_say_what_is_demanded_and_refused_and_how_it_is_known(made) -> None:
    html = made["bridge/positions"]
    council = "Northford town council"
    assert rows(html, "position-table") == [
        ["Who pays", f"{council} The region pays. stated",
         "The region A loan. Demands first A survey first. Rules out A gift. inferred", ""],
        ["Who decides", f"{council} nothing stated", "The region Rules out A vote. reported",
         "The firm To be asked. stated"],
    ]  # fmt: skip
    heads = Elements(html[html.index("position-table") :]).of("th", scope="col")
    assert len(heads) == 4


def test_each_issue_names_the_sides_in_the_order_of_the_table(made) -> None:
    html = made["bridge/positions"]
    issue = html[html.index('id="position-who-decides"') :]
    places = [issue.index(f">{name}</a> <span") for name in ("Northford town council", "The region", "The firm")]
    assert places == sorted(places)


def test_dilemmas_stand_in_one_table_with_what_was_taken(made) -> None:
    html = made["bridge/dilemmas"]
    first, second = rows(html, "dilemma-table")
    assert first == [
        "Northford town council Open one lane, or wait for the survey?",
        "Open one lane Gains: Trade comes back. Costs: An accident would be the council's fault.".replace("'", "&#39;"),
        "Wait for the survey Costs: Another month without customers.",
        "",
    ]
    assert second == [
        "Northford town council Wait, hurry or ask?",
        "Wait Gains: Calm. and 1 more Costs: Time. and 1 more",
        "Hurry Taken Costs: Risk.",
        "Ask Costs: A fee.",
    ]
    assert html.index("dilemma-table") < html.index('id="dilemma-second"')
    assert html.count('class="taken"') == 1
    assert '<th scope="colgroup" colspan="3">' in html


def test_a_table_of_dilemmas_may_be_shorter_and_stand_elsewhere(full_site) -> None:
    full_site.write({"docs/bridge/extra.md": "---\ntitle: E\n---\n\n{{ dilemma_table(limit=1) }}\n"})
    html = pages(full_site)["bridge/extra"]
    assert len(rows(html, "dilemma-table")) == 1
    assert 'href="dilemmas.html#dilemma-open-or-wait"' in html


def test_signs_stand_on_their_side_with_a_mark_and_a_word(made) -> None:
    html = made["bridge/outlook"]
    late = html[html.index('id="scenario-late"') :]
    text = " ".join(re.sub(r"<[^>]+>", " ", late).split())
    assert "Signs towards it 1 of 2 seen seen No firm bids. partly seen A fee is set. Signs away" in text
    assert "Signs away from it 0 of 1 seen not seen A firm is named." in text
    marks = Elements(late).of("svg", **{"class": "sign"})
    assert [mark.get("aria-hidden") for mark in marks] == ["true"] * 3


def test_what_a_sign_says_of_its_scenario_is_said_in_words(made) -> None:
    watch = made["bridge/index"].partition('<ul class="watch">')[2].partition("</ul>")[0]
    text = " ".join(re.sub(r"<[^>]+>", " ", watch).split())
    assert "A fee is set. a sign of: " in text
    assert "A firm is named. a sign against: " in text


def test_what_is_not_known_of_a_source_is_said_in_words(full_site) -> None:
    path = full_site.root / "data/bridge/sources.yml"
    bare = "- {id: talk, publisher: Council, title: A talk, type: other, read: full, gaps: [author, published, url]}\n"
    full_site.write({"data/bridge/sources.yml": f"{path.read_text()}{bare}"})
    html = pages(full_site)["bridge/sources"]
    assert "<dd>who wrote it, when it was published, where it can be read</dd>" in html


def test_a_briefing_without_sources_counts_none(site) -> None:
    site.write({"data/bridge/sources.yml": "[]\n", "data/bridge/timeline.yml": "[]\n"})
    html = pages(site)["bridge/about"]
    assert "No source is named yet." in html
    assert "0 sources" not in html
    assert "<ul></ul>" not in html


def test_figures_are_drawn_and_listed(made) -> None:
    html = made["bridge/estimates"]
    drawn = Elements(html).of("svg", **{"class": "estimate-picture"})
    assert [svg["role"] for svg in drawn] == ["img", "img"]
    assert drawn[0]["aria-label"] == (
        "Trade lost, in pounds a week: approaching 9,000, according to: Northford town council; "
        "7,000 to 12,000, according to: Two surveys."
    )
    assert '<span class="figure">approaching 9,000</span>' in html
    assert '<span class="figure">7,000 to 12,000</span>' in html
    assert "does not begin at nought" not in html


def test_an_axis_without_nought_says_so(full_site) -> None:
    path = full_site.root / "data/bridge/estimates.yml"
    full_site.write({"data/bridge/estimates.yml": path.read_text().replace("200000", "340000")})
    assert "The axis does not begin at nought." in pages(full_site)["bridge/estimates"]
