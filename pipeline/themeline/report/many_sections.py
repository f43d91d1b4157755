"""The sections of the comparison of three corpora or more."""

from collections.abc import Sequence

from themeline.report.columns import Look
from themeline.report.comparison_looks import PLAIN
from themeline.report.comparison_sections import whiskers
from themeline.report.content import Content
from themeline.report.function_words import use_of
from themeline.report.page import Block, Section

FOREMOST = 3


def corpora(content: Content) -> Section:
    """Lay out the sizes, the years and the distances."""
    sizes = content.table("corpora", "What is compared", ["corpus", "documents", "tokens", "median", "first", "last"])
    figure = content.figure(
        "distances", "How far apart: Jensen-Shannon divergence of words", "0 alike, 1 no word shared."
    )
    table = content.table(
        "distances",
        "Distances",
        ["layer", "a", "b", "distance", "null_mean", "null_high"],
        "Jensen-Shannon divergence in bits, for every layer, beside that of the same documents divided at random.",
        shown=10,
    )
    lead = "Sizes, years of publication, and how far the vocabularies are apart."
    return Section("corpora", "The corpora", lead, [*sizes, *figure, *table])


def typical(content: Content, names: Sequence[str]) -> Section:
    """Lay out what is typical of each corpus against the others together."""
    heat = "LRC of each corpus against the others together; empty: may be nothing. Rows and columns by likeness."
    blocks: list[Block] = [*content.figure("heat", "The foremost terms of each corpus, in all", heat)]
    columns = ["term", "layer", "interval", "lrc", "frequency_a", "frequency_b"]
    columns += ["document_share_a", "document_share_b", "q"]
    for number, name in enumerate(names):
        rows = content.tables["typical"][content.tables["typical"]["corpus"] == name]
        note = f"{len(rows):,} content terms robustly typical of {name} against the others together; by LRC."
        blocks += content.table(
            f"typical_{number}", f"Typical of {name}", columns, note, frame=rows, shown=10, looks=_looks(name),
            drawings={"interval": whiskers(rows)},
        )  # fmt: skip
    lead = "Each corpus against the others together, document by document; no single text decides."
    return Section("typical", "What is typical of each", lead, blocks)


def terms(content: Content, names: Sequence[str]) -> Section:
    """Lay out the omnibus test of all terms, with post-hoc groups."""
    rows = content.tables["terms"][~content.tables["terms"]["layer"].isin(["theme", "entity"])]
    rows = rows.sort_values(["q", "g2"], ascending=[True, False], kind="stable")
    rows = rows.assign(use=rows["term"].map(use_of))
    columns = ["term", "layer", "use", *[f"per_million_{name}" for name in names], "q", "cramers_v", "letters"]
    note = (
        "Rates per million words. q: Kruskal-Wallis over documents, Benjamini-Hochberg within the layer. Groups, in "
        "the order of the corpora: those that share a letter are not shown to differ (pairwise rank-sum tests, Holm "
        "within the term)."
    )
    table = content.table("terms", "Does any corpus differ?", columns, note, frame=rows, only={"use": "content"})
    return Section("terms", "Every term", "One test over all corpora, then which of them differ.", table)


def themes(content: Content, names: Sequence[str]) -> Section:
    """Lay out the share of sentences of each theme in each corpus."""
    columns = ["name", *[f"share_{name}" for name in names], "q", "letters"]
    note = "Share of sentences; q and groups as for terms."
    figure = content.figure("themes", "Share of sentences of each theme", "Numbers: percent; shade: the same.")
    table = content.table("themes", "Themes", columns, note, shown=20)
    return Section("themes", "Themes", "How much of each corpus speaks of what.", [*figure, *table] if table else [])


def entities(content: Content, names: Sequence[str]) -> Section:
    """Lay out who is named how often in which corpus."""
    rows = content.tables["entities"].sort_values(["q", "g2"], ascending=[True, False], kind="stable")
    columns = ["name", *[f"per_million_{name}" for name in names], "q", "most", "letters"]
    table = content.table("entities", "Named entities", columns, "Mentions per million words.", frame=rows)
    return Section("entities", "Entities", "Who is named where.", table)


def foremost(content: Content, names: Sequence[str]) -> list[str]:
    """Return the foremost terms of each corpus, by turns."""
    rows = content.tables["typical"]
    tops = [rows.loc[rows["corpus"] == name, "term"].astype(str).head(FOREMOST).tolist() for name in names]
    turns = [term for place in range(FOREMOST) for terms in tops for term in terms[place : place + 1]]
    return list(dict.fromkeys(turns))


def many_looks(names: Sequence[str]) -> dict[str, Look]:
    """Return the headings for the comparison of these corpora."""
    looks = dict(PLAIN) | {
        "a": Look("Corpus", "choice"),
        "b": Look("And", "choice"),
        "tokens": Look("Words", "count"),
        "median": Look("Median length", "count", "Words of the document in the middle"),
        "cramers_v": Look("Cramér's V", "number", "Strength of the association, 0 to 1"),
        "letters": Look("Groups", "text", "In the order of the corpora; those that share a letter may be alike"),
        "most": Look("Most in", "choice"),
        "p_adjusted": Look("p", "p", "Adjusted over the term's pairs (Holm)"),
    }
    for name in names:
        looks[f"per_million_{name}"] = Look(name, "number", f"Per million words in {name}")
        looks[f"share_{name}"] = Look(name, "share", f"Share of the sentences of {name}")
    return looks


def _looks(name: str) -> dict[str, Look]:
    return dict(PLAIN) | {
        "frequency_a": Look("Hits", "count", f"Occurrences in {name}"),
        "frequency_b": Look("Others' hits", "count", "Occurrences in the others"),
        "document_share_a": Look("Of docs", "share", f"Share of documents with it in {name}"),
        "document_share_b": Look("Of others' docs", "share", "Share of documents with it in the others"),
    }
