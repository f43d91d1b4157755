"""The gate: which terms differ, decided on documents unless the user wants otherwise."""

from dataclasses import dataclass

import numpy as np

from themeline.compare import effect_size, keyness
from themeline.compare.arrays import Floats
from themeline.compare.document_test import adjusted_log_likelihood, over_dispersion
from themeline.compare.multiplicity import adjust_discrete, benjamini_hochberg
from themeline.compare.pairing import Pair
from themeline.compare.permutation import max_t_test
from themeline.compare.rank_test import Ranking, best_possible_p, rank_sum_test
from themeline.compare.settings import CompareSettings

DOCUMENTS = "Wilcoxon rank-sum test on documents, Benjamini-Hochberg over the terms that can be found (Gilbert)"
PERMUTATION = "permutation max-T of the rank-sum statistic on documents"
TOKENS = "G² on tokens, Benjamini-Hochberg"
DISPERSION = "over-dispersion adjusted G² against a frequency list, Benjamini-Hochberg"


@dataclass(frozen=True, slots=True)
class GateResult:
    """What the gate says of each term.

    Attributes:
        method: How it was decided, in words.
        sign: 1 for more in A, -1 for more in B, 0 for neither.
        p: P-value of the term by itself.
        q: P-value adjusted for all terms of the layer.
    """

    method: str
    sign: Floats
    p: Floats
    q: Floats


def decide(
    pair: Pair, ranking: Ranking | None, settings: CompareSettings, generator: np.random.Generator
) -> GateResult:
    """Test all terms of a layer.

    Args:
        pair: The counts.
        ranking: The ranks of both corpora's documents; None when one is a frequency list.
        settings: The gate; with fewer than `smallest_side` documents on a side, documents are permuted.
        generator: Where chance comes from.
    """
    sign = effect_size.direction(pair.a.frequencies, pair.b.frequencies, pair.a.total, pair.b.total)
    if settings.gate == "tokens":
        counts = pair.a.frequencies, pair.b.frequencies, pair.a.total, pair.b.total
        p = keyness.p_value(keyness.log_likelihood_table(*counts))
        return GateResult(TOKENS, sign, p, benjamini_hochberg(p))
    if ranking is None:
        p = list_test(pair)
        return GateResult(DISPERSION, sign, p, benjamini_hochberg(p))
    tested = rank_sum_test(ranking, pair.in_a)
    if settings.gate == "permutation" or min(pair.a.n, pair.b.n) < settings.smallest_side:
        p, adjusted = max_t_test(ranking, pair.in_a, settings.permutations, generator)
        return GateResult(PERMUTATION, np.sign(tested.superiority - 0.5), p, adjusted)
    best = best_possible_p(ranking, pair.a.n)
    adjusted = adjust_discrete(tested.p, best, settings.level)
    return GateResult(DOCUMENTS, np.sign(tested.superiority - 0.5), tested.p, adjusted)


def list_test(pair: Pair) -> Floats:
    """P-values when a side is a frequency list: its rates are taken as they are, the other side's documents vary."""
    side = pair.a if pair.a.n > 1 else pair.b
    excess = over_dispersion(side.counts, side.sizes, side.frequencies / side.total)
    _, _, p = adjusted_log_likelihood(
        pair.a.frequencies, pair.b.frequencies, pair.a.total, pair.b.total, excess, side.n + 1
    )
    return p
