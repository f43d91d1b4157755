"""Other tests and effect sizes that take documents as the unit: Welch's t, Cohen's d, over-dispersion."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse, stats

from themeline.compare.arrays import Floats, Numbers, Sparse, divide
from themeline.compare.keyness import log_likelihood


@dataclass(frozen=True, slots=True)
class Moments:
    """Mean and sample variance of each term's relative frequency over n documents."""

    mean: Floats
    variance: Floats
    documents: int


def moments(frequencies: Sparse) -> Moments:
    """Moments of a documents × terms matrix of relative frequencies."""
    documents = frequencies.shape[0]
    mean = np.asarray(frequencies.sum(axis=0), dtype=np.float64).ravel() / documents
    matrix = sparse.csc_array(frequencies)
    present = np.diff(matrix.indptr)
    term = np.repeat(np.arange(mean.size), present)
    squares = np.bincount(term, weights=(matrix.data - mean[term]) ** 2, minlength=mean.size)
    variance = (squares + (documents - present) * mean**2) / max(documents - 1, 1)
    return Moments(mean, variance, documents)


def welch_test(a: Moments, b: Moments) -> tuple[Floats, Floats]:
    """Welch's t and its two-sided p on relative frequencies; 0 and 1 where nothing varies."""
    part_a, part_b = a.variance / a.documents, b.variance / b.documents
    t = divide(a.mean - b.mean, np.sqrt(part_a + part_b))
    spread = part_a**2 / max(a.documents - 1, 1) + part_b**2 / max(b.documents - 1, 1)
    degrees = divide((part_a + part_b) ** 2, spread, otherwise=1.0)
    return t, np.asarray(2 * stats.t.sf(np.abs(t), degrees), dtype=np.float64)


def cohens_d(a: Moments, b: Moments) -> Floats:
    """Cohen's d: difference of means over the pooled standard deviation; 0 where nothing varies."""
    degrees = max(a.documents + b.documents - 2, 1)
    pooled = ((a.documents - 1) * a.variance + (b.documents - 1) * b.variance) / degrees
    return divide(a.mean - b.mean, np.sqrt(pooled))


def over_dispersion(counts: Sparse, sizes: Numbers, rate: Floats) -> Floats:
    """Σ(v - e)²/e over documents for each term, where e = rate·size: Pearson's X², the excess over Poisson.

    Args:
        counts: Documents × terms.
        sizes: The documents' tokens.
        rate: The rate that each term is expected to have in these documents.
    """
    matrix = sparse.csc_array(counts, dtype=np.float64)
    tokens = np.asarray(sizes, dtype=np.float64)
    term = np.repeat(np.arange(matrix.shape[1]), np.diff(matrix.indptr))
    mass = tokens[matrix.indices]
    seen = np.bincount(term, weights=matrix.data**2 / np.where(mass > 0, mass, 1), minlength=matrix.shape[1])
    total = np.asarray(matrix.sum(axis=0), dtype=np.float64).ravel()
    return np.maximum(divide(seen, rate) - 2 * total + rate * float(tokens.sum()), 0)


def adjusted_log_likelihood(
    a: Floats, b: Floats, n1: float, n2: float, excess: Floats, documents: int
) -> tuple[Floats, Floats, Floats]:
    """G² over two cells for counts that vary more than Poisson counts do (quasi-Poisson).

    φ = max(1, X²/(n - 2)); F = G²/φ has an F(1, n - 2) distribution.

    Args:
        a: Frequencies in A.
        b: Frequencies in B.
        n1: Tokens in A.
        n2: Tokens in B.
        excess: X² over the documents of both, each against its own corpus' rate (`over_dispersion`).
        documents: Documents of both corpora.

    Returns:
        φ, F and p.
    """
    degrees = max(documents - 2, 1)
    phi = np.maximum(excess / degrees, 1)
    f = log_likelihood(a, b, n1, n2) / phi
    return phi, f, np.asarray(stats.f.sf(f, 1, degrees), dtype=np.float64)
