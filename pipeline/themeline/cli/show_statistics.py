"""Collocates and trends for people: the foremost rows of their tables; or everything as plain values for JSON."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from themeline.cli.show import Line

if TYPE_CHECKING:
    import pandas as pd

    from themeline.stages.collocates import CollocatesResult
    from themeline.stages.trends import TrendsResult

ROWS = 15
COLLOCATES = ("collocate", "near", "elsewhere", "documents", "log_ratio", "lrc")
SHIFT = ("term", "class", "frequency_a", "frequency_b", "log_ratio", "q")
TRENDS = ("term", "corpus", "years", "slope", "q", "trend", "change")
DIFFERENCES = ("term", "a", "b", "years", "slope", "q", "difference")


def as_rows(result: Any) -> dict[str, object]:  # noqa: ANN401 - any dataclass with tables in it
    """Return a result with its tables as lists of rows."""
    values = {field.name: getattr(result, field.name) for field in fields(result)}
    return {name: rows_of(value) if hasattr(value, "columns") else value for name, value in values.items()}


def rows_of(table: "pd.DataFrame") -> list[dict[str, object]]:
    """Return a table's rows as values that JSON can hold; what is missing is null."""
    from themeline.compare.rows import records

    return records(table)


def collocate_lines(found: "CollocatesResult") -> Iterable[Line]:
    """Show the most typical collocates in each corpus, and those by which corpora differ."""
    for corpus, count in found.hits.items():
        table = found.collocates[found.collocates["corpus"] == corpus]
        yield _table(f"{found.word!r} in {corpus}: {count:,} times; its most typical company", table, COLLOCATES)
    if not len(found.shift):
        return
    sure = found.shift[~found.shift["class"].isin(["undecided", "lockword"])]
    if sure.empty:
        yield "no shift that these documents could show"
    elif "corpus" in sure:
        sure = sure[sure["class"] == "robust A"]
        yield _table("Company typical of one corpus against the others together", sure, ("corpus", *SHIFT))
    else:
        a, b = found.hits
        yield _table(f"The shift, A = {a}, B = {b}", sure, SHIFT)


def trend_lines(found: "TrendsResult") -> Iterable[Line]:
    """Show the surest trends and differences of trends, and how many series could not be tested."""
    yield _table(f"Trends of layer {found.layer}", found.trends.sort_values("q"), TRENDS)
    if len(found.differences):
        differences = found.differences.sort_values("q", kind="stable")
        yield _table("Differences of two corpora's trends", differences, DIFFERENCES)
    short = int((found.trends["trend"] == "too short").sum())
    if short:
        yield f"{short:,} of {len(found.trends):,} series are too short to test"


def _table(title: str, table: "pd.DataFrame", columns: Sequence[str]) -> Line:
    rows: list[Mapping[str, object]] = [
        {name: _rounded(row[name]) for name in columns} for row in table.head(ROWS).to_dict("records")
    ]
    more = f" (the first {ROWS} of {len(table):,})" if len(table) > ROWS else ""
    return (title + more, rows) if rows else f"{title}: nothing"


def _rounded(value: object) -> object:
    return f"{value:.3g}" if isinstance(value, float) else value
