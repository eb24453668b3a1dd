"""References as `check` and what is published resolve them: by one rule, and never to nothing in silence."""

import re

import pytest

from briefbook.kinds import BY_NAME
from briefbook.link import Address
from briefbook.render.spoken import spoken
from briefbook.verify import verify
from briefbook.web import Renderer
from tests.test_link import linked
from tests.test_verify import folder

ABUTMENT = "- id: abutment\n  term: Abutment\n  definition: It carries the end of a bridge.\n"
DILEMMA = BY_NAME["dilemmas"].example.rstrip("\n") + "\n  status: draft\n"
TITLED = "the-council-closes-the-bridge"
PAGE = "---\ntitle: Extra\n---\n\nSee [words][{}].\n"


def page(site, path):
    """A page of the site, rendered."""
    there = linked(site)
    found = [(one, None) for one in there.pages] + [(one, b) for b in there.briefings for one in b.pages]
    return next(Renderer(there, site.root / "macros").page(one, b).html for one, b in found if one.path == path)


def codes(site, reference, page="docs/bridge/extra.md"):
    """What is found where a page names something."""
    site.write({page: PAGE.format(reference)})
    return [one.code for one in site.findings() if one.position.path == page and one.level == "error"]


def test_a_page_of_the_site_names_another(site) -> None:
    site.write({"docs/imprint.md": "---\ntitle: Imprint\n---\n\nWho we are.\n"})
    site.write({"docs/index.md": "---\ntitle: Home\nsee: [imprint]\n---\n\nThe [Imprint][imprint].\n"})
    assert '<a class="reference to-page" href="imprint.html">Imprint</a>' in page(site, "index")


def test_a_slash_alone_leads_to_a_page_of_the_site(site) -> None:
    assert codes(site, "/index") == []
    assert 'href="../index.html">words</a>' in page(site, "bridge/extra")


def test_a_shared_record_may_be_named_with_its_folder(site) -> None:
    site.write({"data/shared/terms.yml": ABUTMENT})
    assert codes(site, "shared/abutment") == []
    assert 'href="terms.html#term-abutment">words</a>' in page(site, "bridge/extra")


def test_a_page_of_the_site_names_no_shared_record(site) -> None:
    site.write({"data/shared/terms.yml": ABUTMENT})
    assert codes(site, "shared/abutment", "docs/extra.md") == ["unknown-reference"]
    assert codes(site, "abutment", "docs/extra.md") == ["unknown-reference"]


def test_a_standard_page_of_drafts_alone_is_one(site) -> None:
    site.write({"data/bridge/dilemmas.yml": DILEMMA})
    assert codes(site, "dilemmas") == ["draft-reference"]


def test_shared_records_that_nobody_uses_make_no_page(site) -> None:
    site.write({"data/shared/terms.yml": ABUTMENT})
    assert codes(site, "terms") == ["unknown-reference"]
    site.write({"docs/bridge/more.md": "---\ntitle: More\n---\n\nAn [abutment][abutment].\n"})
    assert codes(site, "terms") == []


def test_only_a_folder_of_the_briefing_itself_makes_a_standard_page(site) -> None:
    site.write({"docs/bridge/x/background/river.md": "---\ntitle: River\n---\n\nWater.\n"})
    assert codes(site, "background") == ["unknown-reference"]
    site.write({"docs/bridge/background/river-bed.md": "---\ntitle: Bed\n---\n\nMud.\n"})
    assert codes(site, "background") == []


def test_a_link_without_an_address_is_found(tmp_path) -> None:
    found = verify(folder(tmp_path, odd_html='<a class="x" href="">words</a>'))
    assert [(one.code, one.position.path) for one in found] == [("broken-link", "odd.html")]


def test_the_own_folder_before_an_id_changes_nothing(full_site) -> None:
    full_site.write({"docs/bridge/extra.md": "---\ntitle: Extra\n---\n\nThe cracks led to [][bridge/closure].\n"})
    briefing = linked(full_site).briefing("bridge")
    title = briefing.by_id["closure"].title
    mention = next(one for one in briefing.by_id["closure"].mentions if one.title == "Extra")
    assert (mention.address, mention.sentence) == (Address("bridge/extra"), f"The cracks led to {title}.")
    assert "closure" in briefing.pages_by_id["extra"].leans_on
    assert spoken(briefing, briefing.pages_by_id["extra"].body) == f"The cracks led to {title}."


def other(site, text):
    """A second briefing whose summary says this."""
    names = ("briefing", "actors", "sources", "timeline")
    files = {f"data/quay/{name}.yml": BY_NAME[name].example for name in names}
    head, rest = files["data/quay/briefing.yml"].split("\nsummary:")
    rest = re.sub(r"\A.*\n(?: .*\n)*", "", rest)
    return site.write(files | {"data/quay/briefing.yml": f'{head}\nsummary: "{text}"\n{rest}'})


def test_another_briefing_is_named_by_titles_and_told(site) -> None:
    other(site, "The quay waits for [][bridge/closure].")
    site.write({"docs/quay/extra.md": "---\ntitle: Extra\n---\n\nIt waits for [][bridge/closure].\n"})
    there = linked(site)
    closure, quay = there.briefing("bridge").by_id["closure"], there.briefing("quay")
    assert spoken(quay, quay.texts[("summary",)]) == f"The quay waits for {closure.title}."
    told = [(one.address, one.sentence) for one in closure.mentions]
    assert (Address("quay/extra"), f"It waits for {closure.title}.") in told
    assert Address("quay/extra") not in [one.address for one in quay.by_id["closure"].mentions]


def test_order_is_checked_with_the_own_folder_too(site) -> None:
    event = "- id: later\n  date: 2026-03-05\n  title: Later\n  text: It came later [@gazette-closure].\n"
    text = (site.root / "data/bridge/timeline.yml").read_text()
    site.write({"data/bridge/timeline.yml": f"{text}{event}  certainty: confirmed\n  before: [bridge/closure]\n"})
    assert "order-contradicts-date" in [one.code for one in site.findings()]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("[][closure] will outlast the year.", "{} will outlast the year."),
        ("[][closure]", "{}"),
        ("What the papers cite [@gazette-closure].", "What the papers cite."),
    ],
)
def test_titles_keep_what_they_name(full_site, text, title) -> None:
    full_site.write({"data/bridge/key_points.yml": f'- id: point\n  text: "{text}"\n'})
    site = linked(full_site)
    briefing = site.briefing("bridge")
    assert briefing.by_id["point"].title == title.format(briefing.by_id["closure"].title)


def test_a_heading_may_take_its_words_from_a_title(site) -> None:
    site.write({"docs/bridge/extra.md": "---\ntitle: Extra\n---\n\n## [][closure]\n\nWords.\n"})
    assert f'<h2 id="{TITLED}"><a' in page(site, "bridge/extra")
    assert "empty-heading" not in [one.code for one in site.findings()]


def test_a_summary_is_a_text(site) -> None:
    site.write(
        {"docs/bridge/analysis/extra.md": '---\ntitle: Extra\nsummary: "On *the* [][closure]."\n---\n\nWords.\n'}
    )
    there = linked(site)
    briefing = there.briefing("bridge")
    title = briefing.by_id["closure"].title
    extra = briefing.pages_by_id["extra"]
    html = Renderer(there, site.root / "macros").page(extra, briefing)
    assert html.description == f"On the {title}."
    assert '<p class="lead">On <em>the</em> <a class="reference to-event"' in html.html
    assert f">On the {title}.</span>" in page(site, "bridge/analysis/index")


def test_news_are_what_has_happened(site) -> None:
    text = (site.root / "data/bridge/timeline.yml").read_text()
    coming = (
        "- id: coming-{0}\n  date: 2027-01-0{0}\n  title: To come {0}\n  text: A plan.\n"
        "  certainty: scheduled\n  sources: [gazette-closure]\n  type: decision\n"
    )
    site.write({"data/bridge/timeline.yml": text + "".join(map(coming.format, range(1, 8)))})
    news = page(site, "bridge/news")
    assert "event-closure" in news
    assert "event-coming" not in news


@pytest.mark.parametrize(("dates", "last"), [("2026-22 2026-12-10", "2026-12-10"), ("2027-24 2028-01-05", "2027-24")])
def test_updated_compares_days_and_not_letters(full_site, dates, last) -> None:
    text = "".join(
        f"- id: fix-{number}\n  date: {date}\n  type: update\n  records: [closure]\n  text: New.\n"
        for number, date in enumerate(dates.split())
    )
    full_site.write({"data/bridge/corrections.yml": text})
    assert linked(full_site).briefing("bridge").updated == last
