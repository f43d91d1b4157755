"""A workspace whose documents have sentences and themes, made without a parse."""

import re

import pyarrow as pa

from themeline.stages.classify import prepare
from themeline.stages.fingerprints import classify_fingerprint
from themeline.stages.settings import Settings
from themeline.store import Store, batches, documents, outputs
from themeline.store.sources import StoredSource
from themeline.tables import Document

from .conftest import sample

PLAIN = Settings()


def make_workspace(folder, count=6):
    """Fill a workspace with theses, cut into sentences at full stops."""
    store = Store(folder)
    items = [Document(row["id"], row["text"], source=row["id"]) for row in sample("theses", count)]
    rows = [documents.to_row(item, n, "theses", "theses-1", item.doc) for n, item in enumerate(items, start=1)]
    batch = pa.RecordBatch.from_pylist(rows, schema=documents.SCHEMA)
    reader = pa.RecordBatchReader.from_batches(documents.SCHEMA, [batch])
    sources = [StoredSource(item.doc, 1, 1, "", "{}") for item in items]
    with store.locked(), store.writing() as database:
        batches.add_batch(database, "theses", reader, [], sources, [])
        for number, item in enumerate(items, start=1):
            spans = re.finditer(r"[A-Z].*?\.(?=\s|$)", item.text, re.DOTALL)
            for place, match in enumerate(spans, start=1):
                row = [number, place, match.start(), match.end(), match.group()]
                database.execute("INSERT INTO sentences VALUES (?, ?, ?, ?, ?)", row)
    return store


def classify(store, settings=PLAIN):
    """Classify all sentences as the classify stage does, in this process."""
    with store.reading() as database:
        numbers = [row[0] for row in database.execute("SELECT id FROM documents ORDER BY id").fetchall()]
        sentences = outputs.read_sentences(database, numbers)
    tables = prepare(settings.themes)([sentences])
    key = classify_fingerprint(settings).key
    with store.writing() as database:
        outputs.save(database, "classify", key, numbers, tables, outputs.CLASSIFIED)


def sentences_of(store):
    """Return document and text of every sentence, in order."""
    with store.reading() as database:
        rows = database.execute(
            "SELECT d.doc, s.text FROM sentences s JOIN documents d ON d.id = s.document ORDER BY d.id, s.sentence"
        )
        return rows.fetchall()
