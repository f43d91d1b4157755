"""Masks names in everything that leaves: strings, nested values, DataFrames, and the ids of documents and corpora."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from themeline.redaction.masking import Masked, Masker

IDS = ("doc", "corpus", "other_doc", "other_corpus", "only_in")
"""Columns that hold ids of documents or names of corpora: what tells rows apart must still do so when it is masked."""
KEYS = ("name", "term", "keyword", "other")
"""Columns by which the tables of a report refer to each other: terms that get one mask are numbered apart, `~2`."""
PLACE = ("text", "start", "end")
TEXTUAL = (pd.StringDtype, pd.CategoricalDtype)


class Redactor:
    """Masks the names of some kinds of entity.

    Args:
        masker: What finds names and masks them.
        labels: The kinds, in the order in which they were asked for.
        ids: Ids of documents and names of corpora.
    """

    def __init__(self, masker: Masker, labels: tuple[str, ...], ids: Iterable[str] = ()) -> None:
        self._masker, self.labels = masker, labels
        self._ids = self._apart(sorted(set(ids)))
        self._keys: dict[str, str] = {}

    def masked(self, text: str) -> Masked:
        """Return a masked text that knows where each character went."""
        return self._masker.mask(text)

    def text(self, text: str) -> str:
        """Return a masked text."""
        return self._masker.mask(text).text

    def identity(self, name: str) -> str:
        """Return the masked id of a document or name of a corpus; two that differ still do."""
        return self._ids[name] if name in self._ids else self.text(name)

    def value(self, value: Any) -> Any:  # noqa: ANN401 - whatever a cell or a JSON object holds
        """Return a value with every string in it masked."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {self.value(key): self.value(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return type(value)(self.value(item) for item in value)
        if isinstance(value, np.ndarray):
            return self.value(value.tolist())
        return value

    def frame(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return a table with every text masked; `start` and `end` beside a `text` are places in it, and stay so."""
        result = frame.copy()
        if set(PLACE) <= set(frame.columns) and len(frame):
            result = self._placed(result)
        for column in result.columns:
            if column in KEYS and self._keys:
                result[column] = [self._keys[v] if v in self._keys else self.value(v) for v in result[column]]
            elif column in IDS:
                result[column] = [self.identity(v) if isinstance(v, str) else v for v in result[column]]
            elif result[column].dtype == object or isinstance(result[column].dtype, TEXTUAL):
                result[column] = pd.Series([self.value(v) for v in result[column]], result.index, dtype=object)
        return result

    def tables(self, tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
        """Return the tables of a report with every text masked, and with terms that differ still differing."""
        terms = {
            term: None
            for column in KEYS
            for table in tables.values()
            if column in table
            for term in sorted({value for value in table[column] if isinstance(value, str)})
        }
        of_report = Redactor(self._masker, self.labels)
        of_report._ids, of_report._keys = self._ids, self._apart(terms)
        return {name: of_report.frame(table) for name, table in tables.items()}

    def _placed(self, frame: pd.DataFrame) -> pd.DataFrame:
        texts = [self.masked(str(text)) for text in frame["text"]]
        frame["start"] = [text.start(int(place)) for text, place in zip(texts, frame["start"], strict=True)]
        frame["end"] = [text.end(int(place)) for text, place in zip(texts, frame["end"], strict=True)]
        return frame

    def _apart(self, names: Iterable[str]) -> dict[str, str]:
        """Mask names, those that get one mask in their order as `PERSON_1`, `PERSON_1~2`, ..."""
        given: dict[str, str] = {}
        taken: set[str] = set()
        for name in names:
            masked = candidate = self.text(name)
            number = 2
            while candidate in taken:
                candidate, number = f"{masked}~{number}", number + 1
            taken.add(candidate)
            given[name] = candidate
        return given
