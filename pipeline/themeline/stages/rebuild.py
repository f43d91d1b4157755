"""A workspace made again from the files that a manifest names, batch by batch, for a replay."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from themeline.entities.decisions import Decision
from themeline.errors import UsageError
from themeline.ingest import Source, list_sources
from themeline.stages import names
from themeline.stages.classify import classify
from themeline.stages.extract import extract
from themeline.stages.ingest import ingest
from themeline.stages.progress import Reporter
from themeline.stages.settings import Settings
from themeline.store import Store

Rows = Sequence[Mapping[str, Any]]
SHOWN = 3
LONGEST_NUMBER = 9


def rebuild(
    folder: Path, manifest: Mapping[str, Any], settings: Settings, sources: Sequence[str | Path], progress: Reporter
) -> Store:
    """Ingest, extract and classify what a manifest names into a new workspace.

    Args:
        folder: Where the workspace is made.
        manifest: The manifest.
        settings: Its settings.
        sources: The files and folders that its inputs are among, named as they were for the report: a document's id is
            its path below what was named. They are known by their names and SHA-256.
        progress: Told of what is done.

    Raises:
        UsageError: If an input is not among the sources, or what is there under its name has changed.
    """
    rows = [*manifest["inputs"], *manifest["others"]]
    rows = [row for row in rows if row["batch"]]  # a frequency list belongs to no batch
    found = _found(rows, list_sources(sources, settings.ingest))
    store = Store(folder / "workspace")
    with store.locked():
        groups = groupby(zip(rows, found, strict=True), key=lambda pair: _batch(pair[0]))
        for number, ((corpus, batch), group) in enumerate(groups):
            _begin_batch(store, corpus, batch)
            links = _staged(folder / "in" / str(number), [source for _, source in group])
            ingest(store, links, settings, corpus, report=progress)
        with store.writing() as database:
            for name, condition in manifest["definitions"].items():
                database.execute("INSERT INTO definitions VALUES (?, ?)", [name, condition])
            names.add_decisions(database, [Decision(*decision) for decision in manifest["decisions"]])
        extract(store, settings, report=progress)
        classify(store, settings, report=progress)
    return store


def _batch(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["corpus"], row["batch"]


def _found(rows: Rows, sources: Sequence[Source]) -> list[Source]:
    """Return the source of each row; of several alike, each is taken once."""
    known: dict[tuple[str, str], list[Source]] = {}
    for source in sources:
        known.setdefault((source.path.name, source.sha256()), []).append(source)
    missing = [row for row in rows if (row["file"], row["sha256"]) not in known]
    if missing:
        there = {source.path.name for source in sources}
        told = [f"{row['file']} ({'changed' if row['file'] in there else 'missing'})" for row in missing[:SHOWN]]
        more = f" and {len(missing) - SHOWN:,} more" if len(missing) > SHOWN else ""
        raise UsageError(
            f"The sources are not those of the report: {', '.join(told)}{more}.",
            "Name the files and folders as they were; leave them out to use what the workspace holds.",
        )
    taken = []
    for row in rows:
        alike = known[row["file"], row["sha256"]]
        taken.append(alike.pop(0) if len(alike) > 1 else alike[0])
    return taken


def _staged(folder: Path, sources: Sequence[Source]) -> list[Path]:
    """Link files into folders under the names that they had below what was named, one folder unless names clash."""
    roots: list[Path] = []
    for source in sources:
        place = next((root for root in roots if not (root / source.name).is_symlink()), None)
        if place is None:
            place = folder / str(len(roots))
            roots.append(place)
        link = place / source.name
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(source.path.resolve())
    return roots


def _begin_batch(store: Store, corpus: str, batch: str) -> None:
    """Make the next batch get the number that it had, where earlier ones are gone."""
    digits = batch.rpartition("-")[2]
    number = int(digits) if digits.isdecimal() and len(digits) < LONGEST_NUMBER else 1
    if number > 1:
        with store.writing() as database:
            before = f"{corpus}-{number - 1}"
            database.execute("INSERT OR IGNORE INTO batches VALUES (?, ?, ?)", [before, corpus, number - 1])
