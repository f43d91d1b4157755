"""From a parsed document to its candidate terms, described by features."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from themeline.keywords.background import Background
from themeline.keywords.candidates import Candidate, find_candidates, find_chunks
from themeline.keywords.features import term_features
from themeline.keywords.joined import joined_names, recurring_phrases
from themeline.keywords.names import NameSpans, candidate_labels, level_names, name_spans, only_inside_names
from themeline.keywords.synonyms import find_synonyms, vocabulary_spans
from themeline.keywords.terms import Array, DocumentTerms, describe
from themeline.keywords.vocabulary import Vocabulary
from themeline.keywords.words import WordSequence, read_words
from themeline.language import ParsedDocument
from themeline.tables import Entity


@dataclass(frozen=True, slots=True)
class FoundTerms:
    """The candidate terms of a document.

    Attributes:
        features: What is known about each term, by feature, with the form of names levelled.
        plain: The same as it is.
        labels: The entity label of each term, or an empty string.
    """

    terms: DocumentTerms
    features: Mapping[str, Array]
    plain: Mapping[str, Array]
    labels: Sequence[str]

    def told(self, story: float, names: Iterable[str]) -> dict[str, Array]:
        """Return features as they count in a story: the more of one it is, the less names are levelled."""
        return {name: story * self.plain[name] + (1.0 - story) * self.features[name] for name in names}


def find_terms(
    parsed: ParsedDocument,
    entities: Sequence[Entity],
    excluded: Mapping[str, frozenset[str]],
    background: Background,
    vocabulary: Vocabulary,
    *,
    level: bool = True,
) -> FoundTerms | None:
    """Find and describe the terms of a document; None when it has none.

    Args:
        parsed: The document and its parse.
        entities: Its named entities; may be empty.
        excluded: The word lists of `model.read_word_lists`.
        background: The word counts that rarity is measured by.
        vocabulary: The user's controlled vocabulary, or an empty one.
        level: Whether the length of names counts only up to that of an ordinary term.
    """
    sequence = read_words(parsed)
    candidates, names = _candidates(parsed, sequence, entities, excluded, vocabulary)
    if not candidates:
        return None
    terms = describe(sequence, candidates)
    labels = candidate_labels(sequence, candidates, names)
    features = term_features(terms, background)
    return FoundTerms(terms, level_names(features, labels) if level else features, features, labels)


def _candidates(
    parsed: ParsedDocument,
    sequence: WordSequence,
    entities: Sequence[Entity],
    excluded: Mapping[str, frozenset[str]],
    vocabulary: Vocabulary,
) -> tuple[list[Candidate], NameSpans]:
    """Return the candidates, without those that only ever stand inside a name, and the names."""
    chunks = find_chunks(sequence, excluded["calendar"])
    names = dict.fromkeys(joined_names(sequence, chunks), "NAME") | name_spans(parsed, sequence, entities)
    names |= vocabulary_spans(sequence, vocabulary)
    phrases = [*names, *recurring_phrases(sequence, chunks)]
    candidates = find_candidates(sequence, chunks, excluded, phrases, find_synonyms(sequence, entities, vocabulary))
    inside = only_inside_names(candidates, names)
    return [c for c, hidden in zip(candidates, inside, strict=True) if not hidden], names
