"""The removal of a corpus: its rows, what was learnt or written from them, and the bytes that they leave in the file.

The rows go in one transaction, which also notes what is still to be done; so a removal that is interrupted can be
finished.
"""

import json
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from themeline.errors import UsageError
from themeline.stages import names
from themeline.stages.report import REPORTS
from themeline.store import Selection, Store, backup, batches, compact, labels, state
from themeline.store.query import definitions, document_numbers

BEGUN = "removing "


@dataclass(frozen=True, slots=True)
class RemoveResult:
    """What a removal removed.

    Attributes:
        name: The corpus or definition.
        documents: How many documents.
        labels: How many judgements of its sentences.
        decisions: How many decisions on names that occur in no other corpus.
        files: Reports, trained models and copies of the database that held something of it, below the workspace.
        elsewhere: Reports that were written outside the workspace; they stay.
    """

    name: str
    documents: int = 0
    labels: int = 0
    decisions: int = 0
    files: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()


def begun(database: duckdb.DuckDBPyConnection, name: str) -> RemoveResult | None:
    """Return how far the removal of a corpus had come that was interrupted; None if there was none."""
    noted = state.get(database, BEGUN + name)
    if not noted:
        return None
    fields: dict[str, Any] = json.loads(noted)
    fields |= {key: tuple(fields[key]) for key in ("files", "elsewhere")}
    return RemoveResult(**fields)


def unfinished(database: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the names of the corpora whose removal was interrupted."""
    rows = database.execute("SELECT key FROM meta WHERE starts_with(key, ?) ORDER BY key", [BEGUN]).fetchall()
    return [str(row[0]).removeprefix(BEGUN) for row in rows]


def remove_corpus(store: Store, name: str, *, keep_labels: bool = False) -> RemoveResult:
    """Remove a corpus, or finish its removal; the caller holds the store's lock.

    Raises:
        StoreError: If there is no room to rewrite the database.
    """
    with store.reading() as database:
        done = begun(database, name) or RemoveResult(name)
        if not done.files:
            files, elsewhere = _files(store, database, name, keep_labels), _elsewhere(store, database, name)
            done = replace(done, files=files, elsewhere=elsewhere)
    with store.writing() as database:
        removed = batches.remove_corpus(database, name)
        judged = 0 if keep_labels else labels.remove_corpus(database, name)
        done = replace(done, documents=done.documents + removed, labels=done.labels + judged)
        database.execute("DELETE FROM definitions WHERE corpus = ?", [name])
        state.put(database, BEGUN + name, json.dumps(asdict(done)))
    names.refresh(store)
    for file in done.files:
        _delete(store.folder / file)
    store.clear(of_readers_at_work=True)
    with store.writing() as database:
        unused = 0 if keep_labels else names.drop_unused_decisions(database)
        done = replace(done, decisions=done.decisions + unused)
        _forget_reports(database, [str((store.folder / file).resolve()) for file in done.files])
        state.put(database, BEGUN + name, json.dumps(asdict(done)))
    compact.compact(store.path, without=BEGUN + name)
    return done


def _files(store: Store, database: duckdb.DuckDBPyConnection, name: str, keep_labels: bool) -> tuple[str, ...]:
    learnt = [] if keep_labels else _models(store, name)
    found = [*_reports(store, database, name), *learnt, *backup.backups(store.path)]
    return tuple(sorted(path.relative_to(store.folder).as_posix() for path in found))


def _reports(store: Store, database: duckdb.DuckDBPyConnection, name: str) -> set[Path]:
    """Find the pages that hold something of a corpus: by their names, and by the inputs that they list."""
    subjects = [name, *_sharing_definitions(database, name)]
    rows = database.execute("SELECT sha256 FROM sources WHERE corpus = ? AND sha256 <> ''", [name]).fetchall()
    hashes = [str(row[0]) for row in rows]
    found: set[Path] = set()
    for path in (store.folder / REPORTS).rglob("*"):
        if any(_is_about(path.stem if path.is_file() else path.name, subject) for subject in subjects):
            found.add(path)
        elif path.suffix == ".html" and _mentions(path, hashes):
            found |= {path, path.with_suffix(""), path.with_suffix(".pdf")}
    return {path for path in found if path.exists() and not found & set(path.parents)}


def _is_about(page: str, subject: str) -> bool:
    """Tell whether a page's name (see `naming.page_name` and `compare`) names a corpus or a part of one."""
    return any(
        side == subject or side.startswith((f"{subject}-since-", f"{subject}-where-")) for side in page.split("-vs-")
    )


def _mentions(page: Path, hashes: Iterable[str]) -> bool:
    text = page.read_text(encoding="utf-8", errors="replace")
    return any(digest in text for digest in hashes)


def _sharing_definitions(database: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    """Return the sub-corpora that have, or may have, documents of a corpus."""
    own = set(document_numbers(database, Selection(where=f"corpus = '{name}'")))
    sharing = []
    for defined in definitions(database):
        try:
            members = set(document_numbers(database, Selection(defined)))
        except UsageError:  # a condition that no longer works: what was written with it when it did?
            members = own
        if members & own:
            sharing.append(defined)
    return sharing


def _models(store: Store, name: str) -> list[Path]:
    """Return the trained models whose words were learnt from labelled sentences of a corpus."""
    found = []
    for description in store.folder.glob("models/themes/*/model.json"):
        learnt_from = json.loads(description.read_text(encoding="utf-8")).get("notes", {}).get("documents", [])
        if any(str(document).startswith(f"{name}/") for document in learnt_from):
            found.append(description.parent)
    return found


def _elsewhere(store: Store, database: duckdb.DuckDBPyConnection, name: str) -> tuple[str, ...]:
    """Return the reports of a corpus that were written outside the workspace, as far as that is known."""
    rows = database.execute("SELECT key FROM meta WHERE key LIKE 'report %' ORDER BY key").fetchall()
    pages = [Path(row[0].removeprefix("report ") + ".html") for row in rows]
    hashes = [row[0] for row in database.execute("SELECT sha256 FROM sources WHERE corpus = ?", [name]).fetchall()]
    outside = [page for page in pages if not page.is_relative_to(store.folder.resolve()) and page.is_file()]
    return tuple(str(page) for page in outside if _mentions(page, hashes))


def _forget_reports(database: duckdb.DuckDBPyConnection, files: Iterable[str]) -> None:
    for file in files:
        state.put(database, f"report {file.removesuffix('.html')}", "")


def _delete(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
