import shutil
import sys

import pytest
import spacy

from tests.samples import sample
from themeline.errors import ModelError
from themeline.language import identity, load_language
from themeline.language.identity import find_pipeline
from themeline.language.settings import LanguageSettings
from themeline.resources import data_path

ANNOTATED = ["TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_TYPE", "ENT_IOB"]


def test_the_pipeline_is_identified_without_importing_spacy():
    import subprocess

    code = (
        "import sys; from themeline.language.identity import find_pipeline; "
        "from themeline.language.settings import LanguageSettings; "
        "print(find_pipeline(LanguageSettings()).name); assert 'spacy' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("en_core_web_sm")


def test_annotations_are_those_of_the_stock_pipeline(language_model):
    """Matrices multiplied in another order may round differently; 99.9 % of tokens must not notice."""
    stock = spacy.load(language_model.pipeline.folder)
    texts = [row["text"] for row in sample("theses", 6) + sample("speeches", 6)]
    same = total = 0
    docs = language_model.annotate([language_model.nlp.make_doc(text) for text in texts])
    for ours, theirs in zip(docs, stock.pipe(texts), strict=True):
        assert [token.text for token in ours] == [token.text for token in theirs]
        total += len(ours)
        same += int((ours.to_array(ANNOTATED) == theirs.to_array(ANNOTATED)).all(axis=1).sum())
    assert total > 1500
    assert same / total >= 0.999


def test_annotations_do_not_depend_on_the_batch(language_model):
    texts = [row["text"] for row in sample("strategies", 5)]
    together = language_model.annotate([language_model.nlp.make_doc(text) for text in texts])
    for text, doc in zip(texts, together, strict=True):
        (alone,) = language_model.annotate([language_model.nlp.make_doc(text)])
        assert (alone.to_array(ANNOTATED) == doc.to_array(ANNOTATED)).all()


@pytest.mark.parametrize("text", ["", " ", "\n\n", "Word", "。", "a " * 2000])
def test_texts_of_hardly_anything_are_annotated_as_by_the_stock_pipeline(language_model, text):
    stock = spacy.load(language_model.pipeline.folder)
    (ours,) = language_model.annotate([language_model.nlp.make_doc(text)])
    assert (ours.to_array(ANNOTATED) == stock(text).to_array(ANNOTATED)).all()


def test_altered_weights_are_refused(tmp_path):
    copy = tmp_path / "pipeline"
    shutil.copytree(load_language().pipeline.folder, copy)
    weights = copy / "ner" / "model"
    weights.write_bytes(weights.read_bytes()[:-1] + b"x")
    with pytest.raises(ModelError, match="not the published ones"):
        find_pipeline(LanguageSettings(model=str(copy)))


def test_without_any_pipeline_the_error_names_the_one_command(monkeypatch):
    monkeypatch.setattr(identity, "entry_points", lambda group: [])
    find_pipeline.cache_clear()
    with pytest.raises(ModelError, match="pip install en-core-web-sm"):
        find_pipeline(LanguageSettings())
    find_pipeline.cache_clear()


@pytest.mark.parametrize("name", ["no_such_pipeline", "no such pipeline", "json"])
def test_a_pipeline_that_is_none_is_one_clear_error(name):
    with pytest.raises(ModelError, match="pip install"):
        find_pipeline(LanguageSettings(model=name))


def test_a_folder_without_a_pipeline_is_one_clear_error():
    with pytest.raises(ModelError, match=r"no config\.cfg"):
        find_pipeline(LanguageSettings(model=str(data_path("models"))))
