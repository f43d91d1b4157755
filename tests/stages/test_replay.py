"""A report's manifest gives its numbers again: from the workspace, and from the files in another one."""

import json

import pytest

from tests.samples import sample, write_texts
from themeline.errors import InputError, ThemelineError, UsageError
from themeline.report.manifest import read_manifest
from themeline.stages.compare import compare
from themeline.stages.entities import rename
from themeline.stages.ingest import ingest
from themeline.stages.replay import _values, replay
from themeline.stages.report import report
from themeline.stages.run import run
from themeline.stages.settings import build_settings
from themeline.store import Store

pytestmark = pytest.mark.xdist_group("replay")  # one workspace, made once
SETTINGS = build_settings(
    {
        "workers": 1,
        "keywords": {"top": 12},
        "compare": {"resamples": 99, "calibration_splits": 20, "gate": "permutation", "seed": 7},
        "report": {"examples": 2, "seed": 5},
    },
    "the test",
)
PLAIN = build_settings({"workers": 1}, "the test")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Give a workspace of two corpora, one in two batches with a decision on names, its report and its comparison."""
    root = tmp_path_factory.mktemp("replay")
    store = Store(root / "workspace")
    rows = "".join(json.dumps(row) + "\n" for row in sample("speeches", 8))
    (root / "speeches.jsonl").write_text(rows, encoding="utf-8")
    run(store, [root / "speeches.jsonl"], SETTINGS, "speeches")
    write_texts(root / "texts", sample("theses", 4))
    run(store, [root / "texts"], SETTINGS, "theses")
    write_texts(root / "texts", sample("theses", 3, 4))
    run(store, [root / "texts"], SETTINGS, "theses")
    with store.locked():
        page = report(store, SETTINGS, "theses").path
    return root, store, page, compare(store, SETTINGS, ["theses", "speeches"]).files[0]


def test_the_manifest_names_what_the_numbers_hang_on(made):
    _, _, page, _ = made
    manifest = read_manifest(page)
    assert manifest == read_manifest(page.with_suffix("")) == read_manifest(page.with_suffix("") / "manifest.json")
    assert [row["batch"] for row in manifest["inputs"]] == ["theses-1"] * 4 + ["theses-2"] * 3
    assert [row["file"] for row in manifest["others"]] == ["speeches.jsonl"]
    assert manifest["settings"]["keywords"]["top"] == 12
    assert "workers" not in manifest["settings"]
    assert {"language model", "entities rules", "themes model"} <= manifest["rules"].keys()
    assert len(manifest["numbers"]) > 20


def test_the_workspace_gives_the_numbers_again_whatever_its_own_settings_are(made):
    _, store, page, comparison = made
    for one in (page, comparison):
        done = replay(store, PLAIN, one)
        assert done.agrees
        assert (done.differing, done.circumstances) == ((), ())
        assert set(done.same) == read_manifest(one)["numbers"].keys()


def test_the_files_give_the_numbers_again_in_a_new_workspace(made):
    root, _, page, comparison = made
    elsewhere = Store(root / "nothing-here")
    sources = [root / "speeches.jsonl", root / "texts"]
    for one in (page, comparison):
        done = replay(elsewhere, PLAIN, one, sources)
        assert (done.differing, done.circumstances) == ((), ()), one
    assert not elsewhere.exists()


def test_other_sources_are_refused_and_named(made, tmp_path):
    _, store, page, _ = made
    write_texts(tmp_path / "texts", sample("theses", 7))
    changed = tmp_path / "texts" / f"{sample('theses', 1)[0]['id']}.txt"
    changed.write_text("Something else altogether.", encoding="utf-8")
    with pytest.raises(UsageError, match=rf"{changed.name} \(changed\), speeches.jsonl \(missing\)"):
        replay(store, PLAIN, page, [tmp_path / "texts"])


def test_another_seed_gives_other_numbers_and_the_replay_says_so(made, tmp_path):
    """The hash would notice: a manifest whose seed is altered no longer fits its numbers."""
    _, store, _, comparison = made
    manifest = read_manifest(comparison)
    manifest["settings"]["compare"]["seed"] += 1
    altered = tmp_path / "manifest.json"
    altered.write_text(json.dumps(manifest), encoding="utf-8")
    done = replay(store, PLAIN, altered)
    assert not done.agrees
    assert {"terms", "calibration"} & {table.table for table in done.differing}


def test_what_has_changed_since_is_told(made, tmp_path):
    root, _, page, _ = made
    store = Store(tmp_path / "workspace")
    run(store, [root / "texts"], PLAIN, "theses")
    rename(store, "China", "Middle Kingdom", "GPE")
    (tmp_path / "new.txt").write_text("The Commission met in Geneva in 2016.", encoding="utf-8")
    with store.locked():
        ingest(store, [tmp_path / "new.txt"], PLAIN, "theses")
    told = replay(store, PLAIN, page).circumstances
    assert "inputs, new since: new.txt" in told
    assert "inputs of the workspace's other corpora, missing now: speeches.jsonl" in told
    assert "your decisions on names are not as then" in told


def test_a_manifest_cannot_say_whose_code_is_trusted_nor_where_links_are_made(made, tmp_path):
    root, store, page, _ = made
    manifest = read_manifest(page)
    assert "trust" not in manifest["settings"]["language"]
    manifest["settings"]["language"]["trust"] = "0" * 64
    manifest["settings"]["language"]["model"] = str(tmp_path / "foreign")
    for row in manifest["inputs"]:
        row["batch"] = "../../escaped-" + row["batch"]
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(ThemelineError):
        replay(store, PLAIN, tmp_path / "manifest.json", [root / "speeches.jsonl", root / "texts"])
    assert not list(tmp_path.parent.glob("**/escaped*"))
    assert _values(manifest["settings"], PLAIN)["language"]["trust"] == PLAIN.language.trust == ""


def test_versions_that_differ_are_named(made, tmp_path):
    _, store, page, _ = made
    manifest = read_manifest(page)
    manifest["versions"]["spacy"] = "3.0.0"
    manifest["rules"]["dates rules"] = "0" * 32
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    told = replay(store, PLAIN, tmp_path / "manifest.json").circumstances
    assert any(line.startswith("version of spacy was 3.0.0, is 3.") for line in told)
    assert any(line.startswith("dates rules was 000000000000…") for line in told)


def test_a_page_without_a_manifest_is_an_error_that_says_so(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<html></html>", encoding="utf-8")
    with pytest.raises(InputError, match="no manifest of a report"):
        read_manifest(page)
    with pytest.raises(InputError, match="no manifest that can be read"):
        read_manifest(tmp_path / "nothing.html")
