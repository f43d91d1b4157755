"""The document that the project began from, right in every respect that its issue names; skipped without it."""

from pathlib import Path

import pytest

from themeline.stages.export import read_table
from themeline.stages.run import run
from themeline.stages.settings import Settings
from themeline.store import Store

SEED = Path(__file__).resolve().parents[2] / "shared" / "seed" / "abstract.txt"
AUTHOR_KEYWORDS = [
    "Central Cyber Security and Informatization Leading Group",
    "National Security Law",
    "Cybersecurity Law",
    "World Internet Conference",
    "Digital Silk Road",
]

pytestmark = pytest.mark.skipif(not SEED.is_file(), reason=f"the seed text is not at {SEED}")


@pytest.fixture(scope="module")
def seed(tmp_path_factory):
    store = Store(tmp_path_factory.mktemp("seed") / "workspace")
    run(store, [SEED], Settings(workers=1), "seed")
    return {name: read_table(store, name) for name in ("documents", "sentences", "entities", "dates", "keywords")} | {
        "themes": read_table(store, "themes")
    }


def test_twelve_sentences_none_broken_and_no_heading_or_keyword_line(seed):
    sentences = seed["sentences"]["text"].tolist()
    assert len(sentences) == 12
    assert all(text[0].isupper() and text.rstrip('"”')[-1] == "." for text in sentences)
    assert not any("Abstract" in text or "Keywords" in text or "\n" in text for text in sentences)
    assert sentences[8].endswith("on the basis of national sovereignty.")


def test_the_author_keywords(seed):
    assert seed["documents"]["author_keywords"].iloc[0].tolist() == AUTHOR_KEYWORDS


def test_the_seven_dates(seed):
    expected = ["2010-07", "2013", "2014", "2015", "2016-11", "2016-12-27", "2017-03-01"]
    assert seed["dates"]["value"].tolist() == expected
    assert seed["dates"]["edtf"].tolist() == expected


def test_names_and_labels(seed):
    entities = seed["entities"]
    labels = {text: set(found) for text, found in entities.groupby("text")["label"]}
    names = entities.groupby("text")["name"].first()
    assert names["CCP"] == names["Chinese Communist Party"]
    for text, label in {
        "National Security Law": "LAW",
        "Cybersecurity Law": "LAW",
        "National Cyberspace Security Strategy": "POLICY",
        "Cyberspace International Cooperation Strategy": "POLICY",
        "Belt and Road": "POLICY",
        "Digital Silk Road": "POLICY",
        "World Internet Conference": "EVENT",
        "Central Cyber Security and Informatization Leading Group": "ORG",
    }.items():
        assert labels.get(text) == {label}, text
    assert "ORG" not in labels.get("Stuxnet", set())


def test_the_authors_keywords_are_among_the_first_ten(seed):
    found = seed["keywords"].query("origin == 'text' and rank <= 10")["keyword"].str.casefold().tolist()
    assert [word for word in AUTHOR_KEYWORDS if word.casefold() not in found] == []


def test_the_themes_that_the_issue_names(seed):
    given = seed["themes"].groupby("theme")["sentence"].apply(set)
    assert given["legislation"] >= {6, 7}
    assert 4 in given["research"]
    assert 5 in given["institutions"]
    assert given["international_cooperation"] & {9, 10, 11}
    assert given["sovereignty"] & {9, 10}
