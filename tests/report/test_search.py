import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from themeline.report.payload import cut, utf16_length
from themeline.report.search import find_places

WORDS = st.sampled_from(["cyber", "Security", "law", "İstanbul", "ﬁle", "🛡️", "网络", "straße", "of"])
TEXT = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)


def frame(texts: list[str]) -> pd.DataFrame:
    numbers = range(1, len(texts) + 1)
    return pd.DataFrame({"doc": [f"d{n}" for n in numbers], "sentence": 1, "text": texts})


@given(st.lists(TEXT, min_size=1, max_size=6))
def test_every_hit_is_the_term(texts: list[str]) -> None:
    places = find_places({"law": ["law"], "cyber security": ["cyber security"]}, frame(texts))
    for row in places.to_dict("records"):
        assert row["text"][row["start"] : row["end"]].casefold() == row["term"]
    holding = sum("law" in text.split() for text in texts)
    assert (places["term"] == "law").sum() == holding


def test_punctuation_and_case_do_not_matter() -> None:
    places = find_places(
        {"cyber security": ["cyber security"]}, frame(["Cyber-Security, cyber  security; cybersecurity"])
    )
    assert places["hits"].tolist() == [2]


def test_enough_is_enough() -> None:
    sentences = frame(["the law"] * 500)
    some = find_places({"law": ["law"]}, sentences, seed=3, most=7)
    assert len(some) == 7
    assert some.equals(find_places({"law": ["law"]}, sentences, seed=3, most=7))


@given(st.text(max_size=2000), st.integers(0, 2000), st.integers(0, 100))
def test_a_cut_keeps_the_hit(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    short, first, last = cut(text, start, end)
    assert short[first:last] == text[start:end]
    assert len(short) <= 422


@given(st.text())
def test_lengths_as_scripts_count_them(text: str) -> None:
    assert utf16_length(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2
