"""Corpora over time: a term's share in each year, its trend, and whether two corpora's trends differ."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from themeline.compare.arrays import Floats, Numbers, divide
from themeline.compare.counts import CorpusCounts
from themeline.compare.effect_size import MILLION
from themeline.compare.multiplicity import benjamini_hochberg
from themeline.compare.pairing import exposure
from themeline.errors import UsageError

FEWEST_YEARS = 8
TOO_SHORT = "too short"


@dataclass(frozen=True, slots=True)
class TrendTest:
    """Mann-Kendall's S, its two-sided p, and Theil and Sen's slope per year."""

    s: int
    p: float
    slope: float


def mann_kendall(years: Numbers, values: Numbers) -> TrendTest:
    """Test whether values rise or fall with the years, whatever the shape (Mann 1945, Kendall 1975).

    With tie and continuity corrections; the slope is the median of all slopes between two years (Sen 1968).
    """
    x, y = np.asarray(years, dtype=np.float64), np.asarray(values, dtype=np.float64)
    first, second = np.triu_indices(x.size, k=1)
    rises = np.sign((y[second] - y[first]) * (x[second] - x[first]))
    s, n = int(rises.sum()), x.size
    ties = np.unique(y, return_counts=True)[1].astype(np.float64)
    variance = (n * (n - 1) * (2 * n + 5) - (ties * (ties - 1) * (2 * ties + 5)).sum()) / 18
    z = np.sign(s) * max(abs(s) - 1, 0) / np.sqrt(variance) if variance > 0 else 0.0
    slopes = divide(y[second] - y[first], x[second] - x[first])
    return TrendTest(s, float(2 * stats.norm.sf(abs(z))), float(np.median(slopes)) if slopes.size else 0.0)


def wilson_interval(hits: Numbers, total: Numbers, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Wilson's (1927) interval of a share; 0 and 1 where there is nothing to count."""
    k, n = np.asarray(hits, dtype=np.float64), np.asarray(total, dtype=np.float64)
    z = float(stats.norm.ppf((1 + confidence) / 2))
    share = divide(k, n)
    centre = divide(k + z**2 / 2, n + z**2)
    half = divide(z * np.sqrt(share * (1 - share) * n + z**2 / 4), n + z**2)
    low, high = np.where(n > 0, centre - half, 0.0), np.where(n > 0, centre + half, 1.0)
    return np.clip(np.where(k == 0, 0.0, low), 0, 1), np.clip(np.where((k == n) & (n > 0), 1.0, high), 0, 1)


def counts_by_year(corpora: Sequence[CorpusCounts], layer: str, terms: Sequence[str]) -> pd.DataFrame:
    """Count terms year by year.

    Returns:
        One row for each term, corpus and year with documents: frequency, per_million, documents (with the term),
        documents_total, document_share and its Wilson interval. Documents without a year are left out.

    Raises:
        UsageError: If no corpus has the layer, or none of the documents has a year.
    """
    if not any(layer in corpus.layers for corpus in corpora):
        raise UsageError(f"There is no layer {layer!r} in these corpora.")
    rows = [_years(corpus, layer, terms) for corpus in corpora]
    table = pd.concat(rows, ignore_index=True)
    if table.empty:
        raise UsageError("None of the documents has a year of publication.", "Give `published` when ingesting.")
    low, high = wilson_interval(table["documents"], table["documents_total"])
    return table.assign(document_share_low=low, document_share_high=high)


def _years(corpus: CorpusCounts, layer: str, terms: Sequence[str]) -> pd.DataFrame:
    year = corpus.documents["year"].to_numpy(dtype=np.float64, na_value=np.nan)
    dated = np.flatnonzero(~np.isnan(year))
    codes, years = pd.factorize(year[dated].astype(np.int64), sort=True)
    sizes = np.bincount(codes, weights=exposure(corpus, layer)[dated], minlength=len(years))
    totals = np.bincount(codes, minlength=len(years))
    tables = [pd.DataFrame()]
    for term in terms:
        counts = _column(corpus, layer, term)[dated]
        frequency = np.bincount(codes, weights=counts, minlength=len(years))
        documents = np.bincount(codes, weights=counts > 0, minlength=len(years)).astype(np.int64)
        row = {"term": term, "corpus": corpus.name, "year": years, "frequency": frequency.astype(np.int64)}
        row |= {"per_million": MILLION * divide(frequency, sizes), "documents": documents, "documents_total": totals}
        tables.append(pd.DataFrame({**row, "document_share": divide(documents, totals)}))
    return pd.concat(tables, ignore_index=True)


def _column(corpus: CorpusCounts, layer: str, term: str) -> Floats:
    part = corpus.layers.get(layer)
    if part is None or term not in part.terms:
        return np.zeros(len(corpus.documents))
    column = part.matrix[:, part.terms.get_indexer(pd.Index([term]))]
    return np.asarray(column.toarray(), dtype=np.float64).ravel()


def trends(by_year: pd.DataFrame, fewest: int = FEWEST_YEARS) -> pd.DataFrame:
    """Test each term's trend in each corpus, on the share of documents with it.

    Args:
        by_year: What `counts_by_year` returns.
        fewest: Series of fewer years are called "too short" and not tested.

    Returns:
        One row for each term and corpus: years, first, last, slope (share of documents per year), p, q
        (Benjamini-Hochberg over the tested ones), and trend: rising, falling, none or too short.
    """
    rows = []
    for (term, corpus), series in by_year.groupby(["term", "corpus"], sort=False):
        test = mann_kendall(series["year"], series["document_share"])
        rows.append((term, corpus, len(series), series["year"].min(), series["year"].max(), test.slope, test.p))
    table = pd.DataFrame(rows, columns=["term", "corpus", "years", "first", "last", "slope", "p"])
    return _judged(table, fewest, "trend", ("rising", "falling", "none"))


def trend_differences(by_year: pd.DataFrame, a: str, b: str, fewest: int = FEWEST_YEARS) -> pd.DataFrame:
    """Test whether terms develop differently in two corpora: the trend of the difference of their shares.

    Args:
        by_year: What `counts_by_year` returns.
        a: Name of the first corpus.
        b: Name of the second.
        fewest: With fewer years in common the series is "too short".

    Returns:
        One row for each term: years (in common), slope (of the difference, per year), p, q, and difference:
        towards A, towards B, none or too short.
    """
    rows = []
    for term, series in by_year.groupby("term", sort=False):
        wide = series.pivot_table(index="year", columns="corpus", values="document_share", aggfunc="first")
        wide = wide.reindex(columns=[a, b]).dropna()
        test = mann_kendall(wide.index, wide[a] - wide[b])
        rows.append((term, len(wide), test.slope, test.p))
    table = pd.DataFrame(rows, columns=["term", "years", "slope", "p"])
    return _judged(table, fewest, "difference", ("towards A", "towards B", "none"))


def _judged(
    table: pd.DataFrame, fewest: int, column: str, names: tuple[str, str, str], level: float = 0.05
) -> pd.DataFrame:
    long_enough = (table["years"] >= fewest).to_numpy()
    p = np.where(long_enough, table["p"], 1.0)
    q = np.ones(len(table))
    q[long_enough] = benjamini_hochberg(p[long_enough])
    sure = long_enough & (q < level)
    judged = np.select(
        [~long_enough, sure & (table["slope"] > 0), sure & (table["slope"] < 0)],
        [TOO_SHORT, names[0], names[1]],
        default=names[2],
    )
    return table.assign(p=p, q=q, **{column: judged.astype(object)})
