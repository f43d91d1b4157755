"""What looks like a date and is none, or is the part of a name."""

import pytest

from themeline.dates.triggers import Triggers
from themeline.tables import Entity


@pytest.mark.parametrize(
    "text",
    [
        "Call 020 7946 2016 or (202) 555-1990.",
        "Call +44 20 2019 1234 or +86 2010-2015-86.",
        "It recalled resolutions 1373, 1540 and 1989.",
        "See resolution 1540 and resolutions 687 and 2231.",
        "See Directive 2008/114/EC, Regulation (EU) 2016/679 and Regulation (EU) No 1025/2012.",
        "See A/RES/70/237, S/2015/123 and ISO 9001:2015.",
        "See para. 2011 and fig. 2012.",
        "It is a 2015-page report on 2000-word essays.",
        "It won by 1998 votes.",
        "It cost $2015, €2,016 or 2017 euros.",
        "It stands at 2000 metres, with 1990 inhabitants.",
        "Some 1,500 people, 2015 soldiers and 1990 or more refugees fled.",
        "Windows 2000 and Office 2016 were installed; version 2019.1 was not.",
        "See http://example.org/2015/12/27/text and doi:10.1000/2015.",
        "The ministry may march on; may it fall to spring into action.",
        "I met Mark May, April Jones, June Smith and August Wilson.",
        "Theresa May said that May was right.",
        "Sun Microsystems sold the Sat Nav to March Capital.",
        "Sixteen twenty-year-old students gave nineteen forty-minute talks.",
        "Twenty countries sent two thousand and fifteen people.",
        "They sang White Christmas and met Johnnie Christmas.",
        "They saw High Noon at the Summer Palace.",
        "The Winter Olympics and the Spring Festival drew crowds.",
        "The 52-year-old and his colleague aged 40 to 50 resigned.",
        "In his late thirties he resigned.",
        "He came second; it took a second attempt.",
        "He works for the daily.",
    ],
)
def test_no_date_is_found(find, text):
    assert [e.text for e in find(text, "2017-09-20", "news") if e.edtf] == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It recalled resolutions 1373 (2001), 1540 (2004) and 2231 (2015).", ["2001", "2004", "2015"]),
        ("Security Council resolution 2231 of 20 July 2015 holds.", ["2015-07-20"]),
        ("The 1951 Convention and the 1967 Protocol hold.", ["1951", "1967"]),
        ("The World Cup 2018 day five went well.", ["2018"]),
        ("The 2012 Summer Paralympics ended.", ["2012"]),
        ("It came to life on 9/11/2000.", ["2000-11-09"]),
        ("In 2014, 2015 and 2016 it grew.", ["2014", "2015", "2016"]),
        ("The 2015-based figures and the 1998-born cohort differ.", ["2015", "1998"]),
    ],
)
def test_dates_beside_numbers_are_found(find, text, values):
    assert [e.value for e in find(text, "", "news", day_first="yes")] == values


@pytest.mark.parametrize(
    "name", ["the 2030 Agenda", "Vision 2020", "Horizon 2020", "Europe 2020", "Vision 2030's goals"]
)
def test_the_year_of_a_programme_is_marked_and_has_no_value(find, name):
    (found,) = find(f"They signed up to {name} in Paris.", "2017-09-20")
    assert (found.value, found.edtf, found.earliest) == ("", "", "")


def test_a_range_in_the_name_of_a_programme_is_its_time(find):
    text = "The Cyber Strategy 2012-2015 was adopted."
    entity = Entity(1, 4, 28, "Cyber Strategy 2012-2015", "POLICY", "Cyber Strategy 2012-2015", "rule")
    (found,) = find(text, "2017-09-20", "abstract", entities=[entity])
    assert (found.edtf, found.part_of) == ("2012/2015", "Cyber Strategy 2012-2015")


@pytest.mark.parametrize(
    ("name", "edtf"), [("Rose Garden Monday", "2017-09-18"), ("Plan for Growth (1965)", "1965"), ("Plan 2020", "")]
)
def test_only_a_bare_year_of_a_programme_is_its_goal(find, name, edtf):
    text = f"They met in the {name} of the State."
    entity = Entity(1, 16, 16 + len(name), name, "POLICY", name, "rule")
    (found,) = find(text, "2017-09-20", "news", entities=[entity])
    assert (found.edtf, found.part_of) == (edtf, name)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They meet on a Monday.", "XXXX-WXX-1"),
        ("They meet on any Monday.", "XXXX-WXX-1"),
        ("They welcomed a Monday ruling.", "2017-09-18"),
        ("They meet every Wednesday and Thursday.", "XXXX-WXX-3"),
        ("The army went into winter quarters.", ""),
        ("They met on the last day of the talks.", ""),
    ],
)
def test_what_happens_at_no_certain_time_has_no_place_in_the_calendar(find, text, value):
    found = find(text, "2017-09-20", "news")
    assert [e.value for e in found] == ([value] if value else [])


def test_triggers_let_through_what_may_hold_a_date(find):
    triggers = Triggers(
        {"REFERENCE": ["at the moment"], "TIMEX2": ["former"]},
        {"trigger_words": ["century"], "trigger_classes": ["REFERENCE"], "narrative_trigger_classes": ["TIMEX2"]},
    )
    assert triggers.hit("At this moment it holds.")
    assert not triggers.hit("At the minister's word it holds.")
    assert triggers.hit("It is 4 p.m. now.")
    assert not triggers.hit("The former minister.")
    assert triggers.hit("The former minister.", narrative=True)
    assert not triggers.hit("In 480 it fell.")
    assert triggers.hit("In 480 it fell.", small_years=True)
