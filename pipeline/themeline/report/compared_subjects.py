"""The sections of the comparison of two corpora on what they speak of: themes, entities, years, time, concordance."""

from collections.abc import Sequence

from themeline.report.comparison_sections import FREQUENCIES, of_class, whiskers, with_named_classes
from themeline.report.content import Content, quote
from themeline.report.figures.over_time import span_of
from themeline.report.page import Beside, Block, Section

FOREMOST = 5


def themes(content: Content) -> Section:
    """Lay out the prevalence of the themes in both."""
    columns = ["name", "prevalence_a", "prevalence_a_low", "prevalence_a_high", "prevalence_b", "prevalence_b_low"]
    columns += ["prevalence_b_high", "difference", "difference_low", "difference_high", "q"]
    corrected = [f"corrected_prevalence_{side}" for side in "ab"]
    note = "Share of sentences; intervals by bootstrap over documents; q from the rank-sum test on documents."
    table = content.table("themes", "Themes", [*columns, *corrected], note, shown=20)
    figure = content.figure("themes", "Prevalence of themes in both corpora", "The largest differences first and last.")
    return Section("themes", "Themes", "How much of each corpus speaks of what.", [*figure, *table] if table else [])


def entities(content: Content, names: Sequence[str]) -> Section:
    """Lay out who is named more in which corpus."""
    rows = with_named_classes(content.tables["entities"], names)
    columns = ["name", "class", "interval", "log_ratio", *FREQUENCIES, "q"]
    drawings = {"interval": whiskers(rows, "name")} if len(rows) else {}
    note = "Names are brought together under one; tested like words, within their layer."
    table = content.table("entities", "Named entities", columns, note, frame=rows, drawings=drawings)
    return Section("entities", "Entities", "Who is named more in which corpus.", table)


def years(content: Content) -> Section:
    """Lay out the years that the texts refer to."""
    columns = ["year", "corpus", "frequency", "documents", "document_share"]
    table = content.table("years", "Years referred to", columns, shown=8)
    lead = "Of which times the texts speak; years with too few mentions are left out, as any other term."
    figure = content.figure("years", "Years that the texts refer to")
    return Section("years", "Years referred to", lead, [*figure, *table] if table else [])


def time(content: Content, count: int) -> Section:
    """Lay out terms and themes over the years of publication in each corpus."""
    by_year = content.tables["time"]
    tested = "difference of the shares" if count == 2 else "share of documents"
    note = (
        f"Mann-Kendall on the {tested}, year by year; slope by Theil and Sen, in points a year; "
        "“too short”: fewer than eight years, not tested."
    )
    span = span_of(by_year) if len(by_year) else 1
    pooled = f"Years pooled by {span}. Band: its interval." if span > 1 else "Band: its interval."
    columns = ["term", "layer", "corpus", "years", "slope", "q", "development", "trend"]
    lead = "What is typical of each, year by year of publication, with the Wilson interval of each year's share."
    blocks: list[Block] = [
        *content.figure("time", "Share of documents by year of publication", pooled),
        *content.table("time_trends", "Do they develop differently?", columns, note, shown=10),
    ]
    return Section("time", "Over time", lead, blocks if len(by_year) else [])


def concordance(content: Content, names: Sequence[str], terms: Sequence[str]) -> Section:
    """Lay out sentences of all corpora side by side."""
    evidence = content.tables["evidence"]
    blocks: list[Block] = []
    for term in terms:
        rows = evidence[evidence["term"] == term]
        columns = [
            (name, [quote(row, str(row["doc"])) for row in rows[rows["corpus"] == name].head(2).to_dict("records")])
            for name in names
        ]
        if len(rows):
            blocks.append(Beside(term, columns))
    lead = "The same term in each corpus, a seeded sample of sentences; choose any other term of this report."
    return Section("concordance", "Side by side", lead, blocks)


def foremost(content: Content) -> list[str]:
    """Return the content terms to begin with, by turns of the one and the other side."""
    sides = [of_class(content.tables["terms"], f"robust {side}", sign) for side, sign in (("A", 1), ("B", -1))]
    tops = [rows.loc[rows["use"] == "content", "term"].astype(str).drop_duplicates().tolist() for rows in sides]
    turns = [term for place in range(FOREMOST) for terms in tops for term in terms[place : place + 1]]
    return list(dict.fromkeys(turns))
