import time

import pytest

from tests.samples import sample, write_texts
from themeline.stages.export import read_table
from themeline.stages.report import report
from themeline.stages.run import run
from themeline.stages.settings import Settings
from themeline.stages.status import status
from themeline.store import Selection
from themeline.tables.schemas import TABLES

from .conftest import ONE_WORKER

CONTENT = [name for name in TABLES if name != "runs"]


def tables(store):
    return {name: read_table(store, name).to_json(orient="records") for name in CONTENT}


def test_a_run_fills_every_table_and_offsets_fit(store):
    texts = read_table(store, "documents").set_index("doc")["text"]
    assert len(texts) == 9
    for name in ("sentences", "entities", "dates"):
        table = read_table(store, name)
        assert len(table) > 9
        assert all(texts[row.doc][row.start : row.end] == row.text for row in table.itertuples())
    assert set(read_table(store, "terms")["layer"]) == {"word", "phrase", "entity", "theme", "year"}
    assert set(read_table(store, "keywords")["origin"]) == {"text", "author"}
    assert len(read_table(store, "themes")) > 20
    assert (read_table(store, "documents")["tokens"] > 150).all()


def test_a_second_run_does_nothing_and_is_quick(store, texts):
    before = tables(store)
    started = time.process_time()
    done = run(store, [texts], ONE_WORKER, "theses")
    assert done.idle
    assert time.process_time() - started < 2
    assert tables(store) == before


def test_new_changed_and_removed_files_cost_what_they_are(store, texts):
    ids = read_table(store, "documents")[["doc", "batch"]]
    write_texts(texts, sample("theses", 2, first=9))
    changed = texts / "theses-001.txt"
    changed.write_text(changed.read_text().replace("cyber sovereignty", "data sovereignty"))
    (texts / "theses-002.txt").unlink()
    done = run(store, [texts], ONE_WORKER, "theses")
    assert (done.ingest.new, done.ingest.changed, done.ingest.unchanged_files) == (2, 1, 7)
    assert done.extract.documents == done.classify.documents == 3
    after = read_table(store, "documents")
    assert len(after) == 11
    assert "data sovereignty" in after.set_index("doc").loc["theses-001.txt", "text"]
    assert set(after["doc"]) >= set(ids["doc"])
    assert after["batch"].value_counts().to_dict() == {"theses-1": 8, "theses-2": 3}
    assert len(read_table(store, "sentences", Selection(where="batch = 'theses-2'"))) > 10


def test_changed_rules_extract_again_without_parsing(store, texts):
    parses = "SELECT document, data FROM parses ORDER BY document"
    with store.reading() as database:
        before = database.execute(parses).fetchall()
    settings = Settings.model_validate({"workers": 1, "keywords": {"top": 3}})
    assert [s.why for s in status(store, settings).stale] == ["changed since: keywords settings"]
    done = run(store, [texts], settings, "theses")
    assert (done.ingest.batch, done.extract.documents, done.classify.documents) == ("", 9, 0)
    assert read_table(store, "keywords").query("origin == 'text'")["rank"].max() == 3
    with store.reading() as database:
        assert database.execute(parses).fetchall() == before
    assert list(read_table(store, "runs")["stage"]).count("extract") == 2


def test_a_changed_codebook_classifies_again_and_nothing_else(store, texts):
    settings = Settings.model_validate({"workers": 1, "themes": {"thresholds": {"legislation": 0.0}}})
    stale = status(store, settings).stale
    assert [(s.stage, s.documents, s.why) for s in stale] == [("classify", 9, "changed since: themes settings")]
    done = run(store, [texts], settings, "theses")
    assert (done.extract.documents, done.classify.documents) == (0, 9)
    sentences, themes = read_table(store, "sentences"), read_table(store, "themes")
    assert (themes["theme"] == "legislation").sum() == len(sentences)
    assert not status(store, settings).stale


def test_the_tables_are_the_same_for_any_number_of_workers(store, texts, tmp_path):
    from themeline.store import Store

    other = Store(tmp_path / "other")
    run(other, [texts], Settings(workers=3), "theses")
    assert tables(other) == tables(store)


def test_the_timeline_puts_dated_statements_in_order(store):
    timeline = read_table(store, "timeline", Selection("theses"))
    assert len(timeline) > 20
    days = timeline["earliest"].where(timeline["earliest"] != "", timeline["latest"])
    assert days.is_monotonic_increasing
    assert timeline["text"].str.len().min() > 10


def test_a_report_that_was_begun_does_not_pass_for_the_one_before_it(store, monkeypatch):
    def torn(data, page, *_):
        page.with_name(page.name + ".html").write_text("half a page of other numbers")
        raise ZeroDivisionError

    with store.locked():
        whole = report(store, ONE_WORKER, "theses").path.read_bytes()
        with monkeypatch.context() as patch:
            patch.setattr("themeline.report.write_keyword_report", torn)
            with pytest.raises(ZeroDivisionError):
                report(store, Settings(report={"top_terms": 3}), "theses")
        again = report(store, ONE_WORKER, "theses")
    assert again.written
    assert again.path.read_bytes() == whole
