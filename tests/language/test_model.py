import shutil
import sys

import pytest
import spacy

from tests.samples import sample
from themeline.errors import ModelError, SettingsError
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


@pytest.fixture
def foreign(tmp_path):
    """A pipeline with the published weights whose config runs a function, as a stranger might send it."""
    copy = tmp_path / "pipeline"
    shutil.copytree(load_language().pipeline.folder, copy)
    config = copy / "config.cfg"
    text = config.read_text(encoding="utf-8").replace(
        "before_creation = null", 'before_creation = {"@callbacks":"evil"}'
    )
    config.write_text(text, encoding="utf-8")
    return copy


def test_a_pipeline_from_elsewhere_is_not_loaded_unless_it_is_trusted_by_its_digest(foreign, monkeypatch):
    ran = []
    spacy.registry.callbacks.register("evil", func=lambda: lambda language: ran.append(1) or language)
    digest = identity.whole_digest(foreign)
    with pytest.raises(SettingsError, match=f"{foreign} is none that Themeline knows .*{digest}.*--trust {digest}"):
        load_language(LanguageSettings(model=str(foreign)))
    with pytest.raises(SettingsError):
        load_language(LanguageSettings(model=str(foreign), trust=digest[:20]))
    assert not ran
    load_language(LanguageSettings(model=str(foreign), trust=digest))
    assert ran
    monkeypatch.setenv("THEMELINE_TRUST", f"abc, {digest}")
    assert identity.check_trust(LanguageSettings(model=str(foreign))).folder == foreign
    (foreign / "config.cfg").write_text("[nlp]\n")
    with pytest.raises(SettingsError):
        identity.check_trust(LanguageSettings(model=str(foreign)))


def test_the_words_about_a_pipeline_do_not_count(tmp_path):
    copy = tmp_path / "en_core_web_sm"
    shutil.copytree(load_language().pipeline.folder, copy)
    (copy / "README.md").write_text("renamed")
    identity.check_trust(LanguageSettings(model=str(copy)))


@pytest.mark.parametrize("meta", ["", "{", "[]", "{}", '{"lang": "en"}', "[" * 100_000, "\ud800"])
def test_a_pipeline_that_does_not_say_what_it_is_is_one_clear_error(foreign, meta):
    (foreign / "meta.json").write_bytes(meta.encode("utf-8", "surrogatepass"))
    with pytest.raises(ModelError, match="not that of a spaCy pipeline"):
        find_pipeline(LanguageSettings(model=str(foreign)))
