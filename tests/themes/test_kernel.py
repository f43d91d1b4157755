"""Models that go by likeness to the labelled sentences: the fit, the scores, and the files."""

import json
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from themeline.errors import ModelError
from themeline.themes import Classifier, ThemeSettings, kernel, load_encoder, load_model, save_model, scorer, train
from themeline.themes.held_out import PENALTIES, Labelled
from themeline.themes.kernel import fit_kernel_ridge, likeness
from themeline.themes.model import ThemeModel
from themeline.themes.representation import NoVectors, encode_documents
from themeline.themes.ridge import Rows
from themeline.themes.scorer import Scorer, fit_kernel_scorers, fit_scorers, score_each

from .test_ridge import some_rows
from .test_training import BOOK, HARVEST, SCHOOL, passages

TEXTS = [[text] for text in HARVEST + SCHOOL] + [["The orchard was full.", "A teacher came.", "Rain fell in July."]]


def gaussian(one, other):
    """The kernel as its formula says it, pair by pair."""
    return np.array([[2.0 * np.exp(-3.0 * ((v - w) ** 2).sum() / 2) for w in other] for v in one])


def direct_scores(rows: Rows, unseen: Rows, penalty: float):
    """Solve (K + penalty / importance) a = t, the dual of the weighted problem, and score by K a."""
    alike = rows.terms.toarray() @ rows.terms.toarray().T + gaussian(rows.vectors, rows.vectors) + 1
    amounts = np.linalg.solve(alike + np.diag(penalty / rows.importance), 2 * rows.gold - 1)
    return (unseen.terms.toarray() @ rows.terms.toarray().T + gaussian(unseen.vectors, rows.vectors) + 1) @ amounts


def fitted_scores(rows: Rows, unseen: Rows, penalty: float):
    landmarks, [weights] = fit_kernel_ridge(rows, [penalty])
    return unseen.terms @ weights.terms + likeness(unseen.vectors, landmarks) @ weights.vectors + weights.bias


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10_000), st.integers(1, 30), st.sampled_from(PENALTIES))
def test_the_fit_is_the_direct_solution_at_once_and_with_every_sentence_a_landmark(seed, sentences, penalty):
    rows, unseen = some_rows(seed, sentences), some_rows(seed + 1, 5)
    exact = direct_scores(rows, unseen, penalty)
    np.testing.assert_allclose(fitted_scores(rows, unseen, penalty), exact, atol=1e-8)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernel, "LARGEST", 0)
        np.testing.assert_allclose(fitted_scores(rows, unseen, penalty), exact, atol=2e-2)


def test_of_many_sentences_only_some_are_landmarks_and_twins_do_no_harm(monkeypatch):
    monkeypatch.setattr(kernel, "LARGEST", 20)
    monkeypatch.setattr(kernel, "LANDMARKS", 10)
    rows = some_rows(3, 40)
    rows.vectors[:] = rows.vectors[:1]
    landmarks, [weights] = fit_kernel_ridge(rows, [1.0])
    assert landmarks.shape == (10, 4)
    assert weights.vectors.shape == (10, 3)
    scores = rows.terms @ weights.terms + likeness(rows.vectors, landmarks) @ weights.vectors + weights.bias
    np.testing.assert_allclose(scores, direct_scores(rows, rows, 1.0), atol=2e-2)


@pytest.fixture(scope="module")
def encoder():
    return load_encoder("default")


@pytest.fixture(scope="module")
def model(encoder) -> ThemeModel:
    return train(passages(), BOOK, encoder)


def test_sentences_scored_some_at_a_time_have_the_scores_of_all_at_once(model, encoder, monkeypatch):
    encoded = encode_documents(TEXTS, encoder)
    at_once = model.scorer.score(encoded)
    monkeypatch.setattr(scorer, "BLOCK", 3)
    monkeypatch.setattr(scorer, "EVEN", 1)
    np.testing.assert_allclose(model.scorer.score(encoded), at_once, atol=1e-13)
    assert model.scorer.score(encode_documents([], encoder)).shape == (0, 2)


def test_scorers_of_several_penalties_are_scored_together(encoder):
    labelled, encoded = Labelled.of(passages(), BOOK, encoder), encode_documents(TEXTS, encoder)
    scorers = fit_kernel_scorers(labelled.encoded, labelled.gold, labelled.knowledge, PENALTIES)
    alone = [each.score(encoded) for each in scorers]
    np.testing.assert_allclose(score_each(scorers, encoded), alone, atol=1e-12)


def test_a_saved_model_has_its_landmarks_and_gives_a_document_the_same_alone_and_among_others(tmp_path: Path, model):
    save_model(model, tmp_path)
    np.testing.assert_array_equal(load_model(tmp_path).scorer.landmarks, model.scorer.landmarks.astype(np.float32))
    classifier = Classifier.load(ThemeSettings(model=str(tmp_path)))
    for text, together in zip(TEXTS, classifier.classify(TEXTS), strict=True):
        np.testing.assert_array_equal(classifier.classify([text])[0], together)


def test_a_model_without_landmarks_goes_by_weights_of_the_vectors(tmp_path: Path, model, encoder):
    labelled, encoded = Labelled.of(passages(), BOOK, encoder), encode_documents(TEXTS, encoder)
    [linear] = fit_scorers(labelled.encoded, labelled.gold, labelled.knowledge, [1.0])
    save_model(ThemeModel(BOOK, "default", linear, model.calibration), tmp_path)
    with np.load(tmp_path / "arrays.npz") as arrays:
        assert "landmarks" not in arrays
    loaded = load_model(tmp_path).scorer
    assert loaded.landmarks is None
    assert loaded.dimensions == model.scorer.dimensions == 2 * encoder.dimensions
    np.testing.assert_allclose(loaded.score(encoded), linear.score(encoded), atol=1e-5)


def test_without_vectors_terms_alone_are_learnt():
    found = train(passages(), BOOK, NoVectors(), "terms")
    assert found.scorer.landmarks is None
    assert found.scorer.score(encode_documents(TEXTS[:6], NoVectors())).argmax(axis=1).tolist() == [0, 0, 0, 1, 1, 1]


def replace_landmarks(folder: Path, landmarks) -> None:
    with np.load(folder / "arrays.npz") as whole:
        arrays = dict(whole)
    np.savez_compressed(folder / "arrays.npz", **arrays | {"landmarks": landmarks})
    description = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    description["arrays"] = sha256((folder / "arrays.npz").read_bytes()).hexdigest()
    (folder / "model.json").write_text(json.dumps(description), encoding="utf-8")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda whole: whole[:-1],
        lambda whole: whole[:, 0],
        lambda whole: whole[None],
        lambda whole: whole[0, 0],
        lambda whole: whole[:, :, None],
        lambda whole: np.full_like(whole, np.nan),
        lambda whole: whole.astype(str),
        lambda whole: whole.astype(object),
        lambda whole: whole.astype(complex),
    ],
)
def test_landmarks_that_do_not_fit_are_refused(tmp_path: Path, model, spoil):
    save_model(model, tmp_path)
    replace_landmarks(tmp_path, spoil(model.scorer.landmarks))
    with pytest.raises(ModelError):
        load_model(tmp_path)


def test_landmarks_of_other_vectors_are_refused(tmp_path: Path, model):
    save_model(model, tmp_path)
    replace_landmarks(tmp_path, model.scorer.landmarks[:, :-2])
    assert isinstance(load_model(tmp_path).scorer, Scorer)
    with pytest.raises(ModelError, match="other sentence vectors"):
        Classifier.load(ThemeSettings(model=str(tmp_path)))
