"""The sections of the keyword report on what the texts speak of: themes, entities, dates."""

from collections.abc import Iterator
from itertools import islice

from themeline.report.columns import Look
from themeline.report.content import Content
from themeline.report.page import Block, Quotes, Section

_THEME = Look("Theme", "choice", "The theme whose sentences prefer the keyword")
_PAIR = {
    "name": Look("Theme", "choice", "One theme"),
    "other": Look("With", "choice", "The other theme"),
    "sentences": Look("Sentences", "count", "Sentences with both"),
}
_PUBLISHED = Look("Published", "count", "Documents published in that year")


def themes(content: Content) -> Section:
    """Lay out the themes: how common, with examples, over the years, in which words, together."""
    confidence = f"{content.settings.confidence:.0%}"
    columns = ["name", "sentences", "sentence_share", "sentence_low", "sentence_high"]
    columns += ["documents", "document_share", "document_low", "document_high"]
    note = f"Wilson {confidence} intervals, sentences taken as independent."
    preferred = ["name", "term", "sentences", "documents", "ratio", "ratio_low"]
    ratio = "Ratio: the theme's share of the term's sentences over its share of all; ordered by its lower Wilson bound."
    blocks: list[Block] = [
        *content.figure("themes", "How common each theme is", f"Share of all sentences, Wilson {confidence} interval."),
        *content.table("themes", "Themes", columns, note),
        *_examples(content),
        *content.figure("theme_years", "Themes by year", "Numbers: documents; shade: their share of the year."),
        *content.table("theme_terms", "Keywords that a theme prefers", preferred, ratio, looks={"name": _THEME}),
        *content.figure("theme_pairs", "Themes in the same sentence", "Numbers: sentences with both; shade: lift."),
        *content.table(
            "theme_pairs",
            "Themes in the same sentence",
            ["name", "other", "sentences", "lift"],
            "Lift: times as often as independence would give; 1 is chance.",
            looks=_PAIR,
            shown=8,
        ),
    ]
    lead = "What the sentences are about, by the codebook."
    return Section("themes", "Themes", lead, blocks if len(content.tables["themes"]) else [])


def entities(content: Content) -> Section:
    """Lay out who and what is named, and together with whom."""
    columns = ["name", "label", "mentions", "documents", "share", "first", "last", "variants"]
    blocks: list[Block] = [
        *content.table("entities", "Named entities", columns, "Variants are brought together under one name."),
        *content.figure("network", "Who is named together", "Lines: shared sentences; size: documents."),
        *content.table(
            "entity_links",
            "Entities in the same sentences",
            ["name", "other", "sentences", "npmi"],
            "NPMI over sentences, of the 40 entities in most documents.",
            shown=8,
        ),
    ]
    return Section("entities", "Entities", "Who and what is named.", blocks)


def dates(content: Content) -> Section:
    """Lay out the years that the texts speak of, and the days and months that most do."""
    caption = "Years referred to, and years of publication"
    by_documents = content.tables["years"].sort_values(["documents", "year"], ascending=False, kind="stable")
    columns = ["year", "published", "mentions", "documents"]
    events = ["value", "mentions", "documents", "quote", "doc"]
    told = ["value", "quote", "entities", "themes", "doc"]
    blocks: list[Block] = [
        *content.figure("years", caption, "The sixty years in a row with most documents, at most; the table has all."),
        *content.table("years", "Years", columns, frame=by_documents, looks={"published": _PUBLISHED}, shown=10),
        *content.table("events", "Days and months most referred to", events, shown=10),
        *content.table(
            "timeline", "Timeline", told, "A statement for each of the hundred foremost, in order.", shown=10
        ),
    ]
    return Section("dates", "Dates in the text", "Which times the documents speak of.", blocks)


def _examples(content: Content) -> Iterator[Quotes]:
    table, examples = content.tables["themes"], content.tables["theme_examples"]
    for key, name in islice(zip(table["theme"], table["name"], strict=True), 6):
        rows = examples[examples["theme"] == key].head(2).to_dict("records")
        if rows:
            yield Quotes(f"{name}, for instance", [(("", "", str(row["text"])), str(row["doc"])) for row in rows])
