"""`corpora remove` removes a corpus from the tables, the reports, the models and the bytes; nothing else changes."""

import json
import shutil
import subprocess
import sys

import pytest

from themeline.errors import StoreError, UsageError
from themeline.stages import corpora, entities
from themeline.stages.check import check
from themeline.stages.export import read_table
from themeline.stages.run import run
from themeline.stages.settings import Settings
from themeline.store import Selection, Store, compact, connection, labels, state
from themeline.store.labels import Judgement
from themeline.tables.schemas import TABLES

from .conftest import ONE_WORKER

SECRET = "Zyxwvia"
SENTENCE = f"In March 2019 the Ministry of Truth of {SECRET} signed the Treaty of Quuxford on cyber security."


@pytest.fixture(scope="module")
def made(filled, tmp_path_factory):
    """The nine theses, and a corpus that must leave no trace: labelled, reported, compared, learnt from."""
    root = tmp_path_factory.mktemp("made")
    shutil.copytree(filled / "workspace", root / "workspace")
    store, folder = Store(root / "workspace"), root / "secret"
    folder.mkdir()
    for number in range(12):
        body = f"{SENTENCE} It is the {number}th agreement of {SECRET} with its neighbours.\n\n" * 3
        (folder / f"{SECRET}-{number}.txt").write_text(body, encoding="utf-8")
    run(store, [folder], ONE_WORKER, "secret")
    corpora.define(store, "late", "year IS NULL")
    with store.locked(), store.writing() as database:
        judged = [("secret", f"{SECRET}-1.txt", SENTENCE), ("theses", "theses-001.txt", "A text.")]
        labels.add(database, [Judgement(*where, "me", "policy", "1", ("rights",), "chosen") for where in judged])
        state.put(database, f"report {(root / 'outside').resolve()}", "a hash and html")
    reports = store.folder / "reports"
    page = reports / "secret.html"  # the same page under the names that other commands would have given it
    for other in ("late.html", "own-name.html", "secret-vs-theses.html", "secret-where-year-1a2b3c.html"):
        shutil.copy(page, reports / other)
    shutil.copytree(reports / "secret", reports / "own-name")
    shutil.copy(page, root / "outside.html")
    entities.rename(store, SECRET, f"Republic of {SECRET}", "GPE")
    model = store.folder / "models" / "themes" / "mine"
    model.mkdir(parents=True)
    notes = {"documents": [f"secret/{SECRET}-1.txt"]}
    (model / "model.json").write_text(json.dumps({"terms": [SECRET.lower()], "notes": notes}), encoding="utf-8")
    (store.folder / "themeline.before-schema-2.duckdb").write_bytes(store.path.read_bytes())
    return root


@pytest.fixture
def mixed(made, tmp_path):
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    store = Store(tmp_path / "workspace")
    with store.writing() as database:  # the pages have moved with the copy
        database.execute("UPDATE meta SET key = replace(key, ?, ?)", [str(made), str(tmp_path)])
    return store


def holding(folder, needle=SECRET):
    """Return the files in whose bytes, or names, a string occurs, whatever the case."""
    needles = [needle.encode(), needle.lower().encode(), needle.encode("utf-16-le")]
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and (any(n in path.read_bytes() for n in needles) or needle in path.name)
    )


def tables(store, corpus):
    return {
        name: read_table(store, name, Selection(where=f"corpus = '{corpus}'")).to_json(orient="records")
        for name in TABLES if name != "runs"
    }  # fmt: skip


def test_what_is_removed_is_in_no_byte_of_the_workspace_and_other_corpora_are_as_they_were(mixed, tmp_path):
    before = tables(mixed, "theses")
    theses_report = (mixed.folder / "reports" / "theses.html").read_bytes()
    assert "themeline.duckdb" in holding(mixed.folder)
    assert {"reports/secret.html", "reports/late.html", "reports/own-name.html"} <= set(holding(mixed.folder))
    done = corpora.remove(mixed, "secret")
    assert holding(mixed.folder) == []
    assert tables(mixed, "theses") == before
    assert (mixed.folder / "reports" / "theses.html").read_bytes() == theses_report
    assert (done.documents, done.labels, done.decisions) == (12, 1, 1)
    assert "reports/secret-vs-theses.html" in done.files
    assert done.elsewhere == (str(tmp_path / "outside.html"),)
    assert check(mixed, ONE_WORKER).damage == ()
    assert set(read_table(mixed, "runs")["batch"]) == {"theses-1"}
    with mixed.reading() as database:
        assert database.execute("SELECT corpus FROM labels").fetchall() == [("theses",)]


def test_deleting_the_rows_alone_would_leave_the_bytes(mixed):
    """What the rewriting is for; were this to fail, the test above would prove nothing."""
    with mixed.locked(), mixed.writing() as database:
        from themeline.store import batches

        batches.remove_corpus(database, "secret")
        labels.remove_corpus(database, "secret")
    connection.checkpoint(mixed.path)
    assert "themeline.duckdb" in holding(mixed.folder)


def test_labels_stay_when_they_are_to_be_kept(mixed):
    done = corpora.remove(mixed, "secret", keep_labels=True)
    assert (done.labels, done.decisions) == (0, 0)
    with mixed.reading() as database:
        assert database.execute("SELECT text FROM labels WHERE corpus = 'secret'").fetchall() == [(SENTENCE,)]
        assert database.execute("SELECT count(*) FROM decisions").fetchall() == [(1,)]


def test_a_full_disk_leaves_the_old_file_whole_and_the_same_call_finishes(mixed, monkeypatch):
    copied = compact._copy

    def full(path, draft, without):
        copied(path, draft, without)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(compact, "_copy", full)
    with pytest.raises(StoreError, match="cannot be rewritten: No space left"):
        corpora.remove(mixed, "secret")
    assert not list(mixed.folder.glob("*.new*"))
    assert [f.corpus for f in check(mixed, ONE_WORKER).remnants] == ["secret"]
    assert len(read_table(mixed, "documents")) == 9
    monkeypatch.undo()
    assert corpora.remove(mixed, "secret").documents == 12
    assert holding(mixed.folder) == []
    with pytest.raises(UsageError, match="no corpus 'secret'"):
        corpora.remove(mixed, "secret")


@pytest.mark.parametrize("killed_at", ["names.refresh", "compact._copy", "compact.sync"])
def test_a_removal_that_is_killed_is_finished_by_the_same_command(mixed, killed_at):
    module, name = killed_at.split(".")
    where = "themeline.stages.names" if module == "names" else "themeline.store.compact"
    code = (
        f"import os, pathlib, sys, {where} as module\nfrom themeline.stages import corpora\n"
        f"from themeline.store import Store\nmodule.{name} = lambda *a, **k: os.kill(os.getpid(), 9)\n"
        "corpora.remove(Store(pathlib.Path(sys.argv[1])), 'secret')"
    )
    assert subprocess.run([sys.executable, "-c", code, str(mixed.folder)], check=False).returncode == -9
    assert corpora.remove(mixed, "secret").documents == 12
    assert holding(mixed.folder) == []


def test_vacuum_makes_the_file_smaller_and_changes_no_table(mixed):
    before = tables(mixed, "theses") | tables(mixed, "secret")
    size = mixed.path.stat().st_size
    freed = corpora.vacuum(mixed)
    assert freed > 0
    assert mixed.path.stat().st_size == size - freed
    assert tables(mixed, "theses") | tables(mixed, "secret") == before


def test_removing_the_only_corpus_leaves_an_empty_workspace(store, texts):
    corpora.remove(store, "theses")
    assert check(store, ONE_WORKER).sound
    assert holding(store.folder, "theses-001") == []
    assert run(store, [texts], Settings(workers=1), "theses").ingest.batch == "theses-1"


def test_vacuum_of_nothing_says_how_to_begin(tmp_path):
    with pytest.raises(UsageError, match="themeline run"):
        corpora.vacuum(Store(tmp_path / "none"))
