from itertools import pairwise

import pandas as pd
import regex
from hypothesis import given
from hypothesis import strategies as st

from themeline.report.payload import cut, utf16_length
from themeline.report.search import Places, find_places, locate, sample_places

WORDS = st.sampled_from(
    ["cyber", "Security", "law", "İstanbul", "ﬁle", "🛡️", "网络", "straße", "of", "सुरक्षा", ",", "U.S."]
)
TEXT = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)
VARIANTS = {
    "law": ["law"],
    "cyber security": ["cyber security", "cybersecurity"],
    "cyber security law": ["cyber security law"],
    "ISTANBUL": ["istanbul", "İstanbul"],
    "सुरक्षा": ["सुरक्षा"],
    "nothing": [""],
}


def frame(texts: list[str]) -> pd.DataFrame:
    numbers = range(1, len(texts) + 1)
    return pd.DataFrame({"doc": [f"d{n}" for n in numbers], "sentence": 1, "text": texts})


def plainly(term: str, text: str) -> int:
    """Count a term as one would by hand: word after word, with nothing but spaces and the like between."""
    spelled = {tuple(word.casefold() for word in regex.findall(r"\w+", written)) for written in VARIANTS[term]} - {()}
    words = list(regex.finditer(r"\w+", text))
    hits = 0
    for first in range(len(words)):
        for parts in spelled:
            run = words[first : first + len(parts)]
            between = "".join(text[a.end() : b.start()] for a, b in pairwise(run))
            same = tuple(word.group().casefold() for word in run) == parts
            hits += same and not regex.search(r"[^\s\-‐‑–/'’&.]", between)
    return hits


def counted(places: Places, texts: list[str]) -> dict[tuple[str, int], int]:
    rows = zip(places.term.tolist(), places.row.tolist(), places.hits.tolist(), strict=True)
    return {(places.terms[term], row): hits for term, row, hits in rows}


@given(st.lists(TEXT, min_size=1, max_size=6))
def test_hits_are_those_of_a_plain_count(texts: list[str]) -> None:
    expected = {(term, row): plainly(term, text) for term in VARIANTS for row, text in enumerate(texts)}
    assert counted(find_places(VARIANTS, texts), texts) == {key: hits for key, hits in expected.items() if hits}


@given(st.lists(TEXT, min_size=1, max_size=6))
def test_samples_point_at_the_term(texts: list[str]) -> None:
    places = find_places(VARIANTS, texts)
    for row in sample_places(places, VARIANTS, frame(texts), 3, 1).to_dict("records"):
        hit = row["text"][row["start"] : row["end"]]
        assert plainly(row["term"], hit) == 1
        assert plainly(row["term"], row["text"][: row["end"] - 1]) == 0


def test_punctuation_and_case_do_not_matter() -> None:
    places = find_places({"cyber security": ["cyber security"]}, ["Cyber-Security, cyber  security; cyber, security"])
    assert places.hits.tolist() == [2]


def test_a_sample_is_fixed_by_its_seed_and_spreads_over_documents() -> None:
    sentences = frame(["the law"] * 500).assign(doc=["big"] * 495 + ["b", "c", "d", "e", "f"])
    variants = {"law": ["law"]}
    places = find_places(variants, sentences["text"].tolist())
    some = sample_places(places, variants, sentences, 5, 3)
    assert some.equals(sample_places(places, variants, sentences, 5, 3))
    assert some["doc"].nunique() == len(some) == 5
    assert places.sentences().tolist() == [500]


def test_nothing_to_find_and_nowhere_to_look() -> None:
    assert find_places({}, ["the law"]).row.tolist() == []
    assert find_places(VARIANTS, []).row.tolist() == []
    assert locate(["law"], "no such word") == (0, 0)


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
