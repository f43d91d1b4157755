"""Who occurs where, as sparse matrices of counts: terms, themes and entities by sentence and by document."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from themeline.report.data import KeywordReportData
from themeline.report.search import Places

Numbers = npt.NDArray[np.int64]
Sparse = Any
"""A CSR array; SciPy ships no types."""

_WITH_DOCUMENTS = ("sentences", "entities", "dates", "keywords", "themes")


def coded(data: KeywordReportData) -> KeywordReportData:
    """Return the same corpus with `doc` as a category of the documents' ids, so that joins go by numbers."""
    kind = pd.CategoricalDtype(data.documents["doc"].astype(object))
    frames: dict[str, Any] = {n: _coded(getattr(data, n), kind) for n in ("documents", *_WITH_DOCUMENTS)}
    return replace(data, **frames)


def _coded(frame: pd.DataFrame, kind: pd.CategoricalDtype) -> pd.DataFrame:
    """Look each document up once: `astype` would make a Python string of every row."""
    codes, distinct = pd.factorize(frame["doc"])
    numbers = kind.categories.get_indexer(pd.Index(distinct, dtype=object))
    return frame.assign(doc=pd.Categorical.from_codes(numbers[codes], dtype=kind))


def doc_codes(frame: pd.DataFrame) -> Numbers:
    """Return the number of each row's document."""
    return frame["doc"].cat.codes.to_numpy().astype(np.int64)


def sentence_rows(frame: pd.DataFrame, sentences: pd.DataFrame) -> Numbers:
    """Return the row in `sentences` of each row of a table with `doc` (coded) and `sentence`; -1 where it has none."""
    width = int(sentences["sentence"].max()) + 1 if len(sentences) else 1
    keys, wanted = pd.Index(_key(sentences, width)), pd.Index(_key(frame, width))
    inside = frame["sentence"].between(0, width - 1).to_numpy()
    return np.where(inside, keys.get_indexer(wanted), -1)


def incidence(columns: Numbers, rows: Numbers, shape: tuple[int, int]) -> Sparse:
    """Return a matrix (rows × columns) that holds 1 where a pair is given, however often; rows of -1 are left out."""
    kept = (rows >= 0) & (columns >= 0)
    matrix = sparse.csr_array((np.ones(int(kept.sum()), dtype=np.int64), (rows[kept], columns[kept])), shape=shape)
    matrix.data[:] = 1
    return matrix


def counts_by_document(places: Places, data: KeywordReportData) -> Sparse:
    """Return terms × documents: how often a document's sentences hold a term."""
    docs = doc_codes(data.sentences).astype(np.int32)[places.row]
    shape = (len(places.terms), len(data.documents))
    return sparse.csr_array((places.hits, (places.term, docs)), shape=shape)


def pairs_of(matrix: Sparse, names: Sequence[str]) -> pd.DataFrame:
    """Return which columns share rows: `name`, `other`, and in how many `sentences` (rows), most first."""
    together = (matrix.T @ matrix).toarray()
    found = [
        (names[i], names[j], int(together[i, j])) for i, j in combinations(range(len(names)), 2) if together[i, j] > 0
    ]
    table = pd.DataFrame(found, columns=["name", "other", "sentences"])
    return table.sort_values(["sentences", "name", "other"], ascending=[False, True, True]).reset_index(drop=True)


def _key(frame: pd.DataFrame, width: int) -> Numbers:
    keys: Numbers = doc_codes(frame) * width + frame["sentence"].to_numpy().astype(np.int64)
    return keys
