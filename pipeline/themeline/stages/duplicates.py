"""Which documents of a workspace repeat an earlier one, of the same corpus or of another."""

from collections.abc import Collection
from dataclasses import dataclass

import duckdb

from themeline.ingest import repetitions
from themeline.stages.settings import Settings
from themeline.store import documents


@dataclass(frozen=True, slots=True)
class RepeatedDocument:
    """A document that repeats an earlier one; the similarity is 1 for the same words, else an estimate."""

    corpus: str
    doc: str
    other_corpus: str
    other_doc: str
    similarity: float


def repeated_documents(database: duckdb.DuckDBPyConnection, settings: Settings) -> list[RepeatedDocument]:
    """Return every document that repeats an earlier one of any corpus, once, in the order in which they came."""
    marks = documents.fingerprints(database)
    numbers = marks.column("id").to_numpy()
    found = repetitions(marks.column("exact"), marks.column("signature"), settings.ingest.least_similarity)
    pairs = [(int(numbers[second]), int(numbers[first]), similarity) for first, second, similarity in found]
    names = documents.names_by_number(database, {number for pair in pairs for number in pair[:2]})
    return [RepeatedDocument(*names[second], *names[first], similarity) for second, first, similarity in pairs]


def concerning(
    repeats: Collection[RepeatedDocument], members: Collection[tuple[str, str]]
) -> list[tuple[str, str, str, float]]:
    """Return the repetitions in which some documents take part.

    Args:
        repeats: What `repeated_documents` returned.
        members: Corpus and id of the documents.

    Returns:
        For each repetition, once: the document, the other document, its corpus, and the similarity.
    """
    known = set(members)
    rows = []
    for pair in repeats:
        if (pair.corpus, pair.doc) in known:
            rows.append((pair.doc, pair.other_doc, pair.other_corpus, pair.similarity))
        elif (pair.other_corpus, pair.other_doc) in known:
            rows.append((pair.other_doc, pair.doc, pair.corpus, pair.similarity))
    return rows
