import json

import pandas as pd
import pytest
from typer.testing import CliRunner

from themeline.cli.app import app
from themeline.errors import ThemelineError

ROWS = [
    ("Cyber norms in 2019.", "2019", "cyber norms; deterrence"),
    ("Cyber norms failed. States ignored the cyber norms of the treaty on arms control.", "2020", "cyber norms"),
    ("The treaty on arms control binds states. Arms control and cyber norms are fragile.", "2021", "arms control"),
]


def run(*arguments):
    done = CliRunner().invoke(app, list(map(str, arguments)))
    assert done.exit_code == 0, done.exception
    return done.stdout


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("keywords")
    lines = [
        json.dumps({"id": f"d{n}", "text": text, "published": year, "author_keywords": given})
        for n, (text, year, given) in enumerate(ROWS)
    ]
    (folder / "notes.jsonl").write_text("\n".join(lines))
    run("ingest", folder / "notes.jsonl", "-w", folder / "w", "--quiet")
    run("extract", "-w", folder / "w", "--workers", "1", "--quiet")
    return folder / "w"


def test_the_keywords_of_a_corpus(workspace):
    listed = json.loads(run("keywords", "list", "-w", workspace, "--json"))["keywords"]
    rows = {row["keyword"].lower(): row for row in listed}
    assert (rows["cyber norms"]["documents"], rows["cyber norms"]["first"], rows["cyber norms"]["last"]) == (
        3,
        2019,
        2021,
    )
    assert "cyber norms" in rows["cyber norms"]["examples"].lower()


def test_the_agreement_with_the_authors(workspace, tmp_path):
    found = json.loads(run("keywords", "agreement", "-w", workspace, "--json"))
    assert [row["keyword"] for row in found["missed"]] == ["deterrence"]
    target = tmp_path / "mapping.csv"
    run("keywords", "agreement", "-w", workspace, "--table", "mapping", "-o", target)
    assert set(pd.read_csv(target)["relation"]) == {"same", "missed"}


def test_changes_network_and_background(workspace, tmp_path):
    changed = json.loads(run("keywords", "changes", "-w", workspace, "--json"))["changes"]
    assert {row["change"] for row in changed} <= {"new", "vanished", "rising"}
    run("keywords", "network", str(tmp_path / "n.graphml"), "-w", workspace)
    assert (tmp_path / "n.graphml").read_text().count("<graph ") == 1
    run("keywords", "background", str(tmp_path / "b.tsv"), "-w", workspace)
    assert (tmp_path / "b.tsv").read_text().startswith("word\tcount\n*\t")


def test_methods_vocabularies_and_backgrounds_are_settings(workspace, tmp_path):
    (tmp_path / "v.csv").write_text("preferred,alternatives\nNorms of behaviour,cyber norms\n")
    run("keywords", "background", str(tmp_path / "b.tsv"), "-w", workspace)
    (workspace / "themeline.toml").write_text(f"[keywords]\nbackground = '{tmp_path / 'b.tsv'}'\n")
    options = ["--method", "tfidf", "--vocabulary", str(tmp_path / "v.csv"), "--workers", "1", "--quiet"]
    run("extract", "-w", workspace, *options)
    run("export", "keywords", "-w", workspace, "--format", "jsonl", "-o", str(tmp_path / "k.jsonl"))
    rows = [json.loads(line) for line in (tmp_path / "k.jsonl").read_text().splitlines()]
    assert any(row["keyword"] == "Norms of behaviour" and row["score"] > 1 for row in rows)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["keywords", "changes", "--by", "colour"], "published or batch"),
        (["keywords", "agreement", "--table", "nothing"], "mapping"),
        (["keywords", "network", "n.txt"], ".graphml"),
        (["keywords", "background", "nowhere/b.tsv"], "There is no folder"),
        (["extract", "--method", "best"], "keywords.method"),
        (["extract", "--vocabulary", "nowhere.csv"], "does not exist"),
    ],
)
def test_wrong_use_is_said_in_a_line(workspace, options, said):
    failed = CliRunner().invoke(app, [*options, "-w", str(workspace)]).exception
    assert isinstance(failed, ThemelineError)
    assert said in f"{failed.message} {failed.hint}"
    assert failed.exit_code == 2
