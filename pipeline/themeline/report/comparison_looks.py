"""How the columns of a comparison are headed: the sides go by the names of the corpora."""

from collections.abc import Sequence

from themeline.report.columns import Look
from themeline.report.payload import shorten

SHORT = 13

PLAIN = {
    "term": Look("Term", "term"),
    "name": Look("Name", "term"),
    "layer": Look("Layer", "choice", "word, phrase, entity, theme or year"),
    "class": Look("Class", "choice", "robust, concentrated, lockword, or undecided"),
    "use": Look("Use", "filter", "content, or only function words (models/report/function_words.txt)"),
    "interval": Look("Log ratio", "interval", "With its bootstrap interval over documents; right: more in the first"),
    "log_ratio": Look("Ratio", "number", "Binary logarithm of the ratio of rates; positive: more in the first"),
    "log_ratio_low": Look("from", "number", "Lower bound"),
    "log_ratio_high": Look("to", "number", "Upper bound"),
    "lrc": Look("LRC", "number", "The log ratio's conservative bound; 0 when it may be nothing"),
    "g2": Look("G²", "number", "Log-likelihood of token counts, for comparison with other studies"),
    "top_share": Look("In one text", "share", "Largest share of its occurrences in one document"),
    "drivers": Look("Driven by", "list", "Documents that hold most of it"),
    "only_in": Look("Only in", "choice"),
    "frequency": Look("Hits", "count"),
    "document_share": Look("Of documents", "share"),
    "at_most": Look("Elsewhere ≤", "number", "Upper 95% bound per million in the other corpus"),
    "difference": Look("Difference", "signed", "First minus second, in percentage points"),
    "difference_low": Look("from", "signed"),
    "difference_high": Look("to", "signed"),
    "note": Look("Note", "text"),
    "corpus": Look("Corpus", "choice"),
    "documents": Look("Docs", "count"),
    "terms": Look("Terms", "count"),
    "splits": Look("Halvings", "count"),
    "false_mean": Look("False, mean", "number", "Keywords found on average where none can be"),
    "false_most": Look("False, most", "count"),
    "splits_with_false": Look("Halvings with any", "count"),
    "measure": Look("Measure", "text"),
    "ranking": Look("Ranked by", "choice"),
    "words": Look("Words", "count", "Words compared: at most the foremost 50"),
    "shared": Look("Shared", "share", "Share of them that both rank so high"),
    "rbo": Look("Overlap at the top", "number", "Rank-biased overlap, p = 0.9: 1 the same order, 0 disjoint"),
    "gained": Look("Gained", "list", "Foremost words of the other ranking that LRC does not rank so high"),
    "lost": Look("Lost", "list", "Foremost words by LRC that the other does not rank so high"),
    "years": Look("Years", "count", "Years of publication that both have, or the corpus"),
    "slope": Look("Points/year", "signed", "Median slope of the share of documents, in percentage points a year"),
    "trend": Look("Trend", "choice"),
    "development": Look("Development", "choice", "Which corpus gains on the other; none: no difference shown"),
    "distance": Look("Distance", "number"),
    "null_mean": Look("By chance", "number", "Mean over random divisions of all documents"),
    "null_high": Look("95% below", "number"),
    "within_a": Look("Within first", "number", "Distance of random halves of the first"),
    "within_b": Look("Within second", "number", "Distance of random halves of the second"),
    "between": Look("Between halves", "number", "Distance of halves of the one to halves of the other"),
}

SIDED = {
    "frequency": ("hits", "count", "Occurrences"),
    "per_million": ("per million", "number", "Occurrences per million words"),
    "documents": ("docs", "count", "Documents with it"),
    "document_share": ("docs %", "share", "Share of documents with it"),
    "dp_norm": ("uneven", "number", "DPnorm: 0 even, 1 concentrated"),
    "prevalence": ("", "share", "Share of sentences"),
}


def comparison_looks(names: Sequence[str]) -> dict[str, Look]:
    """Return the headings for the comparison of these two corpora."""
    looks = dict(PLAIN)
    looks["difference"] = Look("Difference", "signed", f"{names[0]} minus {names[1]}, in percentage points")
    for side, name in zip("ab", names, strict=False):
        looks[side] = Look(name, "text")
        looks[f"corrected_prevalence_{side}"] = Look(
            f"{name} corrected", "share", "Corrected for the classifier's errors (Rogan & Gladen 1978)"
        )
        for column, (suffix, kind, meaning) in SIDED.items():
            header = f"{shorten(name, SHORT)} {suffix}".strip()
            looks[f"{column}_{side}"] = Look(header, kind, f"{meaning} in {name}")  # type: ignore[arg-type]
        looks[f"prevalence_{side}_low"] = Look("from", "share", "Lower bound")
        looks[f"prevalence_{side}_high"] = Look("to", "share", "Upper bound")
    return looks
