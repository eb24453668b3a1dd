"""A briefing as a book: well-formed, complete, with links that lead somewhere, the same bytes everywhere."""

import base64
import posixpath
import re
import subprocess
import sys
import zipfile
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urldefrag
from xml.etree import ElementTree

import pytest

from briefbook.check import check
from briefbook.epub import Bindery, MarkupError
from briefbook.epub.style import stylesheet
from briefbook.epub.xhtml import xhtml
from briefbook.link import link_site
from briefbook.load import load_site, read_settings
from briefbook.render.downloads import WHOLE_SITE, Download
from briefbook.web import Renderer
from tests.building import ROOT

XHTML, OPF = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/opf}"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PAGE = """---
title: 2024 in one page
---

![A grey square](img/dot.png) and a note[^a], **bold**  
and a break.

[^a]: The note itself.

??? note "Folded & kept"
    Kept.

---

## 3 things & more

| a | b |
|---|--:|
| 1 | 2 |

```
<script>alert(1)</script> &nbsp;
```

See [the other](https://a.example/?a=1&b=2).
"""  # noqa: W291 - two spaces break a line


def linked(root: Path):
    settings, _ = read_settings(root / "mkdocs.yml")
    checked, findings = check(load_site(settings))
    assert [f.message for f in findings if f.level == "error"] == []
    return settings, link_site(checked, settings.site_name)


def bound(root: Path, folder: Path) -> Path:
    """The book of the only briefing of a site."""
    settings, site = linked(root)
    made = Bindery(settings, site, Renderer(site, settings.macros)).write(site.briefings[0], folder)
    assert made.size == (folder / made.path).stat().st_size
    return folder / made.path


def files(book: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(book) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def texts(book: Path) -> dict[str, ElementTree.Element]:
    """Every text of a book, parsed as XML; a text that is not well-formed is an error."""
    return {
        name: ElementTree.fromstring(content)
        for name, content in files(book).items()
        if name.endswith((".html", ".xhtml"))
    }


def words(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.fixture(scope="module")
def shipped(shipped) -> Path:
    """The book of the shipped site."""
    return shipped / "downloads/putin-refusal.epub"


@pytest.fixture
def awkward(full_site, tmp_path) -> Path:
    """The book of a briefing with everything a page can hold."""
    full_site.write({"docs/bridge/background/year.md": PAGE})
    image = full_site.root / "docs/bridge/background/img/dot.png"
    image.parent.mkdir(parents=True)
    image.write_bytes(PIXEL)
    return bound(full_site.root, tmp_path)


@pytest.fixture(params=["shipped", "awkward"])
def book(request) -> Path:
    return request.getfixturevalue(request.param)


def test_it_begins_as_an_epub_does(book) -> None:
    with book.open("rb") as file:
        assert file.read(58)[30:] == b"mimetypeapplication/epub+zip"
    assert b'full-path="EPUB/package.opf"' in files(book)["META-INF/container.xml"]


def test_the_package_lists_every_file_and_reads_every_page(book) -> None:
    package = ElementTree.fromstring(files(book)["EPUB/package.opf"])
    listed = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
    inside = {name.removeprefix("EPUB/") for name in files(book) if name.startswith("EPUB/")}
    assert {unquote(href) for href in listed.values()} == inside - {"package.opf"}
    assert len(listed) == len(set(listed.values()))
    read = [listed[item.get("idref")] for item in package.iter(f"{OPF}itemref")]
    assert read[0] == "cover.xhtml"
    assert set(read) == {f"{n}" for n in inside if n.endswith("html")} - {"nav.xhtml"}
    drawn = {item.get("href") for item in package.iter(f"{OPF}item") if item.get("properties") == "svg"}
    assert drawn == {name for name in inside if name.endswith("html") and b"<svg" in files(book)[f"EPUB/{name}"]}


def test_every_link_inside_leads_somewhere(book) -> None:
    pages, inside = texts(book), files(book)
    ids = {name: [e.get("id") for e in page.iter() if e.get("id")] for name, page in pages.items()}
    assert [name for name, found in ids.items() if len(found) != len(set(found))] == []
    seen = 0
    for name, page in pages.items():
        for element in page.iter():
            for address in filter(None, (element.get("href"), element.get("src"))):
                if re.match(r"[a-z]+:", address):
                    continue
                path, anchor = urldefrag(address)
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path))) if path else name
                assert target in inside, f"{name}: {address}"
                assert not anchor or anchor in ids[target], f"{name}: {address}"
                seen += 1
    assert seen > 50


def test_ids_are_names_that_xml_allows(book) -> None:
    name = re.compile(r"[^\W\d][\w.-]*")
    assert [
        e.get("id") for page in texts(book).values() for e in page.iter() if not name.fullmatch(e.get("id", "a"))
    ] == []


def test_the_contents_name_every_page_and_every_record_with_a_heading(shipped) -> None:
    _, site = linked(ROOT)
    [briefing] = site.briefings
    listed = {a.get("href") for a in texts(shipped)["EPUB/nav.xhtml"].iter(f"{XHTML}a")}
    for page in briefing.pages:
        assert f"site/{page.path}.html" in listed
    for record in briefing.by_id.values():
        if record.kind.headed:
            assert f"site/{record.address.page}.html#{record.anchor}" in listed, record.id


def test_what_the_web_says_the_book_says(shipped) -> None:
    settings, site = linked(ROOT)
    [briefing] = site.briefings
    renderer, pages = Renderer(site, settings.macros), texts(shipped)
    anchors = {e.get("id") for page in pages.values() for e in page.iter()}
    assert {record.anchor for record in briefing.by_id.values()} <= anchors
    sources = briefing.records["sources"]
    assert len(sources) >= 10
    for page in briefing.pages:
        web, element = renderer.page(page, briefing), pages[f"EPUB/site/{page.path}.html"]
        html = re.sub(r'<p class="compare".*?</p>', "", web.html)  # it leads to pages that no book has
        assert words(element.find(f"{XHTML}head/{XHTML}title")) == web.title
        headings = [words(e) for e in element.iter() if re.fullmatch(rf"{XHTML}h[1-6]", e.tag)]
        shown = [
            " ".join(unescape(re.sub("<[^>]+>", "", text)).split())
            for text in re.findall(r"(?s)<h[1-6][^>]*>(.*?)</h", html)
        ]
        assert headings == shown
        plain = " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())
        assert words(element.find(f"{XHTML}body")) == plain


def test_awkward_things_are_in_it(awkward) -> None:
    page = files(awkward)["EPUB/site/bridge/background/year.html"].decode("utf-8")
    assert files(awkward)["EPUB/site/bridge/background/img/dot.png"] == PIXEL
    assert 'alt="A grey square"' in page
    assert 'role="doc-noteref" epub:type="noteref">1</a>' in page
    assert '<li epub:type="footnote" id="note-1">' in page
    assert "<details" not in page
    assert "Folded &amp; kept" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;nbsp;" in page
    assert 'href="https://a.example/?a=1&amp;b=2"' in page
    assert 'id="section-3-things-more"' in page


def test_hostile_text_prints_as_text(full_site, tmp_path) -> None:
    path = full_site.root / "data/bridge/briefing.yml"
    hostile = "title: '2 < 3 & ]]> \"x\" \U0001f600 \u0645\u0631\u062d\u0628\u0627'"
    path.write_text(re.sub(r"title: .*", lambda _: hostile, path.read_text(), count=1), encoding="utf-8")
    book = bound(full_site.root, tmp_path)
    shown = '2 < 3 & ]]> "x" \U0001f600 \u0645\u0631\u062d\u0628\u0627'
    assert shown in words(texts(book)["EPUB/cover.xhtml"])
    package = ElementTree.fromstring(files(book)["EPUB/package.opf"])
    assert shown in [e.text for e in package.iter("{http://purl.org/dc/elements/1.1/}title")]
    assert [e for page in texts(book).values() for e in page.iter(f"{XHTML}script")] == []


def test_links_out_of_the_book_lead_nowhere(full_site, tmp_path) -> None:
    for path in sorted((full_site.root / "data/bridge").glob("*.yml")):
        full_site.write({f"data/ferry/{path.name}": path.read_text()})
    text = "---\ntitle: X\n---\n\n[there][ferry/closure], [here][closure].\n"
    full_site.write({"docs/bridge/x.md": text, "docs/bridge/background/y.md": text})
    files_of = files(bound(full_site.root, tmp_path))
    for name in ("x", "background/y"):
        page = files_of[f"EPUB/site/bridge/{name}.html"].decode("utf-8")
        assert '<a class="reference to-event">there</a>' in page
        assert 'timeline.html#event-closure">here</a>' in page


def test_the_same_bytes_from_any_process(shipped, tmp_path) -> None:
    script = (
        "from tests.test_epub import bound, ROOT; from pathlib import Path; import sys; bound(ROOT, Path(sys.argv[1]))"
    )
    env = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PATH": "/usr/bin"}
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, env=env, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "downloads/putin-refusal.epub").read_bytes() == shipped.read_bytes()


def test_flags_void_elements_and_pictures_become_xml() -> None:
    html = '<p hidden data-x="a b=c">x<br>y<img src="a.png" alt="is hidden &gt; now"></p>'
    html += '<svg viewBox="0 0 1 1"><path d="M0"/></svg>'
    made = xhtml(html, "p", 0)
    assert '<p hidden="" data-x="a b=c">x<br/>y<img src="a.png" alt="is hidden &gt; now"/></p>' in made
    assert '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">' in made
    assert xhtml("<p>a &nbsp; hidden open download</p>", "p", 0) == "<p>a \u00a0 hidden open download</p>"


@pytest.mark.parametrize("html", ["<p>", "<p><b></p></b>", "<p a=b></p>", "&eacute;", "<p>a & b</p>"])
def test_what_is_not_well_formed_is_refused_and_named(html) -> None:
    with pytest.raises(MarkupError, match=r"^bridge/x: .+ near"):
        xhtml(html, "bridge/x", 0)


def test_the_style_knows_no_variables_and_names_tokens_of_the_site(tmp_path) -> None:
    made = stylesheet(tmp_path)
    assert "var(" not in made
    assert "#" in made
    (tmp_path / "epub").mkdir()
    (tmp_path / "epub/book.css").write_text("p { color: var(--bb-ink) }")
    assert re.search(r"\np \{ color: #[0-9a-f]{6} \}\Z", stylesheet(tmp_path))
    assert ".fill-strong { fill: #" in stylesheet(tmp_path)


def test_pages_that_name_no_downloads_are_rendered_once() -> None:
    settings, site = linked(ROOT)
    [briefing] = site.briefings
    first = Renderer(site, settings.macros)
    before = {page.path: first.page(page, briefing) for page in briefing.pages}
    second = first.with_downloads({WHOLE_SITE: (Download("ZIP", "downloads/offline.zip", "application/zip"),)})
    again = {page.path for page in briefing.pages if second.page(page, briefing) is not before[page.path]}
    assert again == {f"putin-refusal/{name}" for name in ("index", "about", "timeline", "changes")}


def test_labels_of_a_board_stand_on_lines_of_their_own(tmp_path) -> None:
    """A reader of books knows no sheet but this one: without it, a label runs into what it labels."""
    style = stylesheet(tmp_path)
    rule = next(line for line in style.splitlines() if line.startswith(".board-table .says"))
    assert "display: block" in rule
    assert ".board-table .cell-head { display: none; }" in style
