"""Named entities as evidence for terms."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

import numpy as np

from themeline.keywords.candidates import Candidate
from themeline.keywords.terms import Array
from themeline.keywords.words import WordSequence
from themeline.language import ParsedDocument
from themeline.tables import Entity

AT_MOST = {"words": 3.0, "tokens": 3.0, "characters": 24.0, "connector": 0.0}
AT_LEAST = {"rarity_mean": 4.0, "rarity_min": 4.0, "rarity_first": 4.0, "rarity_last": 4.0}
NOUNS = 2.0
MENTIONS = 2
NO_NAMES = frozenset({"PERSON", "GPE", "NORP", "LOC", "DATE"})
UNITS = frozenset({"LAW", "POLICY", "EVENT", "ORG", "NAME", "VOCABULARY"})
NameSpans = dict[tuple[int, int], str]


def name_spans(parsed: ParsedDocument, sequence: WordSequence, entities: Sequence[Entity]) -> NameSpans:
    """Return the label of each range of words that is a named entity; a leading article is left out.

    Persons, places and peoples of one word are terms like any other.
    """
    starts = [word.start for word in sequence.words]
    found: NameSpans = {}
    for entity in entities:
        span = parsed.parse.char_span(entity.start, entity.end, alignment_mode="expand")
        if span is None:
            continue
        start, end = bisect_left(starts, span.start), bisect_left(starts, span.end)
        while start < end and sequence.words[start].code in "do.":
            start += 1
        while start < end and sequence.words[end - 1].code in "s.":
            end -= 1
        if start == end or sequence.words[start].region != sequence.words[end - 1].region:
            continue
        if end - start > 1 or entity.label in UNITS:
            found[start, end] = entity.label
    return found


def candidate_labels(sequence: WordSequence, candidates: Sequence[Candidate], names: NameSpans) -> list[str]:
    """Return each candidate's label: the entity label of most of its occurrences, `NAME`, or an empty string.

    `NAME` is a term of two or more words that has capitals throughout wherever it stands, and that is neither an
    entity nor a person, place or people for the language model.
    """
    labels = []
    for candidate in candidates:
        seen = [names.get((o.start, o.end), "") for o in candidate.occurrences]
        label = seen[0] if len(seen) == 1 else max(sorted(set(seen)), key=seen.count)
        labels.append(label or ("NAME" if _capitalised(sequence, candidate) else ""))
    return labels


def _capitalised(sequence: WordSequence, candidate: Candidate) -> bool:
    if len(candidate.parts) < 2 or not sequence.words[candidate.occurrences[0].start].text[0].isupper():
        return False
    words = [word for o in candidate.occurrences if o.whole for word in sequence.words[o.start : o.end]]
    outside = any(sequence.words[o.start].region not in sequence.headings for o in candidate.occurrences)
    return (
        outside
        and all(o.whole for o in candidate.occurrences)
        and all(word.text[0].isupper() or word.code == "o" for word in words)
        and not any(word.entity in NO_NAMES for word in words)
    )


def only_inside_names(candidates: Sequence[Candidate], names: NameSpans) -> list[bool]:
    """Tell of each candidate whether it only ever stands as a part of a name."""
    around: dict[int, list[tuple[int, int]]] = {}
    for start, end in names:
        for index in range(start, end):
            around.setdefault(index, []).append((start, end))
    return [
        candidate.occurrences[0].start in around
        and all(
            any(s <= o.start and o.end <= e and (s, e) != (o.start, o.end) for s, e in around.get(o.start, ()))
            for o in candidate.occurrences
        )
        for candidate in candidates
    ]


def level_names(features: Mapping[str, Array], labels: Sequence[str]) -> dict[str, Array]:
    """Return the features with the form of names levelled: their length and words are their owners' choice.

    What the ranker learnt about long terms and common words, it learnt from terms that writers make up as they go.
    A name of several words counts as mentioned twice at least, since a text goes on with a short form of it.
    """
    named = np.array([label in UNITS for label in labels])
    levelled = {
        name: np.where(named, np.minimum(features[name], most), features[name]) for name, most in AT_MOST.items()
    }
    levelled |= {
        name: np.where(named, np.maximum(features[name], least), features[name]) for name, least in AT_LEAST.items()
    }
    levelled["nouns"] = np.where(named, np.minimum(levelled["words"], NOUNS), features["nouns"])
    levelled["tfidf"] = features["tfidf"] * levelled["words"] / features["words"]
    mentions = np.where(named & (features["words"] > 1), np.log1p(MENTIONS), 0.0)
    return {**features, **levelled, "recurrence": np.maximum(features["recurrence"], mentions)}
