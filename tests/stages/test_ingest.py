import errno
import json

import pytest

from themeline.errors import UsageError
from themeline.ingest import IngestSettings
from themeline.stages.duplicates import repeated_documents
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

    def ingest_here(*paths, corpus="c", retry_failed=False, **options):
        settings = Settings(ingest=IngestSettings(**options))
        with store.locked():
            return ingest(store, paths, settings, corpus, retry_failed=retry_failed)

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


def test_the_run_record_counts_the_steps_of_cleaning_and_what_was_read(take, tmp_path):
    (tmp_path / "a.txt").write_text("The Council of Ministers adopted\nthe national strategy in March 2016.\n")
    (tmp_path / "b.txt").write_text("")
    done = take(tmp_path / "a.txt", tmp_path / "b.txt")
    assert done.cleaning == {"line_wraps": 1}
    counts = json.loads(read_table(take.store, "runs")["counts"][0])
    assert (counts["files"], counts["new"], counts["failed"], counts["cleaning"]) == (2, 1, 1, {"line_wraps": 1})
    skipped = take(tmp_path / "a.txt", tmp_path / "b.txt", skip=("line_wraps",))
    assert (skipped.changed, skipped.cleaning) == (1, {})


def test_how_columns_were_understood_is_told(take, tmp_path):
    for name in ("one.csv", "two.csv"):
        (tmp_path / name).write_text(f"Key,Abstract,Year\n{name},{SENTENCE},2016\n")
    (columns,) = take(tmp_path / "one.csv", tmp_path / "two.csv").columns
    assert "text = Abstract" in columns.understood
    assert "published = Year" in columns.understood
    assert columns.files == ("one.csv", "two.csv")


LONG = " ".join(f"{SENTENCE} It names goal {number} of the plan." for number in range(12))


def test_what_repeats_an_earlier_document_of_any_corpus_is_told_or_left_out(take, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(LONG)
    (folder / "near.txt").write_text(LONG.replace("goal 7", "aim 7"))
    (folder / "other.txt").write_text("The Parliament of Ruritania debated the budget of its navy in the spring.")
    told = take(folder)
    assert (told.new, told.repeated, told.dropped, told.failed) == (3, 1, 0, 0)
    dropped = take(folder, corpus="d", drop_duplicates=True)
    assert (dropped.new, dropped.repeated, dropped.dropped, dropped.failed) == (0, 3, 3, 0)
    failures = read_table(take.store, "failures")
    assert set(failures["error"]) == {"duplicate"}
    assert "'a.txt' of 'c'" in failures.set_index("source").loc["a.txt", "detail"]
    assert take(folder, corpus="d", drop_duplicates=True, retry_failed=True).unchanged_files == 3
    assert len(docs(take)) == 3


def test_a_document_does_not_repeat_its_own_earlier_version(take, tmp_path):
    file = tmp_path / "a.txt"
    file.write_text(LONG)
    take(file)
    file.write_text(LONG.replace("goal 7", "aim 7"))
    done = take(file, drop_duplicates=True)
    assert (done.changed, done.repeated, done.dropped) == (1, 0, 0)
    with take.store.reading() as database:
        assert repeated_documents(database, Settings()) == []


def test_a_metadata_file_that_changes_is_joined_again(take, tmp_path):
    (tmp_path / "a.txt").write_text(SENTENCE)
    table = tmp_path / "metadata.csv"
    for country in ("Ruritania", "Freedonia"):
        table.write_text(f"file,country,published\na.txt,{country},2016-03\n")
        take(tmp_path / "a.txt", metadata_file=table)
        (row,) = docs(take).to_dict("records")
        assert json.loads(row["metadata"])["country"] == country
        assert row["published"] == "2016-03"
    assert take(tmp_path / "a.txt", metadata_file=table).unchanged_files == 1


def test_an_encrypted_file_is_read_again_once_there_is_a_password(take, tmp_path, encrypted_pdf):
    assert take(encrypted_pdf).failed == 1
    assert take(encrypted_pdf).unchanged_files == 1
    done = take(encrypted_pdf, password="geneva")
    assert (done.new, done.failed) == (1, 0)
    assert "The council met" in docs(take)["text"][0]
    assert "geneva" not in str(read_table(take.store, "runs").to_dict())
    assert take(encrypted_pdf).unchanged_files == 1


def test_corpus_names(tmp_path):
    (tmp_path / "My texts (2016)").mkdir()
    assert default_corpus([tmp_path / "My texts (2016)"]) == "My-texts-2016"
    assert default_corpus(["a/b/speeches.2017.jsonl"]) == "speeches.2017"
    assert default_corpus(["-"]) == "stdin"
    with pytest.raises(UsageError, match="cannot be a corpus name"):
        check_corpus_name("../up")


def test_a_file_that_the_system_refuses_is_read_as_soon_as_it_lets_us(take, tmp_path, monkeypatch):
    file = tmp_path / "a.txt"
    file.write_text(SENTENCE)
    with monkeypatch.context() as patch:
        patch.setattr("themeline.ingest.reading.reader_for", refuse)
        assert take(file).failed == 1
    with monkeypatch.context() as patch:
        patch.setattr("themeline.ingest.sources.Source.sha256", refuse)
        again = take(file)
        assert (again.batch, again.failed, again.unchanged_files) == ("", 0, 1)
    assert take(file).new == 1
    assert read_table(take.store, "failures").empty


def refuse(*_):
    raise PermissionError(errno.EACCES, "Permission denied")
