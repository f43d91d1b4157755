"""From a ranking to a list: no term that says again what a better one has said."""

from collections import Counter

from themeline.keywords.candidates import Candidate, surface
from themeline.keywords.ranked import RankedTerms
from themeline.keywords.settings import KeywordSettings
from themeline.keywords.words import WordSequence


def choose(ranked: RankedTerms, settings: KeywordSettings) -> list[int]:
    """Go down the ranking and take the numbers of the terms that the settings allow until there are enough."""
    chosen: list[int] = []
    candidates = ranked.terms.candidates
    for number in ranked.order():
        if len(chosen) == settings.top:
            break
        candidate = candidates[number]
        if len(candidate.occurrences) < settings.min_count:
            continue
        if len(candidate.parts) > settings.max_words and not ranked.labels[number]:
            continue
        if settings.absorb_nested and any(repeats(candidate, candidates[other]) for other in chosen):
            continue
        chosen.append(number)
    return chosen


def repeats(one: Candidate, other: Candidate) -> bool:
    """Tell whether the shorter of two terms stands nowhere but inside the longer."""
    shorter, longer = (one, other) if len(one.parts) <= len(other.parts) else (other, one)
    if len(shorter.occurrences) > len(longer.occurrences) * len(longer.parts):
        return False
    return all(any(o.start <= s.start and s.end <= o.end for o in longer.occurrences) for s in shorter.occurrences)


def spelling(sequence: WordSequence, candidate: Candidate) -> str:
    """Return the way in which a term is written most often, outside headings if it stands there; ties: the first."""
    words = sequence.words
    inside = [o for o in candidate.occurrences if words[o.start].region not in sequence.headings]
    forms = Counter(surface(words, o.start, o.end) for o in inside or candidate.occurrences)
    return max(forms, key=lambda form: forms[form])
