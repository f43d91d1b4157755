"""Words, word pairs and parts of words of sentences, weighted by TF-IDF."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from themeline.themes.parts import count_parts, learn_parts, part_finder

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

    Attributes:
        terms: Words and word pairs.
        idf: Their weights, then those of the parts.
        parts: Parts of words (`parts`), whose columns come after the terms', scaled to unit length by themselves.
    """

    terms: tuple[str, ...]
    idf: FloatArray = field(repr=False)
    parts: tuple[str, ...] = field(default=(), repr=False)

    @classmethod
    def learn(cls, sentences: Sequence[str], least: int = 2, *, with_parts: bool = False) -> "TermSpace":
        """Take the terms of at least `least` sentences, all when that leaves none; and perhaps parts of words."""
        try:
            vectorizer = _vectorizer(min_df=least).fit(sentences)
        except ValueError:
            vectorizer = _vectorizer().fit([*sentences, "none"])
        terms = tuple(vectorizer.get_feature_names_out())
        parts = learn_parts(sentences, least=2) if with_parts else ()
        frequency = count_parts(sentences, part_finder(parts), len(parts)).getnnz(axis=0)
        rarity = np.log((1 + len(sentences)) / (1 + frequency)) + 1
        return cls(terms, np.concatenate([vectorizer.idf_, rarity]), parts)

    @property
    def size(self) -> int:
        """The number of columns."""
        return len(self.terms) + len(self.parts)

    def transform(self, sentences: Sequence[str]) -> csr_matrix:
        """Return one row for each sentence, one column for each term and each part."""
        if not sentences:
            return csr_matrix((0, self.size))
        words = self._ready.transform(sentences)
        return hstack([words, self._weigh_parts(sentences)], format="csr") if self.parts else words

    def _weigh_parts(self, sentences: Sequence[str]) -> csr_matrix:
        counts = count_parts(sentences, self._find, len(self.parts))
        counts.data = (1 + np.log(counts.data)) * self.idf[len(self.terms) :][counts.indices]
        return normalize(counts, copy=False)

    @cached_property
    def _ready(self) -> TfidfVectorizer:
        vectorizer = _vectorizer(vocabulary={term: number for number, term in enumerate(self.terms)})
        vectorizer.idf_ = self.idf[: len(self.terms)]
        return vectorizer

    @cached_property
    def _find(self) -> Callable[[str], npt.NDArray[np.int64]]:
        return part_finder(self.parts)
