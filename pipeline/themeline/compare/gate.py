"""The gate: which terms differ, decided on documents unless the user wants otherwise."""

from dataclasses import dataclass, replace

import numpy as np

from themeline.compare import effect_size, keyness
from themeline.compare.arrays import Floats, Integers, Sparse
from themeline.compare.document_test import adjusted_log_likelihood, over_dispersion
from themeline.compare.multiplicity import adjust_discrete, benjamini_hochberg
from themeline.compare.pairing import Pair
from themeline.compare.permutation import max_t_test
from themeline.compare.rank_test import RankTest, best_possible_p, rank_documents, rank_sum_test, relative_frequencies
from themeline.compare.settings import CompareSettings
from themeline.compare.strata import stratified_rank_sum_test

DOCUMENTS = "Wilcoxon rank-sum test on documents, Benjamini-Hochberg over the terms that can be found (Gilbert)"
PERMUTATION = "permutation max-T of the rank-sum statistic on documents"
TOKENS = "G² on tokens, Benjamini-Hochberg"
DISPERSION = "over-dispersion adjusted G² against a frequency list, Benjamini-Hochberg"


STRATIFIED = "van Elteren's rank-sum test within strata, Benjamini-Hochberg"


@dataclass(frozen=True, slots=True)
class GateResult:
    """What the gate says of each term.

    Attributes:
        method: How it was decided, in words.
        sign: 1 for more in A, -1 for more in B, 0 for neither.
        p: P-value of the term by itself.
        q: P-value adjusted for all terms of the layer.
        superiority: Probability that a document of A has more of the term than one of B (ties half); None when a
            side has no documents.
    """

    method: str
    sign: Floats
    p: Floats
    q: Floats
    superiority: Floats | None = None


def decide(
    pair: Pair,
    settings: CompareSettings,
    generator: np.random.Generator,
    has_list: bool = False,
    strata: Integers | None = None,
) -> GateResult:
    """Test all terms of a layer.

    Args:
        pair: The counts.
        settings: The gate; with fewer than `smallest_side` documents on a side, documents are permuted.
        generator: Where chance comes from.
        has_list: A side is a frequency list, so that its documents cannot be tested.
        strata: The stratum of each document of A, then of B: only documents of one stratum are compared.
    """
    if has_list:
        return _by_tokens(pair) if settings.gate == "tokens" else _against_list(pair)
    if strata is not None and settings.gate != "tokens":
        both = pair.both()
        tested = stratified_rank_sum_test(both.counts, both.sizes, pair.in_a, strata)
        return _result(STRATIFIED, tested, benjamini_hochberg(tested.p))
    ranking = rank_documents(_rates(pair))
    tested = rank_sum_test(ranking, pair.in_a)
    if settings.gate == "tokens":
        return replace(_by_tokens(pair), superiority=tested.superiority)
    if settings.gate == "permutation" or min(pair.a.n, pair.b.n) < settings.smallest_side:
        p, adjusted = max_t_test(ranking, pair.in_a, settings.permutations, generator)
        return replace(_result(PERMUTATION, tested, adjusted), p=p)
    best = best_possible_p(ranking, pair.a.n)
    return _result(DOCUMENTS, tested, adjust_discrete(tested.p, best, settings.level))


def _rates(pair: Pair) -> Sparse:
    both = pair.both()
    return relative_frequencies(both.counts, both.sizes)


def _result(method: str, tested: RankTest, adjusted: Floats) -> GateResult:
    return GateResult(method, np.sign(tested.superiority - 0.5), tested.p, adjusted, tested.superiority)


def _by_tokens(pair: Pair) -> GateResult:
    counts = pair.a.frequencies, pair.b.frequencies, pair.a.total, pair.b.total
    p = keyness.p_value(keyness.log_likelihood_table(*counts))
    return GateResult(TOKENS, effect_size.direction(*counts), p, benjamini_hochberg(p))


def _against_list(pair: Pair) -> GateResult:
    sign = effect_size.direction(pair.a.frequencies, pair.b.frequencies, pair.a.total, pair.b.total)
    p = list_test(pair)
    return GateResult(DISPERSION, sign, p, benjamini_hochberg(p))


def list_test(pair: Pair) -> Floats:
    """P-values when a side is a frequency list: its rates are taken as they are, the other side's documents vary."""
    side = pair.a if pair.a.n > 1 else pair.b
    excess = over_dispersion(side.counts, side.sizes, side.frequencies / side.total)
    _, _, p = adjusted_log_likelihood(
        pair.a.frequencies, pair.b.frequencies, pair.a.total, pair.b.total, excess, side.n + 1
    )
    return p
