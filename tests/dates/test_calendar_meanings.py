"""Expressions that name their place in the calendar."""

import pytest

NEWS = "2017-09-20"


@pytest.mark.parametrize(
    ("text", "value", "mod"),
    [
        ("It began in early 2015.", "2015", "START"),
        ("It began in mid-2015.", "2015", "MID"),
        ("It began in late May 2015.", "2015-05", "END"),
        ("It began at the beginning of 2015.", "2015", "START"),
        ("It began around 2015.", "2015", "APPROX"),
        ("It began in the late 1990s.", "199X", "END"),
        ("It began in the early nineteenth century.", "18", "START"),
        ("It began in the mid-nineties.", "199X", "MID"),
    ],
)
def test_modifiers_are_kept(find, text, value, mod):
    (found,) = find(text, NEWS)
    assert (found.value, found.mod) == (value, mod)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Signed in the winter of 2015-16.", "2015-WI"),
        ("Signed in the winter of 2015/2016.", "2015-WI"),
        ("Signed in nineteen ninety-six.", "1996"),
        ("Signed on 27 December, twenty fifteen.", "2015-12-27"),
        ("Signed by two thousand and fifteen.", "2015"),
        ("Signed on 2015-12-27.", "2015-12-27"),
        ("Signed on 2015-12-27T10:30.", "2015-12-27T10:30"),
        ("Signed on 2015-12-27T10:30:15Z.", "2015-12-27T10:30:15"),
        ("Signed in 2015-12.", "2015-12"),
        ("Signed in 12/2015.", "2015-12"),
        ("Signed on 27.12.2015.", "2015-12-27"),
        ("Signed on 27/12/15.", "2015-12-27"),
        ("Signed on 27-Dec-2015.", "2015-12-27"),
        ("Signed on 2015-Dec-27.", "2015-12-27"),
        ("Signed on 27-Dec-15.", "2015-12-27"),
        ("Signed on Sunday, 27 December 2015.", "2015-12-27"),
        ("Signed on the 27th of December 2015.", "2015-12-27"),
        ("Signed on December the 27th, 2015.", "2015-12-27"),
        ("Signed on the second of May 2011.", "2011-05-02"),
        ("Signed on 28 June in 2020.", "2020-06-28"),
        ("Signed in May in 2020.", "2020-05"),
        ("Signed in 2015 December.", "2015-12"),
        ("Signed in December '15.", "2015-12"),
        ("Signed in the spring of 2015.", "2015-SP"),
        ("Signed in Q3 2015.", "2015-Q3"),
        ("Signed in the first half of 2015.", "2015-H1"),
        ("Signed in the fourth quarter.", "2016-Q4"),
        ("It will be signed in the fourth quarter.", "2017-Q4"),
        ("Signed in spring.", "2017-SP"),
        ("Signed at noon on 3 May 2015.", "2015-05-03T12:00"),
        ("Signed on the morning of 3 May 2015.", "2015-05-03TMO"),
        ("Signed at 4 in the afternoon on 3 May 2015.", "2015-05-03T16:00"),
        ("Signed at 1430 hrs on 3 May 2015.", "2015-05-03T14:30"),
        ("Signed on the 470s BC.", "BC047X"),
        ("Signed in the 4th century BC.", "BC03"),
        ("Signed in 149 BC.", "BC0149"),
        ("Signed in fiscal 2016.", "FY2016"),
        ("Signed in FY2016/17.", "2016/2017"),
        ("Signed in 2012/15.", "2012/2015"),
        ("Signed in the school year 2016-17.", "2016/2017"),
        ("Signed in the '60s.", "196X"),
        ("Signed in Showa 20.", "1945"),
        ("Signed in the third year of Reiwa.", "2021"),
        ("Signed in the 105th year of the Republic of China.", "2016"),
        ("Signed in Kangxi 12.", "1673"),
    ],
)
def test_written_forms(find, text, value):
    assert [e.value for e in find(text, NEWS, day_first="yes")] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "Signed on 31/02/2015 in Geneva.",
        "Signed on 30 February 2015.",
        "They met for the 45th century of runs.",
        "ROC 105 soldiers advanced.",
        "Signed at 1475 hrs.",
    ],
)
def test_what_no_calendar_has_is_not_read_as_a_day(find, text):
    assert not [e for e in find(text, NEWS, day_first="yes") if e.type == "TIME" or len(e.value) == len("2015-02-31")]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("They met on 27 and 28 May 2014.", ["2014-05-27", "2014-05-28"]),
        ("They met on 27, 28 and 29 May 2014.", ["2014-05-27", "2014-05-28", "2014-05-29"]),
        ("They met on May 3, 4, 5 and 6, 2014.", ["2014-05-03", "2014-05-04", "2014-05-05", "2014-05-06"]),
        ("They met on the 4th, 5th, and 6th of July 2014.", ["2014-07-04", "2014-07-05", "2014-07-06"]),
        ("They met in May, June and July 2015.", ["2015-05", "2015-06", "2015-07"]),
        ("They met from May 3 to June 5, 2014.", ["2014-05-03", "2014-06-05"]),
        ("It was so in the late nineteenth and early twentieth centuries.", ["18", "19"]),
        ("It was so in the sixties and seventies.", ["196X", "197X"]),
        ("It was so from about 1200 to about 400 BCE.", ["BC1200", "BC0400"]),
        ("They met from 2 to 4 p.m.", ["2017-09-20T14:00", "2017-09-20T16:00"]),
        ("They met from 11 to 2 p.m.", ["2017-09-20T14:00"]),
    ],
)
def test_the_parts_of_a_series_share_what_is_said_once(find, text, values):
    assert [e.value for e in find(text, NEWS, "news")] == values


def test_late_belongs_to_the_part_that_it_stands_before(find):
    text = "It was so in the late nineteenth and early twentieth centuries."
    assert [e.mod for e in find(text, NEWS, "news")] == ["END", "START"]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("It ran from 2012/13 to 2015/16.", "2012/2016"),
        ("It has run from 2010 onwards.", "2010/.."),
        ("It has run since early 2018.", "2018/.."),
        ("It runs until the end of 2020.", "../2020"),
        ("It ran between the 15th and the 19th century.", "14XX/18XX"),
    ],
)
def test_ranges_have_their_ends(find, text, edtf):
    assert [e.edtf for e in find(text, NEWS, "abstract")] == [edtf]


def test_days_without_a_month_take_the_one_told_last(find):
    text = "The talks began on 5 May 2010. They broke down on the 18th."
    assert [e.value for e in find(text, NEWS, "news")] == ["2010-05-05", "2010-05-18"]
    assert [e.value for e in find("They broke down on the 18th.", NEWS, "news")] == ["2017-09-18"]
    assert find("They broke down on the 31st.", NEWS, "news") == []
    assert find("They live on the 18th floor.", NEWS, "news") == []
    assert find("They broke down on the 18th.", "2017", "news") == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("He was born c. 347. When about 373, he set out.", ["0347", "0373"]),
        ("The city fell in 480. It rose again in 350.", []),
    ],
)
def test_small_years_need_a_text_that_tells_them(find, text, values):
    assert [e.value for e in find(text, "", "narrative")] == values


def test_years_of_two_digits_are_of_the_thread_in_a_narrative(find):
    text = "The war began in August 1914. By Christmas '15 all had changed."
    assert [e.value for e in find(text, "2009-12-19", "narrative")][-1].startswith("1915")
    assert [e.value for e in find("The law of May '98 was amended.", NEWS)] == ["1998-05"]
