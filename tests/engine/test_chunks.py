from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from themeline.engine import make_chunks
from themeline.engine.chunks import CHARACTERS, DOCUMENTS, SHARE, SMALLEST


@given(st.lists(st.integers(0, 3 * CHARACTERS), max_size=300))
def test_chunks_hold_every_document_once_and_keep_the_limits(lengths):
    chunks = list(make_chunks(list(enumerate(lengths))))
    assert sorted(number for chunk in chunks for number in chunk) == list(range(len(lengths)))
    for chunk in chunks:
        assert 0 < len(chunk) <= DOCUMENTS
        assert chunk == sorted(chunk)
        assert len(chunk) == 1 or sum(lengths[n] for n in chunk) <= CHARACTERS


@given(st.lists(st.integers(0, 3 * CHARACTERS), max_size=100))
def test_what_fills_a_chunk_by_itself_comes_first_longest_before_the_others(lengths):
    order = [number for chunk in make_chunks(list(enumerate(lengths))) for number in chunk]
    long = [lengths[number] for number in order if lengths[number] > CHARACTERS]
    assert [lengths[number] for number in order[: len(long)]] == long == sorted(long, reverse=True)
    assert order[len(long) :] == sorted(order[len(long) :])


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=300))
def test_no_chunk_is_a_large_part_of_what_is_left_at_the_end(lengths):
    sizes = [sum(lengths[number] for number in chunk) for chunk in make_chunks(list(enumerate(lengths)))]
    for size, before in zip(sizes, accumulate([0, *sizes]), strict=False):
        assert size <= max(SMALLEST, (sum(sizes) - before) // SHARE)
