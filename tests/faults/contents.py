"""What a workspace's tables hold, as hashes that are quick to take and to compare."""

from dataclasses import dataclass

from themeline.store.schema import VIEWS

PUBLIC = tuple(name for name in VIEWS if name != "runs")
OUTPUTS = {"extract": ("sentences", "entities", "dates", "keywords", "terms"), "classify": ("themes",)}
SMALL = {
    "definitions": "SELECT * FROM definitions",
    "labels": "SELECT * FROM labels",
    "decisions": "SELECT * FROM decisions",
    "names": "SELECT name, label, canonical, evidence, round(certainty, 9) FROM names",
    "parses": "SELECT document, key, tokens FROM parses",
    "stages": "SELECT * FROM stages",
    "sources": "SELECT * FROM sources",
    "batches": "SELECT * FROM batches",
    "done": "SELECT stage, batch, sum(documents) FROM runs GROUP BY ALL",
}
"""Tables that are not exported, and the part of `runs` that does not tell the time."""


@dataclass(frozen=True)
class Contents:
    """A state of the tables.

    Attributes:
        tables: Number of rows and a hash over them, for every exported table and those of `SMALL`.
        batches: The documents of each batch: number and hash.
        outputs: For each stage, the hash over what it computed for each document that it is done with.
        rows: The rows themselves of small or differing tables are not kept; `rows_of` reads them.
    """

    tables: dict[str, tuple[int, int]]
    batches: dict[str, frozenset[tuple[int, str]]]
    outputs: dict[str, dict[int, int]]
    orphans: dict[str, int]

    @classmethod
    def of(cls, database):
        queries = {name: VIEWS[name] for name in PUBLIC} | SMALL
        tables = {name: _hash(database, query) for name, query in queries.items()}
        batches = {}
        for batch, number, digest in database.execute("SELECT batch, id, sha256 FROM documents").fetchall():
            batches.setdefault(batch, set()).add((number, digest))
        outputs = {stage: _outputs(database, stage) for stage in OUTPUTS}
        return cls(tables, {b: frozenset(d) for b, d in batches.items()}, outputs, _orphans(database))

    def differences(self, other, *, but=frozenset()):
        """Name the tables that are not the same as in another state."""
        names = sorted({*self.tables, *other.tables} - but)
        return [
            f"{name}: {self.tables.get(name, (0, 0))[0]} rows, not the {other.tables.get(name, (0, 0))[0]} of before"
            for name in names
            if self.tables.get(name, (0, 0)) != other.tables.get(name, (0, 0))
        ]


def _hash(database, query):
    row = database.execute(f"SELECT count(*), coalesce(sum(hash(t)::HUGEINT), 0) FROM ({query}) t").fetchall()[0]
    return int(row[0]), int(row[1])


def _outputs(database, stage):
    """Return the hash over the outputs of each document that has any, or is marked as done."""
    found = dict.fromkeys(
        (row[0] for row in database.execute("SELECT document FROM stages WHERE stage = ?", [stage]).fetchall()), 1
    )
    for table in OUTPUTS[stage]:
        query = f"SELECT document, sum(hash(t)::HUGEINT) FROM {table} t GROUP BY document"
        for document, value in database.execute(query).fetchall():
            found[document] = found.get(document, 0) + int(value)
    return found


def _orphans(database):
    tables = ("parses", "stages", *OUTPUTS["extract"], *OUTPUTS["classify"])
    counts = {
        table: database.execute(
            f"SELECT count(*) FROM {table} t WHERE NOT EXISTS (FROM documents d WHERE d.id = t.document)"
        ).fetchall()[0][0]
        for table in tables
    }
    return {table: count for table, count in counts.items() if count}
