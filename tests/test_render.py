"""Rendering for the web: every mark of a text, every kind of record, and templates that can do no harm."""

import pytest

from briefbook.kinds import LISTS
from briefbook.link import Address
from briefbook.prose import parse_line, parse_text
from briefbook.render.place import Heading, Place, relative
from briefbook.render.views import View
from briefbook.web import Renderer
from briefbook.web.environment import ComponentError, Templates
from briefbook.web.prose import Prose
from briefbook.words import Words
from tests.test_link import linked

WORDS = Words("en")


def link(target: str) -> View:
    return View(
        title=f"Title of {target}", short=target.upper(), href=f"page.html#{target}", kind="event", withdrawn=False
    )


def html(text: str, place: Place | None = None) -> str:
    prose = Prose(place or Place("a/b"), WORDS, link, lambda call: f"<<{call}>>")
    return str(prose.render(parse_text(text))).strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A *b* **c** `d`", "<p>A <em>b</em> <strong>c</strong> <code>d</code></p>"),
        ("a & b \\<i> \\\"q\\\"", "<p>a &amp; b &lt;i&gt; &#34;q&#34;</p>"),
        ("[words][x]", '<p><a class="reference to-event" href="page.html#x">words</a></p>'),
        ("[][x]", '<p><a class="reference to-event" href="page.html#x">Title of x</a></p>'),
        ("[@a; @b, p. 3]", '<p><span class="citation">[<a href="page.html#a" title="Title of a">A</a>; '
         '<a href="page.html#b" title="Title of b">B</a>, p. 3]</span></p>'),
        ("[x](https://a.example/?b=1&c)", '<p><a href="https://a.example/?b=1&amp;c" class="external">x</a></p>'),
        ("> q", "<blockquote><p>q</p>\n</blockquote>"),
        ("---", "<hr>"),
        ("a\\\nb", "<p>a<br>\nb</p>"),
        ("```py\n<b> {{ x }}\n```", "<pre><code>&lt;b&gt; {{ x }}\n</code></pre>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li>\n<li>b</li>\n</ol>'),
        ("- a\n\n- b", "<ul><li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ul>"),
        ("Term\n: Meaning", "<dl><dt>Term</dt><dd>Meaning</dd></dl>"),
        ("## A b", '<h2 id="a-b">A b</h2>'),
        ("![a \"d\"](i.png)", '<p><img src="i.png" alt="a &#34;d&#34;" loading="lazy"></p>'),
        ('!!! note "T"\n    b', '<div class="admonition note" role="note">'
         '<p class="admonition-title">T</p><p>b</p>\n</div>'),
        ('??? tip "T"\n    b', '<details class="tip"><summary>T</summary><p>b</p>\n</details>'),
        ("{{ timeline() }}", "&lt;&lt;{{ timeline() }}&gt;&gt;"),
    ],
)  # fmt: skip
def test_every_mark(text: str, expected: str) -> None:
    assert html(text) == expected


def test_tables_have_headings_with_a_scope_and_scroll_by_themselves() -> None:
    made = html("| A | B |\n|---|--:|\n| 1 | 2 |")
    assert '<th scope="col">A</th><th scope="col" class="align-right">B</th>' in made
    assert '<tbody><tr><td>1</td><td class="align-right">2</td></tr></tbody>' in made
    assert made.startswith('<div class="table-scroll" tabindex="0" role="region" aria-label="Table">')


def test_footnotes_lead_there_and_back() -> None:
    made = html("a[^n] b[^n]\n\n[^n]: note")
    assert made.count('id="note-mark-1"') == 1
    assert made.count('href="#note-1"') == 2
    assert '<li id="note-1"><p>note</p>\n <a class="footnote-back" href="#note-mark-1"' in made


def test_headings_give_way_to_records_and_to_each_other() -> None:
    place = Place("a/b", frozenset({"event-x"}))
    made = html("## Event x\n\n## Same\n\n### Same\n\n## ...", place)
    assert [h.anchor for h in place.headings] == ["event-x-section", "same", "same-2", "section"]
    assert place.headings[2] == Heading(3, "same-2", "Same")
    assert place.level == 2
    assert 'id="same-2"' in made


def test_a_line_has_no_paragraph() -> None:
    prose = Prose(Place("a"), WORDS, link)
    assert str(prose.render(parse_line("a *b*"))) == "a <em>b</em>"
    assert str(prose.line(parse_text("a *b*"))) == "a <em>b</em>"
    assert str(prose.line(parse_text("a\n\nb"))) == "<p>a</p>\n<p>b</p>\n"


@pytest.mark.parametrize(
    ("page", "target", "expected"),
    [
        ("a/b", "a/c", "c.html"),
        ("a/x/b", "a/c", "../c.html"),
        ("index", "a/c", "a/c.html"),
        ("a/b", "index", "../index.html"),
        ("a/b", "a/b", ""),
    ],
)
def test_addresses_are_relative(page: str, target: str, expected: str) -> None:
    assert relative(page, target) == expected
    assert Place(page).href(Address(target, "z")) == f"{expected}#z"


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2026-06-04", "4 June 2026"),
        ("2026-06", "June 2026"),
        ("2026", "2026"),
        ("2026-22", "summer 2026"),
        ("2026-24", "winter 2026"),
        ("202X", "the 2020s"),
        ("20XX", "between 2000 and 2099"),
        ("2026~", "about 2026"),
        ("2026-05?", "May 2026, uncertain"),
        ("2026%", "about 2026, uncertain"),
        ("2022-02-24/..", "since 24 February 2022"),
        ("../2026-06", "until June 2026"),
        ("2022-02-24/2022-03", "24 February 2022 to March 2022"),
        ("2026-06-04T23:30+03:00", "4 June 2026, 23:30+03:00"),
        ("2026-06-04T23:30+03:00~", "about 4 June 2026, 23:30+03:00"),
    ],
)
def test_dates_in_words(date: str, words: str) -> None:
    assert WORDS.date(date) == words


def test_numbers_and_dates_follow_the_language_and_not_the_machine(monkeypatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert (WORDS.number(1500000.0), WORDS.count(1, "source", "sources")) == ("1,500,000", "1 source")
    assert WORDS.count(3, "source", "sources") == "3 sources"
    assert Words("de").date("2026-06-04") == "4. Juni 2026"
    assert Words("not-a-language").date("2026-06-04") == "4 June 2026"
    assert (WORDS.choice("at-least"), WORDS.choice("unknown-word")) == ("at least", "unknown word")


def pages(site) -> dict[str, str]:
    """Every page of a site, by path."""
    model = linked(site)
    renderer = Renderer(model, site.root / "macros")
    made = {page.path: renderer.page(page, None).html for page in model.pages}
    return made | {page.path: renderer.page(page, one).html for one in model.briefings for page in one.pages}


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.name)
def test_every_kind_has_its_place_with_its_anchor_once(full_site, kind) -> None:
    made = pages(full_site)
    record = linked(full_site).briefing("bridge").records[kind.name][0]
    assert made[record.address.page].count(f'id="{record.anchor}"') == 1
    assert record.anchor == f"{kind.css}-{record.id}"
    assert f'class="record {kind.css}' in made[record.address.page]


def test_text_of_data_is_escaped_everywhere(full_site) -> None:
    data = full_site.root / "data/bridge/timeline.yml"
    full_site.write(
        {
            "data/bridge/timeline.yml": data.read_text().replace(
                "The council closes the bridge", "A \" onmouseover='x' & b"
            )
        }
    )
    made = "".join(pages(full_site).values())
    assert "A &#34; onmouseover=&#39;x&#39; &amp; b" in made
    assert "onmouseover='" not in made


def test_a_record_shown_on_a_page_is_linked_to_there(full_site) -> None:
    full_site.write(
        {
            "docs/bridge/extra.md": '---\ntitle: Extra\n---\n\n{{ event("closure") }}\n\n'
            "See [it][closure] and [the pier][pier].\n"
        }
    )
    made = pages(full_site)["bridge/extra"]
    assert '<a class="reference to-event" href="#event-closure">it</a>' in made
    assert '<a class="reference to-term" href="terms.html#term-pier">the pier</a>' in made
    assert '<a href="timeline.html#event-closure">' in made


def test_options_choose_records(full_site) -> None:
    text = (full_site.root / "data/bridge/timeline.yml").read_text()
    more = (
        text.replace("id: closure", "id: second").replace("2026-03-02", "2026-03-04").replace("confirmed", "reported")
    )
    full_site.write({
        "data/bridge/timeline.yml": text + more,
        "docs/bridge/extra.md": '---\ntitle: E\n---\n\n{{ timeline(only="reported") }}\n',
        "docs/bridge/other.md": "---\ntitle: O\n---\n\n{{ timeline(limit=1) }}\n",
    })  # fmt: skip
    made = pages(full_site)
    assert ("event-second" in made["bridge/extra"], "event-closure" in made["bridge/extra"]) == (True, False)
    assert ("event-second" in made["bridge/other"], "event-closure" in made["bridge/other"]) == (False, True)


def test_only_a_choice_picks_a_record(full_site) -> None:
    text = (full_site.root / "data/bridge/timeline.yml").read_text()
    more = text.replace("id: closure", "id: second").replace("certainty: confirmed", "certainty: reported")
    more = more.replace("The council closes the bridge", "confirmed")
    full_site.write({
        "data/bridge/timeline.yml": text + more,
        "docs/bridge/extra.md": '---\ntitle: E\n---\n\n{{ timeline(only="confirmed") }}\n',
    })  # fmt: skip
    made = pages(full_site)["bridge/extra"]
    assert ("event-closure" in made, "event-second" in made) == (True, False)


def test_another_briefing_may_be_shown(full_site) -> None:
    full_site.write({
        "docs/index.md": '---\ntitle: Home\n---\n\n{{ timeline(briefing="bridge") }}\n\n[There][bridge/closure].\n',
    })  # fmt: skip
    made = pages(full_site)["index"]
    assert 'id="event-closure"' in made
    assert 'href="bridge/timeline.html#event-closure"' in made or 'href="index.html#event-closure"' in made


def test_home_page_of_one_briefing_leads_into_it(full_site) -> None:
    made = pages(full_site)["index"]
    assert "The bridge at Northford" in made
    assert "stays closed" in made
    assert 'href="bridge/index.html"' in made


def template(tmp_path, body: str):
    """Render a site's own component."""
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "term.html.jinja").write_text(f"{{% macro term(view) %}}{body}{{% endmacro %}}")
    return Templates(tmp_path, WORDS).render("term", View(name="<b>"))


def test_a_site_s_own_component_shadows_ours_and_escapes(tmp_path) -> None:
    assert template(tmp_path, "[{{ view.name }}]") == "[&lt;b&gt;]"


@pytest.mark.parametrize(
    "body",
    [
        "{{ view.__class__.__mro__ }}",
        "{{ say.__globals__ }}",
        "{{ ''.__class__ }}",
        "{{ view._values.clear() }}",
        "{{ cycler.__init__.__globals__.os.popen('id') }}",
        "{{ lipsum.__globals__ }}",
        "{{ range(10) }}",
        "{{ config }}",
        "{{ view.nothing }}",
        "{% include '../../../../etc/passwd' %}",
    ],
)
def test_a_template_reaches_nothing(tmp_path, body: str) -> None:
    with pytest.raises(ComponentError, match=r"term\.html\.jinja"):
        template(tmp_path, body)


def test_an_error_names_the_file_of_the_site_and_its_line(tmp_path) -> None:
    body = "\n".join(["<p>", "{% if view.name %}", "{{ view.name }}", "{% endif %}", "</p>", "{{ view.defintion }}"])
    with pytest.raises(ComponentError, match=rf"^{tmp_path.name}/web/term\.html\.jinja:6: .*'defintion'"):
        template(tmp_path, body)


def test_a_view_cannot_be_changed() -> None:
    with pytest.raises(AttributeError, match="cannot be changed"):
        View(a=1).a = 2
    with pytest.raises(AttributeError):
        View(a=1).b  # noqa: B018 - the access is the test
