"""One name for each entity across documents: recomputed when mentions or the analyst's decisions have changed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import duckdb

from themeline.store import Store, outputs, state
from themeline.store.connection import first_row
from themeline.store.query import to_frame

if TYPE_CHECKING:
    from themeline.entities.decisions import Decision

MENTIONS = """
    SELECT d.corpus || '/' || d.doc AS doc, e.text, e.label, e.name, CAST(count(*) AS INTEGER) AS mentions
    FROM entities e JOIN documents d ON d.id = e.document GROUP BY ALL ORDER BY ALL"""


def refresh(store: Store) -> None:
    """Bring the map of canonical names up to date with the mentions; the caller holds the store's lock."""
    with store.reading() as database:
        if state.get(database, state.NAMES) == "fresh":
            return
    _resolve(store, [])


def decide(store: Store, decisions: Sequence["Decision"]) -> None:
    """Remember decisions and bring the names up to date, in one transaction; the caller holds the store's lock.

    Decisions that were the last ones taken are not taken twice.
    """
    with store.reading() as database:
        known = read_decisions(database)
    _resolve(store, [] if known[-len(decisions) :] == list(decisions) else decisions)


def _resolve(store: Store, new: Sequence["Decision"]) -> None:
    from themeline.entities import resolve_names

    with store.reading() as database:
        mentions = to_frame(database.sql(MENTIONS))
        decisions = read_decisions(database)
    names = resolve_names(mentions, [*decisions, *new])
    names = names.rename(columns={"name": "canonical", "name_in_document": "name"})
    with store.writing() as database:
        add_decisions(database, new)
        outputs.replace_names(database, names)


def read_decisions(database: duckdb.DuckDBPyConnection) -> list["Decision"]:
    """Return the analyst's decisions on names, in the order in which they were taken."""
    from themeline.entities.decisions import Decision

    rows = database.execute('SELECT kind, label, "left", "right", name FROM decisions ORDER BY number').fetchall()
    return [Decision(*row) for row in rows]


def add_decisions(database: duckdb.DuckDBPyConnection, decisions: Sequence["Decision"]) -> None:
    """Remember decisions, within the caller's transaction; the caller brings the names up to date."""
    row = first_row(database, "SELECT coalesce(max(number), 0) FROM decisions")
    last = int(row[0]) if row else 0
    for number, decision in enumerate(decisions, start=last + 1):
        values = [number, decision.kind, decision.label, decision.left, decision.right, decision.name]
        database.execute("INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?)", values)


def drop_unused_decisions(database: duckdb.DuckDBPyConnection) -> int:
    """Forget decisions on names of which none occurs any more, within the caller's transaction; return how many."""
    query = """
        DELETE FROM decisions d WHERE NOT EXISTS (
            FROM names n WHERE n.label = d.label AND n.name IN (d."left", d."right")) RETURNING 1"""
    return len(database.execute(query).fetchall())
