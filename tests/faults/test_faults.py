"""A small sample of the faults, and proof that the harness sees what is wrong; `make faults` strikes 200 times."""

import pytest

from tests.faults import commands, kinds, plan, trial
from tests.faults.arena import Arena
from tests.faults.contents import Contents
from tests.faults.plan import Trial
from tests.faults.reader import half_done

SEED = 20261127
SAMPLE = (
    ("ingest", "kill"),
    ("ingest", "torn log"),
    ("ingest", "worker killed"),
    ("ingest", "input unreadable"),
    ("ingest", "disk full"),
    ("extract", "worker segfaults"),
    ("extract", "kill"),
    ("remove", "torn log"),
    ("remove", "interrupt"),
    ("export file", "permission"),
    ("export file", "quota"),
)

pytestmark = [pytest.mark.timeout(900), pytest.mark.xdist_group("faults")]


@pytest.fixture(scope="module")
def arena(tmp_path_factory):
    made = Arena(tmp_path_factory.mktemp("faults") / "a", documents=45)
    yield made
    made.close()


@pytest.mark.parametrize(("command", "kind"), SAMPLE)
def test_after_a_fault_the_same_command_gives_what_it_would_have_given(arena, command, kind):
    if not arena.can(kinds.BY_NAME[kind].needs):
        pytest.skip("only root can mount a disk to fill")
    number = SAMPLE.index((command, kind))
    outcome = trial.run(Trial(number, command, kind, 0.15 + 0.07 * number, SEED + number), arena)
    assert outcome.struck, "the command was always quicker than the fault"
    assert not outcome.complaints, (outcome.struck, outcome.complaints)


def test_the_reader_sees_a_batch_a_stage_and_a_transaction_that_are_half_done(arena):
    calm = arena.calm("remove")
    arena.begin("classified")
    assert not list(half_done(arena.contents(), calm))
    for damage, complaint in {
        "DELETE FROM documents WHERE id = 3": "batch",
        "DELETE FROM sentences WHERE document = 3 AND sentence = 1": "extract is half done",
        "DELETE FROM stages WHERE document = 3 AND stage = 'classify'": "classify is half done",
        "INSERT INTO definitions VALUES ('x', 'TRUE')": "definitions",
    }.items():
        arena.begin("classified")
        with arena.store.writing() as database:
            database.execute(damage)
        assert complaint in " ".join(half_done(arena.contents(), calm))


def test_a_difference_in_any_table_is_seen(arena):
    arena.begin("classified")
    before = arena.contents()
    with arena.store.writing() as database:
        tables = ["documents", "sentences", "entities", "dates", "keywords", "terms", "themes", "names", "stages"]
        for table in tables:
            database.execute(f"DELETE FROM {table} WHERE rowid = (SELECT max(rowid) FROM {table})")
        changed = " ".join(Contents.of(database).differences(before))
    assert all(f"{table}: " in changed for table in tables)


def test_a_file_that_is_left_over_missing_or_changed_is_seen():
    found = list(trial.compared({"a": b"1", "b": b"2"}, {"b": b"3", "c": b"4"}, done=False))
    assert found == ["the file a is left over", "the file b is not as before", "the file c is missing"]


def test_the_plan_is_the_seed_s_and_strikes_every_pair_before_any_twice():
    pairs = {(each.command, each.kind) for each in plan.draw(1000, 1)}
    first = plan.draw(len(pairs), 1)
    assert first == plan.draw(len(pairs), 1) != plan.draw(len(pairs), 2)
    assert {(each.command, each.kind) for each in first} == pairs
    assert {command for command, _ in pairs} == set(commands.BY_NAME)
    assert {kind for _, kind in pairs} == set(kinds.BY_NAME)


def test_the_plan_leaves_out_what_the_machine_cannot_do():
    drawn = plan.draw(300, 1, can=lambda need: not need)
    assert not {"disk full", "read-only disk"} & {each.kind for each in drawn}
