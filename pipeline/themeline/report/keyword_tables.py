"""Every table behind the keyword report, computed once, for the page, the files and the terminal alike."""

from collections.abc import Mapping, Sequence

import pandas as pd

from themeline.keywords import author_agreement
from themeline.report.agreement import agreement_table, author_keywords_table
from themeline.report.changes import changes_table
from themeline.report.corpus_keywords import (
    candidates_table,
    spellings,
    term_documents,
    term_years_table,
    terms_table,
    trends_table,
)
from themeline.report.data import KeywordReportData
from themeline.report.date_tables import events_table, timeline_table, years_table
from themeline.report.entity_tables import entities_table, entity_links_table, entity_places
from themeline.report.health import health_table
from themeline.report.occurrence import coded
from themeline.report.provenance import manifest_tables
from themeline.report.search import PLACES, Places, find_places, sample_places
from themeline.report.settings import ReportSettings
from themeline.report.summary import summary_table
from themeline.report.theme_tables import (
    sentence_themes,
    term_themes_table,
    theme_examples_table,
    theme_pairs_table,
    theme_terms_table,
    theme_years_table,
    themes_table,
)

Tables = dict[str, pd.DataFrame]
SEARCHED = 2000
SHOWN = 5


def keyword_report_tables(data: KeywordReportData, settings: ReportSettings) -> Tables:
    """Return the tables behind the keyword report, by name; docs/report.md lists their columns."""
    agreement = author_agreement(data.keywords)
    candidates = candidates_table(data, max(SEARCHED, settings.top_terms))
    changes = changes_table(data, settings)
    data = coded(data)
    variants = spellings(candidates)
    places = find_places(variants, data.sentences["text"])
    held = term_documents(data, places)
    terms = terms_table(data, candidates, held)
    frequent = terms[terms["documents"] >= max(settings.min_documents, 3)].head(settings.top_terms)
    keys, themed = sentence_themes(data)
    term_themes = term_themes_table(data, places, keys, themed)
    entities, events = entities_table(data), events_table(data)
    tables = {
        "summary": summary_table(data),
        "health": health_table(data),
        "terms": terms,
        "term_years": term_years_table(data.documents, terms["term"], held),
        "term_themes": term_themes,
        "trends": trends_table(frequent, held, data.documents, settings.level),
        "changes": changes,
        "agreement": agreement_table(agreement),
        "overgenerated": agreement.overgenerated,
        "author_keywords": author_keywords_table(agreement),
        "themes": themes_table(data, settings.confidence),
        "theme_years": theme_years_table(data),
        "theme_terms": theme_terms_table(data, term_themes, places, settings.confidence),
        "theme_pairs": theme_pairs_table(data, keys, themed),
        "theme_examples": theme_examples_table(data, settings.examples),
        "entities": entities,
        "entity_links": entity_links_table(data, entities),
        "years": years_table(data),
        "events": events,
        "timeline": timeline_table(data, events),
        "evidence": evidence_table(data, places.foremost(settings.top_terms), variants, entities["name"], settings),
        "documents": documents_table(data),
        "duplicates": data.duplicates,
        "failures": data.failures.drop(columns="corpus", errors="ignore"),
        **manifest_tables(data.manifest),
    }
    return {name: _plain_ids(table) for name, table in tables.items()}


def documents_table(data: KeywordReportData) -> pd.DataFrame:
    """Return the documents: `doc`, `title`, `published`, `tokens`, `keywords` (the five best)."""
    text = data.keywords[(data.keywords["origin"] == "text") & (data.keywords["rank"] <= SHOWN)]
    text = text.sort_values(["doc", "rank"], kind="stable")
    best: dict[str, list[str]] = {}
    for doc, keyword in zip(text["doc"], text["keyword"], strict=True):
        best.setdefault(doc, []).append(keyword)
    table = data.documents[["doc", "title", "published", "tokens"]].copy()
    table["keywords"] = [" | ".join(best.get(doc, ())) for doc in table["doc"]]
    return table.reset_index(drop=True)


def evidence_table(
    data: KeywordReportData,
    places: Places,
    variants: Mapping[str, Sequence[str]],
    names: pd.Series,
    settings: ReportSettings,
) -> pd.DataFrame:
    """Return sentences for the foremost terms and entities, until the budget of characters is used up."""
    found = sample_places(places, variants, data.sentences, settings.examples, settings.seed)
    foremost = names.head(settings.top_terms)
    named = entity_places(data, foremost[~foremost.isin(set(places.terms))], settings.examples, settings.seed)
    chosen = pd.concat([found[PLACES], named], ignore_index=True)
    ranks = {name: rank for rank, name in enumerate(names)} | {term: rank for rank, term in enumerate(places.terms)}
    chosen = chosen.assign(place=chosen.groupby("term").cumcount(), rank=chosen["term"].map(ranks))
    chosen = chosen.sort_values(["place", "rank", "term"], kind="stable")
    chosen = chosen[chosen["text"].str.len().cumsum() <= settings.evidence_characters]
    chosen = chosen.sort_values(["rank", "term", "place"], kind="stable")
    return chosen.drop(columns=["place", "rank"]).reset_index(drop=True)


def _plain_ids(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose `doc` is text again."""
    return table.astype({"doc": object}) if "doc" in table else table
