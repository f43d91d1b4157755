"""What can be put right in the tables without computing or reading anything again."""

from collections.abc import Sequence

import duckdb

from themeline.store import digests, state
from themeline.store.check_keys import INGESTED, NAMED_BATCHES
from themeline.store.documents import delete_documents
from themeline.store.outputs import CLASSIFIED, EXTRACTED
from themeline.store.schema import OF_DOCUMENT

# What hangs on nothing is removed, and what others name is entered again. Each is right to run at any time.
STATEMENTS = (
    *(f"DELETE FROM {table} WHERE document IS NULL OR document NOT IN (SELECT id FROM documents)"
      for table in OF_DOCUMENT if table != "failures"),
    "DELETE FROM failures WHERE document NOT IN (SELECT id FROM documents)",
    f"""INSERT INTO batches SELECT split_part(named, ' ', 2), split_part(named, ' ', 1),
               CAST(regexp_extract(named, '[0-9]+$') AS INTEGER)
        FROM ({NAMED_BATCHES}) n(named) WHERE split_part(named, ' ', 2) NOT IN (SELECT batch FROM batches)""",
    """UPDATE batches SET number = CAST(regexp_extract(batch, '[0-9]+$') AS INTEGER)
       WHERE regexp_full_match(batch, '.*-[0-9]+') AND batch <> concat(corpus, '-', number)""",
    f"DELETE FROM failures WHERE concat(corpus, ' ', batch) NOT IN ({NAMED_BATCHES})",
    f"DELETE FROM runs WHERE batch NOT IN (SELECT split_part(named, ' ', 2) FROM ({NAMED_BATCHES}) n(named))",
    """UPDATE sources s SET batch = (SELECT b.batch FROM batches b WHERE b.corpus = s.corpus
                                     ORDER BY b.number DESC LIMIT 1)
       WHERE NOT EXISTS (FROM batches b WHERE b.batch = s.batch AND b.corpus = s.corpus)""",
    """INSERT INTO sources SELECT corpus, origin, 0, 0, '', '', max(batch) FROM documents d
       WHERE origin IS NOT NULL AND NOT EXISTS (FROM sources s WHERE s.source = d.origin AND s.corpus = d.corpus)
       GROUP BY corpus, origin""",
    """INSERT OR REPLACE INTO meta SELECT 'last_document', CAST(max(id) AS VARCHAR) FROM documents
       HAVING max(id) > coalesce((SELECT TRY_CAST(value AS INTEGER) FROM meta WHERE key = 'last_document'), 0)""",
    """UPDATE runs r SET run = n.number FROM (SELECT rowid AS r, row_number() OVER (ORDER BY run, rowid) AS number
                                               FROM runs) n
       WHERE n.r = r.rowid AND (SELECT count(DISTINCT run) < count(*) FROM runs)""",
)  # fmt: skip
TWICE = ("labels", "decisions", "definitions")


def tidy(database: duckdb.DuckDBPyConnection) -> None:
    """Remove what hangs on nothing, and enter again what others name, within the caller's transaction."""
    for statement in STATEMENTS:
        database.execute(statement)
    for table in TWICE:
        database.execute(
            f"DELETE FROM {table} t USING (SELECT rowid AS r, row_number() OVER (PARTITION BY COLUMNS(*)) AS copy "
            f"FROM {table}) d WHERE d.r = t.rowid AND d.copy > 1"
        )
    _restore_runs(database)


def forget_outputs(database: duckdb.DuckDBPyConnection, extracted: Sequence[int], classified: Sequence[int]) -> None:
    """Delete what was computed for some documents, within the caller's transaction, so that it is computed again.

    Args:
        database: A connection in a transaction.
        extracted: Documents that are to be extracted from again, and classified.
        classified: Documents that are to be classified again.
    """
    for numbers, tables in ((extracted, ("parses", *EXTRACTED, *CLASSIFIED)), (classified, CLASSIFIED)):
        for table in tables:
            database.execute(f"DELETE FROM {table} WHERE document IN (SELECT unnest(?))", [list(numbers)])
        digests.forget(database, tables, numbers)
    both = [*extracted, *classified]
    database.execute("DELETE FROM stages WHERE document IN (SELECT unnest(?))", [list(extracted)])
    database.execute("DELETE FROM stages WHERE stage = 'classify' AND document IN (SELECT unnest(?))", [both])
    database.execute("DELETE FROM stages WHERE stage NOT IN ('extract', 'classify')")
    if extracted:
        state.put(database, state.NAMES, "")


def rename_doubles(database: duckdb.DuckDBPyConnection) -> None:
    """Give documents whose name another one of the corpus has a free one; one that is the same in all is deleted."""
    doubles = """
        SELECT id, sha256 IN (SELECT o.sha256 FROM documents o
                              WHERE o.corpus = d.corpus AND o.doc = d.doc AND o.id < d.id) AS same
        FROM documents d QUALIFY row_number() OVER (PARTITION BY corpus, doc ORDER BY id) > 1 ORDER BY id"""
    rows = database.execute(doubles).fetchall()
    delete_documents(database, [number for number, same in rows if same])
    renamed = [number for number, same in rows if not same]
    for number in renamed:
        free = """
            SELECT concat(d.doc, '#', n) FROM range(2, 1000000) t(n), (FROM documents WHERE id = $1) d
            WHERE NOT EXISTS (FROM documents o WHERE o.corpus = d.corpus AND o.doc = concat(d.doc, '#', n))
            ORDER BY n LIMIT 1"""
        database.execute(f"UPDATE documents SET doc = ({free}) WHERE id = $1", [number])
    digests.record_documents(database, renamed)


def _restore_runs(database: duckdb.DuckDBPyConnection) -> None:
    """Enter a run for batches whose ingest has no record any more, with the counts that follow from the others."""
    rows = database.execute(
        f"""SELECT b.batch, (SELECT count(*) FROM documents d WHERE d.corpus = b.corpus)
                   + (SELECT count(*) FROM failures f WHERE f.corpus = b.corpus AND f.error = 'lost')
                   - coalesce((SELECT sum(new + changed) - sum(replaced) FROM ({INGESTED}) r JOIN batches o
                               ON o.batch = r.batch WHERE o.corpus = b.corpus), 0),
                   (SELECT count(*) FROM failures f
                    WHERE f.batch = b.batch AND f.document IS NULL AND f.stage = 'ingest')
            FROM batches b WHERE b.batch NOT IN (SELECT batch FROM runs WHERE stage = 'ingest') ORDER BY b.batch"""
    ).fetchall()
    for batch, documents, failed in rows:
        counts = f'{{"new": {documents}, "changed": 0, "replaced": 0, "failed": {failed}, "dropped": 0}}'
        database.execute(
            """INSERT INTO runs SELECT coalesce(max(run), 0) + 1, 'ingest', ?, now(), now(), ?, '{}', '{}', ?
               FROM runs""",
            [batch, documents, counts],
        )
