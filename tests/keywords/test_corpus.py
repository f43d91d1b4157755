import pandas as pd
import pytest

from themeline.keywords import aggregate_keywords, keyword_changes


def test_variants_are_one_keyword_and_counts_add_up(keywords, documents):
    table = aggregate_keywords(keywords, documents).set_index("keyword")
    row = table.loc["cybersecurity"]
    assert row["variants"] == "Cyber-security | cyber security"
    assert (row["documents"], row["mentions"], row["author_documents"]) == (8, 16, 8)
    assert (row["first"], row["last"], row["share"]) == (2018, 2024, 1.0)
    assert row["dispersion"] == pytest.approx(0.0)


def test_dispersion_is_the_normalised_deviation_of_proportions(keywords, documents):
    table = aggregate_keywords(keywords, documents).set_index("keyword")
    assert table.loc["data law", "dispersion"] == pytest.approx(0.5 / (1 - 1 / 8), abs=1e-6)


def test_the_trend_is_that_of_cochran_and_armitage(keywords, documents):
    table = aggregate_keywords(keywords, documents).set_index("keyword")
    # z^2 = N r^2 with r = 1, the correlation of presence and year: 8
    assert table.loc["data law", "p"] == pytest.approx(0.004677735, abs=1e-8)
    assert table.loc["data law", "trend"] == "rising"
    assert table.loc["arms control", "trend"] == "falling"
    assert table.loc["cybersecurity", "trend"] == "steady"


def test_coverage_grows_to_the_share_of_documents_with_keywords(keywords, documents):
    coverage = aggregate_keywords(keywords[keywords["doc"] != "d0"], documents)["coverage"]
    assert coverage.is_monotonic_increasing
    assert coverage.iloc[-1] == pytest.approx(7 / 8)


def test_sentences_bring_examples_themes_and_names(keywords, documents):
    text = "China made cyber-security a matter of law."
    sentences = pd.DataFrame({"doc": ["d1"], "sentence": [1], "text": [text]})
    themes = pd.DataFrame({"doc": ["d1"], "sentence": [1], "theme": ["legislation"]})
    entities = pd.DataFrame({"doc": ["d1"], "sentence": [1], "name": ["China"]})
    table = aggregate_keywords(keywords, documents, sentences, themes, entities).set_index("keyword")
    assert table.loc["cybersecurity", ["themes", "entities", "examples"]].tolist() == [
        "legislation 1",
        "China 1",
        text,
    ]
    assert table.loc["data law", "examples"] == ""


def test_changes_between_years_and_batches(keywords, documents):
    by_year = keyword_changes(keywords, documents)
    by_batch = keyword_changes(keywords, documents, by="batch")
    assert dict(zip(by_year["keyword"], by_year["change"], strict=True)) == {
        "arms control": "vanished",
        "data law": "new",
    }
    assert by_batch["change"].tolist() == by_year["change"].tolist()
    assert by_year["p"].tolist() == pytest.approx([2 / 70, 2 / 70])


def test_empty_tables_and_missing_years_are_no_error(keywords, documents):
    assert aggregate_keywords(keywords.head(0), documents.head(0)).empty
    assert keyword_changes(keywords.head(0), documents.head(0)).empty
    undated = aggregate_keywords(keywords, documents.assign(published=""))
    assert undated["first"].isna().all()
    assert undated["trend"].isna().all()


def test_the_order_of_the_rows_does_not_matter(keywords, documents):
    shuffled = keywords.sample(frac=1.0, random_state=1)
    pd.testing.assert_frame_equal(aggregate_keywords(shuffled, documents), aggregate_keywords(keywords, documents))
