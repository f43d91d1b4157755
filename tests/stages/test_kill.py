"""`kill -9` of the whole process group at random moments: afterwards the same command gives the undisturbed tables."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest

from tests.samples import sample
from themeline.stages.export import read_table
from themeline.store import Store
from themeline.tables.schemas import TABLES

SEED = 20261123
KILLS = 10
DOCUMENTS = 200
CONTENT = [name for name in TABLES if name != "runs"]


def write_corpus(folder):
    """Write short documents, a few hundred, out of the paragraphs of the sample texts."""
    folder.mkdir()
    rows = [row for name in ("theses", "strategies", "speeches") for row in sample(name, 50)]
    paragraphs = [p for row in rows for p in row["text"].replace("\f", "").split("\n\n") if len(p) > 200]
    for number in range(DOCUMENTS):
        (folder / f"{number:03}.txt").write_text(paragraphs[number % len(paragraphs)], encoding="utf-8")


def start(folder, workspace):
    command = [sys.executable, "-m", "themeline", "run", str(folder), "--workspace", str(workspace)]
    command += ["--corpus", "c", "--workers", "2", "--quiet"]
    return subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)


def tables(workspace):
    return {name: read_table(Store(workspace), name).to_json(orient="records") for name in CONTENT}


@pytest.mark.timeout(900)
def test_a_run_that_is_killed_again_and_again_ends_as_if_undisturbed(tmp_path):
    write_corpus(tmp_path / "in")
    calm, killed = tmp_path / "calm", tmp_path / "killed"
    began = time.monotonic()
    assert start(tmp_path / "in", calm).wait() == 0
    whole = time.monotonic() - began
    chance = random.Random(SEED)
    moments = []
    while len(moments) < KILLS:
        process = start(tmp_path / "in", killed)
        moment = chance.uniform(0.05, 0.9) * whole
        try:
            assert process.wait(timeout=moment) == 0
            shutil.rmtree(killed)  # it got through: begin again, so that there is something to kill
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            moments.append(round(moment, 2))
            assert_whole(killed)
    assert start(tmp_path / "in", killed).wait() == 0
    assert json.dumps(tables(killed)) == json.dumps(tables(calm)), f"killed at {moments} of {whole:.1f} s"


def assert_whole(workspace):
    """A reader, after a kill, sees whole batches and whole documents or nothing of them."""
    store = Store(workspace)
    if not store.exists():
        return
    with store.reading() as database:
        assert database.execute("SELECT count(*) FROM documents").fetchall()[0][0] in (0, DOCUMENTS)
        half = database.execute(
            "SELECT count(*) FROM documents d LEFT JOIN stages s ON s.document = d.id AND s.stage = 'extract' "
            "WHERE (s.key IS NULL) <> NOT EXISTS (FROM sentences t WHERE t.document = d.id)"
        ).fetchall()
        assert half == [(0,)]
