"""Collocates: the words around a word, in one corpus, and how they shift from one corpus to another."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from themeline.compare import effect_size, keyness
from themeline.compare.comparison import Comparison, compare_corpora
from themeline.compare.counts import CorpusCounts
from themeline.compare.settings import CompareSettings
from themeline.errors import UsageError

WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-‐‑'’.&][^\W_]+)*")
SPELLINGS = str.maketrans("‐‑’", "--'")
LAYER = "collocate"


@dataclass(frozen=True, slots=True)
class Window:
    """What stands around a node word in a corpus.

    Attributes:
        name: The corpus' name.
        node: The node, its words in lower case.
        hits: How often the node occurs.
        windows: Layer "collocate": how often each word stands in a window, for each document with the node; the
            documents' sizes are the words in their windows.
        frequencies: How often each of these words occurs in the whole corpus.
        words: Words of the whole corpus.
    """

    name: str
    node: str
    hits: int
    windows: CorpusCounts
    frequencies: pd.Series
    words: int


def find_window(name: str, sentences: pd.DataFrame, node: str, span: int = 5) -> Window:
    """Count the words within `span` words of a node, inside its sentence; the node itself is not counted.

    Args:
        name: What to call the corpus.
        sentences: Columns `document` (or `doc`) and `text`.
        node: A word or several, in any case.
        span: Words on each side.

    Raises:
        UsageError: If the node has no words or does not occur.
    """
    target = words_of(node)
    if not target or span < 1:
        raise UsageError(f"{node!r} is not a word whose neighbours can be counted.", "Name a word and a positive span.")
    key = "document" if "document" in sentences else "doc"
    totals: Counter[str] = Counter()
    around: dict[tuple[object, str], int] = {}
    hits = 0
    for document, text in zip(sentences[key].tolist(), sentences["text"].tolist(), strict=True):
        words = words_of(text)
        totals.update(words)
        positions = list(_positions(words, target))
        hits += len(positions)
        for word in _around(words, positions, len(target), span):
            around[document, word] = around.get((document, word), 0) + 1
    if not around:
        raise UsageError(f"{node!r} has no neighbours in corpus {name!r}: it does not occur, or only by itself.")
    return Window(name, " ".join(target), hits, *_counted(name, around, totals), sum(totals.values()))


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case: compounds whole, without numbers and punctuation."""
    words = [match.group().lower().translate(SPELLINGS) for match in WORD.finditer(text)]
    return [word for word in words if any(map(str.isalpha, word))]


def _positions(words: list[str], target: list[str]) -> Iterator[int]:
    for position, word in enumerate(words):
        if word == target[0] and words[position : position + len(target)] == target:
            yield position


def _around(words: list[str], positions: list[int], length: int, span: int) -> Iterator[str]:
    """Yield each word near a node once, however many nodes are near it."""
    inside = {position + offset for position in positions for offset in range(length)}
    near = {p for position in positions for p in range(max(position - span, 0), position + length + span)}
    for position in sorted(near - inside):
        if position < len(words):
            yield words[position]


def _counted(name: str, around: dict[tuple[object, str], int], totals: Counter[str]) -> tuple[CorpusCounts, pd.Series]:
    rows = [(document, LAYER, word, count) for (document, word), count in around.items()]
    terms = pd.DataFrame(rows, columns=["document", "layer", "term", "count"])
    sizes = terms.groupby("document", sort=False)["count"].sum().rename("words").reset_index()
    windows = CorpusCounts.from_frames(name, sizes, terms)
    found = windows.layers[LAYER].terms
    return windows, pd.Series([totals[word] for word in found], index=found, dtype=np.int64)


def collocates(window: Window, min_count: int = 3, confidence: float = 0.95) -> pd.DataFrame:
    """Say which words are typical of a node's neighbourhood, against the rest of the corpus.

    Returns:
        One row for each word with at least `min_count` occurrences near the node: collocate, near, elsewhere,
        documents, g2, log_ratio, lrc (bound corrected for the number of words), mutual_information; by LRC.
    """
    part = window.windows.layers[LAYER]
    near = part.totals()
    size = int(window.windows.words.sum())
    documents = np.bincount(part.matrix.indices, minlength=len(part.terms))
    kept = near >= min_count
    elsewhere = window.frequencies.to_numpy() - near
    counts = near[kept], elsewhere[kept], size, max(window.words - size, 1)
    table = pd.DataFrame({"collocate": part.terms[kept].to_numpy(), "near": counts[0], "elsewhere": counts[1]})
    table["documents"] = documents[kept]
    table["g2"] = keyness.log_likelihood_table(*counts)
    table["log_ratio"] = effect_size.log_ratio(*counts)
    table["lrc"] = effect_size.conservative_log_ratio(*counts, confidence, int(kept.sum()))
    table["mutual_information"] = effect_size.mutual_information(*counts)
    return table.sort_values(["lrc", "log_ratio", "collocate"], ascending=[False, False, True], ignore_index=True)


def collocation_shift(a: Window, b: Window, settings: CompareSettings | None = None) -> Comparison:
    """Compare the neighbourhoods of a node in two corpora: the words that it keeps company with in each.

    The documents with the node are compared by the shares of the words in its windows, with the same statistics and
    classes as corpora are.
    """
    return compare_corpora(a.windows, b.windows, settings)
