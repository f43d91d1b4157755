"""The page of the comparison of two corpora, section by section."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from markupsafe import Markup

from themeline.report.comparison_findings import comparison_findings, verdict
from themeline.report.comparison_looks import comparison_looks
from themeline.report.comparison_methods import LIMITS, WORKS, methods
from themeline.report.comparison_payload import comparison_payload
from themeline.report.data import ComparisonReportData
from themeline.report.drawings import whisker
from themeline.report.function_words import use_of
from themeline.report.page import Block, FigureView, Page, Quotes, Section
from themeline.report.payload import cut
from themeline.report.provenance import manifest_section, methods_section
from themeline.report.settings import ReportSettings
from themeline.report.table_view import Drawing, TableView, table_view

Tables = Mapping[str, pd.DataFrame]
FREQUENCIES = ["frequency_a", "frequency_b", "document_share_a", "document_share_b"]
WORDS = ("word", "phrase")


def comparison_page(
    data: ComparisonReportData, tables: Tables, figures: Mapping[str, Markup], settings: ReportSettings
) -> Page:
    """Lay out the comparison report.

    Args:
        data: The comparison.
        tables: What `comparison_tables` returned.
        figures: The figures as SVG in the page's colours, by name.
        settings: How much the page holds.
    """
    names = data.names
    facts = [
        (f"{corpus['name']}: documents", f"{corpus['documents']:,}")
        for corpus in data.comparison.manifest.get("corpora", [])  # type: ignore[attr-defined]
    ]
    facts += [(name.capitalize(), f"{int((tables['terms']['class'] == key).sum()):,}") for name, key in _COUNTED]
    return Page(
        " and ".join(names),
        "Comparison of corpora",
        facts,
        comparison_findings(tables, names),
        list(_Sections(data, tables, figures, settings).sections()),
        comparison_payload(data, tables),
        names,
        verdict(tables, names, data.comparison.only_describes),
    )


_DISTANCE = "The distance of the corpora as wholes, beside that of random divisions and of halves of each."
_COUNTED = (("robust terms of the first", "robust A"), ("of the second", "robust B"), ("lockwords", "lockword"))


@dataclass(frozen=True, slots=True)
class _Sections:
    """Makes the sections, in their order."""

    data: ComparisonReportData
    tables: Tables
    figures: Mapping[str, Markup]
    settings: ReportSettings

    def sections(self) -> Iterator[Section]:
        distance = self._table(
            "distance",
            self.tables["distance"],
            "Distance of the corpora as wholes",
            self.tables["distance"].columns.tolist(),
        )
        yield Section("distance", "How different overall", _DISTANCE, distance)
        yield self._design()
        yield self._robust()
        yield self._pictures()
        yield self._other_classes()
        yield self._themes()
        yield self._entities()
        yield self._years()
        yield self._concordance()
        yield self._sensitivity()
        yield methods_section(methods(self.data.comparison.manifest), LIMITS, WORKS)
        yield manifest_section(self.data.manifest, self.tables)

    def _table(
        self,
        name: str,
        frame: pd.DataFrame,
        caption: str,
        columns: Sequence[str],
        note: str = "",
        shown: int = 15,
        only: Mapping[str, str] | None = None,
    ) -> list[TableView]:
        if frame.empty:
            return []
        known = [column for column in columns if column in frame or column == "interval"]
        view = table_view(
            frame,
            name,
            caption,
            known,
            note=note,
            shown=shown,
            only=only,
            limit=self.settings.table_rows,
            looks=comparison_looks(self.data.names),
            drawings={"interval": _whiskers(frame)} if "interval" in known else {},
        )
        return [view]

    def _figure(self, name: str, caption: str, note: str = "") -> list[FigureView]:
        return [FigureView(name, caption, self.figures[name], note)] if name in self.figures else []

    def _design(self) -> Section:
        design = self._table(
            "design", self.tables["design"], "Balance of the design", ["check", "level", "a", "b", "note"]
        )
        columns = ["layer", "corpus", "documents", "terms", "splits", "false_mean", "false_most", "splits_with_false"]
        note = "Each corpus was halved at random and its halves compared: every keyword found so is false."
        calibration = self._table("calibration", self.tables["calibration"], "Null calibration", columns, note)
        lead = "Whether like is compared with like, and how often these settings find what is not there."
        return Section("design", "Are they comparable?", lead, [*design, *calibration])

    def _robust(self) -> Section:
        blocks: list[Block] = []
        for side, name in zip("AB", self.data.names, strict=False):
            rows = self._of_class(f"robust {side}", signed=-1 if side == "B" else 1)
            columns = ["term", "layer", "use", "interval", "log_ratio", "lrc", *FREQUENCIES, "q"]
            note = self._note(rows)
            blocks += self._table(
                f"robust_{side.lower()}",
                rows,
                f"Robustly typical of {name}",
                columns,
                note,
                shown=20,
                only={"use": "content"},
            )
        lead = (
            "Terms that differ document by document, and that no single text decides. Select one to read its sentences."
        )
        return Section("robust", "What is typical of each", lead, blocks)

    def _pictures(self) -> Section:
        blocks = [
            *self._figure(
                "volcano",
                "Size and evidence of every difference",
                "Right and left: more in the one or the other. Up: clearer evidence. At most 260 terms.",
            ),
            *self._figure(
                "scatter", "Where each term occurs: share of documents", "On the diagonal both corpora are alike."
            ),
        ]
        return Section(
            "pictures", "The whole vocabulary", "Every dot is a term; select it to read its sentences.", blocks
        )

    def _other_classes(self) -> Section:
        shared = ["term", "layer", *FREQUENCIES]
        concentrated = self._of_class("concentrated", signed=0)
        locked = self._of_class("lockword", signed=0)
        exclusive = self.tables["exclusive"]
        exclusive_columns = ["term", "layer", "only_in", "frequency", "documents", "class", "at_most"]
        note = "At most: upper 95% bound of the rate per million in the other corpus (rule of three)."
        blocks = [
            *self._table(
                "concentrated",
                concentrated,
                "Concentrated in few documents",
                ["term", "layer", "log_ratio", "top_share", "drivers", *FREQUENCIES[:2], "q", "g2"],
                "Differ in tokens, but not document by document, or one document holds much of them.",
                shown=10,
            ),
            *self._table(
                "lockwords",
                locked,
                "Lockwords: used alike",
                [*shared, "interval", "log_ratio_low", "log_ratio_high"],
                "The interval of the log ratio lies within the bounds of equivalence.",
                shown=10,
            ),
            *self._table("exclusive", exclusive, "Only in one corpus", exclusive_columns, note, shown=10),
        ]
        return Section(
            "classes", "Concentrated, shared, exclusive", "What is not robust, and what both have in common.", blocks
        )

    def _themes(self) -> Section:
        columns = ["name", "prevalence_a", "prevalence_a_low", "prevalence_a_high", "prevalence_b", "prevalence_b_low"]
        columns += ["prevalence_b_high", "difference", "difference_low", "difference_high", "q"]
        note = "Share of sentences; intervals by bootstrap over documents; q from the rank-sum test on documents."
        looks = self._table("themes", self.tables["themes"], "Themes", columns, note, shown=20)
        return Section(
            "themes",
            "Themes",
            "",
            [*self._figure("themes", "Prevalence of themes in both corpora"), *looks] if looks else [],
        )

    def _entities(self) -> Section:
        columns = ["name", "class", "interval", "log_ratio", *FREQUENCIES, "q"]
        return Section(
            "entities",
            "Entities",
            "Who is named more in which corpus.",
            self._table("entities", self.tables["entities"], "Named entities", columns),
        )

    def _years(self) -> Section:
        columns = ["year", "corpus", "frequency", "documents", "document_share"]
        table = self._table("years", self.tables["years"], "Years referred to", columns, shown=8)
        lead = "Of which times the texts speak; years with too few mentions are left out, as any other term."
        return Section(
            "years",
            "Years referred to",
            lead,
            [*self._figure("years", "Years that the texts refer to"), *table] if table else [],
        )

    def _concordance(self) -> Section:
        evidence = self.tables["evidence"]
        blocks = []
        for side in "AB":
            typical = self._of_class(f"robust {side}", signed=1 if side == "A" else -1)
            for term in typical.loc[typical["use"] == "content", "term"].head(6):
                rows = evidence[evidence["term"] == term].groupby("corpus", sort=False).head(2)
                if len(rows):
                    blocks.append(Quotes(str(term), [_quote(row) for row in rows.to_dict("records")]))
        lead = "Sentences of the foremost terms, a seeded sample; every other term shows its own when selected."
        return Section("concordance", "In their own words", lead, blocks)

    def _sensitivity(self) -> Section:
        note = "Share of the 50 foremost terms of the first corpus that two measures have in common."
        table = self._table(
            "sensitivity", self.tables["sensitivity"], "Agreement of measures", ["measure", "other", "shared"], note
        )
        return Section("sensitivity", "Would another measure say the same?", "", table)

    def _of_class(self, kind: str, signed: int) -> pd.DataFrame:
        terms = self.tables["terms"]
        rows = terms[(terms["class"] == kind) & ~terms["layer"].isin(["theme", "year"])]
        rows = rows.assign(use=rows["term"].map(use_of))
        weight = rows["lrc"] * signed if signed else rows["frequency_a"] + rows["frequency_b"]
        order = np.lexsort((rows["term"].astype(str), -weight))
        return rows.iloc[order].reset_index(drop=True)

    def _note(self, rows: pd.DataFrame) -> str:
        settings: Any = self.data.comparison.manifest.get("settings", {})
        layers: Any = self.data.comparison.manifest.get("layers", {})
        tested = sum(int(layer["tested_terms"]) for layer in layers.values())
        return (
            f"{len(rows):,} of {tested:,} terms tested; q ≤ {settings.get('level')} within each layer; by LRC. "
            f"Whiskers: log ratio with its {settings.get('confidence', 0):.0%} bootstrap interval over documents."
        )


def _whiskers(frame: pd.DataFrame) -> Drawing:
    key = "term" if "term" in frame else "name"
    values = frame[[key, "log_ratio", "log_ratio_low", "log_ratio_high"]].drop_duplicates(key).set_index(key)
    finite = values.replace([np.inf, -np.inf], np.nan).abs()
    limit = max(1.0, float(finite.quantile(0.95).max()))
    rows = {str(term): row.tolist() for term, row in zip(values.index, values.to_numpy(), strict=True)}
    return lambda term: whisker(rows[term], limit)


def _quote(row: Mapping[str, Any]) -> tuple[tuple[str, str, str], str]:
    text, start, end = cut(str(row["text"]), int(row["start"]), int(row["end"]))
    return (text[:start], text[start:end], text[end:]), f"{row['corpus']} · {row['doc']}"
