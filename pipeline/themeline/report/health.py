"""What a reader should know about the documents before believing a number."""

from collections.abc import Iterator

import pandas as pd

from themeline.report.data import KeywordReportData

HEALTH_COLUMNS = ["check", "level", "documents", "share", "examples"]
SHOWN = 5


def health_table(data: KeywordReportData) -> pd.DataFrame:
    """Return the checks, warnings first: `check`, `level` (ok, note, warning), `documents`, `share`, `examples`."""
    total = len(data.documents)
    rows = []
    for check, documents, limit in _checks(data):
        share = len(documents) / total if total else 0.0
        level = "ok" if not documents else "warning" if share > limit else "note"
        rows.append((check, level, len(documents), share, " | ".join(documents[:SHOWN])))
    failed = sorted(set(data.failures["source"].astype(str)))
    share = len(failed) / max(total + len(failed), 1)
    level = "ok" if not failed else "warning"
    rows.append(("Inputs that could not be used", level, len(failed), share, " | ".join(failed[:SHOWN])))
    table = pd.DataFrame(rows, columns=HEALTH_COLUMNS)
    return table.sort_values("level", key=lambda level: level != "warning", kind="stable").sort_values(
        "level", key=lambda level: level == "ok", kind="stable"
    )


def _checks(data: KeywordReportData) -> Iterator[tuple[str, list[str], float]]:
    documents = data.documents
    tokens = documents["tokens"].fillna(0).astype(float)
    low, high = _fences(tokens)
    yield "No date of publication", _ids(documents, documents["year"].isna()), 0.1
    yield "No title", _ids(documents, documents["title"].fillna("") == ""), 0.5
    main = documents["language"].mode().iloc[0] if len(documents) else ""
    yield f"Language other than {main or 'the main one'}", _ids(documents, documents["language"] != main), 0.0
    same = data.duplicates["similarity"] == 1
    for check, repeats in (("Same words as", data.duplicates[same]), ("Near duplicate of", data.duplicates[~same])):
        yield f"{check} another document", _ids(documents, documents["doc"].isin(repeats["doc"])), 0.0
    yield "Unusually short", _ids(documents, tokens < low), 0.1
    yield "Unusually long", _ids(documents, tokens > high), 0.1
    for what, table in (("keyword", data.keywords), ("entity", data.entities), ("theme", data.themes)):
        yield f"No {what} found", _ids(documents, ~documents["doc"].isin(table["doc"])), 0.1


def _ids(documents: pd.DataFrame, concerned: pd.Series) -> list[str]:
    return sorted(documents.loc[concerned, "doc"])


def _fences(tokens: pd.Series) -> tuple[float, float]:
    """Tukey's outer fences, on the scale of the logarithm, since lengths are skewed."""
    if tokens.empty:
        return 0.0, float("inf")
    first, third = tokens.clip(lower=1).quantile([0.25, 0.75])
    ratio = max(third / first, 1.1)
    return first / ratio**1.5, third * ratio**1.5
