"""How evenly a term is spread over the documents of a corpus.

Every function takes a sparse matrix of counts (documents × terms) and the documents' sizes in tokens, and looks only
at the cells that are not zero. `f` is a term's frequency, `v` its count in a document, `s` the document's share
of all tokens, k the number of documents. A term that does not occur gets the value of the least even spread.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from themeline.compare.arrays import Floats, Integers, Numbers, Sparse, divide
from themeline.compare.matrices import blocks


@dataclass(frozen=True, slots=True)
class Spread:
    """The non-zero cells of a count matrix, in the order of its columns.

    Attributes:
        term: Column of each cell.
        part: v/f of each cell.
        share: s of each cell's document.
        rate: v/s of each cell, over all tokens: the count that the document would have if it were the corpus.
        present: For each term, the number of documents with it.
        frequency: For each term, f.
        shares: s of every document.
        terms: Number of columns.
    """

    term: Integers
    part: Floats
    share: Floats
    rate: Floats
    present: Integers
    frequency: Floats
    shares: Floats
    terms: int

    def total(self, values: Floats) -> Floats:
        """Sum values of the cells for each term."""
        return np.bincount(self.term, weights=values, minlength=self.terms).astype(np.float64)


def spread_of(counts: Sparse, sizes: Numbers) -> Spread:
    """Prepare a count matrix for the measures below; documents without tokens are left out."""
    tokens = np.asarray(sizes, dtype=np.float64)
    matrix = sparse.csc_array(counts[np.flatnonzero(tokens)] if (tokens == 0).any() else counts)
    tokens = tokens[tokens > 0]
    matrix.eliminate_zeros()
    shares = tokens / tokens.sum()
    present = np.diff(matrix.indptr)
    term = np.repeat(np.arange(matrix.shape[1]), present)
    frequency = np.asarray(matrix.sum(axis=0), dtype=np.float64).ravel()
    share = shares[matrix.indices]
    values = matrix.data.astype(np.float64)
    return Spread(term, values / frequency[term], share, values / share, present, frequency, shares, matrix.shape[1])


def measured(counts: Sparse, sizes: Numbers, *measures: Callable[[Spread], Floats]) -> tuple[Floats, ...]:
    """Compute measures of a count matrix, some of its terms at a time."""
    tokens = np.asarray(sizes, dtype=np.float64)
    matrix = sparse.csc_array(counts)
    found = tuple(np.empty(matrix.shape[1]) for _ in measures)
    for block in blocks(matrix.indptr):
        spread = spread_of(matrix[:, block], tokens)
        for values, measure in zip(found, measures, strict=True):
            values[block] = measure(spread)
    return found


def document_range(spread: Spread) -> Integers:
    """The number of documents with the term."""
    return spread.present


def deviation_of_proportions(spread: Spread) -> Floats:
    """Gries' (2008) DP = ½·Σ|v/f - s|: 0 even, near 1 uneven."""
    covered = spread.total(spread.share)
    values = (spread.total(np.abs(spread.part - spread.share)) + 1 - covered) / 2
    return np.where(spread.present > 0, np.clip(values, 0, 1), 1 - spread.shares.min())


def normalized_deviation(spread: Spread) -> Floats:
    """DPnorm = DP/(1 - min s), which reaches 1 (Lijffijt & Gries 2012); 0 for a single document."""
    smallest = spread.shares.min()
    return np.clip(divide(deviation_of_proportions(spread), np.full(spread.terms, 1 - smallest)), 0, 1)


def divergence(spread: Spread) -> Floats:
    """KL = Σ(v/f)·log2[(v/f)/s], in bits; for a term that does not occur, that of the smallest document alone."""
    bits = np.maximum(spread.total(spread.part * np.log2(spread.part / spread.share)), 0)
    return np.where(spread.present > 0, bits, -np.log2(spread.shares.min()))


def normalized_divergence(spread: Spread) -> Floats:
    """D_KL = KL/(1 + KL): 0 even, towards 1 uneven (Gries 2024)."""
    bits = divergence(spread)
    return divide(bits, 1 + bits)


def juilland(spread: Spread) -> Floats:
    """Juilland's D = 1 - VC/√(k-1) over relative frequencies: 1 even, 0 in one document only; for compatibility.

    With many documents it calls almost everything even (Biber et al. 2016).
    """
    documents = spread.shares.size
    if documents < 2:
        return np.where(spread.present > 0, 1.0, 0.0)
    variation = _variation(spread, documents)
    return np.where(spread.present > 0, np.clip(1 - variation / np.sqrt(documents - 1), 0, 1), 0.0)


def _variation(spread: Spread, documents: int) -> Floats:
    """Coefficient of variation (population) of the rates over all documents, zeros included."""
    mean = spread.total(spread.rate) / documents
    deviations = spread.total((spread.rate - mean[spread.term]) ** 2)
    deviations += (documents - spread.present) * mean**2
    return divide(np.sqrt(deviations / documents), mean)


def average_distance(spread: Spread) -> Floats:
    """D_A: 1 minus the mean distance of two documents' rates, over twice the mean (Burch, Egbert & Biber 2017).

    With rates r that sum to 1 in falling order it is 2·(Σ i·r_i - 1)/(k - 1) (Wilcox 1973): 1 even, 0 uneven.
    """
    documents = spread.shares.size
    if documents < 2:
        return np.where(spread.present > 0, 1.0, 0.0)
    order = np.lexsort((-spread.rate, spread.term))
    starts = np.concatenate([[0], np.cumsum(spread.present)[:-1]])
    position = np.arange(spread.term.size) - starts[spread.term] + 1
    weighted = spread.total(position * spread.rate[order])
    return np.clip(2 * (divide(weighted, spread.total(spread.rate), otherwise=1.0) - 1) / (documents - 1), 0, 1)


def carroll(spread: Spread) -> Floats:
    """Carroll's (1970) D2: entropy of the rates over log2 k; 1 even, 0 uneven."""
    documents = spread.shares.size
    if documents < 2:
        return np.where(spread.present > 0, 1.0, 0.0)
    part = spread.rate / spread.total(spread.rate)[spread.term]
    entropy: Floats = -spread.total(part * np.log2(part))
    return np.clip(entropy / float(np.log2(documents)), 0, 1)


def rosengren(spread: Spread) -> Floats:
    """Rosengren's (1971) S = (Σ√(s·v))²/f: 1 even, min s uneven; 0 for a term that does not occur."""
    return np.clip(spread.total(np.sqrt(spread.share * spread.part)) ** 2, 0, 1)


def lyne(spread: Spread) -> Floats:
    """Lyne's (1985) D3 = 1 - X²/(4·f), for documents of equal size: 1 even."""
    mean = spread.frequency / spread.shares.size
    count = spread.part * spread.frequency[spread.term]
    squares = spread.total((count - mean[spread.term]) ** 2) + (spread.shares.size - spread.present) * mean**2
    return 1 - divide(squares, 4 * spread.frequency * mean, otherwise=1.0)


def distributional_consistency(spread: Spread) -> Floats:
    """Zhang's (2004) DC = (Σ√v)²/(k·f), for documents of equal size: 1 even, 1/k in one document only."""
    roots = spread.total(np.sqrt(spread.part))
    return np.clip(roots**2 / spread.shares.size, 0, 1)


def adjusted(measured: Floats, frequencies: Numbers, sizes: Numbers, measure: str = "divergence") -> Floats:
    """Dispersion with frequency taken out: where a value lies between the extremes for its frequency (Gries 2022).

    (x - least)/(most - least), where the least and the most uneven arrangement put the same number of occurrences
    into the same documents: as evenly as whole numbers allow, or into the smallest documents that hold them.

    Args:
        measured: Values of `deviation_of_proportions` or `normalized_divergence`.
        frequencies: The terms' frequencies.
        sizes: The documents' tokens.
        measure: `deviation` or `divergence`: what was measured.
    """
    function = {"deviation": deviation_of_proportions, "divergence": normalized_divergence}[measure]
    tokens = np.asarray(sizes, dtype=np.int64)
    tokens = tokens[tokens > 0]
    distinct, inverse = np.unique(np.asarray(frequencies, dtype=np.int64), return_inverse=True)
    least = function(spread_of(_arrangements(distinct, tokens, even=True), tokens))
    most = function(spread_of(_arrangements(distinct, tokens, even=False), tokens))
    return np.clip(divide(measured - least[inverse], most[inverse] - least[inverse]), 0, 1)


def _arrangements(frequencies: Integers, tokens: Integers, even: bool) -> Sparse:
    """One column for each frequency: its occurrences spread by size (largest remainders first) or clumped."""
    order = np.argsort(tokens, kind="stable")
    columns = []
    for frequency in frequencies.tolist():
        if even:
            exact = frequency * tokens / tokens.sum()
            counts = np.floor(exact).astype(np.int64)
            first = np.argsort(-(exact - counts), kind="stable")[: frequency - int(counts.sum())]
            counts[first] += 1
        else:
            counts = np.zeros_like(tokens)
            before = np.concatenate([[0], np.cumsum(tokens[order])[:-1]])
            counts[order] = np.clip(frequency - before, 0, tokens[order])
        columns.append(sparse.csc_array(counts.reshape(-1, 1)))
    return sparse.hstack(columns, format="csc")
