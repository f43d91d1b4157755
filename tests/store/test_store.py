import signal
import subprocess
import sys
import time

import duckdb
import pytest

from themeline.errors import StoreError, UsageError
from themeline.store import Store, batches, connection, documents, state
from themeline.tables import Block, Document

from .conftest import make_document, write_batch


def test_reading_what_does_not_exist_says_how_to_begin(tmp_path):
    with pytest.raises(UsageError, match="themeline run"), Store(tmp_path / "none").reading():
        pass


def test_a_file_in_the_way_of_the_workspace_is_one_clear_error(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot be made"), Store(tmp_path / "file").locked():
        pass


def test_another_schema_version_is_refused(store):
    with store.writing() as database:
        database.execute("UPDATE meta SET value = '99' WHERE key = 'schema_version'")
    with pytest.raises(StoreError, match="schema version 99"), store.reading():
        pass


def test_a_database_that_is_not_ours_is_refused(tmp_path):
    store = Store(tmp_path)
    with connection.writing(store.path) as database:
        database.execute("CREATE TABLE other (x INTEGER)")
    with pytest.raises(StoreError, match="not a Themeline workspace"), store.reading():
        pass


def test_a_damaged_file_is_one_clear_error(tmp_path):
    store = Store(tmp_path)
    store.path.write_bytes(b"not a database at all" * 1000)
    with pytest.raises(StoreError, match="cannot be read"), store.reading():
        pass


def test_a_second_writer_is_refused_at_once_and_told_of_the_first(store):
    code = (
        "import sys, pathlib; from themeline.store import Store\n"
        "from themeline.errors import StoreError\n"
        "try:\n    with Store(pathlib.Path(sys.argv[1])).locked(): print('got it')\n"
        "except StoreError as error: print(error)"
    )
    command = [sys.executable, "-c", code, str(store.folder)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "is being written by `" in said
    assert "process" in said


def test_a_transaction_that_raises_leaves_nothing(store):
    def half_done():
        with store.writing() as database:
            state.put(database, "key", "value")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_done()
    with store.reading() as database:
        assert state.get(database, "key") == ""


def test_a_killed_writer_leaves_the_last_committed_state(store):
    code = (
        "import os, sys, pathlib; from themeline.store import Store, state\n"
        "store = Store(pathlib.Path(sys.argv[1]))\n"
        "with store.writing() as database: state.put(database, 'committed', 'yes')\n"
        "with store.writing() as database:\n    state.put(database, 'half', 'yes')\n    os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code, str(store.folder)], check=False)
    with store.reading() as database:
        assert state.get(database, "committed") == "yes"
        assert state.get(database, "half") == ""


ENDLESS = """
import sys
from pathlib import Path
from themeline.store import connection
try:
    with connection.reading(Path(sys.argv[1])) as database:
        print("ready", flush=True)
        for _ in range(1000):
            database.execute("SELECT count(DISTINCT hash(range)) FROM range(300_000)").fetchall()
except KeyboardInterrupt:
    print("stopped")
"""


def test_ctrl_c_in_the_middle_of_a_query_is_ctrl_c(store):
    command = [sys.executable, "-c", ENDLESS, str(store.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=60)[0] == "stopped\n"


def test_documents_come_back_as_they_went_in(store):
    document = Document(
        "ü/1",
        "Zwei\n\nBlöcke 😀",
        "s",
        "T",
        "en",
        "2016-12-27",
        ("k",),
        {"n": 1, "f": 0.5, "b": True, "s": "é"},
        (Block(0, 4), Block(6, 14)),
    )
    write_batch(store, "more", [document])
    with store.reading() as database:
        number = documents.documents_of(database, "more")[0].id
        assert dict(documents.read_documents(database, [number])) == {number: document}


def test_a_replaced_document_leaves_nothing_behind_and_numbers_are_not_used_again(store):
    with store.reading() as database:
        before = documents.documents_of(database, "theses")
    with store.writing() as database:
        database.execute("INSERT INTO sentences VALUES (?, 1, 0, 3, 'The')", [before[0].id])
    write_batch(store, "theses", [make_document("a", published="2020")], replaced=[before[0].id])
    with store.reading() as database:
        after = documents.documents_of(database, "theses")
        assert database.execute("SELECT count(*) FROM sentences").fetchall() == [(0,)]
    assert [d.doc for d in after] == ["b", "c", "a"]
    assert after[-1].id > max(d.id for d in before)


def test_removing_a_corpus_removes_all_that_came_from_it(store):
    with store.writing() as database:
        assert batches.remove_corpus(database, "theses") == 3
    with store.reading() as database:
        for table in ("documents", "sources", "batches", "failures"):
            rows = database.execute(f"SELECT DISTINCT corpus FROM {table}").fetchall()
            assert rows in ([("speeches",)], [])


def test_no_connection_can_reach_files_or_extensions(store, tmp_path):
    (tmp_path / "secret.csv").write_text("a\n1\n")
    for query in (f"SELECT * FROM '{tmp_path}/secret.csv'", "INSTALL httpfs", f"ATTACH '{tmp_path}/x.db'"):
        for transaction in (store.reading, store.writing):
            with transaction() as database, pytest.raises(duckdb.Error):
                database.execute(query)
    with store.writing() as database, pytest.raises(duckdb.Error, match="locked"):
        database.execute("SET enable_external_access = true")


def test_what_a_commit_writes_anew_is_bounded(store):
    """DuckDB holds the last row group of a table in memory at every commit; its own would be 122,880 rows."""
    for first in range(0, 60_000, 15_000):
        with store.writing() as database:
            rows = "SELECT i, 'key', 'bytes'::BLOB, 1 FROM range(?, ?) t(i)"
            database.execute(f"INSERT INTO parses {rows}", [first, first + 15_000])
    segments = "SELECT row_group_id, sum(count) FROM pragma_storage_info('parses') WHERE column_name = 'data' AND"
    with store.reading() as database:
        groups = database.execute(f"{segments} segment_type != 'VALIDITY' GROUP BY ALL").fetchall()
    assert sum(count for _, count in groups) >= 60_000
    assert max(count for _, count in groups) <= connection.ROWS_OF_A_GROUP


def test_the_state_of_many_documents_is_the_same_whoever_counts_first(tmp_path):
    """Several threads count names of several row groups; the order in which they come back must not matter."""
    store = Store(tmp_path)
    with store.locked(), store.writing() as database:
        database.execute(
            "INSERT INTO entities SELECT i % 500, 1, 0, 5, 'x', 'ORG', 'name ' || (i % 5000), 'rule' "
            "FROM range(400000) t(i)"
        )
        assert len({state.documents_state(database, range(500)) for _ in range(8)}) == 1


def test_a_commit_that_finds_no_room_is_one_clear_error_and_nothing_of_it_is_kept(store):
    write_batch(store, "c", [make_document("kept")])
    code = (
        "import resource, sys; from pathlib import Path; from themeline.store import Store, state\n"
        "store = Store(Path(sys.argv[1]))\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))\n"
        "with store.writing() as database: state.put(database, 'much', 'x' * 9000)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(store.folder)], capture_output=True, text=True, check=False)
    assert "StoreError: There is no room on the disk of" in done.stderr
    with store.reading() as database:
        assert state.get(database, "much") == ""
        assert documents.has_documents(database, "c")
