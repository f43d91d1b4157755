"""What counts as a word and a phrase, on real parses."""

import pytest

from themeline.compare import CountSettings, count_terms
from themeline.language import parse_documents
from themeline.tables import Block, BlockKind, Document

TEXT = (
    "The state-led 5G network of COVID-19 vaccines isn't NIS2's only aim; China's cyber-security strategy and R&D "
    "(see www.example.org) in 2016 cost $5bn. We're in the U.S. and they cannot ignore developing countries' "
    "digital rights in the 1990s, and/or the Communist Party(CCP). The cyber security strategy uses 5g."
)


@pytest.fixture(scope="module")
def counts(language_model):
    parsed = next(parse_documents([Document(doc="d", text=TEXT)], language_model))

    def count(layer="word", **settings):
        return {t.term: t.count for t in count_terms(parsed, CountSettings(**settings)) if t.layer == layer}

    return count


def test_compounds_and_alphanumerics_are_whole(counts):
    words = counts()
    whole = {"state-led", "covid-19", "nis2", "cyber-security", "r&d", "u.s.", "1990s", "cannot", "isn't", "5bn"}
    assert whole <= set(words)
    assert words["5g"] == 2
    assert words["and"] == 3


def test_what_is_no_word(counts):
    words = counts()
    assert not {"2016", ",", ";", "(", "'", "www.example.org", "-"} & set(words)
    assert not any("(" in word or "/" in word for word in words)
    assert {"party", "ccp", "or", "china", "countries"} <= set(words)


def test_phrases_are_noun_terms_of_two_or_three_words(counts):
    phrases = counts("phrase")
    some = {"state-led 5g network", "cyber-security strategy", "developing countries", "digital rights"}
    assert some | {"cyber security strategy", "cyber security", "security strategy"} <= set(phrases)
    assert not any(phrase.startswith(("the ", "of ")) or phrase.endswith(" of") for phrase in phrases)
    assert max(len(phrase.split()) for phrase in phrases) == 3


def test_ngrams_do_not_cross_punctuation(counts):
    ngrams = counts("phrase", phrases="ngrams", max_words=2)
    assert "only aim" in ngrams
    assert "aim china" not in ngrams
    assert "communist party" in ngrams
    assert "party ccp" not in ngrams


def test_lemmas_are_an_option(counts):
    lemmas = counts(word="lemma")
    assert {"vaccine", "country", "be"} <= set(lemmas)
    assert "vaccines" not in lemmas


def test_headings_and_keyword_lines_are_not_counted(language_model):
    text = "Cyber Norms\n\nStates agree on norms.\n\nKeywords: treaty"
    blocks = (
        Block(0, 11, BlockKind.HEADING),
        Block(13, 35, BlockKind.TEXT),
        Block(37, len(text), BlockKind.KEYWORDS),
    )
    parsed = next(parse_documents([Document(doc="d", text=text, blocks=blocks)], language_model))
    assert [t.term for t in count_terms(parsed, CountSettings())] == ["agree", "norms", "on", "states"]


def test_order_and_an_empty_document(language_model):
    documents = [Document(doc="d", text=TEXT), Document(doc="e", text="")]
    full, empty = (count_terms(parsed, CountSettings()) for parsed in parse_documents(documents, language_model))
    assert [(t.layer, t.term) for t in full] == sorted((t.layer, t.term) for t in full)
    assert empty == []
