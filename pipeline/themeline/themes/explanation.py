"""Why a sentence was given a theme: the words that spoke for it, and the labelled sentences that it resembles."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from themeline.themes.classifier import Classifier
from themeline.themes.labels import LabelledPassage
from themeline.themes.representation import EncodedDocuments, encode_documents
from themeline.themes.terms import FloatArray

_WORD = re.compile(r"\w[\w'’-]*")


@dataclass(frozen=True, slots=True)
class WordEffect:
    """A word of the sentence, and how much the probability falls when it is left out (negative when it rises)."""

    start: int
    end: int
    word: str
    effect: float


@dataclass(frozen=True, slots=True)
class SimilarSentence:
    """A labelled sentence, how alike it is (cosine of the vectors), and whether it has the theme."""

    text: str
    similarity: float
    has_theme: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a sentence has a theme, or has it not.

    Attributes:
        given: Whether the sentence has the theme: where themes exclude each other, the likeliest alone is given.
        words: The words of the sentence, the one that matters most first.
        context: How much the probability falls when the sentence stands alone, without its neighbours.
        similar: The nearest labelled sentences, nearest first.
    """

    theme: str
    probability: float
    threshold: float
    given: bool
    words: tuple[WordEffect, ...]
    context: float
    similar: tuple[SimilarSentence, ...]


def explain(
    classifier: Classifier,
    document: Sequence[str],
    place: int,
    theme: str,
    labelled: Sequence[LabelledPassage] = (),
    nearest: int = 5,
) -> Explanation:
    """Explain the probability of a theme for one sentence of a document.

    Words are judged by occlusion (Zeiler and Fergus 2014): each is left out in turn and the sentence classified
    again among its neighbours. That holds for every representation and counts what a word does in its place.

    Args:
        classifier: The classifier.
        document: The sentences of the document, in order.
        place: Which of them, from 0.
        theme: The key of the theme.
        labelled: Labelled sentences to look for similar ones in, as those that the model learnt from.
        nearest: How many similar sentences to return.

    Raises:
        SettingsError: If the codebook has no such theme.
    """
    column = classifier.codebook.keys.index(classifier.codebook[theme].key)
    sentence = document[place]
    spans = [match.span() for match in _WORD.finditer(sentence)]
    without = [sentence[:start] + sentence[end:] for start, end in spans]
    variants = [document, [sentence], *([*document[:place], text, *document[place + 1 :]] for text in without)]
    places = [place, 0, *[place] * len(without)]
    rows = classifier.classify(variants)
    whole, alone, *occluded = [float(row[at, column]) for row, at in zip(rows, places, strict=True)]
    effects = [
        WordEffect(start, end, sentence[start:end], whole - rest)
        for (start, end), rest in zip(spans, occluded, strict=True)
    ]
    effects.sort(key=lambda effect: (-effect.effect, effect.start))
    similar = _similar(classifier, sentence, theme, labelled, nearest)
    threshold = float(classifier.thresholds[column])
    given = bool(classifier.decide(rows[0])[place, column])
    return Explanation(theme, whole, threshold, given, tuple(effects), whole - alone, similar)


def _similar(
    classifier: Classifier, sentence: str, theme: str, labelled: Sequence[LabelledPassage], nearest: int
) -> tuple[SimilarSentence, ...]:
    pool = [item for passage in labelled for item in passage.sentences]
    if not pool:
        return ()
    vectors = _vectors(classifier, [[sentence], *([item.text] for item in pool)])
    alike = vectors[1:] @ vectors[0]
    order = np.argsort(-alike, kind="stable")[:nearest]
    return tuple(SimilarSentence(pool[i].text, float(alike[i]), theme in pool[i].themes) for i in order)


def _vectors(classifier: Classifier, documents: Sequence[Sequence[str]]) -> FloatArray:
    """Return unit vectors of single sentences: the encoder's, or the terms' where the model has no encoder."""
    encoded: EncodedDocuments = encode_documents(documents, classifier.encoder)
    if encoded.vectors.shape[1]:
        own: FloatArray = encoded.vectors[:, : encoded.vectors.shape[1] // 2]
        return own
    terms: FloatArray = encoded.terms(classifier.model.scorer.terms).toarray()
    unit: FloatArray = terms / np.maximum(np.linalg.norm(terms, axis=1, keepdims=True), 1e-9)
    return unit
