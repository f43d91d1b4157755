"""The default model's own vectors: filters over windows of three word pieces."""

from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from themeline.errors import ModelError
from themeline.themes import load_encoder
from themeline.themes.convolution import BATCH, Convolution, load_convolution, save_filters
from themeline.themes.filter_training import EPOCHS, batches, train_filters
from themeline.themes.static_vectors import StaticVectors, load_static_vectors
from themeline.themes.stretches import Stretch
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
    encoder = Convolution(small, filters, np.array([-2, -0.5], dtype=np.float32), "f")
    forward, backward, other = encoder.encode([["law court", "court law"], ["the army"]])
    assert forward[0] > 0
    assert backward[0] == forward[1] == backward[1] == 0
    assert other.tolist() == [0, 1]


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
    save_filters(np.zeros((9, 2)), np.zeros(2), tmp_path / "filters.npz")
    with pytest.raises(ModelError, match="do not fit the table"):
        load_convolution(small, tmp_path / "filters.npz")
    (tmp_path / "filters.npz").write_bytes(b"PK\x03\x04 half of it")
    with pytest.raises(ModelError, match="cannot be read"):
        load_convolution(small, tmp_path / "filters.npz")


def test_batches_hold_every_stretch_once_an_epoch():
    stretches = [Stretch((str(number),), np.zeros((1, 1))) for number in range(40)]
    found = [int(stretch.texts[0]) for batch in batches(stretches, Random(0)) for stretch in batch]
    assert np.bincount(found).tolist() == [EPOCHS] * 40


def test_filters_learn_what_only_the_order_tells():
    pytest.importorskip("torch", reason="training needs torch, which is no dependency")
    texts = ("The state attacks the court.", "The court attacks the state.")
    static = load_static_vectors()
    found = train_filters([Stretch(texts, np.array([[1.0], [0.0]]))] * 160, static)
    encoder = Convolution(static, found.filters.astype(np.float32), found.shift.astype(np.float32), "f")
    scores = encoder.encode([texts]) @ found.own + found.bias
    assert scores[0, 0] > scores[1, 0] + 1


def test_filters_learn_what_only_the_neighbours_tell():
    pytest.importorskip("torch", reason="training needs torch, which is no dependency")
    static, same = load_static_vectors(), "It was adopted without a vote."
    court, army = (same, "The court ruled."), (same, "The army marched.")
    stretches = [Stretch(court, np.array([[1.0], [0.0]])), Stretch(army, np.array([[0.0], [0.0]]))] * 80
    found = train_filters(stretches, static)
    encoder = Convolution(static, found.filters.astype(np.float32), found.shift.astype(np.float32), "f")
    after = encoder.encode([[court[1], army[1]]]) @ found.around
    assert after[0, 0] > after[1, 0] + 1
