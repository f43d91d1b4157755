"""What a report was made from: everything that its numbers hang on, so that it can be made again and checked."""

import hashlib
import json
import platform
from collections.abc import Sequence
from pathlib import Path

import duckdb

from themeline.language.identity import pipeline_version
from themeline.stages.fingerprints import versions
from themeline.stages.names import read_decisions
from themeline.stages.settings import Settings
from themeline.store import outputs
from themeline.store.query import corpora, definitions

STATISTICS = ("pandas", "scipy")
NO_NUMBER: dict[str, bool | set[str]] = {"workers": True, "engine": True, "report": {"formats"}}
"""Settings that say how or where, and change no number."""


def make_manifest(
    database: duckdb.DuckDBPyConnection,
    settings: Settings,
    names: Sequence[str],
    command: str,
    where: str = "",
    redact: Sequence[str] = (),
) -> dict[str, object]:
    """Return what a report is made from.

    Keys: `command`; `report` (the corpora and the condition, as the command named them, and the labels whose names are
    masked); `inputs` (corpus, file, bytes, sha256, batch); `versions`; `settings`; `rules` (hashes of the code, rules
    and models that computed what is stored); `definitions` of sub-corpora; `decisions` on names; `labels`, a hash; and
    `others`, the inputs of the other corpora in the workspace, since one name for each thing is found over all of them.

    Args:
        database: The workspace's database.
        settings: The settings in force.
        names: Corpora, defined sub-corpora, or a frequency list's file.
        command: The command that gives the report again.
        where: The condition on documents.
        redact: The labels of the entities that are masked.
    """
    defined = definitions(database)
    known = set(corpora(database))
    own = known if any(name in defined for name in names) else known & set(names)
    inputs = _inputs(database)
    lists = [_file_input(Path(name)) for name in names if name not in known and name not in defined]
    return {
        "command": command,
        "report": {"corpora": list(names), "where": where, "redact": list(redact)},
        "inputs": [row for row in inputs if row["corpus"] in own] + lists,
        "versions": versions(settings)
        | {"python": platform.python_version()}
        | {name: pipeline_version(name) for name in STATISTICS},
        "settings": settings.model_dump(mode="json", exclude=NO_NUMBER),
        "rules": stored_rules(database),
        "definitions": {name: defined[name] for name in names if name in defined},
        "decisions": [[d.kind, d.label, d.left, d.right, d.name] for d in read_decisions(database)],
        "labels": labels_digest(database),
        "others": [row for row in inputs if row["corpus"] not in own],
    }


def options_of(where: str, redact: Sequence[str]) -> str:
    """Return the options that stand for a condition and for what is masked, for a command to be shown."""
    condition = f' --where "{where}"' if where else ""
    return condition + (f" --redact {','.join(redact)}" if redact else "")


def stored_rules(database: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return the hashes of what computed the stored outputs; several, joined, where documents differ in it."""
    rules: dict[str, set[str]] = {}
    for (key,) in database.execute("SELECT DISTINCT key FROM stages").fetchall():
        for name, digest in outputs.read_parts(database, key).items():
            rules.setdefault(name, set()).add(digest)
    return {name: " ".join(sorted(digests)) for name, digests in sorted(rules.items())}


def labels_digest(database: duckdb.DuckDBPyConnection) -> str:
    """Return a hash over the coders' judgements, or an empty string if there are none."""
    rows = database.execute("SELECT * FROM labels ORDER BY number").fetchall()
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest() if rows else ""


def _inputs(database: duckdb.DuckDBPyConnection) -> list[dict[str, object]]:
    rows = database.execute(
        "SELECT s.corpus, s.source, s.size, s.sha256, s.batch FROM sources s JOIN batches b ON b.batch = s.batch "
        "ORDER BY s.corpus, b.number"
    ).fetchall()
    found = [{"corpus": c, "file": Path(s).name, "bytes": n, "sha256": h, "batch": b} for c, s, n, h, b in rows]
    order: dict[str, int] = {}
    for row in found:
        order.setdefault(row["batch"], len(order))
    return sorted(found, key=lambda row: (row["corpus"], order[row["batch"]], row["file"], row["sha256"]))


def _file_input(path: Path) -> dict[str, object]:
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return {"corpus": "", "file": path.name, "bytes": len(content), "sha256": digest, "batch": ""}
