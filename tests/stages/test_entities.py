from pathlib import Path

import pandas as pd
import pytest

from themeline.errors import UsageError
from themeline.stages.entities import apply_review, merge, network, ranking, rename, review, split
from themeline.stages.export import read_table
from themeline.stages.status import status
from themeline.stages.workspace import Workspace

from .conftest import ONE_WORKER

FIRST = {
    "a": "The National Crisis Centre (NCC) met in Oslo. The NCC will report to the Harbour Board.",
    "b": "The National Coast Commission (NCC) met in Oslo. The Harbour Board of Bergen thanked the NCC.",
    "c": "The NCC met in Oslo with the Harbour Board.",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    found = Workspace(tmp_path / "workspace", ONE_WORKER)
    add(found, tmp_path / "first", FIRST)
    return found


def add(workspace: Workspace, folder: Path, texts: dict[str, str]) -> None:
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    workspace.ingest(folder, corpus="c")
    workspace.extract()


def name_of(workspace: Workspace, doc: str, text: str) -> str:
    table = read_table(workspace.store, "entities")
    return str(table.loc[(table["doc"] == f"{doc}.txt") & (table["text"] == text), "name"].iloc[0])


def test_a_reviewed_merge_holds_for_this_batch_and_the_next(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "review.csv"
    assert name_of(workspace, "c", "NCC") == "NCC"
    assert review(workspace.store, path) >= 1
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    asked = (table["right"] == "NCC") & table["left"].str.startswith("National C")
    assert asked.sum() == 1
    full = table.loc[asked, "left"].iloc[0]
    table.loc[asked, "decision"] = "same"
    table.to_csv(path, index=False)
    assert apply_review(workspace.store, path) == 1
    assert name_of(workspace, "c", "NCC") == full
    add(workspace, tmp_path / "second", {"d": "Later the NCC met in Oslo again."})
    assert name_of(workspace, "d", "NCC") == full
    evidence = read_table(workspace.store, "entities").query("doc == 'd.txt' and text == 'NCC'")
    assert (evidence["evidence"].iloc[0], evidence["certainty"].iloc[0]) == ("decided", 1.0)


def test_single_decisions_hold_for_new_batches_and_can_be_taken_back(workspace: Workspace, tmp_path: Path) -> None:
    merge(workspace.store, ["Harbour Board", "National Crisis Centre"], "The Board", "ORG")
    add(workspace, tmp_path / "second", {"d": "The Harbour Board met in Oslo."})
    assert name_of(workspace, "d", "Harbour Board") == name_of(workspace, "a", "NCC") == "The Board"
    split(workspace.store, "Harbour Board", "National Crisis Centre", "ORG")
    assert name_of(workspace, "d", "Harbour Board") == "Harbour Board"
    rename(workspace.store, "Harbour Board", "Port Board")
    add(workspace, tmp_path / "third", {"e": "The Harbour Board met again."})
    assert name_of(workspace, "e", "Harbour Board") == "Port Board"
    assert "Port Board" in set(ranking(workspace.store, label="ORG")["name"])


def test_names_are_stale_when_documents_have_gone(workspace: Workspace, tmp_path: Path) -> None:
    assert not workspace.status().stale or all(stale.stage != "names" for stale in workspace.status().stale)
    (tmp_path / "first" / "b.txt").unlink()
    (tmp_path / "first" / "c.txt").write_text("The NCC met in Oslo.", encoding="utf-8")
    workspace.ingest(tmp_path / "first", corpus="c")
    stale = [item for item in status(workspace.store, ONE_WORKER).stale if item.stage == "names"]
    assert len(stale) == 1
    workspace.extract()
    assert all(item.stage != "names" for item in status(workspace.store, ONE_WORKER).stale)


def test_a_network_is_written_as_graphml_or_csv_and_nothing_else(workspace: Workspace, tmp_path: Path) -> None:
    network(workspace.store, tmp_path / "n.csv")
    assert list(pd.read_csv(tmp_path / "n.csv").columns)[:4] == ["left", "left_label", "right", "right_label"]
    with pytest.raises(UsageError, match=r"\.txt"):
        network(workspace.store, tmp_path / "n.txt")
    with pytest.raises(UsageError, match="no folder"):
        network(workspace.store, tmp_path / "nowhere" / "n.csv")
    with pytest.raises(UsageError, match="no folder"):
        review(workspace.store, tmp_path / "nowhere" / "r.csv")
    with pytest.raises(UsageError, match="no file"):
        apply_review(workspace.store, tmp_path / "nothing.csv")


def test_labels_and_names_that_do_not_exist_are_refused(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="no label"):
        ranking(workspace.store, label="BODY")
    with pytest.raises(UsageError, match="no label"):
        rename(workspace.store, "Oslo", "Christiania", "BODY")
    with pytest.raises(UsageError, match="no entity called"):
        split(workspace.store, "Nobody", "Oslo")


def test_a_decision_and_its_names_come_in_one_transaction_and_once(workspace: Workspace, monkeypatch) -> None:
    def broken(*_):
        raise ZeroDivisionError

    seen = state_of(workspace)
    with monkeypatch.context() as patch:
        patch.setattr("themeline.store.outputs.replace_names", broken)
        with pytest.raises(ZeroDivisionError):
            merge(workspace.store, ["Harbour Board", "National Crisis Centre"], "The Board", "ORG")
    assert state_of(workspace) == seen
    for _ in range(2):
        merge(workspace.store, ["Harbour Board", "National Crisis Centre"], "The Board", "ORG")
    assert len(state_of(workspace)[0]) == len(seen[0]) + 1
    assert name_of(workspace, "c", "Harbour Board") == "The Board"


def state_of(workspace: Workspace) -> tuple[list[object], list[object]]:
    with workspace.store.reading() as database:
        rows = [database.execute(f"FROM {table} ORDER BY ALL").fetchall() for table in ("decisions", "names")]
    return rows[0], rows[1]
