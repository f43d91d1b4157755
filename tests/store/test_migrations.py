"""A workspace of an older schema becomes one of the present one, wholly or not at all, and a copy is kept."""

import subprocess
import sys

import duckdb
import pytest

from themeline.errors import StoreError
from themeline.store import Store, connection, digests, documents, integrity, migrations, schema

from .conftest import TEXT


def columns(database):
    query = "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal ORDER BY ALL"
    return database.execute(query).fetchall()


def downgrade(store, version):
    """Undo the steps after a version: what they add goes, as if it had never been there."""
    with store.writing() as database:
        database.execute("INSERT INTO sentences SELECT id, 1, 0, 72, text FROM documents")
        database.execute("DROP TABLE digests")
        if version == 1:
            database.execute("ALTER TABLE documents DROP COLUMN exact; ALTER TABLE documents DROP COLUMN signature")
            database.execute("ALTER TABLE runs DROP COLUMN counts; DROP TABLE labels; DROP TABLE decisions")
            database.execute("ALTER TABLE names DROP COLUMN evidence; ALTER TABLE names DROP COLUMN certainty")
        database.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", [str(version)])


@pytest.fixture(params=[1, 2])
def old(store, request):
    """Give a workspace as an older Themeline left it, and the lock let go."""
    downgrade(store, request.param)
    return store, request.param


def test_readers_say_how_to_upgrade_and_change_nothing(old):
    store, version = old
    before = store.path.read_bytes()
    with (
        pytest.raises(StoreError, match=f"schema version {version}, that of an older.*check --repair"),
        store.reading(),
    ):
        pass
    assert store.path.read_bytes() == before


def upgrade(folder):
    with Store(folder).locked():
        pass


def test_the_first_command_that_writes_upgrades_and_keeps_a_copy(old):
    store, version = old
    before = store.path.read_bytes()
    migrations_done = migrations.migrate(store.path, version)
    assert migrations_done.name == f"themeline.before-schema-{version}.duckdb"
    assert migrations_done.read_bytes() == before
    with store.reading() as database, duckdb.connect() as fresh:
        fresh.execute(schema.TABLES)
        assert columns(database) == columns(fresh)
        assert [d.doc for d in documents.documents_of(database, "theses")] == ["a", "b", "c"]
        known = database.execute("SELECT rows FROM digests WHERE \"table\" = 'sentences'").fetchall()
        assert known == [(1,)] * 4
    found = integrity.examine(lambda: connection.reading(store.path))
    assert not [f for f in found if f.check in ("digests", "database", "hash", "offsets")]


def test_every_version_has_its_step():
    assert sorted(migrations.STEPS) == list(range(1, schema.SCHEMA_VERSION))


def test_an_error_in_the_middle_leaves_the_old_workspace(old, monkeypatch):
    store, version = old
    with connection.reading(store.path) as database:
        before = columns(database)

    def fails(database, table, *rest):
        if table == "dates":
            raise ZeroDivisionError

    monkeypatch.setattr(digests, "record", fails)
    with pytest.raises(ZeroDivisionError):
        migrations.migrate(store.path, version)
    with connection.reading(store.path) as database:
        assert columns(database) == before
    monkeypatch.undo()
    migrations.migrate(store.path, version)
    assert (store.folder / f"themeline.before-schema-{version}-2.duckdb").exists()
    with store.reading():
        pass


def test_a_kill_in_the_middle_leaves_the_old_workspace_and_the_next_command_upgrades_it(store):
    downgrade(store, 2)
    code = (
        "import os, pathlib, sys\nfrom themeline.store import Store, digests, migrations\n"
        "def killed(database, table, *rest):\n    if table == 'themes': os.kill(os.getpid(), 9)\n"
        "digests.record = killed\nmigrations.migrate(pathlib.Path(sys.argv[1]), 2)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(store.path)], check=False).returncode == -9
    with pytest.raises(StoreError, match="older"), store.reading():
        pass
    migrations.migrate(store.path, 2)
    with store.reading() as database:
        assert database.execute("SELECT DISTINCT text FROM documents").fetchall() == [(TEXT,)]


def test_a_lock_upgrades(tmp_path):
    store = Store(tmp_path / "w")
    with store.locked():
        downgrade(store, 2)
    upgrade(store.folder)
    with store.reading():
        assert (store.folder / "themeline.before-schema-2.duckdb").exists()


def test_a_newer_workspace_is_refused_by_number_and_left_alone(store):
    newer = schema.SCHEMA_VERSION + 1
    with store.writing() as database:
        database.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", [str(newer)])
    before = store.path.read_bytes()
    with pytest.raises(StoreError, match=f"version {newer}.*up to {schema.SCHEMA_VERSION}.*upgrade"), store.reading():
        pass
    assert store.path.read_bytes() == before


def test_a_new_workspace_has_the_file_format_that_is_pinned(store):
    with duckdb.connect(store.path, read_only=True) as database:
        tags = database.execute("SELECT tags FROM duckdb_databases() WHERE path IS NOT NULL").fetchall()
    assert tags == [({"storage_version": f"{schema.STORAGE_VERSION}+"},)]
