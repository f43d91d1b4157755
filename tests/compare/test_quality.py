"""False and true keywords on real speeches, with floors that are never lowered."""

import json

import numpy as np
import pandas as pd
import pytest

from themeline.compare import CompareSettings, CorpusCounts, compare_corpora
from themeline.compare.calibration import null_calibration
from themeline.compare.collocation import words_of
from themeline.compare.pairing import pair_layer


@pytest.fixture(scope="module")
def parties(shared_data):
    lines = (shared_data / "corpora" / "us_convention2012.jsonl").read_text(encoding="utf-8").splitlines()
    found = {}
    for row in map(json.loads, lines):
        found.setdefault(row["meta"]["party"], []).append((row["id"], words_of(row["text"])))
    return [corpus(party, found[party]) for party in sorted(found)]


def corpus(name, texts):
    rows = [(document, "word", word, 1) for document, words in texts for word in words]
    documents = pd.DataFrame([(document, len(words)) for document, words in texts], columns=["document", "tokens"])
    return CorpusCounts.from_frames(name, documents, pd.DataFrame(rows, columns=["document", "layer", "term", "count"]))


def test_two_parties_have_many_robust_words(parties):
    settings = CompareSettings(calibration_splits=0, distance_permutations=0)
    classes = compare_corpora(*parties, settings).terms.set_index("term")["class"]
    assert classes.str.startswith("robust").sum() >= 88
    known = classes[["obama", "health", "middle", "government", "business", "unemployment"]].tolist()
    assert known == ["robust A"] * 3 + ["robust B"] * 3


def test_random_halves_have_next_to_none(parties):
    settings = CompareSettings(calibration_splits=20)
    for party in parties:
        side = pair_layer(party, party, "word").a
        row = null_calibration("word", party.name, side, settings, np.random.default_rng(1)).iloc[0]
        assert row["false_mean"] <= 0.1


def test_the_old_gate_has_many(parties):
    """What the calibration is for: G² on tokens finds dozens of keywords where there are none."""
    settings = CompareSettings(gate="tokens", calibration_splits=5)
    side = pair_layer(parties[0], parties[0], "word").a
    row = null_calibration("word", "a", side, settings, np.random.default_rng(1)).iloc[0]
    assert row["false_mean"] > 5
