"""Estimates as ranges: the picture of figures that disagree.

In: an estimate. Out: what its view shows beside its fields. One axis an estimate: its values count the same thing in
the same unit, and nothing else may stand beside them.
"""

from typing import Any

from briefbook.link import Record
from briefbook.pictures.ranges import Figure, draw_ranges, figures_ruler
from briefbook.render.context import Context
from briefbook.render.views import Fields, View, more_of
from briefbook.words import Words

WIDE, NARROW = 640.0, 330.0


def estimate(context: Context, record: Record, fields: Fields) -> dict[str, Any]:
    """The values with their figures in words, and the picture of them, wide and narrow, with what it shows in words."""
    words, model = context.words, record.model
    figures = [_figure(context, value) for value in model.values if value.point is not None or value.low is not None]
    rulers = {across: figures_ruler(figures, words, across) for across in (WIDE, NARROW)}
    says = in_sum(model.measure, model.unit, figures, words)
    drawn = [draw_ranges(figures, ruler, model.unit, words, says, across) for across, ruler in rulers.items()]
    wide, narrow = map(context.medium.picture, drawn)
    cut_off = any(ruler.cut_off for ruler in rulers.values())
    return {**given(context, record, fields), "picture": View(wide=wide, narrow=narrow, cut_off=cut_off)}


def given(context: Context, record: Record, fields: Fields) -> dict[str, Any]:
    """The values, each with its figure in the words it came with."""
    figures = [figure_words(value, context.words) for value in record.model.values]
    return {"values": tuple(more_of(view, figure=said) for view, said in zip(fields["values"], figures, strict=True))}


def _figure(context: Context, value: Any) -> Figure:
    by = context.link(value.attributed_to).title if value.attributed_to else ""
    low, high = (value.point, value.point) if value.point is not None else (value.low, value.high)
    said = figure_words(value, context.words)
    return Figure(low, high, said, by, value.qualifier, value.range == "across-sources")


def figure_words(value: Any, words: Words) -> str:
    """A figure as it was given: its number with the word it came with, or its two ends."""
    if value.point is None:
        return words.say("%(low)s to %(high)s", low=words.number(value.low), high=words.number(value.high))
    number = words.number(value.point)
    return number if value.qualifier == "exact" else f"{words.choice(value.qualifier)} {number}"


def in_sum(measure: str, unit: str, figures: list[Figure], words: Words) -> str:
    """What the picture shows, in one sentence."""
    given = "; ".join(
        words.say("%(figure)s, according to: %(by)s", figure=figure.words, by=figure.by) if figure.by else figure.words
        for figure in figures
    )
    return words.say("%(measure)s, in %(unit)s: %(figures)s.", measure=measure, unit=unit, figures=given)
