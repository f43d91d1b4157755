"""Workspaces that earlier Themelines made are read, upgraded and carried on with, for ever (tests/store/workspaces)."""

import json
import tarfile
from pathlib import Path

import pytest

from themeline.errors import StoreError
from themeline.stages.check import check
from themeline.stages.export import export, read_table
from themeline.stages.run import run
from themeline.stages.settings import load_settings
from themeline.store import Selection, Store, labels, schema

SAVED = sorted((Path(__file__).parent.parent / "store" / "workspaces").glob("*.tar.xz"))


@pytest.fixture(params=SAVED, ids=lambda path: path.name.split(".")[0])
def saved(request, tmp_path):
    """Give a saved workspace, its schema version, and its tables as the Themeline that made it exported them."""
    with tarfile.open(request.param) as archive:
        archive.extractall(tmp_path, filter="data")
    tables = request.param.with_name(request.param.name.replace(".tar.xz", ".tables.json"))
    version = int(request.param.name.removeprefix("schema-").removesuffix(".tar.xz"))
    return Store(tmp_path / "workspace"), version, json.loads(tables.read_text(encoding="utf-8"))


def exported(store, table, path):
    export(store, table, "jsonl", path)
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_there_is_one_of_every_schema_that_can_be_met():
    versions = {int(path.name.removeprefix("schema-").removesuffix(".tar.xz")) for path in SAVED}
    assert versions == set(range(2, schema.SCHEMA_VERSION + 1))
    assert all(path.stat().st_size < 500_000 for path in SAVED)


def test_a_saved_workspace_has_the_tables_that_it_was_saved_with(saved, tmp_path):
    store, version, tables = saved
    if version < schema.SCHEMA_VERSION:
        with pytest.raises(StoreError, match="older"):
            read_table(store, "documents")
    with store.locked():
        pass
    for name, rows in tables.items():
        now = exported(store, name, tmp_path / f"{name}.jsonl")
        assert [{column: row[column] for column in old} for row, old in zip(now, rows, strict=True)] == rows
        assert rows
    copy = store.folder / f"themeline.before-schema-{version}.duckdb"
    assert copy.exists() == (version < schema.SCHEMA_VERSION)
    assert check(store, load_settings(store.folder)).damage == ()


def test_a_saved_workspace_is_carried_on_with(saved, tmp_path):
    store, _, tables = saved
    (tmp_path / "more").mkdir()
    text = "In May 2022 the Ministry of Transport told the European Union of its plans for the port of Strelsau."
    (tmp_path / "more" / "new.txt").write_text(text, encoding="utf-8")
    settings = load_settings(store.folder)
    done = run(store, [tmp_path / "more"], settings, "river")
    assert (done.ingest.new, done.ingest.batch, done.extract.failed) == (1, "river-2", 0)
    assert done.report.path.is_file()
    assert check(store, settings).sound
    documents = read_table(store, "documents")
    assert len(documents) == len(tables["documents"]) + 1
    assert (documents["tokens"] > 10).all()
    assert len(read_table(store, "documents", Selection("speeches"))) == 2
    assert read_table(store, "keywords").query("origin == 'text'")["rank"].max() <= 12
    assert "Principality of Graustark" in set(read_table(store, "entities")["name"])
    with store.reading() as database:
        judged = labels.in_force(database, labels.codebooks(database)[0])
    assert len(judged) == 3
    assert judged["document"].notna().all()
