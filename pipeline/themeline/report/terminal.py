"""A report in the terminal: the findings and the first rows of its tables."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from themeline.report.cells import show
from themeline.report.columns import NUMERIC, Look, look
from themeline.report.comparison_looks import comparison_looks
from themeline.report.comparison_sections import of_class
from themeline.report.keyword_findings import corpus_findings
from themeline.report.keyword_sections import CHANGE_LOOKS
from themeline.report.many_sections import many_looks
from themeline.report.wording import listing, visible

Tables = Mapping[str, pd.DataFrame]
KEYWORD_TABLES = {
    "terms": ("Keywords", ["rank", "term", "kind", "documents", "share", "count", "first", "last"]),
    "trends": ("Trends", ["term", "direction", "slope", "q", "documents"]),
    "themes": ("Themes", ["name", "sentences", "sentence_share", "documents", "document_share"]),
    "entities": ("Entities", ["name", "label", "mentions", "documents", "first", "last"]),
}
DIFFERENCE = {
    "change": Look("Change", "choice"),
    "documents_old": Look("Docs, old", "count"),
    "documents_new": Look("Docs, new", "count"),
    "share_old": Look("Share, old", "share"),
    "share_new": Look("Share, new", "share"),
    "rank_old": Look("#, old", "count"),
    "rank_new": Look("#, new", "count"),
}
COMPARED = ["term", "layer", "log_ratio", "lrc", "frequency_a", "frequency_b", "q"]


def keyword_terminal(corpus: str, tables: Tables, rows: int = 15, since: str = "") -> RenderableType:
    """Return the keyword report for `rich.print`: findings, what is new, keywords, trends, themes, entities.

    Args:
        corpus: Its name.
        tables: What `keyword_report_tables` returned.
        rows: Rows of each table.
        since: The batch whose changes the report is about, if it is.
    """
    parts: list[RenderableType] = [*_paragraphs(corpus_findings(corpus, tables, since))]
    if since:
        columns = ["term", "layer", "change", "before", "after", "share_before", "share_after", "q"]
        parts += _table(tables["changes"].head(2 * rows), f"What is new since {since}", columns, CHANGE_LOOKS)
    for name, (title, columns) in KEYWORD_TABLES.items():
        parts += _table(tables[name].head(rows), title, columns)
    return Group(*parts)


def comparison_terminal(
    said: tuple[Sequence[str], Sequence[str]], tables: Tables, names: Sequence[str], rows: int = 15
) -> RenderableType:
    """Return a comparison for `rich.print`: verdict, findings, what is typical of each corpus, themes.

    Args:
        said: The verdict and the findings: what `comparison_verdict` returned.
        tables: What `comparison_tables` returned.
        names: The corpora.
        rows: Rows of each table.
    """
    parts: list[RenderableType] = [*_paragraphs(said[0], "bold"), *_paragraphs(said[1])]
    if len(names) == 2:
        looks = comparison_looks(names)
        for side, name in zip("AB", names, strict=False):
            robust = of_class(tables["terms"], f"robust {side}", 1 if side == "A" else -1)
            robust = robust[robust["use"] == "content"].head(rows)
            parts += _table(robust, f"Robustly typical of {name}", COMPARED, looks)
        themes = ["name", "prevalence_a", "prevalence_b", "difference", "difference_low", "difference_high", "q"]
        return Group(*parts, *_table(tables["themes"], "Themes: share of sentences", themes, looks))
    looks = many_looks(names)
    for name in names:
        typical = tables["typical"][tables["typical"]["corpus"] == name].head(rows)
        parts += _table(typical, f"Typical of {name}", ["term", "layer", "log_ratio", "lrc", "q"], looks)
    shares = ["name", *[f"share_{name}" for name in names], "q"]
    return Group(*parts, *_table(tables["themes"], "Themes: share of sentences", shares, looks))


def difference_terminal(difference: pd.DataFrame, rows: int = 40) -> RenderableType:
    """Return what `report_difference` found for `rich.print`: how many keywords changed, and the foremost."""
    counts = difference["change"].value_counts()
    kinds = [f"{counts[change]:,} {change}" for change in ("new", "gone", "more", "fewer") if change in counts]
    line = f"{len(difference):,} keywords differ: {listing(kinds)}." if kinds else "No keyword differs."
    columns = ["term", "change", "documents_old", "documents_new", "share_old", "share_new", "rank_old", "rank_new"]
    return Group(*_paragraphs([line]), *_table(difference.head(rows), "Greatest changes first", columns, DIFFERENCE))


def _table(
    frame: pd.DataFrame, title: str, columns: Sequence[str], looks: Mapping[str, Look] | None = None
) -> list[RenderableType]:
    return [Padding(rich_table(frame, title, columns, looks), (0, 0, 1, 0))] if len(frame) else []


def rich_table(
    frame: pd.DataFrame, title: str, columns: Sequence[str] = (), looks: Mapping[str, Look] | None = None
) -> Table:
    """Return a DataFrame as a table for the terminal; control characters in its text do nothing there."""
    table = Table(
        title=plain(title), title_justify="left", title_style="bold", header_style="dim", box=None, padding=(0, 1)
    )
    chosen = [column for column in columns or frame.columns if column in frame]
    kinds = [(looks or {}).get(column) or look(column) for column in chosen]
    for item in kinds:
        table.add_column(item.header, justify="right" if item.kind in NUMERIC else "left", overflow="fold")
    for row in frame[chosen].itertuples(index=False, name=None):
        table.add_row(*(plain(show(value, item.kind)) for value, item in zip(row, kinds, strict=True)))
    return table


def plain(text: str) -> Text:
    """Return text without markup, escape sequences, line breaks and bidi controls."""
    return Text(visible(text))


def _paragraphs(sentences: Sequence[str], style: str = "") -> Iterator[RenderableType]:
    for sentence in sentences:
        text = plain(sentence)
        text.stylize(style)
        yield Padding(text, (0, 0, 1, 0))
