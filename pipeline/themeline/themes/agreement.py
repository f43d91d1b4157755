"""Agreement between coders, or between a coder and a model, theme by theme."""

import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from themeline.errors import UsageError
from themeline.themes.codebook import Codebook
from themeline.themes.resampling import RESAMPLES, bootstrap, sum_by_document
from themeline.themes.terms import FloatArray

if TYPE_CHECKING:
    import pandas as pd


def measure_agreement(
    codings: "pd.DataFrame", codebook: Codebook, resamples: int = RESAMPLES, seed: int = 0
) -> "pd.DataFrame":
    """Return the agreement of the coders on each theme, with 95 % intervals over documents.

    Args:
        codings: One row for each sentence that a coder judged: columns `document`, `sentence`, `coder`, `themes`
            (a collection of keys, empty when the coder gave none). A model can be one of the coders.
        codebook: The themes.
        resamples: How many times documents are drawn for the intervals.
        seed: The seed of the drawing.

    Returns:
        One row for each theme: `theme`, `sentences` (judged by two coders or more), `agreement` (the share of pairs
        of judgements that agree), `alpha`, `alpha_low`, `alpha_high` (Krippendorff 2004, nominal), and where there
        are exactly two coders `kappa`, `kappa_low`, `kappa_high` (Cohen 1960). A coefficient is NaN where it is not
        defined: nobody ever used the theme, or everybody always did.

    Raises:
        UsageError: If no sentence was judged by two coders.
    """
    import pandas as pd

    judged = _judgements(codings)
    documents = [key[0] for key in judged.index]
    if len(judged) == 0:
        raise UsageError("No sentence was judged by two coders.", "Let a second coder label some of the same ones.")
    rows = []
    for key in codebook.keys:
        votes = _votes(judged, key)
        rows.append({"theme": key, "sentences": len(votes), **_coefficients(votes, documents, resamples, seed)})
    return pd.DataFrame(rows)


def alpha_counts(votes: FloatArray) -> FloatArray:
    """Return for each unit its share of what Krippendorff's alpha is made of.

    Args:
        votes: Units × coders, 1 for yes, 0 for no, NaN for not judged.

    Returns:
        Units × 3: the coincidences of yes with no, the yeses, the noes; zero where fewer than two judged.
    """
    judged = (~np.isnan(votes)).sum(axis=1)
    yes = np.nansum(votes, axis=1)
    pairable = judged >= 2
    mixed = np.where(pairable, yes * (judged - yes) / np.maximum(judged - 1, 1), 0)
    return np.column_stack([mixed, np.where(pairable, yes, 0), np.where(pairable, judged - yes, 0)])


def alpha_of(counts: FloatArray) -> FloatArray:
    """Return Krippendorff's alpha, 1 - (n - 1) o_yn / (n_y n_n), of summed counts (last axis)."""
    mixed, yes, no = np.moveaxis(counts, -1, 0)
    return 1 - _ratio((yes + no - 1) * mixed, yes * no)


def kappa_counts(votes: FloatArray) -> FloatArray:
    """Return for each unit which of both, first only, second only, neither it is; for two coders who judged all."""
    first, second = votes[:, 0] == 1, votes[:, 1] == 1
    cells: list[npt.NDArray[np.bool_]] = [first & second, first & ~second, ~first & second, ~first & ~second]
    return np.column_stack(cells).astype(np.float64)


def kappa_of(counts: FloatArray) -> FloatArray:
    """Return Cohen's kappa, (p_o - p_e) / (1 - p_e), of summed counts (last axis)."""
    both, first, second, neither = np.moveaxis(counts, -1, 0)
    total = both + first + second + neither
    observed = _ratio(both + neither, total)
    chance = _ratio((both + first) * (both + second) + (neither + first) * (neither + second), total**2)
    return _ratio(observed - chance, 1 - chance)


def _judgements(codings: "pd.DataFrame") -> "pd.DataFrame":
    """Return sentences × coders, the themes as frozen sets, of the sentences that two or more judged."""
    sets = codings.assign(themes=codings["themes"].map(frozenset))
    sets = sets.drop_duplicates(["document", "sentence", "coder"], keep="last")
    table = sets.pivot_table(index=["document", "sentence"], columns="coder", values="themes", aggfunc="first")
    return table[table.notna().sum(axis=1) >= 2]


def _votes(judged: "pd.DataFrame", key: str) -> FloatArray:
    columns = [
        [float(key in themes) if isinstance(themes, frozenset) else np.nan for themes in judged[coder]]
        for coder in judged.columns
    ]
    return np.array(columns, dtype=np.float64).T


def _coefficients(votes: FloatArray, documents: Sequence[object], resamples: int, seed: int) -> dict[str, float]:
    pieces = alpha_counts(votes)
    judged = pieces[:, 1] + pieces[:, 2]
    pairs, mixed = (judged * (judged - 1)).sum(), 2 * (pieces[:, 0] * (judged - 1)).sum()
    alpha = bootstrap(sum_by_document(pieces, documents), alpha_of, resamples, seed)
    found = {"agreement": float(1 - mixed / pairs), **_named("alpha", alpha)}
    if votes.shape[1] == 2:
        kappa = bootstrap(sum_by_document(kappa_counts(votes), documents), kappa_of, resamples, seed)
        found |= _named("kappa", kappa)
    return found


def _named(name: str, values: tuple[FloatArray, FloatArray, FloatArray]) -> dict[str, float]:
    ends = (name, f"{name}_low", f"{name}_high")
    return {end: float(value) for end, value in zip(ends, values, strict=True)}


def _ratio(above: FloatArray, below: FloatArray) -> FloatArray:
    """Divide; NaN where the divisor is zero."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        quotient: FloatArray = np.where(below == 0, np.nan, np.divide(above, below))
    return quotient
