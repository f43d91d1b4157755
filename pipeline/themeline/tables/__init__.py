"""What passes between the rooms (records) and what leaves through `export` (schemas)."""

from themeline.tables.records import (
    Block,
    BlockKind,
    Document,
    Entity,
    Failure,
    Keyword,
    Sentence,
    TemporalExpression,
    TermCount,
    ThemeAssignment,
)

__all__ = [
    "Block",
    "BlockKind",
    "Document",
    "Entity",
    "Failure",
    "Keyword",
    "Sentence",
    "TemporalExpression",
    "TermCount",
    "ThemeAssignment",
]
