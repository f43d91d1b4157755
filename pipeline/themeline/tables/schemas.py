"""The tables as they leave through `export`: names, columns, types and meanings.

The columns named here come first and keep their order; columns that a room adds follow after them.
"""

from dataclasses import dataclass

from themeline.errors import UsageError


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its DuckDB type, and what it holds."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """A public table; `order` are the columns that its rows are sorted by on export, enough of them to leave no tie."""

    name: str
    row: str
    columns: tuple[Column, ...]
    order: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)


def _columns(*rows: tuple[str, str, str]) -> tuple[Column, ...]:
    return tuple(Column(*row) for row in rows)


DOC = ("doc", "VARCHAR", "the document's id, unique within its corpus")
CORPUS = ("corpus", "VARCHAR", "the corpus that the document belongs to")
SENTENCE = ("sentence", "INTEGER", "the sentence's number in the document, from 1")
START = ("start", "INTEGER", "first character in documents.text, from 0")
END = ("end", "INTEGER", "one past the last character in documents.text")
TEXT = ("text", "VARCHAR", "the stretch itself, documents.text[start:end]")

DOCUMENTS = Table(
    "documents",
    "a document",
    _columns(
        DOC,
        CORPUS,
        ("batch", "VARCHAR", "the batch that brought it"),
        ("source", "VARCHAR", "the file and row that it came from"),
        ("title", "VARCHAR", "its title, or empty"),
        ("language", "VARCHAR", "ISO 639-1 code; und when undecided"),
        ("published", "VARCHAR", "ISO 8601 year, month or day, or empty"),
        ("author_keywords", "VARCHAR[]", "the author's own keywords"),
        ("tokens", "INTEGER", "tokens of the parse without white space; null before extraction"),
        ("metadata", "JSON", "every other field of the input"),
        ("text", "VARCHAR", "the cleaned text"),
    ),
    ("corpus", "doc"),
)
SENTENCES = Table(
    "sentences",
    "a sentence",
    _columns(DOC, SENTENCE, START, END, TEXT, CORPUS),
    ("corpus", "doc", "sentence"),
)
ENTITIES = Table(
    "entities",
    "a mention of an entity",
    _columns(
        DOC,
        SENTENCE,
        START,
        END,
        TEXT,
        ("label", "VARCHAR", "PERSON, ORG, GPE, LAW, POLICY, EVENT, ..."),
        ("name", "VARCHAR", "canonical name across documents"),
        ("origin", "VARCHAR", "model, rule or alias"),
        CORPUS,
        ("evidence", "VARCHAR", "why it has a name that it is not written by, or empty"),
        ("certainty", "DOUBLE", "how sure that evidence is, 0 to 1"),
    ),
    ("corpus", "doc", "start", "end", "label", "text", "name", "origin"),
)
DATES = Table(
    "dates",
    "a temporal expression",
    _columns(
        DOC,
        SENTENCE,
        START,
        END,
        TEXT,
        ("type", "VARCHAR", "TIMEX3 type: DATE, TIME, DURATION or SET"),
        ("value", "VARCHAR", "TIMEX3 value; empty when unresolved"),
        ("edtf", "VARCHAR", "EDTF value (ISO 8601-2); empty where there is none"),
        ("earliest", "VARCHAR", "first day covered, or empty"),
        ("latest", "VARCHAR", "last day covered, or empty"),
        ("mod", "VARCHAR", "TIMEX3 modifier, or empty"),
        ("anchor", "VARCHAR", "the date that a relative expression was resolved from, or empty"),
        ("part_of", "VARCHAR", "the law or policy name that it belongs to, or empty"),
        CORPUS,
    ),
    ("corpus", "doc", "start", "end", "type", "value", "text"),
)
KEYWORDS = Table(
    "keywords",
    "a keyword of a document",
    _columns(
        DOC,
        ("rank", "INTEGER", "rank within the document and origin, from 1"),
        ("keyword", "VARCHAR", "the keyword as written"),
        ("score", "DOUBLE", "the method's score; higher is better"),
        ("count", "INTEGER", "occurrences in the document"),
        ("origin", "VARCHAR", "text (extracted) or author"),
        CORPUS,
    ),
    ("corpus", "doc", "origin", "rank", "keyword"),
)
TERMS = Table(
    "terms",
    "a term's count in a document",
    _columns(
        DOC,
        ("layer", "VARCHAR", "word, phrase, entity, theme or year"),
        ("term", "VARCHAR", "the term"),
        ("count", "INTEGER", "occurrences in the document"),
        CORPUS,
    ),
    ("corpus", "doc", "layer", "term"),
)
THEMES = Table(
    "themes",
    "a theme given to a sentence",
    _columns(
        DOC,
        SENTENCE,
        START,
        END,
        ("theme", "VARCHAR", "the theme's key in the codebook"),
        ("probability", "DOUBLE", "calibrated probability that the sentence is about it"),
        CORPUS,
    ),
    ("corpus", "doc", "sentence", "theme"),
)
FAILURES = Table(
    "failures",
    "an input that could not be used",
    _columns(
        ("source", "VARCHAR", "the file and row, or the document"),
        ("batch", "VARCHAR", "the batch in which it failed"),
        ("stage", "VARCHAR", "the stage at which it failed"),
        ("error", "VARCHAR", "the kind of failure"),
        ("detail", "VARCHAR", "what exactly, and what to do"),
        CORPUS,
    ),
    ("corpus", "source", "stage", "error", "detail", "batch"),
)
RUNS = Table(
    "runs",
    "a stage run over a batch",
    _columns(
        ("run", "INTEGER", "the run's number"),
        ("stage", "VARCHAR", "ingest, extract, classify, report or compare"),
        ("batch", "VARCHAR", "the batch that it worked on"),
        ("started", "TIMESTAMPTZ", "when it began"),
        ("ended", "TIMESTAMPTZ", "when it last committed"),
        ("documents", "INTEGER", "documents that it completed"),
        ("settings", "JSON", "the stage's settings"),
        ("versions", "JSON", "versions of what computed it"),
        ("counts", "JSON", "of an ingest: files, documents, failures, and what each step of cleaning changed"),
    ),
    ("run",),
)

TABLES = {
    table.name: table for table in (DOCUMENTS, SENTENCES, ENTITIES, DATES, KEYWORDS, TERMS, THEMES, FAILURES, RUNS)
}


def find_table(name: str) -> Table:
    """Return the public table of that name.

    Raises:
        UsageError: If there is none; the message names those that are.
    """
    if name not in TABLES:
        raise UsageError(f"There is no table {name!r}.", f"The tables are: {', '.join(TABLES)}, timeline.")
    return TABLES[name]
