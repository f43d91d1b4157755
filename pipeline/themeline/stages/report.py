"""The report stage: a corpus's keyword report, written again only when something in the workspace has changed."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from themeline.errors import UsageError
from themeline.stages.fingerprints import versions
from themeline.stages.settings import Settings
from themeline.store import Selection, Store, state
from themeline.store.query import select, to_frame
from themeline.tables.schemas import TABLES

REPORTS = "reports"
READ = ("documents", "sentences", "entities", "dates", "keywords", "themes", "failures")


@dataclass(frozen=True, slots=True)
class ReportResult:
    """Where a report is, and whether it was written anew."""

    path: Path
    written: bool
    files: tuple[Path, ...] = ()


def report(store: Store, settings: Settings, corpus: str, path: Path | None = None, where: str = "") -> ReportResult:
    """Write the keyword report of a corpus, unless the one that is there still holds.

    Args:
        store: The workspace.
        settings: The workspace's settings.
        corpus: A corpus or a defined sub-corpus.
        path: The page, without its extension; by default in the workspace's `reports/`.
        where: Only documents for which this SQL condition holds.

    Raises:
        UsageError: If the corpus does not exist, or the condition does not work.
    """
    page = path or store.folder / REPORTS / corpus
    key = f"report {page.resolve()}"
    with store.reading() as database:
        now = _key(database, settings, corpus, where)
        if state.get(database, key) == now and page.with_name(page.name + ".html").is_file():
            return ReportResult(page.with_name(page.name + ".html"), written=False)
        tables = _read(database, Selection(corpus, where))
        manifest = make_manifest(database, settings, corpus, where)
    if tables["documents"].empty:
        raise UsageError(f"There are no documents in {corpus!r}.", "See `themeline status`.")
    files = _write(page, corpus, tables, manifest, settings)
    with store.writing() as database:
        state.put(database, key, now)
    return ReportResult(files[0], written=True, files=tuple(files))


def make_manifest(
    database: duckdb.DuckDBPyConnection, settings: Settings, corpus: str, where: str
) -> dict[str, object]:
    """Return what a report was made from: inputs with their hashes, versions, settings, and the command."""
    inputs = database.execute(
        "SELECT source, size, sha256, batch FROM sources WHERE corpus = ? ORDER BY source", [corpus]
    ).fetchall()
    condition = f' --where "{where}"' if where else ""
    return {
        "command": f"themeline report --corpus {corpus}{condition}",
        "versions": versions(settings),
        "settings": settings.model_dump(mode="json"),
        "inputs": [{"file": Path(s).name, "bytes": n, "sha256": h, "batch": b} for s, n, h, b in inputs],
    }


def _read(database: duckdb.DuckDBPyConnection, selection: Selection) -> dict[str, pd.DataFrame]:
    frames = {name: to_frame(select(database, TABLES[name], selection)) for name in READ if name != "failures"}
    failures = select(database, TABLES["failures"], Selection())
    frames["failures"] = to_frame(failures).query("corpus == @selection.corpus")
    return frames


def _write(
    page: Path, corpus: str, tables: dict[str, pd.DataFrame], manifest: dict[str, object], settings: Settings
) -> list[Path]:

    raise NotImplementedError


def _key(database: duckdb.DuckDBPyConnection, settings: Settings, corpus: str, where: str) -> str:
    parts = [state.content_state(database), corpus, where, versions(settings), settings.model_dump(mode="json")]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
