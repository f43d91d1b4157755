"""The keywords of a document: found, ranked, freed of repetitions, and the author's own beside them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from themeline.keywords.author import normalize_author_keywords
from themeline.keywords.candidates import Candidate, find_candidates, surface
from themeline.keywords.features import DocumentTerms, describe, term_features
from themeline.keywords.model import KeywordModel
from themeline.keywords.names import candidate_labels, name_spans, only_inside_names
from themeline.keywords.rankings import RANKINGS
from themeline.keywords.settings import KeywordSettings
from themeline.keywords.words import WordSequence, read_words
from themeline.language import ParsedDocument
from themeline.tables import Entity, Keyword

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Ranked:
    terms: DocumentTerms
    scores: Array
    evidence: Array
    labels: Sequence[str]

    def order(self) -> NDArray[np.int64]:
        return np.argsort(-(self.scores + self.evidence), kind="stable")


def extract_keywords(
    parsed: ParsedDocument, entities: Sequence[Entity], model: KeywordModel, settings: KeywordSettings
) -> list[Keyword]:
    """Extract the keywords of a document.

    Args:
        parsed: The document and its parse.
        entities: The document's named entities; may be empty.
        model: The learnt weights and word lists.
        settings: The ranking method and how many keywords to keep.

    Returns:
        The extracted keywords (origin `text`) by descending score, then the author's own (origin `author`) in their
        order, each list ranked from 1. `count` is the number of mentions in the text; an author keyword that the text
        does not hold has count 0. The score's unit is the method's; author keywords have score 0.
    """
    ranked = _rank(parsed, entities, model, settings)
    keywords = []
    if ranked is not None:
        chosen = _choose(ranked, settings)
        for rank, index in enumerate(chosen, start=1):
            score = float(ranked.scores[index] + ranked.evidence[index])
            text = spelling(ranked.terms.sequence, ranked.terms.candidates[index])
            keywords.append(Keyword(rank, text, round(score, 6), int(ranked.terms.counts[index]), "text"))
    return keywords + normalize_author_keywords(parsed.document)


def explain_keywords(
    parsed: ParsedDocument, entities: Sequence[Entity], model: KeywordModel, settings: KeywordSettings
) -> pd.DataFrame:
    """Say what each feature adds to the score of each extracted keyword under the method `themeline`.

    Returns:
        One row for each keyword and feature: rank, keyword, feature, value, contribution (log-odds). The
        contributions of a keyword add up to its score; `(start)` is the score before anything is known of a term
        and `(entity)` the evidence of its entity label.
    """
    settings = settings.model_copy(update={"method": "themeline"})
    ranked = _rank(parsed, entities, model, settings)
    columns = ["rank", "keyword", "feature", "value", "contribution"]
    if ranked is None:
        return pd.DataFrame(columns=columns)
    features = term_features(ranked.terms, model.background)
    shares = model.trees.contributions(features)
    rows: list[tuple[int, str, str, float, float]] = []
    for rank, index in enumerate(_choose(ranked, settings), start=1):
        text = spelling(ranked.terms.sequence, ranked.terms.candidates[index])
        rows.append((rank, text, "(start)", float("nan"), model.trees.expected))
        for name, share in zip(model.trees.names, shares[index], strict=True):
            rows.append((rank, text, name, float(features[name][index]), float(share)))
        rows.append((rank, text, "(entity)", float("nan"), float(ranked.evidence[index])))
    return pd.DataFrame(rows, columns=columns)


def spelling(sequence: WordSequence, candidate: Candidate) -> str:
    """Return the way in which a term is written most often, outside headings if it stands there; ties: the first."""
    words = sequence.words
    inside = [o for o in candidate.occurrences if words[o.start].region not in sequence.headings]
    forms = Counter(surface(words, o.start, o.end) for o in inside or candidate.occurrences)
    return max(forms, key=lambda form: forms[form])


def _rank(
    parsed: ParsedDocument, entities: Sequence[Entity], model: KeywordModel, settings: KeywordSettings
) -> _Ranked | None:
    sequence = read_words(parsed)
    names = name_spans(parsed, sequence, entities)
    candidates = find_candidates(sequence, model.excluded, tuple(names))
    inside = only_inside_names(candidates, names)
    candidates = [c for c, hidden in zip(candidates, inside, strict=True) if not hidden]
    if not candidates:
        return None
    terms = describe(sequence, candidates)
    labels = candidate_labels(candidates, names)
    scores = RANKINGS[settings.method](terms, model)
    weight = settings.entity_evidence and settings.method == "themeline"
    evidence = np.array([model.evidence.get(label, 0.0) if weight else 0.0 for label in labels])
    return _Ranked(terms, scores, evidence, labels)


def _choose(ranked: _Ranked, settings: KeywordSettings) -> list[int]:
    """Go down the ranking and take what the settings allow until there are enough."""
    chosen: list[int] = []
    for index in map(int, ranked.order()):
        if len(chosen) == settings.top:
            break
        candidate = ranked.terms.candidates[index]
        if len(candidate.occurrences) < settings.min_count:
            continue
        if len(candidate.parts) > settings.max_words and not ranked.labels[index]:
            continue
        if settings.absorb_nested and any(_nested(candidate, ranked.terms.candidates[i]) for i in chosen):
            continue
        chosen.append(index)
    return chosen


def _nested(one: Candidate, other: Candidate) -> bool:
    """Tell whether the shorter of two terms stands nowhere but inside the longer."""
    shorter, longer = sorted((one, other), key=lambda candidate: len(candidate.parts))
    return all(any(o.start <= s.start and s.end <= o.end for o in longer.occurrences) for s in shorter.occurrences)
