"""Concordances: every occurrence of a pattern with what stands left and right of it, within its sentence."""

import time
from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from themeline.compare.kwic_lines import key_column, lines_of
from themeline.compare.kwic_patterns import compile_pattern, find_pattern
from themeline.compare.kwic_settings import ConcordanceSettings

SPAN_COLUMNS = ["sentence", "start", "end"]


def concordance(sentences: pd.DataFrame, pattern: str, settings: ConcordanceSettings | None = None) -> pd.DataFrame:
    """Find a pattern in sentences.

    Args:
        sentences: Columns `document` (or `doc`), `sentence`, `start` (of the sentence in its document), `text`;
            every other column (corpus, metadata) goes into the result.
        pattern: Words, between which any white space may stand, or a regular expression (of the `regex` package).
        settings: How to search, sort, cut and sample.

    Returns:
        One row for each hit: the sentences' key columns, start and end in the document, left, keyword, right, then
        the other columns. Hits do not overlap.

    Raises:
        UsageError: If the pattern is empty or malformed, or takes longer than it may.
    """
    settings = settings or ConcordanceSettings()
    compiled = compile_pattern(pattern, settings)
    deadline = time.monotonic() + settings.seconds
    hits: list[tuple[int, int, int]] = []
    for row, text in enumerate(sentences["text"].tolist()):
        hits.extend((row, start, end) for start, end in find_pattern(compiled, text, deadline, pattern))
    return lines_of(sentences, hits, settings)


def concordance_of_spans(
    sentences: pd.DataFrame, spans: pd.DataFrame, settings: ConcordanceSettings | None = None
) -> pd.DataFrame:
    """Show given stretches in their sentences: mentions of an entity, sentences with a theme, forms of a lemma.

    Args:
        sentences: As for `concordance`.
        spans: Columns `document` (or `doc`), `sentence`, `start`, `end`, offsets in the document.
        settings: How to sort, cut and sample.

    Returns:
        As `concordance`; spans whose sentence is not among the sentences are left out.
    """
    key = key_column(sentences)
    numbered = sentences[[key, "sentence", "start"]].assign(row=np.arange(len(sentences)))
    joined = spans[[key_column(spans), *SPAN_COLUMNS]].rename(columns={key_column(spans): key})
    joined = joined.merge(numbered, on=[key, "sentence"], how="inner", suffixes=("", "_of_sentence"))
    begins = (joined["start"] - joined["start_of_sentence"]).clip(lower=0)
    ends = joined["end"] - joined["start_of_sentence"]
    hits = sorted(zip(joined["row"].tolist(), begins.tolist(), ends.tolist(), strict=True))
    return lines_of(sentences, hits, settings or ConcordanceSettings())


def side_by_side(sentences: Mapping[str, pd.DataFrame], search: Callable[[pd.DataFrame], pd.DataFrame]) -> pd.DataFrame:
    """Search several corpora alike and put the lines into one table with column `corpus` first.

    Args:
        sentences: The sentences of each corpus.
        search: What makes a concordance of one corpus' sentences; a sample is then drawn from each.
    """
    tables = []
    for name, frame in sentences.items():
        lines = search(frame).drop(columns="corpus", errors="ignore")
        lines.insert(0, "corpus", name)
        tables.append(lines)
    filled = [table for table in tables if len(table)]
    return pd.concat(filled, ignore_index=True) if filled else tables[0]
