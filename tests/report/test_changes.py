import dataclasses

import pytest

from themeline.errors import UsageError
from themeline.report import KeywordReportData, ReportSettings, corpus_findings, keyword_report_tables
from themeline.report.changes import changes_table


@pytest.fixture(scope="module")
def batches(theses: KeywordReportData) -> KeywordReportData:
    """The sample theses, come in three batches; the third has the number 10, which sorts before 2 as text."""
    names = ["theses-1"] * 5 + ["theses-2"] * 5 + ["theses-10"] * (len(theses.documents) - 10)
    return dataclasses.replace(theses, documents=theses.documents.assign(batch=names))


def test_a_batch_stands_against_all_before_it(batches: KeywordReportData) -> None:
    table = changes_table(batches, ReportSettings(since="theses-10"))
    assert set(table["layer"]) <= {"keyword", "entity", "theme"}
    assert set(table["earlier"]) == {"before"}
    assert set(table["later"]) == {"theses-10"}
    docs = dict(zip(batches.documents["doc"], batches.documents["batch"], strict=True))
    new = table[(table["layer"] == "entity") & (table["change"] == "new")]
    assert len(new)
    for name, after in new[["term", "after"]].itertuples(index=False):
        owners = {doc for doc, other in batches.entities[["doc", "name"]].to_numpy() if other == name}
        assert {docs[doc] for doc in owners} == {"theses-10"}
        assert len(owners) == after


def test_batches_follow_each_other_by_their_numbers(batches: KeywordReportData) -> None:
    table = changes_table(batches, ReportSettings())
    pairs = list(dict.fromkeys(zip(table["earlier"], table["later"], strict=True)))
    assert pairs == [("theses-1", "theses-2"), ("theses-2", "theses-10")]


def test_later_batches_belong_to_the_new(batches: KeywordReportData) -> None:
    assert set(changes_table(batches, ReportSettings(since="theses-2"))["later"]) == {"theses-2 and later"}


def test_findings_begin_with_what_is_new(batches: KeywordReportData) -> None:
    tables = keyword_report_tables(batches, ReportSettings(since="theses-2"))
    findings = corpus_findings("theses", tables, "theses-2")
    assert any("since theses-2" in sentence for sentence in findings[1:3])


def test_a_batch_that_is_not_there_or_the_first(batches: KeywordReportData) -> None:
    with pytest.raises(UsageError, match="no batch 'theses-9'"):
        changes_table(batches, ReportSettings(since="theses-9"))
    with pytest.raises(UsageError, match="first batch"):
        changes_table(batches, ReportSettings(since="theses-1"))
