"""Are two corpora comparable? What to look at before any difference is believed."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from themeline.compare.counts import CorpusCounts, aligned, vocabulary
from themeline.compare.layer import only_describes
from themeline.compare.settings import CompareSettings

COLUMNS = ("check", "a", "b", "level", "note")
OWN = frozenset({"document", "doc", "words", "tokens", "year", "published", "sentences", "title", "corpus", "batch"})
MOST_VALUES = 50
IMBALANCE = 0.3
UNEVEN = 3.0


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the design check; `level` is `ok`, `note` or `warning`."""

    check: str
    a: object
    b: object
    level: str = "ok"
    note: str = ""


def check_design(a: CorpusCounts, b: CorpusCounts, settings: CompareSettings) -> pd.DataFrame:
    """Compare sizes, lengths, years and metadata of two corpora and look for documents that are in both.

    Returns:
        One row for each check with columns `check`, `a`, `b`, `level` (ok, note or warning) and `note`.
    """
    checks = [*_sizes(a, b, settings), *_years(a, b), *_metadata(a, b), *_duplicates(a, b)]
    return pd.DataFrame([(c.check, c.a, c.b, c.level, c.note) for c in checks], columns=list(COLUMNS), dtype=object)


def _sizes(a: CorpusCounts, b: CorpusCounts, settings: CompareSettings) -> Iterator[Check]:
    documents = [0 if c.is_list else len(c.documents) for c in (a, b)]
    few = only_describes(a, b, settings)
    reference = a.is_list or b.is_list
    note = f"Descriptive only: fewer than {settings.smallest_side} documents on a side." if few else ""
    note = note or ("A frequency list has no documents: only one side's variety is known." if reference else "")
    yield Check("documents", documents[0], documents[1], "warning" if few else "note" if reference else "ok", note)
    words = [int(c.words.sum()) for c in (a, b)]
    uneven = max(words) > 10 * max(min(words), 1)
    note = "One corpus is over ten times the other." if uneven else ""
    yield Check("words", words[0], words[1], "note" if uneven else "ok", note)
    if reference:
        return
    median = [float(np.median(c.words)) for c in (a, b)]
    mixed = max(median) > UNEVEN * max(min(median), 1)
    note = "The documents of one corpus are far longer: differences may be differences of genre." if mixed else ""
    yield Check("median words of a document", median[0], median[1], "warning" if mixed else "ok", note)
    share = [float(c.words.max() / c.words.sum()) for c in (a, b)]
    heavy = max(share) > 1 / 3
    note = "One document is over a third of its corpus." if heavy else ""
    yield Check("share of the longest document", share[0], share[1], "warning" if heavy else "ok", note)
    empty = [int((c.words == 0).sum()) for c in (a, b)]
    yield Check("documents without words", empty[0], empty[1], "note" if any(empty) else "ok")


def _years(a: CorpusCounts, b: CorpusCounts) -> Iterator[Check]:
    years = [c.documents["year"].dropna() for c in (a, b)]
    if all(y.empty for y in years):
        return
    missing = [float(1 - len(y) / len(c.documents)) for y, c in zip(years, (a, b), strict=True)]
    yield Check("share without a year", missing[0], missing[1], "note" if max(missing) > 0.1 else "ok")
    spans = ["" if y.empty else f"{y.min()}-{y.max()}" for y in years]
    yield Check("years", spans[0], spans[1])
    if not any(y.empty for y in years):
        yield _imbalance("year", *(y.astype(str) for y in years))


def _metadata(a: CorpusCounts, b: CorpusCounts) -> Iterator[Check]:
    for column in a.documents.columns.intersection(b.documents.columns, sort=False):
        if column in OWN:
            continue
        values = [c.documents[column].dropna().astype(str) for c in (a, b)]
        if all(len(v) for v in values) and len(set(values[0]) | set(values[1])) <= MOST_VALUES:
            yield _imbalance(str(column), *values)


def _imbalance(column: str, a: pd.Series, b: pd.Series) -> Check:
    """Half the summed differences of the shares (L1): 0 for the same make-up, 1 for nothing in common."""
    shares = pd.concat([v.value_counts(normalize=True).rename(k) for k, v in (("a", a), ("b", b))], axis=1).fillna(0)
    distance = float((shares["a"] - shares["b"]).abs().sum() / 2)
    parted = distance > 1 - 1e-9
    if parted:
        note, level = f"The corpora have no {column} in common: its effect cannot be told from theirs.", "note"
    else:
        note, level = (
            f"The corpora differ in {column}; compare within each {column} (setting compare.strata).",
            "warning",
        )
    bad = distance > IMBALANCE
    return Check(f"imbalance of {column}", distance, distance, level if bad else "ok", note if bad else "")


def _duplicates(a: CorpusCounts, b: CorpusCounts) -> Iterator[Check]:
    if a.is_list or b.is_list:
        return
    shared = shared_documents(a, b)
    same = bool(shared.sum() == len(a.documents) == len(b.documents))
    note = "The corpora are identical." if same else "Some documents are in both corpora: leave them out of one."
    count = int(shared.sum())
    yield Check("documents of A that are also in B", count, count, "warning" if count else "ok", note if count else "")


def shared_documents(a: CorpusCounts, b: CorpusCounts) -> np.ndarray:
    """Say which documents of A have exactly the words of a document of B, as often."""
    layer = "word" if "word" in a.layers and "word" in b.layers else next(iter(sorted(a.layers)), "")
    terms = vocabulary((a, b), layer)
    in_b = set(_fingerprints(b, layer, terms))
    return np.array([key in in_b and key != () for key in _fingerprints(a, layer, terms)], dtype=np.bool_)


def _fingerprints(corpus: CorpusCounts, layer: str, terms: pd.Index) -> Iterator[tuple[bytes, ...]]:
    matrix = aligned(corpus, layer, terms)
    matrix.sort_indices()
    for start, end in zip(matrix.indptr[:-1], matrix.indptr[1:], strict=True):
        if start == end:
            yield ()
            continue
        yield matrix.indices[start:end].tobytes(), matrix.data[start:end].tobytes()
