"""The thread of a narrative."""

from hypothesis import given
from hypothesis import strategies as st

from themeline.dates.periods import Period
from themeline.dates.thread import Thread

years, months = st.integers(-500, 2100), st.integers(1, 12)


@given(years, months, months)
def test_a_month_is_of_the_year_told_last_or_of_the_next(year, told, month):
    thread = Thread()
    thread.follow(Period("month", year, told), None)
    found = thread.year_of(month)
    assert found in (year, year + 1)
    assert found == year or told - month >= 10


def test_a_year_alone_keeps_the_month_of_the_same_year():
    thread = Thread()
    thread.follow(Period("day", 1941, 12, 7), None)
    thread.follow(Period("year", 1941), None)
    assert thread.year_of(1) == 1942
    thread.follow(Period("year", 1943), None)
    assert thread.year_of(1) == 1943


def test_a_far_year_is_in_passing_once_a_paragraph_has_told_its_own():
    thread = Thread()
    thread.follow(Period("month", 1941, 6), None)
    thread.follow(Period("year", 1812), None)
    assert thread.year == 1941
    thread.settled = False
    thread.follow(Period("year", 1812), None)
    assert thread.year == 1812


def test_at_the_beginning_there_is_no_year():
    thread = Thread()
    assert thread.year_of(5) is None
    thread.follow(Period("month", None, 5), None)
    assert thread.year is None


def test_a_story_does_not_follow_what_lies_behind_or_ahead(find):
    text = (
        "The war began on 10 March 1975. The road would be open for a planned campaign in 1976. The lines broke on "
        "11 March."
    )
    assert [e.value for e in find(text, "2009-12-19", "narrative")] == ["1975-03-10", "1976", "1975-03-11"]
    text = "In May 1944 they met troops that had invaded the north in late 1943. By June the province was taken."
    assert [e.value for e in find(text, "2009-12-19", "narrative")] == ["1944-05", "1943", "1944-06"]
