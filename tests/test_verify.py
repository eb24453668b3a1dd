"""The verifier of built sites: each mistake turns it red, and a sound site does not."""

import pytest

from briefbook.verify import verify

SOUND = '<html><body><h1 id="a">A</h1><a href="b/c.html#x">c</a><a href="#a">up</a><a href="https://a.example/">out</a></body></html>'
POLICY = "<meta http-equiv='Content-Security-Policy' content='x'>"
OTHER = '<p id="x"><a href="../index.html">home</a><a href="/index.html#a">root</a><a href="../b/">folder</a></p>'


def folder(tmp_path, **files):
    pages = {"index.html": SOUND, "b/c.html": OTHER, "b/index.html": "<p></p>"} | {
        name.replace("__", "/").replace("_", "."): text for name, text in files.items()
    }
    for name, text in pages.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_a_sound_site_has_no_findings(tmp_path) -> None:
    assert verify(folder(tmp_path)) == []


@pytest.mark.parametrize(
    ("html", "code", "message"),
    [
        ('<a href="nowhere.html">x</a>', "broken-link", "'nowhere.html' leads nowhere"),
        ('<img src="no.png">', "broken-link", "'no.png' leads nowhere"),
        ('<a href="b/c.html#no">x</a>', "missing-anchor", "'b/c.html#no' names a place that is not there"),
        ('<a href="#no">x</a>', "missing-anchor", "'#no' names a place that is not there"),
        ('<p id="a"></p><p id="a"></p>', "duplicate-anchor", "the id 'a' stands twice on this page"),
        (
            '<script src="https://cdn.example/x.js"></script>',
            "third-party",
            "'https://cdn.example/x.js' is fetched from another host",
        ),
        (
            '<link rel="stylesheet" href="//fonts.example/x.css">',
            "third-party",
            "'//fonts.example/x.css' is fetched from another host",
        ),
        (
            '<link rel="preconnect" href="https://fonts.example">',
            "third-party",
            "'https://fonts.example' is fetched from another host",
        ),
        ('<a href="https://[bad/x">x</a>', "broken-link", "'https://[bad/x' is no address"),
        ('<img src="HTTP://a.example/x">', "third-party", "'HTTP://a.example/x' is fetched from another host"),
        ("<p>{{ timeline() }}</p>", "leftover", "'{{' looks like a rendering that failed"),
        ("<p>Undefined</p>", "leftover", "'Undefined' looks like a rendering that failed"),
    ],
)
def test_each_mistake_is_found(tmp_path, html: str, code: str, message: str) -> None:
    found = verify(folder(tmp_path, page_html=f"<html>{POLICY}\n<body>{html}</body></html>"))
    assert [(f.position.path, f.position.line, f.code, f.message) for f in found] == [("page.html", 2, code, message)]


def test_code_samples_and_links_out_are_left_alone(tmp_path) -> None:
    code = "<pre><code>{{ x }}</code></pre><p>&#123;{ a text &#123;% of &#85;ndefined words &lt;{&gt;</p>"
    sound = f'{code}<link rel="canonical" href="https://a.example/"><a href="mailto:a@b.example">m</a>'
    assert verify(folder(tmp_path, page_html=sound)) == []


def test_a_site_below_a_folder_of_its_host_names_that_folder_in_what_is_absolute(tmp_path) -> None:
    sub = OTHER.replace("/index.html#a", "/sub/index.html#a")
    assert verify(folder(tmp_path, b__c_html=sub), "/sub/") == []
    found = verify(folder(tmp_path, b__c_html=sub.replace("/sub/", "/other/")), "/sub/")
    assert [finding.code for finding in found] == ["broken-link"]


def test_two_files_that_are_one_on_some_disks(tmp_path) -> None:
    found = verify(folder(tmp_path, Index_html="<p></p>"))
    assert [(f.code, f.position.path) for f in found] == [("same-output", "index.html")]


LEADS_ON = '<noscript><meta http-equiv="refresh" content="0; url={}"></noscript>'


def test_what_was_published_is_there_or_leads_on(tmp_path) -> None:
    pages = {"old_html": LEADS_ON.format("b/older.html"), "b__older_html": LEADS_ON.format("c.html"),
             "merged_html": LEADS_ON.format("b/c.html#x")}  # fmt: skip
    sound = ("index", "index#a", "old", "old#x", "merged", "b/c#x")
    assert verify(folder(tmp_path, **pages), promised=sound) == []
    lost = ("gone", "gone#a", "index#b", "old#y")
    found = verify(tmp_path, promised=lost)
    assert {finding.code for finding in found} == {"lost-address"}
    assert [finding.message.split("'")[1] for finding in found] == [
        "gone.html", "gone.html#a", "index.html#b", "old.html#y",
    ]  # fmt: skip


def test_a_page_that_leads_on_to_nothing_is_found(tmp_path) -> None:
    found = verify(folder(tmp_path, old_html=LEADS_ON.format("nowhere.html")), promised=["old"])
    assert [finding.code for finding in found] == ["broken-link", "lost-address"]
    circle = verify(folder(tmp_path, old_html=LEADS_ON.format("old.html")), promised=["old#a"])
    assert [finding.code for finding in circle] == ["lost-address"]
