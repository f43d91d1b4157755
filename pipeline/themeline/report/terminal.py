"""A report in the terminal: the findings and the first rows of its tables."""

from collections.abc import Iterator, Mapping, Sequence
from unicodedata import category

import pandas as pd
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from themeline.report.cells import show
from themeline.report.columns import NUMERIC, Look, look
from themeline.report.comparison_findings import comparison_findings, verdict
from themeline.report.comparison_looks import comparison_looks
from themeline.report.keyword_findings import keyword_findings

Tables = Mapping[str, pd.DataFrame]
KEYWORD_TABLES = {
    "terms": ("Keywords", ["rank", "term", "kind", "documents", "share", "count", "first", "last"]),
    "trends": ("Trends", ["term", "direction", "slope", "q", "documents"]),
    "themes": ("Themes", ["name", "sentences", "sentence_share", "documents", "document_share"]),
    "entities": ("Entities", ["name", "label", "mentions", "documents", "first", "last"]),
}
COMPARED = ["term", "layer", "log_ratio", "lrc", "frequency_a", "frequency_b", "q"]


def keyword_terminal(corpus: str, tables: Tables, rows: int = 15) -> RenderableType:
    """Return the keyword report for `rich.print`: findings, keywords, trends, themes, entities.

    Args:
        corpus: Its name.
        tables: What `keyword_report_tables` returned.
        rows: Rows of each table.
    """
    parts: list[RenderableType] = [*_paragraphs(keyword_findings(corpus, tables))]
    for name, (title, columns) in KEYWORD_TABLES.items():
        if len(tables[name]):
            parts.append(rich_table(tables[name].head(rows), title, columns))
    return Group(*parts)


def comparison_terminal(
    tables: Tables, names: Sequence[str], *, only_describes: bool = False, rows: int = 15
) -> RenderableType:
    """Return the comparison of two corpora for `rich.print`: verdict, findings, robust terms of each, themes.

    Args:
        tables: What `comparison_tables` returned.
        names: The corpora.
        only_describes: As in the comparison.
        rows: Rows of each table.
    """
    looks = comparison_looks(names)
    parts: list[RenderableType] = [*_paragraphs(verdict(tables, names, only_describes), "bold")]
    parts += _paragraphs(comparison_findings(tables, names))
    for side, name in zip("AB", names, strict=False):
        robust = tables["terms"][tables["terms"]["class"] == f"robust {side}"]
        if len(robust):
            best = robust.reindex(robust["lrc"].abs().sort_values(ascending=False, kind="stable").index)
            parts.append(rich_table(best.head(rows), f"Robustly typical of {name}", COMPARED, looks))
    if len(tables["themes"]):
        columns = ["name", "prevalence_a", "prevalence_b", "difference", "difference_low", "difference_high", "q"]
        parts.append(rich_table(tables["themes"], "Themes", columns, looks))
    return Group(*parts)


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
        table.add_column(item.header, justify="right" if item.kind in NUMERIC else "left", overflow="ellipsis")
    for row in frame[chosen].itertuples(index=False, name=None):
        table.add_row(*(plain(show(value, item.kind)) for value, item in zip(row, kinds, strict=True)))
    return table


def plain(text: str) -> Text:
    """Return text without markup, escape sequences, line breaks and bidi controls."""
    return Text("".join(" " if category(character)[0] == "C" else character for character in text))


def _paragraphs(sentences: Sequence[str], style: str = "") -> Iterator[RenderableType]:
    for sentence in sentences:
        text = plain(sentence)
        text.stylize(style)
        yield Padding(text, (0, 0, 1, 0))
