"""What must hold of the tables that the stages compute from a document."""

from themeline.store import digests
from themeline.store.check import Check, Remedy

SPANS = ("sentences", "entities", "dates")
EXTRACTED = ("parses", *SPANS, "keywords", "terms")
COMPUTED = (*EXTRACTED, "themes")

# A stretch is compared with a piece of the text that begins shortly before it: DuckDB counts characters from the
# beginning of a string, which for every sentence of a long text would take time with the square of its length.
PIECE = 4096
PIECES = f"""
    SELECT d.id AS document, p.piece, substring(d.text, p.piece * {PIECE} + 1, {2 * PIECE}) AS text
    FROM documents d, unnest(range(0, length(d.text) // {PIECE} + 1)) AS p(piece)"""
PLACE = """concat('sentence ', t.sentence, ', characters ', t.start, ' to ', t."end")"""
LENGTHS = "(SELECT id, length(text) AS length FROM documents)"


def outputs_checks() -> list[Check]:
    """Return the checks in the order in which a cause comes before what follows from it."""
    return [
        *(_digests(table) for table in ("documents", *COMPUTED)),
        *(_bounds(table) for table in (*SPANS, "themes")),
        *(_offsets(table) for table in SPANS),
        *(_in_sentence(table, 't.start >= s.start AND t."end" <= s."end"') for table in ("entities", "dates")),
        _in_sentence("themes", 't.start = s.start AND t."end" = s."end"'),
        *_order(),
        *_once(),
        *_values(),
    ]


def _check(name: str, table: str, wrong: str, query: str) -> Check:
    remedy = {"documents": Remedy.REREAD, "themes": Remedy.CLASSIFY}.get(table, Remedy.EXTRACT)
    return Check(name, table, wrong, remedy, query)


def _digests(table: str) -> Check:
    """Compare what is there with what was written; a document that has no rows in a table has no digest of it."""
    query = f"""
        SELECT coalesce(n.document, k.document) AS document, NULL AS corpus,
               concat(coalesce(n.rows, 0), ' rows, written were ', coalesce(k.rows, 0)) AS place
        FROM ({digests.of_documents(table)}) n FULL JOIN (FROM digests WHERE "table" = '{table}') k
        ON n.document = k.document
        WHERE (n.rows, n.digest) IS DISTINCT FROM (k.rows, k.digest)
          AND coalesce(n.document, k.document) IN (SELECT id FROM documents)"""
    return _check("digests", table, "it is not what was written", query)


def _bounds(table: str) -> Check:
    text = " AND t.text IS NOT NULL" if table in SPANS else ""
    return _check(
        "bounds",
        table,
        "it does not lie within the text",
        f"""SELECT t.document, NULL AS corpus, {PLACE} AS place FROM {table} t JOIN {LENGTHS} d ON d.id = t.document
            WHERE (t.start >= 0 AND t.start < t."end" AND t."end" <= d.length{text}) IS NOT TRUE""",
    )


def _offsets(table: str) -> Check:
    return _check(
        "offsets",
        table,
        "its text is not that of the document from start to end",
        f"""SELECT t.document, NULL AS corpus, {PLACE} AS place
            FROM {table} t JOIN ({PIECES}) p ON p.document = t.document AND p.piece = t.start // {PIECE}
            WHERE t.start >= 0 AND t."end" - t.start <= {PIECE}
              AND substring(p.text, t.start % {PIECE} + 1, t."end" - t.start) <> t.text
            UNION ALL
            SELECT t.document, NULL, {PLACE} FROM {table} t JOIN documents d ON d.id = t.document
            WHERE t."end" - t.start > {PIECE} AND substring(d.text, t.start + 1, t."end" - t.start) <> t.text""",
    )


def _in_sentence(table: str, condition: str) -> Check:
    return _check(
        "sentence",
        table,
        "it does not lie in the sentence whose number it has",
        f"""SELECT t.document, NULL AS corpus, {PLACE} AS place FROM {table} t JOIN documents d ON d.id = t.document
            LEFT JOIN sentences s ON s.document = t.document AND s.sentence = t.sentence
            WHERE ({condition}) IS NOT TRUE""",
    )


def _order() -> list[Check]:
    numbered = {"sentences": ("sentence", "document"), "keywords": ("rank", "document, origin")}
    checks = [
        _check(
            "order",
            table,
            "its numbers are not 1, 2, 3 and so on",
            f"""SELECT document, NULL AS corpus, concat('number ', {number}) AS place FROM {table}
                WHERE document IN (SELECT id FROM documents)
                QUALIFY row_number() OVER (PARTITION BY {within} ORDER BY {number}) IS DISTINCT FROM {number}""",
        )
        for table, (number, within) in numbered.items()
    ]
    overlap = f"""SELECT document, NULL AS corpus, {PLACE} AS place FROM sentences t
        WHERE document IN (SELECT id FROM documents)
        QUALIFY start < lag("end") OVER (PARTITION BY document ORDER BY sentence)"""
    return [*checks, _check("order", "sentences", "it begins before the one before it ends", overlap)]


def _once() -> list[Check]:
    keys = {"parses": "", "terms": "layer, term", "themes": "sentence, theme"}
    return [
        _check(
            "keys",
            table,
            "it is there more than once",
            f"""SELECT document, NULL AS corpus, concat_ws(' ', {key or "'parse'"}) AS place FROM {table}
                WHERE document IN (SELECT id FROM documents)
                QUALIFY row_number() OVER (PARTITION BY document{key and f", {key}"}) > 1""",
        )
        for table, key in keys.items()
    ]


def _values() -> list[Check]:
    good = {
        "entities": ("text", "label <> '' AND name <> '' AND origin IN ('model', 'rule', 'alias')"),
        "dates": (
            "text",
            "type IN ('DATE', 'TIME', 'DURATION', 'SET') AND (earliest = '' OR latest = '' OR earliest <= latest)",
        ),
        "keywords": ("keyword", "keyword <> '' AND count >= 0 AND isfinite(score) AND origin IN ('text', 'author')"),
        "terms": ("term", "layer IN ('word', 'phrase') AND term <> '' AND count > 0"),
        "themes": ("theme", "theme <> '' AND probability BETWEEN 0 AND 1"),
        "parses": ("key", "key <> '' AND tokens >= 0 AND octet_length(data) > 0"),
    }
    return [
        _check(
            "values",
            table,
            "a value cannot be",
            f"""SELECT document, NULL AS corpus, coalesce(CAST({shown} AS VARCHAR), '') AS place FROM {table} t
                WHERE ({condition}) IS NOT TRUE AND document IN (SELECT id FROM documents)""",
        )
        for table, (shown, condition) in good.items()
    ]
