"""What changed between two keyword reports, from the tables beside their pages."""

from pathlib import Path

import numpy as np
import pandas as pd

from themeline.errors import InputError

DIFF_COLUMNS = ["term", "change", "documents_old", "documents_new", "share_old", "share_new", "rank_old", "rank_new"]


def report_difference(old: Path, new: Path) -> pd.DataFrame:
    """Compare the keywords of two reports.

    Args:
        old: The page or the folder of the earlier report.
        new: The page or the folder of the later one.

    Returns:
        `DIFF_COLUMNS`: the keywords whose documents, or presence, differ, the greatest change of the share of
        documents first; `change` is new, gone, more or fewer (documents).

    Raises:
        InputError: If a report has no `terms.csv` beside it.
    """
    both = _terms(old).merge(_terms(new), on="term", how="outer", suffixes=("_old", "_new"))
    before, after = (both[name].to_numpy(float, na_value=np.nan) for name in ("documents_old", "documents_new"))
    tests = [np.isnan(before), np.isnan(after), after > before, after < before]
    both["change"] = np.select(tests, ["new", "gone", "more", "fewer"], "same")
    both["moved"] = (both["share_new"].fillna(0) - both["share_old"].fillna(0)).abs()
    changed = both[both["change"] != "same"].sort_values(["moved", "term"], ascending=[False, True], kind="stable")
    return changed[DIFF_COLUMNS].reset_index(drop=True)


def _terms(report: Path) -> pd.DataFrame:
    path = report.with_suffix("") / "terms.csv" if report.suffix == ".html" else report / "terms.csv"
    try:
        table = pd.read_csv(path, encoding="utf-8-sig", dtype={"term": "string"}, keep_default_na=False)
    except (OSError, pd.errors.ParserError):
        raise InputError(f"{report} has no terms.csv beside it.", "Write the report with the format csv.") from None
    numbers: pd.DataFrame = (
        table[["documents", "share", "rank"]].apply(pd.to_numeric).astype({"documents": "Int64", "rank": "Int64"})
    )
    numbers["term"] = table["term"]
    return numbers
