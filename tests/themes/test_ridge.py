import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from themeline.themes import LabelledPassage, LabelledSentence, evaluate, held_out, kernel, load_encoder, ridge, train
from themeline.themes.folds import assign_folds
from themeline.themes.held_out import PENALTIES, Labelled, hold_out_scores
from themeline.themes.parts import count_parts, cut_word, learn_parts, part_finder, words_of
from themeline.themes.ridge import Rows, fit_ridge
from themeline.themes.scorer import fit_kernel_scorers
from themeline.themes.terms import TermSpace

from .test_training import BOOK, HARVEST, SCHOOL, passages


def some_rows(seed: int, sentences: int) -> Rows:
    random = np.random.default_rng(seed)
    terms = csr_matrix(random.random((sentences, 7)) * (random.random((sentences, 7)) < 0.4))
    gold = (random.random((sentences, 3)) < 0.3).astype(float)
    return Rows(terms, random.normal(size=(sentences, 4)), gold, random.uniform(0.2, 1, sentences))


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10_000), st.integers(1, 30), st.sampled_from(PENALTIES))
def test_both_ways_find_the_minimum_that_the_normal_equations_give(seed, sentences, penalty):
    rows = some_rows(seed, sentences)
    features = np.hstack([rows.terms.toarray(), rows.vectors, np.ones((sentences, 1))])
    weighted = features.T * rows.importance
    exact = np.linalg.solve(weighted @ features + penalty * np.eye(12), weighted @ (2 * rows.gold - 1))
    [at_once] = fit_ridge(rows, [penalty])
    in_steps = ridge.descend(rows, 2 * rows.gold - 1, penalty)
    for found, tolerance in ((at_once, 1e-8), (in_steps, 2e-2)):
        np.testing.assert_allclose(np.vstack([found.terms, found.vectors, found.bias]), exact, atol=tolerance)


@settings(deadline=None)
@given(st.lists(st.text(max_size=30), max_size=6))
def test_parts_are_counted_as_they_occur_in_words(sentences):
    parts = learn_parts(sentences, 1)
    counts = count_parts(sentences, part_finder(parts), len(parts)).toarray()
    for sentence, row in zip(sentences, counts, strict=True):
        cut = [part for word in words_of(sentence) for part in cut_word(word)]
        assert [cut.count(part) for part in parts] == row.tolist()


def test_a_word_is_cut_with_its_ends_marked():
    assert cut_word("tax") == [" ta", "tax", "ax ", " tax", "tax ", " tax "]
    assert cut_word("a") == [" a "]


def test_an_inflected_word_has_parts_of_the_learnt_one():
    space = TermSpace.learn(["farmers", "farmers", "bus", "bus"], with_parts=True)
    alike = (space.transform(["farming"]) @ space.transform(["farmers", "bus"]).T).toarray()[0]
    assert alike[0] > alike[1] == 0
    assert TermSpace.learn(["farmers", "farmers"]).transform(["farming"]).nnz == 0


def test_held_out_scores_are_those_of_a_scorer_without_the_fold():
    encoder = load_encoder("default")
    labelled = Labelled.of(passages(), BOOK, encoder)
    folds = assign_folds([passage.document for passage in passages()], 4)
    held = hold_out_scores(labelled, folds)
    assert held.penalty in PENALTIES
    learnt, unseen = labelled.take(folds != 2), labelled.take(folds == 2)
    scorers = fit_kernel_scorers(learnt.encoded, learnt.gold, labelled.knowledge, PENALTIES)
    tried = [scorer.score(unseen.encoded) for scorer in scorers]
    assert any(np.allclose(held.scores[folds == 2], scores) for scores in tried)


def test_many_sentences_are_learnt_in_steps_and_the_penalty_from_a_part(monkeypatch):
    doubled = [*passages(), *(LabelledPassage(f"again {p.document}", p.sentences) for p in passages())]
    encoder = load_encoder("default")
    few = evaluate(doubled, BOOK, encoder, folds=4, resamples=5)
    monkeypatch.setattr(kernel, "LARGEST", 6)
    monkeypatch.setattr(kernel, "LANDMARKS", 9)
    monkeypatch.setattr(held_out, "LARGEST", 6)
    many = evaluate(doubled, BOOK, encoder, folds=4, resamples=5)
    assert many.probabilities.shape == few.probabilities.shape
    sentences = [LabelledPassage(f"x{n}", (LabelledSentence(text, ()),)) for n, text in enumerate(HARVEST + SCHOOL)]
    model = train(doubled, BOOK, encoder)
    assert model.scorer.landmarks.shape == (9, 2 * encoder.dimensions)
    scores = model.scorer.score(Labelled.of(sentences, BOOK, encoder).encoded)
    assert scores.argmax(axis=1).tolist() == [0, 0, 0, 1, 1, 1]
