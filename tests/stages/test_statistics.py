"""Collocates, trends and comparisons from what a workspace holds."""

import pytest

from themeline.errors import UsageError
from themeline.stages import corpora
from themeline.stages.collocates import collocates
from themeline.stages.compare import compare
from themeline.stages.settings import Settings
from themeline.stages.trends import trends
from themeline.stages.workspace import Workspace

PLAIN = Settings()


@pytest.fixture
def halves(store):
    """Two sub-corpora of the nine theses; the documents are published in years that follow each other."""
    with store.writing() as database:
        database.execute("UPDATE documents SET published = CAST(2000 + id AS VARCHAR)")
        middle = database.execute("SELECT 2000 + median(id)::INTEGER FROM documents").fetchone()[0]
    corpora.define(store, "early", f"year < {middle}")
    corpora.define(store, "late", f"year >= {middle}")
    return store


def test_collocates_of_one_corpus_and_of_several(halves):
    alone = collocates(halves, PLAIN, "cyber", ["theses"], min_count=2)
    assert alone.collocates["near"].min() >= 2
    assert alone.hits["theses"] > 5
    assert alone.shift.empty
    both = collocates(halves, PLAIN, "Cyber", ["early", "late"], min_count=1)
    assert sum(both.hits.values()) == alone.hits["theses"]
    assert set(both.collocates["corpus"]) == {"early", "late"}
    assert set(both.shift["class"]) <= {"undecided"}  # fewer than eight documents on a side
    three = collocates(halves, PLAIN, "cyber", ["early", "late", "theses"])
    assert set(three.shift["corpus"]) == {"early", "late", "theses"}
    with pytest.raises(UsageError, match="no neighbours"):
        collocates(halves, PLAIN, "xylophone")


def test_trends_of_chosen_terms_and_of_all(halves):
    found = trends(halves, PLAIN, ["Cyber"], ["theses"])
    assert found.years["year"].nunique() == 9
    assert found.trends["term"].tolist() == ["cyber"]
    assert found.trends["trend"].iloc[0] in ("rising", "falling", "none")
    assert found.differences.empty
    every = trends(halves, PLAIN, names=["early", "late"], rates=True)
    assert len(every.trends) == 2 * len(every.differences) > 20
    assert set(every.trends["trend"]) == {"too short"}
    assert set(every.differences["difference"]) == {"too short"}
    with pytest.raises(UsageError, match=r"Similar: .*cyber"):
        trends(halves, PLAIN, ["cybre"])
    with pytest.raises(UsageError, match="no layer 'verb'"):
        trends(halves, PLAIN, layer="verb")


def test_without_years_there_are_no_trends(store):
    with store.writing() as database:
        database.execute("UPDATE documents SET published = ''")
    with pytest.raises(UsageError, match="year of publication"):
        trends(store, PLAIN, ["cyber"])


def test_a_comparison_in_python_takes_settings(halves):
    workspace = Workspace(halves.folder)
    found = workspace.compare("early", "late", extra=("all",), layers=("word",))
    assert "chi_squared" in found.terms
    assert found.only_describes
    assert workspace.trends(["cyber"], ["theses"]).trends["years"].tolist() == [9]
    assert workspace.collocates("cyber", ["theses"]).hits["theses"] > 5
    many = workspace.compare("early", "late", "theses", layers=("theme",))
    assert {"theme", "corpus", "prevalence"} <= set(many.themes)


def test_a_comparison_of_some_documents_leaves_the_page_of_all(halves):
    whole = compare(halves, PLAIN, ["early", "late"]).files[0]
    before = whole.read_bytes()
    part = compare(halves, PLAIN, ["early", "late"], where="year < 2100").files[0]
    assert part.name.startswith("early-vs-late-where-year-2100-")
    assert whole.read_bytes() == before
