from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themeline.ingest.published import parse_published


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2016", "2016"),
        (2016, "2016"),
        (2016.0, "2016"),
        ("2016-12", "2016-12"),
        ("2016-12-27", "2016-12-27"),
        ("2016-12-27T10:00:00Z", "2016-12-27"),
        ("March 3, 2021", "2021-03-03"),
        ("3rd of March 2021", "2021-03-03"),
        ("Wed, 3 Mar 2021 10:00:00 +0100", "2021-03-03"),
        ("Sept. 2019", "2019-09"),
        ("27/12/2016", "2016-12-27"),
        ("03.04.2021", "2021-04-03"),
        ("03/04/2021", ""),
        ("2021年3月3日", "2021-03-03"),
        ("30 February 2020", ""),
        ("n.d.", ""),
        (None, ""),
        (True, ""),
    ],
)
def test_written_forms(value: object, expected: str) -> None:
    assert parse_published(value) == expected


@given(st.dates(min_value=date(1500, 1, 1), max_value=date(2099, 12, 31)))
def test_a_day_survives_its_written_forms(day: date) -> None:
    written = [day.isoformat(), f"{day:%d} {day:%B} {day.year}", f"{day:%B} {day.day}, {day.year}", f"{day:%Y/%m/%d}"]
    assert [parse_published(form) for form in written] == [day.isoformat()] * len(written)
    assert parse_published(f"{day:%m/%d/%Y}", "mdy") == day.isoformat()
