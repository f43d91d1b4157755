import pytest
from hypothesis import given
from hypothesis import strategies as st

from themeline.entities.acronyms import find_definitions
from themeline.entities.spans import trim


@pytest.mark.parametrize(
    ("text", "long", "short"),
    [
        ("the Chinese Communist Party(CCP) met", "Chinese Communist Party", "CCP"),
        ("a Ministry of Science and Technology (MOST) unit", "Ministry of Science and Technology", "MOST"),
        (
            "the International Organization for Standardization, or IOS, says",
            "International Organization for Standardization",
            "IOS",
        ),
        ("the NCSC (National Cyber Security Centre) was", "National Cyber Security Centre", "NCSC"),
        (
            "an Organization for Security and Co-operation in Europe (“OSCE”) mission",
            "Organization for Security and Co-operation in Europe",
            "OSCE",
        ),
    ],
)
def test_definitions(text: str, long: str, short: str) -> None:
    [found] = find_definitions(text)
    assert text[found.long_start : found.long_end] == long
    assert text[found.short_start : found.short_end] == short
    assert found.matched


def test_hereinafter_gives_a_short_form_without_initials() -> None:
    text = "The State Data Agency (hereinafter referred to as “the Agency”) shall act."
    [found] = find_definitions(text)
    assert text[found.short_start : found.short_end] == "Agency"
    assert not found.matched


@pytest.mark.parametrize(
    "text", ["in brackets (ABC) only", "the law (2015) and (see below)", "no definition", "(NATO)"]
)
def test_brackets_that_define_nothing(text: str) -> None:
    assert find_definitions(text) == []


@given(st.text(alphabet="the a'’s\"“”()[] ¡¯ABc.,-", max_size=40))
def test_trimming_stays_inside_and_is_done_once(text: str) -> None:
    start, end = trim(text, 0, len(text))
    assert 0 <= start <= end <= len(text)
    assert trim(text, start, end) == (start, end)
