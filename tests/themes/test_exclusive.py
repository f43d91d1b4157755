"""Codebooks of which every sentence has exactly one theme."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from themeline.errors import ModelError, SettingsError
from themeline.themes import (
    CheckedSample,
    Classifier,
    Codebook,
    LabelledPassage,
    LabelledSentence,
    Theme,
    ThemeSettings,
    check_faults,
    evaluate,
    explain,
    load_encoder,
    measure_prevalence,
    read_codebook,
    save_model,
    train,
    train_without_labels,
    write_codebook,
)
from themeline.themes.calibration import calibrate_exclusive
from themeline.themes.prevalence import share_out
from themeline.themes.selection import narrowness

from .test_training import BOOK, passages

REST = Theme("other", "Other", "What is of neither.", ("train", "door"))
ONE = Codebook("farm", "1", (*BOOK.themes, REST), exclusive=True)


def labelled() -> list[LabelledPassage]:
    named = [(p.document, p.sentences[0]) for p in passages()]
    return [LabelledPassage(d, (LabelledSentence(s.text, s.themes or ("other",)),)) for d, s in named]


@pytest.fixture(scope="module")
def encoder():
    return load_encoder("default")


def test_the_word_exclusive_survives_writing_and_tells_codebooks_apart(tmp_path: Path):
    write_codebook(ONE, tmp_path / "one.toml")
    assert read_codebook(tmp_path / "one.toml") == ONE
    assert replace(ONE, exclusive=False).fingerprint != ONE.fingerprint
    write_codebook(BOOK, tmp_path / "many.toml")
    assert "exclusive" not in (tmp_path / "many.toml").read_text(encoding="utf-8")


def test_faults_of_an_exclusive_codebook(tmp_path: Path):
    assert not [finding for finding in check_faults(ONE) if "exclusive" in finding]
    assert [
        finding
        for finding in check_faults(replace(BOOK, exclusive=True))
        if "is there one for sentences of no" in finding
    ]
    with pytest.raises(SettingsError, match="one theme only"):
        Codebook("alone", "1", (REST,), exclusive=True)
    path = tmp_path / "wrong.toml"
    path.write_text('name = "x"\nversion = "1"\nexclusive = "yes"\n[[theme]]\nkey = "a"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="true or false"):
        read_codebook(path)


@pytest.mark.parametrize("themes", [(), ("harvest", "school")])
def test_labels_must_be_of_exactly_one_theme(encoder, themes):
    wrong = LabelledPassage("d", (LabelledSentence("The orchard school.", themes),))
    with pytest.raises(ModelError, match="exclusive, but 'The orchard school"):
        train([*labelled(), wrong], ONE, encoder)


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.floats(-5, 5)] * 3, st.integers(0, 2)), min_size=1, max_size=20))
def test_probabilities_sum_to_one_and_exactly_one_theme_is_given(rows):
    scores = np.array([row[:3] for row in rows])
    calibration = calibrate_exclusive(scores, np.eye(3, dtype=bool)[[row[3] for row in rows]])
    probabilities = calibration.probabilities(scores)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1)
    given = calibration.decide(probabilities)
    assert (given.sum(axis=1) == 1).all()
    assert (probabilities[given] == probabilities.max(axis=1)).all()


def test_the_temperature_is_found_that_made_the_labels():
    generator = np.random.default_rng(0)
    scores = generator.normal(size=(4000, 3))
    probabilities = np.exp(2.5 * scores) / np.exp(2.5 * scores).sum(axis=1, keepdims=True)
    drawn = (probabilities.cumsum(axis=1) > generator.random((4000, 1))).argmax(axis=1)
    assert calibrate_exclusive(scores, np.eye(3, dtype=bool)[drawn]).slope == pytest.approx(2.5, abs=0.15)


def test_a_trained_model_gives_each_sentence_one_theme_also_after_saving(tmp_path: Path, encoder):
    save_model(train(labelled(), ONE, encoder), tmp_path)
    classifier = Classifier.load(ThemeSettings(model=str(tmp_path)))
    texts = ["Wheat from the field.", "Pupils read.", "The door of the train.", "Quite another thing."]
    probabilities = classifier.classify([texts])[0]
    given = classifier.decide(probabilities)
    assert given[:3].argmax(axis=1).tolist() == [0, 1, 2]
    assert (given.sum(axis=1) == 1).all()
    np.testing.assert_allclose(probabilities.sum(axis=1), 1)
    assert explain(classifier, texts, 0, "harvest").given
    assert not explain(classifier, texts, 0, "school").given
    sure = ThemeSettings(model=str(tmp_path), thresholds={"harvest": 1, "school": 1, "other": 1})
    assert not Classifier.load(sure).decide(probabilities).any()


def test_a_codebook_alone_gives_one_theme_too(encoder):
    model = train_without_labels(ONE, encoder)
    assert model.calibration.decide(model.calibration.probabilities(np.array([[0.1, -0.2, -0.9]]))).tolist() == [
        [True, False, False]
    ]


def test_evaluation_judges_one_theme_a_sentence(encoder):
    found = evaluate(labelled(), ONE, encoder, folds=4, resamples=5)
    assert (found.predicted.sum(axis=1) == 1).all()
    np.testing.assert_allclose(found.probabilities.sum(axis=1), 1)


def test_doubt_is_between_the_two_likeliest():
    doubt = narrowness(np.array([[0.5, 0.5, 0.0], [0.9, 0.05, 0.05], [0.4, 0.3, 0.3]]))
    np.testing.assert_allclose(doubt, [1, 0.15, 0.9])


def test_corrected_shares_fill_what_those_without_a_correction_leave():
    scaled = share_out(np.array([[0.5, 0.3, np.nan], [0.0, 0.0, 0.0]]), np.array([[0.4, 0.4, 0.2], [0.5, 0.5, 0.0]]))
    np.testing.assert_allclose(scaled, [[0.5, 0.3, np.nan], [0, 0, 0]])
    given = np.eye(3, dtype=bool)
    documents = ["a", "b", "c", "d"] * 3
    predicted, gold = given[[0, 0, 1, 2] * 3], given[[0, 1, 1, 2] * 3]
    table = measure_prevalence(documents, predicted, ONE, CheckedSample(documents, gold, predicted), resamples=20)
    assert table["corrected_share"].sum() == pytest.approx(1)
    assert table["sentence_share"].sum() == pytest.approx(1)
