"""Conditions from strangers, through the real commands: each is refused in our words, and nothing changes on disk."""

import hashlib
import threading

import duckdb
import pytest
from typer.testing import CliRunner

from tests.store.conftest import make_document, write_batch
from themeline.cli.app import app
from themeline.errors import UsageError
from themeline.store import Selection, Store, conditions
from themeline.store.query import document_numbers, select, to_frame
from themeline.tables.schemas import TABLES

SECRET = "hidden words"

REACHING = (
    # files
    "(SELECT content FROM read_text('{secret}')) = 'x'",
    "EXISTS (SELECT * FROM read_csv('{secret}'))",
    "EXISTS (FROM '{secret}')",
    "EXISTS (FROM glob('/etc/*'))",
    "EXISTS (FROM read_blob('{secret}'))",
    "EXISTS (FROM parquet_scan('{secret}'))",
    "EXISTS (FROM sniff_csv('{secret}'))",
    "EXISTS (FROM read_json('{secret}'))",
    "doc IN (SELECT unnest(glob('/etc/*')))",
    # other statements
    "true); COPY documents TO '{out}'; SELECT (true",
    "true; DROP TABLE documents",
    "true) ; ATTACH '{out}' AS x; SELECT (true",
    "true; INSTALL httpfs; LOAD httpfs",
    "true; EXPORT DATABASE '{out}'",
    "true; SET memory_limit = '1TB'",
    "PRAGMA database_list",
    "CHECKPOINT",
    "EXISTS (WITH x AS (DELETE FROM documents RETURNING *) FROM x)",
    "EXISTS (INSERT INTO meta VALUES ('a', 'b') RETURNING key)",
    "EXISTS (CALL pragma_version())",
    "EXISTS (FROM checkpoint())",
    "EXISTS (FROM enable_logging())",
    # out of the brackets
    "true) UNION (SELECT 1",
    "true) OR (true",
    "true) LIMIT (0",
    "true) GROUP BY (1",
    "true)) t, (SELECT 1 WHERE (true",
    # settings, environment, internal tables
    "getenv('HOME') <> ''",
    "current_setting('home_directory') = ''",
    "getvariable('x') IS NULL",
    "EXISTS (FROM duckdb_settings())",
    "EXISTS (FROM duckdb_secrets())",
    "EXISTS (FROM duckdb_databases())",
    "EXISTS (FROM meta)",
    "EXISTS (FROM information_schema.tables)",
    "EXISTS (FROM query('SELECT 1'))",
    "EXISTS (FROM query_table('meta'))",
    "doc IN (SELECT doc FROM documents)",
    "main.lower(doc) = 'a'",
    "write_log('x') IS NULL",
    "nextval('x') = 1",
    "current_query() = ''",
    "EXISTS (FROM frame)",
)
ENDLESS = (
    "EXISTS (WITH RECURSIVE r AS (SELECT 1 UNION ALL SELECT * FROM r) SELECT * FROM r)",
    "EXISTS (SELECT count(*) FROM range(1000000000000), range(1000000000000))",
    "list_sum(range(100000000)) > 0",
    "length(repeat(text, 100000000)) > 0",
    "replace(replace(text, 'e', 'eeeeeeeeee'), 'e', 'eeeeeeeeee') = ''",
    "lpad(doc, 1000000000, 'x') = 'a'",
    "printf('%1000000000d', 1) = ''",
    "format('{{:1000000000d}}', 1) = ''",
    "list_reduce([doc, doc, doc], lambda x, y: concat(x, x)) = ''",
    "list_transform(string_split(text, ''), lambda x: text) IS NULL",
    "text || text || text = ''",
    "NULL::INTEGER[100000] IS NULL",
    "sleep_ms(1000000) IS NULL",
    "pg_sleep(1000000) IS NULL",
    "levenshtein(text, text) > 0",
    "random() < 0.5",
    "error('x')",
)
WRONG = (
    "",
    " ",
    "--",
    "year >=",
    "nosuch = 1",
    "a, b",
    "count(*) > 1",
    "row_number() OVER () = 1",
    "COLUMNS('.*') IS NULL",
    "? = 1",
    "$1 = 1",
    "CAST(text AS INTEGER) > 1",
    "text[1]::DATE IS NULL",
    "(" * 5000 + "1" + ")" * 5000 + " = 1",
    "NOT " * 20_000 + "true",
    "doc = 'a\0b",
    "doc = '\ud800'",
    "doc IN (" + ",".join(["'x'"] * 10_000) + ")",
)
ALLOWED = (
    "year >= 2016 AND institution = 'NDU'",
    "lower(doc) LIKE 'a%' ESCAPE '$' OR title ILIKE '%x%'",
    "regexp_matches(text, '(a*)*b')",
    "published BETWEEN '2012' AND '2018' -- a comment",
    "list_contains(author_keywords, 'x') OR 'y' IN author_keywords",
    "metadata->>'$.institution' = 'NDU' AND author_keywords[1] = 'x'",
    "CASE WHEN year IS NULL THEN false ELSE year % 2 = 0 END",
    "CAST(published AS DATE) > DATE '2011-01-01' + INTERVAL 1 YEAR OR true",
    "try_cast(pages AS INTEGER) * 2 > 100 AND coalesce(title, '') = ''",
    "text SIMILAR TO '.*Ruritania.*' AND doc GLOB '[a-c]*'",
)


def on_disk(folder):
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def refused(folder, command, condition):
    values = {"secret": folder / "secret.txt", "out": folder / "out"}
    text = condition.format(**values) if "{" in condition else condition
    given = {
        "export": ["export", "documents", "--where", text, "-o", str(folder / "rows.csv")],
        "define": ["corpora", "define", "late", "--where", text],
    }[command]
    result = CliRunner().invoke(app, [*given, "--workspace", str(folder / "workspace")])
    assert result.exit_code, result.output
    assert isinstance(result.exception, UsageError), repr(result.exception)
    assert SECRET not in f"{result.output} {result.exception}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a workspace that nobody holds, and a file that is none of its business."""
    folder = tmp_path_factory.mktemp("conditions")
    (folder / "secret.txt").write_text(SECRET)
    store = Store(folder / "workspace")
    with store.locked():
        write_batch(store, "theses", [make_document("a", published="2014"), make_document("b", published="2017")])
    return folder


@pytest.mark.parametrize("condition", [*REACHING, *ENDLESS, *WRONG[2:]])
def test_what_is_no_condition_on_a_row_is_refused_and_changes_nothing(folder, condition):
    before = on_disk(folder)
    refused(folder, "export", condition)
    refused(folder, "define", condition)
    assert on_disk(folder) == before


@pytest.mark.parametrize("condition", [REACHING[0], REACHING[9], ENDLESS[0], ENDLESS[2]])
def test_a_definition_that_came_with_a_workspace_is_looked_at_too(store, condition):
    with store.writing() as database:
        database.execute("INSERT INTO definitions VALUES ('late', ?)", [condition.format(secret="x", out="y")])
    with store.reading() as database, pytest.raises(UsageError, match=r"not allowed|does not work"):
        document_numbers(database, Selection("late"))


@pytest.mark.parametrize("condition", ALLOWED)
def test_what_analysts_write_is_run(store, condition):
    with store.reading() as database:
        for table in ("documents", "sentences"):
            to_frame(select(database, TABLES[table], Selection(where=condition)))


def test_what_runs_too_long_is_interrupted(monkeypatch):
    monkeypatch.setattr(conditions, "SECONDS", 0.05)
    slow = "SELECT count(*) FROM range(100000000000) a, range(1000) b"
    database = duckdb.connect()
    with pytest.raises(UsageError, match="takes longer than"), conditions.time_limit(database, "slow"):
        database.execute(slow).fetchall()
    database.close()
    assert all(not isinstance(thread, threading.Timer) for thread in threading.enumerate())


def test_the_allowed_functions_exist_and_answer_the_same_tomorrow():
    with duckdb.connect() as database:
        known = dict(
            database.execute(
                "SELECT function_name, bool_or(stability IN ('VOLATILE', 'CONSISTENT_WITHIN_QUERY')) "
                "FROM duckdb_functions() WHERE function_type IN ('scalar', 'macro', 'aggregate') GROUP BY ALL"
            ).fetchall()
        )
    assert conditions.FUNCTIONS - known.keys() <= {"!", "->", "!~~~"}
    assert not [name for name in conditions.FUNCTIONS if known.get(name)]


FIELDS = (
    'a"b',
    "a'b",
    "",
    "x.y",
    "$",
    "a/b~c",
    "m_doc",
    "m_corpus",
    "Foo",
    "foo",
    "*",
    "a[0]",
    "\u202e",
    "t",
    "select",
)


def test_no_name_of_a_field_can_break_a_query(store):
    strange = {name: f"v{number}" for number, name in enumerate(FIELDS)}
    write_batch(store, "strange", [make_document("s", metadata=strange)])
    with store.reading() as database:
        for number, name in enumerate(FIELDS):
            if name and name not in ("Foo", "foo"):
                where = f"""t."{name.replace('"', '""')}" = 'v{number}'"""
                assert len(to_frame(select(database, TABLES["documents"], Selection("strange", where)))) == 1, name
        assert len(to_frame(select(database, TABLES["sentences"], Selection("strange")))) == 0
        assert len(to_frame(select(database, TABLES["documents"], Selection("strange")))) == 1
