"""The index of the search: everything is in it once, under its own address, and in small steady files."""

import json
import re
from dataclasses import replace

import pytest
import yaml

from briefbook.kinds import LISTS
from briefbook.link import Address
from briefbook.search import Document, documents, search_files
from briefbook.search.files import RUN, STEP
from briefbook.search.folding import LONGEST, fold, words
from briefbook.search.postings import KEPT, Postings, weights
from tests.building import run
from tests.test_every_field import whole, words_of
from tests.test_generated import _Text
from tests.test_link import linked
from tests.test_render import pages

HERE = Address("bridge/timeline", "event-closure")


def index(site) -> dict[str, object]:
    """The values that the files of a site's index hand over, by their names."""
    values = {}
    for path, text in search_files(site):
        found = re.fullmatch(r'briefbookSearch\.take\("([^"]+)",(.*)\)\n', text)
        assert found
        assert path == f"search/{found[1]}.js"
        values[found[1]] = json.loads(found[2])
    return values


def postings(values, word: str) -> dict[int, int]:
    """The documents of a word with their weights, read as the page reads them."""
    lines = [line for name in values if name.startswith("words/") for line in values[name]]
    _, *pieces = next(line for line in lines if re.match(rf"{word}[ |]", line)).split(" ")
    number, found = 0, {}
    for piece in pieces:
        number += int(piece[1:], 36)
        found[number] = int(piece[0], 36)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kyiv's Reply, 5 June", "kyiv reply 5 june"),
        ("Зеленський, Йорк", "зеленськии иорк"),
        ("Straße ÉCOLE ﬁn", "strasse ecole fin"),
        ("ΟΔΥΣΣΕΥΣ Οδυσσεύς", "οδυσσευσ οδυσσευσ"),
        ("a I x 7 ٣", "7 ٣"),
        ("under_score <b>&amp;", "under score amp"),
        ("東京都で 会", "東京 京都 都て 会"),
        ("NATO北約", "nato 北約"),
        ("x" * 50, "x" * LONGEST),
        ("", ""),
    ],
)
def test_a_text_is_its_folded_words(text: str, expected: str) -> None:
    assert " ".join(words(text)) == expected


def test_folding_is_done_once() -> None:
    for text in ("İstanbul", "ŉ", "ǅ", "Straße", "ς", "Ǆ", "ﬀ", "Å"):
        assert fold(fold(text)) == fold(text)


def test_every_record_and_every_page_is_found_at_an_address_that_is_there(full_site) -> None:
    site, made = linked(full_site), pages(full_site)
    briefing = site.briefings[0]
    addresses = [one.address for one in documents(site, briefing)]
    assert len(addresses) == len(set(addresses))
    assert {record.address for record in briefing.by_id.values()} <= set(addresses)
    assert {page.address for page in briefing.pages} <= set(addresses)
    for address in addresses:
        assert not address.anchor or f'id="{address.anchor}"' in made[address.page], address


def test_a_section_is_found_under_its_heading_and_the_page_under_its_title(full_site) -> None:
    front = "---\ntitle: What we think\nsummary: In short.\n---\n\n"
    text = "Before.\n\n## One\n\nFirst.\n\n> Said.\n\n## One\n\nLast.\n"
    full_site.write({"docs/bridge/conclusion.md": front + text})
    site = linked(full_site)
    found = [one for one in documents(site, site.briefings[0]) if one.address.page == "bridge/conclusion"]
    assert [(one.address.anchor, one.title, one.text) for one in found] == [
        ("", "What we think", "In short. Before."),
        ("one", "One", "First. Said."),
        ("one-2", "One", "Last."),
    ]
    assert 'id="one-2"' in pages(full_site)["bridge/conclusion"]


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.name)
def test_a_record_is_found_by_every_word_of_it(full_site, kind) -> None:
    path = f"data/bridge/{kind.name}.yml"
    records = [*yaml.load((full_site.root / path).read_text(), _Text), whole(kind)]
    full_site.write({path: yaml.safe_dump(records, allow_unicode=True, sort_keys=False)})
    site = linked(full_site)
    record = site.briefings[0].by_id[whole(kind)["id"]]
    [found] = [one for one in documents(site, site.briefings[0]) if one.address == record.address]
    text = " ".join((found.title, found.names, found.text))
    assert [said for said in words_of(whole(kind)) if said not in text] == []


def test_an_actor_is_found_by_other_names_and_a_reference_by_its_title(full_site) -> None:
    actor = "- id: council\n  name: The council\n  type: institution\n  aliases: [Town hall]\n"
    native = "  native:\n    - text: Рада\n      language: uk\n  description: >-\n    Closed it: [][closure].\n"
    full_site.write({"data/bridge/actors.yml": actor + native})
    site = linked(full_site)
    [found] = [one for one in documents(site, site.briefings[0]) if one.address.anchor == "actor-council"]
    assert found.names == "Рада · Town hall"
    assert found.text == "Closed it: The council closes the bridge."


def test_a_draft_is_not_found(full_site) -> None:
    terms = "- id: pier\n  term: Pier\n  definition: >-\n    Upright.\n  status: draft\n"
    full_site.write({"data/bridge/terms.yml": terms + terms.replace("pier", "arch").replace("draft", "current")})
    site = linked(full_site)
    anchors = {one.address.anchor for one in documents(site, site.briefings[0])}
    assert "term-arch" in anchors
    assert "term-pier" not in anchors


def test_a_title_weighs_more_than_a_text_and_a_short_title_more_than_a_long_one() -> None:
    short = weights(Document(HERE, "Refusal", "event", text="a meeting"))
    long = weights(Document(HERE, "The refusal of the letter at the forum", "event"))
    text = weights(Document(HERE, "A meeting", "event", names="Summit", text="refusal"))
    assert short["refusal"] > long["refusal"] > text["refusal"] > 0
    assert text["summit"] > text["refusal"]
    assert max(weights(Document(HERE, "x2", "event", names="x2", text="x2 " * 500)).values()) <= 35


def test_a_word_in_more_places_than_anybody_reads_keeps_its_best() -> None:
    found = Postings()
    for number in range(KEPT + 100):
        found.add(number, Document(HERE, "Bridge" if number % 2 else "Other", "event", text="bridge"))
    best, count = found.best("bridge")
    assert (len(best), count) == (KEPT, KEPT + 100)
    assert [number for number, _ in best] == sorted(number for number, _ in best)
    assert {number for number, weight in best if weight > 10} >= set(range(1, KEPT + 100, 2))


def test_the_files_name_each_other_and_are_the_same_every_time(full_site) -> None:
    values = index(linked(full_site))
    about = values["index"]
    assert about["briefings"] == [["", 0], ["bridge", STEP]]
    assert len([name for name in values if name.startswith("words/")]) == len(about["words"])
    shown = {
        int(name.split("/")[1]) * RUN + at: document
        for name in values
        if name.startswith("documents/")
        for at, document in enumerate(values[name][1])
    }
    assert about["documents"] == len(shown)
    found = postings(values, "pier")
    assert {shown[number][0] for number in found} >= {"bridge/terms.html#term-pier"}
    assert max(found, key=lambda number: found[number]) in shown
    assert dict(search_files(linked(full_site))) == dict(search_files(linked(full_site)))


def test_words_stand_in_order_in_files_of_about_one_size(full_site, monkeypatch) -> None:
    monkeypatch.setattr("briefbook.search.files.SIZE", 400)
    values = index(linked(full_site))
    runs = [values[f"words/{at}"] for at in range(len(values["index"]["words"]))]
    listed = [re.split("[ |]", line)[0] for run in runs for line in run]
    assert listed == sorted(set(listed))
    assert [re.split("[ |]", run[0])[0] for run in runs] == values["index"]["words"]
    assert len(runs) > 3
    assert max(len("".join(run)) for run in runs if len(run) > 1) <= 400


def test_a_new_record_renumbers_nothing_in_another_briefing(full_site) -> None:
    briefing = (full_site.root / "data/bridge/briefing.yml").read_text()
    full_site.write({"data/canal/briefing.yml": briefing})
    before = dict(search_files(linked(full_site)))
    term = "- id: aaa\n  term: Aaa\n  definition: >-\n    Upright.\n"
    full_site.write({"data/bridge/terms.yml": (full_site.root / "data/bridge/terms.yml").read_text() + term})
    after = dict(search_files(linked(full_site)))
    canal = f"search/documents/{2 * STEP // RUN}.js"
    assert "canal/index.html" in before[canal]
    assert before[canal] == after[canal]
    assert before["search/index.js"] != after["search/index.js"]


def test_a_site_that_lists_the_themes_search_keeps_it_and_gets_none_of_ours(full_site, tmp_path) -> None:
    config = (full_site.root / "mkdocs.yml").read_text().replace("plugins:", "theme:\n  name: material\nplugins:")
    for plugins, theirs in ((config, True), (config.replace("  - search\n", ""), False)):
        full_site.write({"mkdocs.yml": plugins})
        target = tmp_path / str(theirs)
        done = run("mkdocs", "build", "--strict", "--site-dir", str(target), cwd=full_site.root)
        assert done.returncode == 0, done.stderr
        page = (target / "bridge/terms.html").read_text(encoding="utf-8")
        assert (target / "search/search_index.json").exists() == ("md-search__input" in page) == theirs
        assert (target / "search/index.js").exists() == ("<dialog" in page) == ("search-index.js" in page) != theirs


def test_no_text_ends_its_script(full_site) -> None:
    odd = 'A \\"quote\\", a \\\\ and </script>\\u2028\\u2029'
    site = linked(full_site)
    page = replace(site.briefings[0].pages[0], title=json.loads(f'"{odd}"'), position=site.briefings[0].position)
    section = replace(site.briefings[0].sections[0], pages=(page,))
    odd_site = replace(site, briefings=(replace(site.briefings[0], sections=(section,)),))
    files = dict(search_files(odd_site))
    assert all("\u2028" not in text and "\u2029" not in text and text.count("\n") == 1 for text in files.values())
    index(odd_site)


@pytest.mark.parametrize("asked", ["200,000", "200000", "350,000"])
def test_a_figure_finds_the_estimate_before_a_sentence_that_cites_it(full_site, asked) -> None:
    text = (full_site.root / "data/bridge/statements.yml").read_text()
    title = "The repair may cost 200,000 or even 350,000 pounds."
    full_site.write({"data/bridge/statements.yml": re.sub(r"(?m)^  text: .*$", f"  text: {title}", text, count=1)})
    site = linked(full_site)
    found = {one.title: weights(one) for one in documents(site, site.briefings[0])}
    score = {
        name: sum(weight[word] for word in words(asked))
        for name, weight in found.items()
        if set(words(asked)) <= set(weight)
    }
    assert max(score, key=score.__getitem__) == "Cost of the repair", score
