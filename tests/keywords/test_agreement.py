import pytest

from themeline.keywords import author_agreement


def test_rates_count_variants_as_hits(keywords):
    found = author_agreement(keywords)
    row = found.documents.query("doc == 'd0' and depth == 5").iloc[0]
    assert (row["hits"], row["precision"], row["recall"], row["f1"]) == (1, 0.5, 0.5, 0.5)
    assert found.corpus["f1"].tolist() == pytest.approx([0.5] * 4)


def test_lists_of_missed_and_overgenerated(keywords):
    found = author_agreement(keywords)
    assert found.missed.to_dict("records") == [{"keyword": "deterrence", "documents": 8}]
    assert found.overgenerated["keyword"].tolist() == ["arms control", "data law"]
    assert set(found.mapping["relation"]) == {"same", "missed"}


def test_an_acronym_is_mapped_to_its_long_form(keywords):
    rows = keywords.replace({"deterrence": "GDPR", "arms control": "General Data Protection Regulation"})
    found = author_agreement(rows)
    given = found.mapping[found.mapping["author"] == "GDPR"].set_index("doc")
    assert given.loc["d0", ["extracted", "relation"]].tolist() == ["General Data Protection Regulation", "acronym"]
    assert found.missed.to_dict("records") == [{"keyword": "GDPR", "documents": 4}]


def test_without_author_keywords_everything_is_empty(keywords):
    found = author_agreement(keywords[keywords["origin"] == "text"])
    assert found.documents.empty
    assert found.corpus.empty
    assert found.missed.empty
