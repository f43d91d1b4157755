"""The counts of a corpus: one sparse matrix (documents × terms) for each layer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import sparse

from themeline.compare.arrays import Booleans, Floats, Integers, Sparse
from themeline.compare.frequency_list import read_frequency_list
from themeline.compare.matrices import moved_columns
from themeline.errors import UsageError

LAYERS = ("word", "phrase", "entity", "theme", "year")
TERM_COLUMNS = ("document", "layer", "term", "count")


@dataclass(frozen=True, slots=True)
class LayerCounts:
    """The counts of one layer.

    Attributes:
        terms: The terms, sorted.
        matrix: Documents × terms, a CSR array of counts.
    """

    terms: pd.Index
    matrix: Sparse

    def totals(self) -> Integers:
        """Return each term's frequency."""
        return np.asarray(self.matrix.sum(axis=0), dtype=np.int64).ravel()

    def aligned(self, terms: pd.Index) -> Sparse:
        """Return the matrix with these terms as its columns; unknown terms get empty ones."""
        return moved_columns(self.matrix, terms.get_indexer(self.terms), len(terms))


@dataclass(frozen=True, slots=True)
class CorpusCounts:
    """A corpus as the statistics see it.

    Attributes:
        name: What it is called in tables and messages.
        documents: One row for each document: `document`, `words`, `year` (nullable), then its metadata.
        layers: The counts for each layer; rows in the order of `documents`.
        is_list: It is a frequency list: there are totals, but no documents to test on.
    """

    name: str
    documents: pd.DataFrame
    layers: Mapping[str, LayerCounts]
    is_list: bool = False

    @classmethod
    def from_frames(cls, name: str, documents: pd.DataFrame, terms: pd.DataFrame) -> "CorpusCounts":
        """Build the counts from long tables.

        Args:
            name: The corpus' name.
            documents: Columns `document` (unique) and `tokens` or `words`; `published` (ISO 8601) or `year`,
                `sentences` and metadata columns if there are any. A document's size is `words`, else the sum of
                its counts in layer "word", else `tokens`.
            terms: Columns `document`, `layer`, `term`, `count`; documents without a row have no terms.

        The documents are sorted by `doc` (the user's id) where there is one, else by `document`, so that nothing
        depends on the order in which they came.

        Raises:
            UsageError: If a column is missing, a document is named twice, or a term's document is not listed.
        """
        _check_columns("documents", documents, ("document",))
        _check_columns("terms", terms, TERM_COLUMNS)
        if documents["document"].duplicated().any():
            twice = documents["document"][documents["document"].duplicated()].iloc[0]
            raise UsageError(f"Document {twice!r} stands twice in corpus {name!r}.")
        order = [column for column in ("doc", "document") if column in documents]
        documents = documents.sort_values(order, kind="stable")
        rows = pd.Index(documents["document"]).get_indexer(pd.Index(terms["document"]))
        if (rows < 0).any():
            unknown = terms["document"].iloc[int(np.argmax(rows < 0))]
            raise UsageError(f"The terms of corpus {name!r} are of document {unknown!r}, which it does not have.")
        layers = {}
        for layer in sorted(terms["layer"].unique()):
            chosen = (terms["layer"] == layer).to_numpy()
            part = terms.loc[chosen, ["term", "count"]] if not chosen.all() else terms
            layers[str(layer)] = _layer(rows[chosen], part["term"], part["count"], len(documents))
        return cls(name, _document_table(documents, layers.get("word")), layers)

    @classmethod
    def from_frequencies(
        cls, name: str, frequencies: Mapping[str, int], layer: str = "word", total: int = 0
    ) -> "CorpusCounts":
        """Build a reference from a frequency list.

        Args:
            name: The reference's name.
            frequencies: How often each term occurs.
            layer: The layer that the terms belong to.
            total: The tokens of the corpus behind the list; 0 for the sum of the frequencies.

        Raises:
            UsageError: If the list is empty, a frequency is negative, or the total is below their sum.
        """
        terms = pd.Series(dict(frequencies), dtype=np.int64)
        size = total or int(terms.sum())
        if terms.empty or size <= 0 or (terms < 0).any():
            raise UsageError(f"The frequency list {name!r} has no terms with positive frequencies.")
        if layer == "word" and size < int(terms.sum()):
            raise UsageError(f"The total of frequency list {name!r}, {size}, is below the sum of its frequencies.")
        counts = _layer(np.zeros(len(terms), dtype=np.int64), pd.Series(terms.index), terms.reset_index(drop=True), 1)
        documents = pd.DataFrame({"document": [name], "words": [size], "year": pd.array([pd.NA], dtype="Int64")})
        return cls(name, documents, {layer: counts}, is_list=True)

    @classmethod
    def from_list_file(cls, path: Path, layer: str = "word") -> "CorpusCounts":
        """Read a reference from a file: a term and its frequency on each line, parted by tab, comma or semicolon.

        A first line without a number is a heading. Terms are lower-cased and spellings added up in layer "word".

        Raises:
            InputError: If a line cannot be read; the message gives its number.
        """
        return cls.from_frequencies(path.stem, read_frequency_list(path, lower=layer in ("word", "phrase")), layer)

    @property
    def words(self) -> Floats:
        """The documents' sizes in words."""
        return self.documents["words"].to_numpy(dtype=np.float64)

    def select(self, rows: Booleans | Integers) -> "CorpusCounts":
        """Return the corpus with some of its documents."""
        positions = np.flatnonzero(rows) if rows.dtype == np.bool_ else rows
        layers = {key: LayerCounts(part.terms, part.matrix[positions]) for key, part in self.layers.items()}
        return replace(self, documents=self.documents.iloc[positions].reset_index(drop=True), layers=layers)

    def named(self, name: str) -> "CorpusCounts":
        """Return the same counts under another name."""
        return replace(self, name=name)


def combine(name: str, corpora: Sequence[CorpusCounts]) -> CorpusCounts:
    """Put the documents of several corpora into one; layers that any of them has are kept."""
    layers = {}
    for layer in sorted({key for corpus in corpora for key in corpus.layers}):
        terms = vocabulary(corpora, layer)
        layers[layer] = LayerCounts(terms, sparse.vstack([aligned(c, layer, terms) for c in corpora], format="csr"))
    documents = pd.concat([corpus.documents for corpus in corpora], ignore_index=True)
    return CorpusCounts(name, documents, layers)


def vocabulary(corpora: Iterable[CorpusCounts], layer: str) -> pd.Index:
    """Return the terms of a layer in any of the corpora, sorted."""
    terms = {term for corpus in corpora if layer in corpus.layers for term in corpus.layers[layer].terms}
    merged: pd.Index = pd.Index(sorted(terms), dtype="object")
    return merged


def aligned(corpus: CorpusCounts, layer: str, terms: pd.Index) -> Sparse:
    """Return a corpus' counts in a layer with these terms as columns, empty if it lacks the layer."""
    if layer not in corpus.layers:
        return sparse.csr_array((len(corpus.documents), len(terms)), dtype=np.int64)
    return corpus.layers[layer].aligned(terms)


def _layer(rows: Integers, terms: pd.Series, counts: pd.Series, documents: int) -> LayerCounts:
    codes, names = pd.factorize(terms, sort=True)
    cells = rows.astype(np.int32), codes.astype(np.int32)
    matrix = sparse.csr_array((counts.to_numpy(dtype=np.int32), cells), shape=(documents, len(names)))
    matrix.sum_duplicates()
    return LayerCounts(pd.Index(names, dtype="object"), matrix)


def _document_table(documents: pd.DataFrame, words: LayerCounts | None) -> pd.DataFrame:
    table = documents.reset_index(drop=True)
    if "words" not in table:
        if words is None:
            _check_columns("documents", table, ("tokens",))
        sizes = table["tokens"] if words is None else np.asarray(words.matrix.sum(axis=1)).ravel()
        table["words"] = np.asarray(sizes, dtype=np.int64)
    if "year" not in table:
        table["year"] = years(table["published"]) if "published" in table else pd.array([pd.NA] * len(table), "Int64")
    first = ["document", "words", "year"]
    return table[[*first, *(c for c in table.columns if c not in first)]]


def years(published: pd.Series) -> pd.Series:
    """Return the year of ISO 8601 dates, missing where there is none."""
    return published.astype("string").str.extract(r"^(\d{4})", expand=False).astype("Int64")


def _check_columns(name: str, frame: pd.DataFrame, needed: Iterable[str]) -> None:
    missing = [column for column in needed if column not in frame.columns]
    if missing:
        raise UsageError(f"The table of {name} lacks {', '.join(missing)}.", f"It has: {', '.join(frame.columns)}.")
