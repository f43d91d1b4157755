"""Concordances: every occurrence of a pattern with what stands left and right of it, within its sentence."""

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

import numpy as np
import pandas as pd
import regex  # type: ignore[import-untyped]
from pydantic import BaseModel, ConfigDict, Field

from themeline.errors import UsageError
from themeline.language import ParsedDocument

SPAN_COLUMNS = ["sentence", "start", "end"]
BLANKS = re.compile(r"\s+")
WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


class ConcordanceSettings(BaseModel):
    """The settings of a concordance."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    regex: bool = Field(False, description="The pattern is a regular expression.")
    match_case: bool = Field(False, description="Capital letters matter.")
    whole_words: bool = Field(True, description="A plain pattern begins and ends at word boundaries.")
    width: int = Field(60, ge=0, le=10_000, description="Characters of context on each side; 0 for the sentence.")
    sort: Literal["document", "left", "right", "keyword"] = Field("document", description="What lines are sorted by.")
    sample: int = Field(0, ge=0, description="How many lines are drawn at random; 0 for all.")
    seed: int = Field(20121106, ge=0, description="Seed of the sample.")
    seconds: float = Field(10.0, gt=0, description="Time that the search may take.")


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
    compiled = _compile(pattern, settings)
    deadline = time.monotonic() + settings.seconds
    hits: list[tuple[int, int, int]] = []
    for row, text in enumerate(sentences["text"].tolist()):
        hits.extend((row, start, end) for start, end in _find(compiled, text, deadline, pattern))
    return _lines(sentences, hits, settings)


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
    key = _key(sentences)
    numbered = sentences[[key, "sentence", "start"]].assign(row=np.arange(len(sentences)))
    joined = spans[[_key(spans), *SPAN_COLUMNS]].rename(columns={_key(spans): key})
    joined = joined.merge(numbered, on=[key, "sentence"], how="inner", suffixes=("", "_of_sentence"))
    begins = (joined["start"] - joined["start_of_sentence"]).clip(lower=0)
    ends = joined["end"] - joined["start_of_sentence"]
    hits = sorted(zip(joined["row"].tolist(), begins.tolist(), ends.tolist(), strict=True))
    return _lines(sentences, hits, settings or ConcordanceSettings())


def find_lemma(documents: Iterable[ParsedDocument], lemma: str) -> pd.DataFrame:
    """Find all forms of a dictionary word.

    Returns:
        Columns `doc`, `sentence`, `start`, `end`, for `concordance_of_spans`.
    """
    wanted = lemma.strip().lower()
    rows = [
        (parsed.document.doc, number, token.idx, token.idx + len(token))
        for parsed in documents
        for number, span in enumerate(parsed.spans, start=1)
        for token in span
        if token.lemma_.lower() == wanted
    ]
    return pd.DataFrame(rows, columns=["doc", *SPAN_COLUMNS])


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


def _compile(pattern: str, settings: ConcordanceSettings) -> "regex.Pattern[str]":
    if not pattern.strip():
        raise UsageError("There is nothing to search for: the pattern is empty.")
    flags = regex.VERSION0 if settings.match_case else regex.VERSION0 | regex.IGNORECASE
    if settings.regex:
        try:
            return regex.compile(pattern, flags)
        except regex.error as error:
            where = f" at character {error.pos + 1}" if error.pos is not None else ""
            raise UsageError(f"The pattern {pattern!r} is malformed{where}: {error.msg}.") from error
    words = r"\s+".join(regex.escape(word) for word in pattern.split())
    if settings.whole_words:
        words = rf"(?<!\w){words}(?!\w)" if pattern.strip()[-1].isalnum() else rf"(?<!\w){words}"
    return regex.compile(words, flags)


def _find(compiled: "regex.Pattern[str]", text: str, deadline: float, pattern: str) -> Iterator[tuple[int, int]]:
    left = deadline - time.monotonic()
    try:
        if left <= 0:
            raise TimeoutError
        for match in compiled.finditer(text, timeout=left):
            if match.end() > match.start():
                yield match.start(), match.end()
    except TimeoutError as error:
        raise UsageError(
            f"Searching for {pattern!r} takes too long.", "Avoid nested repetitions such as (a+)+, or allow more time."
        ) from error


def _lines(sentences: pd.DataFrame, hits: list[tuple[int, int, int]], settings: ConcordanceSettings) -> pd.DataFrame:
    key = _key(sentences)
    texts, starts = sentences["text"].tolist(), sentences["start"].tolist()
    rows = np.array([row for row, _, _ in hits], dtype=np.int64)
    cut = [_cut(texts[row], start, end, settings.width) for row, start, end in hits]
    table = sentences[[key, "sentence"]].iloc[rows].reset_index(drop=True)
    table["start"] = np.array([starts[row] + start for row, start, _ in hits], dtype=np.int64)
    table["end"] = np.array([starts[row] + end for row, _, end in hits], dtype=np.int64)
    for position, column in enumerate(("left", "keyword", "right")):
        table[column] = pd.Series([parts[position] for parts in cut], dtype=object)
    others = sentences.columns.difference([key, "sentence", "start", "end", "text"], sort=False)
    table = pd.concat([table, sentences[list(others)].iloc[rows].reset_index(drop=True)], axis=1)
    if settings.sample and settings.sample < len(table):
        chosen = np.random.default_rng(settings.seed).choice(len(table), settings.sample, replace=False)
        table = table.iloc[np.sort(chosen)]
    return _sorted(table, settings.sort)


def _cut(text: str, start: int, end: int, width: int) -> tuple[str, str, str]:
    """Cut the context to a width, at spaces, with white space made single."""
    left, keyword, right = (BLANKS.sub(" ", part) for part in (text[:start], text[start:end], text[end:]))
    if width and len(left) > width:
        left = left[-width:].partition(" ")[2] or left[-width:]
    if width and len(right) > width:
        right = right[:width].rpartition(" ")[0] or right[:width]
    return left, keyword, right


def _sorted(table: pd.DataFrame, by: str) -> pd.DataFrame:
    """Sort lines by the words next to the keyword (on the left from the nearest outwards), or leave their order."""
    if by == "document":
        return table.reset_index(drop=True)
    words = {
        "left": [WORD.findall(text.lower())[::-1] for text in table["left"]],
        "right": [WORD.findall(text.lower()) for text in table["right"]],
        "keyword": [[text.lower()] for text in table["keyword"]],
    }[by]
    order = sorted(range(len(table)), key=words.__getitem__)
    return table.iloc[order].reset_index(drop=True)


def _key(frame: pd.DataFrame) -> str:
    return "document" if "document" in frame else "doc"
