"""Print: the shipped briefing's PDF holds what the site holds, in order, tagged; and nothing in a text can lose it."""

import base64
import json
import re
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from briefbook.build import Wanted, build
from briefbook.check import check
from briefbook.findings.formats import as_text
from briefbook.kinds import BY_NAME, KINDS
from briefbook.link import Briefing, Site, link_site
from briefbook.load import Settings, load_site, read_settings
from briefbook.pdf.document import Document, Imprint, Setter
from briefbook.pdf.engine import Job, PrintError, Sheets, set_document
from briefbook.pdf.glyphs import Printable, spoken
from briefbook.pdf.printer import job_of
from briefbook.pdf.templates import Templates
from briefbook.prose import Node, walk
from briefbook.web import Renderer
from tests.pdf_reading import Tag, languages, read

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Copy:
    """A briefing and its PDF."""

    settings: Settings
    site: Site
    document: Document
    sheets: Sheets
    pdf: pikepdf.Pdf
    tree: Tag

    @property
    def briefing(self) -> Briefing:
        """The only one."""
        return self.site.briefings[0]


def printed(root: Path) -> Copy:
    """Print the first briefing of a site."""
    settings, _ = read_settings(root / "mkdocs.yml")
    assert settings is not None
    site = link_site(check(load_site(settings))[0], settings.site_name)
    templates = Templates.of(settings.macros)
    document = Setter(site, settings, templates).document(site.briefings[0], Imprint("", "f00d" * 16, b'{"format":1}'))
    sheets = set_document(job_of(templates, document, "briefing"), tuple(map(str, templates.fonts)))
    pdf = pikepdf.open(BytesIO(sheets.content))
    return Copy(settings, site, document, sheets, pdf, read(pdf))


@pytest.fixture(scope="module")
def shipped() -> Copy:
    """The shipped briefing, printed once."""
    return printed(ROOT)


def squeezed(text: str) -> str:
    """A text without what a line's end may add or take: spaces, hyphens, signs that are not seen."""
    return re.sub(r"[\s\u00ad\u200b\u2060-]+", "", unicodedata.normalize("NFC", text))


def as_painted(text: str) -> str:
    """A text as it is painted: from its end if it runs from right to left. The dot of an Arabic beh is a sign apart."""
    text = text.replace("ب", "بب")
    return text[::-1] if unicodedata.bidirectional(text[0]) in ("R", "AL") else text


def tags(copy: Copy, *names: str) -> list[Tag]:
    """The tags of these names, in reading order."""
    return [tag for tag in copy.tree.walk() if tag.name in names]


def headings(copy: Copy) -> list[tuple[int, str]]:
    """Every heading with its level."""
    return [(int(tag.name[1]), tag.text) for tag in copy.tree.walk() if re.fullmatch(r"H\d", tag.name)]


# What is in it


def test_it_is_archival_and_accessible_without_a_fault(shipped) -> None:
    assert shipped.sheets.fault == ""
    assert shipped.document.missing == frozenset()
    with shipped.pdf.open_metadata() as about:
        assert (about["pdfaid:part"], about["pdfaid:conformance"], about["pdfuaid:part"]) == ("3", "A", "1")
        assert about["dc:title"] == "The meeting Putin would not take"
        assert about["dc:language"] == ["en"] or str(shipped.pdf.Root.Lang) == "en"
    assert shipped.pdf.Root.MarkInfo.Marked
    assert shipped.pdf.Root.ViewerPreferences.DisplayDocTitle


def test_every_heading_of_the_site_is_a_heading_and_a_bookmark(shipped) -> None:
    renderer = Renderer(shipped.site, shipped.settings.macros)
    pages = [renderer.page(page, shipped.briefing) for page in shipped.briefing.pages]
    there = {squeezed(title) for _, title in headings(shipped)}
    with shipped.pdf.open_outline() as outline:
        marks = {squeezed(item.title) for item in _flat(outline.root)}
    titles = [heading.title for page in pages for heading in page.headings]
    titles += [page.title for page in pages if page.path != "putin-refusal/index"]
    assert len(titles) > 150
    begun = [title for title in titles if squeezed(title) not in there | marks]  # cut short, or said in more words
    assert len(begun) < 10 + len([title for title in titles if title.endswith("…")])
    assert [title for title in begun if not any(one.startswith(squeezed(title.rstrip("…"))) for one in there)] == []


def _flat(items: Any) -> list[Any]:
    return [found for item in items for found in (item, *_flat(item.children))]


def test_every_record_and_source_is_there_with_its_words(shipped) -> None:
    text = squeezed(shipped.tree.text)
    lost = []
    for record in shipped.briefing.by_id.values():
        for path, root in record.texts.items():
            lost += [(record.id, path, words) for words in _runs(root) if squeezed(words) not in text]
    assert lost == []
    for record in shipped.briefing.records["sources"]:
        assert squeezed(record.model.publisher) in text
        assert squeezed(record.model.title or "Title not known") in text
        assert not record.model.url or squeezed(record.model.url) in text


def test_the_prose_of_every_page_is_there_in_order(shipped) -> None:
    text = squeezed(shipped.tree.text)
    at = 0
    for page in (page for page in shipped.briefing.pages if not page.made):
        at = text.index(squeezed(page.title), at)
        here = at
        for words in _runs(page.body):
            here = text.find(squeezed(words), here)
            assert here >= 0, (page.id, words)


def _runs(root: Node) -> list[str]:
    """The words of a text as they follow one another, without its notes, which are set where they are called for."""
    blocks = [block for block in root.children if block.type != "footnotes"]
    nodes = [node for block in blocks for node in walk(block)]
    return [node.text for node in nodes if node.type in ("text", "code", "fence") and node.text.strip()]


def test_no_link_is_lost_and_each_says_where_it_leads(shipped) -> None:
    links = [a for page in shipped.pdf.pages for a in page.get("/Annots", []) if a.Subtype == "/Link"]
    assert len(links) > 500
    assert [link for link in links if not str(link.get("/Contents", ""))] == []
    outside = {str(link.A.URI) for link in links if "/A" in link}
    assert {record.model.url for record in shipped.briefing.records["sources"] if record.model.url} <= outside


def test_citations_are_notes_and_the_model_is_attached(shipped) -> None:
    assert len(tags(shipped, "Note", "FENote")) >= 20
    assert {name: file.get_file().read_bytes() for name, file in shipped.pdf.attachments.items()} == {
        "briefing.json": b'{"format":1}'
    }


# How it is built


def test_headings_go_down_one_level_at_a_time(shipped) -> None:
    levels = [level for level, _ in headings(shipped)]
    assert levels[0] == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []


def test_every_picture_has_words_and_every_table_has_heads(shipped) -> None:
    figures = tags(shipped, "Figure")
    assert figures
    assert [figure for figure in figures if not str(figure.element.get("/Alt", ""))] == []
    tables = tags(shipped, "Table")
    assert tables
    for table in tables:
        heads = [tag for tag in table.walk() if tag.name == "TH"]
        assert heads
        assert {_scope(head.element) for head in heads} == {"/Column"}


def _scope(element: Any) -> str:
    attributes = element.A if isinstance(element.A, pikepdf.Array) else [element.A]
    return next(str(one.Scope) for one in attributes if "/Scope" in one)


def test_native_names_are_in_their_language(shipped) -> None:
    assert {"uk", "ru"} <= languages(shipped.pdf)


def test_it_is_light(shipped) -> None:
    assert len(shipped.sheets.content) < 11_000 * len(shipped.pdf.pages)


def test_no_sheet_is_empty(shipped) -> None:
    for number, page in enumerate(shipped.pdf.pages, 1):
        shown = [operator for _, operator in pikepdf.parse_content_stream(page) if str(operator) in ("Tj", "TJ")]
        assert len(shown) > 8, f"sheet {number}"


# What may stand in a text

HOSTILE = (
    '#import "x.typ": y',
    "$ x^2 $ and #panic() and #let a = 1",
    "\\\\ back \\\\n slash",
    "`{{ brackets }} ] ] and { } and #[`",
    "= no heading",
    "// no comment /* none */",
    "`<label> @reference ~ ' \" ---`",
    "quotes ' and \" and ... dots",
    "שלום עולם",
    "مرحبا بالعالم",
    "Привіт, Καλημέρα, ἄνθρωπος",
    "W" * 400,
    "e\u0301\u0323\u0308 combining",
)


def test_hostile_text_prints_as_text(full_site) -> None:
    lines = [
        f"- id: hostile-{n}\n  text: {json.dumps(words)}\n  support: {{why: own-analysis, note: {json.dumps(words)}}}\n"
        for n, words in enumerate(HOSTILE)
    ]
    full_site.write({"data/bridge/key_points.yml": "".join(lines)})
    assert [line for line in full_site.lines() if "error" in line] == []
    copy = printed(full_site.root)
    assert copy.sheets.fault == ""
    text = squeezed(copy.tree.text)
    points = copy.briefing.records["key_points"]
    assert len(points) == len(HOSTILE)
    runs = [run for point in points for root in point.texts.values() for run in _runs(root)]
    assert [run for run in runs if as_painted(squeezed(run)) not in text] == []
    assert copy.document.missing == frozenset()


def test_every_text_field_of_every_kind_holds_its_words(full_site) -> None:
    copy = printed(full_site.root)
    assert copy.sheets.fault == ""
    text = squeezed(copy.tree.text)
    records = copy.briefing.by_id.values()
    assert {record.kind.name for record in records} == {kind.name for kind in KINDS if kind.is_list}
    lost = [words for r in records for root in r.texts.values() for words in _runs(root) if squeezed(words) not in text]
    assert lost == []


PAGE = """\
---
title: Everything
summary: A page of every form.
---

## Forms

A **strong** and *soft* `code` word,[^one] again,[^one] [out](https://example.org/a_b?c=d&e=f).\\
A second line. [@survey-2024]

[^one]: A note, *by hand*.

> A quotation.

3. Three
4. Four
   - below

!!! note "Mind"
    The gap.

    {{ term("abutment") }}

Term
: Its meaning.

| Left | Right |
|:---|---:|
| a | 1 |

```
x = "#[]"
```

---

![The pier from the west](pier.svg)

![A dot](dot.png)

### Deeper [@survey-2024]

The end.
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="40"><rect width="900" height="40"/></svg>'


DOT = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mP4z8AAAAMBAQD3A0FDAAAAAElFTkSuQmCC")


def test_every_form_of_prose_is_printed(full_site) -> None:
    source = re.search(r"- id: (\S+)", BY_NAME["sources"].example)
    assert source
    term = re.search(r"- id: (\S+)", BY_NAME["terms"].example)
    assert term
    page = PAGE.replace("survey-2024", source[1]).replace("abutment", term[1])
    full_site.write({"docs/bridge/everything.md": page, "docs/bridge/pier.svg": SVG})
    (full_site.root / "docs/bridge/dot.png").write_bytes(DOT)
    assert [line for line in full_site.lines() if "error" in line] == []
    copy = printed(full_site.root)
    assert copy.sheets.fault == ""
    text = copy.tree.text
    for words in ("strong", "A quotation.", "below", "Mind", "The gap.", "Its meaning.", 'x = "#[]"', "The end."):
        assert words in text
    assert text.count("A note, by hand.") == 1
    defined = re.search(r"definition: >-\n\s+(\S+ \S+)", BY_NAME["terms"].example)
    assert defined
    assert text.count(defined[1]) == 2  # at its place, and in the admonition
    pictures = {str(tag.element.get("/Alt", "")) for tag in tags(copy, "Figure")}
    assert {"The pier from the west", "A dot"} <= pictures
    assert "https://example.org/a_b?c=d&e=f" in {
        str(a.A.URI) for sheet in copy.pdf.pages for a in sheet.get("/Annots", []) if "/A" in a
    }


def test_what_no_font_has_is_named(full_site) -> None:
    full_site.write({"docs/bridge/note.md": "---\ntitle: Note\nsummary: Words.\n---\n\nThey agreed 🤝🏽 on 橋.\n"})
    copy = printed(full_site.root)
    assert copy.sheets.fault == ""
    assert {"🤝", "🏽"} <= copy.document.missing
    assert "They agreed [handshake][emoji modifier fitzpatrick type-4] on " in copy.tree.text


@pytest.mark.parametrize(
    ("character", "words"),
    [("🤝", "[handshake]"), ("橋", "[U+6A4B]"), ("\ufe0f", ""), ("\ue000", "[U+E000]"), ("\U000e0041", "[U+E0041]")],
)
def test_a_character_is_called_by_a_name_that_tells_something(character: str, words: str) -> None:
    assert spoken(character) in (words, "[tag latin capital letter a]")


def test_texts_are_made_printable_and_addresses_are_left_alone() -> None:
    printable = Printable(map(ord, "abc "))
    made = printable.everywhere({"href": "é", "title": ["aé", {"url": "é"}], "text": "a" * 35})
    assert made["href"] == "é"
    assert made["title"] == ["a[latin small letter e with acute]", {"url": "é"}]
    assert made["text"].replace("\u200b", "") == "a" * 35 != made["text"]
    assert printable.missing == {"é"}


def test_what_check_did_not_foresee_costs_the_standard_and_not_the_document(shipped) -> None:
    templates = Templates.of(shipped.settings.macros)
    broken = Templates({**templates.files, "cover.typ": b"#let cover(book) = [==== Deep]\n"}, templates.fonts)
    sheets = set_document(job_of(broken, shipped.document, "briefing"), tuple(map(str, templates.fonts)))
    assert "heading" in sheets.fault
    assert sheets.content.startswith(b"%PDF")


def test_a_word_may_go_on_where_a_link_in_it_ends(full_site) -> None:
    cells = [f"{'i' * width} [extra](https://example.org)ordinary" for width in range(40)]
    table = "".join(f"| {cell} | b | c | d |\n|---|---|---|---|\n| 1 | 2 | 3 | 4 |\n\n" for cell in cells)
    full_site.write({"docs/bridge/note.md": f"---\ntitle: Note\nsummary: Words.\n---\n\n{table}"})
    copy = printed(full_site.root)
    assert copy.sheets.fault == ""
    assert squeezed(copy.tree.text).count("extraordinary") == len(cells)


def test_a_document_whose_tags_the_engine_cannot_write_is_set_without_them() -> None:
    text = b"""\
#set document(title: "T", date: datetime(year: 2026, month: 1, day: 2))
#set text(lang: "en", hyphenate: true)
#set page(margin: 10pt)
= A
"""
    links = b"".join(b'#block(width: %dpt)[He says #link("http://a.b")[extra]ordinary]\n' % n for n in range(50, 90))
    sheets = set_document(Job("one", {"main": text + links}, (2026, 1, 2)), tuple(map(str, Templates.of(ROOT).fonts)))
    assert "internal error" in sheets.fault
    assert sheets.content.startswith(b"%PDF")


HOLLOW = (  # whole by its checksums, and without the lines that it promises
    "89504e470d0a1a0a0000000d4948445200001770000017700800000000c63fd89f0000000a49444154789c636000000002000148afa471"
    "0000000049454e44ae426082"
)
CUT_SHORT = "474946383961100010000000002c003b"


@pytest.mark.parametrize(("name", "content"), [("a.png", HOLLOW), ("a.gif", CUT_SHORT)])
def test_an_image_that_cannot_be_decoded_is_named(name, content) -> None:
    main = f'#image("/images/docs/{name}", alt: "A")'.encode()
    pictures = {f"images/docs/{name}": bytes.fromhex(content)}
    with pytest.raises(PrintError, match=f"docs/{name}: this image cannot be decoded"):
        set_document(Job("bridge", {"main": main}, (2026, 3, 1), pictures=pictures), ())


@pytest.mark.parametrize(("name", "content"), [("a.png", HOLLOW), ("a.gif", CUT_SHORT)])
def test_a_build_says_where_such_an_image_is_shown(site, name, content) -> None:
    """An image that only the engine can judge is a finding at each place that shows it."""
    text = f"---\ntitle: Note\n---\n\nWords, and\n![The pier](../{name}).\n"
    site.write({"docs/bridge/analysis/note.md": text, "docs/bridge/other.md": text.replace("../", "./")})
    (site.root / "docs/bridge" / name).write_bytes(bytes.fromhex(content))
    assert site.lines() == []
    settings, _ = read_settings(site.root / "mkdocs.yml")
    built = build(settings, site.root / "site", lambda line: None, wanted=Wanted(epub=False, zip=False))
    assert as_text(built.findings).splitlines() == [
        f"docs/bridge/analysis/note.md:6:1: error[image-type] page 'note': the image '../{name}' cannot be decoded",
        "    help: export it once more",
        f"docs/bridge/other.md:6:1: error[image-type] page 'other': the image './{name}' cannot be decoded",
        "    help: export it once more",
        "2 errors in 2 files.",
    ]
    assert not (site.root / "site").exists()


def test_each_component_of_the_web_has_one_of_its_name_in_print() -> None:
    web = {path.name.split(".")[0] for path in (ROOT / "macros/web").glob("*.jinja")}
    only_here = {
        "briefings",
        "change_report",
        "compare",
        "conveniences",
        "data_files",
        "feed_entry",
        "mentions",
        "not_found",
        "review",
        "search",
        "tombstone",
        "tombstones",
    }
    assert web - set(Templates.of(ROOT / "none").names) <= only_here


@pytest.mark.slow
def test_the_strictest_validator_has_no_error(shipped, tmp_path) -> None:
    pytest.importorskip("outloud", reason="the validator outloud is not installed (pip install outloud==0.2.1)")
    (tmp_path / "copy.pdf").write_bytes(shipped.sheets.content)
    command = [str(Path(sys.executable).parent / "outloud"), "--json", str(tmp_path / "found.json"), "copy.pdf"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    [result] = json.loads((tmp_path / "found.json").read_text())["results"]
    assert result["counts"]["error"] == 0, done.stdout
