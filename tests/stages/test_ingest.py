import json

import pytest

from themeline.errors import UsageError
from themeline.stages.export import read_table
from themeline.stages.ingest import ingest
from themeline.stages.naming import check_corpus_name, default_corpus
from themeline.stages.settings import Settings
from themeline.store import Store

SENTENCE = "The Council of Ministers adopted the national strategy in March 2016."


@pytest.fixture
def take(tmp_path):
    """Ingest into a new workspace."""
    store = Store(tmp_path / "workspace")

    def ingest_here(*paths, corpus="c", **options):
        with store.locked():
            return ingest(store, paths, Settings(), corpus, **options)

    ingest_here.store = store
    return ingest_here


def docs(take):
    return read_table(take.store, "documents")


def test_rows_are_known_again_by_their_id(take, tmp_path):
    file = tmp_path / "rows.jsonl"
    rows = [{"id": f"r{n}", "text": SENTENCE, "published": 2016 + n} for n in range(4)]
    file.write_text("\n".join(map(json.dumps, rows)))
    assert take(file).new == 4
    rows[1]["text"] = SENTENCE + " It has six goals."
    file.write_text("\n".join(map(json.dumps, [*rows[:3], {"id": "r9", "text": SENTENCE}])))
    done = take(file)
    assert (done.new, done.changed, done.unchanged) == (1, 1, 2)
    found = docs(take).set_index("doc")
    assert sorted(found.index) == ["r0", "r1", "r2", "r3", "r9"]
    assert found.loc["r1", "text"].endswith("six goals.")


def test_the_same_name_in_two_folders_or_twice_in_a_file_stays_two_documents(take, tmp_path):
    for month in ("january", "february"):
        (tmp_path / month).mkdir()
        (tmp_path / month / "report.txt").write_text(f"{SENTENCE} This is the {month} text.")
        take(tmp_path / month)
    twice = tmp_path / "twice.jsonl"
    twice.write_text("\n".join(json.dumps({"id": "x", "text": f"{SENTENCE} {n}"}) for n in range(3)))
    take(twice)
    take(twice, retry_failed=True)
    assert sorted(docs(take)["doc"]) == ["february/report.txt", "report.txt", "x", "x#2", "x#3"]


def test_what_cannot_be_read_is_a_failure_and_the_rest_is_kept(take, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(SENTENCE)
    (folder / "empty.txt").write_text("")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 50)
    (folder / "latin.txt").write_bytes("Die Präsidentin sprach über Sicherheit und Zusammenarbeit.".encode("cp1252"))
    done = take(folder)
    failures = read_table(take.store, "failures")
    assert done.new == 2
    assert done.failed == len(failures) == 2
    assert done.new + done.failed == done.files
    assert sorted(failures["source"]) == ["binary.txt", "empty.txt"]
    assert (failures["detail"].str.len() > 10).all()
    assert done.other_languages == {"de": 1}
    again = take(folder)
    assert (again.batch, again.unchanged_files) == ("", 4)
    retried = take(folder, retry_failed=True)
    assert (retried.failed, retried.unchanged_files) == (2, 2)
    assert len(read_table(take.store, "failures")) == 2


def test_a_failed_file_that_is_mended_is_no_failure_any_more(take, tmp_path):
    file = tmp_path / "late.txt"
    file.write_text("")
    assert take(file).failed == 1
    file.write_text(SENTENCE)
    assert take(file).new == 1
    assert read_table(take.store, "failures").empty


@pytest.mark.parametrize("path", ["missing.txt", "nothing/*.txt"])
def test_sources_that_do_not_exist_are_one_clear_error(take, tmp_path, path):
    with pytest.raises(UsageError, match=r"There is no file|Nothing matches"):
        take(tmp_path / path)


def test_a_folder_without_files_is_one_clear_error(take, tmp_path):
    (tmp_path / "hollow").mkdir()
    with pytest.raises(UsageError, match="no files in"):
        take(tmp_path / "hollow")


def test_corpus_names(tmp_path):
    (tmp_path / "My texts (2016)").mkdir()
    assert default_corpus([tmp_path / "My texts (2016)"]) == "My-texts-2016"
    assert default_corpus(["a/b/speeches.2017.jsonl"]) == "speeches.2017"
    assert default_corpus(["-"]) == "stdin"
    with pytest.raises(UsageError, match="cannot be a corpus name"):
        check_corpus_name("../up")
