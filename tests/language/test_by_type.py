import pytest
import spacy

from tests.samples import sample
from themeline.language.by_type import read_annotator

SET = ["TAG", "POS", "MORPH", "DEP", "LEMMA"]
BESIDE_NEIGHBOURS = (
    "Let's go on. I'm gonna see it, ain't I? There's a house, and there are two laws. Y'all got ta come, c'm on. "
    "He gets it; she got lost.\n\n It is what it's been."
)


@pytest.fixture(scope="module")
def stock(language_model):
    return spacy.load(language_model.pipeline.folder)


@pytest.fixture
def annotator(stock):
    return read_annotator(stock.get_pipe("attribute_ruler"), stock.get_pipe("lemmatizer"))


def annotate(stock, annotator, texts):
    with stock.select_pipes(enable=["tok2vec", "tagger", "parser"]):
        docs = list(stock.pipe(texts))
    annotator(docs)
    return docs


def test_annotations_are_those_of_the_two_components(stock, annotator):
    texts = [BESIDE_NEIGHBOURS, "", *(row["text"] for row in sample("theses", 5) + sample("speeches", 5))]
    for _ in range(2):  # the second time from what is known
        for ours, theirs in zip(annotate(stock, annotator, texts), stock.pipe(texts), strict=True):
            assert (ours.to_array(SET) == theirs.to_array(SET)).all()


def test_a_rule_about_two_words_holds_only_where_both_stand(stock, annotator):
    (doc,) = annotate(stock, annotator, ["Let us begin. Let's begin."])
    assert [token.lemma_ for token in doc if token.text in ("us", "'s")] == ["we", "us"]


def test_what_is_known_outlives_the_memory_zone_it_was_found_in(language_model):
    lemmas = []
    for _ in range(2):
        with language_model.nlp.memory_zone():
            (doc,) = language_model.annotate([language_model.nlp.make_doc("Zorblaxations were quuxified anew.")])
            lemmas.append([token.lemma_ for token in doc])
    assert lemmas[0] == lemmas[1]


def test_components_that_look_at_more_than_the_type_are_left_to_spacy(stock):
    ruler = stock.get_pipe("attribute_ruler")
    assert read_annotator(ruler, stock.get_pipe("tagger")) is None
    other = spacy.blank("en")
    rules = other.add_pipe("attribute_ruler")
    rules.add([[{"LOWER": "state", "OP": "+"}]], {"POS": "NOUN"})
    assert read_annotator(rules, other.add_pipe("lemmatizer", config={"mode": "rule"})) is None
