"""What is damaged is rebuilt as it was; what cannot be is said, and left out with a row in `failures`."""

import random
import shutil

import pytest

from tests.crashes import crash
from themeline.stages.check import check
from themeline.stages.export import read_table
from themeline.stages.repair import repair
from themeline.stages.run import run
from themeline.store import Store, connection
from themeline.store.check import Remedy
from themeline.tables.schemas import TABLES

from .conftest import ONE_WORKER
from .damages import OF_DOCUMENT, ORPHANS
from .test_check import with_everything

CONTENT = [name for name in TABLES if name != "runs"]


@pytest.fixture
def store(sound, tmp_path):
    """A copy of the workspace; its sources stay where they are."""
    shutil.copytree(sound / "workspace", tmp_path / "workspace")
    return Store(tmp_path / "workspace")


def tables(store):
    return {name: read_table(store, name).to_json(orient="records") for name in CONTENT}


def damaged(store, *statements):
    with store.writing() as database:
        for statement in statements:
            database.execute(statement)


def assert_repaired(store, before):
    """The workspace is sound again, nothing was lost, and every table is as it was."""
    done = repair(store, ONE_WORKER)
    assert not done.before.sound
    assert (done.after.damage, done.lost) == ((), ())
    assert (store.folder / done.copy).is_file()
    after = tables(store)
    assert {name for name in CONTENT if before[name] != after[name]} == set()
    return done


def test_a_sound_workspace_is_left_alone(store):
    before = store.path.read_bytes()
    done = repair(store, ONE_WORKER)
    assert (done.copy, done.before.sound, done.after.sound) == ("", True, True)
    assert store.path.read_bytes() == before


def test_every_damage_of_a_document_is_rebuilt(store):
    before = tables(store)
    with store.writing() as database:
        numbers = with_everything(database)
        for number, one in zip(numbers, OF_DOCUMENT, strict=False):
            database.execute(one.sql.format(number))
    done = assert_repaired(store, before)
    assert len(done.before.damage) >= len(OF_DOCUMENT)
    assert 0 < done.recomputed < len(OF_DOCUMENT)


def test_rows_of_nothing_go_and_entries_that_others_name_come_back(store):
    before = tables(store)
    damaged(
        store,
        *(one.sql for one in ORPHANS),
        "UPDATE names SET canonical = 'Nobody' WHERE rowid = (SELECT min(rowid) FROM names)",
        "DELETE FROM batches WHERE batch = 'a-1'",
        "UPDATE sources SET batch = 'x' WHERE corpus = 'b'",
        "UPDATE meta SET value = '1' WHERE key = 'last_document'",
        "INSERT INTO failures SELECT * REPLACE (9999 AS document) FROM failures",
        "INSERT INTO labels SELECT * FROM labels",
        "INSERT INTO decisions SELECT * FROM decisions",
        "INSERT INTO runs SELECT * REPLACE (run + 9 AS run, 'x' AS batch) FROM runs",
    )
    assert_repaired(store, before)


def test_documents_and_failures_that_are_missing_are_read_again_and_extracted_from(store):
    before = tables(store)
    damaged(store, "DELETE FROM documents WHERE id IN (2, 3)", "DELETE FROM failures")
    assert assert_repaired(store, before).recomputed == 2


def test_records_of_ingests_that_are_missing_are_made_from_the_counts(store):
    before = tables(store)
    damaged(store, "DELETE FROM runs WHERE stage = 'ingest' AND batch = 'a-1'", "UPDATE runs SET run = 1")
    assert_repaired(store, before)


def test_a_document_whose_source_is_another_now_is_left_out_and_said(sound, tmp_path):
    shutil.copytree(sound / "b", tmp_path / "b")
    store = Store(tmp_path / "workspace")
    run(store, [tmp_path / "b"], ONE_WORKER, "b")
    damaged(store, "UPDATE documents SET text = text || '!' WHERE id = 1", "DELETE FROM documents WHERE id = 2")
    texts = tmp_path / "b" / "texts.jsonl"
    texts.write_text(texts.read_text() + "\n")
    done = repair(store, ONE_WORKER)
    assert done.after.sound
    assert len(done.lost) == 2
    failures = read_table(store, "failures").query("error == 'lost'")
    assert list(failures["stage"]) == ["repair", "repair"]
    assert len(read_table(store, "documents")) == 2
    assert run(store, [tmp_path / "b"], ONE_WORKER, "b").ingest.new == 2
    assert check(store, ONE_WORKER).sound


def test_what_nothing_can_tell_is_taken_as_it_is(store):
    damaged(
        store,
        "UPDATE documents SET origin = '/nowhere', source = 'elsewhere' WHERE id = 1",
    )
    done = repair(store, ONE_WORKER)
    assert done.after.sound
    assert len(done.lost) == 1
    assert len(read_table(store, "documents").query("source == 'elsewhere'")) == 1


@pytest.mark.parametrize("seed", [2, 3])
def test_blocks_that_cannot_be_read_are_rebuilt(store, seed):
    """Bytes are changed in a fifth of the file's blocks; what people decided may be lost with them, and is told."""
    before = tables(store)
    connection.checkpoint(store.path)
    data, chance = bytearray(store.path.read_bytes()), random.Random(seed)
    blocks = list(range(3 * 4096, len(data), 262144))
    for block in chance.sample(blocks[1:], max(1, len(blocks) // 5)):
        data[block + chance.randrange(1000)] ^= 0xFF
    store.path.write_bytes(data)
    done = repair(store, ONE_WORKER)
    assert {finding.check for finding in done.before.damage} == {"database"}
    assert done.after.sound, done.after.damage
    lost = {said.split(":")[0] for said in done.lost}
    unlike = {name for name in CONTENT if before[name] != tables(store)[name]}
    assert unlike <= ({"entities", "terms"} if "decisions" in lost else set()) | ({"failures"} & lost)


def test_a_database_that_cannot_be_opened_is_said_to_be_lost_and_kept(store):
    store.path.write_bytes(b"nothing of it is left" * 1000)
    done = repair(store, ONE_WORKER)
    assert not done.after.sound
    assert "Restore a copy" in done.lost[0]
    assert (store.folder / done.copy).read_bytes().startswith(b"nothing of it")


def test_a_log_that_cannot_be_replayed_is_cut(store):
    before = tables(store)
    log = crash(store)
    log.write_bytes(log.read_bytes()[:-30] + b"?" * 30)
    done = repair(store, ONE_WORKER)
    assert [finding.remedy for finding in done.before.damage] == [Remedy.CUT]
    assert done.after.sound
    assert not done.lost
    assert tables(store) == before


def test_a_repair_that_is_stopped_while_it_computes_is_finished_by_the_next(store, monkeypatch):
    before = tables(store)
    damaged(store, "UPDATE dates SET text = 'x'", "DELETE FROM themes")

    def stop(*_args, **_options):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("themeline.stages.repair.extract", stop)
        with pytest.raises(KeyboardInterrupt):
            repair(store, ONE_WORKER)
    assert tables(store)["dates"] != before["dates"]
    done = repair(store, ONE_WORKER)
    assert done.recomputed > 0
    assert done.after.sound
    assert {name for name in CONTENT if before[name] != tables(store)[name]} == set()
    assert repair(store, ONE_WORKER).recomputed == 0
