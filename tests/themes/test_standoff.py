"""Stand-off labels: they find their sentences again in texts, and only there."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themeline.errors import InputError
from themeline.resources import data_path
from themeline.themes.codebook import default_codebook
from themeline.themes.labels import LabelledPassage
from themeline.themes.standoff import StandoffPassage, find_passages, read_standoff, sentence_hash
from themeline.themes.unlabelled import read_unlabelled

SPEECHES = data_path("corpus", "samples", "speeches.jsonl")


def labels_of(sentences: list[str], document: str = "d") -> StandoffPassage:
    return StandoffPassage(
        document, tuple(map(sentence_hash, sentences)), tuple((f"t{n}",) for n in range(len(sentences)))
    )


def test_labels_find_their_sentences_in_the_texts_and_not_in_others():
    corpora = read_unlabelled([SPEECHES])
    [documents] = corpora.values()
    labels = [labels_of(documents[2][3:7], "two"), labels_of(documents[0][1:4], "none"), labels_of(documents[5][:2])]
    found, missing = find_passages(labels, {"some": documents[1:]})
    assert [(passage.document, passage.texts) for passage in found] == [
        ("two", tuple(documents[2][3:7])),
        ("d", tuple(documents[5][:2])),
    ]
    assert [sentence.themes for sentence in found[0].sentences] == [("t0",), ("t1",), ("t2",), ("t3",)]
    assert missing == 1


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=12), st.data())
def test_a_passage_is_found_wherever_it_stands_even_among_repetitions(sentences: list[str], data: st.DataObject):
    first = data.draw(st.integers(0, len(sentences) - 1))
    end = data.draw(st.integers(first + 1, len(sentences)))
    [found], missing = find_passages([labels_of(sentences[first:end])], {"c": [sentences]})
    assert found.texts == tuple(sentences[first:end])
    assert not missing


def test_spaces_and_breaks_do_not_count_in_a_sentence():
    assert sentence_hash("One  two\nthree. ") == sentence_hash("One two three.") != sentence_hash("One two Three.")


@pytest.mark.parametrize("line", ['{"document": "d"}', '{"document": "d", "sentences": []}', "[]", "{"])
def test_a_wrong_row_is_named(tmp_path: Path, line: str):
    path = tmp_path / "labels.jsonl"
    path.write_text('{"document": "d", "sentences": [{"sha256": "00", "themes": []}]}\n' + line)
    with pytest.raises(InputError, match=r"labels\.jsonl, line 2"):
        read_standoff([path])


def test_our_own_stand_off_labels_are_of_the_default_codebook_and_hold_no_text():
    paths = list(data_path("corpus", "standoff").glob("*.jsonl"))
    passages, known = read_standoff(paths), set(default_codebook().keys)
    assert sum(len(passage.hashes) for passage in passages) > 10_000
    assert {theme for passage in passages for themes in passage.themes for theme in themes} <= known
    rows = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    assert all(set(sentence) == {"sha256", "themes"} for row in rows for sentence in row["sentences"])
    assert all(set(each) <= set("0123456789abcdef") for passage in passages for each in passage.hashes)


def test_passages_that_begin_alike_are_all_found():
    [documents] = read_unlabelled([SPEECHES]).values()
    found, missing = find_passages([labels_of(documents[0]), labels_of(documents[0][:2])], {"c": documents})
    assert all(isinstance(passage, LabelledPassage) for passage in found)
    assert [passage.texts for passage in found] == [tuple(documents[0]), tuple(documents[0][:2])]
    assert not missing
