"""The default model's own vectors: filters over windows of three word pieces."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from themeline.errors import ModelError
from themeline.themes import load_encoder
from themeline.themes.convolution import BATCH, Convolution, load_convolution
from themeline.themes.filter_layers import Layer, save_stacks
from themeline.themes.filter_training import Filters, FilterTraining, batches, train_filters
from themeline.themes.finetuning import mixing
from themeline.themes.static_vectors import StaticVectors, load_static_vectors
from themeline.themes.stretches import Stretch
from themeline.themes.train_default import layer as average_layer
from themeline.themes.wordpiece import WordPieces

PIECES = WordPieces(["[UNK]", "law", "court", "army", "the"])


@pytest.fixture
def small() -> StaticVectors:
    return StaticVectors(np.eye(5, 4, dtype=np.float32), PIECES, "small")


def test_a_filter_answers_where_its_pieces_stand_in_its_order(small):
    table = np.eye(5, 4) / np.linalg.norm(np.eye(5, 4), axis=1).mean()
    filters = np.zeros((12, 2), dtype=np.float32)
    filters[:, 0] = np.concatenate([table[1], table[2], np.zeros(4)])
    filters[:, 1] = np.concatenate([np.zeros(4), table[3], np.zeros(4)])
    encoder = Convolution(small, [[Layer(filters, np.array([-2, -0.5], dtype=np.float32))]], "f")
    forward, backward, other = encoder.encode([["law court", "court law"], ["the army"]])
    assert forward[0] > 0
    assert backward[0] == forward[1] == backward[1] == 0
    assert other.tolist() == [0, 1]


def chance(*sizes: int, seed: int = 0) -> list[Layer]:
    """A stack of layers of chance, the first size being that of the vectors which the lowest reads."""
    random = np.random.default_rng(seed)
    return [
        Layer(random.normal(size=(3 * below, size)).astype(np.float32), random.normal(size=size).astype(np.float32))
        for below, size in pairwise(sizes)
    ]


def one_by_one(table: np.ndarray, pieces: list[int], stack: list[Layer]) -> np.ndarray:
    """The vector of one sentence, computed as the definition has it."""
    answers = table[pieces]
    for layer in stack:
        padded = np.vstack([answers[:1] * 0, answers, answers[:1] * 0])
        windows = [padded[at : at + 3].ravel() for at in range(len(answers))]
        answers = np.maximum(np.array(windows) @ layer.filters + layer.shift, 0)
    largest = answers.max(axis=0)
    return largest / max(np.linalg.norm(largest), 1e-9)


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(1, 4), min_size=1, max_size=7), min_size=1, max_size=5), st.integers(0, 99))
def test_stacks_compute_what_their_definition_says(sentences, seed):
    static = StaticVectors(np.eye(5, 4, dtype=np.float32), PIECES, "small")
    table = np.eye(5, 4) / np.linalg.norm(np.eye(5, 4), axis=1).mean()
    stacks = [chance(4, 3, seed=seed), chance(4, 5, 6, seed=seed + 1)]
    texts = [" ".join(PIECES.vocabulary[piece] for piece in pieces) for pieces in sentences]
    expected = [np.hstack([one_by_one(table, pieces, stack) for stack in stacks]) for pieces in sentences]
    encoder = Convolution(static, stacks, "f")
    np.testing.assert_allclose(encoder.encode([texts]), np.array(expected) * np.sqrt(0.5), atol=1e-5)
    assert encoder.dimensions == 9


def test_a_sentence_without_pieces_has_a_vector_of_numbers(small):
    vectors = Convolution(small, [chance(4, 3), chance(4, 5, 6)], "f").encode([["", "law"], [], [""]])
    assert vectors.shape == (3, 9)
    np.testing.assert_allclose(vectors[0], vectors[2], atol=1e-6)


@settings(deadline=None)
@given(st.lists(st.text(alphabet="law courtmyhe", max_size=30), min_size=1, max_size=6))
def test_a_vector_does_not_depend_on_company(sentences):
    encoder = load_encoder("filtered")
    together = encoder.encode([sentences])
    alone = np.vstack([encoder.encode([[sentence]]) for sentence in sentences])
    np.testing.assert_allclose(together, alone, atol=1e-5)
    assert np.isfinite(together).all()


def test_batches_change_nothing():
    encoder = load_encoder("filtered")
    sentences = [f"Article {number} of the Act." for number in range(BATCH + 3)]
    np.testing.assert_allclose(encoder.encode([sentences])[-1:], encoder.encode([sentences[-1:]]), atol=1e-5)


def test_missing_or_foreign_filters_are_refused(tmp_path: Path, small):
    with pytest.raises(ModelError, match="cannot be read"):
        load_convolution(small, tmp_path / "none.npz")
    for stack in (chance(3, 2), [*chance(4, 5), *chance(4, 2)], []):
        save_stacks([stack], tmp_path / "filters.npz")
        with pytest.raises(ModelError, match="do not fit the table"):
            load_convolution(small, tmp_path / "filters.npz")
    (tmp_path / "filters.npz").write_bytes(b"PK\x03\x04 half of it")
    with pytest.raises(ModelError, match="cannot be read"):
        load_convolution(small, tmp_path / "filters.npz")


def test_filters_are_read_back_as_they_were_written(tmp_path: Path, small):
    stacks = [chance(4, 3), chance(4, 5, 6)]
    halves = [[Layer(*(array.astype(np.float16) for array in vars(layer).values())) for layer in s] for s in stacks]
    save_stacks(stacks, tmp_path / "filters.npz")
    exact = [[Layer(*(array.astype(np.float32) for array in vars(layer).values())) for layer in s] for s in halves]
    texts = [["law court army", "the law"]]
    read = load_convolution(small, tmp_path / "filters.npz")
    np.testing.assert_array_equal(read.encode(texts), Convolution(small, exact, "f").encode(texts))


def test_batches_hold_every_stretch_once_an_epoch():
    stretches = [Stretch((str(number),), np.zeros((1, 1))) for number in range(40)]
    found = [int(stretch.texts[0]) for batch in batches(stretches, FilterTraining((3,), epochs=5)) for stretch in batch]
    assert np.bincount(found).tolist() == [5] * 40


@pytest.mark.parametrize("sizes", [(64,), (32, 64)])
def test_filters_learn_what_only_the_order_tells(sizes):
    pytest.importorskip("torch", reason="training needs torch, which is no dependency")
    texts = ("The state attacks the court.", "The court attacks the state.")
    static = load_static_vectors()
    found = train_filters([Stretch(texts, np.array([[1.0], [0.0]]))] * 160, static, FilterTraining(sizes, epochs=12))
    encoder = Convolution(static, [found.stack], "f")
    scores = encoder.encode([texts]) @ found.own + found.bias
    assert scores[0, 0] > scores[1, 0] + 1


def test_filters_learn_what_only_the_neighbours_tell():
    pytest.importorskip("torch", reason="training needs torch, which is no dependency")
    static, same = load_static_vectors(), "It was adopted without a vote."
    court, army = (same, "The court ruled."), (same, "The army marched.")
    stretches = [Stretch(court, np.array([[1.0], [0.0]])), Stretch(army, np.array([[0.0], [0.0]]))] * 80
    found = train_filters(stretches, static, FilterTraining((64,), epochs=12))
    encoder = Convolution(static, [found.stack], "f")
    after = encoder.encode([[court[1], army[1]]]) @ found.around
    assert after[0, 0] > after[1, 0] + 1


def test_the_average_of_stacks_is_the_average_of_their_scores(small):
    random, documents = np.random.default_rng(1), [["law court", "army", "the law"], ["court"]]
    stacks = [chance(4, 3), chance(4, 5, 6)]
    trained = [
        Filters(stack, random.normal(size=(size, 2)), random.normal(size=(size, 2)), random.normal(size=2))
        for stack, size in zip(stacks, (3, 6), strict=True)
    ]
    scores = []
    for each in trained:
        vectors = Convolution(small, [each.stack], "f").encode(documents)
        scores.append(vectors @ each.own + mixing([3, 1]) @ vectors @ each.around + each.bias)
    weights, vectors = average_layer(trained), Convolution(small, stacks, "f").encode(documents)
    own, around = np.split(weights.vectors, 2)
    together = vectors @ own + mixing([3, 1]) @ vectors @ around + weights.bias
    np.testing.assert_allclose(together, np.mean(scores, axis=0), atol=1e-5)
