"""Every way to damage a workspace is found, and nothing else is."""

import os
import shutil
from collections import Counter
from contextlib import contextmanager, nullcontext

import duckdb
import pytest
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st

from themeline.stages.check import check
from themeline.stages.settings import Settings
from themeline.store import Store, connection, integrity

from . import damages
from .damages import OF_DOCUMENT, ORPHANS, OTHERS, SCHEMA

ONE_WORKER = Settings(workers=1)


@pytest.fixture
def store(sound, tmp_path):
    shutil.copytree(sound / "workspace", tmp_path / "workspace")
    return Store(tmp_path / "workspace")


def examined(store):
    return integrity.examine(lambda: connection.reading(store.path))


@contextmanager
def rolled_back(database):
    database.begin()
    try:
        yield
    finally:
        database.rollback()


def with_everything(database):
    """Return the documents that have rows in every table."""
    query = " INTERSECT ".join(f"SELECT document FROM {table}" for table in ("entities", "dates", "themes", "keywords"))
    return [row[0] for row in database.execute(f"{query} ORDER BY ALL").fetchall()]


def test_a_sound_workspace_is_found_sound(store):
    done = check(store, ONE_WORKER)
    assert (done.damage, done.remnants, done.sound) == ((), (), True)
    assert done.documents > len(OF_DOCUMENT)


def test_each_damage_of_a_document_is_found_there_and_nowhere_else(store):
    expected = Counter()
    with store.writing() as database:
        numbers = with_everything(database)
        for number, one in zip(numbers, OF_DOCUMENT, strict=False):
            database.execute(one.sql.format(number))
            expected.update((number, *where) for where in one.found)
    assert len(numbers) >= len(OF_DOCUMENT)
    found = examined(store)
    assert sorted({(f.document, f.check, f.table) for f in found} ^ set(expected)) == []
    assert all(f.corpus == "a" and f.doc for f in found)


TABLES = ["documents", "parses", "sentences", "entities", "dates", "keywords", "terms", "themes", "digests", "stages"]


@pytest.fixture(scope="module")
def opened(sound):
    """A connection to a copy of the workspace, in which each damage is rolled back."""
    copy = sound / "mutated.duckdb"
    shutil.copy(sound / "workspace" / "themeline.duckdb", copy)
    with duckdb.connect(copy) as database:
        yield database


@pytest.mark.parametrize("one", [*ORPHANS, *OTHERS], ids=str)
def test_each_other_damage_is_found_and_nothing_else(opened, one):
    with rolled_back(opened):
        opened.execute(one.sql)
        assert {(f.check, f.table) for f in integrity.examine(lambda: nullcontext(opened))} == one.found


@pytest.mark.parametrize("one", SCHEMA, ids=str)
def test_tables_and_columns_that_are_missing_are_found(store, one):
    with store.writing() as database:
        database.execute(one.sql)
    assert {(f.check, f.table) for f in check(store, ONE_WORKER).damage} == one.found


@trials(max_examples=25)
@given(table=st.sampled_from(TABLES), choice=st.integers(0, 10**6), how=st.sampled_from(["null", "other", "gone"]))
def test_any_change_of_any_computed_row_is_found(opened, table, choice, how):
    with rolled_back(opened):
        if not mutate(opened, table, choice, how):
            return
        assert integrity.examine(lambda: nullcontext(opened))


def mutate(database, table, choice, how):
    """Change a value of a row that is chosen, or delete the row; return whether that made a difference.

    A stage's key that is another known key is no damage: what it stands for is stale, and computed again.
    """
    rows = database.execute(f"SELECT rowid FROM {table} ORDER BY rowid").fetchall()
    rowid = rows[choice % len(rows)][0]
    if how == "gone":
        return database.execute(f"DELETE FROM {table} WHERE rowid = {rowid} RETURNING 1").fetchall()
    columns = [c[0] for c in database.execute(f"FROM {table} LIMIT 0").description if c[0] not in ("id", "origin")]
    column = columns[choice % len(columns)]
    if (table, column, how) == ("stages", "key", "other"):
        return []
    other = f'(SELECT "{column}" FROM {table} WHERE "{column}" IS DISTINCT FROM t."{column}" LIMIT 1)'
    value = "NULL" if how == "null" else other
    change = f'UPDATE {table} t SET "{column}" = {value} WHERE rowid = {rowid} AND "{column}" IS DISTINCT FROM {value}'
    try:
        return database.execute(f"{change} RETURNING 1").fetchall()
    except duckdb.ConstraintException:
        return []


def test_a_parse_that_cannot_be_read_is_found_even_if_it_was_written_so(store):
    with store.writing() as database:
        for number, change in enumerate(["data = data[1:50]", "tokens = tokens + 1"], start=1):
            database.execute(f"UPDATE parses SET {change} WHERE document = {number}")
        database.execute("DELETE FROM digests WHERE \"table\" = 'parses'")
        from themeline.store import digests

        digests.record(database, "parses")
    found = check(store, ONE_WORKER).damage
    assert [(f.check, f.table, f.document) for f in found] == [("parse", "parses", 1), ("parse", "parses", 2)]


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_truncated_database_is_told_in_words(store, share):
    whole = store.path.read_bytes()
    store.path.write_bytes(whole[: int(len(whole) * share)])
    found = check(store, ONE_WORKER).damage
    assert {f.check for f in found} == {"database"}
    assert all("cannot be read" in f.detail for f in found)


def test_what_a_killed_command_left_is_told_and_is_no_damage(store):
    (store.folder / ".scratch").mkdir(exist_ok=True)
    (store.folder / ".scratch" / "documents.arrow").write_bytes(b"x")
    (store.folder / "themeline.duckdb.new").write_bytes(b"x")
    being_exported, abandoned = store.folder / ".now.csv.part", store.folder / ".then.csv.part"
    for part in (being_exported, abandoned):
        part.write_bytes(b"x")
    os.utime(abandoned, (1, 1))
    done = check(store, ONE_WORKER)
    assert done.sound
    assert len(done.remnants) == 3
    with store.locked():
        pass
    assert not check(store, ONE_WORKER).remnants
    assert being_exported.exists()


def test_a_check_and_a_writer_do_not_stand_in_each_others_way(store):
    (store.folder / "themeline.duckdb.new").write_bytes(b"x")
    with store.locked():
        (store.folder / ".scratch" / "documents.arrow").parent.mkdir(exist_ok=True)
        (store.folder / ".scratch" / "documents.arrow").write_bytes(b"being written")
        assert check(store, ONE_WORKER).remnants == ()


def test_the_damages_are_all_different():
    every = [one.sql for one in [*OF_DOCUMENT, *ORPHANS, *OTHERS, *SCHEMA]]
    assert len(set(every)) == len(every) > 100
    assert damages.__doc__
