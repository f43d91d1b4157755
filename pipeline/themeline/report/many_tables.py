"""Every table behind the comparison of three corpora or more."""

from collections.abc import Mapping
from typing import cast

import numpy as np
import pandas as pd

from themeline.compare import ManyComparison
from themeline.report.data import ComparisonReportData
from themeline.report.function_words import is_function_word
from themeline.report.letters import groups_of
from themeline.report.provenance import manifest_tables
from themeline.report.settings import ReportSettings
from themeline.report.side_evidence import evidence_table
from themeline.report.theme_tables import theme_name
from themeline.report.time_tables import time_table, time_trends

Tables = dict[str, pd.DataFrame]
HEATED, TRACED = 6, 2
OF_WORDS = ("word", "phrase")


def many_tables(data: ComparisonReportData, settings: ReportSettings) -> Tables:
    """Return the tables behind the comparison of several corpora, by name; docs/report.md lists their columns."""
    found = cast(ManyComparison, data.comparison)
    level = cast(Mapping[str, float], found.manifest.get("settings", {})).get("level", 0.05)
    omnibus = found.omnibus.merge(groups_of(found.pairwise, found.omnibus, data.names, level), on=["layer", "term"])
    typical = typical_table(found.one_vs_rest)
    themes = _named(omnibus[omnibus["layer"] == "theme"], data)
    by_year = time_table(data.corpora, _traced(typical), data.theme_names)
    return {
        "corpora": corpora_table(data),
        "summary": found.summary(),
        "distances": found.distances,
        "typical": typical,
        "heat": heat_table(found.one_vs_rest, typical, data.names),
        "terms": omnibus,
        "pairwise": found.pairwise,
        "themes": themes,
        "entities": omnibus[omnibus["layer"] == "entity"].rename(columns={"term": "name"}).reset_index(drop=True),
        "one_vs_rest": found.one_vs_rest.drop(columns="drivers", errors="ignore"),
        "time": by_year,
        "time_trends": time_trends(by_year, data.names),
        "evidence": evidence_table(_shown(typical, omnibus), data.sentences, settings),
        **manifest_tables({**found.manifest, **data.manifest}),
    }


def corpora_table(data: ComparisonReportData) -> pd.DataFrame:
    """Return what is compared: `corpus`, `documents`, `tokens` (words), `median`, `first`, `last` (years)."""
    rows = [
        (
            corpus.name, len(corpus.documents), int(corpus.words.sum()), float(np.median(corpus.words)),
            corpus.documents["year"].min(), corpus.documents["year"].max(),
        )
        for corpus in data.corpora
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=["corpus", "documents", "tokens", "median", "first", "last"])
    return table.astype({"first": "Int64", "last": "Int64"})


def typical_table(one_vs_rest: pd.DataFrame) -> pd.DataFrame:
    """Return the content terms that are robustly typical of a corpus against the others together, by LRC."""
    rows = one_vs_rest[(one_vs_rest["class"] == "robust A") & one_vs_rest["layer"].isin([*OF_WORDS, "entity"])]
    rows = rows[~rows["term"].map(is_function_word).astype(bool)]
    columns = ["corpus", "layer", "term", "log_ratio", "log_ratio_low", "log_ratio_high", "lrc", "frequency_a"]
    columns += ["frequency_b", "document_share_a", "document_share_b", "q"]
    order = ["corpus", "lrc", "term"]
    return rows.sort_values(order, ascending=[True, False, True], kind="stable")[columns].reset_index(drop=True)


def heat_table(one_vs_rest: pd.DataFrame, typical: pd.DataFrame, names: tuple[str, ...]) -> pd.DataFrame:
    """Return `term`, `corpus`, `lrc` of the foremost terms of every corpus, each against the others together."""
    words = typical[typical["layer"].isin(OF_WORDS)]
    chosen = words.groupby("corpus", sort=False).head(HEATED)[["layer", "term"]].drop_duplicates("term")
    rows = one_vs_rest.merge(chosen, on=["layer", "term"])[["term", "corpus", "lrc"]]
    every = pd.MultiIndex.from_product([chosen["term"], names], names=["term", "corpus"])
    return rows.set_index(["term", "corpus"])["lrc"].reindex(every, fill_value=0.0).reset_index()


def _named(themes: pd.DataFrame, data: ComparisonReportData) -> pd.DataFrame:
    """Themes with their names, and shares of sentences instead of rates per million."""
    table = themes.assign(name=[theme_name(str(key), data.theme_names) for key in themes["term"]])
    shares = {f"share_{name}": table[f"per_million_{name}"] / 1e6 for name in data.names}
    order = pd.DataFrame(shares).mean(axis=1).sort_values(ascending=False, kind="stable").index
    return table.assign(**shares).rename(columns={"term": "theme"}).loc[order].reset_index(drop=True)


def _traced(typical: pd.DataFrame) -> pd.DataFrame:
    words = typical[typical["layer"].isin(OF_WORDS)]
    return words.groupby("corpus", sort=False).head(TRACED)[["layer", "term"]].drop_duplicates()


def _shown(typical: pd.DataFrame, omnibus: pd.DataFrame) -> list[str]:
    turns = typical.assign(turn=typical.groupby("corpus").cumcount()).sort_values("turn", kind="stable")
    others = omnibus[~omnibus["layer"].isin(["theme", "year"])].sort_values(["q", "term"], kind="stable")
    names: list[str] = pd.concat([turns["term"], others["term"]]).drop_duplicates().tolist()
    return names
