import math

import pytest

from themeline.keywords import KeywordModel, KeywordSettings, explain_keywords, extract_keywords
from themeline.language import parse_documents
from themeline.tables import Document

TEXT = (
    "Cyber sovereignty in the Belt and Road\n"
    "This thesis asks why cyber sovereignty became a principle of foreign policy. The Ministry of Foreign Affairs "
    "promoted cyber sovereignty at the World Internet Conference, and the Cybersecurity Law made it binding at home. "
    "Countries along the Belt and Road were offered state-of-the-art 5G networks under the NIS2 rules."
)


@pytest.fixture(scope="module")
def parsed(language_model):
    return next(parse_documents([Document("a", TEXT, author_keywords=("“Cyber sovereignty”;", "5G"))], language_model))


@pytest.fixture(scope="module")
def model():
    return KeywordModel.load()


@pytest.mark.parametrize("method", ["themeline", "tfidf", "textrank", "singlerank", "cvalue", "fused"])
def test_every_method_ranks_terms_of_the_text(parsed, model, method):
    keywords = [k for k in extract_keywords(parsed, [], model, KeywordSettings(method=method)) if k.origin == "text"]
    assert [k.rank for k in keywords] == list(range(1, len(keywords) + 1))
    assert all(k.keyword in TEXT and k.count >= 1 for k in keywords)
    assert [k.score for k in keywords] == sorted((k.score for k in keywords), reverse=True)


def test_the_author_s_keywords_follow_in_their_order(parsed, model):
    keywords = extract_keywords(parsed, [], model, KeywordSettings(top=3))
    assert [k.origin for k in keywords] == ["text"] * 3 + ["author"] * 2
    assert [(k.rank, k.keyword, k.count) for k in keywords[3:]] == [(1, "Cyber sovereignty", 3), (2, "5G", 1)]


def test_contributions_add_up_to_the_score(parsed, model):
    settings = KeywordSettings(top=5)
    keywords = [k for k in extract_keywords(parsed, [], model, settings) if k.origin == "text"]
    totals = explain_keywords(parsed, [], model, settings).groupby("rank")["contribution"].sum()
    assert [1 / (1 + math.exp(-total)) for total in totals] == pytest.approx([k.score for k in keywords], abs=1e-5)


@pytest.mark.parametrize("text", ["", " ", "?!", "Yes.", "And so on, and so on."])
def test_texts_without_terms_have_no_keywords(language_model, model, text):
    parsed = next(parse_documents([Document("a", text)], language_model))
    assert extract_keywords(parsed, [], model, KeywordSettings()) == []
    assert explain_keywords(parsed, [], model, KeywordSettings()).empty
