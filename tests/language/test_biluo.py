import pytest
import spacy
from spacy.tokens import Span

from tests.samples import sample
from themeline.language.biluo import read_decoder

ENTITIES = ["ENT_TYPE", "ENT_IOB"]


@pytest.fixture(scope="module")
def stock(language_model):
    return spacy.load(language_model.pipeline.folder)


@pytest.fixture(scope="module")
def decoder(stock):
    return read_decoder(stock.get_pipe("ner"))


@pytest.mark.parametrize("corpus", ["theses", "strategies", "speeches"])
def test_entities_are_those_of_the_stock_recogniser(stock, decoder, corpus):
    texts = [row["text"] for row in sample(corpus, 8)] + ["", "Kofi Annan", "\n\nIn Geneva \n on Monday."]
    expected = list(stock.pipe(texts))
    with stock.select_pipes(disable=["ner"]):
        docs = list(stock.pipe(texts))
    decoder(docs)
    assert sum(len(doc.ents) for doc in docs) > 20
    for ours, theirs in zip(docs, expected, strict=True):
        assert (ours.to_array(ENTITIES) == theirs.to_array(ENTITIES)).all()


def test_no_entity_crosses_a_sentence_end_or_begins_with_space(stock, decoder):
    docs = [stock.make_doc("The United Nations Security Council of the United States of America met in \n Geneva")]
    for doc in docs:
        for token in doc:
            token.is_sent_start = token.i in (0, 3)
    decoder(docs)
    for ent in docs[0].ents:
        assert not ent.start < 3 < ent.end
        assert not ent[0].is_space


def test_entities_that_were_set_before_bind_the_recogniser(language_model):
    doc = language_model.nlp.make_doc("The treaty was signed by Party Alpha in Geneva.")
    doc.set_ents([Span(doc, 5, 7, label="LAW")], default="missing")
    (done,) = language_model.annotate([doc])
    assert ("Party Alpha", "LAW") in [(ent.text, ent.label_) for ent in done.ents]


def test_a_recogniser_of_another_make_up_is_left_to_spacy():
    blank = spacy.blank("en")
    recogniser = blank.add_pipe("ner", config={"model": {"use_upper": False}})
    recogniser.add_label("LAW")
    blank.initialize()
    assert read_decoder(recogniser) is None
