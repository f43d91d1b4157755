"""References to legal texts, standards and numbered goals, by patterns over the characters."""

import re

from themeline.entities.lexicon import Lexicon
from themeline.entities.spans import Span

# A sentence without any of these has no citation: one cheap look spares a dozen expensive ones.
LIKELY = re.compile(r"\d|[IVX]{2,}|§|Amendment|Charter|IPC|Cr\.?P|Constitution|Goals|SDGs|Section|section|Article")


def find_citations(text: str, start: int, end: int, lexicon: Lexicon) -> list[Span]:
    """Return the citations in `text[start:end]`, longest where they overlap, in order."""
    if not LIKELY.search(text, start, end):
        return []
    found = [
        Span(match.start(), match.end(), citation.label, "rule")
        for citation in lexicon.citations
        for match in citation.pattern.finditer(text, start, end)
        if citation.requires is None or citation.requires.search(match.group())
    ]
    taken: list[Span] = []
    for span in sorted(found, key=lambda item: (item.start - item.end, item.start)):
        if all(span.end <= other.start or span.start >= other.end for other in taken):
            taken.append(span)
    return sorted(taken, key=lambda item: item.start)
