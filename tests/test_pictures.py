"""Drawings: how they are written, how wide words are, where days and numbers stand, and what a band never does."""

import datetime
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.pictures import Circle, Drawing, Group, Line, Paint, Rect, Text, print_svg, web_svg
from briefbook.pictures import Path as Stroke
from briefbook.pictures.axis import make_axis
from briefbook.pictures.lanes import pack
from briefbook.pictures.legend import legend
from briefbook.pictures.measure import cut, width
from briefbook.pictures.ranges import Figure, draw_ranges, figures_ruler
from briefbook.pictures.ruler import make_ruler
from briefbook.pictures.scale import length
from briefbook.pictures.signs import sign_picture
from briefbook.pictures.svg import number
from briefbook.pictures.timeline import Moment, band_axis, draw_band
from briefbook.tokens import read_tokens, tokens
from briefbook.words import Words

WORDS = Words("en")
GOLDEN = Path(__file__).parent / "pictures"
Day = datetime.date
HOSTILE = "<script>alert(1)</script> \"quoted\" 'q' & \x00\ufffe]]>"


def day(text: str) -> Day:
    return Day.fromisoformat(text)


def moment(title: str, first: str = "", last: str = "", extent: str = "day", certainty: str = "confirmed", **more):
    ends = (day(first) if first else None, day(last) if last else (day(first) if extent == "day" else None))
    return Moment(title, f"{title}, in full", f"#event-{title[:3]}", certainty, extent, *ends, **more)


BAND = (
    moment("The council closes the bridge", "2026-03-02"),
    moment("Cracks are found", "", "2026-03-02", "undated", "reported"),
    moment("The works", "2026-03-05", "2026-03-20", "lasting", "disputed"),
    moment("A survey", "2026-03-01", "2026-03-31", "within", "reported", loose=True),
    moment("Reopening", "2026-04-01", "", "day", "scheduled", loose=True),
)


def band(moments, across: float, facts_to: str = "2026-03-09") -> Drawing:
    limit = day(facts_to)
    return draw_band(moments, band_axis(moments, limit, across), limit, WORDS, "What is seen.", across)


def ranges(across: float) -> Drawing:
    figures = [
        Figure(200000, 350000, "200,000 to 350,000", "The council"),
        Figure(300000, 300000, "approaching 300,000", "The region", "approaching"),
        Figure(400000, 400000, "at least 400,000", "", "at-least"),
    ]
    return draw_ranges(figures, figures_ruler(figures, WORDS, across), "pounds", WORDS, "Cost.", across)


# After a change of the drawings: python -c "from tests.test_pictures import renew; renew()", and look at them.
PICTURES = {
    "band-wide": lambda: band(BAND, 720),
    "band-narrow": lambda: band(BAND, 340),
    "ranges": lambda: ranges(330),
    "sign": lambda: sign_picture("partly-seen"),
}


def renew() -> None:
    for name, draw in PICTURES.items():
        (GOLDEN / f"{name}.svg").write_text(print_svg(draw(), tokens()).replace("><", ">\n<") + "\n", encoding="utf-8")


@pytest.mark.parametrize("name", PICTURES)
def test_picture_is_as_it_was_looked_at(name: str) -> None:
    made = print_svg(PICTURES[name](), tokens()).replace("><", ">\n<") + "\n"
    assert made == (GOLDEN / f"{name}.svg").read_text(encoding="utf-8")


def test_web_has_classes_and_print_has_colours() -> None:
    shapes = (Line(0, 1.5, 10.004, -0.001, Paint(stroke="ink", width=2, dash=(3, 1.25)), "axis"), Text(1, 2, "a", 12))
    drawing = Drawing(20, 10, shapes, "Says.")
    assert web_svg(drawing, "there") == (
        '<svg class="picture" viewBox="0 0 20 10" role="img" aria-label="Says." aria-describedby="there"'
        ' direction="ltr"><line x1="0" y1="1.5" x2="10" y2="0" class="axis stroke-ink" fill="none" stroke-width="2"'
        ' stroke-dasharray="3 1.25"/><text x="1" y="2" font-size="12" class="fill-ink">a</text></svg>'
    )
    assert print_svg(drawing, {"ink": "#123456"}) == (
        '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10" viewBox="0 0 20 10"'
        ' font-family="\'Briefbook Sans\'" direction="ltr"><title>Says.</title>'
        '<line x1="0" y1="1.5" x2="10" y2="0" fill="none" stroke="#123456" stroke-width="2" stroke-dasharray="3 1.25"/>'
        '<text x="1" y="2" font-size="12" fill="#123456">a</text></svg>'
    ).replace("&#39;", "'").replace("font-family=\"'Briefbook Sans'\"", 'font-family="&#39;Briefbook Sans&#39;"')


def test_a_picture_with_links_is_a_group_and_print_has_none() -> None:
    inner = Rect(0, 0, 4, 4, Paint(fill="paper"), radius=1)
    drawing = Drawing(5, 5, (Group((inner,), "moment", "#event-a", "Its name"),), "Says.")
    assert 'role="group"' in web_svg(drawing)
    assert '<a href="#event-a" class="moment"><title>Its name</title><rect' in web_svg(drawing)
    assert "href" not in print_svg(drawing, {"paper": "#fff"})


def test_an_ornament_is_hidden_from_those_who_do_not_see_it() -> None:
    assert 'aria-hidden="true"' in web_svg(sign_picture("seen"))
    assert "aria-label" not in web_svg(sign_picture("seen"))


def test_a_colour_that_is_no_token_is_our_mistake() -> None:
    with pytest.raises(KeyError, match="crimson"):
        print_svg(Drawing(1, 1, (Circle(0, 0, 1, Paint(fill="crimson")),), ""), tokens())


def test_hostile_words_stay_words_in_both_forms() -> None:
    drawing = Drawing(9, 9, (Group((Text(0, 0, HOSTILE, 9),), HOSTILE, HOSTILE, HOSTILE),), HOSTILE, language=HOSTILE)
    for svg in (web_svg(drawing, HOSTILE), print_svg(drawing, tokens())):
        root = ElementTree.fromstring(svg)
        assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {"svg", "a", "g", "title", "text"}
        assert "<script" not in svg
        assert [text for text in root.itertext() if "alert(1)" in text]


def test_words_from_right_to_left_keep_their_order() -> None:
    drawing = Drawing(9, 9, (Text(0, 0, "נקבע (2)", 9), Text(0, 5, "soon (2)", 9)), "")
    assert ">\u2068נקבע (2)\u2069<" in web_svg(drawing)
    assert ">soon (2)<" in web_svg(drawing)


def test_no_style_no_id_no_script_in_any_picture() -> None:
    for draw in PICTURES.values():
        for svg in (web_svg(draw()), print_svg(draw(), tokens())):
            names = {name for element in ElementTree.fromstring(svg).iter() for name in element.attrib}
            assert not names & {"style", "id", "onload", "onclick"}


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (-0.001, "0"), (1.005, "1"), (12.5, "12.5"), (1e7, "10000000")])
def test_numbers_are_short(value: float, text: str) -> None:
    assert number(value) == text


def test_words_are_cut_between_words_and_only_where_they_must_be() -> None:
    assert cut("a  short\ntitle", 12, 200) == "a short title"
    assert cut("abc def ghi jkl mno", 12, 80) == "abc def ghi…"
    assert cut("x" * 200, 12, 50) == "xxxxxxx…"
    assert cut("日本語" * 30, 12, 60) == "日本語…"
    assert width("日本", 10) > width("ab", 10) > width("il", 10) > width("\u0301\u200d", 10) == 0


@given(st.text(max_size=60), st.floats(1, 400))
def test_what_is_cut_fits(words: str, room: float) -> None:
    shown = cut(words, 12, room)
    assert width(shown, 12) <= room or shown == "…"


def test_a_long_gap_is_left_out_and_the_rest_keeps_one_scale() -> None:
    axis = make_axis(map(day, ("2022-02-24", "2026-02-05", "2026-06-04", "2026-06-05")), 0, 600)
    gaps = [(piece.last - piece.first, round(piece.right - piece.left)) for piece in axis.gaps]
    assert gaps == [(1442, 277), (119, 277)]
    assert axis.x(day("2026-06-05")) - axis.x(day("2026-06-04")) == pytest.approx(46)
    labels = [(tick.day.isoformat(), tick.unit) for tick in axis.ticks(40)]
    assert labels == [(text, "day") for text in ("2022-02-24", "2026-02-05", "2026-06-04", "2026-06-05")]


def test_days_that_are_spread_evenly_need_no_break() -> None:
    axis = make_axis((Day(2020 + year, 6, 1) for year in range(6)), 0, 600)
    assert axis.gaps == ()
    assert [tick.day for tick in axis.ticks(40)] == [Day(2021 + year, 1, 1) for year in range(5)]
    quarters = make_axis([day("2026-01-15"), day("2026-12-20"), day("2026-06-01")], 0, 300)
    assert [tick.day.month for tick in quarters.ticks(40)] == [4, 7, 10]


def test_an_axis_of_one_day_and_of_none() -> None:
    alone = make_axis([day("2026-03-02")], 10, 90)
    assert (alone.x(day("2026-03-02")), alone.x(day("2030-01-01")), len(list(alone.ticks(40)))) == (10, 10, 1)
    with pytest.raises(ValueError, match="without a day"):
        make_axis([], 0, 1)


DAYS = st.dates(Day(1, 1, 1), Day(9999, 12, 31))


@given(st.lists(DAYS, min_size=1, max_size=12))
def test_an_axis_keeps_the_order_of_days_and_its_ends(days: list[Day]) -> None:
    axis = make_axis(days, 8, 300)
    places = [axis.x(one) for one in sorted(days)]
    assert all(first <= second + 1e-6 for first, second in pairwise(places))
    assert 8 - 1e-6 <= places[0] <= places[-1] <= 300 + 1e-6
    assert all(8 - 1e-6 <= tick.x <= 300 + 1e-6 for tick in axis.ticks(40))
    assert len(axis.gaps) <= 3


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 50)).map(lambda p: (p[0], p[0] + p[1])), max_size=20))
def test_nothing_touches_within_a_lane(stretches) -> None:
    lanes = pack(stretches, 5)
    for (one, a), (other, b) in combinations(zip(stretches, lanes, strict=True), 2):
        assert a != b or one[1] + 5 <= other[0] or other[1] + 5 <= one[0]


@pytest.mark.parametrize(
    ("days", "words"), [(1, "1 day"), (59, "59 days"), (119, "about 4 months"), (1442, "about 4 years")]
)
def test_a_length_in_words(days: int, words: str) -> None:
    assert length(days, WORDS) == words


@st.composite
def moments(draw) -> Moment:
    """Any valid event."""
    extent = draw(st.sampled_from(["day", "lasting", "within", "undated"]))
    first, last = sorted((draw(DAYS), draw(DAYS)))
    if extent == "day":
        last = first
    elif extent != "within":
        first, last = draw(st.sampled_from([(first, last), (None, last), (first, None)]))
    certainty = draw(st.sampled_from(["confirmed", "reported", "disputed", "scheduled"]))
    title = draw(st.text(st.characters(codec="utf-8"), min_size=1, max_size=120))
    return Moment(title, title, "#", certainty, extent, first, last, draw(st.booleans()))


def bounds(shape) -> Iterator[tuple[float, float, float, float]]:
    """The boxes that a shape and what is in it take."""
    if isinstance(shape, Group):
        for inner in shape.shapes:
            yield from bounds(inner)
    elif isinstance(shape, Line):
        yield min(shape.x1, shape.x2), min(shape.y1, shape.y2), max(shape.x1, shape.x2), max(shape.y1, shape.y2)
    elif isinstance(shape, Rect):
        yield shape.x, shape.y, shape.x + shape.width, shape.y + shape.height
    elif isinstance(shape, Circle):
        yield shape.x - shape.radius, shape.y - shape.radius, shape.x + shape.radius, shape.y + shape.radius
    elif isinstance(shape, Stroke):
        xs, ys = zip(*shape.points, strict=True)
        yield min(xs), min(ys), max(xs), max(ys)
    else:
        room = width(shape.words, shape.size, shape.bold)
        left = shape.x - {"start": 0, "middle": room / 2, "end": room}[shape.anchor]
        yield left, shape.y - shape.size, left + room, shape.y


def outside(drawing: Drawing) -> list[tuple[float, float, float, float]]:
    """What reaches beyond the picture."""
    boxes = [box for shape in drawing.shapes for box in bounds(shape)]
    return [
        (left, top, right, bottom)
        for left, top, right, bottom in boxes
        if left < -0.01 or top < -0.01 or right > drawing.width + 0.01 or bottom > drawing.height + 0.01
    ]


@given(st.lists(moments(), min_size=2, max_size=12), DAYS, st.sampled_from([340.0, 720.0]))
def test_every_event_is_in_the_band_once_inside_it_and_touches_no_other(events, facts_to: Day, across: float) -> None:
    drawing = draw_band(events, band_axis(events, facts_to, across), facts_to, WORDS, "", across)
    groups = [shape for shape in drawing.shapes if isinstance(shape, Group)]
    assert [group.says for group in groups] == [event.says for event in events]
    assert outside(drawing) == []
    hits = [shape for group in groups for shape in group.shapes if isinstance(shape, Rect) and shape.role == "hit"]
    for one, other in combinations(hits, 2):
        apart = one.x + one.width <= other.x or other.x + other.width <= one.x
        assert apart or one.y + one.height <= other.y or other.y + other.height <= one.y


@pytest.mark.parametrize("across", [340.0, 720.0])
def test_the_glyph_of_an_undated_event_stands_inside_its_brackets(across: float) -> None:
    long = "An event with a name that is long enough to be in the way"
    events = [moment("The first day", "2026-01-01"), moment("The last day", "2026-03-01")]
    events += [moment(title, "2026-03-01", "", "undated", "reported") for title in (long, "Short")]
    events += [moment(title, "", "2026-01-01", "undated", "reported") for title in (long, "Short")]
    groups = [shape for shape in band(events, across).shapes if isinstance(shape, Group)]
    for group in groups[2:]:
        [line] = [shape for shape in group.shapes if isinstance(shape, Line)]
        [glyph] = [shape for shape in group.shapes if isinstance(shape, Circle)]
        assert line.x1 < glyph.x < line.x2


def test_axis_labels_are_evenly_apart_and_not_a_fence() -> None:
    axis = make_axis([day("2026-03-02"), day("2026-03-18")], 8, 320)
    assert [(tick.day.day, tick.unit) for tick in axis.ticks(56)] == [(2, "day"), (9, "day"), (16, "day")]
    wide = make_axis([day("2026-03-02"), day("2026-03-18")], 8, 700)
    assert [tick.day.day for tick in wide.ticks(56)] == list(range(2, 19, 2))


def test_outside_is_noticed() -> None:
    assert len(outside(Drawing(10, 10, (Text(9, 9, "word", 9), Line(0, 0, 5, 5, Paint())), ""))) == 1


def test_certainty_is_told_by_shape() -> None:
    drawn = [web_svg(sample) for sample, _ in legend([moment("a", "2026-01-01", certainty=c) for c in
             ("confirmed", "reported", "disputed", "scheduled")], False, None, WORDS)]  # fmt: skip
    without_colour = {svg.replace("strong", "").replace("warm", "").replace("quiet", "") for svg in drawn}
    assert len(without_colour) == 4


def test_a_legend_has_the_signs_in_use_and_no_others() -> None:
    said = [text for _, text in legend(BAND, True, day("2026-03-09"), WORDS)]
    assert said == [
        "confirmed", "reported", "disputed", "scheduled", "lasted", "some time within", "undated, some time in between",
        "no end is known", "about, or uncertain", "a stretch left out, not to scale",
        "the facts end here: 9 March 2026",
    ]  # fmt: skip
    assert [text for _, text in legend(BAND[:1], False, None, WORDS)] == ["confirmed"]


@pytest.mark.parametrize(
    ("values", "ticks", "cut_off"),
    [
        ((500000,), tuple(range(0, 700000, 100000)), False),
        ((9.8, 10.2), (9.7, 9.8, 9.9, 10, 10.1, 10.2, 10.3), True),
        ((-3, 2), (-4, -3, -2, -1, 0, 1, 2, 3), False),
        ((0,), (0, 0.2, 0.4, 0.6, 0.8, 1, 1.2), False),
    ],
)
def test_a_ruler_begins_at_nought_or_says_that_it_does_not(values, ticks, cut_off: bool) -> None:
    ruler = make_ruler(values, 0, 300, lambda value: 40)
    assert (ruler.ticks, ruler.cut_off) == (ticks, cut_off)


NUMBERS = st.floats(-1e15, 1e15, allow_nan=False).map(lambda value: 0.0 if abs(value) < 1e-6 else value)


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=5), st.sampled_from([330.0, 640.0]))
def test_every_figure_is_inside_its_picture(pairs, across: float) -> None:
    names = ("exact", "about", "approaching", "at-least", "at-most", "more-than")
    figures = [
        Figure(min(pair), max(pair), WORDS.number(min(pair)), "Somebody", names[index % 6], bool(index % 2))
        for index, pair in enumerate(pairs)
    ]
    drawing = draw_ranges(figures, figures_ruler(figures, WORDS, across), "units", WORDS, "", across)
    assert outside(drawing) == []
    assert sum(isinstance(shape, Text) and shape.role == "figure-name" for shape in drawing.shapes) == len(figures)


def test_a_qualifier_is_drawn_as_what_it_leaves_open() -> None:
    def roles(qualifier: str) -> set[str]:
        figures = [Figure(5, 5, "5", "", qualifier)]
        drawing = draw_ranges(figures, figures_ruler(figures, WORDS, 330), "m", WORDS, "", 330)
        return {shape.role for shape in drawing.shapes} - {"axis", "tick", "unit", "figure-name", "ground", ""}

    assert roles("exact") == {"point"}
    assert roles("about") == {"point", "loose"}
    assert roles("approaching") == {"point", "approaching", "open-end"}
    assert roles("at-least") == roles("at-most") == roles("more-than") == {"point", "open", "open-end"}


def test_tokens_are_the_light_ones_and_a_site_s_own_come_first(tmp_path) -> None:
    style = "/* :root { --bb-ink: red } */ :root, [x] { --bb-ink: #111; --md-x: 1; --bb-paper: #fff }"
    assert read_tokens(f"{style}\n:root{{--bb-ink:no}}") == {"ink": "#111", "paper": "#fff"}
    assert tokens()["ink"].startswith("#")
    (tmp_path / "assets/stylesheets").mkdir(parents=True)
    (tmp_path / "assets/stylesheets/tokens.css").write_text(":root { --bb-ink: #abcdef; }")
    assert (tokens(tmp_path)["ink"], tokens(tmp_path)["warm"]) == ("#abcdef", tokens()["warm"])
    assert read_tokens("body { color: red }") == {}
    dark = tokens(dark=True)
    assert dark.keys() < tokens().keys()
    assert (dark["ink"], dark["paper"]) != (tokens()["ink"], tokens()["paper"])
