from themeline.store import batches, labels
from themeline.store.labels import Judgement

from .conftest import TEXT, make_document, write_batch


def judge(doc="a", themes=("defence",), coder="ann", text=TEXT, corpus="theses", codebook="Ours", version="1"):
    return Judgement(corpus, doc, text, coder, codebook, version, tuple(themes), "random")


def give(store, *judgements):
    with store.writing() as database:
        labels.add(database, judgements)


def in_force(store, codebook="Ours"):
    with store.reading() as database:
        return labels.in_force(database, codebook)


def extract(store, doc="a", *texts):
    with store.writing() as database:
        number = database.execute("SELECT id FROM documents WHERE corpus = 'theses' AND doc = ?", [doc]).fetchall()[0][
            0
        ]
        database.execute("DELETE FROM sentences WHERE document = ?", [number])
        start = 0
        for place, text in enumerate(texts or [TEXT], start=1):
            row = [number, place, start, start + len(text), text]
            database.execute("INSERT INTO sentences VALUES (?, ?, ?, ?, ?)", row)
            start += len(text) + 1


def test_the_latest_judgement_of_each_coder_is_in_force(store):
    extract(store)
    give(store, judge(), judge(themes=()), judge(coder="bob", themes=("rights", "defence")))
    found = in_force(store)
    assert dict(zip(found["coder"], found["themes"], strict=True)) == {"ann": (), "bob": ("rights", "defence")}
    assert found[["sentence", "start", "end"]].to_numpy().tolist() == [[1, 0, len(TEXT)]] * 2


def test_undo_takes_back_one_judgement_of_one_coder_and_the_one_before_counts_again(store):
    give(store, judge(themes=("rights",)), judge(), judge(coder="bob"))
    with store.writing() as database:
        assert labels.undo(database, "ann", "Ours") == judge()
        assert labels.undo(database, "carl", "Ours") is None
    found = in_force(store)
    assert dict(zip(found["coder"], found["themes"], strict=True)) == {"ann": ("rights",), "bob": ("defence",)}


def test_a_label_outlives_a_new_extraction_that_numbers_sentences_anew(store):
    extract(store)
    give(store, judge())
    extract(store, "a", "A new first sentence.", TEXT, TEXT)
    assert in_force(store)["sentence"].tolist() == [2]


def test_a_label_outlives_its_corpus_and_finds_its_sentence_again(store):
    give(store, judge())
    with store.writing() as database:
        batches.remove_corpus(database, "theses")
    assert in_force(store)["sentence"].isna().tolist() == [True]
    write_batch(store, "theses", [make_document("a")])
    extract(store)
    assert in_force(store)["sentence"].tolist() == [1]


def test_codebooks_keep_their_labels_apart(store):
    give(store, judge(), judge(codebook="Theirs", themes=("x",)))
    assert in_force(store, "Theirs")["themes"].tolist() == [("x",)]
    assert in_force(store, "Nobody's").empty
    with store.reading() as database:
        assert labels.codebooks(database) == ["Ours", "Theirs"]
