import calendar
import re
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from themeline.dates.civil import easter, from_number, iso_week, to_number, week_start, weekday
from themeline.dates.context import Context
from themeline.dates.notation import bounds, edtf
from themeline.dates.periods import period_of, shifted

YEAR = r"-?(?:\d{4}|\d{3}X|\d\dXX|\dXXX|XXXX)"
DATE = rf"{YEAR}(?:-(?:0[1-9]|1[0-2]|2[1-4]|3[3-6]|4[01]))?(?:-(?:0[1-9]|[12]\d|3[01]))?"
TIME = r"T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d"
EDTF = re.compile(rf"{DATE}(?:{TIME}|[~?%])?|(?:{DATE}|\.\.)/(?:{DATE}|\.\.)")
UNITS = ["day", "week", "weekend", "month", "season", "quarter", "half", "year", "fiscal", "decade", "century"]
TEXT = """
in on by since until of the a from to between and about early late mid last next this that same ago
later before after two three 5 12 27 1999 2016 2030 149 BC AD May March 3rd first year years month
months week day decade century Monday Friday summer quarter morning 10:30 a.m. noon Easter 9/11
27/12/2016 1990s '89 - , . FY fiscal every daily Heisei ROC half couple several Q3 of end beginning
'60s '70s sixties 4th 18th p.m. on / or through until '15 c. 347 Tuesday weekend any once twice times a per
first second nineteenth centuries Christmas night noon tonight today yesterday June July 2.5 1,200 past FY2016/17
"""
WORDS = TEXT.split()
slow = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
days = st.dates(date(1600, 1, 1), date(2049, 12, 31))


@given(st.integers(-800_000, 900_000))
def test_numbers_of_days_are_read_back(number):
    assert to_number(*from_number(number)) == number
    year, week = iso_week(number)
    assert week_start(year, week) + weekday(number) - 1 == number


@given(days)
def test_day_arithmetic_agrees_with_the_standard_library(day):
    number = to_number(day.year, day.month, day.day)
    assert (weekday(number), iso_week(number)) == (day.isoweekday(), day.isocalendar()[:2])


def test_easter_sundays_are_the_known_ones():
    assert [easter(year) for year in (1943, 2000, 2018, 2024)] == [(4, 25), (4, 23), (4, 1), (3, 31)]


@given(st.sampled_from(UNITS), days, st.integers(-30, 30))
def test_a_shifted_period_comes_back_and_keeps_its_bounds(unit, day, steps):
    period = period_of(unit, day.year, day.month, day.day)
    assert shifted(shifted(period, steps), -steps) == period
    first, last = bounds(period)
    assert first <= last
    assert EDTF.fullmatch(edtf(period))


@slow
@given(day=days)
def test_a_written_day_is_read_back(find, day):
    name = calendar.month_name[day.month]
    forms = [
        f"{day.day} {name} {day.year}",
        f"{name} {day.day}, {day.year}",
        day.isoformat(),
        f"{day.day}/{day.month}/{day.year}",
        f"the {day.day}th of {name}, {day.year}",
    ]
    text = " ".join(f"The treaty was signed on {form} in Geneva." for form in forms)
    found = find(text, day_first="yes")
    assert [(e.value, e.edtf, e.earliest, e.latest) for e in found] == [(day.isoformat(),) * 4] * len(forms)


@slow
@given(
    words=st.lists(st.sampled_from(WORDS), min_size=3, max_size=14),
    published=st.sampled_from(["", "2016", "2016-11-07"]),
)
def test_whatever_is_found_is_well_formed(find, words, published):
    text = "It met " + " ".join(words)
    end = 0
    for found in find(text, published):
        assert found.start >= end
        assert text[found.start : found.end] == found.text
        assert found.text.strip() == found.text != ""
        assert found.edtf == "" or EDTF.fullmatch(found.edtf), found
        assert not (found.earliest and found.latest) or found.earliest.startswith("-") or found.earliest <= found.latest
        end = found.end


@given(st.text(max_size=200))
def test_any_text_can_be_lexed(text):
    from themeline.dates import DateRules

    place = 0
    for lexeme in DateRules.load().lexer.lex(text):
        assert place <= lexeme.start < lexeme.end
        place = lexeme.end


def test_a_context_without_a_date_has_no_year_to_give():
    assert Context(None, "news").year_of(5) is None
