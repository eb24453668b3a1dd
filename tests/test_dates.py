"""Dates: our parser against the calendar, and against two others, with every difference written down."""

import datetime

import pytest
from edtf import parse_edtf
from undate import Undate

from briefbook.model.dates import machine_date, parse_date, try_date

Day = datetime.date
WELL_FORMED = {
    "2026-06-04": ("2026-06-04", "2026-06-04", "day", ""),
    "2026-06": ("2026-06-01", "2026-06-30", "month", ""),
    "2024-02": ("2024-02-01", "2024-02-29", "month", ""),
    "2023-02-28": ("2023-02-28", "2023-02-28", "day", ""),
    "2024-02-29": ("2024-02-29", "2024-02-29", "day", ""),
    "2026": ("2026-01-01", "2026-12-31", "year", ""),
    "202X": ("2020-01-01", "2029-12-31", "decade", ""),
    "20XX": ("2000-01-01", "2099-12-31", "century", ""),
    "2026-XX": ("2026-01-01", "2026-12-31", "year", ""),
    "2026-06-XX": ("2026-06-01", "2026-06-30", "month", ""),
    "2026~": ("2026-01-01", "2026-12-31", "year", "approximate"),
    "2026-06?": ("2026-06-01", "2026-06-30", "month", "uncertain"),
    "2026-06-04%": ("2026-06-04", "2026-06-04", "day", "uncertain and approximate"),
    "2022-02-24/2022-03-01": ("2022-02-24", "2022-03-01", "interval", ""),
    "0001": ("0001-01-01", "0001-12-31", "year", ""),
    "9999-12-31": ("9999-12-31", "9999-12-31", "day", ""),
}
# What the two others cannot say, or say otherwise.
OURS_ALONE = {
    "2026-21": ("2026-03-01", "2026-05-31", "season", ""),  # undate refuses seasons
    "2026-22": ("2026-06-01", "2026-08-31", "season", ""),
    "2026-23": ("2026-09-01", "2026-11-30", "season", ""),
    "2026-24": ("2026-12-01", "2027-02-28", "season", ""),  # edtf ends winter with the year
    "2027-24": ("2027-12-01", "2028-02-29", "season", ""),
    "9999-24": ("9999-12-01", "9999-12-31", "season", ""),
    "2022/..": ("2022-01-01", None, "interval", ""),  # edtf says infinity, undate has no day
    "2022/": ("2022-01-01", None, "interval", ""),  # edtf adds ten years
    "../2022": (None, "2022-12-31", "interval", ""),
    "2026/2026": ("2026-01-01", "2026-12-31", "interval", ""),  # undate wants the ends to differ
    "2022~/2023?": ("2022-01-01", "2023-12-31", "interval", ""),  # each end is as sure as it says itself
    "2026-XX-XX": ("2026-01-01", "2026-12-31", "year", ""),
    "2026-06-04T23:30": ("2026-06-04", "2026-06-04", "day", ""),  # both refuse a time without seconds
    "2026-06-04T23:30+03:00": ("2026-06-04", "2026-06-04", "day", ""),
    "2026-06-04T23:59:59Z": ("2026-06-04", "2026-06-04", "day", ""),
    "000X": ("0001-01-01", "0009-12-31", "decade", ""),  # the calendar has no year 0
}
REFUSED = {
    "2026-02-30": "month 02 of 2026 has 28 days",
    "2023-02-29": "month 02 of 2023 has 28 days",  # edtf takes it
    "2026-04-31": "month 04 of 2026 has 30 days",
    "2026-06-00": "month 06 of 2026 has 30 days",
    "2026-13-01": "there is no month 13",
    "2026-13": "there is no month 13",
    "2026-00": "there is no month 00",
    "2026-22-01": "there is no month 22",
    "2026-XX-04": "a day without its month is no date",  # both others take it
    "0000": "the calendar begins with the year 0001",  # both others take it
    "0000-01": "the calendar begins with the year 0001",
    "06/04/2026": "day and month can be taken for each other; the year comes first",
    "6/4/26": "day and month can be taken for each other; the year comes first",
    "2026-03-02/2026-03-01": "the interval ends before it begins",
    "2026/2025": "the interval ends before it begins",
    "../..": "an interval has two ends, and at least one of them is a date",
    "/": "an interval has two ends, and at least one of them is a date",
    "2022/2023/2024": "an interval has two ends, and at least one of them is a date",
    "2026-06-04T24:00": "no clock shows this time",
    "2026-06-04T23:60": "no clock shows this time",
    "2026-06-04T23:30:60": "no clock shows this time",
    "2026-06-04T23:30+15:00": "no clock shows this time",
    "2026-06-04T23:30+03:60": "no clock shows this time",
    "2026-02-30T23:30": "month 02 of 2026 has 28 days",
    "June 4": "this is no date in a form that is understood",
    "2026-6-4": "this is no date in a form that is understood",
    "-2026": "this is no date in a form that is understood",
    "12026": "this is no date in a form that is understood",
    "2026~~": "this is no date in a form that is understood",
    "2026-06-04 ": "this is no date in a form that is understood",
    "2026-06-04\n": "this is no date in a form that is understood",
    "२०२६": "this is no date in a form that is understood",
    "": "this is no date in a form that is understood",
}


def _day(text: str | None) -> Day | None:
    return Day.fromisoformat(text) if text else None


@pytest.mark.parametrize("text", [*WELL_FORMED, *OURS_ALONE])
def test_a_date_says_how_precise_it_is(text):
    earliest, latest, precision, qualifier = {**WELL_FORMED, **OURS_ALONE}[text]
    date = parse_date(text)
    assert (date.text, date.earliest, date.latest) == (text, _day(earliest), _day(latest))
    assert (date.precision, date.qualifier) == (precision, qualifier)


@pytest.mark.parametrize("text", WELL_FORMED)
def test_edtf_agrees(text):
    other = parse_edtf(text)
    ours = parse_date(text)
    assert (Day(*other.lower_strict()[:3]), Day(*other.upper_strict()[:3])) == (ours.earliest, ours.latest)


@pytest.mark.parametrize("text", WELL_FORMED)
def test_undate_agrees(text):
    other = Undate.parse(text.rstrip("%"), "EDTF")
    ends = (other.earliest, other.latest)
    # An interval of undate has undates for ends.
    first, last = (getattr(end, side, end) for end, side in zip(ends, ("earliest", "latest"), strict=True))
    ours = parse_date(text)
    assert (str(first), str(last)) == (str(ours.earliest), str(ours.latest))


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_date_says_why(text):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole message is compared below
        parse_date(text)
    assert str(caught.value) == REFUSED[text]
    assert try_date(text) is None


def test_a_time_keeps_its_zone_and_never_moves_the_day():
    date = parse_date("2026-06-04T23:30+03:00")
    assert (date.time, date.earliest) == ("23:30+03:00", Day(2026, 6, 4))
    about = parse_date("2026-06-04T23:30+03:00~")
    assert (about.time, about.qualifier) == ("23:30+03:00", "approximate")


def test_a_machine_is_told_of_exact_dates_alone():
    exact = ("2026", "2026-06", "2026-06-04", "2026-06-04T23:30", "2026-06-04T23:30+03:00")
    assert [machine_date(text) for text in exact] == list(exact)
    loose = ("2026-22", "2026~", "2026-06-04T23:30+03:00~", "2026-06?", "202X", "2026-XX-XX", "2026/2027", "2026/..")
    assert [machine_date(text) for text in loose] == [""] * len(loose)


def test_a_date_of_another_record_may_be_missing():
    assert try_date(None) is None
    assert try_date("2026") == parse_date("2026")
