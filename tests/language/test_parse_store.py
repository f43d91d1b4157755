import numpy as np
import spacy
from spacy.tokens import Doc, DocBin

from tests.samples import sample
from themeline.language import attach, from_bytes, parse_documents, to_bytes
from themeline.language.parse_store import ATTRIBUTES
from themeline.tables import Document


def test_a_parse_comes_back_as_it_was(language_model):
    documents = [Document(row["id"], row["text"]) for row in sample("strategies", 3)]
    for parsed in parse_documents(documents, language_model):
        again = from_bytes(to_bytes(parsed.parse), language_model.nlp.vocab)
        assert again.text == parsed.document.text
        for left, right in zip(parsed.parse, again, strict=True):
            assert (left.text, left.whitespace_, left.tag_, left.pos_, left.head.i, left.dep_, left.lemma_) == (
                right.text, right.whitespace_, right.tag_, right.pos_, right.head.i, right.dep_, right.lemma_
            )  # fmt: skip
        assert [(e.start, e.end, e.label_) for e in again.ents] == [
            (e.start, e.end, e.label_) for e in parsed.parse.ents
        ]
        assert attach(parsed.document, again).sentences == parsed.sentences


def test_the_bytes_say_what_those_of_a_docbin_say(language_model):
    texts = [row["text"] for row in sample("theses", 3)]
    parses = [*language_model.annotate([language_model.nlp.make_doc(text) for text in texts])]
    for parse in [*parses, Doc(language_model.nlp.vocab), Doc(language_model.nlp.vocab, words=["_", "one"])]:
        ours, theirs = DocBin().from_bytes(to_bytes(parse)), DocBin(attrs=ATTRIBUTES, docs=[parse])
        assert ours.attrs == theirs.attrs
        assert ours.strings | {"", "_"} == theirs.strings | {"", "_"}
        assert np.array_equal(ours.tokens[0], theirs.tokens[0])
        assert np.array_equal(ours.spaces[0], theirs.spaces[0])


def test_a_parse_is_read_by_a_process_that_never_saw_its_words(language_model):
    text = "The Zvornikian Commissariat legislated in Sarnowitz on 3 March 2021."
    (parse,) = language_model.annotate([language_model.nlp.make_doc(text)])
    again = from_bytes(to_bytes(parse), spacy.blank("en").vocab)
    assert [(t.text, t.tag_, t.lemma_, t.dep_, str(t.morph)) for t in again] == [
        (t.text, t.tag_, t.lemma_, t.dep_, str(t.morph)) for t in parse
    ]


def test_named_spans_are_kept(language_model):
    parse = language_model.nlp.make_doc("The Council met.")
    parse.spans["bodies"] = [parse[0:2]]
    again = from_bytes(to_bytes(parse), language_model.nlp.vocab)
    assert [span.text for span in again.spans["bodies"]] == ["The Council"]
