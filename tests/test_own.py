"""What a site brings of its own beside content: its look, its words, its components; and what is said of them."""

import re
import zipfile

import pytest

from briefbook.feeds.calendar import calendar
from briefbook.generate.translation import to_fill_in
from briefbook.pdf.document import Imprint, Setter
from briefbook.pdf.templates import Templates
from briefbook.tokens import tokens
from briefbook.web import Renderer
from tests.test_build import run
from tests.test_epub import PIXEL, linked

TEMPLATE = '{{% macro key_point(view) %}}\n<p id="key-point-a">{}</p>\n{{% endmacro %}}\n'
MAIN = '{% extends "briefbook.html" %}\n{% block footer %}<p>Our own foot</p>{% endblock %}\n'
SITE_CSS = ":root { --bb-strong: #7a1f5c; }\n"


@pytest.fixture
def own(site):
    """A site with one point, and folders of its own that its settings do not name."""
    return site.write(
        {
            "mkdocs.yml": "site_name: The bridge\ntheme:\n  name: material\nplugins:\n  - briefbook\n",
            "data/bridge/key_points.yml": "- id: a\n  text: >-\n    The bridge is closed, see [][closure].\n",
            "overrides/main.html": MAIN,
            "overrides/assets/stylesheets/site.css": SITE_CSS,
        }
    )


def build(site, *words: str):
    return run("briefbook", "build", "--no-pdf", "--no-zip", *words, cwd=site.root)


def test_the_folder_of_the_look_is_used_wherever_it_is(own) -> None:
    (own.root / "overrides/assets/images").mkdir()
    (own.root / "overrides/assets/images/stamp.png").write_bytes(PIXEL)
    picture = '<img src="../assets/images/stamp.png" alt="A stamp">'
    own.write({"macros/web/key_point.html.jinja": TEMPLATE.format(picture)})
    in_german(own)
    done = build(own)
    assert done.returncode == 0, done.stdout + done.stderr
    page = (own.root / "site/bridge/index.html").read_text()
    assert '<html lang="de"' in page
    assert '<html lang="de"' in (own.root / "site/index.html").read_text()
    assert "Our own foot" in page
    assert (own.root / "site/assets/images/stamp.png").read_bytes() == PIXEL
    sheets = re.findall(r'href="[./]*assets/stylesheets/(\w+)\.css"', page)
    assert (sheets.index("tokens") < sheets.index("site"), sheets[-1]) == (True, "site")
    with zipfile.ZipFile(own.root / "site/downloads/bridge.epub") as book:
        assert book.read("EPUB/site/assets/images/stamp.png") == PIXEL
        assert b"#7a1f5c" in book.read("EPUB/book.css")


@pytest.mark.parametrize(
    ("source", "said"),
    [("https://a.example/a.png", "a.example"), ("../assets/images/none.png", "none.png")],
)
def test_a_picture_from_elsewhere_or_nowhere_is_a_finding(own, source, said) -> None:
    own.write({"macros/web/key_point.html.jinja": TEMPLATE.format(f'<img src="{source}" alt="A stamp">')})
    done = build(own)
    assert done.returncode == 1, done.stdout + done.stderr
    assert re.search(rf"error\[[a-z-]+\].*{said}", done.stdout), done.stdout + done.stderr


GERMAN = """\
msgid "Contents"
msgstr "Inhalt"

msgid "Discussed in"
msgstr "Erwähnt in"

msgctxt "choice"
msgid "confirmed"
msgstr "bestätigt"

msgid "%(count)s source"
msgid_plural "%(count)s sources"
msgstr[0] "%(count)s Quelle"
msgstr[1] "%(count)s Quellen"
"""


def rendered(site) -> Renderer:
    settings, linked_site = linked(site.root)
    return Renderer(linked_site, settings.macros)


def html(site, name: str) -> str:
    renderer = rendered(site)
    briefing = renderer._site.briefings[0]
    return renderer.page(briefing.pages_by_id[name], briefing).html


def in_german(site):
    briefing = (site.root / "data/bridge/briefing.yml").read_text()
    return site.write({"data/bridge/briefing.yml": re.sub("language: .*", "language: de", briefing)})


def test_a_partial_catalogue_says_what_it_has_and_leaves_the_rest(own) -> None:
    in_german(own).write({"words/de.po": GERMAN})
    page = html(own, "timeline")
    assert "bestätigt" in page
    assert "Erwähnt in" in page
    assert "Discussed in" not in page
    assert "März 2026" in page


def test_the_page_for_an_address_without_one_speaks_the_language_of_the_site(own) -> None:
    in_german(own).write({"words/de.po": GERMAN + '\nmsgid "There is no page here"\nmsgstr "Hier ist keine Seite"\n'})
    assert build(own).returncode == 0
    assert "Hier ist keine Seite" in (own.root / "site/404.html").read_text()


def test_one_english_word_can_be_another(own) -> None:
    before = html(own, "timeline")
    own.write({"words/en.po": 'msgid "Discussed in"\nmsgstr "Taken up in"\n'})
    assert html(own, "timeline") == before.replace("Discussed in", "Taken up in") != before


def test_print_and_calendar_say_the_words_of_the_site_too(own) -> None:
    in_german(own).write({"words/de.po": GERMAN})
    settings, site = linked(own.root)
    document = Setter(site, settings, Templates.of(settings.macros)).document(site.briefings[0], Imprint())
    assert document.value["words"]["say"]["Contents"] == "Inhalt"
    assert "(bestätigt)" in calendar(site.briefings[0], "").decode()


def test_a_catalogue_to_fill_in_keeps_what_is_said(own) -> None:
    own.write({"words/de.po": GERMAN})
    done = run("briefbook", "words", "de", cwd=own.root)
    assert re.search(r"^words/de\.po: \d+ phrases to fill in", done.stdout), done.stderr
    text = (own.root / "words/de.po").read_text()
    assert 'msgid "Discussed in"\nmsgstr "Erwähnt in"\n' in text
    assert 'msgid "Facts to"\nmsgstr ""\n' in text
    assert own.lines() == []
    assert to_fill_in("de", text)[0] == text
    assert run("briefbook", "words", "klingon", cwd=own.root).returncode == 2


def test_tokens_of_a_site_reach_screen_and_print(own) -> None:
    assert tokens(own.root / "overrides")["strong"] == "#7a1f5c"
    assert tokens()["strong"] != "#7a1f5c"
    assert tokens(own.root / "overrides")["text"] == tokens()["text"]
