"""Whether a keyword rises or falls over the years, and what changes from one period to the next."""

import numpy as np
import pandas as pd
from scipy import stats

from themeline.keywords.variants import merge_variants

TREND_COLUMNS = ("term", "slope", "p", "q", "trend")
CHANGE_COLUMNS = ("earlier", "later", "keyword", "before", "after", "share_before", "share_after", "p", "q", "change")


def trend_test(dated: pd.DataFrame, years: pd.Series, level: float) -> pd.DataFrame:
    """Test each term for a linear trend in the share of documents that have it.

    Cochran-Armitage: with x_d = 1 when document d has the term, p the share of all documents that have it and t_d
    the year, z = sum (x_d - p)(t_d - mean t) / sqrt(p (1 - p) sum (t_d - mean t)^2). Documents are the units, so
    years of different size weigh as they should. The slope is that of the least-squares line, in percentage points.

    Args:
        dated: One row for each term and document that has a year (`term`, `year`).
        years: The year of every document that has one.
        level: The false discovery rate (Benjamini and Hochberg 1995), over all terms tested.

    Returns:
        term, slope, p, q, trend. Without two years nothing is tested, and the trend is empty.
    """
    if years.nunique() < 2 or dated.empty:
        return pd.DataFrame(columns=list(TREND_COLUMNS))
    centre, spread = years.mean(), ((years - years.mean()) ** 2).sum()
    moved = (dated["year"].astype(float) - centre).groupby(dated["term"]).sum()
    share = dated.groupby("term").size().reindex(moved.index) / len(years)
    slope = moved / spread
    error = (share * (1.0 - share) / spread) ** 0.5
    z = (slope / error.where(error > 0)).fillna(0.0)
    p = 2.0 * stats.norm.sf(z.abs())
    q = stats.false_discovery_control(p)
    trend = np.where(q > level, "steady", np.where(z > 0, "rising", "falling"))
    return pd.DataFrame({"term": moved.index, "slope": 100.0 * slope.to_numpy(), "p": p, "q": q, "trend": trend})


def keyword_changes(
    keywords: pd.DataFrame, documents: pd.DataFrame, *, by: str = "published", level: float = 0.05
) -> pd.DataFrame:
    """Say what is new, rising, falling or vanished between consecutive years or batches.

    Args:
        keywords: The table `keywords`.
        documents: The table `documents`.
        by: The column that tells the periods apart: `published` (its year), `batch`, or any other; periods follow
            each other in sorted order.
        level: The false discovery rate.

    Returns:
        One row for each pair of consecutive periods and each keyword that differs: earlier, later, keyword, before
        and after (documents that have it), their shares, p (Fisher's exact test, two-sided by doubling), q
        (Benjamini-Hochberg within the pair), change: `new` and `vanished` say only that one side has none; `rising`
        and `falling` that q is at most `level`.
    """
    rows = merge_variants(keywords[keywords["origin"] == "text"]).drop_duplicates(["doc", "term"])
    labels = documents.set_index("doc")[by].astype("string")
    labels = labels.str.slice(0, 4) if by == "published" else labels
    labels = labels[labels.notna() & (labels != "")]
    sizes = labels.value_counts().sort_index()
    counts = pd.crosstab(rows["term"], rows["doc"].map(labels)).reindex(columns=sizes.index, fill_value=0)
    pairs = zip(sizes.index[:-1], sizes.index[1:], strict=True)
    tables = [_compare_periods(counts, sizes, str(earlier), str(later), level) for earlier, later in pairs]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=list(CHANGE_COLUMNS))


def _compare_periods(counts: pd.DataFrame, sizes: pd.Series, earlier: str, later: str, level: float) -> pd.DataFrame:
    before, after = counts[earlier].to_numpy(), counts[later].to_numpy()
    some = before + after > 0
    before, after, names = before[some], after[some], counts.index[some]
    n1, n2 = int(sizes[earlier]), int(sizes[later])
    null = stats.hypergeom(n1 + n2, before + after, n2)
    p = np.minimum(1.0, 2.0 * np.minimum(null.cdf(after), null.sf(after - 1)))
    q = stats.false_discovery_control(p) if len(p) else p
    moved = np.where(after / n2 > before / n1, "rising", "falling")
    change = np.where(before == 0, "new", np.where(after == 0, "vanished", np.where(q <= level, moved, "steady")))
    columns = [earlier, later, names, before, after, before / n1, after / n2, p, q, change]
    table = pd.DataFrame(dict(zip(CHANGE_COLUMNS, columns, strict=True)))
    return table[table["change"] != "steady"].sort_values(["q", "keyword"], kind="stable")
