import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import sample
from themeline.language import tok2vec
from themeline.language.tok2vec import find_types, quicken


@pytest.fixture(scope="module")
def stock(language_model):
    return spacy.load(language_model.pipeline.folder)


@pytest.fixture(scope="module")
def docs(stock):
    texts = ["", *(row["text"] for row in sample("theses", 3)), "One.", *(row["text"] for row in sample("speeches", 2))]
    return [stock.make_doc(text) for text in texts]


@pytest.mark.parametrize("name", ["tok2vec", "ner"])
@pytest.mark.parametrize("stretch", [7, 384])
def test_vectors_are_those_of_the_slower_network(stock, docs, name, stretch, monkeypatch):
    monkeypatch.setattr(tok2vec, "STRETCH", stretch)
    model = stock.get_pipe(name).model.copy()
    slow = model if name == "tok2vec" else model.layers[0]
    expected = slow.predict(docs)
    quick = quicken(model)
    assert any(node.name == "quick_tok2vec" for node in quick.walk())
    got = (quick if name == "tok2vec" else quick.layers[0]).predict(docs)
    for left, right in zip(np.vstack(got), np.vstack(expected), strict=True):
        assert np.allclose(left, right, atol=1e-4)


def test_a_model_without_such_a_network_stays_as_it_is(stock):
    parser = stock.get_pipe("parser").model.copy()
    before = [node.name for node in parser.walk()]
    assert [node.name for node in quicken(parser).walk()] == before


def test_a_quickened_network_refuses_to_be_trained(stock, docs):
    with pytest.raises(ValueError, match="does not learn"):
        quicken(stock.get_pipe("tok2vec").model.copy())(docs, is_train=True)


@given(st.lists(st.lists(st.tuples(*[st.integers(0, 2**64 - 1)] * 3), min_size=1), min_size=1))
def test_types_and_their_numbers_give_the_rows_back(arrays):
    rows = [np.array(array, dtype=np.uint64) for array in arrays]
    types, of_row = find_types(rows)
    assert (types[of_row] == np.concatenate(rows)).all()
    assert len(types) == len(set(map(tuple, np.concatenate(rows).tolist())))
