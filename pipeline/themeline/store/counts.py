"""What the statistics need of some documents: their metadata and their counts, as DataFrames."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import duckdb

from themeline.store.query import to_frame
from themeline.store.schema import TERMS

if TYPE_CHECKING:
    import pandas as pd

DOCUMENTS = """
    SELECT d.id AS document, d.doc, d.corpus, d.batch, d.title, d.published, p.tokens, d.metadata,
           (SELECT count(*) FROM sentences s WHERE s.document = d.id) AS sentences,
           (SELECT coalesce(sum(t.count), 0)::INTEGER FROM terms t
            WHERE t.document = d.id AND t.layer = 'word') AS words
    FROM documents d JOIN parses p ON p.document = d.id
    WHERE d.id IN (SELECT unnest($numbers)) ORDER BY d.id"""
COUNTS = f"""
    SELECT document, layer, term, count FROM ({TERMS})
    WHERE document IN (SELECT unnest($numbers))"""
SENTENCES = """
    SELECT d.corpus, d.doc, s.sentence, s.start, s.text FROM sentences s JOIN documents d ON d.id = s.document
    WHERE d.id IN (SELECT unnest($numbers)) ORDER BY d.id, s.sentence"""


def counted_documents(database: duckdb.DuckDBPyConnection, numbers: Sequence[int]) -> "pd.DataFrame":
    """Return the documents that have been extracted, with a column for each metadata field.

    Columns: document, doc, corpus, batch, title, published, tokens, sentences, words, and the metadata fields that are
    single values and whose names are not taken.
    """
    import pandas as pd

    frame = to_frame(database.sql(DOCUMENTS, params={"numbers": list(numbers)}))
    fields = pd.DataFrame([json.loads(text) for text in frame.pop("metadata")], index=frame.index)
    plain = [name for name in fields.columns if name not in frame.columns and _is_plain(fields[name])]
    return frame.join(fields[plain])


def term_counts(database: duckdb.DuckDBPyConnection, numbers: Sequence[int]) -> "pd.DataFrame":
    """Return the counts of some documents in every layer, in no order: document, layer, term, count."""
    return to_frame(database.sql(COUNTS, params={"numbers": list(numbers)}))


def sentences_of(database: duckdb.DuckDBPyConnection, numbers: Sequence[int]) -> "pd.DataFrame":
    """Return the sentences of some documents: corpus, doc, sentence, start, text."""
    return to_frame(database.sql(SENTENCES, params={"numbers": list(numbers)}))


def _is_plain(values: "pd.Series") -> bool:
    return not values.map(lambda value: isinstance(value, list | dict)).any()
