"""What the statistics need of some documents: their metadata and their counts, as DataFrames."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from themeline.store.query import to_frame
from themeline.store.schema import TERMS

if TYPE_CHECKING:
    import pandas as pd

Indexes = npt.NDArray[np.int32]
DOCUMENTS = """
    SELECT d.id AS document, d.doc, d.corpus, d.batch, d.title, d.published, p.tokens, d.metadata,
           coalesce(s.sentences, 0) AS sentences, coalesce(w.words, 0)::INTEGER AS words
    FROM documents d JOIN parses p ON p.document = d.id
    LEFT JOIN (SELECT document, count(*) AS sentences FROM sentences
               WHERE document IN (SELECT unnest($numbers)) GROUP BY document) s ON s.document = d.id
    LEFT JOIN (SELECT document, sum(count) AS words FROM terms
               WHERE layer = 'word' AND document IN (SELECT unnest($numbers)) GROUP BY document) w ON w.document = d.id
    WHERE d.id IN (SELECT unnest($numbers)) ORDER BY d.id"""
CHOSEN = f"SELECT document, layer, term, count FROM ({TERMS}) WHERE document IN (SELECT unnest($numbers))"
VOCABULARY = f"SELECT DISTINCT layer, term FROM ({CHOSEN}) ORDER BY layer, term"
COUNTS = f"""
    SELECT c.document, v.number, c.count FROM ({CHOSEN}) c
    JOIN vocabulary v ON v.layer = c.layer AND v.term = c.term"""
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
    """Return the counts of some documents in every layer, in no order: document, layer, term, count.

    Layers and terms are categories: as texts, the counts of 100,000 abstracts would take a gigabyte.
    """
    import pandas as pd

    chosen = {"numbers": list(numbers)}
    vocabulary = database.sql(VOCABULARY, params=chosen).to_arrow_table()
    numbered = vocabulary.append_column("number", pa.array(range(len(vocabulary)), pa.int32()))
    database.register("vocabulary", numbered)
    rows = to_frame(database.sql(COUNTS, params=chosen))
    database.unregister("vocabulary")
    layers, of_layer = _numbered(vocabulary.column("layer"))
    terms, of_term = _numbered(vocabulary.column("term"))
    number = rows["number"].to_numpy()
    return pd.DataFrame(
        {
            "document": rows["document"],
            "layer": pd.Categorical.from_codes(of_layer[number], layers),
            "term": pd.Categorical.from_codes(of_term[number], terms),
            "count": rows["count"],
        },
        copy=False,
    )


def _numbered(column: pa.ChunkedArray) -> "tuple[pd.Index[str], Indexes]":
    """Return the distinct values of a column, and for each row the number of its own."""
    import pandas as pd

    encoded = column.combine_chunks().dictionary_encode()
    return pd.Index(encoded.dictionary.to_pylist(), dtype=object), encoded.indices.to_numpy()


def sentences_of(database: duckdb.DuckDBPyConnection, numbers: Sequence[int]) -> "pd.DataFrame":
    """Return the sentences of some documents: corpus, doc, sentence, start, text."""
    return to_frame(database.sql(SENTENCES, params={"numbers": list(numbers)}))


def _is_plain(values: "pd.Series") -> bool:
    return not values.map(lambda value: isinstance(value, list | dict)).any()
