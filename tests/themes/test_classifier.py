from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from themeline.errors import ModelError, SettingsError
from themeline.themes import Classifier, Codebook, Theme, ThemeSettings, save_model, write_codebook
from themeline.themes.model import load_model

SENTENCES = [
    "The adoption of the National Security Law in 2015 strengthened control by legislative means.",
    "A council was established under the Prime Minister to coordinate the ministries.",
    "Both presidents signed an agreement on the exchange of information between the two countries.",
    "Good morning to all of you.",
]


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier.load(ThemeSettings())


def frame(*documents: list[str]) -> pd.DataFrame:
    rows = [
        (number, place, 10 * place, 10 * place + len(text), text)
        for number, document in enumerate(documents)
        for place, text in enumerate(document, start=1)
    ]
    return pd.DataFrame(rows, columns=["document", "sentence", "start", "end", "text"])


def test_sentences_get_the_themes_that_they_are_about(classifier):
    found = classifier.assign(frame(SENTENCES))
    themes = found.groupby("sentence")["theme"].agg(set)
    assert "legislation" in themes[1]
    assert "institutions" in themes[2]
    assert "international_cooperation" in themes[3]
    assert found["probability"].between(0, 1).all()


def test_a_document_is_classified_the_same_alone_and_in_company(classifier):
    both = classifier.classify([SENTENCES, SENTENCES[:2]])
    np.testing.assert_allclose(both[0], classifier.classify([SENTENCES])[0], atol=1e-12)
    np.testing.assert_allclose(both[1], classifier.classify([SENTENCES[:2]])[0], atol=1e-12)


def test_no_sentences_give_no_themes(classifier):
    assert classifier.assign(frame([])).empty
    assert classifier.classify([[], [""]])[0].shape == (0, 13)


def test_a_threshold_can_be_overridden(classifier):
    strict = Classifier.load(ThemeSettings(thresholds={"legislation": 1.0}))
    assert "legislation" not in set(strict.assign(frame(SENTENCES))["theme"])
    assert strict.fingerprint != classifier.fingerprint


def test_a_threshold_for_an_unknown_theme_names_the_near_one():
    with pytest.raises(SettingsError, match="legislation"):
        Classifier.load(ThemeSettings(thresholds={"legislaton": 0.5}))


def test_a_model_of_another_codebook_is_refused(tmp_path: Path):
    path = tmp_path / "mine.toml"
    write_codebook(Codebook("Mine", "2", (Theme("legislation"), Theme("housing"))), path)
    folder = str(Path("models/themes/default").resolve())
    with pytest.raises(ModelError, match="codebook"):
        Classifier.load(ThemeSettings(codebook=str(path), model=folder))


def test_a_model_of_which_half_was_replaced_is_refused(tmp_path: Path):
    shipped = load_model(Path("models/themes/default").resolve())
    save_model(shipped, tmp_path)
    arrays = (tmp_path / "arrays.npz").read_bytes()
    moved = replace(shipped.scorer.weights, bias=shipped.scorer.weights.bias + 1)
    save_model(replace(shipped, scorer=replace(shipped.scorer, weights=moved)), tmp_path)
    assert load_model(tmp_path).codebook == shipped.codebook
    (tmp_path / "arrays.npz").write_bytes(arrays)  # as a kill between two renames leaves it
    with pytest.raises(ModelError, match="not those that its description names"):
        load_model(tmp_path)


def test_a_model_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(ModelError, match="nowhere"):
        Classifier.load(ThemeSettings(model=str(tmp_path / "nowhere")))


def test_the_sentences_of_the_seed_get_their_themes(classifier):
    document = [
        "Second, the establishment of a national cyberspace security legal system.",
        "The adoption of the National Security Law in 2015 and the Cybersecurity Law in November 2016 highlight the "
        "strengthening of absolute control over domestic cyberspace through legislative means.",
        "To demonstrate that the maintenance of cyber sovereignty in mainland China is tolerant of interference and "
        "interference by other countries, and to participate in the multilateral construction of a global Internet "
        "governance platform on the basis of national sovereignty.",
    ]
    themes = classifier.assign(frame(document)).groupby("sentence")["theme"].agg(set)
    assert "legislation" in themes[1]
    assert {"legislation"} <= themes[2]
    assert {"sovereignty", "international_cooperation"} <= themes[3]
