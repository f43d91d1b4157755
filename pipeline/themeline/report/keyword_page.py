"""The page of the keyword report, section by section."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import pandas as pd
from markupsafe import Markup

from themeline.report.columns import Look
from themeline.report.data import KeywordReportData
from themeline.report.drawings import sparkline, theme_bar
from themeline.report.keyword_findings import keyword_findings
from themeline.report.keyword_methods import LIMITS, WORKS, methods
from themeline.report.keyword_payload import keyword_payload, year_series
from themeline.report.page import Block, FigureView, Page, Quotes, Section
from themeline.report.payload import cut
from themeline.report.provenance import manifest_section, methods_section
from themeline.report.settings import ReportSettings
from themeline.report.summary import summary_values
from themeline.report.table_view import Drawing, TableView, table_view

Tables = Mapping[str, pd.DataFrame]
COLOURED = 6
_THEME = Look("Theme", "choice", "The theme whose sentences prefer the keyword")
_OTHER_THEME = Look("With", "choice", "The other theme")
_PUBLISHED = Look("Published", "count", "Documents published in that year")


def keyword_page(
    data: KeywordReportData, tables: Tables, figures: Mapping[str, Markup], settings: ReportSettings
) -> Page:
    """Lay out the keyword report.

    Args:
        data: The corpus.
        tables: What `keyword_report_tables` returned.
        figures: The figures as SVG in the page's colours, by name.
        settings: How much the page holds.
    """
    summary = summary_values(tables["summary"])
    years = [str(summary[key]) for key in ("first year", "last year") if summary[key] is not None]
    facts = [
        (name.capitalize(), f"{summary[name] or 0:,}") for name in ("documents", "tokens", "sentences", "keywords")
    ]
    facts += [("Entities", f"{summary['entities'] or 0:,}"), ("Years", "–".join(dict.fromkeys(years)) or "unknown")]
    sections = [*_Sections(data, tables, figures, settings)]
    return Page(
        data.corpus,
        "Keyword report",
        facts,
        keyword_findings(data.corpus, tables),
        sections,
        keyword_payload(data, tables, settings),
    )


class _Sections:
    """Makes the sections, in their order."""

    def __init__(
        self, data: KeywordReportData, tables: Tables, figures: Mapping[str, Markup], settings: ReportSettings
    ) -> None:
        self.data, self.tables, self.figures, self.settings = data, tables, figures, settings

    def __iter__(self) -> Iterator[Section]:
        yield Section(
            "health", "Data health", "What to know about the documents before believing a number.", self._health()
        )
        yield self._keywords()
        yield self._time()
        yield self._themes()
        yield self._entities()
        yield self._dates()
        yield self._authors()
        yield self._evidence()
        yield self._documents()
        yield methods_section(methods(self.tables, self.settings), LIMITS, WORKS)
        yield manifest_section(self.data.manifest, self.tables)

    def _table(
        self, name: str, caption: str, columns: Sequence[str], note: str = "", **more: object
    ) -> list[TableView]:
        frame = self.tables[name]
        if frame.empty:
            return []
        options = {"limit": self.settings.table_rows} | more
        return [table_view(frame, name, caption, columns, note=note, **options)]  # type: ignore[arg-type]

    def _figure(self, name: str, caption: str, note: str = "") -> list[FigureView]:
        return [FigureView(name, caption, self.figures[name], note)] if name in self.figures else []

    def _health(self) -> list[TableView]:
        concerned = int((self.tables["health"]["level"] != "ok").sum())
        columns = ["check", "level", "documents", "share", "examples"]
        note = f"{len(self.tables['health'])} checks, {concerned} with something found."
        parts = self._table("health", "Checks", columns, note, shown=max(concerned, 3))
        columns = ["doc", "other_doc", "other_corpus", "similarity"]
        parts += self._table(
            "duplicates", "Duplicates", columns, "Similarity: estimated share of word triples in common.", shown=5
        )
        return parts + self._table("failures", "Failures", ["source", "stage", "error", "detail"], shown=5)

    def _keywords(self) -> Section:
        columns = ["rank", "term", "kind", "documents", "share", "count", "weight", "dispersion"]
        note = (
            f"{len(self.tables['terms']):,} keywords. Documents and hits: where it is among a document's keywords. "
            "Unevenness: DPnorm, 0 even to 1 concentrated. Themes: of the term's sentences."
        )
        table = self._table(
            "terms",
            "Keywords of the corpus",
            [*columns, "spark", "mix"],
            note,
            limit=self.settings.top_terms,
            shown=25,
            drawings={"spark": self._spark(), "mix": self._mix()},
        )
        figure = self._figure(
            "map",
            "Common or concentrated: each keyword by documents and unevenness",
            "Further right: a keyword of more documents. Further up: spread more evenly. Size: occurrences.",
        )
        lead = "Select a keyword, here or anywhere, to see its numbers and sentences."
        return Section("keywords", "Keywords", lead, [*table, *figure])

    def _time(self) -> Section:
        columns = ["term", "direction", "slope", "q", "documents", "first", "last", "spark"]
        note = (
            f"{len(self.tables['trends']):,} keywords tested: share of documents, Cochran-Armitage test; "
            f"rising and falling at q ≤ {self.settings.level} (Benjamini-Hochberg)."
        )
        table = self._table("trends", "Trends", columns, note, drawings={"spark": self._spark()}, limit=200)
        lead = "Which keywords rise, fall, appear and vanish over the years of publication."
        figure = self._figure("trends", "Keywords that rise, fall, appear or vanish", "Share of each year's documents.")
        note = (
            "Batches in the order of their names; new and vanished: only one of the two has it; q: Fisher's exact test."
        )
        columns = ["keyword", "change", "earlier", "later", "before", "after", "q"]
        batches = self._table("changes", "What a new batch changed", columns, note)
        return Section("time", "Over time", lead, [*(figure if table else []), *table, *batches])

    def _themes(self) -> Section:
        confidence = f"{self.settings.confidence:.0%}"
        columns = ["name", "sentences", "sentence_share", "sentence_low", "sentence_high"]
        columns += ["documents", "document_share", "document_low", "document_high"]
        blocks: list[Block] = [
            *self._figure(
                "themes", "How common each theme is", f"Share of all sentences, Wilson {confidence} interval."
            ),
            *self._table(
                "themes", "Themes", columns, f"Wilson {confidence} intervals, sentences taken as independent."
            ),
            *self._theme_quotes(),
            *self._figure("theme_years", "Themes by year", "Numbers: documents; shade: their share of the year."),
            *self._table(
                "theme_terms",
                "Keywords that a theme prefers",
                ["name", "term", "sentences", "documents", "ratio", "ratio_low"],
                "Share of the term's sentences over the theme's share of all; ordered by its lower Wilson bound.",
                looks={"name": _THEME},
            ),
            *self._table(
                "theme_pairs",
                "Themes in the same sentence",
                ["name", "other", "sentences", "lift"],
                looks={"other": _OTHER_THEME},
                shown=8,
            ),
        ]
        return Section(
            "themes",
            "Themes",
            "What the sentences are about, by the codebook.",
            blocks if len(self.tables["themes"]) else [],
        )

    def _theme_quotes(self) -> Iterator[Quotes]:
        names = dict(zip(self.tables["themes"]["theme"], self.tables["themes"]["name"], strict=True))
        examples = self.tables["theme_examples"]
        for key, name in islice(names.items(), 6):
            rows = examples[examples["theme"] == key].head(2).to_dict("records")
            if rows:
                yield Quotes(f"{name}, for instance", [(("", "", str(row["text"])), str(row["doc"])) for row in rows])

    def _entities(self) -> Section:
        columns = ["name", "label", "mentions", "documents", "share", "first", "last", "variants"]
        links = ["name", "other", "sentences", "npmi"]
        blocks: list[Block] = [
            *self._table("entities", "Named entities", columns, "Variants are brought together under one name."),
            *self._figure("network", "Who is named together", "Lines: shared sentences; size: documents."),
            *self._table("entity_links", "Entities in the same sentences", links, "NPMI over sentences.", shown=8),
        ]
        return Section("entities", "Entities", "Who and what is named.", blocks)

    def _dates(self) -> Section:
        columns = ["value", "mentions", "documents", "quote", "doc"]
        blocks: list[Block] = [
            *self._figure(
                "years", "Years referred to, and years of publication", "At most the last 60 years; the table has all."
            ),
            *self._table(
                "years",
                "Years",
                ["year", "published", "mentions", "documents"],
                looks={"published": _PUBLISHED},
                shown=10,
            ),
            *self._table("events", "Days and months most referred to", columns, shown=10),
        ]
        return Section("dates", "Dates in the text", "Which times the documents speak of.", blocks)

    def _authors(self) -> Section:
        table = self._table(
            "author_keywords", "Authors' keywords", ["keyword", "documents", "extracted", "share"], shown=10
        )
        if not table:
            return Section("authors", "Authors' keywords")
        agreement = self._table(
            "agreement", "Agreement at 10 keywords a document", ["depth", "average", "precision", "recall", "f1"]
        )
        lead = "How the extracted keywords agree with those that the authors gave."
        return Section("authors", "Authors' keywords", lead, [*agreement, *table])

    def _evidence(self) -> Section:
        evidence = self.tables["evidence"]
        blocks = []
        for term in self.tables["terms"]["term"].head(20):
            rows = evidence[evidence["term"] == term].head(2)
            if len(rows):
                blocks.append(Quotes(term, [_quote(row) for row in rows.to_dict("records")]))
        lead = "Sentences of the foremost keywords, a seeded sample; every other term shows its own when selected."
        return Section("evidence", "In their own words", lead, blocks)

    def _documents(self) -> Section:
        columns = ["doc", "title", "published", "tokens", "keywords"]
        return Section(
            "documents", "Documents", "", self._table("documents", "Documents", columns, limit=500, shown=10)
        )

    def _spark(self) -> Drawing:
        series = year_series(self.tables)
        return lambda term: sparkline(series.get(term, [0])[1:], f"share by year of {term}")

    def _mix(self) -> Drawing:
        names = dict(zip(self.tables["themes"]["theme"], self.tables["themes"]["name"], strict=True))
        colours = {name: number for number, name in enumerate(islice(names.values(), COLOURED), start=1)}
        mixes: dict[str, list[tuple[str, int]]] = {}
        for row in self.tables["term_themes"].to_dict("records"):
            mixes.setdefault(str(row["term"]), []).append((names[row["theme"]], int(row["sentences"])))
        return lambda term: theme_bar(sorted(mixes.get(term, []), key=lambda part: (-part[1], part[0])), colours)


def _quote(row: Mapping[str, object]) -> tuple[tuple[str, str, str], str]:
    text, start, end = cut(str(row["text"]), int(str(row["start"])), int(str(row["end"])))
    return (text[:start], text[start:end], text[end:]), str(row["doc"])
