"""`check`, `check --repair`, `corpora remove` and `corpora vacuum` from the command line."""

import json

import pytest

from tests.samples import sample, write_texts
from themeline.store import Store, connection

from .test_app import themeline


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("workspace")
    write_texts(root / "theses", sample("theses", 2))
    write_texts(root / "speeches", sample("speeches", 1))
    for corpus in ("theses", "speeches"):
        assert themeline("run", corpus, cwd=root).returncode == 0
    return root


def damage(folder, sql):
    with connection.writing(Store(folder / "workspace").path) as database:
        database.execute(sql)


def test_check_and_repair_say_what_is_wrong_and_what_was_done(folder):
    sound = themeline("check", cwd=folder)
    assert (sound.returncode, sound.stdout) == (0, "workspace: 3 documents, and nothing is wrong\n")
    damage(folder, "UPDATE sentences SET text = 'x' WHERE document = 1 AND sentence = 2")
    found = themeline("check", cwd=folder)
    assert found.returncode == 4
    assert "wrong: theses/theses-001.txt sentences: its text is not that of the document" in found.stdout
    assert "themeline check --repair extracts from the document again" in found.stdout
    told = json.loads(themeline("check", "--json", cwd=folder).stdout)["damage"]
    assert [(f["check"], f["table"], f["corpus"], f["doc"]) for f in told] == [
        ("offsets", "sentences", "theses", "theses-001.txt")
    ]
    repaired = themeline("check", "--repair", cwd=folder)
    assert repaired.returncode == 0, repaired.stdout + repaired.stderr
    assert "1 documents computed again; the database as it was: themeline.before-repair.duckdb" in repaired.stdout
    assert themeline("check", "--quiet", cwd=folder).returncode == 0


def test_what_cannot_be_rebuilt_has_an_exit_code_of_its_own(folder):
    (folder / "theses" / "theses-002.txt").unlink()
    damage(folder, "UPDATE documents SET text = 'x' WHERE id = 2")
    done = themeline("check", "--repair", cwd=folder)
    assert done.returncode == 3
    assert "cannot be rebuilt: theses/theses-002.txt: its text" in done.stdout
    assert "lost" in themeline("export", "failures", cwd=folder).stdout


def test_remove_and_vacuum_say_what_they_did(folder):
    done = json.loads(themeline("corpora", "remove", "speeches", "--json", cwd=folder).stdout)
    assert done["documents"] == 1
    assert "reports/speeches.html" in done["files"]
    assert "bytes freed" in themeline("corpora", "vacuum", cwd=folder).stdout
    again = themeline("corpora", "remove", "speeches", cwd=folder)
    assert again.returncode == 2
    assert "There is no corpus 'speeches'" in again.stderr
