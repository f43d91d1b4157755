"""Make the table of `static_vectors` from MiniLM: `python -m themeline.themes.distil TEXTS [EVALUATION.jsonl…]`.

1. Every word piece goes through MiniLM alone (Reimers and Gurevych's sentence encoder as a teacher).
2. The vectors are weighted by a / (a + p), p being the piece's share of all pieces in the texts (Arora et al. 2017).
3. A ridge regression moves them, so that the mean over a sentence comes near to MiniLM's vector of the sentence;
   pieces that the texts do not hold stay where they were.
4. The axes are turned to the directions in which sentences differ most, and the first 256 are kept.
"""

import random
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, diags

from themeline.resources import data_path
from themeline.themes.labels import read_passages
from themeline.themes.minilm import MiniLM
from themeline.themes.static_vectors import count_pieces, save_table
from themeline.themes.terms import FloatArray
from themeline.themes.unlabelled import read_unlabelled
from themeline.themes.wordpiece import WordPieces

RARE = 1e-3
RIDGE = 0.01
STEPS = 25
DIMENSIONS = 256
SENTENCES = 25_000


def main(texts: Path, evaluation: Sequence[Path]) -> None:
    """Read unlabelled texts, distil, and write the shipped table."""
    pieces, teacher = WordPieces.load(), MiniLM()
    own = [text for p in read_passages(data_path("corpus", "labelled").glob("*.jsonl")) for text in p.texts]
    corpora = read_unlabelled([texts], evaluation).values()
    sentences = sorted({text for documents in corpora for document in documents for text in document})
    random.Random(0).shuffle(sentences)
    chosen = [*sentences[:SENTENCES], *own]
    table = distil(
        count_pieces(chosen, pieces),
        teacher.encode([[text] for text in chosen]),
        teacher.encode_pieces(teacher.single_pieces()),
        piece_weights(count_pieces([*sentences, *own], pieces)),
    )
    save_table(table, data_path("models", "themes", "vectors") / "table.npz")


def piece_weights(counts: csr_matrix) -> FloatArray:
    """Return a / (a + p) for each piece of the vocabulary."""
    seen = np.asarray(counts.sum(axis=0)).ravel() + 0.5
    weights: FloatArray = RARE / (RARE + seen / seen.sum())
    return weights


def distil(counts: csr_matrix, teacher: FloatArray, single: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the table: one row for each piece, its weight included.

    Args:
        counts: Sentences × pieces.
        teacher: The teacher's vectors of the sentences.
        single: The teacher's vectors of the pieces alone.
        weights: The weight of each piece.
    """
    lengths = np.maximum(np.asarray(counts.sum(axis=1)).ravel(), 1)
    means = (diags(1 / lengths) @ counts @ diags(weights)).tocsr()
    wanted = teacher - teacher.mean(axis=0)
    start = single - single.mean(axis=0)
    guess = means @ start
    start *= (guess * wanted).sum() / (guess**2).sum()
    moved = start + solve_ridge(means, wanted - means @ start)
    axes = np.linalg.svd(wanted[:5000], full_matrices=False)[2][:DIMENSIONS]
    table: FloatArray = (moved @ axes.T) * weights[:, None]
    return table


def solve_ridge(design: csr_matrix, wanted: FloatArray) -> FloatArray:
    """Return the ridge solution of `design @ x = wanted` by conjugate gradients, all columns at once."""
    solution = np.zeros((design.shape[1], wanted.shape[1]))
    residual = design.T @ wanted
    direction, square = residual.copy(), (residual**2).sum(axis=0)
    for _ in range(STEPS):
        image = design.T @ (design @ direction) + RIDGE * direction
        step = square / np.maximum((direction * image).sum(axis=0), 1e-30)
        solution += step * direction
        residual -= step * image
        previous, square = square, (residual**2).sum(axis=0)
        direction = residual + square / np.maximum(previous, 1e-30) * direction
    return solution


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(argument) for argument in sys.argv[2:]])
