"""The typed values that pass between the rooms.

Offsets are in characters of the document's text, 0-based, end exclusive: `text == document.text[start:end]`.
Sentences are numbered from 1 within their document.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class BlockKind(StrEnum):
    """What a stretch of a document is; only `TEXT` holds sentences."""

    TEXT = "text"
    HEADING = "heading"
    KEYWORDS = "keywords"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document: a paragraph, a heading, or the author's keyword line."""

    start: int
    end: int
    kind: BlockKind = BlockKind.TEXT


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was ingested.

    Attributes:
        doc: The user's own id, unique within its corpus.
        text: The cleaned text (the text itself under `--verbatim`).
        source: The file (and row) that it came from, relative to the source that was named.
        title: Its title, or an empty string.
        language: ISO 639-1 code of the text's language; `und` when undecided.
        published: ISO 8601 date of publication (`2016`, `2016-12` or `2016-12-27`), or an empty string.
        author_keywords: The author's own keywords, in their order.
        metadata: Every other field of the input, as strings, numbers or booleans.
        blocks: What each stretch of the text is, in order, without overlap.
    """

    doc: str
    text: str
    source: str = ""
    title: str = ""
    language: str = "en"
    published: str = ""
    author_keywords: tuple[str, ...] = ()
    metadata: Mapping[str, object] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of running text; headings and keyword lines are none."""

    sentence: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A mention of a named entity.

    Attributes:
        label: PERSON, NORP, ORG, GPE, LOC, FAC, PRODUCT, WORK_OF_ART, EVENT, LAW, POLICY, LANGUAGE.
        name: The canonical name, the same for every mention of the thing in the document.
        origin: What found it: `model`, `rule` or `alias`.
    """

    sentence: int
    start: int
    end: int
    text: str
    label: str
    name: str
    origin: str


@dataclass(frozen=True, slots=True)
class TemporalExpression:
    """A temporal expression and what it denotes.

    Attributes:
        type: The TIMEX3 type: DATE, TIME, DURATION or SET.
        value: The TIMEX3 value; empty when it cannot be resolved.
        edtf: The same in EDTF (ISO 8601-2), or empty where EDTF has no such value.
        earliest: The first day covered, ISO 8601, or empty when open or unresolved.
        latest: The last day covered, ISO 8601, or empty when open or unresolved.
        mod: The TIMEX3 modifier (APPROX, START, MID, END, BEFORE, AFTER, ...), or empty.
        anchor: The date that a relative expression was resolved from, or empty.
        part_of: The law or policy name that the expression belongs to, or empty.
    """

    sentence: int
    start: int
    end: int
    text: str
    type: str
    value: str
    edtf: str
    earliest: str
    latest: str
    mod: str = ""
    anchor: str = ""
    part_of: str = ""


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword of a document; `origin` is `text` (extracted) or `author`."""

    rank: int
    keyword: str
    score: float
    count: int
    origin: str


@dataclass(frozen=True, slots=True)
class ThemeAssignment:
    """A theme given to a sentence, with the calibrated probability that it holds."""

    sentence: int
    start: int
    end: int
    theme: str
    probability: float


@dataclass(frozen=True, slots=True)
class TermCount:
    """How often a term occurs in a document; `layer` is word, phrase, entity, theme or year."""

    layer: str
    term: str
    count: int


@dataclass(frozen=True, slots=True)
class Failure:
    """An input, or a document at a stage, that could not be used, and why."""

    source: str
    stage: str
    error: str
    detail: str
