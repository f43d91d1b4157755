"""The columns of the table of terms: the measures that are always there, and those on request."""

from collections.abc import Callable

import numpy as np

from themeline.compare import dispersion, document_test, effect_size, keyness
from themeline.compare.arrays import Floats
from themeline.compare.multiplicity import benjamini_hochberg
from themeline.compare.pairing import Pair, Side
from themeline.compare.proportions import newcombe_interval
from themeline.compare.rank_test import cliffs_delta, rank_documents, rank_sum_test, relative_frequencies
from themeline.compare.settings import CompareSettings
from themeline.errors import UsageError

Columns = dict[str, Floats]
MILLION = effect_size.MILLION
ALL = "all"


def frequency_columns(pair: Pair) -> Columns:
    """Frequencies, rates per million and document frequencies of both sides."""
    columns: Columns = {}
    for key, side in (("a", pair.a), ("b", pair.b)):
        columns[f"frequency_{key}"] = side.frequencies.astype(np.int64)
    for key, side in (("a", pair.a), ("b", pair.b)):
        columns[f"per_million_{key}"] = MILLION * side.frequencies / side.total
    for key, side in (("a", pair.a), ("b", pair.b)):
        columns[f"documents_{key}"] = side.documents.astype(np.int64)
        columns[f"document_share_{key}"] = side.documents / side.n
    return columns


def token_columns(pair: Pair, settings: CompareSettings) -> Columns:
    """What the totals alone say: LRC, G² in both forms, BIC, log-odds with a Dirichlet prior, simple maths."""
    counts = pair.a.frequencies, pair.b.frequencies, pair.a.total, pair.b.total
    g2 = keyness.log_likelihood(*counts)
    strength = settings.prior_share * min(pair.a.total, pair.b.total)
    prior = strength * (counts[0] + counts[1]) / (pair.a.total + pair.b.total)
    _, zeta = effect_size.log_odds_with_prior(*counts, prior, strength)
    return {
        "lrc": effect_size.conservative_log_ratio(*counts, settings.confidence, len(pair.terms)),
        "g2": g2,
        "g2_table": keyness.log_likelihood_table(*counts),
        "g2_q": benjamini_hochberg(keyness.p_value(g2)),
        "bic": keyness.bayes_information(g2, pair.a.total + pair.b.total),
        "log_odds_z": zeta,
        "simple_maths": effect_size.simple_maths(*counts, settings.simple_maths),
        "percent_difference": effect_size.percent_difference(*counts),
    }


def dispersion_columns(pair: Pair) -> Columns:
    """DPnorm and D_KL on each side."""
    columns: Columns = {}
    for key, side in (("a", pair.a), ("b", pair.b)):
        columns[f"dp_norm_{key}"], columns[f"d_kl_{key}"] = dispersion.measured(
            side.counts, side.sizes, dispersion.normalized_deviation, dispersion.normalized_divergence
        )
    return columns


def extra_columns(pair: Pair, names: tuple[str, ...]) -> Columns:
    """Compute the measures of `EXTRA` that are asked for.

    Raises:
        UsageError: If one is unknown; the message names all.
    """
    columns: Columns = {}
    for name in EXTRA if names == (ALL,) else names:
        if name not in EXTRA:
            raise UsageError(f"There is no measure {name!r}.", f"The measures are: {', '.join(sorted(EXTRA))}, or all.")
        columns.update(EXTRA[name](pair))
    return columns


def _of_counts(name: str, function: Callable[..., Floats], **options: float) -> Callable[[Pair], Columns]:
    def compute(pair: Pair) -> Columns:
        counts = pair.a.frequencies, pair.b.frequencies, pair.a.total, pair.b.total
        return {name: function(*counts, **options)}

    return compute


def _of_spread(name: str, function: Callable[[dispersion.Spread], Floats]) -> Callable[[Pair], Columns]:
    def compute(pair: Pair) -> Columns:
        sides = (("a", pair.a), ("b", pair.b))
        return {f"{name}_{key}": dispersion.measured(side.counts, side.sizes, function)[0] for key, side in sides}

    return compute


def _adjusted(side: Side) -> Floats:
    (measured,) = dispersion.measured(side.counts, side.sizes, dispersion.normalized_divergence)
    return dispersion.adjusted(measured, side.frequencies, side.sizes)


def _adjusted_dispersion(pair: Pair) -> Columns:
    return {"d_kl_adjusted_a": _adjusted(pair.a), "d_kl_adjusted_b": _adjusted(pair.b)}


def _welch(pair: Pair) -> Columns:
    a, b = (document_test.moments(relative_frequencies(side.counts, side.sizes)) for side in (pair.a, pair.b))
    t, p = document_test.welch_test(a, b)
    return {"welch_t": t, "welch_p": p, "cohens_d": document_test.cohens_d(a, b)}


def _cliffs_delta(pair: Pair) -> Columns:
    both = pair.both()
    test = rank_sum_test(rank_documents(relative_frequencies(both.counts, both.sizes)), pair.in_a)
    return {"cliffs_delta": cliffs_delta(test.superiority)}


def _document_difference(pair: Pair) -> Columns:
    counts = pair.a.documents, pair.a.n, pair.b.documents, pair.b.n
    difference = pair.a.documents / pair.a.n - pair.b.documents / pair.b.n
    low, high = newcombe_interval(*counts)
    name = "document_difference"
    return {name: difference, f"{name}_low": low, f"{name}_high": high}


def _quasi(pair: Pair) -> Columns:
    excess = sum(document_test.over_dispersion(s.counts, s.sizes, s.frequencies / s.total) for s in (pair.a, pair.b))
    counts = pair.a.frequencies, pair.b.frequencies, pair.a.total, pair.b.total
    phi, f, p = document_test.adjusted_log_likelihood(*counts, np.asarray(excess), pair.a.n + pair.b.n)
    return {"over_dispersion": phi, "g2_adjusted": f, "g2_adjusted_p": p}


def _text_dispersion(pair: Pair) -> Columns:
    """Keyness on documents instead of tokens (Egbert & Biber 2019): G² and LRC of document frequencies."""
    counts = pair.a.documents, pair.b.documents, pair.a.n, pair.b.n
    lrc = effect_size.conservative_log_ratio(*counts, tests=len(pair.terms))
    return {"g2_documents": keyness.log_likelihood_table(*counts), "lrc_documents": lrc}


EXTRA: dict[str, Callable[[Pair], Columns]] = {
    "chi_squared": _of_counts("chi_squared", keyness.chi_squared),
    "chi_squared_yates": _of_counts("chi_squared_yates", keyness.chi_squared, yates_below=np.inf),
    "fisher": _of_counts("fisher_p", keyness.fisher_exact),
    "ell": _of_counts("ell", keyness.effect_size_log_likelihood),
    "odds_ratio": _of_counts("odds_ratio", effect_size.odds_ratio),
    "relative_risk": _of_counts("relative_risk", effect_size.relative_risk),
    "risk_difference": _of_counts("risk_difference", effect_size.risk_difference),
    "difference_coefficient": _of_counts("difference_coefficient", effect_size.difference_coefficient),
    "log_ratio_hardie": _of_counts("log_ratio_hardie", effect_size.log_ratio_hardie),
    "mutual_information": _of_counts("mutual_information", effect_size.mutual_information),
    "normalized_mutual_information": _of_counts(
        "normalized_mutual_information", effect_size.normalized_mutual_information
    ),
    "dp": _of_spread("dp", dispersion.deviation_of_proportions),
    "d_a": _of_spread("d_a", dispersion.average_distance),
    "juilland": _of_spread("juilland_d", dispersion.juilland),
    "carroll": _of_spread("carroll_d2", dispersion.carroll),
    "rosengren": _of_spread("rosengren_s", dispersion.rosengren),
    "adjusted_dispersion": _adjusted_dispersion,
    "cliffs_delta": _cliffs_delta,
    "document_difference": _document_difference,
    "welch": _welch,
    "over_dispersion": _quasi,
    "text_dispersion": _text_dispersion,
}
