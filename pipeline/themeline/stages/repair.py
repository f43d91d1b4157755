"""`check --repair`: what can be rebuilt is rebuilt, what cannot is said, and a copy is kept of what was there."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

import duckdb

from themeline.stages import names, repair_documents
from themeline.stages.check import CheckResult, check
from themeline.stages.classify import classify
from themeline.stages.extract import extract
from themeline.stages.fingerprints import classify_fingerprint, extract_fingerprint
from themeline.stages.progress import Reporter, silent
from themeline.stages.settings import Settings
from themeline.store import Store, backup, connection, integrity, mend, salvage, state, torn_log
from themeline.store.check import Finding, Remedy
from themeline.store.check_keys import MISSING_FAILURES
from themeline.store.outputs import save_parts

ROUNDS = 4


@dataclass(frozen=True, slots=True)
class RepairResult:
    """What a repair did.

    Attributes:
        before: What was wrong.
        after: What is wrong still; nothing, if all could be rebuilt or left out.
        copy: The copy of the database as it was before, or empty if nothing was wrong.
        recomputed: How many documents were extracted from or classified again.
        lost: What could not be rebuilt, in words; documents among it have a row in `failures`.
    """

    before: CheckResult
    after: CheckResult
    copy: str = ""
    recomputed: int = 0
    lost: tuple[str, ...] = ()


@dataclass
class _Work:
    """What the rounds gather."""

    lost: list[str] = field(default_factory=list)
    extracted: set[int] = field(default_factory=set)
    classified: set[int] = field(default_factory=set)
    themes: bool = False

    @property
    def waiting(self) -> set[int]:
        """The documents that are to be computed again."""
        return self.extracted | self.classified


def repair(store: Store, settings: Settings, report: Reporter = silent) -> RepairResult:
    """Verify a workspace and rebuild what is damaged; an older workspace is upgraded first.

    Args:
        store: The workspace.
        settings: Its settings.
        report: Told of the documents done.

    Raises:
        StoreError: If another command is writing, or there is no room for the copy; nothing was changed then.
    """
    with store.repairing():
        before = check(store, settings)
        copy, work = "" if before.sound else backup.keep(store.path, "repair").name, _Work()
        if not before.sound:
            _make_readable(store, work)
        if not integrity.openable(partial(connection.reading, store.path)):
            _remember(store, work)
            if not before.sound:
                for _ in range(ROUNDS):
                    _mend(store, settings, _found(store), work)
            _compute(store, settings, work, report)
        after = before if before.sound and not work.waiting else check(store, settings)
    return RepairResult(before, after, copy, len(work.waiting), tuple(dict.fromkeys(work.lost)))


def _remember(store: Store, work: _Work) -> None:
    """Take up what a repair that was stopped had forgotten and not yet computed again."""
    with store.reading() as database:
        left = json.loads(state.get(database, state.REPAIR) or "{}")
    work.extracted |= set(left.get("extracted", ()))
    work.classified |= set(left.get("classified", ()))
    work.themes = bool(left.get("themes")) or _has_themes(store)


def _make_readable(store: Store, work: _Work) -> None:
    """Bring the database into a state in which every block of it can be read."""
    opened = partial(connection.reading, store.path)
    torn_log.mend(store.path)
    if integrity.openable(opened):
        work.lost.append("the whole database: it cannot be opened. Restore a copy, or ingest into a new workspace")
    elif any(finding.check == "database" for finding in integrity.examine(opened)):
        work.lost += salvage.salvage(store.path)


def _found(store: Store) -> list[Finding]:
    return integrity.examine(partial(connection.reading, store.path))


def _mend(store: Store, settings: Settings, found: Sequence[Finding], work: _Work) -> None:
    """Put right what can be in one transaction, from documents to what hangs on them."""
    with store.writing() as database:
        mend.tidy(database)
        _restore_documents(database, [f for f in found if f.remedy is Remedy.REREAD], work)
        _restore_lost(database, [f for f in found if f.check == "counts"], work)
        mend.rename_doubles(database)
        for fingerprint in (extract_fingerprint(settings), classify_fingerprint(settings)):
            save_parts(database, fingerprint.key, fingerprint.parts)
        work.extracted |= {f.document for f in found if f.remedy is Remedy.EXTRACT}
        work.classified |= {f.document for f in found if f.remedy is Remedy.CLASSIFY}
        mend.forget_outputs(database, sorted(work.extracted), sorted(work.classified))
        left = {"extracted": sorted(work.extracted), "classified": sorted(work.classified), "themes": work.themes}
        state.put(database, state.REPAIR, json.dumps(left) if work.waiting else "")
        if any(f.remedy is Remedy.NAMES for f in found):
            state.put(database, state.NAMES, "")
    names.refresh(store)


def _restore_documents(database: duckdb.DuckDBPyConnection, found: Sequence[Finding], work: _Work) -> None:
    numbers = [f.document for f in found if f.document and not repair_documents.restore_row(database, f.document)]
    altered = {f.document for f in found if f.check in ("hash", "values")}
    rows = database.execute("SELECT id, corpus, origin FROM documents WHERE id IN (SELECT unnest(?))", [numbers])
    places = {number: (str(corpus), str(origin)) for number, corpus, origin in rows.fetchall()}
    for corpus, origin in sorted(set(places.values())):
        damaged = [number for number, place in places.items() if place == (corpus, origin)]
        reading = repair_documents.read_again(database, corpus, origin, damaged)
        done = repair_documents.replace_damaged(database, reading, damaged) if reading else {}
        work.extracted |= {number for number, holds in done.items() if not holds}
        for number in sorted(set(damaged) - set(done)):
            _accept_or_give_up(database, number, work, altered=number in altered)


def _accept_or_give_up(database: duckdb.DuckDBPyConnection, number: int, work: _Work, *, altered: bool) -> None:
    """Leave a document out whose text cannot be restored; take the rest of a row as it is where only that differs."""
    if altered:
        work.lost.append(f"{repair_documents.give_up(database, number)}: its text; see `themeline export failures`")
        return
    repair_documents.accept(database, number)
    work.lost.append(f"document number {number}: whether its name, batch and source are those that were written")


def _restore_lost(database: duckdb.DuckDBPyConnection, found: Sequence[Finding], work: _Work) -> None:
    """Read the sources of corpora again that lack documents or failures; what is still missing then is lost."""
    concerned = sorted({f.corpus for f in found if f.table in ("documents", "failures")})
    for corpus in concerned:
        origins = database.execute("SELECT source FROM sources WHERE corpus = ? ORDER BY source", [corpus]).fetchall()
        for (origin,) in origins:
            reading = repair_documents.read_again(database, corpus, origin, [])
            if reading:
                work.extracted |= set(repair_documents.add_lost(database, reading))
        missing = repair_documents.count_missing(database, corpus)
        if missing:
            work.lost.append(f"{corpus}: {missing} documents whose source is not what it was")
    for corpus, batch, unknown in database.execute(MISSING_FAILURES).fetchall():
        if corpus in concerned:  # its sources have just been read; another corpus's are read in the next round
            repair_documents.note_unknown_failures(database, batch, unknown)
            work.lost.append(f"failures: {unknown} of {batch}")


def _has_themes(store: Store) -> bool:
    """Tell whether documents were classified here, so that those that are extracted from again are to be, too."""
    query = """SELECT 1 FROM stages WHERE stage = 'classify'
               UNION ALL SELECT 1 FROM themes UNION ALL SELECT 1 FROM digests WHERE "table" = 'themes' LIMIT 1"""
    with store.reading() as database:
        return bool(database.execute(query).fetchall())


def _compute(store: Store, settings: Settings, work: _Work, report: Reporter) -> None:
    """Compute what was forgotten: extractions, and themes where the workspace has themes."""
    stages: list[tuple[Callable[..., object], set[int]]] = [(extract, work.extracted)]
    if work.themes:
        stages.append((classify, work.waiting))
    for stage, numbers in stages:
        if numbers:
            stage(store, settings, report=report, only=frozenset(numbers))
    if work.waiting:
        with store.writing() as database:
            state.put(database, state.REPAIR, "")
