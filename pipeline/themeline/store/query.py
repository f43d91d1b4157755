"""The public tables as queries: filtered by corpus and by an SQL condition over columns and metadata."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import duckdb
import pyarrow as pa

from themeline.errors import UsageError
from themeline.store.conditions import check_condition, time_limit
from themeline.store.schema import VIEWS
from themeline.store.sql import identifier, literal
from themeline.tables.schemas import DOCUMENTS, Table

if TYPE_CHECKING:
    import pandas as pd

YEAR = "TRY_CAST(substr(published, 1, 4) AS INTEGER) AS year"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rows are meant.

    Attributes:
        corpus: A corpus, or a sub-corpus that was defined by a condition; empty for all.
        where: An SQL condition over the table's columns, `year`, and the names of metadata fields.
    """

    corpus: str = ""
    where: str = ""


def select(database: duckdb.DuckDBPyConnection, table: Table, selection: Selection) -> duckdb.DuckDBPyRelation:
    """Return the rows of a public table, sorted, as a lazy relation.

    Raises:
        UsageError: If the corpus does not exist, or the condition is not one.
    """
    conditions, given = _conditions(database, selection)
    columns = ", ".join(f't."{name}"' for name in table.names)
    order = ", ".join(f't."{name}"' for name in table.order)
    source = f"({VIEWS[table.name]}) t"
    if table is not DOCUMENTS and "doc" in table.names:
        source += f" JOIN ({_with_metadata(database, table)}) m ON m.m_corpus = t.corpus AND m.m_doc = t.doc"
    elif table is DOCUMENTS:
        source = f"({_with_metadata(database, None)}) t"
    query = f"SELECT {columns} FROM {source} WHERE {' AND '.join(conditions) or 'TRUE'} ORDER BY {order}"
    return run_user_query(database, query, given)


def document_numbers(database: duckdb.DuckDBPyConnection, selection: Selection) -> list[int]:
    """Return the numbers of the documents that a selection means, in order.

    Raises:
        UsageError: As `select`.
    """
    conditions, given = _conditions(database, selection)
    query = (
        f"SELECT id FROM documents WHERE (corpus, doc) IN (SELECT (t.corpus, t.doc) FROM "
        f"({_with_metadata(database, None)}) t WHERE {' AND '.join(conditions) or 'TRUE'}) ORDER BY id"
    )
    return [row[0] for row in run_user_query(database, query, given).fetchall()]


def to_frame(rows: duckdb.DuckDBPyRelation) -> "pd.DataFrame":
    """Fetch the rows of a relation as a DataFrame."""
    frame: pd.DataFrame = cast(pa.Table, rows.to_arrow_table()).to_pandas()
    return frame


def corpora(database: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the names of the corpora that hold documents or failures, sorted."""
    rows = database.execute("SELECT corpus FROM batches GROUP BY corpus ORDER BY corpus")
    return [row[0] for row in rows.fetchall()]


def definitions(database: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return the sub-corpora that were defined by a condition, by name."""
    return dict(database.execute("SELECT corpus, condition FROM definitions ORDER BY corpus").fetchall())


def metadata_fields(database: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the names of the metadata fields that any document has, sorted."""
    rows = database.execute("SELECT DISTINCT unnest(json_keys(metadata)) AS field FROM documents ORDER BY field")
    return [row[0] for row in rows.fetchall()]


def run_user_query(
    database: duckdb.DuckDBPyConnection, query: str, conditions: Sequence[str]
) -> duckdb.DuckDBPyRelation:
    """Run a query that holds users' conditions, on a connection that is read-only and confined.

    They are first run for themselves, within a time limit: the query itself is lazy, and who reads it may be slow.

    Raises:
        UsageError: If a condition does not work, or takes too long.
    """
    if conditions:
        with time_limit(database, " AND ".join(conditions)):
            database.execute(f"SELECT count(*) FROM ({query})").fetchall()
    return database.sql(query)


def _conditions(database: duckdb.DuckDBPyConnection, selection: Selection) -> tuple[list[str], list[str]]:
    """Return a selection's conditions as SQL, and those of them that a user wrote, as written."""
    conditions, given = [], []
    if selection.corpus:
        defined = definitions(database)
        known = corpora(database)
        if selection.corpus in defined:
            given.append(defined[selection.corpus])
        elif selection.corpus in known:
            conditions.append(f"t.corpus = {literal(selection.corpus)}")
        else:
            names = ", ".join([*known, *defined]) or "none yet"
            raise UsageError(f"There is no corpus {selection.corpus!r}.", f"The corpora are: {names}.")
    if selection.where:
        given.append(selection.where)
    for condition in given:
        check_condition(database, condition)
    return conditions + [_enclosed(condition) for condition in given], given


def _with_metadata(database: duckdb.DuckDBPyConnection, joined_to: Table | None) -> str:
    """Return a query for the documents with a column for each metadata field, without names that would clash."""
    taken = {"year", *DOCUMENTS.names}
    fields = [name for name in metadata_fields(database) if name and name.lower() not in taken]
    extra = "".join(f", metadata->>{literal(_pointer(name))} AS {identifier(name)}" for name in fields)
    documents = f"SELECT *, {YEAR}{extra} FROM ({VIEWS['documents']})"
    if joined_to is None:
        return documents
    clashing = [name for name in [*DOCUMENTS.names, "year", *fields] if name in joined_to.names]
    excluded = ", ".join(identifier(name) for name in clashing)
    return f"SELECT corpus AS m_corpus, doc AS m_doc, * EXCLUDE ({excluded}) FROM ({documents})"


def _enclosed(condition: str) -> str:
    """Put a condition into brackets on lines of its own, so that a comment in it cannot swallow what follows."""
    return f"(\n{condition}\n)"


def _pointer(name: str) -> str:
    """Return the JSON pointer (RFC 6901) to a field, whatever signs are in its name."""
    return "/" + name.replace("~", "~0").replace("/", "~1")
