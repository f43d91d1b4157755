"""From a ranking to a list: no term that says again what a better one has said."""

from collections import Counter
from collections.abc import Mapping, Sequence

from themeline.keywords.candidates import Candidate, surface
from themeline.keywords.ranked import RankedTerms
from themeline.keywords.settings import KeywordSettings

OFTEN = 10
MOSTLY = 0.6


def choose(ranked: RankedTerms, settings: KeywordSettings) -> list[int]:
    """Go down the ranking and take the numbers of the terms that the settings allow until there are enough."""
    chosen: list[int] = []
    holding: dict[str, list[Candidate]] = {}
    covered: dict[int, int] = {}
    candidates = ranked.terms.candidates
    for number in ranked.order():
        if len(chosen) == settings.top:
            break
        candidate = candidates[number]
        if len(candidate.occurrences) < settings.min_count:
            continue
        if len(candidate.parts) > settings.max_words and not ranked.labels[number]:
            continue
        if settings.absorb_nested and (_absorbed(candidate, covered) or _repeats_any(candidate, holding)):
            continue
        chosen.append(number)
        for part in candidate.parts:
            holding.setdefault(part, []).append(candidate)
        for occurrence in candidate.occurrences:
            for index in range(occurrence.start, occurrence.end):
                covered[index] = max(covered.get(index, 0), occurrence.end)
    return chosen


def _absorbed(candidate: Candidate, covered: Mapping[int, int]) -> bool:
    """Tell whether a term stands nowhere, or if it comes back often seldom, outside of the terms chosen.

    Args:
        candidate: The term.
        covered: For each word of the terms chosen, where the longest that holds it ends.
    """
    occurrences = candidate.occurrences
    inside = sum(covered.get(occurrence.start, 0) >= occurrence.end for occurrence in occurrences)
    return inside >= len(occurrences) * (MOSTLY if len(occurrences) >= OFTEN else 1.0)


def _repeats_any(candidate: Candidate, holding: Mapping[str, Sequence[Candidate]]) -> bool:
    """Tell whether a term and one of those chosen repeat each other; only such as share a word can.

    Args:
        candidate: The term.
        holding: For each word, the terms chosen that hold it.
    """
    return any(repeats(candidate, other) for part in candidate.parts for other in holding.get(part, ()))


def repeats(one: Candidate, other: Candidate) -> bool:
    """Tell whether the shorter of two terms stands nowhere but inside the longer."""
    shorter, longer = (one, other) if len(one.parts) <= len(other.parts) else (other, one)
    if shorter.parts[0] not in longer.parts:
        return False
    return all(any(o.start <= s.start and s.end <= o.end for o in longer.occurrences) for s in shorter.occurrences)


def spelling(document: RankedTerms, number: int) -> str:
    """Return how a term is written: its preferred label, or the way that the text writes it most often.

    Acronyms give way to the long form where the text has both, headings to sentences; of equal ones the first counts.
    """
    candidate = document.terms.candidates[number]
    if candidate.key in document.preferred:
        return document.preferred[candidate.key]
    sequence, occurrences = document.terms.sequence, candidate.occurrences
    if len(occurrences) == 1:
        return surface(sequence.words, occurrences[0].start, occurrences[0].end)
    parts = [o for o in occurrences if "".join(word.key for word in sequence.words[o.start : o.end]) == candidate.key]
    inside = [o for o in parts or occurrences if sequence.words[o.start].region not in sequence.headings]
    forms = Counter(surface(sequence.words, o.start, o.end) for o in inside or parts or occurrences)
    return max(forms, key=lambda form: forms[form])
