"""The database's own tables, and the views that turn them into the public ones."""

SCHEMA_VERSION = 3

# The format of DuckDB's file, so that it does not depend on which DuckDB happens to begin a workspace.
STORAGE_VERSION = "v1.4.0"

TABLES = """
CREATE TABLE meta (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);
CREATE TABLE batches (batch VARCHAR PRIMARY KEY, corpus VARCHAR NOT NULL, number INTEGER NOT NULL);
CREATE TABLE sources (
    corpus VARCHAR, source VARCHAR, size BIGINT, modified BIGINT, sha256 VARCHAR, settings VARCHAR, batch VARCHAR,
    PRIMARY KEY (corpus, source));
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, corpus VARCHAR NOT NULL, doc VARCHAR NOT NULL, batch VARCHAR NOT NULL, origin VARCHAR,
    source VARCHAR, title VARCHAR, language VARCHAR, published VARCHAR, author_keywords VARCHAR[], metadata JSON,
    text VARCHAR, blocks VARCHAR, sha256 VARCHAR NOT NULL, exact VARCHAR, signature BLOB);
CREATE TABLE parses (document INTEGER, key VARCHAR, data BLOB, tokens INTEGER);
CREATE TABLE sentences (document INTEGER, sentence INTEGER, start INTEGER, "end" INTEGER, text VARCHAR);
CREATE TABLE entities (
    document INTEGER, sentence INTEGER, start INTEGER, "end" INTEGER, text VARCHAR, label VARCHAR, name VARCHAR,
    origin VARCHAR);
CREATE TABLE names (name VARCHAR, label VARCHAR, canonical VARCHAR, evidence VARCHAR, certainty DOUBLE);
CREATE TABLE decisions (
    number INTEGER, kind VARCHAR, label VARCHAR, "left" VARCHAR, "right" VARCHAR, name VARCHAR);
CREATE TABLE dates (
    document INTEGER, sentence INTEGER, start INTEGER, "end" INTEGER, text VARCHAR, type VARCHAR, value VARCHAR,
    edtf VARCHAR, earliest VARCHAR, latest VARCHAR, mod VARCHAR, anchor VARCHAR, part_of VARCHAR);
CREATE TABLE keywords (
    document INTEGER, rank INTEGER, keyword VARCHAR, score DOUBLE, count INTEGER, origin VARCHAR);
CREATE TABLE terms (document INTEGER, layer VARCHAR, term VARCHAR, count INTEGER);
CREATE TABLE themes (
    document INTEGER, sentence INTEGER, start INTEGER, "end" INTEGER, theme VARCHAR, probability DOUBLE);
CREATE TABLE stages (document INTEGER, stage VARCHAR, key VARCHAR);
CREATE TABLE digests (document INTEGER, "table" VARCHAR, rows INTEGER, digest HUGEINT);
CREATE TABLE failures (
    corpus VARCHAR, source VARCHAR, batch VARCHAR, stage VARCHAR, error VARCHAR, detail VARCHAR, document INTEGER,
    key VARCHAR);
CREATE TABLE runs (
    run INTEGER, stage VARCHAR, batch VARCHAR, started TIMESTAMPTZ, ended TIMESTAMPTZ, documents INTEGER,
    settings JSON, versions JSON, counts JSON);
CREATE TABLE definitions (corpus VARCHAR PRIMARY KEY, condition VARCHAR NOT NULL);
CREATE TABLE labels (
    number INTEGER, corpus VARCHAR, doc VARCHAR, text VARCHAR, coder VARCHAR, codebook VARCHAR, version VARCHAR,
    themes VARCHAR[], origin VARCHAR);
"""

# What hangs on a document, to be deleted and replaced with it.
OF_DOCUMENT = (
    *("parses", "sentences", "entities", "dates", "keywords", "terms", "themes"),
    *("stages", "digests", "failures"),
)

# Counts for each layer: words and phrases are stored, the others follow from their tables. A referenced year is
# one that a date lies in as a whole.
TERMS = """
    SELECT document, layer, term, count FROM terms
    UNION ALL
    SELECT e.document, 'entity', coalesce(n.canonical, e.name), CAST(count(*) AS INTEGER)
    FROM entities e LEFT JOIN names n ON n.name = e.name AND n.label = e.label GROUP BY ALL
    UNION ALL
    SELECT document, 'theme', theme, CAST(count(*) AS INTEGER) FROM themes GROUP BY ALL
    UNION ALL
    SELECT document, 'year', substr(earliest, 1, 4), CAST(count(*) AS INTEGER) FROM dates
    WHERE earliest <> '' AND substr(earliest, 1, 4) = substr(latest, 1, 4) GROUP BY ALL"""

# The public tables, without their final order; `d` is the document.
VIEWS = {
    "documents": """
        SELECT d.doc, d.corpus, d.batch, d.source, d.title, d.language, d.published, d.author_keywords, p.tokens,
               d.metadata, d.text
        FROM documents d LEFT JOIN parses p ON p.document = d.id""",
    "sentences": """
        SELECT d.doc, s.sentence, s.start, s."end", s.text, d.corpus
        FROM sentences s JOIN documents d ON d.id = s.document""",
    "entities": """
        SELECT d.doc, e.sentence, e.start, e."end", e.text, e.label, coalesce(n.canonical, e.name) AS name, e.origin,
               d.corpus,
               coalesce(nullif(n.evidence, ''), CASE WHEN e.name = e.text THEN '' ELSE 'its document' END) AS evidence,
               coalesce(n.certainty, 1.0) AS certainty
        FROM entities e JOIN documents d ON d.id = e.document
        LEFT JOIN names n ON n.name = e.name AND n.label = e.label""",
    "dates": """
        SELECT d.doc, t.sentence, t.start, t."end", t.text, t.type, t.value, t.edtf, t.earliest, t.latest, t.mod,
               t.anchor, t.part_of, d.corpus
        FROM dates t JOIN documents d ON d.id = t.document""",
    "keywords": """
        SELECT d.doc, k.rank, k.keyword, k.score, k.count, k.origin, d.corpus
        FROM keywords k JOIN documents d ON d.id = k.document""",
    "terms": """
        SELECT d.doc, t.layer, t.term, t.count, d.corpus FROM ({terms}) t JOIN documents d ON d.id = t.document""",
    "themes": """
        SELECT d.doc, t.sentence, t.start, t."end", t.theme, t.probability, d.corpus
        FROM themes t JOIN documents d ON d.id = t.document""",
    "failures": "SELECT source, batch, stage, error, detail, corpus FROM failures",
    "runs": "SELECT run, stage, batch, started, ended, documents, settings, versions, counts FROM runs",
}
VIEWS["terms"] = VIEWS["terms"].format(terms=TERMS)
