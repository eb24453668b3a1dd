"""What the signs of a timeline mean, each drawn once beside its words.

In: the moments of a picture and words. Out: the samples that this picture needs, and no others.
"""

import datetime
from collections.abc import Iterator, Sequence

from briefbook.pictures import marks, scale
from briefbook.pictures.axis import Piece
from briefbook.pictures.drawing import Drawing, Line, Paint, Shape
from briefbook.pictures.timeline import Moment
from briefbook.words import Words

Day = datetime.date
Sign = tuple[Drawing, str]
_ACROSS, _HEIGHT = 44.0, 16.0
_Y = _HEIGHT / 2
_LEFT, _RIGHT = 4.0, _ACROSS - 4


def legend(moments: Sequence[Moment], broken: bool, facts_to: Day | None, words: Words) -> Iterator[Sign]:
    """The signs in use, in a fixed order; `broken` tells whether an axis leaves something out."""
    yield from _certainties(moments, words)
    yield from _extents(moments, words)
    if broken:
        sign = scale.break_sign(Piece(0, 0, _LEFT, _RIGHT, broken), _Y)
        yield _sample(sign), words.say("a stretch left out, not to scale")
    if facts_to is not None:
        line = scale.cutoff(_ACROSS / 2 - scale.BEHIND, -2, _HEIGHT)
        yield _sample((line,)), words.say("the facts end here: %(day)s", day=words.day(facts_to))


def _certainties(moments: Sequence[Moment], words: Words) -> Iterator[Sign]:
    certainties = {moment.certainty for moment in moments}
    for certainty in ("confirmed", "reported", "disputed", "scheduled"):
        if certainty in certainties:
            yield _sample((marks.glyph(_ACROSS / 2, _Y, certainty),)), words.choice(certainty)


def _extents(moments: Sequence[Moment], words: Words) -> Iterator[Sign]:
    extents = {moment.extent for moment in moments}
    sure = "confirmed"
    if "lasting" in extents:
        yield _sample(marks.lasting(_LEFT, _RIGHT, _Y, sure, False)), words.say("lasted")
    if "within" in extents:
        yield _sample(marks.within(_LEFT, _RIGHT, _Y, sure, False)), words.say("some time within")
    if "undated" in extents:
        between = marks.bracket(_LEFT, _Y, sure, -1), marks.bracket(_RIGHT, _Y, sure, 1)
        line = marks.undated(_LEFT, _RIGHT, _Y, sure)
        yield _sample((*line, *between)), words.say("undated, some time in between")
    if any(moment.first is None or moment.last is None for moment in moments):
        line = (Line(_LEFT, _Y, _RIGHT, _Y, Paint(stroke=marks.tone(sure), width=1.5)),)
        yield _sample((*line, marks.arrow(_RIGHT, _Y, sure, 1))), words.say("no end is known")
    if any(moment.loose for moment in moments):
        day = marks.loose_day(_ACROSS / 2, _Y, sure)
        yield _sample((*day, marks.glyph(_ACROSS / 2, _Y, sure))), words.say("about, or uncertain")


def _sample(shapes: tuple[Shape, ...]) -> Drawing:
    return Drawing(_ACROSS, _HEIGHT, shapes, "", "sample")
