"""The edges: inputs that once ended a run, said less than was written, or took a time that grew with their square."""

import pytest

from briefbook.pictures.ruler import make_ruler
from briefbook.words import Words


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.00025, "0.00025"),
        (1.23456, "1.23456"),
        (1_000_000_000_000_000, "1,000,000,000,000,000"),
        (-0.0, "0"),
        (1e25, "1E25"),
        (5e-324, "5E-324"),
    ],
)
def test_a_number_is_printed_with_all_its_digits(value, said) -> None:
    assert Words("en").number(value) == said


@pytest.mark.parametrize(
    "values", [(1e15, -1e15), (1e-9,), (1e-9, 1e15), (1e15, 1e15 + 0.125), (1e-9, 1.1e-9), (0.1, 0.1 + 1e-17)]
)
def test_every_figure_that_check_accepts_has_its_place_on_a_ruler(values) -> None:
    ruler = make_ruler(values, 14, 600, lambda value: 30.0)
    assert all(14 <= ruler.x(value) <= 600 for value in values)
    assert 2 <= len(ruler.ticks) < 30
