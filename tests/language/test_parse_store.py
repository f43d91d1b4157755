from tests.samples import sample
from themeline.language import attach, from_bytes, parse_documents, to_bytes
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
