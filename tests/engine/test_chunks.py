from hypothesis import given
from hypothesis import strategies as st

from themeline.engine import make_chunks
from themeline.engine.chunks import CHARACTERS, DOCUMENTS


@given(st.lists(st.integers(0, 3 * CHARACTERS), max_size=300))
def test_chunks_hold_every_document_once_in_order_and_keep_the_limits(lengths):
    weights = list(enumerate(lengths))
    chunks = list(make_chunks(weights))
    assert [number for chunk in chunks for number in chunk] == list(range(len(lengths)))
    for chunk in chunks:
        assert 0 < len(chunk) <= DOCUMENTS
        assert len(chunk) == 1 or sum(lengths[n] for n in chunk) <= CHARACTERS
