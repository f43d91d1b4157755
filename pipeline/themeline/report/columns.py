"""How columns are headed, shown and explained, in the page, the spreadsheet and the terminal alike."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "text", "date", "quote", "term", "doc", "list", "choice", "filter", "count", "share", "signed", "number", "p",
    "year", "interval", "spark", "mix",
]  # fmt: skip
"""What a column holds: `choice` can be filtered, `filter` is for that alone and not shown; `spark`, `mix` and
`interval` are drawn."""

NUMERIC = frozenset({"count", "share", "signed", "number", "p", "year"})


@dataclass(frozen=True, slots=True)
class Look:
    """The heading of a column, its kind, and what it means."""

    header: str
    kind: Kind
    meaning: str = ""


LOOKS = {
    "rank": Look("#", "count", "Rank by weight"),
    "term": Look("Keyword", "term", "The most frequent spelling"),
    "keyword": Look("Keyword", "term", "The author's keyword"),
    "kind": Look("Kind", "choice", "Word, phrase, or the label of a named entity"),
    "variants": Look("Written as", "list", "Every spelling that was brought together"),
    "documents": Look("Docs", "count", "Documents with it"),
    "share": Look("Share", "share", "Documents with it, of all documents"),
    "count": Look("Hits", "count", "Occurrences in sentences"),
    "keyword_documents": Look("Keyword of", "count", "Documents of which it is among the best keywords"),
    "weight": Look(
        "Weight", "number", "Sum over documents of 1/log2(1 + rank), the rank being that within the document"
    ),
    "coverage": Look("Coverage", "share", "Documents that have this keyword or one ranked before it"),
    "depth": Look("Keywords taken", "count", "How many of a document's extracted keywords"),
    "average": Look("Average", "choice", "micro: over all keywords; macro: mean over documents"),
    "precision": Look("Precision", "share"),
    "recall": Look("Recall", "share"),
    "f1": Look("F1", "share"),
    "dispersion": Look("Unevenness", "number", "DPnorm: 0 evenly spread over the texts, 1 all in one short text"),
    "first": Look("First", "year", "First year of publication"),
    "last": Look("Last", "year", "Last year of publication"),
    "author_documents": Look("By author", "count", "Documents whose author gave it as a keyword"),
    "spark": Look("By year", "spark", "Share of each year's documents"),
    "mix": Look("Themes", "mix", "Themes of its sentences"),
    "direction": Look("Trend", "choice", "Rising or falling by the Cochran-Armitage test, new, vanished, or steady"),
    "slope": Look("Points/year", "number", "Slope of the share of documents, in percentage points a year"),
    "p": Look("p", "p", "Before correction"),
    "q": Look("q", "p", "Adjusted for the number of terms tested (Benjamini & Hochberg)"),
    "extracted": Look("Also extracted", "count", "Documents in which it was extracted as well"),
    "theme": Look("Theme", "choice", "The theme's key in the codebook"),
    "name": Look("Name", "term", "Canonical name"),
    "other": Look("And", "term", "The other one"),
    "sentences": Look("Sentences", "count", "Sentences with it"),
    "sentence_share": Look("Of sentences", "share", "Share of all sentences"),
    "sentence_low": Look("from", "share", "Lower bound of the interval"),
    "sentence_high": Look("to", "share", "Upper bound of the interval"),
    "document_share": Look("Of documents", "share", "Share of all documents"),
    "document_low": Look("from", "share", "Lower bound of the interval"),
    "document_high": Look("to", "share", "Upper bound of the interval"),
    "ratio": Look("Ratio", "number", "The theme's share of the term's sentences over its share of all sentences"),
    "ratio_low": Look("at least", "number", "The same with the lower Wilson bound"),
    "lift": Look("Lift", "number", "How many times as often together as independence would give"),
    "label": Look("Type", "choice", "Type of entity"),
    "mentions": Look("Mentions", "count", "Mentions in all documents"),
    "npmi": Look("NPMI", "number", "1 always in the same sentences, 0 independent"),
    "year": Look("Year", "year"),
    "published": Look("Published", "text", "Date of publication"),
    "value": Look("Date", "date", "Day or month, as TIMEX3 value"),
    "quote": Look("Sentence", "quote", "A sentence that refers to it"),
    "doc": Look("Document", "doc", "The document's id"),
    "title": Look("Title", "text"),
    "tokens": Look("Tokens", "count"),
    "keywords": Look("Best keywords", "list"),
    "text": Look("Sentence", "quote"),
    "probability": Look("Probability", "share", "Calibrated probability that the sentence is about the theme"),
    "check": Look("Check", "text"),
    "level": Look("Finding", "choice"),
    "examples": Look("For instance", "list", "Ids of the first documents concerned"),
    "change": Look("Change", "choice", "From the earlier documents to the later ones"),
    "earlier": Look("Earlier", "choice", "The earlier batch"),
    "later": Look("Later", "choice", "The later batch"),
    "before": Look("Docs before", "count"),
    "after": Look("Docs after", "count"),
    "share_before": Look("Share before", "share", "Of the earlier documents"),
    "share_after": Look("Share after", "share", "Of the later documents"),
    "measure": Look("Measure", "text"),
    "other_doc": Look("Like", "doc", "The document that it resembles"),
    "other_corpus": Look("In corpus", "choice"),
    "similarity": Look("Similarity", "share"),
    "source": Look("Input", "text"),
    "batch": Look("Batch", "text"),
    "stage": Look("Stage", "choice"),
    "error": Look("Error", "choice"),
    "detail": Look("Detail", "text"),
}


def look(column: str) -> Look:
    """Return how a column is shown; a column without an entry is shown as text under its own name."""
    return LOOKS.get(column) or Look(column.replace("_", " ").capitalize(), "text")
