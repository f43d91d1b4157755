"""Finding all forms of a dictionary word, or of several in a row."""

from collections.abc import Iterable, Iterator

import pandas as pd
from spacy.tokens import Span

from themeline.errors import UsageError
from themeline.language import ParsedDocument


def find_lemma(documents: Iterable[ParsedDocument], lemma: str) -> pd.DataFrame:
    """Find all forms of a dictionary word, or of several in a row ("cyber attack" finds "cyber attacks").

    Returns:
        Columns `doc`, `sentence`, `start`, `end`, for `concordance_of_spans`; hits do not overlap.

    Raises:
        UsageError: If there is no word.
    """
    wanted = lemma.lower().split()
    if not wanted:
        raise UsageError("There is nothing to search for: the lemma is empty.")
    rows = [
        (parsed.document.doc, number, start, end)
        for parsed in documents
        for number, span in enumerate(parsed.spans, start=1)
        for start, end in _matches(span, wanted)
    ]
    return pd.DataFrame(rows, columns=["doc", "sentence", "start", "end"])


def _matches(span: Span, wanted: list[str]) -> Iterator[tuple[int, int]]:
    lemmas = [token.lemma_.lower() for token in span]
    position = 0
    while position + len(wanted) <= len(lemmas):
        if lemmas[position : position + len(wanted)] == wanted:
            last = span[position + len(wanted) - 1]
            yield span[position].idx, last.idx + len(last)
            position += len(wanted)
        else:
            position += 1
