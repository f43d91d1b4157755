"""What must hold between the tables: every row hangs on something that is there, and the numbers add up."""

from themeline.store import digests
from themeline.store.check import Check, Remedy
from themeline.store.check_outputs import COMPUTED, EXTRACTED
from themeline.store.state import NAMES

FRESH = f"EXISTS (FROM meta WHERE key = '{NAMES}' AND value = 'fresh')"
# What an ingest said that it brought; a new version of a document takes the place of the old one.
INGESTED = """
    SELECT batch, CAST(counts->>'new' AS INTEGER) AS new, CAST(counts->>'changed' AS INTEGER) AS changed,
           CAST(counts->>'failed' AS INTEGER) AS failed, CAST(counts->>'dropped' AS INTEGER) AS dropped,
           coalesce(CAST(counts->>'replaced' AS INTEGER), CAST(counts->>'changed' AS INTEGER)) AS replaced
    FROM runs WHERE stage = 'ingest' AND json_valid(counts)"""

# A batch that its ingest's run and a document or source name is one, even if its entry is lost.
NAMED_BATCHES = """
    SELECT concat(corpus, ' ', batch) FROM batches UNION
    SELECT concat(corpus, ' ', batch) FROM (SELECT corpus, batch FROM documents UNION SELECT corpus, batch FROM sources)
    WHERE batch IN (SELECT batch FROM runs WHERE stage = 'ingest')
      AND starts_with(batch, concat(corpus, '-')) AND regexp_full_match(batch, '.*-[0-9]+')"""

# How many documents of each corpus are not there, nor told to be lost; only where every ingest has its record.
MISSING = f"""
    WITH ingested AS (SELECT b.corpus, sum(new + changed) - sum(replaced) AS written
                      FROM ({INGESTED}) JOIN batches b USING (batch) GROUP BY b.corpus),
         present AS (SELECT corpus, count(*) AS n FROM documents GROUP BY corpus),
         lost AS (SELECT corpus, count(*) AS n FROM failures WHERE error = 'lost' GROUP BY corpus)
    SELECT written - coalesce(l.n, 0) - coalesce(p.n, 0) AS missing, corpus, coalesce(p.n, 0) AS here
    FROM ingested i LEFT JOIN present p USING (corpus) LEFT JOIN lost l USING (corpus)
    WHERE NOT EXISTS (FROM batches b WHERE b.corpus = i.corpus AND b.batch NOT IN (SELECT batch FROM ({INGESTED})))"""

# How many failures of the ingest of each corpus's last batch have no record any more.
MISSING_FAILURES = f"""
    SELECT b.corpus, b.batch, failed + dropped - coalesce(f.n, 0) AS missing
    FROM ({INGESTED}) JOIN batches b USING (batch)
    LEFT JOIN (SELECT batch, count(*) AS n FROM failures WHERE document IS NULL AND stage = 'ingest' GROUP BY batch) f
    USING (batch)
    WHERE b.number = (SELECT max(number) FROM batches l WHERE l.corpus = b.corpus)
      AND failed + dropped > coalesce(f.n, 0)"""


def keys_checks() -> list[Check]:
    """Return the checks in the order in which a cause comes before what follows from it."""
    return [*_documents(), *_orphans(), *_stages(), *_names(), *_batches(), *_runs(), *_judgements(), *_counts()]


def _documents() -> list[Check]:
    where = "SELECT id AS document, NULL AS corpus, {} AS place FROM documents t"
    return [
        Check(
            "keys",
            "documents",
            "another document of its corpus has its name",
            Remedy.REREAD,
            f"{where.format('doc')} QUALIFY row_number() OVER (PARTITION BY corpus, doc ORDER BY id) > 1",
        ),
        Check(
            "keys",
            "documents",
            "its batch is not known",
            Remedy.REREAD,
            f"{where.format('batch')} WHERE concat(corpus, ' ', batch) NOT IN ({NAMED_BATCHES})",
        ),
        Check(
            "values",
            "documents",
            "a value is missing",
            Remedy.REREAD,
            f"""{where.format("doc")} WHERE (corpus <> '' AND doc <> '' AND text IS NOT NULL AND title IS NOT NULL
                AND language <> '' AND json_valid(metadata) AND json_valid(blocks)) IS NOT TRUE""",
        ),
    ]


def _orphans() -> list[Check]:
    lost = """SELECT document, NULL AS corpus, concat('document number ', document) AS place
              FROM {} WHERE document IS NULL OR document NOT IN (SELECT id FROM documents)"""
    return [
        Check("keys", table, "there is no such document", Remedy.REMOVE, lost.format(table))
        for table in (*COMPUTED, "stages", "digests")
    ] + [
        Check(
            "keys",
            "failures",
            "there is no such document or batch",
            Remedy.REMOVE,
            f"""SELECT NULL AS document, corpus, source AS place FROM failures f
                WHERE document NOT IN (SELECT id FROM documents)
                   OR concat(corpus, ' ', batch) NOT IN ({NAMED_BATCHES})""",
        )
    ]


def _stages() -> list[Check]:
    rows = " UNION ".join(f"SELECT document, '{table}' AS place FROM {table}" for table in EXTRACTED)
    done = "SELECT document FROM stages WHERE stage = '{}'"
    known = "document IN (SELECT id FROM documents)"
    rules = {
        "there are results, and no record that the document was extracted from": (
            Remedy.EXTRACT,
            f"SELECT document, NULL AS corpus, place FROM ({rows}) WHERE document NOT IN ({done.format('extract')})",
        ),
        "there are themes, and no record that the document was classified": (
            Remedy.CLASSIFY,
            f"""SELECT document, NULL AS corpus, 'themes' AS place FROM themes
                WHERE document NOT IN ({done.format("classify")})""",
        ),
        "the document was extracted from, and its parse is not there": (
            Remedy.EXTRACT,
            f"""SELECT document, NULL AS corpus, 'extract' AS place FROM ({done.format("extract")})
                WHERE document NOT IN (SELECT document FROM parses)""",
        ),
        "the document was classified, and not extracted from": (
            Remedy.EXTRACT,
            f"""SELECT document, NULL AS corpus, 'classify' AS place FROM ({done.format("classify")})
                WHERE document NOT IN ({done.format("extract")})""",
        ),
        "the record is there twice, or of no stage": (
            Remedy.EXTRACT,
            """SELECT document, NULL AS corpus, stage AS place FROM stages
               QUALIFY (row_number() OVER (PARTITION BY document, stage) = 1
                        AND stage IN ('extract', 'classify')) IS NOT TRUE""",
        ),
        "it is not known what its results depend on": (
            Remedy.EXTRACT,
            """SELECT document, NULL AS corpus, stage AS place FROM stages
               WHERE coalesce('key ' || key, '') NOT IN (SELECT key FROM meta)""",
        ),
    }
    return [
        Check("stages", "stages", wrong, remedy, f"SELECT * FROM ({query}) WHERE {known}")
        for wrong, (remedy, query) in rules.items()
    ]


def _names() -> list[Check]:
    return [
        Check(
            "names",
            "names",
            "a name of a mention is not among the names",
            Remedy.NAMES,
            f"""SELECT NULL AS document, NULL AS corpus, concat(label, ' ', name) AS place
                FROM (SELECT DISTINCT label, name FROM entities) e WHERE {FRESH}
                AND NOT EXISTS (FROM names n WHERE n.name = e.name AND n.label = e.label)""",
        ),
        Check(
            "digests",
            "names",
            "they are not what was written",
            Remedy.NAMES,
            f"""SELECT NULL AS document, NULL AS corpus, concat(now, ', written were ', known) AS place
                FROM (SELECT ({digests.NAMES_QUERY}) AS now,
                             (SELECT value FROM meta WHERE key = '{digests.NAMES_DIGEST}') AS known)
                WHERE now IS DISTINCT FROM known AND {FRESH}""",
        ),
    ]


def _batches() -> list[Check]:
    rules = {
        ("batches", "it is not the batch of its number", Remedy.RESTORE): """
            SELECT NULL AS document, corpus, batch AS place FROM batches
            QUALIFY (batch = concat(corpus, '-', number)
                     AND row_number() OVER (PARTITION BY corpus, number) = 1) IS NOT TRUE""",
        ("batches", "it is named, and is not there", Remedy.RESTORE): f"""
            SELECT NULL AS document, split_part(named, ' ', 1) AS corpus, split_part(named, ' ', 2) AS place
            FROM ({NAMED_BATCHES}) n(named)
            WHERE split_part(named, ' ', 2) NOT IN (SELECT batch FROM batches)""",
        ("sources", "its batch is not known", Remedy.RESTORE): f"""
            SELECT NULL AS document, corpus, source AS place FROM sources
            WHERE concat(corpus, ' ', batch) NOT IN ({NAMED_BATCHES})""",
        ("sources", "the file that documents came from is not among them", Remedy.RESTORE): """
            SELECT DISTINCT NULL AS document, corpus, origin AS place FROM documents d
            WHERE NOT EXISTS (FROM sources s WHERE s.source = d.origin AND s.corpus = d.corpus)""",
        ("meta", "the number of the last document is too low", Remedy.RESTORE): """
            SELECT NULL AS document, NULL AS corpus, concat('last_document ', value) AS place
            FROM (SELECT max(id) AS last FROM documents)
            LEFT JOIN (FROM meta WHERE key = 'last_document') m ON TRUE
            WHERE last IS NOT NULL AND (TRY_CAST(value AS INTEGER) >= last) IS NOT TRUE""",
    }
    return [Check("keys", table, wrong, remedy, query) for (table, wrong, remedy), query in rules.items()]


def _runs() -> list[Check]:
    return [
        Check(
            "keys",
            "runs",
            "its batch is not known, or its number is another's",
            Remedy.REMOVE,
            f"""SELECT NULL AS document, NULL AS corpus, concat('run ', run, ', ', stage, ' of ', batch) AS place
               FROM runs QUALIFY (run > 0 AND row_number() OVER (PARTITION BY run) = 1
                        AND batch IN (SELECT split_part(named, ' ', 2) FROM ({NAMED_BATCHES}) n(named))) IS NOT TRUE""",
        ),
        Check(
            "values",
            "runs",
            "a value cannot be",
            Remedy.NONE,
            """SELECT NULL AS document, NULL AS corpus, concat('run ', run) AS place FROM runs
               WHERE (stage IN ('ingest', 'extract', 'classify') AND started <= ended AND documents >= 0
                      AND json_valid(settings) AND json_valid(versions) AND json_valid(counts)) IS NOT TRUE""",
        ),
        Check(
            "counts",
            "runs",
            "there is no record of the batch's ingest",
            Remedy.RESTORE,
            """SELECT NULL AS document, corpus, batch AS place FROM batches
               WHERE batch NOT IN (SELECT batch FROM runs WHERE stage = 'ingest')""",
        ),
    ]


def _judgements() -> list[Check]:
    good = {
        "labels": "coder <> '' AND text <> '' AND codebook <> '' AND themes IS NOT NULL",
        "decisions": "kind <> '' AND label <> '' AND \"left\" <> ''",
    }
    return [
        Check(
            "values",
            table,
            "its number is another's, or a value is missing",
            Remedy.NONE,
            f"""SELECT NULL AS document, NULL AS corpus, concat('number ', number) AS place FROM {table}
                QUALIFY (number > 0 AND row_number() OVER (PARTITION BY number) = 1 AND {condition}) IS NOT TRUE""",
        )
        for table, condition in good.items()
    ]


def _counts() -> list[Check]:
    return [
        Check(
            "counts",
            "documents",
            "there are not as many documents as were read",
            Remedy.REREAD,
            f"""SELECT NULL AS document, corpus, concat(here, ' documents, read were ', here + missing) AS place
                FROM ({MISSING}) WHERE missing <> 0""",
        ),
        Check(
            "counts",
            "failures",
            "there are not as many failures as the ingest of the corpus's last batch had",
            Remedy.REREAD,
            f"""SELECT NULL AS document, b.corpus,
                       concat(coalesce(f.n, 0), ' failures in ', b.batch, ', there were ', failed + dropped) AS place
                FROM ({INGESTED}) JOIN batches b USING (batch)
                LEFT JOIN (SELECT batch, count(*) AS n FROM failures
                           WHERE document IS NULL AND stage = 'ingest' GROUP BY batch) f
                USING (batch)
                WHERE b.number = (SELECT max(number) FROM batches l WHERE l.corpus = b.corpus)
                  AND coalesce(f.n, 0) <> failed + dropped""",
        ),
    ]
