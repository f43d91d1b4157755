"""A random date, written in any of the forms that we read, is read back."""

import calendar
from collections.abc import Callable
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from themeline.dates import civil

Written = tuple[str, str]
slow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
days = st.dates(date(1600, 1, 1), date(2049, 12, 31))
years = st.integers(1500, 2049)
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
ORDINALS = ["first", "second", "third", "fourth"]


def ordinal(number: int) -> str:
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def month_name(day: date) -> str:
    return calendar.month_name[day.month]


def weekday_name(day: date) -> str:
    return calendar.day_name[day.weekday()]


DAY_FORMS: list[Callable[[date], str]] = [
    lambda d: f"{d.day} {month_name(d)} {d.year}",
    lambda d: f"{month_name(d)} {d.day}, {d.year}",
    lambda d: f"{month_name(d)[:3]}. {d.day}, {d.year}" if d.month != 5 else f"May {d.day}, {d.year}",
    lambda d: f"the {ordinal(d.day)} of {month_name(d)} {d.year}",
    lambda d: f"{month_name(d)} the {ordinal(d.day)}, {d.year}",
    lambda d: f"{weekday_name(d)}, {d.day} {month_name(d)} {d.year}",
    lambda d: d.isoformat(),
    lambda d: f"{d.day}/{d.month}/{d.year}",
    lambda d: f"{d.day:02}.{d.month:02}.{d.year}",
    lambda d: f"{d.day}-{month_name(d)[:3]}-{d.year}",
    lambda d: f"{d.year}/{d.month:02}/{d.day:02}",
]
COARSE_FORMS: list[Callable[[date], Written]] = [
    lambda d: (f"{month_name(d)} {d.year}", f"{d.year}-{d.month:02}"),
    lambda d: (f"{month_name(d)} of {d.year}", f"{d.year}-{d.month:02}"),
    # "2006-07" is a school year, and "5/1848" may be a number: only the plain cases are told.
    lambda d: (f"{d.year}-{d.month:02}",) * 2 if (d.year + 1) % 100 != d.month else (str(d.year),) * 2,
    lambda d: (f"{d.month}/{max(d.year, 1900)}", f"{max(d.year, 1900)}-{d.month:02}"),
    lambda d: (f"late {month_name(d)} {d.year}", f"{d.year}-{d.month:02}"),
    lambda d: (str(d.year), str(d.year)),
    lambda d: (f"the year {d.year}", str(d.year)),
    lambda d: (f"mid-{d.year}", str(d.year)),
    lambda d: (f"around {d.year}", f"{d.year}~"),
    lambda d: (f"Q{(d.month + 2) // 3} {d.year}", f"{d.year}-{32 + (d.month + 2) // 3}"),
    lambda d: (f"the {ORDINALS[(d.month - 1) // 3]} quarter of {d.year}", f"{d.year}-{32 + (d.month + 2) // 3}"),
    lambda d: (f"the {ORDINALS[(d.month - 1) // 6]} half of {d.year}", f"{d.year}-{40 + (d.month - 1) // 6}"),
    *(
        lambda d, name=name, code=code: (f"the {name} of {d.year}", f"{d.year}-{code}")
        for name, code in SEASONS.items()
    ),
    lambda d: (f"the {d.year // 10}0s", f"{d.year // 10}X"),
    lambda d: (f"the {ordinal(d.year // 100 + 1)} century", f"{d.year // 100}XX"),
    lambda d: (f"fiscal year {d.year}/{(d.year + 1) % 100:02}", f"{d.year}/{d.year + 1}"),
    lambda d: (
        f"FY{max(d.year, 1900)}/{(max(d.year, 1900) + 1) % 100:02}",
        f"{max(d.year, 1900)}/{max(d.year, 1900) + 1}",
    ),
    lambda d: (f"{d.year} BC", f"-{d.year - 1:04}"),
    lambda d: (f"{d.day}0 BC", f"-{d.day * 10 - 1:04}"),
]
ERAS = {"Reiwa": 2018, "Heisei": 1988, "Showa": 1925, "Meiji": 1867, "Minguo": 1911, "Kangxi": 1661}


@slow
@given(day=days, form=st.sampled_from(DAY_FORMS))
def test_a_day(find, day, form):
    (found,) = find(f"The treaty was signed on {form(day)} in Geneva.", day_first="yes")
    assert (found.value, found.edtf, found.earliest, found.latest) == (day.isoformat(),) * 4
    assert form(day).endswith(found.text)


@slow
@given(day=days, form=st.sampled_from(COARSE_FORMS))
def test_a_coarser_time(find, day, form):
    text, edtf = form(day)
    (found,) = find(f"The treaty was made in {text} by the council.")
    assert found.edtf == edtf
    assert found.earliest <= found.latest or found.earliest.startswith("-")


@slow
@given(first=days, last=days, form=st.sampled_from(DAY_FORMS[:4]), joint=st.sampled_from(["to", "until", "–"]))
def test_a_range_of_days(find, first, last, form, joint):
    first, last = sorted([first, last])
    found = find(f"The talks ran from {form(first)} {joint} {form(last)} in Geneva.", genre="abstract")
    if first == last:
        assert {e.value for e in found} <= {first.isoformat(), f"{first}/{last}"}
    else:
        assert [(e.edtf, e.earliest, e.latest) for e in found] == [(f"{first}/{last}", str(first), str(last))]


@slow
@given(first=years, length=st.integers(1, 99), joint=st.sampled_from(["-", "–", " to ", " until "]))
def test_a_range_of_years(find, first, length, joint):
    last = min(first + length, 2100)
    (found,) = find(f"The plan covers {first}{joint}{last} in full.", genre="abstract")
    assert (found.edtf, found.earliest) == (f"{first}/{last}", f"{first}-01-01")


@slow
@given(day=days, hour=st.integers(0, 23), minute=st.integers(0, 59))
def test_a_time_of_a_day(find, day, hour, minute):
    twelve = f"{(hour - 1) % 12 + 1}:{minute:02} {'p.m.' if hour >= 12 else 'a.m.'}"
    for time in (f"{hour:02}:{minute:02}", twelve):
        (found,) = find(f"It began at {time} on {day.day} {month_name(day)} {day.year} in Geneva.")
        assert (found.type, found.edtf) == ("TIME", f"{day.isoformat()}T{hour:02}:{minute:02}:00")
        assert (found.earliest, found.latest) == (day.isoformat(), day.isoformat())


@slow
@given(era=st.sampled_from(sorted(ERAS)), number=st.integers(1, 60))
def test_a_year_of_an_era(find, era, number):
    for text in (f"{era} {number}", f"the {ordinal(number)} year of {era}"):
        (found,) = find(f"The act was adopted in {text} by the council.")
        assert found.edtf == str(ERAS[era] + number)


@slow
@given(day=days, count=st.integers(1, 99))
def test_days_before_and_after_a_known_day(find, day, count):
    there = civil.from_number(civil.to_number(day.year, day.month, day.day) - count)
    (found,) = find(f"The treaty was signed {count} days ago in Geneva.", published=day.isoformat(), genre="news")
    assert found.value == "{:04}-{:02}-{:02}".format(*there)
    assert found.anchor == day.isoformat()
