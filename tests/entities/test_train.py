import json
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from themeline.entities import EntityRules
from themeline.entities.crf import _likelihood, lay_out
from themeline.entities.gazetteer import Gazetteer
from themeline.entities.tagger import decode
from themeline.entities.train import Options, read_examples, train
from themeline.entities.training_text import Passage, read_crossner, read_markup
from themeline.errors import SettingsError
from themeline.language import LanguageModel


def test_markup_becomes_offsets(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("# note\nThe [ORG Ministry of War] and [GPE Malta].\n", encoding="utf-8")
    [passage] = read_markup(path)
    assert passage.text == "The Ministry of War and Malta."
    assert [(passage.text[a:b], label) for a, b, label in passage.names] == [
        ("Ministry of War", "ORG"),
        ("Malta", "GPE"),
    ]


def test_an_unknown_label_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The [BODY Ministry].\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="BODY"):
        read_markup(path)


def test_crossner_names_without_a_label_of_ours_are_kept_as_names(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Soviet Rome", "ents": [{"start": 0, "end": 6, "label": "misc"}]}\n', encoding="utf-8")
    assert read_crossner(path, Gazetteer())[0].names == ((0, 6, ""),)


def test_a_location_of_crossner_is_what_the_gazetteer_says(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [{"text": name, "ents": [{"start": 0, "end": len(name), "label": "location"}]} for name in ("Asia", "Ulm")]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    gazetteer = EntityRules.load().lexicon.gazetteer
    assert [passage.names[0][2] for passage in read_crossner(path, gazetteer)] == ["LOC", "GPE"]


def test_foreign_guidelines_are_followed_in_part_only(language_model: LanguageModel) -> None:
    ours = [Passage(f"The law of {x} passed.", ()) for x in ("Rome", "Oslo", "Bern", "Riga")]
    foreign = [Passage(f"The law of {x} passed.", ((11, 15, "GPE"),), True) for x in ("Rome", "Oslo", "Bern", "Riga")]
    both = [Passage("The UN in Malta.", ((4, 6, "ORG"), (10, 15, "GPE")))] * 2
    examples = read_examples(ours + foreign + both, EntityRules.load().lexicon)
    alone, followed = (train(examples, Options(iterations=30, foreign_share=share)) for share in (0.0, 1.0))
    assert not any(name.startswith("~") for name in bytes(followed["word_names"]).decode().split("\n"))
    assert _begin(followed, "k=B-GPE") > _begin(alone, "k=B-GPE")


def _begin(arrays: dict[str, np.ndarray], feature: str) -> float:
    row = bytes(arrays["word_names"]).decode().split("\n").index(feature)
    begin, _, out = arrays["word_weights"][row]
    return float(begin - out)


def test_training_learns_its_examples_and_repeats_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    lines = [
        f"The [ORG Ministry of {x}] met in [GPE {y}]." for x in ("War", "Trade", "Health") for y in ("Rome", "Oslo")
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    examples = read_examples(read_markup(path), EntityRules.load().lexicon)
    first, second = train(examples, Options(iterations=20)), train(examples, Options(iterations=20))
    assert all(np.array_equal(first[name], second[name]) for name in first)
    assert bytes(first["labels"]).decode().split("\n") == ["GPE", "ORG"]


def test_the_gradient_is_that_of_the_likelihood() -> None:
    random = np.random.default_rng(3)
    features = csr_matrix(random.integers(0, 2, (7, 4)).astype(float))
    data = lay_out(features, random.integers(0, 3, 7), [4, 1, 2])
    weights, moves = random.normal(size=(4, 3)), random.normal(size=(3, 3))
    value, gradient = _likelihood(data, weights, moves)
    for index in range(12):
        step = np.zeros(12)
        step[index] = 1e-6
        nudged, _ = _likelihood(data, weights + step.reshape(4, 3), moves)
        assert (nudged - value) / 1e-6 == pytest.approx(gradient[index], abs=1e-4)


def test_inside_never_begins_a_name() -> None:
    assert decode([(0.0, 9.0, 1.0), (0.0, 9.0, 1.0)], [[0.0] * 3] * 3) == [(0, 2)]
    assert decode([(0.0, 0.0, 5.0), (0.0, 0.0, 5.0)], [[0.0] * 3] * 3) == []
