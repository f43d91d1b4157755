"""A table of the page: what is drawn in each cell, and by what it is sorted."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from markupsafe import Markup

from themeline.report.cells import is_missing, show
from themeline.report.columns import NUMERIC, Look, look

LONGEST = 600
UNDER = 3

Drawing = Callable[[str], Markup]
"""Draws the cell of a row from its term: a sparkline, a bar."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text or drawing, what it sorts by (empty for the text), its kind, and a line under a term."""

    text: str
    kind: str
    value: str = ""
    drawing: Markup | None = None
    under: str = ""


@dataclass(frozen=True, slots=True)
class TableView:
    """A table as the template shows it.

    Attributes:
        id: Its id in the page, also the name of its CSV.
        caption: What it is.
        columns: Heading, kind and meaning of each column.
        rows: The cells.
        note: What was computed, with its parameters; stands under the table.
        total: Rows of the whole table, of which the page shows the first.
        shown: Rows shown before "show more" is pressed.
        choices: For each column that can be filtered (by index), its values.
        chosen: The filters that are set when the page opens.
    """

    id: str
    caption: str
    columns: Sequence[Look]
    rows: Sequence[Sequence[Cell]]
    note: str = ""
    total: int = 0
    shown: int = 15
    choices: Mapping[int, Sequence[str]] = field(default_factory=dict)
    chosen: Mapping[int, str] = field(default_factory=dict)


def table_view(
    frame: pd.DataFrame,
    name: str,
    caption: str,
    columns: Sequence[str],
    *,
    note: str = "",
    limit: int = 1000,
    shown: int = 15,
    looks: Mapping[str, Look] | None = None,
    drawings: Mapping[str, Drawing] | None = None,
    only: Mapping[str, str] | None = None,
    under: str = "",
) -> TableView:
    """Lay out the first `limit` rows of a table.

    Args:
        frame: The table.
        name: Its id and the name of its file.
        caption: What it is.
        columns: The columns to show; one that is not in the frame must have a drawing.
        note: What stands under the table.
        limit: The most rows in the page.
        shown: The rows visible at first.
        looks: Headings and kinds that differ from `columns.LOOKS`.
        drawings: For columns that are drawn: makes the cell from the row's first text column.
        only: Filters that are set when the page opens, by column.
        under: The column whose text stands in small print under each term.
    """
    chosen = [(looks or {}).get(column) or look(column) for column in columns]
    part = frame.head(limit)
    key = next((column for column in columns if look(column).kind in ("term", "text") and column in part), None)
    rows = [
        [_cell(row, column, item, drawings or {}, key, under) for column, item in zip(columns, chosen, strict=True)]
        for row in part.to_dict("records")
    ]
    choices = dict(_choice_values(chosen, rows))
    preset = {columns.index(column): value for column, value in (only or {}).items()}
    preset = {index: value for index, value in preset.items() if value in choices.get(index, ())}
    return TableView(name, caption, chosen, rows, note, len(frame), shown, choices, preset)


def _cell(
    row: Mapping[Any, Any], column: str, item: Look, drawings: Mapping[str, Drawing], key: str | None, under: str
) -> Cell:
    if column in drawings:
        return Cell("", item.kind, drawing=drawings[column](str(row[key]) if key else ""))
    value = row[column]
    text = show(value, item.kind)
    if item.kind == "list":
        text = text.replace(" | ", ", ")
    if item.kind != "term" and len(text) > LONGEST:
        text = text[:LONGEST] + "…"
    exact = "" if item.kind not in NUMERIC or is_missing(value) else f"{float(value):.7g}"
    below = _shortened(str(row[under])) if under and item.kind == "term" else ""
    return Cell(text, item.kind, exact, under=below)


def _shortened(spellings: str) -> str:
    names = [name for name in spellings.split(" | ") if name]
    return ", ".join(names[:UNDER]) + (f" and {len(names) - UNDER} more" if len(names) > UNDER else "")


def _choice_values(looks: Sequence[Look], rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[int, Sequence[str]]]:
    for index, item in enumerate(looks):
        if item.kind in ("choice", "filter"):
            values = sorted({row[index].text for row in rows})
            if 1 < len(values) <= 40:
                yield index, values
