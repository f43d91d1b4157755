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
    """Another matrix multiplication may round differently; 99.9 % of tokens must not notice."""
    stock = spacy.load(language_model.pipeline.folder)
    same = total = 0
    for row in sample("theses", 4) + sample("speeches", 4):
        ours, theirs = language_model.nlp(row["text"]), stock(row["text"])
        for left, right in zip(ours, theirs, strict=True):
            total += 1
            same += (left.text, left.tag_, left.head.i, left.lemma_, left.ent_type_, left.ent_iob_) == (
                right.text, right.tag_, right.head.i, right.lemma_, right.ent_type_, right.ent_iob_
            )  # fmt: skip
    assert total > 1500
    assert same / total >= 0.999


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
