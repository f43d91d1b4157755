"""What is known about each candidate term of a document, as numbers that mean the same in any genre."""

import numpy as np
from numpy.typing import NDArray

from themeline.keywords.background import Background
from themeline.keywords.graph import cooccurrence, pagerank
from themeline.keywords.terms import Array, DocumentTerms
from themeline.keywords.words import Word

WINDOW = 10
ROLES = {
    "subject": ("nsubj", "nsubjpass"),
    "prepositional": ("pobj",),
    "coordinated": ("conj", "appos"),
    "modifier": ("compound", "amod"),
}
BEFORE = {"after_preposition": "po", "after_verb": "VTGD", "after_modifier": "ANP"}
AFTER = {"before_noun": "NP", "before_stop": "."}


def term_features(terms: DocumentTerms, background: Background) -> dict[str, Array]:
    """Return each feature's values, one for each candidate; the keys are the features' names."""
    return {
        **_frequency(terms),
        **_nesting(terms),
        **_position(terms),
        **_form(terms),
        **_context(terms),
        **_words(terms, background),
        **_centrality(terms, background),
    }


def _frequency(terms: DocumentTerms) -> dict[str, Array]:
    mentions = np.log1p(terms.counts)
    return {"log_count": mentions, "recurrence": mentions, "count_share": terms.counts / terms.counts.max()}


def _nesting(terms: DocumentTerms) -> dict[str, Array]:
    """How a candidate relates to the longer ones around it."""
    longer, longer_sum, longer_count = np.zeros((3, len(terms.candidates)))
    for count, inner in zip(terms.counts.tolist(), terms.inner, strict=True):
        for number in inner:
            longer[number] += 1
            longer_sum[number] += count
            longer_count[number] = max(longer_count[number], count)
    alone = terms.counts - longer_sum / np.maximum(longer, 1.0)
    whole = np.array([sum([o.whole for o in c.occurrences]) for c in terms.candidates], dtype=float)
    return {
        "whole_share": whole / terms.counts,
        "log_whole": np.log1p(whole),
        "longer_terms": np.log1p(longer),
        "longer_share": longer_count / terms.counts,
        "c_value": np.log2(terms.lengths + 0.5) * np.maximum(alone, 0.0),
    }


def _position(terms: DocumentTerms) -> dict[str, Array]:
    words, headings = terms.sequence.words, terms.sequence.headings
    first = terms.starts[terms.first].astype(float)
    region = np.array([word.region for word in words])[terms.starts]
    fresh = np.ones(len(region), dtype=bool)
    fresh[1:] = (region[1:] != region[:-1]) | (terms.owner[1:] != terms.owner[:-1])
    titles = {word.key for word in words if word.region in headings}
    in_title = np.array([key in titles for key in terms.vocabulary], dtype=float)
    return {
        "first": first / len(terms.line),
        "log_first": np.log1p(first),
        "region_share": np.bincount(terms.owner[fresh], minlength=len(first)) / terms.sequence.regions,
        "in_heading": np.minimum(terms.share([r in headings for r in region.tolist()]) * terms.counts, 1.0),
        "heading_share": terms.mean(in_title),
    }


def _form(terms: DocumentTerms) -> dict[str, Array]:
    words = terms.sequence.words
    start, end = terms.starts[terms.first], terms.ends[terms.first]
    codes = np.array([word.code for word in words])

    def within(values: NDArray[np.generic]) -> Array:
        running = np.concatenate([[0.0], np.cumsum(values, dtype=float)])
        return np.asarray(running[end] - running[start])

    upper = np.array([word.text[0].isupper() for word in words])
    regions = np.array([word.region for word in words])
    opens = np.concatenate([[True], regions[1:] != regions[:-1]])
    capital = upper[terms.ends - 1] & (~opens[terms.starts] | (terms.ends - terms.starts > 1))
    return {
        "words": (end - start).astype(float),
        "characters": within(np.array([len(word.text) for word in words])),
        "tokens": within(np.array([word.end - word.start for word in words])),
        "nouns": within(codes == "N"),
        "names": within(codes == "P"),
        "starts_participle": ((codes[start] == "G") | (codes[start] == "D")).astype(float),
        "ends_gerund": (codes[end - 1] == "G").astype(float),
        "connector": np.minimum(within(np.array([word.code in "osv" for word in words])), 1.0),
        "upper_case": np.minimum(within(np.array([_is_acronym(word) for word in words])), 1.0),
        "capital": terms.share(capital),
    }


def _is_acronym(word: Word) -> bool:
    return len(word.text) > 1 and word.text[0].isalpha() and word.text.isupper()


def _context(terms: DocumentTerms) -> dict[str, Array]:
    """What stands around the occurrences, and their role in the sentence, as shares of the occurrences."""
    words = terms.sequence.words
    codes = [".", *(word.code for word in words), "."]
    before, after = [codes[i] for i in terms.starts.tolist()], [codes[i + 1] for i in terms.ends.tolist()]
    roles = [words[i - 1].relation for i in terms.ends.tolist()]
    return {
        **{name: terms.share([code in letters for code in before]) for name, letters in BEFORE.items()},
        **{name: terms.share([code in letters for code in after]) for name, letters in AFTER.items()},
        **{name: terms.share([role in relations for role in roles]) for name, relations in ROLES.items()},
    }


def _words(terms: DocumentTerms, background: Background) -> dict[str, Array]:
    """Rarity and frequency of the words that a candidate is made of."""
    rarity, counts = background.rarity(terms.vocabulary), terms.word_counts
    members, first = terms.members, terms.offsets
    last = first + terms.lengths - 1
    total = counts.sum()
    chance = terms.total(np.log(counts / total))
    bond = (np.log(terms.counts / total) - chance) / np.maximum(1, terms.lengths - 1)
    return {
        "rarity_mean": terms.mean(rarity),
        "rarity_max": np.maximum.reduceat(rarity[members], first),
        "rarity_min": np.minimum.reduceat(rarity[members], first),
        "rarity_first": rarity[members[first]],
        "rarity_last": rarity[members[last]],
        "word_count_mean": np.log(terms.mean(counts)),
        "word_count_first": np.log(counts[members[first]]),
        "phraseness": np.where(terms.lengths > 1, bond, 0.0),
        "tfidf": np.log1p(terms.counts) * terms.total(rarity),
    }


def _centrality(terms: DocumentTerms, background: Background) -> dict[str, Array]:
    """How central the words are among the document's words, and how close their company is to the whole document."""
    graph = cooccurrence(terms.line, len(terms.vocabulary), WINDOW, weighted=True)
    central = pagerank(graph) * len(terms.vocabulary)
    profile = terms.word_counts * background.rarity(terms.vocabulary)
    norms = np.sqrt((graph**2).sum(axis=0) * (profile**2).sum())
    return {
        "central_mean": terms.mean(central),
        "degree_mean": terms.mean(graph.sum(axis=0) / terms.word_counts),
        "closeness": terms.mean((graph @ profile) / np.maximum(norms, 1e-9)),
    }
