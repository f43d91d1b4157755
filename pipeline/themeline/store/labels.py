"""What coders judged about sentences: every judgement is kept, and the latest of each coder is in force.

A judgement hangs on the sentence's text and its document's name, not on numbers, so that it outlives a new
extraction, a new ingest, and, if the user wants to keep it, the removal and return of the corpus.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

import duckdb

from themeline.store.connection import first_row
from themeline.store.query import to_frame

if TYPE_CHECKING:
    import pandas as pd

# A text that occurs twice in a document is one sentence to a coder: the first.
PLACES = """
    SELECT d.corpus, d.doc, s.text, min(d.id) AS document, min(s.sentence) AS sentence, arg_min(s.start, s.sentence)
    AS start, arg_min(s."end", s.sentence) AS "end"
    FROM sentences s JOIN documents d ON d.id = s.document GROUP BY d.corpus, d.doc, s.text"""
IN_FORCE = f"""
    SELECT l.number, l.corpus, l.doc, p.document, p.sentence, p.start, p."end", l.text, l.coder, l.themes, l.version,
           l.origin
    FROM labels l LEFT JOIN ({PLACES}) p ON p.corpus = l.corpus AND p.doc = l.doc AND p.text = l.text
    WHERE l.codebook = $codebook
    QUALIFY row_number() OVER (PARTITION BY l.corpus, l.doc, l.text, l.coder ORDER BY l.number DESC) = 1
    ORDER BY l.corpus, l.doc, p.sentence NULLS LAST, l.text, l.coder"""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A coder's judgement of a sentence.

    Attributes:
        corpus: The sentence's corpus; empty for a sentence that never was in the workspace.
        doc: Its document.
        text: The sentence.
        coder: Who judged.
        codebook: The name of the codebook.
        version: The codebook's version when it was judged.
        themes: The keys of the themes that it has; none is a judgement too.
        origin: How the sentence was come by: `chosen` by a model, drawn at `random`, or from a `file`.
    """

    corpus: str
    doc: str
    text: str
    coder: str
    codebook: str
    version: str
    themes: tuple[str, ...]
    origin: str


def add(database: duckdb.DuckDBPyConnection, judgements: Sequence[Judgement]) -> None:
    """Add judgements within the caller's transaction, after all that are there."""
    row = first_row(database, "SELECT coalesce(max(number), 0) FROM labels")
    last = int(row[0]) if row else 0
    rows = [
        [number, *(list(value) if isinstance(value, tuple) else value for value in astuple(judgement))]
        for number, judgement in enumerate(judgements, start=last + 1)
    ]
    if rows:
        database.executemany("INSERT INTO labels VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def undo(database: duckdb.DuckDBPyConnection, coder: str, codebook: str) -> Judgement | None:
    """Remove a coder's last judgement within the caller's transaction and return it; an older one counts again."""
    row = first_row(
        database,
        "DELETE FROM labels WHERE number = (SELECT max(number) FROM labels WHERE coder = ? AND codebook = ?) "
        "RETURNING corpus, doc, text, coder, codebook, version, themes, origin",
        [coder, codebook],
    )
    if row is None:
        return None
    corpus, doc, text, coder, codebook, version, themes, origin = row
    return Judgement(corpus, doc, text, coder, codebook, version, tuple(themes), origin)


def remove_corpus(database: duckdb.DuckDBPyConnection, corpus: str) -> int:
    """Remove every judgement of a corpus's sentences within the caller's transaction, and return how many."""
    return len(database.execute("DELETE FROM labels WHERE corpus = ? RETURNING 1", [corpus]).fetchall())


def in_force(database: duckdb.DuckDBPyConnection, codebook: str) -> "pd.DataFrame":
    """Return each coder's latest judgement of each sentence under a codebook of this name.

    Columns number, corpus, doc, document, sentence, start, end, text, coder, themes (tuples), version, origin, in the
    order of corpus, document and sentence. The place is missing where the workspace no longer has the sentence.
    """
    frame = to_frame(database.sql(IN_FORCE, params={"codebook": codebook}))
    places = ["document", "sentence", "start", "end"]
    frame[places] = frame[places].astype("Int64")
    frame["themes"] = [tuple(themes) for themes in frame["themes"]]
    return frame


def codebooks(database: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the names of the codebooks that there are judgements under, sorted."""
    return [row[0] for row in database.execute("SELECT DISTINCT codebook FROM labels ORDER BY codebook").fetchall()]
