"""Words and word pairs of sentences, weighted by TF-IDF."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

FloatArray = npt.NDArray[np.float64]


def _vectorizer(**options: object) -> TfidfVectorizer:
    """The one way in which sentences are cut into terms, for learning the terms and for using them."""
    pattern = r"[^\W\d_][\w'’-]*"
    return TfidfVectorizer(token_pattern=pattern, ngram_range=(1, 2), sublinear_tf=True, dtype=np.float64, **options)


@dataclass(frozen=True)
class TermSpace:
    """The terms that a model knows, in the order of its columns, and the weight of each.

    The weight is the smoothed inverse document frequency ln((1 + n) / (1 + df)) + 1 over the training
    sentences; a sentence's row is (1 + ln count) times weight, scaled to unit length.
    """

    terms: tuple[str, ...]
    idf: FloatArray = field(repr=False)

    @classmethod
    def learn(cls, sentences: Sequence[str], least: int = 2) -> "TermSpace":
        """Take the terms of at least `least` sentences; all terms when that leaves none."""
        try:
            vectorizer = _vectorizer(min_df=least).fit(sentences)
        except ValueError:
            vectorizer = _vectorizer().fit([*sentences, "none"])
        return cls(tuple(vectorizer.get_feature_names_out()), vectorizer.idf_)

    def transform(self, sentences: Sequence[str]) -> csr_matrix:
        """Return one row for each sentence, one column for each term."""
        if not sentences:
            return csr_matrix((0, len(self.terms)))
        return self._ready.transform(sentences)

    @cached_property
    def _ready(self) -> TfidfVectorizer:
        vectorizer = _vectorizer(vocabulary={term: number for number, term in enumerate(self.terms)})
        vectorizer.idf_ = self.idf
        return vectorizer
