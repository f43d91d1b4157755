import pytest

from themeline.errors import UsageError
from themeline.stages.entities import merge, network, ranking, rename
from themeline.stages.export import read_table
from themeline.stages.search import search, search_options
from themeline.stages.settings import Settings

KEYS = ["corpus", "doc", "sentence", "start", "end", "left", "keyword", "right"]


def find(store, pattern, by="text", **options):
    return search(store, Settings(), pattern, by, **options)


def test_hits_of_words_stand_where_the_offsets_say(store):
    texts = read_table(store, "documents").set_index("doc")["text"]
    hits = find(store, "cyber")
    assert len(hits) > 5
    assert list(hits.columns[: len(KEYS)]) == KEYS
    assert all(texts[row.doc][row.start : row.end].lower() == "cyber" for row in hits.itertuples())


def test_an_entity_is_found_under_all_its_names(store):
    ranked = ranking(store)
    several = ranked[ranked["variants"].str.contains("; ")].iloc[0]
    hits = find(store, several["name"], "entity")
    assert len(hits) == several["mentions"]
    assert hits["keyword"].nunique() > 1


def test_a_lemma_is_found_in_all_its_forms(store):
    assert {"find", "finds", "found"} & set(find(store, "find", "lemma")["keyword"].str.lower())


def test_a_theme_gives_whole_sentences(store):
    hits = find(store, "research", "theme")
    assert len(hits) == (read_table(store, "themes")["theme"] == "research").sum()


def test_conditions_and_corpora(store):
    assert find(store, "cyber", names=["theses"], where="doc = 'nothing'").empty
    with pytest.raises(UsageError, match="no corpus"):
        find(store, "cyber", names=["nothing"])
    with pytest.raises(UsageError, match="No sentence has the theme"):
        find(store, "cooking", "theme")
    with pytest.raises(UsageError, match="malformed"):
        find(store, "(a", how=search_options("text", regex=True)[1])
    with pytest.raises(UsageError, match="--sort"):
        search_options("text", sort="upwards")


def test_the_analysts_decisions_hold_from_now_on(store, tmp_path):
    first = ranking(store, label="GPE")["name"].tolist()[:2]
    merge(store, first, "The Two", "GPE")
    assert "The Two" in set(read_table(store, "entities")["name"])
    rename(store, "The Two", "Both", "GPE")
    assert "Both" in set(read_table(store, "entities")["name"])
    with pytest.raises(UsageError, match="no entity called"):
        merge(store, ["Nobody", "Nothing"])
    assert network(store, tmp_path / "n.graphml") >= 0
    assert (tmp_path / "n.graphml").read_text(encoding="utf-8").startswith("<?xml")
