"""Expressions that lean on an anchor: which anchor, which direction, how fine."""

import pytest

NEWS = "2017-09-20"  # a Wednesday


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The bill was tabled today.", "2017-09-20"),
        ("The vote takes place the day after tomorrow.", "2017-09-22"),
        ("The bill was tabled the day before yesterday.", "2017-09-18"),
        ("They use it nowadays.", "PRESENT_REF"),
        ("The cabinet meets tonight.", "2017-09-20TNI"),
        ("The cabinet met last night.", "2017-09-19TNI"),
        ("The cabinet met this morning.", "2017-09-20TMO"),
        ("The bill was tabled last April.", "2017-04"),
        ("The bill was tabled last October.", "2016-10"),
        ("The bill will be tabled next April.", "2018-04"),
        ("The bill will be tabled next October.", "2017-10"),
        ("The bill was tabled last summer.", "2017-SU"),
        ("The bill will be tabled next spring.", "2018-SP"),
        ("The bill was tabled last winter.", "2016-WI"),
        ("The bill was tabled last Friday.", "2017-09-15"),
        ("The bill will be tabled next Friday.", "2017-09-22"),
        ("The bill was tabled last quarter.", "2017-Q2"),
        ("The bill was tabled last week.", "2017-W37"),
        ("The bill was tabled last weekend.", "2017-W37-WE"),
        ("The bill was tabled earlier this month.", "2017-09"),
        ("The bill passed in the last fiscal year.", "2016/2017"),
        ("It is the worst crisis of this century.", "20"),
        ("It is the worst crisis of this decade.", "201X"),
        ("The bill passed at the end of the year.", "2017"),
        ("The bill was tabled in October last year.", "2016-10"),
        ("The bill was tabled on 3 October last year.", "2016-10-03"),
        ("The bill was tabled the year before last.", "2015"),
        ("The bill will be tabled the week after next.", "2017-W40"),
        ("The bill was tabled on Tuesday of last week.", "2017-09-12"),
        ("The bill will be tabled next week, on Thursday.", "2017-09-28"),
        ("It reminds us that two weeks ago, in this very room, the bill was tabled.", "2017-W36"),
        ("The day before last Tuesday's hearing he left.", "2017-09-18"),
        ("The day after 3 May 2012 he left.", "2012-05-04"),
        ("At the time of writing, 3,800 bills are tabled.", "2017-09-20"),
    ],
)
def test_news_leans_on_its_own_date(find, text, value):
    assert value in [e.value for e in find(text, NEWS, "news")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The bill was tabled three days ago.", "2017-09-17"),
        ("The bill was tabled three weeks ago.", "2017-W35"),
        ("The bill was tabled a fortnight ago.", "2017-W36"),
        ("The bill was tabled two and a half years ago.", "2015-03"),
        ("The bill was tabled two decades ago.", "1997"),
        ("The realm fell a century ago.", "1917"),
        ("The realm fell a thousand years ago.", "1017"),
        ("The bill was tabled several years ago.", "PAST_REF"),
        ("The bill will be tabled two months from now.", "2017-11"),
        ("The bill will be tabled six weeks from tomorrow.", "2017-11-02"),
        ("The bill was tabled two weeks before yesterday.", "2017-09-05"),
        ("The bill will be tabled in two months.", "2017-11"),
        ("The bill was written in two months.", "P2M"),
    ],
)
def test_lengths_reach_from_the_documents_date(find, text, value):
    assert [e.value for e in find(text, NEWS, "news")] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The act passed in 2010. It was amended two years later.", "2012"),
        ("The act passed in 2010. It was amended the following year.", "2011"),
        ("The act passed in 2010. It was signed that same year.", "2010"),
        ("The act passed on 3 May 2010. It was signed the next day.", "2010-05-04"),
        ("The act passed on 3 May 2010. It was signed the day before.", "2010-05-02"),
        ("The act passed on 3 May 2010. It was signed the following week.", "2010-W19"),
        ("The act passed on 3 May 2010. It was signed three days earlier.", "2010-04-30"),
        ("The act passed in May 2010. It was signed the same day.", "2010-05-XX"),
        ("The act passed in May 2010. It was signed three days later.", "2010-XX-XX"),
        ("The act passed in 2010. It was signed two weeks later.", "2010-WXX"),
        ("The act passed in 2010. It was signed two months later.", "2010-XX"),
        ("It was signed the next day.", "XXXX-XX-XX"),
        ("It was signed two years later.", "XXXX"),
        ("It was signed that morning.", "XXXX-XX-XXTMO"),
    ],
)
def test_what_leans_on_the_text_takes_what_was_told_last(find, text, value):
    assert [e.value for e in find(text, NEWS, "news")][-1] == value


def test_the_same_day_of_a_month_is_bounded_by_it(find):
    found = find("The act passed in May 2010. It was signed the same day.", NEWS, "news")[-1]
    assert (found.earliest, found.latest, found.anchor) == ("2010-05-01", "2010-05-31", "2010-05")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It met on Monday.", "XXXX-WXX-1"),
        ("It met last week.", "XXXX-WXX"),
        ("It met last month.", "XXXX-XX"),
        ("It met last year.", "XXXX"),
        ("It met last summer.", "XXXX-SU"),
        ("It met yesterday.", "XXXX-XX-XX"),
        ("It met two years ago.", "XXXX"),
        ("It met last night.", "XXXX-XX-XXTNI"),
        ("It met at Christmas.", "XXXX-XX-XX"),
        ("It met on Monday at 10:30.", "XXXX-WXX-1T10:30"),
    ],
)
def test_without_a_date_it_is_marked_as_unresolved(find, text, value):
    (found,) = find(text, "", "news")
    assert (found.value, found.edtf, found.earliest, found.latest) == (value, "", "", "")


def test_a_month_without_a_year_is_an_edtf_month_of_any_year(find):
    (found,) = find("It met last April.", "", "news")
    assert (found.value, found.edtf, found.earliest) == ("XXXX-04", "XXXX-04", "")


@pytest.mark.parametrize(
    ("text", "genre", "value", "earliest"),
    [
        ("Trade doubled in the past ten years.", "news", "P10Y", ""),
        ("Trade doubled in the past ten years.", "abstract", "2007/2017", "2007-01-01"),
        ("Trade will double in the next ten years.", "abstract", "2017/2027", "2017-01-01"),
        ("Trade doubled in the past few years.", "abstract", "PXY", ""),
        ("Trade doubled in the past year.", "news", "P1Y", ""),
        ("Trade doubled in the four previous years.", "news", "P4Y", ""),
        ("Trade doubled in the 2.5 past years.", "news", "P2Y6M", ""),
        ("The average age was 22.8 years.", "news", "P22.8Y", ""),
        ("The siege lasted 1,200 days.", "news", "P1200D", ""),
    ],
)
def test_spans_are_lengths_in_news_and_intervals_in_abstracts(find, text, genre, value, earliest):
    (found,) = find(text, NEWS, genre)
    assert (found.value, found.earliest) == (value, earliest)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It was agreed in the third month of 2021.", "2021-03"),
        ("It was agreed on the 60th day of 2021.", "2021-03-01"),
        ("It was agreed in week 23 of last year.", "2016-W23"),
        ("It was agreed in week 23.", "2017-W23"),
        ("It was agreed in the week of 6 March.", "2017-W10"),
        ("It was agreed in the week of March 6, 2015.", "2015-W10"),
    ],
)
def test_counted_units_of_a_year(find, text, value):
    assert [e.value for e in find(text, NEWS, "news")] == [value]


@pytest.mark.parametrize("text", ["It was the 13th month of 2021.", "It fell in the week of 31 February."])
def test_units_that_no_year_has_are_not_read(find, text):
    assert not [e for e in find(text, NEWS, "news") if e.value.startswith(("2021-13", "2017-W"))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It met on Christmas Eve 2015.", "2015-12-24"),
        ("It met on Easter Monday 2016.", "2016-03-28"),
        ("It met on Labor Day 2016.", "2016-09-05"),
        ("It met on Memorial Day 2016.", "2016-05-30"),
        ("It met on Thanksgiving 2016.", "2016-11-24"),
        ("It met last Christmas.", "2016-12-25"),
        ("It met last Easter.", "2017-04-16"),
        ("It meets next Easter.", "2018-04-01"),
        ("It meets next Christmas.", "2017-12-25"),
        ("It meets this Christmas.", "2017-12-25"),
        ("The attacks of 9/11 changed it.", "2001-09-11"),
    ],
)
def test_named_days(find, text, value):
    assert [e.value for e in find(text, NEWS, "news")] == [value]


def test_a_month_alone_cannot_tell_the_day_of_a_holiday_before_it(find):
    assert [e.value for e in find("It met last Christmas.", "", "news")] == ["XXXX-XX-XX"]
