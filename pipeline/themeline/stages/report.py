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
from themeline.stages.fingerprints import report_fingerprint, versions
from themeline.stages.naming import page_name
from themeline.stages.redaction import make_redactor
from themeline.stages.report_data import read_report_data
from themeline.stages.settings import Settings
from themeline.store import Selection, Store, state
from themeline.store.documents import has_documents, names_of
from themeline.store.query import corpora, document_numbers

if TYPE_CHECKING:
    import pandas as pd

REPORTS = "reports"
REDACTED = "-redacted"


@dataclass(frozen=True, slots=True)
class ReportResult:
    """Where a report is, and whether it was written anew."""

    path: Path
    written: bool
    files: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportTables:
    """What a report says, without its page.

    Attributes:
        corpus: The corpus.
        findings: The findings in plain words.
        tables: The tables behind the page, by name (docs/report.md).
        since: The batch whose changes it is about, if it is.
    """

    corpus: str
    findings: tuple[str, ...]
    tables: dict[str, "pd.DataFrame"]
    since: str = ""


def report(
    store: Store,
    settings: Settings,
    corpus: str,
    html: Path | None = None,
    where: str = "",
    redact: Sequence[str] = (),
) -> ReportResult:
    """Write the keyword report of a corpus, unless the one that is there still holds; the caller holds the lock.

    Args:
        store: The workspace.
        settings: The workspace's settings; section `report` names the forms to write and the batch since which.
        corpus: A corpus or a defined sub-corpus.
        html: The page; by default in the workspace's `reports/`, named after corpus, batch and condition.
        where: Only documents for which this SQL condition holds.
        redact: Labels of the entities whose names are masked; the page is then `NAME-redacted`.

    Raises:
        UsageError: If the corpus does not exist or is empty, the condition does not work, it has no such batch, or
            there is no such label.
    """
    name = page_name(corpus, settings.report.since, where) + (REDACTED if redact else "")
    page = page_path(html, store.folder / REPORTS / name)
    file, key = page.with_name(page.name + ".html"), f"report {page.resolve()}"
    with store.reading() as database:
        repeats = repeated_documents(database, settings)
        now, before = _key(database, settings, corpus, where, redact, repeats), state.get(database, key).split()
        same, known = before[:1] == [now] and file.is_file(), set(before[1:])
        if same and set(settings.report.formats) <= known:
            return ReportResult(file, written=False)
        data = read_report_data(database, settings, corpus, where, repeats, redact)
        redactor = make_redactor(database, redact)
    from themeline.report import write_keyword_report

    if before and not same:  # a page that was begun must not pass for the one that was finished before it
        with store.writing() as database:
            state.put(database, key, "")
    files = write_keyword_report(data, page, settings.report, redactor)
    with store.writing() as database:
        formats = set(settings.report.formats) | (known if same else set())
        state.put(database, key, " ".join([now, *sorted(formats)]))
    return ReportResult(file, written=True, files=tuple(files))


def report_all(
    store: Store,
    settings: Settings,
    corpus: str = "",
    html: Path | None = None,
    where: str = "",
    redact: Sequence[str] = (),
) -> list[ReportResult]:
    """Write the report of the corpus named, or of every corpus; the caller holds the lock.

    Raises:
        UsageError: As `report`, or if one page is to hold several corpora.
    """
    names = _reported(store, settings, corpus)
    if html is not None and len(names) > 1:
        raise UsageError("One page cannot hold the reports of several corpora.", "Name one with --corpus.")
    return [report(store, settings, name, html, where, redact) for name in names]


def report_tables(
    store: Store, settings: Settings, corpus: str = "", where: str = "", redact: Sequence[str] = ()
) -> list[ReportTables]:
    """Return what the reports of the corpus named, or of every corpus, say; nothing is written.

    Raises:
        UsageError: As `report`.
    """
    return [tables_of(store, settings, name, where, redact) for name in _reported(store, settings, corpus)]


def tables_of(
    store: Store, settings: Settings, corpus: str, where: str = "", redact: Sequence[str] = ()
) -> ReportTables:
    """Return what the report of a corpus says; nothing is written.

    Raises:
        UsageError: As `report`.
    """
    from themeline.report import corpus_findings, keyword_report_tables
    from themeline.report.redacted import redacted_keyword_report

    with store.reading() as database:
        repeats = repeated_documents(database, settings)
        data = read_report_data(database, settings, corpus, where, repeats, redact)
        redactor = make_redactor(database, redact)
    data, tables = redacted_keyword_report(data, keyword_report_tables(data, settings.report), redactor)
    since = settings.report.since
    return ReportTables(data.corpus, tuple(corpus_findings(data.corpus, tables, since)), tables, since)


def page_path(html: Path | None, default: Path) -> Path:
    """Return a page's path without its extension."""
    return default if html is None else html.with_suffix("") if html.suffix.lower() in (".html", ".htm") else html


def _reported(store: Store, settings: Settings, corpus: str) -> list[str]:
    """Return the corpus named; else the one that has the batch named; else all."""
    if corpus:
        return [corpus]
    with store.reading() as database:
        names = [name for name in corpora(database) if has_documents(database, name)]
        rows = database.execute("SELECT corpus FROM batches WHERE batch = ?", [settings.report.since]).fetchall()
    if not names:
        raise UsageError("There is nothing in this workspace yet.", "Ingest something with: themeline run FOLDER")
    if settings.report.since and not rows:
        raise UsageError(f"There is no batch {settings.report.since!r}.", "See `themeline status`.")
    return [row[0] for row in rows] or names


def _key(
    database: duckdb.DuckDBPyConnection,
    settings: Settings,
    corpus: str,
    where: str,
    redact: Sequence[str],
    repeats: Sequence[RepeatedDocument],
) -> str:
    numbers = document_numbers(database, Selection(corpus, where))
    duplicates = concerning(repeats, names_of(database, numbers)) if repeats else []
    options = settings.model_dump(mode="json", exclude={"report": {"formats"}, "workers": True})
    documents = state.documents_state(database, numbers)
    parts = [documents, duplicates, corpus, where, list(redact), versions(settings), report_fingerprint().key, options]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
