"""The compare command: two corpora or more, or parts of them by a condition, from counts that are there already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from themeline.errors import UsageError
from themeline.stages.report import REPORTS, make_manifest, page_path, theme_names
from themeline.stages.settings import Settings
from themeline.store import Selection, Store
from themeline.store.counts import counted_documents, sentences_of, term_counts
from themeline.store.query import document_numbers

if TYPE_CHECKING:
    import pandas as pd

    from themeline.compare import Comparison, CorpusCounts


@dataclass(frozen=True, slots=True)
class CompareResult:
    """A comparison and the files that show it; the page comes first."""

    comparison: "Comparison"
    files: tuple[Path, ...] = field(default=())


def compare(
    store: Store,
    settings: Settings,
    names: Sequence[str],
    where: str = "",
    html: Path | None = None,
) -> CompareResult:
    """Compare corpora and write the page, with its tables beside it.

    Args:
        store: The workspace.
        settings: The workspace's settings; section `compare` holds the statistics' own.
        names: Corpora or defined sub-corpora, at least two; files that hold a frequency list may follow the first.
        where: Only documents for which this SQL condition holds.
        html: The page; by default in the workspace's `reports/`.

    Raises:
        UsageError: If there are fewer than two, one does not exist or is empty, or the condition does not work.
    """
    if len(names) < 2:
        raise UsageError("A comparison needs two corpora.", "See `themeline corpora list`.")
    comparison, sentences, manifest = compute(store, settings, names, where)
    from themeline.report import ComparisonReportData, write_comparison

    data = ComparisonReportData(tuple(names), comparison, sentences, theme_names(settings), manifest)
    page = page_path(html, store.folder / REPORTS / "-vs-".join(Path(name).stem for name in names))
    page.parent.mkdir(parents=True, exist_ok=True)
    return CompareResult(comparison, tuple(write_comparison(data, page, settings.report)))


def compute(
    store: Store, settings: Settings, names: Sequence[str], where: str = ""
) -> tuple["Comparison", "pd.DataFrame", Mapping[str, object]]:
    """Return the comparison, the sentences behind it, and its manifest; nothing is written."""
    import pandas as pd

    from themeline.compare import compare_corpora

    sides, texts = [], []
    with store.reading() as database:
        for name in names:
            side, numbers = _side(database, name, where)
            sides.append(side)
            texts.append(sentences_of(database, numbers).assign(corpus=side.name))
        condition = f' --where "{where}"' if where else ""
        manifest = make_manifest(database, settings, names, f"themeline compare {' '.join(names)}{condition}")
    comparison = compare_corpora(sides[0], sides[1], settings.compare)
    return comparison, pd.concat(texts, ignore_index=True), manifest


def _side(database: duckdb.DuckDBPyConnection, name: str, where: str) -> tuple["CorpusCounts", list[int]]:
    from themeline.compare import CorpusCounts

    if Path(name).suffix and Path(name).is_file():
        return CorpusCounts.from_list_file(Path(name)), []
    numbers = document_numbers(database, Selection(name, where))
    documents = counted_documents(database, numbers)
    if documents.empty:
        raise UsageError(
            f"There are no extracted documents in {name!r}{' under this condition' if where else ''}.",
            "Run `themeline extract`, or see `themeline status`.",
        )
    return CorpusCounts.from_frames(name, documents, term_counts(database, numbers)), numbers
