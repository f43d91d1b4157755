import csv
import json
import shutil
import zipfile

import pytest

from themeline.errors import ModelError, SettingsError, UsageError
from themeline.stages.labelling import LabellingSession
from themeline.stages.settings import Settings
from themeline.stages.theme_codebooks import (
    begin_codebook,
    check_codebook,
    codebook_in_use,
    export_codebook,
    import_codebook,
)
from themeline.stages.theme_explanation import explain_sentence
from themeline.stages.theme_label_files import export_labels, import_labels
from themeline.stages.theme_labels import count_labels, labels_in_force, merged_labels, to_passages
from themeline.stages.theme_measures import measure_agreement, measure_prevalence
from themeline.stages.themes import evaluate_in_use, evaluate_themes, train_themes
from themeline.stages.workspace import Workspace
from themeline.store import Selection, Store
from themeline.themes import default_codebook

from .themes_workspace import classify, make_workspace, sentences_of

PLAIN = Settings()
BOOK = """
name = "Two"
version = "1"
[[theme]]
key = "cyber"
definition = "Networks, and what is done in and to them."
cues = ["cyber", "network", "Internet"]
[[theme]]
key = "study"
definition = "The study itself, its questions and methods."
cues = ["thesis", "study", "approach"]
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("themes") / "workspace"
    classify(make_workspace(folder))
    return folder


@pytest.fixture
def store(made, tmp_path):
    return Store(shutil.copytree(made, tmp_path / "workspace"))


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "two.toml"
    path.write_text(BOOK, encoding="utf-8")
    return path


def themes_of(text):
    """Judge by words: what a patient but literal coder would say."""
    words = {"cyber": ("yber", "nternet"), "study": ("hesis", "study", "pproach")}
    return [key for key, cues in words.items() if any(cue in text for cue in cues)]


def write_labels(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["document", "text", "coder", "themes"])
        writer.writerows([doc, text, coder, "|".join(themes)] for doc, text, coder, themes in rows)
    return path


@pytest.fixture
def labelled(store, book, tmp_path):
    """Labels of every sentence by ann; bob sees no study in the first document."""
    rows = [(doc, text, "ann", themes_of(text)) for doc, text in sentences_of(store)]
    first = rows[0][0]
    rows += [(doc, text, "bob", [t for t in themes if t != "study"]) for doc, text, _, themes in rows if doc == first]
    import_labels(store, write_labels(tmp_path / "labels.csv", rows), codebook_in_use(PLAIN, book), "me")
    return store


def test_a_codebook_is_begun_checked_and_carried_to_other_programs_and_back(tmp_path):
    path = tmp_path / "mine.toml"
    begin_codebook(path)
    codebook, findings = check_codebook(path)
    assert findings == []
    with pytest.raises(UsageError, match="already"):
        begin_codebook(path)
    export_codebook(PLAIN, tmp_path / "mine.csv", path)
    again = import_codebook(tmp_path / "mine.csv", tmp_path / "again.toml")
    assert again.themes == codebook.themes
    assert check_codebook(tmp_path / "again.toml")[0].themes == codebook.themes
    assert export_codebook(PLAIN, tmp_path / "default.qdc") == default_codebook()
    begin_codebook(tmp_path / "default.toml", default=True)
    assert check_codebook(tmp_path / "default.toml")[0] == default_codebook()


def test_a_duplicate_key_is_one_clear_error(tmp_path):
    path = tmp_path / "twice.toml"
    path.write_text(BOOK.replace('key = "study"', 'key = "cyber"'), encoding="utf-8")
    with pytest.raises(SettingsError, match="Two themes have the key 'cyber'"):
        check_codebook(path)


def test_labels_from_a_file_go_out_again_and_come_back_unchanged(labelled, book, tmp_path):
    codebook = codebook_in_use(PLAIN, book)
    assert export_labels(labelled, tmp_path / "out.csv", codebook) == len(labels_in_force(labelled, codebook))
    again = import_labels(labelled, tmp_path / "out.csv", codebook, "me")
    assert again.added == again.unknown == 0
    assert again.unchanged == len(labels_in_force(labelled, codebook))


def test_labels_go_to_other_programs_with_the_coded_texts(labelled, book, tmp_path):
    codebook = codebook_in_use(PLAIN, book)
    export_labels(labelled, tmp_path / "out.qdpx", codebook)
    with zipfile.ZipFile(tmp_path / "out.qdpx") as archive:
        project = archive.read("project.qde").decode()
        texts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("sources/")]
    assert project.count("<PlainTextSelection") == len(labels_in_force(labelled, codebook))
    assert all(any(text in whole for whole in texts) for _, text in sentences_of(labelled))


def test_rows_of_one_sentence_are_taken_together_and_spaces_do_not_matter(store, book, tmp_path):
    doc, text = sentences_of(store)[0]
    rows = [(doc, text, "", ["study"]), ("", text.replace(" ", "  "), "", ["cyber"])]
    codebook = codebook_in_use(PLAIN, book)
    done = import_labels(store, write_labels(tmp_path / "l.csv", rows), codebook, "me")
    frame = labels_in_force(store, codebook)
    assert (done.added, frame["themes"].tolist(), frame["coder"].tolist()) == (1, [("study", "cyber")], ["me"])
    assert frame["document"].tolist() == [f"theses/{doc}"]


def test_unknown_sentences_are_refused_kept_or_skipped(store, book, tmp_path):
    codebook = codebook_in_use(PLAIN, book)
    rows = [(*sentences_of(store)[0], "", ["study"]), ("", "Nobody here wrote this.", "", ["cyber"])]
    path = write_labels(tmp_path / "l.csv", rows)
    with pytest.raises(UsageError, match=r"1 of 2 rows .* row 2: 'Nobody here wrote this\.'"):
        import_labels(store, path, codebook, "me")
    assert labels_in_force(store, codebook).empty
    assert import_labels(store, path, codebook, "me", unknown="skip").added == 1
    assert import_labels(store, path, codebook, "me", unknown="keep").added == 1
    assert [p.document for p in to_passages(merged_labels(store, codebook))] == ["l.csv:2", "theses/theses-001"]


def test_labels_of_unknown_themes_are_refused_by_row(store, book, tmp_path):
    path = write_labels(tmp_path / "l.csv", [("", sentences_of(store)[0][1], "", ["studies"])])
    with pytest.raises(SettingsError, match=r"row 1: .*no theme 'studies'"):
        import_labels(store, path, codebook_in_use(PLAIN, book), "me")


def test_several_coders_are_merged_by_majority_and_a_tie_is_no_theme(labelled, book):
    merged = merged_labels(labelled, codebook_in_use(PLAIN, book))
    first = merged[merged["document"] == "theses/theses-001"]
    assert all("study" not in themes for themes in first["themes"])
    assert any("study" in themes for themes in merged["themes"])
    passages = to_passages(merged)
    assert [passage.document for passage in passages] == sorted({passage.document for passage in passages})


def test_labels_are_counted_by_coder(labelled, book):
    total, cyber, study = count_labels(labelled, codebook_in_use(PLAIN, book))
    assert total["ann"] == len(sentences_of(labelled)) > total["bob"]
    assert (cyber["theme"], study["theme"], study["bob"]) == ("cyber", "study", 0)


def test_a_model_is_trained_put_to_use_and_knows_what_it_must_not_be_measured_on(labelled, book):
    done = train_themes(labelled, PLAIN, codebook=book)
    assert done.folder == labelled.folder / "models" / "themes" / "two"
    assert done.sentences == len(sentences_of(labelled))
    assert json.dumps(str(done.folder.resolve())) in done.settings
    own = Settings.model_validate({"themes": {"model": str(done.folder)}})
    assert codebook_in_use(own).name == "Two"
    measured = evaluate_in_use(labelled, own)
    crossed = evaluate_themes(labelled, own)
    assert measured.themes.equals(crossed.themes)  # it learnt from all of these documents
    assert crossed.themes["theme"].tolist() == ["cyber", "study", "micro", "macro"]
    assert len(crossed.curve) == 5
    agreement = measure_agreement(labelled, own, with_model=True)
    assert agreement["kappa"].between(-1, 1).all()
    found = explain_sentence(labelled, own, sentences_of(labelled)[0][1], "study")
    assert found.document == "theses/theses-001"
    assert len(found.explanations[0].similar) == 5


def test_without_labels_a_model_knows_the_codebook_alone(store, book, tmp_path):
    done = train_themes(store, PLAIN, tmp_path / "model", book)
    assert (done.sentences, done.positives) == (0, {"cyber": 0, "study": 0})
    own = Settings.model_validate({"themes": {"model": str(tmp_path / "model")}})
    assert explain_sentence(store, own, "This thesis studies ministries.").explanations[0].theme == "study"


def test_a_model_of_another_codebook_version_is_refused(store, book, tmp_path):
    train_themes(store, PLAIN, tmp_path / "model", book)
    book.write_text(BOOK.replace('version = "1"', 'version = "2"'), encoding="utf-8")
    own = Settings.model_validate({"themes": {"model": str(tmp_path / "model"), "codebook": str(book)}})
    with pytest.raises(ModelError, match="version '1'"):
        explain_sentence(store, own, "This thesis studies ministries.")


def test_training_says_what_is_wrong_with_labels_and_loses_none(labelled, book, tmp_path):
    before = len(labels_in_force(labelled, codebook_in_use(PLAIN, book)))
    book.write_text(BOOK + '[[theme]]\nkey = "housing"\ndefinition = "Homes."\n', encoding="utf-8")
    with pytest.raises(ModelError, match="No labelled sentence has the theme housing"):
        train_themes(labelled, PLAIN, tmp_path / "model", book)
    book.write_text(BOOK.replace('key = "study"', 'key = "stories"'), encoding="utf-8")
    for action in (train_themes, evaluate_themes):
        with pytest.raises(SettingsError, match="no theme 'study'"):
            action(labelled, PLAIN, codebook=book)
    with pytest.raises(SettingsError, match="no theme 'study'"):
        measure_agreement(labelled, PLAIN, book)
    assert len(labels_in_force(labelled, codebook_in_use(PLAIN, book))) == before
    assert not (tmp_path / "model").exists()


def test_measuring_needs_labels_and_cross_validation_two_documents(store, book, tmp_path):
    with pytest.raises(UsageError, match="Nothing is labelled with the codebook 'Two'"):
        evaluate_themes(store, PLAIN, book)
    rows = [(doc, text, "", themes_of(text)) for doc, text in sentences_of(store) if doc == "theses-001"]
    import_labels(store, write_labels(tmp_path / "l.csv", rows), codebook_in_use(PLAIN, book), "me")
    with pytest.raises(UsageError, match="two documents"):
        evaluate_themes(store, PLAIN, book)
    with pytest.raises(UsageError, match="two coders"):
        measure_agreement(store, PLAIN, book)


def test_coders_agree_as_far_as_they_do(labelled, book):
    agreement = measure_agreement(labelled, PLAIN, book).set_index("theme")
    assert agreement.loc["cyber", "alpha"] == 1
    assert agreement.loc["study", "agreement"] < 1


def test_prevalence_is_corrected_by_random_labels_and_not_by_chosen_ones(store):
    plain = measure_prevalence(store, PLAIN, "theses")
    assert (plain.checked, plain.documents, len(plain.themes)) == (0, 6, 13)
    assert "corrected_share" not in plain.themes
    assert (plain.themes["sentence_low"] <= plain.themes["sentence_share"]).all()
    for order, count in (("chosen", 3), ("random", 8)):
        session = LabellingSession(store, PLAIN, default_codebook(), "ann", Selection(), order)
        for _ in range(count):
            session.next()
            session.judge(["research"])
    found = measure_prevalence(store, PLAIN, "theses")
    assert (found.checked, found.chosen) == (8, 3)
    assert "corrected_share" in found.themes


def test_prevalence_refuses_stale_themes(store):
    other = Settings.model_validate({"themes": {"thresholds": {"rights": 0.5}}})
    with pytest.raises(UsageError, match="6 of 6 documents are missing or stale"):
        measure_prevalence(store, other)


def test_labelling_goes_on_where_it_stopped_and_takes_back(store):
    book = default_codebook()
    session = LabellingSession(store, PLAIN, book, "ann", Selection("theses"))
    first = session.next()
    assert first == session.next()
    assert first.text in {text for _, text in sentences_of(store)}
    session.judge(["rights", "defence"])
    second = session.next()
    session.skip()
    third = session.next()
    assert len({first.text, second.text, third.text}) == 3
    again = LabellingSession(store, PLAIN, book, "ann", Selection("theses"))
    assert again.count() == 1
    assert again.next().text != first.text
    assert again.undo().text == first.text
    assert again.next().text == first.text
    assert (again.count(), again.undo()) == (0, None)


def test_another_coder_gets_the_same_sentences_until_all_are_done(store, book):
    codebook = codebook_in_use(PLAIN, book)
    first = LabellingSession(store, PLAIN, codebook, "ann", Selection(), "random")
    judged = []
    for _ in range(3):
        judged.append(first.next().text)
        first.judge([])
    second = LabellingSession(store, PLAIN, codebook, "bob", Selection(), "same")
    found = []
    while (item := second.next()) is not None:
        found.append(item.text)
        assert item.origin == "random"
        second.judge(["study"])
    assert sorted(found) == sorted(judged)
    assert measure_agreement(store, PLAIN, book)["sentences"].tolist() == [3, 3]


def test_sentences_are_chosen_for_a_codebook_that_has_no_model_yet(labelled, book):
    codebook = codebook_in_use(PLAIN, book)
    session = LabellingSession(labelled, PLAIN, codebook, "carl", Selection())
    assert session.next() is not None


def test_the_python_interface_labels_trains_and_evaluates(labelled, book):
    workspace = Workspace(labelled.folder)
    assert set(workspace.labels(book, "bob")["document"]) == {"theses/theses-001"}
    assert workspace.train_themes(book).folder.is_dir()
    assert workspace.evaluate_themes(book).documents == 6


EXCLUSIVE = BOOK.replace('version = "1"', 'version = "1"\nexclusive = true') + '[[theme]]\nkey = "other"\n'


def one_theme_of(text):
    return [*themes_of(text), "other"][:1]


@pytest.fixture
def one(store, tmp_path):
    """An exclusive codebook with labels of every sentence by ann; bob thinks otherwise of the first of all."""
    path = tmp_path / "one.toml"
    path.write_text(EXCLUSIVE, encoding="utf-8")
    rows = [(doc, text, "ann", one_theme_of(text)) for doc, text in sentences_of(store)]
    (doc, text, _, [theme]), *_ = rows
    rows.append((doc, text, "bob", ["cyber" if theme == "other" else "other"]))
    import_labels(store, write_labels(tmp_path / "one.csv", rows), codebook_in_use(PLAIN, path), "me")
    return path


def test_an_exclusive_codebook_goes_from_labels_to_shares(store, one):
    trained = train_themes(store, PLAIN, codebook=one)
    assert trained.sentences == sum(trained.positives.values()) == len(set(sentences_of(store))) - 1
    found = evaluate_themes(store, PLAIN, one)
    assert (
        found.themes.set_index("theme").loc["micro", "precision"]
        == found.themes.set_index("theme").loc["micro", "recall"]
    )
    settings = Settings.model_validate({"themes": {"model": str(trained.folder)}})
    classify(store, settings)
    shares = measure_prevalence(store, settings).themes
    assert shares["sentence_share"].sum() == pytest.approx(1)
    assert shares["corrected_share"].sum() == pytest.approx(1)
    assert len(explain_sentence(store, settings, "The network was cut.").explanations) == 1
    assert measure_agreement(store, settings, with_model=True)["theme"].tolist() == ["cyber", "study", "other"]


def test_a_sentence_on_which_no_majority_agrees_teaches_nothing(store, one):
    book = codebook_in_use(PLAIN, one)
    assert sentences_of(store)[0][1] not in merged_labels(store, book)["text"].tolist()
    assert len(merged_labels(store, book, "bob")) == 1


@pytest.mark.parametrize("themes", [[], ["cyber", "study"]])
def test_a_file_with_no_theme_or_several_is_refused_whole(store, one, tmp_path, themes):
    doc, text = sentences_of(store)[1]
    path = write_labels(tmp_path / "wrong.csv", [(doc, text, "cat", themes)])
    with pytest.raises(ModelError, match="as cat judged it, has"):
        import_labels(store, path, codebook_in_use(PLAIN, one), "me")
    assert "cat" not in set(labels_in_force(store, codebook_in_use(PLAIN, one))["coder"])
