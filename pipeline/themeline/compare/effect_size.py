"""How large a difference in frequency is.

Notation as in `keyness`: `a` of `n1` tokens in A, `b` of `n2` in B. Positive values say "more in A".
"""

import numpy as np
from scipy import special

from themeline.compare.arrays import Floats, Numbers, as_floats, divide

HALF = 0.5
MILLION = 1e6


def direction(a: Numbers, b: Numbers, n1: Numbers, n2: Numbers) -> Floats:
    """The sign of a/n1 - b/n2: 1, 0 or -1."""
    a, b, n1, n2 = as_floats(a, b, n1, n2)
    return np.sign(a * n2 - b * n1)


def log_ratio(a: Numbers, b: Numbers, n1: Numbers, n2: Numbers) -> Floats:
    """Binary log of the ratio of rates (Hardie 2014), with Walter's (1975) estimator, which is smooth at zero.

    log2[(a+½)/(n1+½)] - log2[(b+½)/(n2+½)]
    """
    a, b, n1, n2 = as_floats(a, b, n1, n2)
    return np.log2((a + HALF) / (n1 + HALF)) - np.log2((b + HALF) / (n2 + HALF))


def log_ratio_hardie(a: Numbers, b: Numbers, n1: Numbers, n2: Numbers) -> Floats:
    """Binary log of the ratio of rates where only zeros become ½, as CQPweb has it."""
    a, b, n1, n2 = as_floats(a, b, n1, n2)
    return np.log2(np.where(a == 0, HALF, a) / n1) - np.log2(np.where(b == 0, HALF, b) / n2)


def log_ratio_interval(
    a: Numbers, b: Numbers, n1: Numbers, n2: Numbers, confidence: float = 0.95, tests: int = 1
) -> tuple[Floats, Floats]:
    """Exact conditional Poisson interval of the log ratio (Evert 2022).

    Given a + b, `a` is binomial with a share τ whose Clopper-Pearson bounds are quantiles of Beta(a, b+1) and
    Beta(a+1, b); a bound is log2[(n2/n1)·τ/(1-τ)].

    Args:
        a: Frequency in A.
        b: Frequency in B.
        n1: Tokens in A.
        n2: Tokens in B.
        confidence: Confidence of the interval, two-sided.
        tests: How many terms are tested: the interval is widened for all of them together (Bonferroni).

    Returns:
        Lower and upper bounds; -inf where `a` is zero and inf where `b` is; both where a side has no tokens.
    """
    a, b, n1, n2 = as_floats(a, b, n1, n2)
    tail = (1 - confidence) / (2 * max(tests, 1))
    known = (n1 > 0) & (n2 > 0)
    bounded = np.log2(np.where(known & (a > 0), _odds_bound(a, b, tail) * divide(n2, n1), 1.0))
    low = np.where(known & (a > 0), bounded, -np.inf)
    bounded = -np.log2(np.where(known & (b > 0), _odds_bound(b, a, tail) * divide(n1, n2), 1.0))
    return low, np.where(known & (b > 0), bounded, np.inf)


def _odds_bound(hits: Floats, others: Floats, tail: float) -> Floats:
    """Lower bound of τ/(1-τ): the `tail` quantile of Beta(hits, others+1), through whichever side is exact."""
    share = special.betaincinv(np.maximum(hits, 1), others + 1, tail)
    rest = special.betainccinv(others + 1, np.maximum(hits, 1), tail)
    return np.asarray(np.where(share < HALF, share / (1 - share), (1 - rest) / np.maximum(rest, 1e-300)), np.float64)


def conservative_log_ratio(
    a: Numbers, b: Numbers, n1: Numbers, n2: Numbers, confidence: float = 0.95, tests: int = 1
) -> Floats:
    """LRC: the bound of the log ratio's interval that is nearer to zero, or 0 if zero lies within (Evert 2022)."""
    a, b, n1, n2 = as_floats(a, b, n1, n2)
    pairs, inverse = np.unique(np.stack([a, b, n1, n2]).reshape(4, -1), axis=1, return_inverse=True)
    low, high = log_ratio_interval(pairs[0], pairs[1], pairs[2], pairs[3], confidence, tests)
    more = direction(pairs[0], pairs[1], pairs[2], pairs[3]) >= 0
    score = np.where(more, np.maximum(low, 0.0), np.minimum(high, 0.0))
    return score[inverse.reshape(-1)].reshape(a.shape)


def percent_difference(a: Numbers, b: Numbers, n1: Numbers, n2: Numbers) -> Floats:
    """%DIFF = 100·(r1 - r2)/r2 (Gabrielatos & Marchi 2011), with b = ½ where it is zero."""
    a, b, n1, n2 = as_floats(a, b, n1, n2)
    reference = np.where(b == 0, HALF, b) / n2
    return 100 * (a / n1 - reference) / reference


def odds_ratio(a: Numbers, b: Numbers, n1: Numbers, n2: Numbers) -> Floats:
    """Odds of the term in A over its odds in B; ½ is added to all cells where one is zero (Haldane 1956)."""
    a, b, n1, n2 = as_floats(a, b, n1, n2)
    cells = np.stack([a, n2 - b, b, n1 - a])
    cells = cells + np.where((cells == 0).any(axis=0), HALF, 0.0)
    return np.asarray(cells[0] * cells[1] / (cells[2] * cells[3]), np.float64)


def relative_risk(a: Numbers, b: Numbers, n1: Numbers, n2: Numbers) -> Floats:
    """Ratio of the rates, with b = ½ where it is zero."""
    a, b, n1, n2 = as_floats(a, b, n1, n2)
    return (a / n1) / (np.where(b == 0, HALF, b) / n2)


def risk_difference(a: Numbers, b: Numbers, n1: Numbers, n2: Numbers) -> Floats:
    """Difference of the rates, in occurrences per million tokens."""
    a, b, n1, n2 = as_floats(a, b, n1, n2)
    return MILLION * (a / n1 - b / n2)


def difference_coefficient(a: Numbers, b: Numbers, n1: Numbers, n2: Numbers) -> Floats:
    """(r1 - r2)/(r1 + r2), from -1 to 1 (Hofland & Johansson 1982)."""
    a, b, n1, n2 = as_floats(a, b, n1, n2)
    return divide(a / n1 - b / n2, a / n1 + b / n2)


def simple_maths(a: Numbers, b: Numbers, n1: Numbers, n2: Numbers, smoothing: float = 1.0) -> Floats:
    """Ratio of the rates per million after adding `smoothing` to both (Kilgarriff 2009)."""
    a, b, n1, n2 = as_floats(a, b, n1, n2)
    return (MILLION * a / n1 + smoothing) / (MILLION * b / n2 + smoothing)


def mutual_information(a: Numbers, b: Numbers, n1: Numbers, n2: Numbers) -> Floats:
    """PMI of the term and A, in bits: log2[a/E1]; with a = ½ where it is zero."""
    a, b, n1, n2 = as_floats(a, b, n1, n2)
    expectation = n1 * np.maximum(a + b, HALF) / (n1 + n2)
    return np.log2(np.where(a == 0, HALF, a) / expectation)


def normalized_mutual_information(a: Numbers, b: Numbers, n1: Numbers, n2: Numbers) -> Floats:
    """NPMI of the term and A, from -1 to 1: PMI/-log2(a/N) (Bouma 2009); -1 where the term is not in A."""
    a, b, n1, n2 = as_floats(a, b, n1, n2)
    surprise = -np.log2(np.maximum(a, HALF) / (n1 + n2))
    return np.where(a > 0, divide(mutual_information(a, b, n1, n2), surprise, otherwise=1.0), -1.0)


def log_odds_dirichlet(a: Numbers, b: Numbers, n1: Numbers, n2: Numbers, prior: Numbers) -> tuple[Floats, Floats]:
    """Log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008, equations 15-22).

    δ = ln[(a+α)/(n1+α0-a-α)] - ln[(b+α)/(n2+α0-b-α)], σ² = 1/(a+α) + 1/(b+α), ζ = δ/σ

    Args:
        a: Frequency of each term in A.
        b: Frequency of each term in B.
        n1: Tokens in A.
        n2: Tokens in B.
        prior: Each term's α; α0 is n1's and n2's share of the same vocabulary, hence their sum.

    Returns:
        δ and ζ; 0 and 0 where nothing of the term was seen or expected.
    """
    alpha = np.asarray(prior, dtype=np.float64)
    return log_odds_with_prior(a, b, n1, n2, alpha, float(alpha.sum()))


def log_odds_with_prior(
    a: Numbers, b: Numbers, n1: Numbers, n2: Numbers, alpha: Numbers, strength: float
) -> tuple[Floats, Floats]:
    """As `log_odds_dirichlet` for some of the vocabulary's terms; `strength` is α0 of the whole vocabulary."""
    a, b, n1, n2, alpha = as_floats(a, b, n1, n2, alpha)
    in_a, in_b = a + alpha, b + alpha
    odds_a = divide(in_a, n1 + strength - in_a)
    odds_b = divide(in_b, n2 + strength - in_b)
    known = (odds_a > 0) & (odds_b > 0)
    delta = np.log(np.where(known, odds_a, 1.0)) - np.log(np.where(known, odds_b, 1.0))
    deviation = np.sqrt(divide(1.0, in_a) + divide(1.0, in_b))
    return delta, divide(delta, deviation)
