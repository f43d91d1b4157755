import csv
import json
import os
import subprocess
import sys
import time
from collections import Counter

import pytest

from tests.samples import sample, write_texts


def themeline(*arguments, cwd=None, **environment):
    command = [sys.executable, "-m", "themeline", *map(str, arguments)]
    env = {**os.environ, **environment}
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=env, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with two small corpora, run and compared from the command line."""
    root = tmp_path_factory.mktemp("cli")
    write_texts(root / "theses", sample("theses", 8))
    write_texts(root / "speeches", sample("speeches", 8))
    (root / "theses" / "broken.txt").write_bytes(b"")
    assert themeline("run", "theses", cwd=root).returncode == 3
    assert themeline("run", "speeches", cwd=root).returncode == 0
    return root


def test_a_run_says_what_it_did_and_a_second_one_that_there_is_nothing_to_do(folder):
    again = themeline("run", "theses", cwd=folder)
    assert again.returncode == 0
    assert again.stdout.startswith("nothing to do: 9 files unchanged")
    assert (folder / "workspace" / "reports" / "theses.html").stat().st_size < 3_000_000


def test_results_go_to_standard_output_and_nothing_else_does(folder):
    done = themeline("run", "theses", "--json", cwd=folder)
    assert json.loads(done.stdout)["ingest"]["unchanged_files"] == 9
    assert done.stderr == ""
    assert themeline("run", "theses", "--quiet", cwd=folder).stdout == ""


def test_export_writes_tables_to_files_and_to_standard_output(folder):
    rows = themeline("export", "entities", "--format", "jsonl", "--corpus", "theses", cwd=folder).stdout.splitlines()
    first = json.loads(rows[0])
    assert list(first)[:8] == ["doc", "sentence", "start", "end", "text", "label", "name", "origin"]
    done = themeline("export", "keywords", "-f", "xlsx", "-o", "k.xlsx", cwd=folder)
    assert (folder / "k.xlsx").stat().st_size > 1000
    assert "rows of keywords" in done.stderr


def test_a_reader_that_stops_early_is_no_fault(folder):
    command = [sys.executable, "-m", "themeline", "export", "documents", "--format", "jsonl"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as exporting:
        exporting.stdout.close()
        assert exporting.stderr.read() == b""
        assert exporting.wait() == 0


def test_status_and_corpora_show_what_is_there(folder):
    status = json.loads(themeline("status", "--json", cwd=folder).stdout)
    assert {row["corpus"]: row["documents"] for row in status["corpora"]} == {"speeches": 8, "theses": 8}
    assert status["counts"]["failures"] == 1
    assert status["stale"] == []
    assert "broken.txt" in themeline("status", cwd=folder).stdout
    assert themeline("corpora", "define", "x", "--where", "doc < 'm'", cwd=folder).returncode == 0
    listed = json.loads(themeline("corpora", "list", "--json", cwd=folder).stdout)
    assert listed["definitions"] == {"x": "doc < 'm'"}
    assert themeline("corpora", "remove", "x", cwd=folder).returncode == 0


def test_compare_writes_a_page_and_prints_one_object(folder):
    done = themeline("compare", "theses", "speeches", "--json", cwd=folder)
    found = json.loads(done.stdout)
    assert set(found) >= {"terms", "themes", "entities", "design", "calibration", "manifest"}
    assert {"layer", "term", "class"} <= set(found["terms"][0])
    assert (folder / "workspace" / "reports" / "theses-vs-speeches.html").stat().st_size < 3_000_000


def test_the_workspace_is_named_by_option_or_environment(folder, tmp_path):
    elsewhere = themeline("status", "--json", cwd=tmp_path, THEMELINE_WORKSPACE=str(folder / "workspace"))
    assert json.loads(elsewhere.stdout)["counts"]["documents"] == 16


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "missing"], "There is no file or folder 'missing'"),
        (["run", "theses", "--corpus", "../x"], "cannot be a corpus name"),
        (["compare", "theses", "nothing"], "There is no corpus 'nothing'"),
        (["compare", "theses"], "needs two corpora"),
        (["compare", "theses", "speeches", "--where", "nonsense = 1"], "condition"),
        (["export", "nothing"], "There is no table 'nothing'"),
        (["export", "dates", "--format", "docx"], "There is no export format 'docx'"),
        (["export", "dates", "-o", "no/such/folder.csv"], "cannot be written"),
        (["corpora", "remove", "nothing"], "There is no corpus 'nothing'"),
        (["corpora", "define", "theses", "--where", "1=1"], "is a corpus already"),
        (["report", "--corpus", "nothing"], "There is no corpus 'nothing'"),
        (["ingest", "theses/theses-001.txt", "--text-column", "abstract", "--workspace", "w2"], ""),
        (["ingest", "theses", "--skip", "commas"], "is no step of cleaning"),
        (["ingest", "theses", "--metadata", "nowhere.csv"], "There is no metadata file"),
        (["ingest", "theses", "--show-changes"], "goes with --dry-run"),
        (["status", "--workspace", "nowhere"], "There is no workspace"),
        (["extract", "--workspace", "nowhere"], "There is no workspace"),
    ],
)
def test_wrong_use_is_one_clear_message_without_a_traceback(folder, arguments, message):
    done = themeline(*arguments, cwd=folder)
    assert "Traceback" not in done.stderr
    assert message in done.stderr
    if message:
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) <= 2


def test_a_misspelt_setting_names_the_near_one(folder, tmp_path):
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    (workspace / "themeline.toml").write_text("[keywords]\ntopp = 3\n")
    done = themeline("run", folder / "theses", cwd=tmp_path)
    assert done.returncode == 2
    assert "keywords.topp" in done.stderr
    assert "Did you mean top" in done.stderr


def test_a_missing_column_is_named_with_those_that_exist(tmp_path):
    (tmp_path / "table.csv").write_text("key,body\n1,The Act entered into force in May 2015.\n")
    done = themeline("ingest", "table.csv", "--text-column", "abstract", cwd=tmp_path)
    failures = themeline("export", "failures", cwd=tmp_path).stdout
    assert done.returncode in (2, 3)
    assert "abstract" in failures + done.stderr
    assert "body" in failures + done.stderr


def test_a_dry_run_shows_what_would_be_read_and_changed_and_stores_nothing(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("The Council of Min-\nisters adopted\nthe ﬁrst strategy in 2016.\n")
    (tmp_path / "in" / "b.csv").write_text("Key,Abstract\n1,The Act entered into force in May 2015.\n2,\n")
    done = themeline("ingest", "in", "--dry-run", "--show-changes", cwd=tmp_path)
    assert done.returncode == 3, done.stderr
    assert "=== a.txt: characters" in done.stdout
    assert "-the ﬁrst strategy in 2016." in done.stdout
    assert "+The Council of Ministers adopted the first strategy in 2016." in done.stdout
    assert "would read 2 documents from 2 files, with 1 failures" in done.stdout
    assert "text = Abstract" in done.stdout
    assert not (tmp_path / "workspace").exists()
    found = json.loads(themeline("ingest", "in", "--dry-run", "--json", cwd=tmp_path).stdout)
    assert [document["source"] for document in found["documents"]] == ["a.txt", "b.csv#1"]
    assert found["cleaning"] == {"characters": 1, "line_wraps": 2}


def test_reading_options_reach_the_readers(tmp_path):
    (tmp_path / "table.csv").write_text("key,body,when\n1,The Act entered into force in May 2015.,03/04/2021\n")
    options = ["--text-column", "body", "--id-column", "key", "--date-column", "when", "--date-order", "dmy"]
    done = themeline("ingest", "table.csv", *options, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "columns of table.csv: text = body, id = key" in done.stdout
    (row,) = map(json.loads, themeline("export", "documents", "-f", "jsonl", cwd=tmp_path).stdout.splitlines())
    assert (row["doc"], row["published"]) == ("1", "2021-04-03")


def test_a_run_of_which_nothing_can_be_used_says_so(tmp_path):
    (tmp_path / "empty.txt").write_text("")
    done = themeline("run", "empty.txt", cwd=tmp_path)
    assert done.returncode == 3
    assert "0 new" in done.stdout
    assert "no report: empty has no documents" in done.stdout


def test_a_second_writer_is_refused_by_name(folder):
    code = (
        "import pathlib, sys, time; from themeline.store import Store\n"
        "with Store(pathlib.Path('workspace')).locked('themeline run big'):\n"
        "    print('locked', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=folder, stdout=subprocess.PIPE, text=True) as holder:
        holder.stdout.readline()
        began = time.monotonic()
        refused = themeline("run", "theses", cwd=folder)
        reader = themeline("status", cwd=folder)
        holder.kill()
    assert refused.returncode == 2
    assert "is being written by `themeline run big`" in refused.stderr
    assert time.monotonic() - began < 30
    assert reader.returncode == 0


def test_help_is_quick_and_imports_nothing_heavy():
    code = (
        "import sys, time; sys.argv = ['themeline', '--help']\n"
        "from themeline.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = {'spacy', 'pandas', 'sklearn', 'duckdb', 'numpy', 'rich', 'pydantic'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for command in ("run", "ingest", "extract", "classify", "report", "compare", "status", "export", "corpora"):
        assert f"  {command} " in done.stdout


def test_collocates_trends_and_hits_are_one_json_object_each(folder):
    found = json.loads(themeline("collocates", "security", "--min-count", "1", "--json", cwd=folder).stdout)
    assert set(found["hits"]) == {"theses", "speeches"}
    assert found["collocates"][0]["corpus"] in found["hits"]
    shown = themeline("collocates", "security", cwd=folder)
    assert "its most typical company" in shown.stdout
    hits = json.loads(themeline("search", "security", "--json", cwd=folder).stdout)["hits"]
    assert {hit["keyword"].lower() for hit in hits} == {"security"}
    refused = themeline("trends", "security", "--layer", "verbs", cwd=folder)
    assert refused.returncode == 2
    assert "no layer 'verbs'" in refused.stderr


def test_a_frequency_list_is_a_reference(folder):
    rows = themeline("export", "terms", "--corpus", "speeches", "--where", "layer = 'word'", cwd=folder).stdout
    counts = Counter[str]()
    for row in csv.DictReader(rows.splitlines()):
        counts[row["term"]] += int(row["count"])
    (folder / "list.tsv").write_text("".join(f"{t}\t{c}\n" for t, c in counts.items()), encoding="utf-8")
    done = themeline("compare", "theses", "list.tsv", "--json", cwd=folder)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert {"terms", "themes", "entities", "design", "calibration", "manifest"} <= set(found)
    assert {row["layer"] for row in found["terms"]} == {"word"}
