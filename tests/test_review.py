"""The review of a change: exactly what happened, the weightiest first, every link working, and nothing that acts."""

import base64
import hashlib
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from briefbook.kinds import KINDS
from briefbook.load.config import usual_settings
from briefbook.review.assess import Review
from briefbook.review.clean import Piece, cleaned
from briefbook.review.comment import LIMIT, comment
from briefbook.review.marks import marked
from briefbook.review.page import page
from briefbook.review.side import side
from tests.conftest import Site, _base
from tests.test_cli_diff import committed
from tests.test_editions_release import FIRST, retitled, run

FOLDER = Path(__file__).parent / "review"
PREVIEW = "https://preview.example/7/"
CASE = yaml.safe_load((FOLDER / "twelve.yml").read_text(encoding="utf-8"))


def of(old: Site, new: Site, preview: str = PREVIEW) -> Review:
    """The review of a change from one site to another."""
    settings = usual_settings(new.root / "mkdocs.yml")
    before, after = (side(str(site.root), settings) for site in (old, new))
    named = {"old": before, "new": after}
    for label, found in named.items():
        object.__setattr__(found.tree, "label", label)
    return Review(before, after, settings.macros, preview, "https://bridge.example/")


@pytest.fixture
def sides(tmp_path: Path) -> tuple[Site, Site]:
    """The prepared pair."""
    base = _base(tuple(kind.name for kind in KINDS))
    old, new = (Site(tmp_path / side).write(base).write(CASE["old"]) for side in ("old", "new"))
    return old, new.write(CASE["new"]).write(dict.fromkeys(CASE["gone"]))


@pytest.fixture
def twelve(sides) -> Review:
    """The review of the prepared pair."""
    return of(*sides)


def said(review: Review) -> list[str]:
    lines = []
    for section in review.sections:
        for item in section.items if section.id != "pages" else ():
            noun = item.noun or item.lines[0].lead.split()[-1]
            lines.append(f"{section.id} {noun} {item.id or item.title}")
    return lines


def test_twelve_kinds_of_change_are_told_exactly(twelve) -> None:
    assert said(twelve) == CASE["says"].splitlines()
    assert [one.path for one in twelve.pages] == CASE["pages"].splitlines()


def test_the_comment_reads_so(twelve) -> None:
    assert comment(twelve) == (FOLDER / "twelve.md").read_text(encoding="utf-8")


def dead(hrefs: list[str], review: Review) -> list[str]:
    """The links that lead nowhere in the new site."""
    addresses = {"index": [], **review.after.tree.models["bridge"]["addresses"]}
    found = []
    for href in hrefs:
        path, _, anchor = href.removeprefix(PREVIEW).partition("#")
        known = addresses.get(path.removesuffix(".html"))
        if not href.startswith(PREVIEW) or known is None or (anchor and anchor not in known):
            found.append(href)
    return found


def test_every_link_of_the_comment_arrives(twelve) -> None:
    hrefs = re.findall(r"\]\(<([^>]*)>\)", comment(twelve))
    assert len(hrefs) == 34
    assert dead(hrefs, twelve) == []
    assert {"bridge/timeline.html#event-closure", "bridge/traffic.html"} <= {h.removeprefix(PREVIEW) for h in hrefs}


def test_every_link_of_the_page_arrives(twelve) -> None:
    html = page(twelve)
    head = html.partition('<details class="review-page"')[0]
    hrefs = re.findall(r'href="([^#"][^"]*)"', head)
    assert len(hrefs) == 34
    assert dead(hrefs, twelve) == []
    within = re.findall(r'href="#([^"]*)"', html)
    assert len(within) > 2 * len(twelve.pages)
    assert [name for name in within if html.count(f'id="{name}"') != 1] == []


def test_a_dead_link_is_noticed(twelve) -> None:
    """The canary."""
    wrong = [f"{PREVIEW}bridge/timeline.html#event-opening", f"{PREVIEW}bridge/ferries.html", "bridge/timeline.html"]
    assert dead(wrong, twelve) == wrong


def test_which_claims_lost_their_source_is_said_first(twelve, sides) -> None:
    _, _, rest = comment(twelve).partition("### ")
    first, _, _ = rest.partition("### ")
    assert first.startswith("Claims that lost a source (2)\n")
    assert "Cost of the repair" in first
    assert "**no source is left**" in first
    assert "The detour costs an hour" in first
    same = comment(of(sides[0], sides[0]))
    quiet = "No claim lost a source. No link from outside breaks. No finding appears."
    assert same == f"## What this changes\n\nNothing has changed.\n\nold → new\n\n{quiet}\n"


def test_an_exchanged_source_is_lost_and_another_place_in_one_is_not(sides) -> None:
    old, new = sides
    text = CASE["old"]["docs/bridge/traffic.md"]
    new.write({"docs/bridge/traffic.md": text.replace("gazette-closure]", "gazette-closure, p. 4]")})
    lost = [line for line in said(of(old, new)) if line.startswith("lost")]
    assert lost == ["lost estimate repair-cost"]


def test_a_claim_whose_source_is_gone_has_lost_it(sides) -> None:
    old, _ = sides
    new = Site(old.root.parent / "third").write(_base(tuple(kind.name for kind in KINDS))).write(CASE["old"])
    review = of(old, new.write({"data/bridge/sources.yml": ""}))
    lost = [line for line in said(review) if line.startswith("lost")]
    names = ("key point bridge-stays-closed", "event closure", "statement no-date-yet", "position who-pays")
    assert lost == [f"lost {name}" for name in (*names, "estimate repair-cost", "page traffic")]
    assert comment(review).count("**no source is left**") == 6


def test_a_claim_whose_source_was_withdrawn_has_lost_it(sides) -> None:
    old, _ = sides
    new = Site(old.root.parent / "third").write(_base(tuple(kind.name for kind in KINDS))).write(CASE["old"])
    sources = (new.root / "data/bridge/sources.yml").read_text()
    withdrawn = "  status: withdrawn\n  withdrawn:\n    date: 2026-03-09\n    reason: Retracted.\n"
    new.write(
        {"data/bridge/sources.yml": sources.replace("- id: gazette-closure\n", f"- id: gazette-closure\n{withdrawn}")}
    )
    text = comment(of(old, new))
    assert "### Claims that lost a source (6)" in text
    assert text.count("**no source is left**") == 6


def test_without_a_preview_addresses_are_shown_and_the_page_links_from_the_top_of_the_site(sides) -> None:
    review = of(*sides, preview="")
    assert "`bridge/timeline.html#event-closure`" in comment(review)
    assert "](<" not in comment(review)
    assert 'href="bridge/timeline.html#event-closure"' in page(review)


def test_the_page_of_the_whole_site_is_shown_and_a_briefing_that_did_not_change_is_not(sides) -> None:
    old, new = sides
    ferry = (old.root / "data/bridge/briefing.yml").read_text().replace("The bridge", "The ferry")
    old.write({"data/ferry/briefing.yml": ferry})
    new.write({"data/ferry/briefing.yml": ferry, "docs/index.md": "---\ntitle: Briefings\n---\n\nWelcome.\n"})
    review = of(old, new)
    assert [one.path for one in review.pages if not one.path.startswith("bridge/")] == ["index"]
    assert "page: [Briefings](<https://preview.example/7/index.html>)" in comment(review)
    assert "<ins>Welcome</ins>" in page(review)


def test_a_former_id_keeps_its_address(sides) -> None:
    old, new = sides
    terms = CASE["old"]["data/bridge/terms.yml"].replace("id: span", "id: field\n  formerly: [span]")
    new.write({"data/bridge/terms.yml": terms})
    broken = [line for line in said(of(old, new)) if line.startswith("broken")]
    assert broken == ["broken page bridge/ferries", "broken page bridge/traffic"]


def test_a_heading_that_reads_otherwise_is_told_of_any_page(sides) -> None:
    old, new = sides
    for one, words in ((old, "Ways over the river"), (new, "Ways across")):
        one.write({"docs/index.md": f"---\ntitle: Home\n---\n\n## {words}\n\n### Kept\n"})
    text = comment(of(old, new))
    assert (
        "- page: [index](<https://preview.example/7/index.html>)\n  - No longer there: ~~\\#ways-over-the-river~~"
        in text
    )
    assert "kept" not in text


@pytest.mark.parametrize("limit", [1_800, 2_500, 4_000, LIMIT])
def test_a_comment_is_cut_from_what_weighs_least_and_says_so(twelve, limit) -> None:
    text = comment(twelve, limit)
    assert len(text.encode()) <= limit
    assert "Claims that lost a source (2)" in text
    assert ("left out here" in text) == (limit < LIMIT)
    if limit == 2_500:
        assert "The detour costs an hour" in text
        assert "Glossary" not in text


def test_a_huge_item_does_not_push_out_the_others(sides) -> None:
    old, new = sides
    words = " ".join(f"word{number}" for number in range(2_000))
    new.write({"docs/bridge/traffic.md": f"---\ntitle: Traffic\n---\n\n{words}.\n"})
    text = comment(of(old, new))
    assert "  - … and 1 more; the page of this review has it\n" in text
    assert "Findings that disappear (1)" in text
    assert LIMIT < 65_536


NASTY = (
    "@mayor #12 GH-7 www.evil.example https://github.com/a/b/issues/1 <!-- x --> </h3> ::error::x ##[add] [x](y) `z`"
)


def test_hostile_words_call_nobody_and_nothing(sides) -> None:
    old, new = sides
    terms = f"- id: pier\n  term: {NASTY!r}\n  definition: Upright.\n"
    text = comment(of(old, new.write({"data/bridge/terms.yml": terms})))
    assert "mayor" in text
    for pattern in (r"@\w", r"#\d", r"GH-\d", r"www\.", r"(?<!\]\(<)https:/", r"(?<!\\)<(?!https)", r"##\[", r"^\s*::"):
        assert re.search(pattern, text, re.MULTILINE) is None, pattern
    html = page(of(old, new))
    assert "<!-- x" not in html
    assert "::error" in html


def test_a_page_carries_nothing_that_acts(twelve) -> None:
    html = page(twelve)
    style = html.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in html
    assert re.search(r"<(script|img|iframe|svg|form|link|object)\b|\son\w+=|\ssrc=|style=", html) is None
    assert "<ins>" in html
    assert "<del>half</del>" in html
    assert html.count("<article") == html.count("</article>")


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ('<p onclick="x()" style="x" id="y" class="a b">W</p>', '<p class="a b">W</p>'),
        ("<script>x</script><p>W", "<p>W</p>"),
        ('<a href="javascript:x">W</a>', "<a>W</a>"),
        ('<a href="x.html">W</a>', '<a href="/x.html">W</a>'),
        ('<svg><a href="x">s</a></svg><img src="x" alt="A <b>">', "[A &lt;b&gt;]"),
        ("<b>W</i></b> &amp; <custom-x>Z</custom-x></div>", "W &amp; Z"),
        ("<details><summary>S</summary>W</details>", "<div><p>S</p>W</div>"),
        ("<nav><nav>x</nav>y</nav>W<br>Z", "W<br>Z"),
    ],
)
def test_what_is_not_allowed_does_not_come_through(html, clean) -> None:
    pieces = cleaned(html, lambda href: f"/{href}" if href.endswith(".html") else "")
    assert str(Markup("").join(piece.markup + piece.words for piece in pieces)) == clean


def _pieces(blocks: list[str]) -> list[Piece]:
    return [piece for words in blocks for piece in (Piece(Markup("<p>"), ends=True), Piece(words=words))]


_WORDS = st.lists(st.text("ab .", max_size=12), max_size=5)


@given(_WORDS, _WORDS)
def test_marks_change_no_word(old, new) -> None:
    before, after, _ = marked(_pieces(old), _pieces(new), "page-1")
    before, after = (re.sub(r'<span class="at"[^>]*></span>', "", side) for side in (before, after))
    assert re.sub(r"</?del>", "", before) == "".join(f"<p>{words}" for words in old)
    assert re.sub(r"</?ins>", "", after) == "".join(f"<p>{words}" for words in new)
    rest = [re.sub(r"<(del|ins)>.*?</\1>|<p>|\s", "", str(side)) for side in (before, after)]
    assert rest[0] == rest[1]


def test_two_revisions_are_reviewed_without_a_service(full_site, tmp_path) -> None:
    run(full_site, *FIRST)
    committed(full_site)
    committed(retitled(full_site, "The bridge at Southford"), "Two")
    files = [tmp_path / "out" / name for name in ("comment.md", "review.html")]
    done = run(full_site, "review", "HEAD~1", "HEAD", "--markdown", str(files[0]), "--html", str(files[1]))
    assert (done.exit_code, done.output) == (0, "")
    assert "~~Northford~~**Southford**" in files[0].read_text()
    assert "<ins>Southford</ins>" in files[1].read_text()
    assert run(full_site, "review", "HEAD~1", "HEAD").output == files[0].read_text()
    assert "Southford" in run(full_site, "review", "bridge@2026-03-10").output


@pytest.mark.parametrize("preview", ["javascript:x", "//x", "https://", "https://a.example/?x", "a b"])
def test_a_preview_that_is_no_address_is_refused(full_site, preview) -> None:
    done = run(full_site, "review", str(full_site.root), "--preview", preview)
    assert (done.exit_code, "is no address of a site" in done.output) == (2, True)


def test_what_cannot_be_found_is_a_usage_error(full_site) -> None:
    assert run(full_site, "review", "nowhere").exit_code == 2


def test_a_tree_with_errors_says_that_it_is_not_whole(sides) -> None:
    old, new = sides
    new.write({"data/bridge/terms.yml": "- id: pier\n  titel: Pier\n"})
    review = of(old, new)
    text = comment(review)
    assert "**new has 3 errors; no page is shown before and after.**" in text
    assert "**Not compared, because one side cannot be read: data/bridge/terms.yml (1 left out).**" in text
    assert "No claim lost a source" not in text
    assert "no page is shown before and after" in page(review)
    assert [line for line in said(review) if "titel" in line or "unknown-field" in line]
