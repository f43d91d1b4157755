"""What is known about each candidate term of a document, as numbers that mean the same in any genre."""

from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from themeline.keywords.background import Background
from themeline.keywords.folding import REMEMBERED
from themeline.keywords.terms import Array, DocumentTerms

ROLES = {
    "subject": ("nsubj", "nsubjpass"),
    "prepositional": ("pobj",),
    "coordinated": ("conj", "appos"),
    "modifier": ("compound", "amod"),
}
ROLE_NUMBERS = {relation: number for number, role in enumerate(ROLES.values()) for relation in role}
BEFORE = {"after_preposition": "po", "after_verb": "VTGD", "after_modifier": "ANP"}
SHAPE = ("characters", "nouns", "names", "participle", "gerund", "connector", "upper_case", "capital")
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
    stands_whole = [o.whole for c in terms.candidates for o in c.occurrences]
    whole = np.bincount(terms.owner, weights=stands_whole, minlength=len(terms.candidates))
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
    region = terms.regions[terms.starts]
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
    shapes = np.frombuffer(b"".join([_shape(word.text, word.code) for word in words])).reshape(-1, len(SHAPE))
    sizes = np.array([word.end - word.start for word in words])
    running = np.zeros((len(SHAPE), len(words) + 1))
    np.cumsum(shapes.T, axis=1, out=running[:, 1:])
    within = dict(zip(SHAPE, running[:, end] - running[:, start], strict=True))
    until = np.concatenate([[0], np.cumsum(sizes)])
    return {
        "words": (end - start).astype(float),
        "characters": within["characters"],
        "tokens": (until[end] - until[start]).astype(float),
        "nouns": within["nouns"],
        "names": within["names"],
        "starts_participle": shapes[start, SHAPE.index("participle")],
        "ends_gerund": shapes[end - 1, SHAPE.index("gerund")],
        "connector": np.minimum(within["connector"], 1.0),
        "upper_case": np.minimum(within["upper_case"], 1.0),
        "capital": terms.share(_capitalised(terms, shapes[:, SHAPE.index("capital")] > 0)),
    }


def _capitalised(terms: DocumentTerms, upper: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell of each occurrence whether its last word has a capital that does not come from opening a sentence."""
    opens = np.concatenate([[True], terms.regions[1:] != terms.regions[:-1]])
    return np.asarray(upper[terms.ends - 1] & (~opens[terms.starts] | (terms.ends - terms.starts > 1)))


@lru_cache(REMEMBERED)
def _shape(text: str, code: str) -> bytes:
    """Return the columns `SHAPE` of a word as the bytes of an array, the quickest to put together."""
    acronym = len(text) > 1 and text[0].isalpha() and text.isupper()
    flags = (code == "N", code == "P", code in "GD", code == "G", code in "osv", acronym, text[0].isupper())
    return np.array([len(text), *flags], dtype=np.float64).tobytes()


def _context(terms: DocumentTerms) -> dict[str, Array]:
    """What stands around the occurrences, and their role in the sentence, as shares of the occurrences."""
    words = terms.sequence.words
    codes = np.frombuffer(f".{''.join([word.code for word in words])}.".encode("ascii"), dtype=np.uint8)
    before, after = codes[terms.starts], codes[terms.ends + 1]
    roles = np.array([ROLE_NUMBERS.get(words[i - 1].relation, -1) for i in terms.ends.tolist()])
    return {
        **{name: terms.share(_among(letters)[before]) for name, letters in BEFORE.items()},
        **{name: terms.share(_among(letters)[after]) for name, letters in AFTER.items()},
        **{name: terms.share(roles == number) for number, name in enumerate(ROLES)},
    }


@cache
def _among(letters: str) -> NDArray[np.bool_]:
    """Return a table that tells of each ASCII character whether it is one of the letters."""
    table = np.zeros(128, dtype=bool)
    table[list(letters.encode("ascii"))] = True
    return table


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
