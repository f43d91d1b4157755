"""Lengths of time and what is repeated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themeline.dates.lengths import Length


@pytest.mark.parametrize(
    ("count", "unit", "value"),
    [
        (2, "Y", "P2Y"),
        (30, "TM", "PT30M"),
        (2, "E", "P20Y"),
        (1, "F", "P2W"),
        (1.5, "Y", "P1Y6M"),
        (0.5, "D", "PT12H"),
        (1.5, "D", "P1DT12H"),
        (2.5, "TH", "PT2H30M"),
        (22.8, "Y", "P22.8Y"),
        (1.5, "W", "P1.5W"),
        (None, "D", "PXD"),
        (None, "TH", "PTXH"),
        (None, "E", "PXY"),
        (None, "WE", "PXD"),
    ],
)
def test_lengths_are_written_as_timex3_has_them(count, unit, value):
    assert Length(count, unit).timex == value


@given(st.integers(1, 10_000), st.sampled_from(["Y", "M", "W", "D", "TH", "TM", "TS"]))
def test_a_whole_number_is_kept(count, unit):
    assert Length(count, unit).timex == f"P{'T' if unit.startswith('T') else ''}{count}{unit[-1]}"


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("It lasted half a year.", "DURATION", "P6M"),
        ("It lasted 2 1/2 years.", "DURATION", "P2Y6M"),
        ("It lasted several years.", "DURATION", "PXY"),
        ("It lasted for decades.", "DURATION", "PXY"),
        ("It is a year-long study.", "DURATION", "P1Y"),
        ("They meet every month.", "SET", "P1M"),
        ("They meet every January.", "SET", "XXXX-01"),
        ("They meet every summer.", "SET", "XXXX-SU"),
        ("They meet every evening.", "SET", "XXXX-XX-XXTEV"),
        ("They meet every weekend.", "SET", "XXXX-WXX-WE"),
        ("They meet on Fridays.", "SET", "XXXX-WXX-5"),
        ("They meet twice a week.", "SET", "P1W"),
        ("They work eight hours a day.", "SET", "P1D"),
        ("They meet three times every year.", "SET", "P1Y"),
        ("They meet annually.", "SET", "P1Y"),
        ("They meet semi-annually.", "SET", "P6M"),
        ("They are safe to date.", "DATE", "PRESENT_REF"),
        ("They look to the future.", "DATE", "FUTURE_REF"),
        ("They lived in the past.", "DATE", "PAST_REF"),
    ],
)
def test_lengths_sets_and_references(find, text, kind, value):
    (found,) = find(text, "2017-09-20", "news")
    assert (found.type, found.value, found.edtf) == (kind, value, "")


def test_a_night_of_no_day_is_told_in_narratives_alone(find):
    assert [e.value for e in find("They marched by night.", "", "narrative")] == ["XXXX-XX-XXTNI"]
    assert find("They marched by night.", "", "news") == []
