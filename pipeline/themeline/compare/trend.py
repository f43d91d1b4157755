"""Corpora over time: a term's share in each year, its trend, and whether two corpora's trends differ."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd
from scipy import sparse

from themeline.compare.arrays import Sparse, divide
from themeline.compare.counts import CorpusCounts
from themeline.compare.effect_size import MILLION
from themeline.compare.matrices import moved_columns
from themeline.compare.multiplicity import benjamini_hochberg
from themeline.compare.pairing import exposure
from themeline.compare.proportions import wilson_interval
from themeline.compare.time_series import change_points, mann_kendall
from themeline.errors import UsageError

FEWEST_YEARS = 8
FEWEST_FOR_CHANGE = 15
TOO_SHORT = "too short"
Measure = Literal["document_share", "per_million"]


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
    distinct = list(dict.fromkeys(terms))
    rows = [_years(corpus, layer, distinct) for corpus in corpora]
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
    cells = np.ones(dated.size), (codes, np.arange(dated.size))
    of_year = sparse.csr_array(cells, shape=(len(years), dated.size))
    counts = _columns(corpus, layer, terms)[dated]
    frequency, documents = ((of_year @ matrix).toarray().T for matrix in (counts, counts.astype(np.bool_)))
    table = pd.DataFrame({"term": np.repeat(np.array(terms, dtype=object), len(years)), "corpus": corpus.name})
    table["year"] = np.tile(years, len(terms))
    table["frequency"] = frequency.ravel().astype(np.int64)
    table["per_million"] = MILLION * divide(frequency, sizes).ravel()
    table["documents"] = documents.ravel().astype(np.int64)
    table["documents_total"] = np.tile(totals, len(terms))
    return table.assign(document_share=divide(documents, totals).ravel())


def _columns(corpus: CorpusCounts, layer: str, terms: Sequence[str]) -> Sparse:
    """The counts of these terms, in their order; a term that the corpus lacks has an empty column."""
    part = corpus.layers.get(layer)
    if part is None:
        return sparse.csr_array((len(corpus.documents), len(terms)), dtype=np.int64)
    places = part.terms.get_indexer(pd.Index(np.array(terms, dtype=object)))
    found = np.flatnonzero(places >= 0)
    return moved_columns(sparse.csr_array(part.matrix[:, places[found]]), found, len(terms))


def trends(by_year: pd.DataFrame, fewest: int = FEWEST_YEARS, on: Measure = "document_share") -> pd.DataFrame:
    """Test each term's trend in each corpus, and look for a change of level.

    Args:
        by_year: What `counts_by_year` returns.
        on: What is tested: the share of documents with the term, or its rate per million, which says more where a
            year has few documents.
        fewest: Series of fewer years are called "too short" and not tested.

    Returns:
        One row for each term and corpus: years, first, last, slope (of `on`, per year), p, q
        (Benjamini-Hochberg over the tested ones), and trend: rising, falling, none or too short; change_p, change_q
        (Pettitt's test) and change: the first year of another level, none, or too short (below 15 years).
    """
    tables = []
    for corpus, series in by_year.groupby("corpus", sort=False):
        wide = _wide(series, on)
        test, (position, change_p) = mann_kendall(wide.columns, wide), change_points(wide)
        years = wide.columns.to_numpy()
        table = pd.DataFrame({"term": wide.index.to_numpy(dtype=object), "corpus": corpus, "years": len(years)})
        table = table.assign(first=years.min(), last=years.max(), slope=test.slope, p=test.p)
        tables.append(table.assign(change_p=change_p, change=years[position % len(years)]))
    judged = _judged(pd.concat(tables, ignore_index=True), fewest, "trend", ("rising", "falling", "none"))
    return _with_change(judged)


def _wide(series: pd.DataFrame, on: Measure) -> pd.DataFrame:
    """What is tested: terms in their order × years in theirs."""
    wide = series.pivot_table(index="term", columns="year", values=on, aggfunc="first", sort=False)
    return wide.sort_index(axis=1)


def _with_change(table: pd.DataFrame, level: float = 0.05) -> pd.DataFrame:
    long_enough = (table["years"] >= FEWEST_FOR_CHANGE).to_numpy()
    q = np.ones(len(table))
    q[long_enough] = benjamini_hochberg(table["change_p"][long_enough])
    year = table["change"].astype(str).to_numpy(dtype=object)
    change = np.where(long_enough, np.where(q < level, year, "none"), TOO_SHORT)
    return table.assign(change_p=np.where(long_enough, table["change_p"], 1.0), change_q=q, change=change)


def trend_differences(
    by_year: pd.DataFrame, a: str, b: str, fewest: int = FEWEST_YEARS, on: Measure = "document_share"
) -> pd.DataFrame:
    """Test whether terms develop differently in two corpora: the trend of the difference of their shares or rates.

    Args:
        by_year: What `counts_by_year` returns.
        a: Name of the first corpus.
        b: Name of the second.
        fewest: With fewer years in common the series is "too short".
        on: What is tested; see `trends`.

    Returns:
        One row for each term: years (in common), slope (of the difference, per year), p, q, and difference:
        towards A, towards B, none or too short.
    """
    of_a, of_b = (_wide(by_year[by_year["corpus"] == name], on) for name in (a, b))
    terms = pd.Index(pd.unique(by_year["term"]), dtype="object")
    years = of_a.columns.intersection(of_b.columns)
    difference = (of_a.reindex(index=terms, columns=years) - of_b.reindex(index=terms, columns=years)).fillna(0)
    test = mann_kendall(years, difference)
    table = pd.DataFrame({"term": terms.to_numpy(), "years": len(years), "slope": test.slope, "p": test.p})
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
