"""What a check is: a rule about a table, the query that finds what breaks it, and what can be done about it."""

from dataclasses import dataclass, field
from enum import StrEnum


class Remedy(StrEnum):
    """What `check --repair` does about a finding."""

    NONE = "cannot rebuild it: restore a backup, or correct it by hand"
    CUT = "cuts the log where it stops being whole"
    REMOVE = "removes it"
    EXTRACT = "extracts from the document again"
    CLASSIFY = "classifies the document's sentences again"
    REREAD = "reads the document again from its source"
    RESTORE = "makes the entry again from what else is known"
    NAMES = "brings the names together again"


@dataclass(frozen=True, slots=True)
class Check:
    """A rule about the rows of a table.

    Attributes:
        name: What kind of rule it is; see docs/workspace.md.
        table: The table whose rows break it.
        wrong: What is wrong with them.
        remedy: What can be done about it.
        query: Finds them, in one statement and so in one state of the workspace. Columns: `document` (a number, or
            null), `corpus` (where there is no document, or null), `place` (which row, in words).
    """

    name: str
    table: str
    wrong: str
    remedy: Remedy
    query: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, where, and what `check --repair` does about it.

    Attributes:
        check: What kind of rule is broken.
        table: The table, or `file` for a file of the workspace.
        corpus: The corpus, or empty.
        doc: The document, or empty.
        rows: How many rows are wrong.
        detail: What is wrong, and the place of the first.
        remedy: What `check --repair` does about it.
        document: The document's number, or 0.
    """

    check: str
    table: str
    corpus: str
    doc: str
    rows: int
    detail: str
    remedy: Remedy
    document: int = 0


def found_by(check: Check) -> str:
    """Return the query for the findings of a check: document, corpus, doc, rows, place; in order."""
    return f"""
        SELECT coalesce(b.document, 0), coalesce(d.corpus, CAST(b.corpus AS VARCHAR), ''), coalesce(d.doc, ''),
               count(*), coalesce(min(b.place), '')
        FROM ({check.query}) b LEFT JOIN documents d ON d.id = b.document GROUP BY ALL ORDER BY ALL"""
