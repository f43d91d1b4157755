"""The sections of the keyword report on documents and keywords."""

from itertools import islice

from themeline.report.columns import Look
from themeline.report.content import Content, Tables
from themeline.report.drawings import sparkline, theme_bar
from themeline.report.keyword_payload import year_series
from themeline.report.page import Section
from themeline.report.table_view import Drawing

COLOURED = 6


def health(content: Content) -> Section:
    """Lay out the checks of the documents, near duplicates and failures."""
    checks = content.tables["health"]
    concerned = int((checks["level"] != "ok").sum())
    note = f"{len(checks)} checks, {concerned or 'none'} with something found."
    blocks = content.table(
        "health", "Checks", ["check", "level", "documents", "share", "examples"], note, shown=max(concerned, 3)
    )
    pairs = ["doc", "other_doc", "other_corpus", "similarity"]
    blocks += content.table(
        "duplicates", "Duplicates", pairs, "Similarity: estimated share of word triples in common.", shown=5
    )
    blocks += content.table("failures", "Failures", ["source", "stage", "error", "detail"], shown=5)
    lead = "What to know about the documents before believing a number."
    return Section("health", "Data health", lead, blocks)


def keywords(content: Content) -> Section:
    """Lay out the keywords of the corpus and their map."""
    columns = ["rank", "term", "kind", "documents", "share", "count", "weight", "dispersion", "spark", "mix"]
    note = (
        f"{len(content.tables['terms']):,} keywords, by weight. Documents and hits: in the texts, in any spelling. "
        "Unevenness: DPnorm, from 0, as evenly spread as the text, to 1, all in one short document. "
        "Themes: of the term's sentences."
    )
    if content.tables["trends"].empty:
        columns.remove("spark")
    table = content.table(
        "terms",
        "Keywords of the corpus",
        columns,
        note,
        limit=content.settings.top_terms,
        shown=25,
        drawings={"spark": _spark(content.tables), "mix": _mix(content.tables)},
        under="variants",
    )
    figure = content.figure(
        "map",
        "Common or concentrated: each keyword by documents and unevenness",
        "Further right: in more documents. Further up: spread more evenly. Size: occurrences. Colour: its commonest "
        "theme.",
    )
    lead = "Select a keyword, here or anywhere, to see its numbers and sentences."
    return Section("keywords", "Keywords", lead, [*table, *figure])


def time(content: Content) -> Section:
    """Lay out what rises, falls, appears and vanishes over the years of publication."""
    trends = content.tables["trends"]
    columns = ["term", "direction", "slope", "q", "documents", "first", "last", "spark"]
    note = (
        f"{len(trends):,} keywords tested: share of documents, Cochran-Armitage test; rising and falling at "
        f"q ≤ {content.settings.level} (Benjamini-Hochberg). New and vanished are no tests: all of its documents lie "
        "in the later, or the earlier, half of the corpus."
    )
    table = content.table(
        "trends", "Trends", columns, note, drawings={"spark": _spark(content.tables)}, limit=content.settings.top_terms
    )
    figure = content.figure(
        "trends",
        "Keywords that rise, fall, appear or vanish",
        "Bars: share of each year's documents. Clearest first; at most twelve.",
    )
    lead = "Which keywords rise, fall, appear and vanish over the years of publication."
    return Section("time", "Over time", lead, [*(figure if table else []), *table])


def changes(content: Content) -> Section:
    """Lay out what batches changed."""
    note = (
        "New and vanished: only one of the two has it. More and fewer: q ≤ "
        f"{content.settings.level} by Fisher's exact test on documents (Benjamini-Hochberg within the layer)."
    )
    columns = ["term", "layer", "change", "earlier", "later", "before", "share_before", "after", "share_after", "q"]
    if content.tables["changes"]["later"].nunique() < 2:
        columns = [column for column in columns if column not in ("earlier", "later")]
    caption = f"Since {content.settings.since}" if content.settings.since else "From batch to batch"
    table = content.table("changes", caption, columns, note, shown=25, looks=CHANGE_LOOKS)
    lead = "Keywords, entities and themes that the newer documents brought, lost, or have more or less of."
    return Section("changes", "What is new", lead, table)


def authors(content: Content) -> Section:
    """Lay out how the extracted keywords agree with the authors' own."""
    table = content.table(
        "author_keywords", "Authors' keywords", ["keyword", "documents", "extracted", "share"], shown=10
    )
    agreement = content.table("agreement", "Agreement", ["depth", "average", "precision", "recall", "f1"])
    over = content.table(
        "overgenerated", "Extracted, but given by no author of these documents", ["keyword", "documents"], shown=5
    )
    lead = "How the extracted keywords agree with those that the authors gave."
    return Section("authors", "Authors' keywords", lead, [*agreement, *table, *over] if table else [])


def evidence(content: Content) -> Section:
    """Lay out sentences of the foremost keywords."""
    lead = "Sentences of the foremost keywords, a seeded sample; every other term shows its own when selected."
    quotes = content.quotes(content.tables["terms"]["term"].head(20).tolist(), 2)
    return Section("evidence", "In their own words", lead, quotes)


def documents(content: Content) -> Section:
    """Lay out the documents with their best keywords."""
    columns = ["doc", "title", "published", "tokens", "keywords"]
    return Section("documents", "Documents", "", content.table("documents", "Documents", columns, limit=500, shown=10))


CHANGE_LOOKS = {
    "term": Look("Term", "term"),
    "layer": Look("Layer", "choice", "Keyword, entity or theme"),
    "change": Look("Change", "choice", "From the earlier documents to the later ones"),
}


def _spark(tables: Tables) -> Drawing:
    series = year_series(tables)
    return lambda term: sparkline(series.get(term, [0])[1:], f"share by year of {term}")


def _mix(tables: Tables) -> Drawing:
    names = dict(zip(tables["themes"]["theme"], tables["themes"]["name"], strict=True))
    colours = {name: number for number, name in enumerate(islice(names.values(), COLOURED), start=1)}
    mixes: dict[str, list[tuple[str, int]]] = {}
    for row in tables["term_themes"].to_dict("records"):
        mixes.setdefault(str(row["term"]), []).append((names[row["theme"]], int(row["sentences"])))
    return lambda term: theme_bar(sorted(mixes.get(term, []), key=lambda part: (-part[1], part[0])), colours)
