"""A store that holds two corpora with metadata, as ingest would have written them."""

import pyarrow as pa
import pytest

from themeline.store import Store, batches, documents
from themeline.store.sources import StoredSource
from themeline.tables import Block, Document, Failure

TEXT = "The Ministry of Defence of Ruritania opened its cyber range in May 2015."


def make_document(doc, **fields):
    return Document(doc, fields.pop("text", TEXT), source=f"{doc}.txt", blocks=(Block(0, len(TEXT)),), **fields)


def write_batch(store, corpus, items, replaced=(), failures=()):
    with store.writing() as database:
        name, _ = batches.next_batch(database, corpus)
        first = documents.next_id(database)
        rows = [documents.to_row(d, first + n, corpus, name, d.source) for n, d in enumerate(items)]
        batch = pa.RecordBatch.from_pylist(rows, schema=documents.SCHEMA)
        reader = pa.RecordBatchReader.from_batches(documents.SCHEMA, [batch])
        sources = [StoredSource(d.source, 10, 1, "hash", "{}") for d in items]
        return batches.add_batch(database, corpus, reader, replaced, sources, failures)


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "workspace")
    with store.locked():
        papers = [
            make_document("a", published="2014", metadata={"institution": "NDU", "pages": 80}),
            make_document("b", published="2017-03-01", metadata={"institution": "NCCU"}, author_keywords=("x", "y")),
            make_document("c", published="", metadata={"institution": "NDU", "text": "clashes"}),
        ]
        write_batch(store, "theses", papers, failures=[("z.txt", Failure("z.txt", "ingest", "empty", "No text."))])
        write_batch(store, "speeches", [make_document("a", published="2016", language="fr")])
        yield store
