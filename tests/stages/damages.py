"""Ways to damage a workspace: the SQL that does it, and the findings that it must cause, which are all.

`{0}` is the number of the document that is damaged; each way gets a document of its own.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Damage:
    """What is done, and what must be found: checks and tables."""

    sql: str
    found: frozenset[tuple[str, str]]

    def __str__(self):
        return self.sql


def damage(sql, *found):
    return Damage(sql, frozenset(found))


def first(table):
    return f"rowid = (SELECT min(rowid) FROM {table} WHERE document = {{0}})"


def last(table):
    return f"rowid = (SELECT max(rowid) FROM {table} WHERE document = {{0}})"


def change(table, what, *found, where=first):
    return damage(f"UPDATE {table} SET {what} WHERE {where(table)}", *((check, table) for check in found))


DOCUMENT = [
    damage(f"UPDATE documents SET {what} WHERE id = {{0}}", *found)
    for what, found in {
        "text = text || '!'": [("hash", "documents")],
        "text = NULL": [("values", "documents")],
        "title = 'Another'": [("hash", "documents")],
        "metadata = '{{\"a\": 1}}'": [("hash", "documents")],
        "published = '1815'": [("hash", "documents")],
        "author_keywords = ['a']": [("hash", "documents")],
        "blocks = '[]'": [("hash", "documents")],
        "sha256 = 'x'": [("hash", "documents")],
        "exact = 'x'": [("digests", "documents")],
        "signature = ''::BLOB": [("digests", "documents")],
        "source = 'elsewhere'": [("digests", "documents")],
        "doc = 'renamed'": [("digests", "documents")],
        "batch = 'none-7'": [("keys", "documents")],
        "batch = (SELECT max(batch) FROM batches)": [("keys", "documents")],
    }.items()
]
SPANS = [
    one
    for table in ("sentences", "entities", "dates")
    for one in (
        change(table, "text = text || '?'", "offsets"),
        change(table, "text = NULL", "bounds"),
        change(table, "start = -4", "bounds"),
        change(table, '"end" = 10000000', "bounds"),
        change(table, '"end" = start', "bounds"),
        change(table, "start = NULL", "bounds"),
    )
]
ROWS = [
    one
    for table in ("sentences", "entities", "dates", "keywords", "terms", "themes", "parses")
    for one in (
        damage(f"DELETE FROM {table} WHERE {last(table)}", ("digests", table)),
        damage(f"DELETE FROM {table} WHERE document = {{0}}", ("digests", table)),
    )
]
TWICE = [
    damage(f"INSERT INTO {table} SELECT * FROM {table} WHERE {first(table)}", (check, table))
    for table, check in {
        **dict.fromkeys(("sentences", "keywords"), "order"),
        **dict.fromkeys(("terms", "themes", "parses"), "keys"),
        **dict.fromkeys(("entities", "dates"), "digests"),
    }.items()
]
VALUES = [
    change("sentences", "sentence = 77", "order"),
    change("entities", "sentence = 77", "sentence"),
    change("entities", "label = ''", "values"),
    change("entities", "name = 'Somebody else'", "digests"),
    change("entities", "origin = 'guess'", "values"),
    change("dates", "sentence = 77", "sentence"),
    change("dates", "type = 'WHEN'", "values"),
    change("dates", "value = '1815'", "digests"),
    change("dates", "earliest = '2999-01-01', latest = '1999-01-01'", "values"),
    change("keywords", "rank = 99", "order"),
    change("keywords", "count = count + 1", "digests"),
    change("keywords", "count = NULL", "values"),
    change("keywords", "score = 'nan'::DOUBLE", "values"),
    change("terms", "count = count + 1", "digests"),
    change("terms", "count = 0", "values"),
    change("terms", "layer = 'letter'", "values"),
    change("themes", "probability = 1.5", "values"),
    change("themes", "probability = probability - 0.001", "digests"),
    change("themes", "start = start + 1", "sentence"),
    change("themes", "theme = NULL", "values"),
    change("parses", "tokens = tokens + 1", "digests"),
    change("parses", "data = 'damaged'::BLOB", "digests"),
    change("parses", "data = NULL", "values"),
]
STAGES = [
    damage("DELETE FROM stages WHERE document = {0}", ("stages", "stages")),
    damage("DELETE FROM stages WHERE document = {0} AND stage = 'extract'", ("stages", "stages")),
    damage("DELETE FROM stages WHERE document = {0} AND stage = 'classify'", ("stages", "stages")),
    damage("UPDATE stages SET key = 'x' WHERE document = {0} AND stage = 'extract'", ("stages", "stages")),
    damage("INSERT INTO stages SELECT * FROM stages WHERE document = {0}", ("stages", "stages")),
    damage("DELETE FROM digests WHERE document = {0} AND \"table\" = 'terms'", ("digests", "terms")),
    damage("UPDATE digests SET rows = rows + 1 WHERE document = {0} AND \"table\" = 'themes'", ("digests", "themes")),
]
OF_DOCUMENT = [*DOCUMENT, *SPANS, *ROWS, *TWICE, *VALUES, *STAGES]

# Rows of no document, and what does not hang on documents: one at a time.
ORPHANS = [
    damage(f"INSERT INTO {table} SELECT * REPLACE (9999 AS document) FROM {table} LIMIT 1", ("keys", table))
    for table in ("sentences", "entities", "dates", "keywords", "terms", "themes", "parses", "stages", "digests")
]
OTHERS = [
    damage("DELETE FROM documents WHERE id = (SELECT min(id) FROM documents)", ("counts", "documents")),
    damage(
        "UPDATE documents SET doc = (SELECT min(doc) FROM documents) WHERE id = 5",
        ("keys", "documents"),
    ),
    damage("DELETE FROM names WHERE rowid = (SELECT min(rowid) FROM names)", ("names", "names"), ("digests", "names")),
    damage("UPDATE names SET canonical = 'Nobody' WHERE rowid = (SELECT min(rowid) FROM names)", ("digests", "names")),
    damage("DELETE FROM batches WHERE batch = (SELECT min(batch) FROM batches)", ("keys", "batches")),
    damage("DELETE FROM sources WHERE source LIKE '%texts.jsonl' AND corpus = 'a'", ("keys", "sources")),
    damage("UPDATE sources SET batch = 'x' WHERE source = (SELECT min(source) FROM sources)", ("keys", "sources")),
    damage("UPDATE meta SET value = '1' WHERE key = 'last_document'", ("keys", "meta")),
    damage("DELETE FROM runs WHERE stage = 'ingest' AND run = (SELECT min(run) FROM runs)", ("counts", "runs")),
    damage("UPDATE runs SET run = 1", ("keys", "runs")),
    damage("UPDATE runs SET batch = 'x' WHERE stage = 'extract'", ("keys", "runs")),
    damage("INSERT INTO runs SELECT * REPLACE (run + 9 AS run, 'x' AS batch) FROM runs", ("keys", "runs")),
    damage("DELETE FROM failures", ("counts", "failures")),
    damage("INSERT INTO failures SELECT * REPLACE (9999 AS document) FROM failures", ("keys", "failures")),
    damage("INSERT INTO labels SELECT * FROM labels", ("values", "labels")),
    damage("UPDATE labels SET coder = ''", ("values", "labels")),
    damage("INSERT INTO decisions SELECT * FROM decisions", ("values", "decisions")),
]
SCHEMA = [
    damage("ALTER TABLE terms DROP COLUMN layer", ("database", "terms")),
    damage("DROP TABLE labels", ("database", "labels")),
]
