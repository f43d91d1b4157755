import re

from tests.samples import sample, write_texts
from themeline.stages.duplicates import RepeatedDocument, concerning
from themeline.stages.report import report
from themeline.stages.run import run
from themeline.stages.status import status

from .conftest import ONE_WORKER


def test_duplicates_across_corpora_are_in_status_and_in_the_reports_data_health(store, texts, tmp_path):
    (row,) = sample("theses", 1)
    write_texts(tmp_path / "copies", [{"id": "copy", "text": row["text"].upper()}])
    run(store, [tmp_path / "copies"], ONE_WORKER, "copies")
    (pair,) = status(store, ONE_WORKER).duplicates
    assert pair == RepeatedDocument("copies", "copy.txt", "theses", f"{row['id']}.txt", 1.0)
    for corpus, other in (("copies", f"{row['id']}.txt"), ("theses", "copy.txt")):
        page = report(store, ONE_WORKER, corpus).path.read_text()
        assert re.search(r"Same words as another document", page)
        assert other in page


def test_a_report_is_written_again_when_another_corpus_repeats_one_of_its_documents(store, texts, tmp_path):
    assert not report(store, ONE_WORKER, "theses").written
    (row,) = sample("speeches", 1)
    write_texts(tmp_path / "speeches", [row])
    run(store, [tmp_path / "speeches"], ONE_WORKER, "speeches")
    assert not report(store, ONE_WORKER, "theses").written
    write_texts(tmp_path / "copies", sample("theses", 1))
    run(store, [tmp_path / "copies"], ONE_WORKER, "copies")
    assert report(store, ONE_WORKER, "theses").written


def test_each_repetition_concerns_its_two_documents_once():
    pairs = [RepeatedDocument("b", "2", "a", "1", 1.0), RepeatedDocument("a", "3", "a", "1", 0.9)]
    assert concerning(pairs, [("a", "1"), ("a", "3")]) == [("1", "2", "b", 1.0), ("3", "1", "a", 0.9)]
    assert concerning(pairs, [("b", "2")]) == [("2", "1", "a", 1.0)]
