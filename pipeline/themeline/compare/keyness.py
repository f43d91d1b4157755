"""Significance of a difference in frequency, as if every token were drawn on its own.

These statistics say how surprising a difference between two totals is. They do not know documents: use them to
describe and to compare with other work, and let a test on documents (`rank_test`) decide.

Notation: a term occurs `a` times in the `n1` tokens of A and `b` times in the `n2` tokens of B; N = n1 + n2.
All functions take numbers or arrays and return arrays without NaN.
"""

from typing import Literal

import numpy as np
from scipy import special, stats

from themeline.compare.arrays import Floats, Numbers, as_floats, divide


def expected(a: Numbers, b: Numbers, n1: Numbers, n2: Numbers) -> tuple[Floats, Floats]:
    """Expected frequencies in A and B when the rates are equal: n1·(a+b)/N and n2·(a+b)/N."""
    a, b, n1, n2 = as_floats(a, b, n1, n2)
    return divide(n1 * (a + b), n1 + n2), divide(n2 * (a + b), n1 + n2)


def log_likelihood(a: Numbers, b: Numbers, n1: Numbers, n2: Numbers) -> Floats:
    """G² over two cells: 2·[a·ln(a/E1) + b·ln(b/E2)] (Rayson & Garside 2000); UCREL's "log-likelihood"."""
    a, b, n1, n2 = as_floats(a, b, n1, n2)
    e1, e2 = expected(a, b, n1, n2)
    return _positive(2 * (special.rel_entr(a, e1) + special.rel_entr(b, e2)))


def log_likelihood_table(a: Numbers, b: Numbers, n1: Numbers, n2: Numbers) -> Floats:
    """G² over the four cells of the contingency table: 2·ΣO·ln(O/E) (Dunning 1993)."""
    a, b, n1, n2 = as_floats(a, b, n1, n2)
    e1, e2 = expected(a, b, n1, n2)
    others = special.rel_entr(n1 - a, n1 - e1) + special.rel_entr(n2 - b, n2 - e2)
    return _positive(2 * (special.rel_entr(a, e1) + special.rel_entr(b, e2) + others))


def williams_factor(a: Numbers, b: Numbers, n1: Numbers, n2: Numbers) -> Floats:
    """Williams' (1976) q for a 2×2 table, by which G² is divided; always at least 1."""
    a, b, n1, n2 = as_floats(a, b, n1, n2)
    total, word = n1 + n2, a + b
    rows = divide(total, n1) + divide(total, n2) - 1
    columns = divide(total, word) + divide(total, total - word) - 1
    return np.maximum(1 + divide(rows * columns, 6 * total), 1)


def chi_squared(a: Numbers, b: Numbers, n1: Numbers, n2: Numbers, yates_below: float = 0.0) -> Floats:
    """Pearson's chi-squared of the 2×2 table, with Yates' correction where it is asked for.

    Args:
        a: Frequency in A.
        b: Frequency in B.
        n1: Tokens in A.
        n2: Tokens in B.
        yates_below: The correction applies where an expected frequency is below this: 0 for never, 5 as
            Cochran advised, `inf` for always. It never turns the sign (as in R).
    """
    a, b, n1, n2 = as_floats(a, b, n1, n2)
    total, word = n1 + n2, a + b
    e1, e2 = expected(a, b, n1, n2)
    smallest = np.minimum.reduce([e1, e2, n1 - e1, n2 - e2])
    difference = np.abs(a * (n2 - b) - b * (n1 - a))
    difference = np.maximum(difference - np.where(smallest < yates_below, total / 2, 0.0), 0)
    return divide(difference, n1 * n2) * divide(difference, word) * divide(total, total - word)


def fisher_exact(
    a: Numbers, b: Numbers, n1: Numbers, n2: Numbers, alternative: Literal["two-sided", "less", "greater"] = "two-sided"
) -> Floats:
    """P-value of Fisher's exact test, one table after the other: for few terms, on request."""
    a, b, n1, n2 = as_floats(a, b, n1, n2)
    cells = np.stack([a, b, n1 - a, n2 - b], axis=-1).reshape(-1, 4).round().astype(np.int64)
    distinct, inverse = np.unique(cells, axis=0, return_inverse=True)
    tables = distinct.reshape(-1, 2, 2)
    p = np.array([stats.fisher_exact(table, alternative=alternative).pvalue for table in tables], dtype=np.float64)
    return p[inverse.reshape(-1)].reshape(a.shape)


def p_value(statistic: Numbers, degrees: float = 1) -> Floats:
    """Upper tail of the chi-squared distribution."""
    return np.asarray(stats.chi2.sf(np.asarray(statistic, dtype=np.float64), degrees), dtype=np.float64)


def bayes_information(statistic: Numbers, tokens: Numbers, degrees: float = 1) -> Floats:
    """BIC = G² - df·ln N (Wilson 2013): below 0 for equality, 2 positive, 6 strong, above 10 very strong evidence."""
    statistic, tokens = as_floats(statistic, tokens)
    return np.asarray(statistic - degrees * np.log(np.maximum(tokens, 1)), dtype=np.float64)


def effect_size_log_likelihood(a: Numbers, b: Numbers, n1: Numbers, n2: Numbers) -> Floats:
    """ELL = G²/(N·ln E_min), from 0 to 1 (Johnston, Berry & Mielke 2006); 0 where E_min is not above 1."""
    a, b, n1, n2 = as_floats(a, b, n1, n2)
    smallest = np.minimum(*expected(a, b, n1, n2))
    scale = (n1 + n2) * np.log(np.maximum(smallest, 1))
    return divide(log_likelihood(a, b, n1, n2), scale)


def log_likelihood_of_many(counts: Numbers, totals: Numbers) -> Floats:
    """G² over k corpora: 2·ΣO·ln(O/E), with k-1 degrees of freedom.

    Args:
        counts: Frequencies, terms × corpora.
        totals: Tokens of each corpus.
    """
    observed, sizes = np.asarray(counts, dtype=np.float64), np.asarray(totals, dtype=np.float64)
    expectation = observed.sum(axis=1, keepdims=True) * sizes / sizes.sum()
    return _positive(2 * special.rel_entr(observed, expectation).sum(axis=1))


def _positive(statistic: Floats) -> Floats:
    """Take away what rounding leaves below zero."""
    return np.maximum(statistic, 0)
