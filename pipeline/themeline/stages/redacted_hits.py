"""The lines of a concordance with names masked."""

from typing import TYPE_CHECKING

from themeline.store import Store

if TYPE_CHECKING:
    import pandas as pd

    from themeline.redaction.masking import Masked
    from themeline.redaction.redactor import Redactor

TEXTS = "SELECT doc, text FROM documents WHERE doc IN (SELECT unnest(?)) ORDER BY id"
LINE = ["left", "keyword", "right"]


def redacted_hits(store: Store, hits: "pd.DataFrame", redactor: "Redactor", width: int) -> "pd.DataFrame":
    """Mask the names in a concordance of whole sentences, then cut the context: half a name would not be known as one.

    Args:
        store: The workspace.
        hits: What the concordance returned, with whole sentences; `start` and `end` in the documents.
        redactor: What masks names.
        width: Characters on each side; 0 for the whole sentence.

    Returns:
        The same columns; `start` and `end` in the masked texts.
    """
    import pandas as pd

    from themeline.compare.kwic_lines import BLANKS, cut_context

    texts = _texts(store, hits, redactor)
    lines, starts, ends = [], [], []
    for doc, start, end, left, keyword, right in hits[["doc", "start", "end", *LINE]].itertuples(
        index=False, name=None
    ):
        document = next(masked for text, masked in texts[doc] if BLANKS.sub(" ", text[start:end]) == keyword)
        starts.append(document.start(start))
        ends.append(document.end(end))
        sentence = redactor.masked(left + keyword + right)
        place = sentence.start(len(left)), sentence.end(len(left) + len(keyword))
        lines.append(cut_context(sentence.text, *place, width))
    rest = redactor.frame(hits.drop(columns=["start", "end", *LINE]))
    found = pd.DataFrame(lines, columns=LINE, index=hits.index, dtype=object).assign(start=starts, end=ends)
    return rest.join(found)[list(hits.columns)]


def _texts(store: Store, hits: "pd.DataFrame", redactor: "Redactor") -> "dict[str, list[tuple[str, Masked]]]":
    """Return the texts of the documents with hits, and their masked forms; ids may stand for several documents."""
    found: dict[str, list[tuple[str, Masked]]] = {}
    with store.reading() as database:
        for doc, text in database.execute(TEXTS, [sorted(set(hits["doc"]))]).fetchall():
            found.setdefault(doc, []).append((text, redactor.masked(text)))
    return found
