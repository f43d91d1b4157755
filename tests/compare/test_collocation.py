"""Collocates: windows within sentences, association in one corpus, the shift between two."""

import pandas as pd
import pytest

from themeline.compare import CompareSettings, collocates, collocation_shift, find_window
from themeline.compare.collocation import words_of
from themeline.errors import UsageError


def frame(texts):
    return pd.DataFrame({"document": range(len(texts)), "sentence": 1, "start": 0, "text": texts})


def test_words_keep_compounds_and_drop_numbers():
    words = words_of("State-led 5G, the U.S. and China’s R&D in 2016!")
    assert words == ["state-led", "5g", "the", "u.s.", "and", "china's", "r&d", "in"]


def test_window_counts_each_word_once_and_never_the_node():
    window = find_window("x", frame(["a b node c node d e", "node", "b c"]), "Node", span=1)
    part = window.windows.layers["collocate"]
    assert dict(zip(part.terms, part.totals(), strict=True)) == {"b": 1, "c": 1, "d": 1}
    assert (window.hits, window.words) == (3, 10)
    assert window.frequencies.to_dict() == {"b": 2, "c": 2, "d": 1}


def test_a_node_of_two_words():
    window = find_window("x", frame(["the big cyber security law of 2016"]), "cyber security", span=2)
    assert window.windows.layers["collocate"].terms.tolist() == ["big", "law", "of", "the"]


def test_typical_collocates_come_first():
    texts = ["we need cyber security now"] * 5 + ["we need bread now and then"] * 30
    table = collocates(find_window("x", frame(texts), "security", span=3))
    assert table.loc[0, "collocate"] == "cyber"
    assert not table.isna().any().any()


def test_shift_between_corpora():
    a = [f"strong national security policy number{n % 3}" for n in range(30)]
    b = [f"weak social security policy number{n % 3}" for n in range(30)]
    windows = [find_window(name, frame(texts), "security") for name, texts in (("a", a), ("b", b))]
    classes = collocation_shift(*windows, CompareSettings(calibration_splits=5)).terms.set_index("term")["class"]
    assert classes[["strong", "national"]].tolist() == ["robust A"] * 2
    assert classes[["weak", "social"]].tolist() == ["robust B"] * 2
    assert classes["policy"] == "lockword"


@pytest.mark.parametrize("node", ["", "2016", "absent"])
def test_nodes_without_neighbours(node):
    with pytest.raises(UsageError):
        find_window("x", frame(["some words 2016"]), node)
