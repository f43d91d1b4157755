"""Mentions without the trained tagger: the longest of what the lexicon says, then what the spaCy pipeline says."""

from themeline.entities.labels import LABELS
from themeline.entities.layers import CANDIDATE, KNOWN, MODEL, Layers
from themeline.entities.spans import Span, fill
from themeline.entities.words import OUTSIDE, Words

RULE_SCORE, MODEL_SCORE = 0.8, 0.6


def untrained(words: Words, layers: Layers) -> list[Span]:
    """Return the mentions of a sentence by the layers alone; the longer of two rules holds, a rule before the model."""
    by_rule = [
        Span(words.starts[first], words.ends[end - 1], label, "rule", RULE_SCORE)
        for place in (KNOWN, CANDIDATE)
        for first, end, label in stretches([row[place] for row in layers.rows])
    ]
    by_model = [
        Span(words.starts[first], words.ends[end - 1], label, "model", MODEL_SCORE)
        for first, end, label in stretches([row[MODEL] for row in layers.rows])
        if label in LABELS
    ]
    return fill([], [*sorted(by_rule, key=lambda span: (span.start - span.end, span.start)), *by_model])


def stretches(tags: list[str]) -> list[tuple[int, int, str]]:
    """Return (first, end, label) for each stretch of `B-`/`I-` tags."""
    found, first = [], -1
    for index, tag in enumerate([*tags, OUTSIDE]):
        if first >= 0 and not tag.startswith("I-"):
            found.append((first, index, tags[first][2:]))
            first = -1
        if tag != OUTSIDE and first < 0:
            first = index
    return found
