"""Concordances on real sentences: every hit, within its sentence, cut, sorted and sampled."""

import time

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from themeline.compare import ConcordanceSettings, concordance, concordance_of_spans, find_lemma, side_by_side
from themeline.errors import UsageError
from themeline.language import parse_documents
from themeline.tables import Document

TEXT = (
    "The National Security Law was adopted in 2015. Cyber security is national security, said the minister. "
    "The cyber\nsecurity strategy builds on laws of 2016. Securities are no security (at all)."
)


def sentences_of(texts):
    rows = []
    for document, text in enumerate(texts):
        start = 0
        for number, sentence in enumerate(text.split(". "), start=1):
            rows.append((document, number, start, sentence, 2010 + document))
            start += len(sentence) + 2
    return pd.DataFrame(rows, columns=["document", "sentence", "start", "text", "year"])


SENTENCES = sentences_of([TEXT, "No security without law. Security first."])


def test_a_plain_pattern_is_found_as_whole_words_in_any_case():
    found = concordance(SENTENCES, "security")
    assert found["keyword"].tolist() == ["Security", *["security"] * 5, "Security"]
    assert found.columns.tolist() == ["document", "sentence", "start", "end", "left", "keyword", "right", "year"]
    assert found.loc[0, ["left", "right"]].tolist() == ["The National ", " Law was adopted in 2015"]
    assert [TEXT[r.start : r.end] for r in found.itertuples() if r.document == 0] == found["keyword"].tolist()[:5]


def test_words_may_be_parted_by_any_white_space():
    assert concordance(SENTENCES, "cyber security")["keyword"].tolist() == ["Cyber security", "cyber security"]


def test_case_regular_expressions_and_brackets():
    assert len(concordance(SENTENCES, "Security", ConcordanceSettings(match_case=True))) == 2
    found = concordance(SENTENCES, r"laws? of \d{4}|\bSecurit\w+", ConcordanceSettings(regex=True))
    assert "laws of 2016" in found["keyword"].tolist()
    assert concordance(SENTENCES, "(at all)")["keyword"].tolist() == ["(at all)"]


def test_lines_are_sorted_by_what_stands_next_to_the_keyword():
    right = concordance(SENTENCES, "security", ConcordanceSettings(sort="right"))["right"].str.lower()
    first = right.str.extract(r"([a-z]+)", expand=False).fillna("").tolist()
    assert first == sorted(first)
    left = concordance(SENTENCES, "security", ConcordanceSettings(sort="left"))["left"].str.split().str[-1].fillna("")
    assert left.str.lower().tolist() == sorted(left.str.lower().tolist())


def test_a_sample_is_the_same_each_time_and_in_order():
    settings = ConcordanceSettings(sample=3)
    first, second = concordance(SENTENCES, "security", settings), concordance(SENTENCES, "security", settings)
    assert len(first) == 3
    pd.testing.assert_frame_equal(first, second)
    assert first[["document", "start"]].apply(tuple, axis=1).is_monotonic_increasing


def test_context_is_cut_at_words():
    found = concordance(SENTENCES, "minister", ConcordanceSettings(width=15))
    assert found.loc[0, "left"] == "said the "


def test_a_pattern_that_would_never_end_is_stopped():
    sentences = pd.DataFrame({"document": [1], "sentence": [1], "start": [0], "text": ["a" * 5000 + "!"]})
    began = time.monotonic()
    with pytest.raises(UsageError, match="takes too long"):
        concordance(sentences, r"(a|aa)+$", ConcordanceSettings(regex=True, seconds=0.5))
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("pattern", ["", "  ", "(", "[a-", "a{2,1}"])
def test_patterns_that_cannot_be_searched(pattern):
    with pytest.raises(UsageError):
        concordance(SENTENCES, pattern, ConcordanceSettings(regex=True))


def test_nothing_found_is_an_empty_table_with_its_columns():
    found = concordance(SENTENCES, "submarine")
    assert found.empty
    assert "keyword" in found.columns
    assert concordance(SENTENCES.iloc[:0], "security").empty
    assert concordance(SENTENCES, "x*", ConcordanceSettings(regex=True)).empty


@given(st.text(max_size=60), st.text(min_size=1, max_size=4))
def test_offsets_always_fit(text, pattern):
    frame = pd.DataFrame({"document": [1], "sentence": [1], "start": [7], "text": [text]})
    if pattern.strip():
        for hit in concordance(frame, pattern, ConcordanceSettings(whole_words=False)).itertuples():
            stretch = text[hit.start - 7 : hit.end - 7]
            assert "".join(stretch.split()).casefold() == "".join(pattern.split()).casefold() or stretch


def test_lemmas_and_entities_come_as_spans(language_model):
    document = Document(doc="d", text="Laws were passed. The law of the sea is a law among others.")
    parsed = next(parse_documents([document], language_model))
    rows = [("d", s.sentence, s.start, s.text) for s in parsed.sentences]
    sentences = pd.DataFrame(rows, columns=["doc", "sentence", "start", "text"])
    found = concordance_of_spans(sentences, find_lemma([parsed], "law"))
    assert found["keyword"].tolist() == ["Laws", "law", "law"]
    assert found.loc[1, "left"] == "The "
    assert concordance_of_spans(sentences, find_lemma([parsed], "treaty")).empty
    several = concordance_of_spans(sentences, find_lemma([parsed], "be  pass"))
    assert several["keyword"].tolist() == ["were passed"]
    with pytest.raises(UsageError, match="empty"):
        find_lemma([parsed], " ")


def test_corpora_side_by_side():
    frames = {"a": SENTENCES[SENTENCES["document"] == 0], "b": SENTENCES[SENTENCES["document"] == 1]}
    lines = side_by_side(frames, lambda frame: concordance(frame, "security", ConcordanceSettings(sample=2)))
    assert lines["corpus"].tolist() == ["a", "a", "b", "b"]
