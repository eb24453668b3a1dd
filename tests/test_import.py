"""Sources from CSL-JSON, BibTeX and RIS: what they say is taken over, what they do not say is named, nothing else."""

import json
import time

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefbook.cli import cli
from briefbook.edit.add import record_text
from briefbook.edit.imports import READERS, ImportFailed, signs, sources_from
from briefbook.edit.imports.bibtex import read_bibtex
from briefbook.kinds import BY_NAME

CSL = json.dumps([
    {
        "id": "http://zotero.org/users/1/items/X", "citation-key": "reporter2026bridge", "type": "article-newspaper",
        "title": "The bridge: <i>closed</i>", "container-title": "Northford Gazette",
        "author": [{"family": "Reporter", "given": "Ada", "non-dropping-particle": "de"}, {"literal": "The desk"}],
        "issued": {"date-parts": [["2026", 3, 2]]}, "accessed": {"date-parts": [[2026, 3, 9]]},
        "URL": "https://gazette.example/bridge", "language": "en-GB",
    },
    {"id": 7, "type": "report", "title": "Undated", "publisher": "Council", "DOI": "10.1234/abc"},
])  # fmt: skip
BIB = r"""
An address such as a@b.example is no entry. @comment{@article{no, title={No}}}
@string{gaz = "Northford Gazette"}
@Article{reporter2026bridge,
  title   = {The {B}ridge: {\'E}tude of {G}\"odel -- and M{\"u}ller~\& Sons},
  journal = gaz # { Online},
  author  = "de Reporter, Ada and {The desk and others} and Bo {\O}stby and King, Jr., Cy",
  year    = 2026, month = mar, day = 2,
  url     = {https://gazette.example/a\_b},
}
@online(plain, title = "Quotes {"}inside{"}", organization={Council},
  date={2026-03-10/2026-03-11}, urldate={2026-03-18})
"""
RIS = """\
TY  - NEWS
ID  - reporter-bridge
TI  - The bridge,
      closed
AU  - de Reporter, Ada
AU  - The desk
T2  - Northford Gazette
DA  - 2026/03/02/
UR  - https://gazette.example/bridge
Y2  - 2026/03/09/
LA  - en
ER  -\x20

TY  - RPRT
T1  - Undated
PB  - Council
ER  -
"""


def _first(text: str, ending: str) -> dict:
    return sources_from(text, ending, set())[0]


def test_csl() -> None:
    first, second = sources_from(CSL, ".json", set())
    assert first == {
        "id": "reporter-2026-bridge", "publisher": "Northford Gazette", "title": "The bridge: closed", "type": "news",
        "author": ["Ada de Reporter", "The desk"], "published": "2026-03-02", "url": "https://gazette.example/bridge",
        "accessed": "2026-03-09", "language": "en-GB", "read": "not-read",
    }  # fmt: skip
    assert second == {
        "id": "undated", "publisher": "Council", "title": "Undated", "type": "report", "url": "https://doi.org/10.1234/abc",
        "read": "not-read", "gaps": ["author", "published"],
    }  # fmt: skip


def test_bibtex() -> None:
    first, second = sources_from(BIB, ".bib", set())
    assert first["title"] == "The Bridge: Étude of Gödel – and Müller & Sons"
    assert first["publisher"] == "Northford Gazette Online"
    assert first["author"] == ["Ada de Reporter", "The desk and others", "Bo Østby", "Cy King Jr."]
    assert (first["published"], first["url"]) == ("2026-03-02", "https://gazette.example/a_b")
    assert (second["title"], second["accessed"]) == ('Quotes "inside"', "2026-03-18")
    assert second["published"] == "2026-03-10/2026-03-11"
    assert second["gaps"] == ["author", "url"]


def test_ris() -> None:
    first, second = sources_from(RIS, ".ris", set())
    assert first["title"] == "The bridge, closed"
    assert first["author"] == ["Ada de Reporter", "The desk"]
    assert (first["published"], first["accessed"], first["type"]) == ("2026-03-02", "2026-03-09", "news")
    assert second["gaps"] == ["author", "published", "url"]


@pytest.mark.parametrize(("text", "ending"), [(CSL, ".json"), (BIB, ".bib"), (RIS, ".ris")])
def test_what_is_taken_over_passes_the_check(site, monkeypatch, text, ending) -> None:
    monkeypatch.chdir(site.root)
    site.write({f"refs{ending}": text})
    done = CliRunner().invoke(cli, ["import-sources", "bridge", f"refs{ending}"])
    assert done.exit_code == 0, done.output
    assert done.output.count("added source") == 2
    assert site.lines() == []
    again = CliRunner().invoke(cli, ["import-sources", "bridge", f"refs{ending}", "--dry-run"])
    assert "passed over: https://gazette.example/" in again.output
    assert (again.output.count("passed over:"), "- id: " in again.output) == (2, False)


def test_ids_that_are_taken_get_a_number() -> None:
    found = sources_from(json.dumps([{"id": "a", "title": "T"}] * 3), ".json", {"a", "a-2"})
    assert [source["id"] for source in found] == ["a-3", "a-4", "a-5"]


def test_an_entry_that_says_nothing_is_honest_about_it() -> None:
    source = _first("[{}]", ".json")
    assert source == {
        "id": "source", "publisher": "Not named", "type": "other", "read": "not-read", "located": False,
        "gaps": ["author", "published", "url", "title"],
        "note": "The publisher is not named in the file this was taken from.",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "ending", "said"),
    [
        ("{", ".json", "not JSON"), ("[1]", ".json", "a list of items"), ("[]", ".json", "no reference"),
        ("[" * 100_000, ".json", "not JSON"), ("@article{a, title = {x", ".bib", "does not close"),
        ("@article{a, title =", ".bib", "in line 1"), ("nothing", ".bib", "no reference"),
        ("@a{" * 9999, ".bib", "line 1"),
        ("AU  - x\n", ".ris", "begins with 'TY"), ("x", ".txt", ".bib"),
        (json.dumps([{}] * 5001), ".json", "more than 5,000"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_refused_in_words(text, ending, said) -> None:
    with pytest.raises(ImportFailed, match=said.replace("(", r"\(")):
        sources_from(text, ending, set())


HOSTILE = [
    "{{ config }}", "<script>alert(1)</script>", "[x](javascript:alert(1))", "![i](https://a.example/i.png)", "[@a]",
    "\u202eevil", "a\x00b\x1b[31m", "- id: x\n  title: y", "x: y #z", "'\"", "---", "!!python/object:os.system", "*a",
    "&a",
    "{% include 'x' %}", "-8<- 'x'", "[a][b]", "${x}", "\ud800", "x" * 5000, "<" * 50, "\\input{/etc/passwd}", "${7*7}",
]  # fmt: skip


@pytest.mark.parametrize("nasty", HOSTILE)
def test_hostile_words_stay_words(site, nasty) -> None:
    item = {
        "id": nasty,
        "title": nasty,
        "publisher": nasty,
        "author": [{"literal": nasty}],
        "URL": f"https://{nasty}",
        "note": nasty,
        "issued": {"raw": nasty},
    }
    kind = BY_NAME["sources"]
    taken = {"gazette-closure", "council", "closure"}
    texts = [
        json.dumps([item]),
        "".join(f"{tag}  - {nasty}\n" for tag in ("TY", "TI", "N1", "DA", "AU", "PB")) + f"UR  - javascript:{nasty}\n",
    ]
    records = [
        record_text(kind, s) for t, e in zip(texts, (".json", ".ris"), strict=True) for s in sources_from(t, e, taken)
    ]
    path = site.root / "data/bridge/sources.yml"
    site.write({"data/bridge/sources.yml": path.read_text() + "".join(records)})
    assert [line for line in site.lines() if "error[" in line] == []


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("@a{b,c={" + "{" * 200_000 + "}" * 200_000 + "}}", ".bib"),
        ("@a{b, author={" + "x and" + " " * 200_000 + "y}}", ".bib"),
        ("@a{b, title={" + "\\'{" * 100_000 + "}" * 100_000 + "}}", ".bib"),
        ("TY  - NEWS\nTI  - x\n" + "y\n" * 300_000 + "ER  -\n", ".ris"),
        (json.dumps([{"title": "<i" * 200_000}]), ".json"),
    ],
)
def test_no_file_takes_long(text, ending) -> None:
    start = time.process_time()
    sources_from(text, ending, set())
    assert time.process_time() - start < 3


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200), st.sampled_from(sorted(READERS)))
def test_any_text_is_read_or_refused(text, ending) -> None:
    for whole in (
        text,
        f"@a{{b, title={{{text}}}}}",
        f"TY  - {text}\nTI  - {text}\n",
        json.dumps([{"title": text, "issued": text}]),
    ):
        try:
            found = sources_from(whole, ending, set())
        except ImportFailed:
            continue
        assert all(record_text(BY_NAME["sources"], source) for source in found)


def test_macros_are_not_expanded_twice() -> None:
    [entry] = read_bibtex('@string{a = "b"} @string{b = a # a} @misc{x, title = b}')
    assert entry.title == "bb"


def test_a_file_of_another_encoding_is_refused_in_words(site, monkeypatch) -> None:
    monkeypatch.chdir(site.root)
    (site.root / "x.bib").write_bytes(b"@book{a, title={Caf\xe9}}")
    done = CliRunner().invoke(cli, ["import-sources", "bridge", "x.bib"])
    assert done.exit_code == 1
    assert done.output.startswith("Error: x.bib: byte 19 (0xE9) is not UTF-8"), done.output


@pytest.mark.parametrize(("year", "said"), [("002024", "2024"), ("000001" + "9" * 5000, None), ("2024567", None)])
def test_a_year_is_a_number_that_a_person_could_mean(year, said) -> None:
    text = json.dumps([{"type": "book", "title": "T", "issued": {"date-parts": [[year]]}}])
    assert sources_from(text, ".json", set())[0].get("published") == said


def test_a_date_in_words_is_read_and_one_that_is_none_is_quoted() -> None:
    items = [
        {"title": "A", "issued": {"raw": said}} for said in ("March 2026", "2026-03-02", "Winter 2026", "06/04/2026")
    ]
    found = sources_from(json.dumps(items), ".json", set())
    assert [source.get("published") for source in found] == ["2026-03", "2026-03-02", None, None]
    assert "gives its date as “Winter 2026”, which is no day, month or year." in found[2]["note"]
    bib = _first("@article{a, title={T}, publisher={P}, year={2025/2026}}", ".bib")
    assert (bib.get("published"), "published" in bib["gaps"], "“2025/2026”" in bib["note"]) == (None, True, True)


def test_an_address_in_tex_and_a_note_are_kept() -> None:
    text = r"@misc{a, title={T}, howpublished={\url{https://a.example/b\_c}}, note={Read *twice* [@x], p. 3}}"
    source = _first(text, ".bib")
    assert source["url"] == "https://a.example/b_c"
    assert source["note"].endswith(r"Read \*twice\* \[\@x\], p. 3")
    ris = _first("TY  - RPRT\nTI  - T\nPB  - P\nN1  - Kept on paper.\nN1  - Box 4.\nER  -\n", ".ris")
    assert ris["note"] == "Kept on paper. Box 4."
    assert len(_first(json.dumps([{"title": "T", "publisher": "P", "note": "[" * 900}]), ".json")["note"]) <= 400


def test_signs_tell_sources_apart() -> None:
    one = {
        "title": "The bridge",
        "author": ["A"],
        "published": "2026",
        "publisher": "P",
        "url": "https://www.A.example/x/",
    }
    assert set(signs(one)) & set(signs({"url": "http://a.example/x"}))
    assert set(signs(one)) & set(signs({**one, "url": "https://b.example"}))
    assert not set(signs(one)) & set(signs({**one, "url": "", "published": "2025"}))
    assert signs({"publisher": "P"}) == []
