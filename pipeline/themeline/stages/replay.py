"""The replay command: a report's numbers, computed again as its manifest says, and whether they are the same."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from themeline.errors import UsageError
from themeline.stages.compare import compare_tables
from themeline.stages.manifest import make_manifest
from themeline.stages.progress import Reporter, silent
from themeline.stages.rebuild import rebuild
from themeline.stages.report import tables_of
from themeline.stages.settings import Settings, build_settings
from themeline.store import Store

if TYPE_CHECKING:
    import pandas as pd

    from themeline.report.numbers import TableDifference

SHOWN = 3


@dataclass(frozen=True, slots=True)
class ReplayResult:
    """Whether a report's numbers came out again.

    Attributes:
        corpora: What the report is about.
        same: The tables that are the same, byte for byte.
        differing: What differs in the others.
        circumstances: What is not as it was: versions, rules, inputs, decisions; a line each.
    """

    corpora: tuple[str, ...]
    same: tuple[str, ...]
    differing: "tuple[TableDifference, ...]"
    circumstances: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Whether every number is the same, to nine digits at least."""
        return all(table.close for table in self.differing)


def replay(
    store: Store, settings: Settings, page: Path, sources: Sequence[str | Path] = (), progress: Reporter = silent
) -> ReplayResult:
    """Compute a report's or a comparison's numbers again, with the settings and seeds of its manifest.

    Args:
        store: The workspace that holds the corpora; not needed when sources are given.
        settings: The workspace's settings, of which only those count that change no number.
        page: The report's page, its folder, or its `manifest.json`.
        sources: The files and folders that the corpora were made from: everything is computed anew from them, in a
            workspace that lasts as long as the command. Without them, what the workspace holds is used.
        progress: Told of what is done, when there are sources.

    Raises:
        InputError: If the page has no manifest.
        UsageError: If a corpus is not in the workspace, or an input is not among the sources.
        SettingsError: If this version does not know the manifest's settings.
    """
    from themeline.report.manifest import read_manifest
    from themeline.report.numbers import differing_tables

    then = read_manifest(page)
    asked = then["report"]
    chosen = build_settings(_values(then["settings"], settings), f"the manifest of {page}")
    with _workspace(store, chosen, then, sources, progress) as used:
        with used.reading() as database:
            now = make_manifest(database, chosen, asked["corpora"], then["command"], asked["where"], asked["redact"])
        tables = _tables(used, chosen, asked)
    folder = page if page.is_dir() else page.with_suffix("") if page.suffix != ".json" else page.parent
    same, differing = differing_tables(then["numbers"], tables, folder)
    return ReplayResult(tuple(asked["corpora"]), tuple(same), tuple(differing), tuple(circumstances(then, now)))


def circumstances(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """Say in which circumstances two manifests differ, a line each."""
    for part, what in (("versions", "version of"), ("rules", "")):
        for name in sorted({*then.get(part, {}), *now[part]}):
            before, after = then.get(part, {}).get(name, "none"), now[part].get(name, "none")
            if before != after:
                yield f"{what} {name} was {_short(before)}, is {_short(after)}".strip()
    for part, what in (("inputs", "inputs"), ("others", "inputs of the workspace's other corpora")):
        yield from _inputs(then.get(part, []), now[part], what)
    for part, what in (("definitions", "the definition of a sub-corpus"), ("decisions", "your decisions on names")):
        if then.get(part) != now[part]:
            yield f"{what} {'is' if part == 'definitions' else 'are'} not as then"
    if then.get("labels", "") != now["labels"]:
        yield "the labelled sentences are not as then"


def _inputs(then: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]], what: str) -> Iterator[str]:
    before, after = ({(row["corpus"], row["file"], row["sha256"]) for row in rows} for rows in (then, now))
    changed = {key[:2] for key in before - after} & {key[:2] for key in after - before}
    gone = {key[:2] for key in before - after} - changed
    new = {key[:2] for key in after - before} - changed
    for names, told in ((changed, "changed since"), (gone, "missing now"), (new, "new since")):
        if names:
            files = sorted(file for _, file in names)
            more = f" and {len(files) - SHOWN:,} more" if len(files) > SHOWN else ""
            yield f"{what}, {told}: {', '.join(files[:SHOWN])}{more}"


@contextmanager
def _workspace(
    store: Store, settings: Settings, manifest: Mapping[str, Any], sources: Sequence[str | Path], progress: Reporter
) -> Iterator[Store]:
    if not sources:
        if not store.exists():
            raise UsageError(
                f"There is no workspace at {store.folder}.", "Name one with --workspace, or the sources of the report."
            )
        yield store
        return
    with tempfile.TemporaryDirectory(prefix="themeline-replay-") as folder:
        yield rebuild(Path(folder), manifest, settings, sources, progress)


def _tables(store: Store, settings: Settings, asked: Mapping[str, Any]) -> "dict[str, pd.DataFrame]":
    names, where, redact = asked["corpora"], asked["where"], tuple(asked["redact"])
    if len(names) == 1:
        return tables_of(store, settings, names[0], where, redact).tables
    return compare_tables(store, settings, names, where, redact)


def _values(manifest: Mapping[str, Any], own: Settings) -> dict[str, Any]:
    """Return a manifest's settings, with those of this workspace that say how to work and whose code to trust."""
    language = {**manifest.get("language", {}), "trust": own.language.trust}
    return {**manifest, **own.model_dump(include={"workers", "engine"}, exclude_unset=True), "language": language}


def _short(value: str) -> str:
    return value[:12] + "…" if len(value) > 24 else value
