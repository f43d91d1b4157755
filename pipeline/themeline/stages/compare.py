"""The compare command: two corpora or more, or parts of them by a condition, from counts that are there already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

import duckdb

from themeline.errors import UsageError
from themeline.stages.report import REPORTS, make_manifest, page_path, theme_names
from themeline.stages.settings import Settings
from themeline.stages.theme_codebooks import codebook_in_use
from themeline.stages.theme_labels import merged_labels
from themeline.stages.theme_measures import check_sample
from themeline.store import Selection, Store
from themeline.store.counts import counted_documents, sentences_of, term_counts
from themeline.store.query import document_numbers

if TYPE_CHECKING:
    import pandas as pd

    from themeline.compare import CheckedThemes, Comparison, CorpusCounts, ManyComparison


@dataclass(frozen=True, slots=True)
class CompareResult:
    """A comparison and the files that show it; the page comes first, where there is one."""

    comparison: "Comparison | ManyComparison"
    files: tuple[Path, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Sides:
    corpora: list["CorpusCounts"]
    sentences: "pd.DataFrame"
    checked: "CheckedThemes | None"
    manifest: Mapping[str, object]


def compare(
    store: Store, settings: Settings, names: Sequence[str], where: str = "", html: Path | None = None
) -> CompareResult:
    """Compare corpora: two in a page with its tables beside it, three or more in tables.

    Args:
        store: The workspace.
        settings: The workspace's settings; section `compare` holds the statistics' own.
        names: Corpora or defined sub-corpora, at least two; of two, one may be a file that holds a frequency list.
        where: Only documents for which this SQL condition holds.
        html: The page; by default in the workspace's `reports/`.

    Raises:
        UsageError: If there are fewer than two, one does not exist or is empty, or the condition does not work.
    """
    sides = _read(store, settings, names, where)
    page = page_path(html, store.folder / REPORTS / "-vs-".join(Path(name).stem for name in names))
    page.parent.mkdir(parents=True, exist_ok=True)
    comparison = _computed(sides, settings)
    if len(names) > 2:
        return CompareResult(comparison, _write_tables(cast("ManyComparison", comparison), page))
    from themeline.report import ComparisonReportData, write_comparison

    two = cast("Comparison", comparison)
    data = ComparisonReportData(tuple(names), two, sides.sentences, theme_names(settings), sides.manifest)
    return CompareResult(two, tuple(write_comparison(data, page, settings.report)))


def compute(store: Store, settings: Settings, names: Sequence[str], where: str = "") -> "Comparison | ManyComparison":
    """Return the comparison; nothing is written.

    Raises:
        UsageError: As `compare`.
    """
    return _computed(_read(store, settings, names, where), settings)


def _read(store: Store, settings: Settings, names: Sequence[str], where: str) -> _Sides:
    import pandas as pd

    if len(names) < 2:
        raise UsageError("A comparison needs two corpora.", "See `themeline corpora list`.")
    corpora, texts = [], []
    with store.reading() as database:
        for name in names:
            side, numbers = _side(database, name, where)
            corpora.append(side)
            texts.append(sentences_of(database, numbers).assign(corpus=side.name))
        condition = f' --where "{where}"' if where else ""
        manifest = make_manifest(database, settings, names, f"themeline compare {' '.join(names)}{condition}")
    return _Sides(corpora, pd.concat(texts, ignore_index=True), _checked(store, settings, corpora), manifest)


def _checked(store: Store, settings: Settings, corpora: Sequence["CorpusCounts"]) -> "CheckedThemes | None":
    """What labelled sentences say of the classifier's errors, if there are themes to compare and labels to tell."""
    from themeline.compare import CheckedThemes

    wanted = not settings.compare.layers or "theme" in settings.compare.layers
    if not wanted or not all("theme" in corpus.layers for corpus in corpora):
        return None
    codebook = codebook_in_use(settings)
    sample = check_sample(store, settings, merged_labels(store, codebook))
    return CheckedThemes(codebook.keys, sample) if sample else None


def _computed(sides: _Sides, settings: Settings) -> "Comparison | ManyComparison":
    from themeline.compare import compare_corpora, compare_many

    if len(sides.corpora) > 2:
        return compare_many(sides.corpora, settings.compare)
    return compare_corpora(sides.corpora[0], sides.corpora[1], settings.compare, sides.checked)


def _write_tables(comparison: "ManyComparison", folder: Path) -> tuple[Path, ...]:
    from themeline.report.files import write_csv

    folder.mkdir(parents=True, exist_ok=True)
    tables = ("omnibus", "one_vs_rest", "pairwise", "distances")
    return tuple(write_csv(getattr(comparison, name), folder / f"{name}.csv") for name in tables)


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
