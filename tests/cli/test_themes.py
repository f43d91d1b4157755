import io
import json
import shutil

import pytest
from rich.console import Console
from typer.testing import CliRunner

from tests.stages.test_themes import BOOK, themes_of, write_labels
from tests.stages.themes_workspace import classify, make_workspace, sentences_of
from themeline.cli.app import app
from themeline.cli.labelling import label_sentences, toggle_keys
from themeline.errors import StoreError, UsageError
from themeline.stages.labelling import LabellingSession
from themeline.stages.settings import Settings
from themeline.stages.theme_labels import labels_in_force
from themeline.store import Selection, Store
from themeline.themes import Codebook, Theme, default_codebook

PLAIN = Settings()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("themes") / "workspace"
    classify(make_workspace(folder))
    return folder


@pytest.fixture
def store(made, tmp_path):
    return Store(shutil.copytree(made, tmp_path / "workspace"))


def run(store, *arguments, fails=None):
    done = CliRunner().invoke(app, ["themes", *map(str, arguments)], env={"THEMELINE_WORKSPACE": str(store.folder)})
    if fails:
        assert isinstance(done.exception, fails), done.exception
        return done.exception.message
    assert done.exit_code == 0, done.exception
    return done.stdout


def press(session, *keys, width=100):
    """Label with scripted keys; return how many judgements were made and what was on the screen."""
    screen, left = io.StringIO(), list(keys)

    def read_key():
        if not left:
            raise EOFError
        return left.pop(0)

    made = label_sentences(session, read_key, Console(file=screen, width=width))
    return made, screen.getvalue()


def start(store, order="chosen", coder="ann"):
    return LabellingSession(store, PLAIN, default_codebook(), coder, Selection(), order)


def test_keys_tick_themes_and_enter_accepts(store):
    made, screen = press(start(store), "7", "3", "7", "a", "\r", "\n", "q", "\r")
    frame = labels_in_force(store, default_codebook())
    assert made == 2
    assert sorted(frame["themes"]) == [(), ("international_cooperation", "rights")]
    assert "[x] Rights" in screen
    assert "ann: 1 judged" in screen


def test_of_themes_that_exclude_each_other_one_is_ticked(store, tmp_path):
    book = Codebook("one", "1", (Theme("a", "Apples"), Theme("b", "Bread"), Theme("other", "Other")), exclusive=True)
    session = LabellingSession(store, PLAIN, book, "ann", Selection(), "chosen")
    made, screen = press(session, "\r", "1", "2", "\r", "3", "3", "\r")
    assert (made, labels_in_force(store, book)["themes"].tolist()) == (1, [("b",)])
    assert screen.count("tick it first, or skip") == 2
    assert "Enter accepts the ticked one" in screen


def test_skip_undo_and_help(store):
    made, screen = press(start(store), "d", "\r", "1", "s", "u", "?", "\r", "!")
    frame = labels_in_force(store, default_codebook())
    assert (made, frame["themes"].tolist()) == (1, [()])  # the tick on the skipped sentence went with it
    assert "Taken back" in screen
    assert default_codebook()["research"].definition[:40] in screen
    assert "The key '!' means nothing here." in screen
    made, screen = press(start(store, coder="bob"), "u")
    assert (made, "nothing to take back" in screen) == (0, True)


def test_a_sentence_stands_in_its_context(store):
    session = start(store, "random")
    item = session.next()
    screen = " ".join(press(session, width=2000)[1].split())
    around = " ".join(" ".join([*item.before, item.text, *item.after]).split())
    assert around in screen


def test_a_judgement_that_cannot_be_stored_now_stays_on_the_screen(store, monkeypatch):
    session = start(store)
    judge, refusals = session.judge, [StoreError("The workspace is being written by `themeline run`.")]

    def busy(themes):
        if refusals:
            raise refusals.pop()
        judge(themes)

    monkeypatch.setattr(session, "judge", busy)
    made, screen = press(session, "5", "\r", "\r")
    assert made == 1
    assert "is being written by `themeline run`" in screen
    assert labels_in_force(store, default_codebook())["themes"].tolist() == [("security_threats",)]


def test_the_screen_says_when_all_is_done(store):
    press(start(store, "random"), "\r", "\r")
    made, screen = press(start(store, "same", "bob"), "s", "1", "\r", "\r")
    assert (made, "Every sentence here is done." in screen) == (1, True)


def test_more_themes_than_keys_are_refused():
    assert len(toggle_keys([str(n) for n in range(58)])) == 58
    with pytest.raises(UsageError, match="58 themes"):
        toggle_keys([str(n) for n in range(59)])


def test_labelling_without_a_terminal_is_refused(store):
    assert "needs a terminal" in run(store, "label", fails=UsageError)


def test_from_a_codebook_and_a_file_of_labels_to_a_model_and_its_measures(store, tmp_path):
    book = tmp_path / "two.toml"
    book.write_text(BOOK, encoding="utf-8")
    rows = [(doc, text, coder, themes_of(text)) for doc, text in sentences_of(store) for coder in ("ann", "bob")]
    labels = write_labels(tmp_path / "labels.csv", rows)
    assert "2 themes, several or none for a sentence; 0 findings" in run(store, "check", book)
    assert f"{len(rows):,} labels added" in run(store, "labels", "import", labels, "--codebook", book)
    assert json.loads(run(store, "labels", "list", "--codebook", book, "--json"))["labels"][0]["bob"] == len(rows) / 2
    assert "written to" in run(store, "labels", "export", tmp_path / "out.qdpx", "--codebook", book)
    trained = run(store, "train", "--codebook", book)
    assert "[themes]\nmodel = " in trained
    (store.folder / "themeline.toml").write_text(trained[trained.index("[themes]") :], encoding="utf-8")
    evaluated = run(store, "evaluate")
    for title in ("F1 (95 %)", "Calibration", "Learning curve"):
        assert title in evaluated
    found = json.loads(run(store, "evaluate", "--in-use", "--json"))
    assert [row["theme"] for row in found["themes"]] == ["cyber", "study", "micro", "macro"]
    assert found["learning_curve"] is None
    assert json.loads(run(store, "agreement", "--json"))["agreement"][0]["alpha"] == 1
    assert "kappa" in run(store, "agreement", "--model")
    explained = run(store, "explain", sentences_of(store)[0][1], "--theme", "cyber")
    assert "for it: " in explained
    assert "read in theses/theses-001" in explained
    assert "missing or stale" in run(store, "prevalence", fails=UsageError)
    classify(store, Settings.model_validate({"themes": {"model": str(store.folder / "models" / "themes" / "two")}}))
    assert "corrected by" in run(store, "prevalence")
    assert json.loads(run(store, "prevalence", "--json"))["checked"] == len(rows) / 2


def test_codebooks_go_in_and_out(store, tmp_path):
    assert "themes check" in run(store, "init", tmp_path / "a.toml")
    assert "2 themes written" in run(store, "export", tmp_path / "a.qdc", "--codebook", tmp_path / "a.toml")
    assert "2 themes written" in run(store, "import", tmp_path / "a.qdc", "-o", tmp_path / "b.toml")
    assert "2 themes written" in run(store, "import", tmp_path / "a.qdc", "-o", tmp_path / "c.toml", "--exclusive")
    assert "2 themes, one for each sentence; 3 findings" in run(store, "check", tmp_path / "c.toml")
    assert json.loads(run(store, "check", tmp_path / "b.toml", "--json"))["themes"] == ["housing", "transport"]
    assert "neither .csv nor .qdpx" in run(store, "labels", "export", tmp_path / "a.doc", fails=UsageError)
