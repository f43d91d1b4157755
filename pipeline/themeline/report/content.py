"""What the sections of a page are laid out from: tables, figures, settings, and how columns look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd
from markupsafe import Markup

from themeline.report.columns import Look
from themeline.report.page import FigureView, Quotes, Section
from themeline.report.payload import cut
from themeline.report.settings import ReportSettings
from themeline.report.table_view import TableView, table_view

Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True, slots=True)
class Content:
    """What a page shows.

    Attributes:
        tables: The tables behind the page, by name.
        figures: The figures in the page's colours, by name.
        settings: How much the page holds.
        looks: Headings that differ from those of `columns.LOOKS`.
    """

    tables: Tables
    figures: Mapping[str, Markup]
    settings: ReportSettings
    looks: Mapping[str, Look] = field(default_factory=dict)

    def table(
        self,
        name: str,
        caption: str,
        columns: Sequence[str],
        note: str = "",
        *,
        frame: pd.DataFrame | None = None,
        **more: object,
    ) -> list[TableView]:
        """Return a table in a list, or an empty list if it has no rows.

        Args:
            name: Its name; also in `tables`, unless `frame` is given.
            caption: What it is.
            columns: The columns to show; those that it lacks and that are not drawn are left out.
            note: What stands under it.
            frame: The rows.
            more: Further arguments of `table_view`.
        """
        rows = self.tables[name] if frame is None else frame
        if rows.empty:
            return []
        options: dict[str, object] = {"limit": self.settings.table_rows, "looks": self.looks} | more
        drawn = options.get("drawings") or {}
        known = [column for column in columns if column in rows or column in drawn]  # type: ignore[operator]
        return [table_view(rows, name, caption, known, note=note, **options)]  # type: ignore[arg-type]

    def figure(self, name: str, caption: str, note: str = "") -> list[FigureView]:
        """Return a figure in a list, or an empty list if it was not drawn."""
        return [FigureView(name, caption, self.figures[name], note)] if name in self.figures else []

    def quotes(self, terms: Sequence[str], most: int) -> list[Quotes]:
        """Return the first sentences of terms."""
        evidence = self.tables["evidence"]
        blocks = []
        for term in terms:
            rows = evidence[evidence["term"] == term].head(most)
            if len(rows):
                blocks.append(Quotes(str(term), [quote(row, str(row["doc"])) for row in rows.to_dict("records")]))
        return blocks


def quote(row: Mapping[object, object], source: str) -> tuple[tuple[str, str, str], str]:
    """Return a sentence in three parts, the hit in the middle, and where it stands."""
    text, start, end = cut(str(row["text"]), int(str(row["start"])), int(str(row["end"])))
    return (text[:start], text[start:end], text[end:]), source


def unless_empty(section: Section, needed: Sequence[object]) -> list[Section]:
    """Return a section in a list, or an empty list if what it is about is not there."""
    return [section] if needed else []
