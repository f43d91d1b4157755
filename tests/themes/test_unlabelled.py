"""Texts without labels: what is read of a folder, and what is left out of it."""

import json
from pathlib import Path

import numpy as np
import pytest

from themeline.errors import InputError, UsageError
from themeline.resources import data_path
from themeline.themes import Classifier, default_codebook, read_passages, teaching
from themeline.themes.standoff import read_standoff, sentence_hash
from themeline.themes.stretches import LENGTH, choose, taught_stretches
from themeline.themes.unlabelled import cut_sentences, read_unlabelled

SPEECHES = data_path("corpus", "samples", "speeches.jsonl")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three speeches of ours, and one text in another language."""
    rows = [json.loads(line) for line in SPEECHES.read_text(encoding="utf-8").splitlines()[:3]]
    german = "Die Regierung beschließt eine Strategie. Sie gilt für alle Ministerien des Bundes und der Länder. " * 5
    rows.append({"id": "german", "text": german})
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return texts


def test_a_folder_gives_the_sentences_of_its_english_documents(folder: Path):
    documents = read_unlabelled([folder])["rows.jsonl"]
    rows = [json.loads(line)["text"] for line in SPEECHES.read_text(encoding="utf-8").splitlines()[:3]]
    assert len(documents) == 3
    for sentences, text in zip(documents, rows, strict=True):
        whole = " ".join(text.split())
        assert len(sentences) > 5
        assert all(sentence in whole for sentence in sentences)


def test_documents_of_an_evaluation_set_are_left_out_however_they_were_cleaned(folder: Path, tmp_path: Path):
    kept = read_unlabelled([folder])["rows.jsonl"]
    long = next(sentence for sentence in kept[1] if len(sentence) > 60)
    evaluation = tmp_path / "gold.jsonl"
    evaluation.write_text(json.dumps({"id": "x", "sentences": [long.upper().replace(" ", "\n- "), "Thank you."]}))
    assert read_unlabelled([folder], [evaluation]) == {"rows.jsonl": [kept[0], kept[2]]}


def test_a_short_sentence_leaves_nothing_out(folder: Path, tmp_path: Path):
    evaluation = tmp_path / "gold.jsonl"
    evaluation.write_text(json.dumps({"id": "x", "sentences": [{"text": "the", "themes": []}]}))
    assert len(read_unlabelled([folder], [evaluation])["rows.jsonl"]) == 3


def test_wrong_paths_and_files_are_refused(folder: Path, tmp_path: Path):
    with pytest.raises(UsageError):
        read_unlabelled([tmp_path / "none"])
    (tmp_path / "gold.jsonl").write_text('{"id": "x"}\n')
    with pytest.raises(InputError, match="evaluation file"):
        read_unlabelled([folder], [tmp_path / "gold.jsonl"])


def test_sentences_are_cut_where_a_capital_follows_a_stop():
    text = "Art. 5 binds the member states. “It is law,” she said.\nShort.\nA heading that is long enough to be kept"
    assert list(cut_sentences(text)) == [
        "Art. 5 binds the member states.",
        "“It is law,” she said.",
        "A heading that is long enough to be kept",
    ]


def test_stretches_keep_neighbours_together_and_come_evenly_from_each_corpus():
    corpora = {
        name: [[f"{name}.{d}.{s}" for s in range(20)] for d in range(many)]
        for name, many in (("a", 3), ("b", 50), ("c", 90))
    }
    chosen = choose(corpora, 600)
    counts = {name: sum(len(stretch) for stretch in chosen if stretch[0].startswith(name)) for name in corpora}
    assert counts["a"] == 60
    assert counts["b"] - 270 in range(LENGTH)
    assert sum(counts.values()) - 600 in range(LENGTH)
    for stretch in chosen:
        places = [int(sentence.split(".")[2]) for sentence in stretch]
        assert places == list(range(places[0], places[0] + len(stretch)))
        assert len({sentence.rsplit(".", 1)[0] for sentence in stretch}) == 1


def test_all_is_taken_where_less_is_there_than_wanted():
    assert sum(map(len, choose({"a": [["x"] * 9]}, 100))) == 9


def test_taught_stretches_have_the_probabilities_of_their_sentences():
    found = taught_stretches([["a", "b"], ["c"]], np.array([[0.1], [0.2], [0.3]]))
    assert [(stretch.texts, stretch.targets.tolist()) for stretch in found] == [
        (("a", "b"), [[0.1], [0.2]]),
        (("c",), [[0.3]]),
    ]


def test_what_is_taught_is_what_the_models_say(folder: Path, monkeypatch):
    monkeypatch.setattr(teaching, "UNLABELLED", 40)
    taught = teaching.teach(teaching.read_texts(folder, []), "default")
    assert 40 <= sum(len(stretch.texts) for stretch in taught) < 40 + 4 * LENGTH
    said = np.vstack(Classifier.load().classify([stretch.texts for stretch in taught]))
    np.testing.assert_allclose(np.vstack([stretch.targets for stretch in taught]), said)


def test_texts_without_the_sentences_of_our_labels_are_refused(folder: Path):
    with pytest.raises(UsageError, match=r"The texts hold \d\d of the 2,\d\d\d passages"):
        teaching.split_labelled(teaching.read_texts(folder, []), default_codebook(), (1.0, 1.0))


def test_found_passages_are_learnt_beside_our_own_and_a_tenth_is_held_out(folder: Path, tmp_path: Path, monkeypatch):
    corpora = teaching.read_texts(folder, [])
    rows = [
        {"document": f"d{n}", "sentences": [{"sha256": sentence_hash(text), "themes": ["economy"]} for text in texts]}
        for n, texts in enumerate(corpora["rows.jsonl"])
    ]
    (tmp_path / "labels.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    monkeypatch.setattr(teaching, "read_standoff", lambda _: read_standoff([tmp_path / "labels.jsonl"]))
    labelled = teaching.split_labelled(corpora, default_codebook(), (1.5, 0.5))
    own = len(read_passages(data_path("corpus", "labelled").glob("*.jsonl")))
    assert len(labelled.learnt) + len(labelled.held) == own + 3
    assert len(labelled.held) == pytest.approx(own / 10, abs=2)
    assert labelled.own == labelled.learnt[:-2]
    assert [stretch.texts for stretch in labelled.stretches] == [passage.texts for passage in labelled.learnt]
    assert {stretch.weight for stretch in labelled.stretches[:-2]} == {1.5}
    assert {stretch.weight for stretch in labelled.stretches[-2:]} == {0.5}
