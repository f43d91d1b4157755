"""Scores of labelled sentences by scorers that have not seen them, and the penalty that makes them best."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from themeline.themes.calibration import IntArray
from themeline.themes.codebook import Codebook
from themeline.themes.folds import assign_folds
from themeline.themes.kernel import LARGEST
from themeline.themes.labels import BoolArray, LabelledPassage, label_matrix
from themeline.themes.representation import EncodedDocuments, Encoder, encode_documents
from themeline.themes.ridge import squared_error
from themeline.themes.scorer import Knowledge, fit_kernel_scorers, score_each
from themeline.themes.terms import FloatArray

# What is tried, and what is taken where nothing tells.
PENALTIES, USUAL_PENALTY = (0.25, 0.5, 1.0, 2.0, 4.0), 1.0


@dataclass(frozen=True)
class Labelled:
    """Labelled passages made ready for many fits.

    Attributes:
        gold: Sentences × themes.
        sizes: The number of sentences of each passage.
    """

    encoded: EncodedDocuments
    gold: BoolArray
    sizes: tuple[int, ...]
    knowledge: Knowledge

    @classmethod
    def of(cls, passages: Sequence[LabelledPassage], codebook: Codebook, encoder: Encoder) -> "Labelled":
        """Encode passages and codebook."""
        encoded = encode_documents([passage.texts for passage in passages], encoder)
        sizes = tuple(len(passage.sentences) for passage in passages)
        return cls(encoded, label_matrix(passages, codebook), sizes, Knowledge.of(codebook, encoder))

    def take(self, kept: BoolArray) -> "Labelled":
        """Return some of the passages."""
        sizes = tuple(size for size, keep in zip(self.sizes, kept, strict=True) if keep)
        return Labelled(self.encoded.take(kept), self.gold[np.repeat(kept, self.sizes)], sizes, self.knowledge)


@dataclass(frozen=True)
class HeldOut:
    """Scores of each sentence by scorers that saw no sentence of its document.

    Attributes:
        scores: Sentences × themes, for the penalty that was best in the other folds.
        penalty: The one that was best in all.
    """

    scores: FloatArray
    penalty: float


def hold_out_scores(labelled: Labelled, fold_of: IntArray, share: float = 1.0) -> HeldOut:
    """Score each passage by a scorer that learnt from the other folds.

    The penalty of a fold is the one with the least squared error in the others, so that nothing about a sentence
    is chosen by its own label. Where there are too many sentences to try all penalties on them, they are tried on
    a part.

    Args:
        labelled: The passages.
        fold_of: The fold of each passage.
        share: How much of the other folds' passages the scorers learn from.
    """
    penalties: Sequence[float] = PENALTIES
    if share * len(labelled.gold) > LARGEST:
        part = _thin(np.ones(len(fold_of), dtype=bool), LARGEST / len(labelled.gold))
        some, folds = labelled.take(part), fold_of[part]
        everywhere = np.ones(len(some.gold), dtype=bool)
        penalties = [PENALTIES[_best(_try(some, folds, PENALTIES, 1.0), some.gold, everywhere)]]
    tried = _try(labelled, fold_of, penalties, share)
    row_fold = np.repeat(fold_of, labelled.sizes)
    scores = np.zeros(labelled.gold.shape)
    for fold in np.unique(fold_of):
        here = row_fold == fold
        scores[here] = tried[_best(tried, labelled.gold, ~here)][here]
    return HeldOut(scores, penalties[_best(tried, labelled.gold, np.ones(len(row_fold), dtype=bool))])


def cross_scores(
    passages: Sequence[LabelledPassage], codebook: Codebook, encoder: Encoder, folds: int, share: float = 1.0
) -> FloatArray:
    """Return the scores of each sentence by a scorer that saw no sentence of its document: see `hold_out_scores`.

    Args:
        passages: The labelled passages.
        codebook: The themes.
        encoder: Where sentence vectors come from.
        folds: Into how many parts the documents are cut.
        share: How much of the other folds' passages the scorers learn from.
    """
    fold_of = assign_folds([passage.document for passage in passages], folds)
    return hold_out_scores(Labelled.of(passages, codebook, encoder), fold_of, share).scores


def _try(labelled: Labelled, fold_of: IntArray, penalties: Sequence[float], share: float) -> FloatArray:
    """Return held-out scores: penalties × sentences × themes."""
    row_fold = np.repeat(fold_of, labelled.sizes)
    tried = np.zeros((len(penalties), *labelled.gold.shape))
    for fold in np.unique(fold_of):
        learnt, unseen = labelled.take(_thin(fold_of != fold, share)), labelled.take(fold_of == fold)
        scorers = fit_kernel_scorers(learnt.encoded, learnt.gold, labelled.knowledge, penalties)
        tried[:, row_fold == fold] = score_each(scorers, unseen.encoded)
    return tried


def _best(tried: FloatArray, gold: BoolArray, rows: BoolArray) -> int:
    """Return the number of the penalty with the least error; of the usual one where there is nothing to go by."""
    if len(tried) == 1 or not rows.any():
        return 0 if len(tried) == 1 else PENALTIES.index(USUAL_PENALTY)
    return int(np.argmin([squared_error(scores[rows], gold[rows]) for scores in tried]))


def _thin(kept: BoolArray, share: float) -> BoolArray:
    """Keep about a share of what is kept, evenly spread over the order of the passages."""
    places = np.flatnonzero(kept)
    wanted = max(1, round(share * len(places))) if len(places) else 0
    thinned = np.zeros(len(kept), dtype=bool)
    thinned[places[np.linspace(0, len(places) - 1, wanted).round().astype(int)]] = True
    return thinned
