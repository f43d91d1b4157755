"""Numbers and years in words, as lexemes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themeline.dates import DateRules

ONES = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(number: int) -> str:
    """Write a number between 1 and 99."""
    if number < 20:
        return ONES[number - 1]
    return TENS[number // 10 - 2] + (f"-{ONES[number % 10 - 1]}" if number % 10 else "")


def classes_of(text: str) -> list[dict[str, object]]:
    return [dict(lexeme.values) for lexeme in DateRules.load().lexer.lex(text)]


@given(st.integers(16, 20), st.integers(10, 99))
def test_a_year_is_read_from_its_halves(century, rest):
    assert classes_of(f"{in_words(century)} {in_words(rest)}") == [{"YEAR": 100 * century + rest}]


@given(st.integers(1, 99))
def test_a_year_after_two_thousand_may_be_a_number_too(rest):
    year = 2000 + rest
    assert classes_of(f"two thousand and {in_words(rest)}") == [{"NUM": year, "YEAR": year}]


@pytest.mark.parametrize(
    ("text", "number"),
    [("two hundred and six", 206), ("three thousand", 3000), ("twenty-five", 25), ("two million", 2_000_000)],
)
def test_other_numbers_stay_numbers(text, number):
    assert classes_of(text) == [{"NUM": number}]


@pytest.mark.parametrize("text", ["nineteen, forty-five", "nineteen or forty", "fifteen fifty"])
def test_two_numbers_that_are_no_halves_stay_apart(text):
    assert all("YEAR" not in values for values in classes_of(text))
