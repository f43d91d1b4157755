"""Every table behind the keyword report, computed once, for the page, the files and the terminal alike."""

import pandas as pd

from themeline.keywords import author_agreement, keyword_changes
from themeline.report.agreement import agreement_table, author_keywords_table
from themeline.report.corpus_keywords import (
    candidates_table,
    spellings,
    term_documents,
    term_years_table,
    terms_table,
    trends_table,
)
from themeline.report.data import KeywordReportData
from themeline.report.date_tables import events_table, years_table
from themeline.report.entity_tables import entities_table, entity_links_table, entity_places
from themeline.report.health import health_table
from themeline.report.provenance import manifest_tables
from themeline.report.search import PLACES, find_places, sample_places
from themeline.report.settings import ReportSettings
from themeline.report.summary import summary_table
from themeline.report.theme_tables import (
    term_themes_table,
    theme_examples_table,
    theme_pairs_table,
    theme_terms_table,
    theme_years_table,
    themes_table,
)

Tables = dict[str, pd.DataFrame]
SEARCHED = 2000


def keyword_report_tables(data: KeywordReportData, settings: ReportSettings) -> Tables:
    """Return the tables behind the keyword report, by name; docs/report.md lists their columns."""
    candidates = candidates_table(data, max(SEARCHED, settings.top_terms))
    places = find_places(spellings(candidates), data.sentences)
    pairs = term_documents(data, candidates, places)
    terms = terms_table(data, candidates, pairs)
    agreement = author_agreement(data.keywords)
    entities = entities_table(data)
    term_years = term_years_table(data.documents, pairs)
    frequent = terms[terms["documents"] >= max(settings.min_documents, 3)].head(settings.top_terms)
    term_themes = term_themes_table(places, data.themes)
    named = entity_places(data, entities, settings.top_terms)
    return {
        "summary": summary_table(data),
        "health": health_table(data),
        "terms": terms,
        "term_years": term_years,
        "term_themes": term_themes,
        "trends": trends_table(frequent, pairs, data.documents, settings.level),
        "changes": changes_table(data, settings),
        "agreement": agreement_table(agreement),
        "overgenerated": agreement.overgenerated,
        "author_keywords": author_keywords_table(agreement),
        "themes": themes_table(data, settings.confidence),
        "theme_years": theme_years_table(data),
        "theme_terms": theme_terms_table(data, term_themes, places, settings.confidence),
        "theme_pairs": theme_pairs_table(data),
        "theme_examples": theme_examples_table(data, settings.examples),
        "entities": entities,
        "entity_links": entity_links_table(data, entities),
        "years": years_table(data),
        "events": events_table(data),
        "evidence": _evidence(places, named, terms, entities, settings),
        "documents": documents_table(data),
        "duplicates": data.duplicates,
        "failures": data.failures.drop(columns="corpus", errors="ignore"),
        **manifest_tables(data.manifest),
    }


def changes_table(data: KeywordReportData, settings: ReportSettings) -> pd.DataFrame:
    """Return what each batch, or the one that `settings.since` names, changed: the rows of `keyword_changes`."""
    if data.documents.get("batch", pd.Series(dtype=str)).nunique() < 2:
        return pd.DataFrame(columns=["earlier", "later", "keyword", "change", "before", "after", "q"])
    table = keyword_changes(data.keywords, data.documents, by="batch", level=settings.level)
    return table[table["later"] == settings.since] if settings.since else table


def documents_table(data: KeywordReportData) -> pd.DataFrame:
    """Return the documents: `doc`, `title`, `published`, `tokens`, `keywords` (the five best)."""
    text = data.keywords[data.keywords["origin"] == "text"].sort_values(["doc", "rank"])
    best = text.groupby("doc").head(5).groupby("doc")["keyword"].agg(" | ".join)
    table = data.documents[["doc", "title", "published", "tokens"]].copy()
    table["keywords"] = table["doc"].map(best).astype(object).fillna("")
    return table.reset_index(drop=True)


def _evidence(
    places: pd.DataFrame, named: pd.DataFrame, terms: pd.DataFrame, entities: pd.DataFrame, settings: ReportSettings
) -> pd.DataFrame:
    """Sentences for the foremost terms and entities, until the budget of characters is used up."""
    foremost = set(terms["term"].head(settings.top_terms))
    both = pd.concat([places[places["term"].isin(foremost)], named[~named["term"].isin(foremost)]], ignore_index=True)
    both = both.sample(frac=1, random_state=settings.seed)[PLACES]
    chosen = sample_places(both, settings.examples)
    ranks = {name: rank for rank, name in enumerate(entities["name"])}
    ranks |= {term: rank for rank, term in enumerate(terms["term"])}
    chosen = chosen.assign(place=chosen.groupby("term").cumcount(), rank=chosen["term"].map(ranks))
    chosen = chosen.sort_values(["place", "rank", "term"], kind="stable")
    chosen = chosen[chosen["text"].str.len().cumsum() <= settings.evidence_characters]
    return (
        chosen.sort_values(["rank", "term", "place"], kind="stable")
        .drop(columns=["place", "rank"])
        .reset_index(drop=True)
    )
