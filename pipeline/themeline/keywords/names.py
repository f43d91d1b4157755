"""Named entities as evidence for terms."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from themeline.keywords.candidates import Candidate
from themeline.keywords.words import WordSequence
from themeline.language import ParsedDocument
from themeline.tables import Entity

NameSpans = dict[tuple[int, int], str]


def name_spans(parsed: ParsedDocument, sequence: WordSequence, entities: Sequence[Entity]) -> NameSpans:
    """Return the label of each range of words that is a named entity; a leading article is left out."""
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
        if start < end:
            found[start, end] = entity.label
    return found


def candidate_labels(candidates: Sequence[Candidate], names: NameSpans) -> list[str]:
    """Return each candidate's entity label: that of most of its occurrences, or an empty string."""
    labels = []
    for candidate in candidates:
        seen = Counter(names.get((o.start, o.end), "") for o in candidate.occurrences)
        labels.append(max(sorted(seen), key=lambda label: seen[label]))
    return labels


def only_inside_names(candidates: Sequence[Candidate], names: NameSpans) -> list[bool]:
    """Tell of each candidate whether it only ever stands as a part of a name."""
    around: dict[int, list[tuple[int, int]]] = {}
    for start, end in names:
        for index in range(start, end):
            around.setdefault(index, []).append((start, end))
    return [
        all(
            any(s <= o.start and o.end <= e and (s, e) != (o.start, o.end) for s, e in around.get(o.start, ()))
            for o in candidate.occurrences
        )
        for candidate in candidates
    ]
