"""The report stage: a corpus's keyword report, written again only when something in the workspace has changed."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from themeline.errors import UsageError
from themeline.stages.duplicates import RepeatedDocument, concerning, repeated_documents
from themeline.stages.fingerprints import versions
from themeline.stages.settings import Settings
from themeline.store import Selection, Store, state
from themeline.store.documents import has_documents, names_of
from themeline.store.query import corpora, document_numbers, select, to_frame
from themeline.tables.schemas import TABLES

if TYPE_CHECKING:
    import pandas as pd

    from themeline.report import KeywordReportData

REPORTS = "reports"
READ = ("documents", "sentences", "entities", "dates", "keywords", "themes")


@dataclass(frozen=True, slots=True)
class ReportResult:
    """Where a report is, and whether it was written anew."""

    path: Path
    written: bool
    files: tuple[Path, ...] = ()


def report(store: Store, settings: Settings, corpus: str, html: Path | None = None, where: str = "") -> ReportResult:
    """Write the keyword report of a corpus, unless the one that is there still holds; the caller holds the lock.

    Args:
        store: The workspace.
        settings: The workspace's settings.
        corpus: A corpus or a defined sub-corpus.
        html: The page; by default in the workspace's `reports/`.
        where: Only documents for which this SQL condition holds.

    Raises:
        UsageError: If the corpus does not exist or is empty, or the condition does not work.
    """
    page = page_path(html, store.folder / REPORTS / corpus)
    file, key = page.with_name(page.name + ".html"), f"report {page.resolve()}"
    with store.reading() as database:
        repeats = repeated_documents(database, settings)
        now = _key(database, settings, corpus, where, repeats)
        if state.get(database, key) == now and file.is_file():
            return ReportResult(file, written=False)
        data = _data(database, settings, corpus, where, repeats)
    from themeline.report import write_keyword_report

    page.parent.mkdir(parents=True, exist_ok=True)
    files = write_keyword_report(data, page, settings.report)
    with store.writing() as database:
        state.put(database, key, now)
    return ReportResult(file, written=True, files=tuple(files))


def report_all(
    store: Store, settings: Settings, corpus: str = "", html: Path | None = None, where: str = ""
) -> list[ReportResult]:
    """Write the report of the corpus named, or of every corpus; the caller holds the lock.

    Raises:
        UsageError: As `report`, or if one page is to hold several corpora.
    """
    with store.reading() as database:
        names = [corpus] if corpus else [name for name in corpora(database) if has_documents(database, name)]
    if not names:
        raise UsageError("There is nothing in this workspace yet.", "Ingest something with: themeline run FOLDER")
    if html is not None and len(names) > 1:
        raise UsageError("One page cannot hold the reports of several corpora.", "Name one with --corpus.")
    return [report(store, settings, name, html, where) for name in names]


def make_manifest(
    database: duckdb.DuckDBPyConnection, settings: Settings, corpora: Sequence[str], command: str
) -> dict[str, object]:
    """Return what a report was made from: the command, inputs with their sha256, versions and settings."""
    rows = database.execute(
        "SELECT source, size, sha256, batch FROM sources WHERE corpus IN (SELECT unnest(?)) ORDER BY batch, source",
        [list(corpora)],
    ).fetchall()
    return {
        "command": command,
        "inputs": [{"file": Path(s).name, "bytes": n, "sha256": h, "batch": b} for s, n, h, b in rows],
        "versions": versions(settings),
        "settings": settings.model_dump(mode="json"),
    }


def page_path(html: Path | None, default: Path) -> Path:
    """Return a page's path without its extension."""
    return default if html is None else html.with_suffix("") if html.suffix.lower() in (".html", ".htm") else html


def theme_names(settings: Settings) -> dict[str, str]:
    """Return the display name of each theme of the codebook in use."""
    from themeline.themes import default_codebook, read_codebook

    codebook = read_codebook(Path(settings.themes.codebook)) if settings.themes.codebook else default_codebook()
    return {theme.key: theme.name for theme in codebook.themes}


def _data(
    database: duckdb.DuckDBPyConnection,
    settings: Settings,
    corpus: str,
    where: str,
    repeats: Sequence[RepeatedDocument],
) -> "KeywordReportData":
    import pandas as pd

    from themeline.report import KeywordReportData
    from themeline.report.data import DUPLICATE_COLUMNS

    selection = Selection(corpus, where)
    frames = {name: to_frame(select(database, TABLES[name], selection)) for name in READ}
    documents = frames["documents"].drop(columns="text")
    if documents.empty:
        raise UsageError(f"There are no documents in {corpus!r}.", "See `themeline status`.")
    failures = to_frame(select(database, TABLES["failures"], Selection()))
    members = list(zip(documents["corpus"], documents["doc"], strict=True))
    condition = f' --where "{where}"' if where else ""
    return KeywordReportData(
        corpus,
        **(frames | {"documents": _with_year(documents)}),
        failures=failures[failures["corpus"].isin(set(documents["corpus"]))],
        duplicates=pd.DataFrame(concerning(repeats, members), columns=list(DUPLICATE_COLUMNS)),
        theme_names=theme_names(settings),
        manifest=make_manifest(database, settings, [corpus], f"themeline report --corpus {corpus}{condition}"),
    )


def _with_year(documents: "pd.DataFrame") -> "pd.DataFrame":
    import pandas as pd

    year = pd.to_numeric(documents["published"].str.slice(0, 4), errors="coerce").astype("Int64")
    return documents.assign(year=year, metadata=documents["metadata"].map(json.loads))


def _key(
    database: duckdb.DuckDBPyConnection,
    settings: Settings,
    corpus: str,
    where: str,
    repeats: Sequence[RepeatedDocument],
) -> str:
    numbers = document_numbers(database, Selection(corpus, where))
    duplicates = concerning(repeats, names_of(database, numbers)) if repeats else []
    parts = [
        state.documents_state(database, numbers),
        duplicates,
        corpus,
        where,
        versions(settings),
        settings.model_dump(mode="json"),
    ]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
