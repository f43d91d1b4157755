from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from themeline.errors import ModelError, SettingsError
from themeline.resources import data_path
from themeline.themes import (
    Classifier,
    Codebook,
    LabelledPassage,
    LabelledSentence,
    Theme,
    ThemeSettings,
    evaluate,
    explain,
    learning_curve,
    load_encoder,
    load_model,
    read_passages,
    save_model,
    select_sentences,
    train,
    train_without_labels,
)
from themeline.themes.representation import encode_documents, neighbour_means
from themeline.themes.wordpiece import WordPieces

BOOK = Codebook(
    "farm",
    "1",
    (
        Theme("harvest", "Harvest", "Grain, fruit and what the fields yield.", ("wheat", "orchard")),
        Theme("school", "School", "Teachers, pupils and lessons.", ("teacher", "classroom")),
    ),
)
HARVEST = ["The wheat was cut in July.", "Apples from the orchard were sold.", "Rain spoilt the barley harvest."]
SCHOOL = ["The teacher opened the classroom.", "Pupils had lessons in reading.", "The school hired two teachers."]


def passages() -> list[LabelledPassage]:
    labelled = [(text, ("harvest",)) for text in HARVEST] + [(text, ("school",)) for text in SCHOOL]
    labelled += [("The train was late again.", ()), ("Nobody answered the door.", ())]
    return [LabelledPassage(f"d{i}", (LabelledSentence(*item),)) for i, item in enumerate(labelled)]


@pytest.fixture(scope="module")
def encoder():
    return load_encoder("default")


def test_the_labelled_corpus_has_enough_of_every_theme():
    sentences = [s for p in read_passages(data_path("corpus", "labelled").glob("*.jsonl")) for s in p.sentences]
    counts = {key: sum(key in s.themes for s in sentences) for s in sentences for key in s.themes}
    assert len(counts) == 13
    assert min(counts.values()) >= 150
    assert sum(not s.themes for s in sentences) >= 150


def test_a_model_survives_saving(tmp_path: Path, encoder):
    model = train(passages(), BOOK, encoder)
    save_model(model, tmp_path)
    loaded = Classifier.load(ThemeSettings(model=str(tmp_path)))
    documents = [["The orchard was full.", "A teacher came."]]
    scores = model.scorer.score(encode_documents(documents, encoder))
    np.testing.assert_allclose(loaded.classify(documents)[0], model.calibration.probabilities(scores), atol=1e-4)


@pytest.mark.parametrize("name", ["model.json", "arrays.npz", "codebook.toml"])
def test_damaged_models_are_refused(tmp_path: Path, encoder, name):
    save_model(train_without_labels(BOOK, encoder), tmp_path)
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes()[:40])
    with pytest.raises(ModelError):
        load_model(tmp_path)


def test_a_changed_codebook_in_the_model_is_noticed(tmp_path: Path, encoder):
    save_model(train_without_labels(BOOK, encoder), tmp_path)
    path = tmp_path / "codebook.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("Grain", "Corn"), encoding="utf-8")
    with pytest.raises(ModelError, match="changed after training"):
        load_model(tmp_path)


def test_a_codebook_alone_finds_its_themes(encoder):
    model = train_without_labels(BOOK, encoder)
    scores = model.scorer.score(encode_documents([[text] for text in HARVEST + SCHOOL], encoder))
    assert scores.argmax(axis=1).tolist() == [0, 0, 0, 1, 1, 1]


def test_training_refuses_unknown_and_unused_themes(encoder):
    wrong = LabelledPassage("d", (LabelledSentence("x", ("harvst",)),))
    with pytest.raises(SettingsError, match="'harvest'"):
        train([*passages(), wrong], BOOK, encoder)
    with pytest.raises(ModelError, match="No labelled sentence has the theme school"):
        train(passages()[:3], BOOK, encoder)


def test_evaluation_holds_documents_out_and_gives_intervals(encoder):
    found = evaluate(passages(), BOOK, encoder, folds=4, resamples=50)
    assert found.themes["theme"].tolist() == ["harvest", "school", "micro", "macro"]
    assert (found.themes["f1_low"] <= found.themes["f1"]).all()
    assert found.probabilities.shape == found.gold.shape == (8, 2)
    assert int(found.calibration["pairs"].sum()) == 16


def test_the_learning_curve_grows_in_sentences(encoder):
    curve = learning_curve(passages(), BOOK, encoder, steps=2, folds=4)
    assert curve["sentences"].is_monotonic_increasing


def test_sentences_near_the_threshold_and_unlike_each_other_come_first():
    probabilities = np.array([[0.99], [0.5], [0.5], [0.45], [0.01]])
    vectors = np.array([[1.0, 0], [0, 1], [0, 1], [1, 0], [-1, 0]])
    done = np.array([False] * 4 + [True])
    assert select_sentences(probabilities, np.array([0.5]), vectors, done, 2) == [3, 1]
    assert 4 not in select_sentences(probabilities, np.array([0.5]), vectors, done, 9)


def test_an_explanation_points_at_the_words_and_at_similar_sentences(tmp_path: Path, encoder):
    save_model(train(passages(), BOOK, encoder), tmp_path)
    classifier = Classifier.load(ThemeSettings(model=str(tmp_path)))
    found = explain(classifier, ["It was July.", "The orchard gave many apples."], 1, "harvest", passages(), 2)
    assert found.words[0].word in {"orchard", "apples"}
    assert found.similar[0].text == HARVEST[1]
    assert found.similar[0].has_theme


def test_neighbours_stay_within_their_document():
    vectors = np.array([[1.0], [2.0], [3.0], [10.0], [20.0]])
    assert neighbour_means(vectors, [3, 0, 1, 1]).ravel().tolist() == [2.0, 2.0, 2.0, 0.0, 0.0]


def test_words_are_cut_into_the_longest_pieces():
    pieces = WordPieces(["[UNK]", "cyber", "##space", "##s", "law", "."])
    assert pieces.cut("Cyberspace LAWS. Ünknown") == [1, 2, 4, 3, 5, 0]


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_has_pieces_and_a_finite_vector(text):
    vector = load_encoder("default").encode([[text]])
    assert np.isfinite(vector).all()
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5) or not vector.any()
