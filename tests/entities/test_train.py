from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from themeline.entities import EntityRules
from themeline.entities.crf import _likelihood, lay_out
from themeline.entities.tagger import decode
from themeline.entities.train import Options, read_examples, train
from themeline.entities.training_text import read_crossner, read_markup
from themeline.errors import SettingsError


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
    assert read_crossner(path)[0].names == ((0, 6, ""),)


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
