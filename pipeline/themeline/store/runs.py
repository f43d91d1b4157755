"""The record of runs: what ran over which batch, when, with which settings and versions."""

import json
from collections.abc import Mapping
from datetime import datetime

import duckdb

from themeline.store.connection import first_row


def begin_run(
    database: duckdb.DuckDBPyConnection,
    stage: str,
    batch: str,
    started: datetime,
    settings: Mapping[str, object],
    versions: Mapping[str, object],
    counts: Mapping[str, object] | None = None,
) -> int:
    """Add a run without documents yet, and return its number."""
    row = first_row(database, "SELECT coalesce(max(run), 0) + 1 FROM runs")
    number = int(row[0]) if row else 1
    values = [number, stage, batch, started, started, 0]
    values += [json.dumps(settings, default=str), json.dumps(versions), json.dumps(counts or {})]
    database.execute("INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
    return number


def add_progress(database: duckdb.DuckDBPyConnection, run: int, ended: datetime, documents: int) -> None:
    """Note that a run has completed some more documents."""
    database.execute("UPDATE runs SET ended = ?, documents = documents + ? WHERE run = ?", [ended, documents, run])
