"""What is known about each candidate term of a document, as numbers that mean the same in any genre."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from themeline.keywords.background import Background
from themeline.keywords.candidates import Candidate
from themeline.keywords.graph import cooccurrence, pagerank
from themeline.keywords.words import Word, WordSequence

Array = NDArray[np.float64]
CONTENT = frozenset("NPAGDX")
WINDOW = 10


@dataclass(frozen=True, slots=True)
class DocumentTerms:
    """The candidates of a document with what the rankings need of them.

    Attributes:
        candidates: The candidates, in the order of their first occurrence.
        counts: How often each stands in the document.
        members: For each candidate, the numbers of its words in `vocabulary`.
        vocabulary: The keys of the content words.
        word_counts: How often each word of the vocabulary stands in the document.
        line: The number of each word of the text in order, -1 for other words.
    """

    sequence: WordSequence
    candidates: Sequence[Candidate]
    counts: Array
    members: Sequence[Sequence[int]]
    vocabulary: Sequence[str]
    word_counts: Array
    line: Sequence[int]


def describe(sequence: WordSequence, candidates: Sequence[Candidate]) -> DocumentTerms:
    """Number the words of a document and of its candidates."""
    numbers: dict[str, int] = {}
    line = [
        numbers.setdefault(word.key, len(numbers)) if word.code in CONTENT and word.key else -1
        for word in sequence.words
    ]
    members = [[numbers.setdefault(part, len(numbers)) for part in c.parts] for c in candidates]
    counts = np.zeros(len(numbers))
    np.add.at(counts, [number for number in line if number >= 0], 1.0)
    return DocumentTerms(
        sequence,
        candidates,
        np.array([len(c.occurrences) for c in candidates], dtype=float),
        members,
        tuple(numbers),
        np.maximum(counts, 1.0),
        line,
    )


def term_features(terms: DocumentTerms, background: Background) -> dict[str, Array]:
    """Return each feature's values, one for each candidate; the keys are the features' names."""
    features = {
        **_frequency(terms),
        **_nesting(terms),
        **_position(terms),
        **_form(terms),
        **_context(terms),
        **_word_values(terms, background),
    }
    return features | _within_document(features)


def _frequency(terms: DocumentTerms) -> dict[str, Array]:
    total = max(1, len(terms.line))
    return {
        "log_count": np.log1p(terms.counts),
        "count_share": terms.counts / terms.counts.max(),
        "log_density": np.log(terms.counts / total),
        "log_words_in_document": np.full(len(terms.counts), np.log(total)),
    }


def _nesting(terms: DocumentTerms) -> dict[str, Array]:
    """How a candidate relates to the longer ones around it and the shorter ones inside it."""
    number = {c.parts: i for i, c in enumerate(terms.candidates)}
    size = len(terms.candidates)
    longer, longer_count, longer_sum, shorter_count = (np.zeros(size) for _ in range(4))
    for i, candidate in enumerate(terms.candidates):
        parts = candidate.parts
        for left in range(len(parts)):
            for right in range(left + 1, len(parts) + 1):
                inner = number.get(parts[left:right]) if right - left < len(parts) else None
                if inner is not None:
                    longer[inner] += 1
                    longer_sum[inner] += terms.counts[i]
                    longer_count[inner] = max(longer_count[inner], terms.counts[i])
                    shorter_count[i] = max(shorter_count[i], terms.counts[inner])
    whole = np.array([sum(o.whole for o in c.occurrences) for c in terms.candidates], dtype=float)
    lengths = np.array([len(c.parts) for c in terms.candidates], dtype=float)
    alone = terms.counts - np.divide(longer_sum, longer, out=np.zeros(size), where=longer > 0)
    return {
        "whole_share": whole / terms.counts,
        "log_whole": np.log1p(whole),
        "longer_terms": np.log1p(longer),
        "longer_share": longer_count / terms.counts,
        "shorter_share": terms.counts / np.maximum(shorter_count, 1.0),
        "c_value": np.log2(lengths + 0.5) * np.maximum(alone, 0.0),
    }


def _position(terms: DocumentTerms) -> dict[str, Array]:
    total = max(1, len(terms.line))
    words, headings = terms.sequence.words, terms.sequence.headings
    first = np.array([c.occurrences[0].start for c in terms.candidates], dtype=float)
    last = np.array([c.occurrences[-1].start for c in terms.candidates], dtype=float)
    regions = [[words[o.start].region for o in c.occurrences] for c in terms.candidates]
    title_words = {word.key for word in words if word.region in headings and word.key}
    share = [sum(part in title_words for part in c.parts) / len(c.parts) for c in terms.candidates]
    return {
        "first": first / total,
        "log_first": np.log1p(first),
        "last": last / total,
        "spread": (last - first) / total,
        "first_region": np.array([float(r[0]) for r in regions]),
        "region_share": np.array([len(set(r)) / terms.sequence.regions for r in regions]),
        "in_heading": np.array([float(any(x in headings for x in r)) for r in regions]),
        "heading_share": np.array(share),
    }


def _form(terms: DocumentTerms) -> dict[str, Array]:
    words = terms.sequence.words
    spans = [words[c.occurrences[0].start : c.occurrences[0].end] for c in terms.candidates]
    columns = {
        "words": [float(len(s)) for s in spans],
        "characters": [float(sum(len(w.text) for w in s)) for s in spans],
        "tokens": [float(sum(w.end - w.start for w in s)) for s in spans],
        "adjectives": [float(sum(w.code == "A" for w in s)) for s in spans],
        "nouns": [float(sum(w.code == "N" for w in s)) for s in spans],
        "names": [float(sum(w.code == "P" for w in s)) for s in spans],
        "starts_adjective": [float(s[0].code == "A") for s in spans],
        "starts_participle": [float(s[0].code in "GD") for s in spans],
        "ends_gerund": [float(s[-1].code == "G") for s in spans],
        "connector": [float(any(w.code in "osv" for w in s)) for s in spans],
        "digits": [float(any(w.code in "X#" for w in s)) for s in spans],
        "upper_case": [float(any(_is_acronym(w.text) for w in s)) for s in spans],
    }
    capital = [
        sum(_capital(words, o.start, o.end) for o in c.occurrences) / len(c.occurrences) for c in terms.candidates
    ]
    return {name: np.array(values) for name, values in columns.items()} | {"capital": np.array(capital)}


def _is_acronym(text: str) -> bool:
    return len(text) > 1 and text[0].isalpha() and text.upper() == text


def _capital(words: Sequence[Word], start: int, end: int) -> bool:
    starts_region = start == 0 or words[start - 1].region != words[start].region
    return words[end - 1].text[0].isupper() and (not starts_region or end - start > 1)


def _context(terms: DocumentTerms) -> dict[str, Array]:
    """What stands around the occurrences: determiners, prepositions, verbs, the role in the sentence."""
    words = terms.sequence.words
    end_of_text = len(words)
    rows = []
    for candidate in terms.candidates:
        seen = Counter[str]()
        for o in candidate.occurrences:
            before = words[o.start - 1].code if o.start else "."
            after = words[o.end].code if o.end < end_of_text else "."
            seen.update((f"<{before}", f">{after}", words[o.end - 1].relation))
        n = len(candidate.occurrences)
        rows.append(
            [
                seen["<d"] / n,
                (seen["<p"] + seen["<o"]) / n,
                (seen["<V"] + seen["<G"] + seen["<D"]) / n,
                (seen["<A"] + seen["<N"] + seen["<P"]) / n,
                (seen[">N"] + seen[">P"]) / n,
                seen[">o"] / n,
                seen[">."] / n,
                (seen["nsubj"] + seen["nsubjpass"]) / n,
                (seen["dobj"] + seen["attr"]) / n,
                seen["pobj"] / n,
                (seen["conj"] + seen["appos"]) / n,
                (seen["compound"] + seen["amod"]) / n,
            ]
        )
    names = [
        "after_determiner",
        "after_preposition",
        "after_verb",
        "after_modifier",
        "before_noun",
        "before_of",
        "before_stop",
        "subject",
        "object",
        "prepositional",
        "coordinated",
        "modifier",
    ]
    table = np.array(rows)
    return {name: table[:, column] for column, name in enumerate(names)}


def _word_values(terms: DocumentTerms, background: Background) -> dict[str, Array]:
    """Values of the words, gathered over each candidate's words."""
    rarity = background.rarity(terms.vocabulary)
    graph = cooccurrence(terms.line, len(terms.vocabulary), WINDOW, weighted=True)
    central = pagerank(graph) * len(terms.vocabulary)
    degree = graph.sum(axis=0) / terms.word_counts
    profile = terms.word_counts * rarity
    closeness = (graph @ profile) / np.maximum(np.sqrt((graph**2).sum(axis=0) * (profile**2).sum()), 1e-9)
    counts = terms.word_counts
    lengths = np.array([len(m) for m in terms.members])
    flat = np.concatenate([np.asarray(m, dtype=np.int64) for m in terms.members])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    ends = starts + lengths - 1
    total = max(1.0, counts.sum())
    logs = np.log(counts / total)
    joint = np.log(terms.counts / total)
    phraseness = np.where(lengths > 1, (joint - np.add.reduceat(logs[flat], starts)) / np.maximum(1, lengths - 1), 0.0)
    return {
        "rarity_mean": np.add.reduceat(rarity[flat], starts) / lengths,
        "rarity_max": np.maximum.reduceat(rarity[flat], starts),
        "rarity_min": np.minimum.reduceat(rarity[flat], starts),
        "rarity_first": rarity[flat[starts]],
        "rarity_last": rarity[flat[ends]],
        "word_count_mean": np.log(np.add.reduceat(counts[flat], starts) / lengths),
        "word_count_max": np.log(np.maximum.reduceat(counts[flat], starts)),
        "word_count_first": np.log(counts[flat[starts]]),
        "word_count_last": np.log(counts[flat[ends]]),
        "word_share": terms.counts / np.maximum.reduceat(counts[flat], starts),
        "phraseness": phraseness,
        "central_mean": np.add.reduceat(central[flat], starts) / lengths,
        "central_sum": np.add.reduceat(central[flat], starts),
        "degree_mean": np.add.reduceat(degree[flat], starts) / lengths,
        "closeness": np.add.reduceat(closeness[flat], starts) / lengths,
        "tfidf": np.log1p(terms.counts) * np.add.reduceat(rarity[flat], starts),
    }


RELATIVE = ("log_count", "first", "rarity_mean", "central_mean", "central_sum", "tfidf", "closeness", "word_count_mean")


def _within_document(features: dict[str, Array]) -> dict[str, Array]:
    """Where some values stand among those of the document's candidates, from 0 (lowest) to 1."""
    return {f"{name}_rank": _ranks(features[name]) for name in RELATIVE}


def _ranks(values: Array) -> Array:
    ordered = np.sort(values)
    low, high = np.searchsorted(ordered, values, "left"), np.searchsorted(ordered, values, "right")
    return (low + high) / (2.0 * len(values))
