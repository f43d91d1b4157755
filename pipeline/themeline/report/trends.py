"""Which terms rise and fall over the years."""

import numpy as np
import pandas as pd

from themeline.compare.arrays import Floats, Integers
from themeline.compare.multiplicity import benjamini_hochberg
from themeline.compare.trends import mann_kendall

FEWEST_YEARS = 8
TREND_COLUMNS = ["term", "direction", "slope", "s", "p", "q", "documents", "first", "last"]


def trends_table(terms: pd.DataFrame, term_years: pd.DataFrame, documents: pd.DataFrame, level: float) -> pd.DataFrame:
    """Return the trend of each term's yearly share of documents.

    `slope` is the Theil-Sen slope in percentage points a year, `s` the Mann-Kendall statistic, `q` the p-value
    adjusted after Benjamini & Hochberg over the terms tested. `direction` is rising or falling when q is at most
    `level`; else new or vanished when a term is only in the later or the earlier half of the documents' years; else
    steady. With fewer than eight years nothing is tested.

    Args:
        terms: `term`, `documents`, `first`, `last`.
        term_years: `term`, `year`, `share`.
        documents: The documents, with `year`.
        level: The false discovery rate.
    """
    totals = documents.groupby("year").size()
    years = totals.index.astype(int).to_numpy()
    if len(years) < FEWEST_YEARS or terms.empty:
        return pd.DataFrame(columns=TREND_COLUMNS)
    wide = term_years.pivot_table(index="term", columns="year", values="share")
    wide = wide.reindex(index=terms["term"], columns=totals.index).astype(float).fillna(0.0)
    rows = [_trend(years, values) for values in wide.to_numpy()]
    table = terms[["term", "documents", "first", "last"]].reset_index(drop=True)
    table[["slope", "s", "p"]] = np.array(rows).reshape(-1, 3)
    table["q"] = benjamini_hochberg(table["p"].to_numpy())
    table["direction"] = _directions(table, _halves(totals), level)
    return table[TREND_COLUMNS].sort_values(["q", "term"], kind="stable").reset_index(drop=True)


def _trend(years: Integers, shares: Floats) -> tuple[float, float, float]:
    test = mann_kendall(years, shares)
    return round(100 * test.slope, 4), test.s, test.p


def _halves(totals: pd.Series) -> int:
    """The first year of the later half of the documents."""
    reached = totals.cumsum() / totals.sum()
    return int(reached[reached > 0.5].index[0])


def _directions(table: pd.DataFrame, middle: int, level: float) -> pd.Series:
    significant = table["q"] <= level
    direction = pd.Series("steady", index=table.index)
    direction[table["first"] >= middle] = "new"
    direction[table["last"] < middle] = "vanished"
    direction[significant & (table["s"] > 0)] = "rising"
    direction[significant & (table["s"] < 0)] = "falling"
    return direction
