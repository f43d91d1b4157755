"""The lines of a concordance: hits with what stands left and right of them, sampled and sorted."""

import re

import numpy as np
import pandas as pd

from themeline.compare.kwic_settings import ConcordanceSettings

BLANKS = re.compile(r"\s+")
WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


def lines_of(sentences: pd.DataFrame, hits: list[tuple[int, int, int]], settings: ConcordanceSettings) -> pd.DataFrame:
    """Make the table of a concordance; see `kwic.concordance`.

    Args:
        sentences: The sentences searched.
        hits: The row of the sentence, and start and end in its text.
        settings: How to cut, sample and sort.
    """
    key = key_column(sentences)
    texts, starts = sentences["text"].tolist(), sentences["start"].tolist()
    rows = np.array([row for row, _, _ in hits], dtype=np.int64)
    cut = [cut_context(texts[row], start, end, settings.width) for row, start, end in hits]
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


def cut_context(text: str, start: int, end: int, width: int) -> tuple[str, str, str]:
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


def key_column(frame: pd.DataFrame) -> str:
    """The column that names the documents."""
    return "document" if "document" in frame else "doc"
