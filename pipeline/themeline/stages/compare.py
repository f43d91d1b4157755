"""The compare command: two corpora or more, or parts of them by a condition, from counts that are there already."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from themeline.errors import UsageError
from themeline.stages.corpus_counts import read_counts
from themeline.stages.manifest import make_manifest, options_of
from themeline.stages.naming import page_name
from themeline.stages.redaction import make_redactor
from themeline.stages.report import REDACTED, REPORTS, page_path
from themeline.stages.report_data import theme_names
from themeline.stages.settings import Settings
from themeline.stages.theme_codebooks import codebook_in_use
from themeline.stages.theme_labels import merged_labels
from themeline.stages.theme_measures import check_sample
from themeline.store import Store
from themeline.store.counts import sentences_of

if TYPE_CHECKING:
    import pandas as pd

    from themeline.compare import CheckedThemes, Comparison, CorpusCounts, ManyComparison
    from themeline.redaction.redactor import Redactor
    from themeline.report import ComparisonReportData


@dataclass(frozen=True, slots=True)
class CompareResult:
    """A comparison, what it says, and the files that show it.

    Attributes:
        comparison: The comparison.
        names: The corpora.
        verdict: Whether they differ, in plain words.
        findings: In what, in plain words.
        tables: The tables behind the page, by name (docs/report.md).
        files: The page first; empty if nothing was written.
        redactor: What masks names, if they are to be masked.
    """

    comparison: "Comparison | ManyComparison"
    names: tuple[str, ...]
    verdict: tuple[str, ...]
    findings: tuple[str, ...]
    tables: "dict[str, pd.DataFrame]"
    files: tuple[Path, ...] = field(default=())
    redactor: "Redactor | None" = field(default=None)

    def as_dict(self) -> dict[str, object]:
        """Return the comparison as plain values, its names masked if they are to be."""
        plain = self.comparison.to_dict()
        return self.redactor.value(plain) if self.redactor else plain


def compare(
    store: Store,
    settings: Settings,
    names: Sequence[str],
    where: str = "",
    html: Path | None = None,
    *,
    write: bool = True,
    redact: Sequence[str] = (),
) -> CompareResult:
    """Compare corpora in a page with its tables beside it.

    Args:
        store: The workspace.
        settings: The workspace's settings; section `compare` holds the statistics' own.
        names: Corpora or defined sub-corpora, at least two; of two, one may be a file that holds a frequency list.
        where: Only documents for which this SQL condition holds.
        html: The page; by default in the workspace's `reports/`.
        write: Whether to write the page and its files.
        redact: Labels of the entities whose names are masked; the page is then `A-vs-B-redacted`.

    Raises:
        UsageError: If there are fewer than two, one does not exist or is empty, the condition does not work, or there
            is no such label.
    """
    from themeline.report import comparison_verdict, write_comparison

    data, tables, redactor = _redacted(store, settings, names, where, redact)
    verdict, findings = comparison_verdict(data, tables)
    files: list[Path] = []
    if write:
        name = page_name("-vs-".join(Path(name).stem for name in names), where=where)
        page = page_path(html, store.folder / REPORTS / (name + (REDACTED if redactor else "")))
        files = write_comparison(data, page, settings.report, tables)
    said = tuple(verdict), tuple(findings)
    return CompareResult(data.comparison, data.names, *said, tables, tuple(files), redactor)


def compare_tables(
    store: Store, settings: Settings, names: Sequence[str], where: str = "", redact: Sequence[str] = ()
) -> "dict[str, pd.DataFrame]":
    """Return the tables behind the comparison; nothing is written.

    Raises:
        UsageError: As `compare`.
    """
    return _redacted(store, settings, names, where, redact)[1]


def compute(store: Store, settings: Settings, names: Sequence[str], where: str = "") -> "Comparison | ManyComparison":
    """Return the comparison; nothing is written.

    Raises:
        UsageError: As `compare`.
    """
    return _data(store, settings, names, where).comparison


def _redacted(
    store: Store, settings: Settings, names: Sequence[str], where: str, redact: Sequence[str]
) -> "tuple[ComparisonReportData, dict[str, pd.DataFrame], Redactor | None]":
    from themeline.report import comparison_tables
    from themeline.report.redacted import redacted_comparison

    data = _data(store, settings, names, where, redact)
    tables = comparison_tables(data, settings.report)
    with store.reading() as database:
        redactor = make_redactor(database, redact)
    return *redacted_comparison(data, tables, redactor), redactor


def _data(
    store: Store, settings: Settings, names: Sequence[str], where: str, redact: Sequence[str] = ()
) -> "ComparisonReportData":
    from themeline.report import ComparisonReportData

    if len(names) < 2:
        raise UsageError("A comparison needs two corpora.", "See `themeline corpora list`.")
    with store.reading() as database:
        corpora, sentences = _read(database, names, where)
        command = f"themeline compare {' '.join(names)}{options_of(where, redact)}"
        manifest = make_manifest(database, settings, names, command, where, redact)
    shown = tuple(corpus.name for corpus in corpora)
    comparison = _computed(corpora, settings, _checked(store, settings, corpora))
    return ComparisonReportData(shown, comparison, sentences, theme_names(settings), manifest, corpora)


def _read(
    database: duckdb.DuckDBPyConnection, names: Sequence[str], where: str
) -> "tuple[list[CorpusCounts], pd.DataFrame]":
    """Return the counts of corpora, and all their sentences."""
    import pandas as pd

    corpora, texts = [], []
    for name in names:
        side, numbers = read_counts(database, name, where)
        corpora.append(side)
        texts.append(sentences_of(database, numbers).assign(corpus=side.name))
    return corpora, pd.concat(texts, ignore_index=True)


def _checked(store: Store, settings: Settings, corpora: Sequence["CorpusCounts"]) -> "CheckedThemes | None":
    """What labelled sentences say of the classifier's errors, if there are themes to compare and labels to tell."""
    from themeline.compare import CheckedThemes

    wanted = not settings.compare.layers or "theme" in settings.compare.layers
    if not wanted or not all("theme" in corpus.layers for corpus in corpora):
        return None
    codebook = codebook_in_use(settings)
    sample = check_sample(store, settings, merged_labels(store, codebook))
    return CheckedThemes(codebook.keys, sample) if sample else None


def _computed(
    corpora: Sequence["CorpusCounts"], settings: Settings, checked: "CheckedThemes | None"
) -> "Comparison | ManyComparison":
    from themeline.compare import compare_corpora, compare_many

    if len(corpora) > 2:
        return compare_many(corpora, settings.compare, checked)
    return compare_corpora(corpora[0], corpora[1], settings.compare, checked)
